//! What the shipped scenes say of themselves. A scene is data, and anybody's: its texts are known by their English words, so that
//! a copy of a scene keeps those that its author left as they were.

use super::language::{Language, in_force};
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! german {
    ($($name:literal),+ $(,)?) => { &[$(include_str!(concat!("../../assets/words/de/scenes/", $name, ".ron"))),+] };
}

/// German words for the texts of scenes: a map for each scene, and one for what several of them say.
const GERMAN: &[&str] = german![
    "common",
    "acetylcholine_dopamine",
    "adex",
    "ageing",
    "allocation",
    "artificial_allocation",
    "artificial_classifier",
    "calcium",
    "forgetting",
    "homeostasis",
    "learn_sleep_remember",
    "learning_lowers_the_bar",
    "linking",
    "metaplasticity",
    "motor_sequence",
    "new_context",
    "nrem",
    "one_neuron",
    "pairing",
    "place_fields",
    "plateau",
    "rehabilitation",
    "remodelling",
    "resilient_recall",
    "reward_timing",
    "rules",
    "short_term",
    "sleep_replay",
    "spotlight",
    "study_schedule",
    "three_knobs",
    "turnover",
    "two_actions",
    "wake",
    "window",
];

static GERMAN_TEXTS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    GERMAN.iter().filter_map(|file| ron::from_str::<HashMap<String, String>>(file).ok()).flatten().collect()
});

/// What a scene says, in the language in force; as it stands there if it was not put into that language.
#[must_use]
pub fn scene_text(text: &str) -> &str {
    match in_force() {
        Language::English => text,
        Language::German => GERMAN_TEXTS.get(text).map_or(text, String::as_str),
    }
}

/// The texts that were put into a language, by file.
///
/// # Errors
///
/// Says what is wrong with a file that cannot be read.
pub fn scene_texts(language: Language) -> Result<Vec<HashMap<String, String>>, String> {
    let files = if language == Language::German { GERMAN } else { &[] };
    files.iter().map(|file| ron::from_str(file).map_err(|fault| fault.to_string())).collect()
}
