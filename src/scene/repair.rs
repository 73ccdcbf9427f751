//! Brackets, commas and quotation marks: every fault of them, and a text in which they are repaired so that the rest can be read.
//!
//! A bracket that is not closed shows only much later, and where it should have closed is a guess. The text is therefore walked
//! in several ways, with and without trust in its indentation, and the way that finds the fewest faults is taken. What a guess
//! makes doubtful is remembered, so that nothing is reported that only follows from it.

mod repaired;
mod walk;

pub use repaired::{Edit, Repaired, SyntaxFault, original_byte};

use super::tokens::tokens;
use repaired::MOST_REPAIRS;
use walk::{Mismatch, Walk};

/// Longest text that is repaired.
const LONGEST: usize = 1 << 20;

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
