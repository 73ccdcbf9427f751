//! Results that come with the program, one line a run.

/// Records of a shipped scene's experiment; none if it has none.
#[must_use]
pub fn shipped_records(scene: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(name, _)| *name == scene).map(|(_, text)| *text)
}

macro_rules! embed {
    ($($name:literal),* $(,)?) => {
        const SHIPPED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../assets/evidence/", $name, ".jsonl")))),*];
    };
}

embed!(
    "learn_sleep_remember",
    "three_knobs",
    "learning_lowers_the_bar",
    "metaplasticity",
    "artificial_allocation",
    "artificial_classifier",
    "resilient_recall",
    "remodelling",
    "sleep_replay",
    "forgetting",
    "linking",
    "spotlight",
    "motor_sequence",
    "rehabilitation",
    "reward_timing",
    "two_actions",
    "place_fields",
    "new_context",
    "ageing",
    "study_schedule"
);
