//! Characters that look like those of a scene and are others: what a web page or a word processor puts in their place.

use crate::words::words;

/// White space of the format.
pub const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// A quotation mark that is not straight.
pub const fn is_curly(c: char) -> bool {
    matches!(c, '\u{201C}'..='\u{201F}' | '\u{2018}'..='\u{201B}' | '«' | '»' | '\u{FF02}')
}

/// What a character only looks like: a character of the format, or (`Some(None)`) nothing at all.
#[expect(clippy::option_option, reason = "like nothing else, like nothing at all, or like a character")]
pub fn plain(c: char) -> Option<Option<char>> {
    match c {
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Some(None),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some(Some('-')),
        '\u{FF02}' => None,
        // The full-width forms of ASCII, in the same order.
        '\u{FF01}'..='\u{FF5E}' => Some(char::from_u32(c as u32 - 0xFEE0)),
        c if c.is_whitespace() && !is_space(c) => Some(Some(' ')),
        _ => None,
    }
}

/// What such a character is called, and what to do about it.
pub fn describe(c: char) -> (String, String) {
    let name = match c {
        '\u{A0}' => words!("fault-no-break-space", "a no-break space").to_owned(),
        '\u{202F}' => words!("fault-narrow-space", "a narrow no-break space").to_owned(),
        '\u{3000}' => words!("fault-ideographic-space", "an ideographic space").to_owned(),
        '\u{200B}' => words!("fault-zero-width-space", "a zero-width space").to_owned(),
        '\u{FEFF}' => words!("fault-byte-order-mark", "a byte order mark").to_owned(),
        '\u{AD}' => words!("fault-soft-hyphen", "a soft hyphen").to_owned(),
        '\u{2212}' => words!("fault-minus-sign", "a minus sign").to_owned(),
        '\u{2013}' => words!("fault-en-dash", "an en dash").to_owned(),
        '\u{2014}' => words!("fault-em-dash", "an em dash").to_owned(),
        '\u{FF01}'..='\u{FF5E}' => words!("fault-full-width", "a full-width `{ $letter }`", letter = c.to_string()),
        c if c.is_whitespace() => words!("fault-special-space", "a special space").to_owned(),
        _ => words!("fault-special-character", "a special character").to_owned(),
    };
    let hint = match plain(c) {
        Some(Some(' ')) => words!("fault-plain-space", "Write a plain space.").to_owned(),
        Some(Some(plain)) => words!("fault-plain-character", "Write `{ $plain }`.", plain = plain.to_string()),
        _ => words!("fault-remove", "Remove it.").to_owned(),
    };
    (format!("{name} (U+{:04X})", c as u32), hint)
}
