//! The scenes that come with the program, embedded so that the binary works anywhere.

/// A scene that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name on the command line, such as `wake` or `bench/coba`.
    pub name: &'static str,
    /// Text of the file.
    pub text: &'static str,
}

/// Hand the names of the scenes that come with the program to another macro, in the order in which the library shows them.
macro_rules! for_shipped_scenes {
    ($embed:ident) => {
        $embed! {
            "learn_sleep_remember",
            "one_neuron",
            "adex",
            "window",
            "homeostasis",
            "pairing",
            "rules",
            "calcium",
            "wake",
            "nrem",
            "allocation",
            "three_knobs",
            "learning_lowers_the_bar",
            "metaplasticity",
            "artificial_allocation",
            "linking",
            "resilient_recall",
            "sleep_replay",
            "forgetting",
            "new_context",
            "ageing",
            "study_schedule",
            "artificial_classifier",
            "spotlight",
            "remodelling",
            "motor_sequence",
            "rehabilitation",
            "reward_timing",
            "two_actions",
            "acetylcholine_dopamine",
            "plateau",
            "place_fields",
            "short_term",
            "turnover",
            "bench/coba",
            "bench/isp",
            "bench/large",
        }
    };
}
#[cfg(feature = "viewer")]
pub(crate) use for_shipped_scenes;

macro_rules! embed_texts {
    ($($name:literal,)*) => {
        const SCENES: &[Shipped] = &[$(
            Shipped { name: $name, text: include_str!(concat!("../../scenes/", $name, ".ron")) }
        ),*];
    };
}
for_shipped_scenes!(embed_texts);

/// The scenes that come with the program; the first is the one that opens when none is named.
#[must_use]
pub const fn shipped() -> &'static [Shipped] {
    SCENES
}
