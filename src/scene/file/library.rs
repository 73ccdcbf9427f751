//! How the scene library presents a scene.

use crate::units::TimeInSeconds;
use serde::{Deserialize, Serialize};

/// For whom a scene is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// Needs no background.
    School,
    /// Needs the basics of neuroscience.
    Bachelor,
    /// Needs the literature on plasticity.
    Master,
}

impl Level {
    /// Name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::School => "School",
            Self::Bachelor => "Bachelor",
            Self::Master => "Master",
        }
    }
}

/// What the scene library says besides title, claim and size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LibraryFile {
    /// For whom the scene is meant.
    pub level: Level,
    /// One to five subjects, each unlike the others and at most 24 letters long.
    pub tags: Vec<String>,
    /// Moment that the scene's picture shows; default 1 s.
    #[serde(default = "one_second")]
    pub picture: TimeInSeconds,
}

const fn one_second() -> TimeInSeconds {
    TimeInSeconds(1.0)
}
