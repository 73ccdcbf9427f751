//! A comma inside a number: the decimal mark of half the world, or the mark between thousands of the other half.

use crate::scene::tokens::{Kind, Token};
use crate::words::words;

/// Units that a scene can name.
pub const UNITS: [&str; 12] = ["ms", "s", "h", "mV", "nS", "pA", "pF", "Hz", "kHz", "um", "cm", "deg"];
/// Names in front of a parenthesis that holds one number, besides the units.
const HOLD_ONE_NUMBER: [&str; 5] = ["Constant", "FixedInDegree", "Fraction", "Number", "Probability"];

/// A number that is written with commas.
pub struct CommaNumber {
    /// As it should be written.
    pub plain: String,
    /// What to do.
    pub hint: String,
    /// Index of its last token.
    pub last: usize,
}

/// The number whose first comma is the token `at`, if that comma can only stand inside a number: it touches digits on both sides,
/// and what is before them takes one number.
pub fn comma_number(text: &str, tokens: &[Token], at: usize) -> Option<CommaNumber> {
    let [before, first, comma, second] = tokens.get(at.checked_sub(2)?..at + 2)? else { return None };
    let of = |token: &Token| &text[token.start..token.end];
    let touch = |left: &Token, right: &Token| left.end == right.start;
    let is_whole = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let fits = first.kind == Kind::Word
        && second.kind == Kind::Word
        && touch(first, comma)
        && touch(comma, second)
        && is_whole(of(first).trim_start_matches(['-', '+']))
        && of(second).starts_with(|c: char| c.is_ascii_digit())
        && format!("0{}", of(second)).parse::<f64>().is_ok();
    if !fits {
        return None;
    }
    // Groups of three digits, as in 1,000,000.
    let mut last = at + 1;
    while of(&tokens[last]).len() == 3
        && let Some([comma, next]) = tokens.get(last + 1..last + 3)
        && comma.kind == Kind::Comma
        && touch(&tokens[last], comma)
        && touch(comma, next)
        && is_whole(of(next).get(..3).unwrap_or(""))
    {
        last += 2;
    }
    let takes_one = match before.kind {
        Kind::Colon => true,
        Kind::Open('(') => {
            let name = at.checked_sub(3).and_then(|name| tokens.get(name)).map_or("", of);
            let closes = |index: usize| matches!(tokens.get(index).map(|token| token.kind), Some(Kind::Close(')')));
            let ends = closes(last + 1) || (tokens.get(last + 1)?.kind == Kind::Comma && closes(last + 2));
            ends && (UNITS.contains(&name) || HOLD_ONE_NUMBER.contains(&name))
        }
        _ => false,
    };
    if !takes_one {
        return None;
    }
    let written = &text[first.start..tokens[last].end];
    let (joined, point) = (written.replace(',', ""), written.replacen(',', ".", 1));
    let three = of(second).len() == 3;
    let (plain, hint) = match (last > at + 1 || of(second).contains('.'), three) {
        (true, _) => (
            joined.clone(),
            words!("fault-thousands", "Write { $joined }, without a mark between thousands.", joined = &joined),
        ),
        (false, true) => (
            joined.clone(),
            words!(
                "fault-point-or-thousands",
                "Write { $point }, or { $joined } if thousands are meant.",
                point = &point,
                joined = &joined
            ),
        ),
        (false, false) => (
            point.clone(),
            words!("fault-decimal-point", "The decimal mark is a point: write { $point }.", point = &point),
        ),
    };
    Some(CommaNumber { plain, hint, last })
}
