//! A text with its faults of syntax repaired: what was wrong, and what was changed.

use std::ops::Range;

/// Most faults that are repaired; a text with more is not understood.
pub const MOST_REPAIRS: usize = 12;

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where, in the text as it was at the time.
    pub start: usize,
    /// Bytes that went.
    pub old_length: usize,
    /// Bytes that came.
    pub new_length: usize,
}

/// The byte of the original text from which a byte of the edited text comes.
pub fn original_byte(edits: &[Edit], byte: usize) -> usize {
    edits.iter().rev().fold(byte, |byte, edit| {
        if byte >= edit.start + edit.new_length {
            byte - edit.new_length + edit.old_length
        } else {
            byte.min(edit.start)
        }
    })
}

/// A fault of brackets, commas or quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Where in the original text.
    pub byte: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// A text with its faults of syntax repaired.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// The repaired text.
    pub text: String,
    /// What was changed, in order.
    pub edits: Vec<Edit>,
    /// What was wrong, in order.
    pub faults: Vec<SyntaxFault>,
    /// Bytes of the original text in which a field may be missing or unknown only because of a repair.
    pub doubtful: Vec<Range<usize>>,
    /// Fields without a value, which were taken out: where what they belong to begins, and their name.
    pub absent: Vec<(usize, String)>,
}
