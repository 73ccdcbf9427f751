//! English messages with parts: patterns that stand in the code, understood when they are said first.

use super::book::{args, format};
use super::language::Language;
use super::part::Part;
use fluent_bundle::{FluentBundle, FluentResource};
use std::cell::RefCell;

thread_local! {
    static SAID: RefCell<FluentBundle<FluentResource>> = RefCell::new({
        let mut bundle = FluentBundle::new(vec![Language::English.identifier()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(super::book::counted));
        bundle
    });
}

/// A message with its parts. A pattern that cannot be understood, which a test excludes, is said as it stands.
pub(super) fn formatted(key: &'static str, pattern: &'static str, parts: &[(&'static str, Part)]) -> String {
    SAID.with_borrow_mut(|bundle| {
        if !bundle.has_message(key)
            && let Ok(resource) = FluentResource::try_new(format!("{key} = {}\n", spread(pattern)))
        {
            bundle.add_resource_overriding(resource);
        }
        let message = bundle.get_message(key).and_then(|message| message.value());
        message.map_or_else(|| pattern.to_owned(), |message| format(bundle, message, &args(parts)))
    })
}

/// A pattern that stands in one line, with the line breaks that Fluent asks for between the forms of a choice:
/// `{ $n -> [one] a cell *[other] { $n } cells }`.
#[must_use]
pub fn spread(pattern: &str) -> String {
    let mut result = String::with_capacity(pattern.len() + 16);
    let mut choices = Vec::new();
    for (place, letter) in pattern.char_indices() {
        let chooses = || {
            let inner = &pattern[place + 1..];
            inner.find("->").is_some_and(|arrow| !inner[..arrow].contains(['{', '}']))
        };
        match letter {
            '{' => choices.push(chooses()),
            '}' if choices.pop() == Some(true) => result.push('\n'),
            '*' if choices.last() == Some(&true) => result.push_str("\n   "),
            '[' if choices.last() == Some(&true) && !result.ends_with('*') => result.push_str("\n    "),
            '\n' if choices.is_empty() => {
                result.push_str("\n    ");
                continue;
            }
            _ => {}
        }
        result.push(letter);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_chooses_by_a_count() {
        let say = |n: u64| {
            formatted(
                "test-cells",
                "Of { $n -> [one] a cell *[other] { $n } cells } in { $set }.",
                &[("n", n.into()), ("set", "A".into())],
            )
        };
        assert_eq!(say(1), "Of a cell in A.");
        assert_eq!(say(2000), "Of 2,000 cells in A.");
    }

    #[test]
    fn brackets_and_lines_can_be_said() {
        assert_eq!(
            formatted("test-brackets", "{ $a } [1, 2]\nand { $b }", &[("a", "x".into()), ("b", "y".into())]),
            "x [1, 2]\nand y"
        );
    }
}
