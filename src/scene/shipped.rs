//! The scenes that come with the program, embedded so that the binary works anywhere.

/// A scene that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name on the command line, such as `wake` or `bench/coba`.
    pub name: &'static str,
    /// Text of the file.
    pub text: &'static str,
}

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        /// The scenes that come with the program; the first is the one that opens when none is named.
        const SCENES: &[Shipped] = &[$(
            Shipped { name: $name, text: include_str!(concat!("../../scenes/", $name, ".ron")) }
        ),*];
    };
}

embed!(
    "learn_sleep_remember",
    "one_neuron",
    "adex",
    "window",
    "homeostasis",
    "pairing",
    "rules",
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
    "spotlight",
    "remodelling",
    "reward_timing",
    "acetylcholine_dopamine",
    "plateau",
    "short_term",
    "turnover",
    "bench/coba",
    "bench/isp",
    "bench/large",
);

/// The scenes that come with the program; the first is the one that opens when none is named.
#[must_use]
pub const fn shipped() -> &'static [Shipped] {
    SCENES
}
