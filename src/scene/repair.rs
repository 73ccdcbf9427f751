//! Brackets, commas and quotation marks: every fault of them, and a text in which they are repaired so that the rest can be read.
//!
//! A bracket that is not closed shows only much later, and where it should have closed is a guess. The text is therefore walked
//! in several ways, with and without trust in its indentation, and the way that finds the fewest faults is taken. What a guess
//! makes doubtful is remembered, so that nothing is reported that only follows from it.

mod decimal_comma;
mod repaired;
mod walk;

pub use decimal_comma::UNITS;
pub use repaired::{Edit, Repaired, SyntaxFault, original_byte};

use super::lookalike;
use super::tokens::{Cut, tokens};
use crate::words::words;
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
    let cut = tokens(text);
    let ways =
        [(true, Mismatch::Judge), (false, Mismatch::Close), (false, Mismatch::Remove), (false, Mismatch::Change)];
    let walks = ways.into_iter().filter_map(|(indented, mismatch)| {
        let mut walk = Walk::new(text, &cut.tokens, indented, mismatch);
        for open in &cut.open {
            walk.fault(
                open.start,
                words!("fault-text-open", "the text that begins here is not closed."),
                words!("fault-text-open-hint", "Close it with a quotation mark."),
            );
            walk.change(open.close..open.close, "\"");
        }
        replace_lookalikes(text, &cut, &mut walk);
        walk.run().then_some(walk)
    });
    match walks.min_by_key(|walk| walk.faults.len()) {
        Some(walk) if (1..=MOST_REPAIRS).contains(&walk.faults.len()) => walk.finish(),
        _ => untouched(),
    }
}

/// Put the characters of the format in the place of those that only look like them; each kind is one fault, however often it stands.
fn replace_lookalikes(text: &str, cut: &Cut, walk: &mut Walk) {
    let places = |count: usize| match count {
        1 => String::new(),
        2 => words!("fault-other-place", ", and at one other place").to_owned(),
        count => words!("fault-other-places", ", and at { $count } other places", count = (count - 1).to_string()),
    };
    let mut kinds: Vec<(char, usize, usize)> = Vec::new();
    for &byte in &cut.lookalikes {
        let Some(found) = text[byte..].chars().next() else { continue };
        match kinds.iter_mut().find(|(kind, ..)| *kind == found) {
            Some((_, _, count)) => *count += 1,
            None => kinds.push((found, byte, 1)),
        }
        let plain = lookalike::plain(found).flatten().map_or_else(String::new, String::from);
        walk.change(byte..byte + found.len_utf8(), &plain);
    }
    for (found, byte, count) in kinds {
        let (name, hint) = lookalike::describe(found);
        walk.fault(
            byte,
            words!("fault-lookalike", "{ $name } stands here{ $places }.", name = name, places = places(count)),
            hint,
        );
    }
    for range in &cut.curly {
        let width = |c: Option<char>| c.map_or(0, char::len_utf8);
        let (first, last) = (width(text[range.clone()].chars().next()), width(text[range.clone()].chars().next_back()));
        walk.change(range.start..range.start + first, "\"");
        walk.change(range.end - last..range.end, "\"");
    }
    if let Some(first) = cut.curly.first() {
        let what = words!(
            "fault-curly",
            "a text stands in curly quotation marks here{ $places }.",
            places = places(cut.curly.len())
        );
        walk.fault(first.start, what, words!("fault-curly-hint", "Write straight ones: \"...\"."));
    }
}
