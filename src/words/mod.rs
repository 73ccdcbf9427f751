//! What the window says, in the user's language.
//!
//! English stands in the code, beside the key by which it is known; each other language has its Fluent files in `assets/words`, where
//! a message has that key. A message that a language lacks is said in English, and logged once. Tests compare keys, and the parts that
//! a message takes.
//!
//! Numbers within a message are either counts (whole numbers, by which a message chooses singular or plural) or text that
//! [`number`] has put into the language. What is written into files, and what the command line prints, is English.

mod book;
mod english;
mod language;
mod numbers;
mod part;
mod scene_text;

pub use book::{messages, parts_in};
pub use english::spread;
pub use language::{Language, LanguageChoice, in_english, in_force, speak};
pub use numbers::{from_typed, number};
pub use part::Part;
pub use scene_text::{scene_text, scene_texts};

/// A text of the window: `words!("key", "English")` is a `&'static str`; `words!("key", "English { $name }", name = value)` is a
/// `String`, in which the English is a Fluent pattern that may stand in one line.
macro_rules! words {
    ($key:literal, $english:literal) => {
        $crate::words::text($key, $english)
    };
    ($key:literal, $english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::with_parts($key, $english, &[$((stringify!($name), $crate::words::Part::from($value))),+])
    };
}
pub(crate) use words;

/// A text without parts, by its key.
#[must_use]
pub fn text(key: &'static str, english: &'static str) -> &'static str {
    match in_force() {
        Language::English => english,
        language @ Language::German => book::of(language).and_then(|book| book.plain(key)).unwrap_or_else(|| {
            book::miss(language, key);
            english
        }),
    }
}

/// A text of a row in a table, in which the row is known by an id: the key is `{kind}-{id}`, and a second text of the same row is an
/// attribute, `{kind}-{id}.{attribute}`. Underlines of the id are hyphens in the key.
#[must_use]
pub fn of_row(kind: &str, id: &str, attribute: &str, english: &'static str) -> &'static str {
    let language = in_force();
    if language == Language::English {
        return english;
    }
    let key = row_key(kind, id, attribute);
    book::of(language).and_then(|book| book.plain(&key)).unwrap_or_else(|| {
        book::miss(language, &key);
        english
    })
}

/// The key of a row's text: `command-toggle-play`, `command-toggle-play.text`.
#[must_use]
pub fn row_key(kind: &str, id: &str, attribute: &str) -> String {
    let dot = if attribute.is_empty() { "" } else { "." };
    format!("{kind}-{}{dot}{attribute}", id.replace(['_', ' '], "-"))
}

/// A text with parts, by its key.
#[must_use]
pub fn with_parts(key: &'static str, english: &'static str, parts: &[(&'static str, Part)]) -> String {
    let language = in_force();
    if language != Language::English {
        if let Some(text) = book::of(language).and_then(|book| book.formatted(key, parts)) {
            return text;
        }
        book::miss(language, key);
    }
    english::formatted(key, english, parts)
}
