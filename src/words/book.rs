//! The messages of a language other than English.

use super::language::Language;
use super::numbers::number;
use super::part::Part;
use crate::number_text::thousands;
use fluent_bundle::bundle::FluentBundle;
use fluent_bundle::concurrent::FluentBundle as ConcurrentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;
use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex};

/// The German messages, a file for each part of the program.
const GERMAN: &[&str] = &[
    include_str!("../../assets/words/de/commands.ftl"),
    include_str!("../../assets/words/de/controls.ftl"),
    include_str!("../../assets/words/de/inspector.ftl"),
    include_str!("../../assets/words/de/plots.ftl"),
    include_str!("../../assets/words/de/files.ftl"),
    include_str!("../../assets/words/de/session.ftl"),
    include_str!("../../assets/words/de/tables.ftl"),
];

static GERMAN_BOOK: LazyLock<Book> = LazyLock::new(|| Book::new(GERMAN));
static MISSED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// All messages of a language.
pub(super) struct Book {
    bundle: ConcurrentBundle<FluentResource>,
    /// Those without parts, by key; of an attribute, `key.attribute`.
    plain: HashMap<String, &'static str>,
}

impl Book {
    fn new(files: &[&str]) -> Self {
        let mut bundle = ConcurrentBundle::new_concurrent(vec![Language::German.identifier()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(counted));
        for file in files {
            // What Fluent does not understand is left out, and said in English; a test reads every file.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        let mut plain = HashMap::new();
        let without_parts = |(_, source): &(String, String)| parts_in(source).is_empty();
        for (key, _) in files.iter().flat_map(|file| messages_in(file)).filter(without_parts) {
            // Once for each message in the life of the program.
            let text = pattern(&bundle, &key).map(|pattern| &*format(&bundle, pattern, &FluentArgs::new()).leak());
            plain.extend(text.map(|text| (key, text)));
        }
        Self { bundle, plain }
    }

    /// A message without parts.
    pub fn plain(&self, key: &str) -> Option<&'static str> {
        self.plain.get(key).copied()
    }

    /// A message with its parts.
    pub fn formatted(&self, key: &str, parts: &[(&'static str, Part)]) -> Option<String> {
        Some(format(&self.bundle, pattern(&self.bundle, key)?, &args(parts)))
    }
}

/// The messages of a language; English has none here.
pub(super) fn of(language: Language) -> Option<&'static Book> {
    match language {
        Language::English => None,
        Language::German => Some(&GERMAN_BOOK),
    }
}

/// Keys of all messages of a language, with those of attributes, and the names of the parts that each takes.
#[must_use]
pub fn messages(language: Language) -> Vec<(String, BTreeSet<String>)> {
    let files = if language == Language::German { GERMAN } else { &[] };
    files.iter().flat_map(|file| messages_in(file)).map(|(key, source)| (key, parts_in(&source))).collect()
}

/// Names of the parts that a pattern takes.
#[must_use]
pub fn parts_in(pattern: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || "_-".contains(*letter)).collect()
    };
    pattern.split('$').skip(1).map(name).collect()
}

/// Note that a message is missing; it is logged once.
pub(super) fn miss(language: Language, key: &str) {
    let Ok(mut missed) = MISSED.lock() else { return };
    if missed.insert(key.to_owned()) {
        #[cfg(feature = "viewer")]
        bevy::log::warn!("No words for “{key}” in {}: it is said in English.", language.name());
        #[cfg(not(feature = "viewer"))]
        let _ = language;
    }
}

/// A message formatted; what it lacks of its parts is said by their names.
pub(super) fn format<M: MemoizerKind>(
    bundle: &FluentBundle<FluentResource, M>,
    pattern: &Pattern<&str>,
    args: &FluentArgs,
) -> String {
    bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
}

/// The parts of a message, for Fluent.
pub(super) fn args<'a>(parts: &'a [(&'static str, Part)]) -> FluentArgs<'a> {
    parts.iter().map(|(name, part)| (*name, part.value().clone())).collect()
}

/// A count with what stands between thousands, in the language in force.
pub(super) fn counted<M>(value: &FluentValue, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(count) if count.value < 0.0 => {
            Some(format!("−{}", number(&thousands(-count.value as u64))))
        }
        FluentValue::Number(count) => Some(number(&thousands(count.value as u64))),
        _ => None,
    }
}

/// The pattern of a key.
fn pattern<'a, M: MemoizerKind>(
    bundle: &'a FluentBundle<FluentResource, M>,
    key: &str,
) -> Option<&'a Pattern<&'a str>> {
    match key.split_once('.') {
        None => bundle.get_message(key)?.value(),
        Some((message, attribute)) => Some(bundle.get_message(message)?.get_attribute(attribute)?.value()),
    }
}

/// Keys of the messages of a file, each with its pattern as it stands there.
fn messages_in(file: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    let mut message = "";
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let named = line.split_once('=').map(|(name, text)| (name.trim(), text));
        match named {
            Some((name, text)) if name.starts_with('.') && !name.contains(' ') => {
                messages.push((format!("{message}{name}"), text.to_owned()));
            }
            Some((name, text)) if line.starts_with(|letter: char| letter.is_ascii_alphabetic()) => {
                message = name;
                messages.push((name.to_owned(), text.to_owned()));
            }
            _ => {
                if let Some((_, pattern)) = messages.last_mut() {
                    pattern.push_str(line);
                }
            }
        }
    }
    messages
}
