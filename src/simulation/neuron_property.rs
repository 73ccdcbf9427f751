//! What of a single neuron a user can set.

use crate::scene::Scene;
use crate::scene::file::NeuronFile;
use crate::words::words;
use serde::{Deserialize, Serialize};

/// A property of a neuron that is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NeuronProperty {
    /// Threshold at rest, before excitability, paint and modulators shift it (θ_rest in MODEL 2.2).
    RestingThreshold,
    /// Fast component e_f of learned excitability.
    FastExcitability,
    /// Slow component e_s of learned excitability.
    SlowExcitability,
}

impl NeuronProperty {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::RestingThreshold, Self::FastExcitability, Self::SlowExcitability];

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RestingThreshold => words!("neuron-resting-threshold", "Resting threshold"),
            Self::FastExcitability => words!("neuron-fast-excitability", "Fast excitability e_f"),
            Self::SlowExcitability => words!("neuron-slow-excitability", "Slow excitability e_s"),
        }
    }

    /// Unit of its values.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::RestingThreshold => "mV",
            Self::FastExcitability | Self::SlowExcitability => "",
        }
    }

    /// What it is, in a sentence or two.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::RestingThreshold => words!(
                "neuron-resting-threshold-text",
                "The threshold of this neuron before excitability, paint and neuromodulators shift it (mV), drawn at the \
                 start. MODEL 2.2."
            ),
            Self::FastExcitability => words!(
                "neuron-fast-excitability-text",
                "What it has learned and forgets within hours, −1 to 1; lowers threshold, afterhyperpolarization and leak by half \
                 of what the slow component does. MODEL 2.4."
            ),
            Self::SlowExcitability => words!(
                "neuron-slow-excitability-text",
                "What it has learned and keeps for hours to days, −1 to 1; lowers threshold, afterhyperpolarization and leak. \
                 MODEL 2.4."
            ),
        }
    }

    /// What it may be in a neuron of a scene: a threshold must lie above rest and reset, or the neuron fires for ever, and nobody asked
    /// for that.
    #[must_use]
    pub fn range(self, scene: &Scene, neuron: u32) -> (f32, f32) {
        match self {
            Self::RestingThreshold => {
                let population =
                    scene.populations.iter().enumerate().find(|(index, _)| scene.range(*index).contains(&neuron));
                let lowest = population.map_or(-100.0, |(_, population)| population.neuron.lowest_threshold_mv());
                (lowest, NeuronFile::HIGHEST_THRESHOLD_MV)
            }
            Self::FastExcitability | Self::SlowExcitability => (-1.0, 1.0),
        }
    }
}
