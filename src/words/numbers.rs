//! Numbers as a language writes them.

use super::language::{Language, in_force};

/// A number as the program writes it ("1,234.5", "−0.3 mV"), or a text with such numbers, in the language in force: German has the
/// comma and the point the other way round.
#[must_use]
pub fn number(text: &str) -> String {
    match in_force() {
        Language::English => text.to_owned(),
        Language::German => exchanged(text),
    }
}

/// What was typed for a number, as the program reads it: in German a comma is a decimal comma, and a point is one too where it
/// cannot stand between thousands.
#[must_use]
pub fn from_typed(typed: &str) -> String {
    if in_force() == Language::German && typed.contains(',') {
        typed.replace('.', "").replace(',', ".")
    } else {
        typed.to_owned()
    }
}

/// Commas and points between digits, exchanged.
fn exchanged(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let between = before.is_ascii_digit() && rest.peek().is_some_and(char::is_ascii_digit);
        result.push(match letter {
            '.' if between => ',',
            ',' if between => '.',
            other => other,
        });
        before = letter;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::speak;

    #[test]
    fn german_has_a_decimal_comma() {
        for (english, german) in [
            ("−52.1 mV", "−52,1 mV"),
            ("1,234,567.5", "1.234.567,5"),
            ("0.64 [0.39, 0.89]", "0,64 [0,39, 0,89]"),
            ("5e-5", "5e-5"),
            ("1.5e7", "1,5e7"),
            ("Now. Then", "Now. Then"),
        ] {
            assert_eq!(number(english), english);
            assert_eq!(exchanged(english), german);
        }
    }

    #[test]
    fn either_mark_can_be_typed() {
        assert_eq!(from_typed("1.5"), "1.5");
        speak(Language::German);
        let read = ["1,5", "1.234,5", "0.25", "−3,5", "7"].map(from_typed);
        speak(Language::English);
        assert_eq!(read, ["1.5", "1234.5", "0.25", "−3.5", "7"]);
    }
}
