//! Which language is spoken.

use serde::{Deserialize, Serialize};
use std::cell::Cell;
use unic_langid::LanguageIdentifier;

thread_local! {
    static IN_FORCE: Cell<Language> = const { Cell::new(Language::English) };
}

/// A language that the window speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its name, in itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// What Fluent calls it.
    pub(super) fn identifier(self) -> LanguageIdentifier {
        self.code().parse().unwrap_or_default()
    }

    /// Its code (ISO 639).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }
}

/// What the user chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LanguageChoice {
    /// As the system says; English if it speaks none of ours.
    #[default]
    System,
    /// English.
    English,
    /// German.
    German,
}

impl LanguageChoice {
    /// The choice after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::English,
            Self::English => Self::German,
            Self::German => Self::System,
        }
    }

    /// The language, on a system with this locale ("de-AT").
    #[must_use]
    pub fn language(self, locale: Option<&str>) -> Language {
        let known = |locale: &str| {
            Language::ALL.into_iter().find(|language| locale.split(['-', '_']).next() == Some(language.code()))
        };
        match self {
            Self::English => Language::English,
            Self::German => Language::German,
            Self::System => locale.and_then(known).unwrap_or_default(),
        }
    }
}

/// The language that this thread speaks.
#[must_use]
pub fn in_force() -> Language {
    IN_FORCE.get()
}

/// Let this thread speak a language. Every other goes on as it was, in English from the start: what it writes is for files and
/// terminals.
pub fn speak(language: Language) {
    IN_FORCE.set(language);
}

/// What is written into a file, in English, whatever this thread speaks.
#[must_use]
pub fn in_english<T>(say: impl FnOnce() -> T) -> T {
    let spoken = IN_FORCE.replace(Language::English);
    let said = say();
    speak(spoken);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_chooses_among_what_is_spoken() {
        for (locale, language) in [
            (Some("de-AT"), Language::German),
            (Some("de"), Language::German),
            (Some("en_GB"), Language::English),
            (Some("fr-FR"), Language::English),
            (Some("C"), Language::English),
            (None, Language::English),
        ] {
            assert_eq!(LanguageChoice::System.language(locale), language);
            assert_eq!(LanguageChoice::German.language(locale), Language::German);
        }
    }
}
