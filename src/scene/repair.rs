//! Brackets, commas and quotation marks: every fault of them, and a text in which they are repaired so that the rest can be read.
//!
//! A bracket that is not closed shows only much later, and where it should have closed is a guess. The text is therefore walked
//! in several ways, with and without trust in its indentation, and the way that finds the fewest faults is taken. What a guess
//! makes doubtful is remembered, so that nothing is reported that only follows from it.

mod walk;

use super::tokens::tokens;
use std::ops::Range;
use walk::{Mismatch, Walk};

/// Most faults that are repaired; a text with more is not understood.
const MOST_REPAIRS: usize = 12;
/// Longest text that is repaired.
const LONGEST: usize = 1 << 20;

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

/// Repair a text; without faults, or with more than can be understood, it is left as it is.
pub fn repair(text: &str) -> Repaired {
    let untouched = || Repaired { text: text.to_owned(), ..Repaired::default() };
    if text.len() > LONGEST {
        return untouched();
    }
    let (tokens, open_texts) = tokens(text);
    let ways =
        [(true, Mismatch::Judge), (false, Mismatch::Close), (false, Mismatch::Remove), (false, Mismatch::Change)];
    let walks = ways.into_iter().filter_map(|(indented, mismatch)| {
        let mut walk = Walk::new(text, &tokens, indented, mismatch);
        for open in &open_texts {
            walk.fault(open.start, "the text that begins here is not closed.", "Close it with a quotation mark.");
            walk.change(open.close..open.close, "\"");
        }
        walk.run().then_some(walk)
    });
    match walks.min_by_key(|walk| walk.faults.len()) {
        Some(walk) if (1..=MOST_REPAIRS).contains(&walk.faults.len()) => walk.finish(),
        _ => untouched(),
    }
}
