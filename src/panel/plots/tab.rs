//! The plots by name: what each shows, in words.

use crate::scene::file::PlotTab;

impl PlotTab {
    /// Name on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Raster => "Raster",
            Self::Rates => "Rates",
            Self::StateSpace => "State space",
            Self::Weights => "Weights",
            Self::WeightMatrix => "Matrix",
            Self::ThresholdMap => "Threshold map",
            Self::Thresholds => "Thresholds",
            Self::Modulators => "Modulators",
            Self::Plasticity => "Plasticity",
            Self::Neuron => "Neuron",
            Self::Replay => "Replay",
            Self::Recall => "Recall",
            Self::Evidence => "Evidence",
        }
    }

    /// Whether its horizontal axis is time, so that it can be dragged and zoomed.
    #[must_use]
    pub const fn is_over_time(self) -> bool {
        !matches!(
            self,
            Self::StateSpace
                | Self::Weights
                | Self::WeightMatrix
                | Self::Thresholds
                | Self::Plasticity
                | Self::Evidence
        )
    }

    /// How to look closer at those over time.
    pub const OVER_TIME: &'static str = "Drag moves in time, the wheel zooms, a double click follows the run again.";

    /// What it shows and how to look closer, for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        if self.is_over_time() {
            format!("{}\n{}", self.explanation(), Self::OVER_TIME)
        } else {
            self.explanation().to_owned()
        }
    }

    /// What it shows, in a sentence or two.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Raster => {
                "Every dot is a spike. Neurons are ordered by the pattern that drives them most, in its colour. \
                 Click selects the neuron."
            }
            Self::Rates => "Spikes per second and neuron of each population, mean over 100 ms.",
            Self::StateSpace => {
                "The path of the run: two rates of populations or memories against each other, or the two directions in which all \
                 rates vary most (principal components). Means over half a second, in the colour of the brain state; the dot is now."
            }
            Self::Weights => {
                "How many synapses have which strength, now (filled) and at the start (outline), on a logarithmic count."
            }
            Self::WeightMatrix => {
                "Mean weight of the synapses from the cells of one memory onto those of another, and how it changed since the start. Cells \
                 of several memories count for the first."
            }
            Self::ThresholdMap => {
                "How far each neuron's firing threshold has moved since the start, over the whole run. Blue: lower, so \
                 easier to excite. Orange: higher. Ordered by memory. Click selects the neuron."
            }
            Self::Thresholds => {
                "How many neurons have which firing threshold, now (filled) and at the start (outline); an arrow for each of the ten that moved \
                 most."
            }
            Self::Modulators => "Levels of the neuromodulators over the whole run.",
            Self::Plasticity => {
                "Dopamine and acetylcholine as a pad to drag in, and what the synaptic rule does there: change against the \
                 timing of two spikes, and against the receiver's rate."
            }
            Self::Neuron => {
                "The selected neuron: membrane potential and threshold, afterhyperpolarization, excitability. Watched neurons \
                 have a lane each."
            }
            Self::Replay => {
                "How often each memory was replayed in this sleep, or, awake, in the last one. Dashed: 95 of 100 shuffled memories, which are as large and as \
                 busy, stay below this by chance."
            }
            Self::Recall => {
                "What each presentation (circle) and cue (diamond) called up: the share of a memory's cells that fired at 10 spikes/s or \
                 more, large for the pattern that was shown, small for the others. Dashed: cells in no memory."
            }
            Self::Evidence => {
                "What the scene claims, put to the test: every arm with every seed, what was expected, and the verdict."
            }
        }
    }
}
