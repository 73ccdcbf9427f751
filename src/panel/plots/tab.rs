//! The plots by name: what each shows, in words.

use crate::scene::file::PlotTab;
use crate::words::words;

impl PlotTab {
    /// Name on the tab.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Raster => words!("plot-raster", "Raster"),
            Self::Rates => words!("plot-rates", "Rates"),
            Self::StateSpace => words!("plot-state-space", "State space"),
            Self::Weights => words!("plot-weights", "Weights"),
            Self::WeightMatrix => words!("plot-matrix", "Matrix"),
            Self::ThresholdMap => words!("plot-threshold-map", "Threshold map"),
            Self::Thresholds => words!("plot-thresholds", "Thresholds"),
            Self::Modulators => words!("plot-modulators", "Modulators"),
            Self::Plasticity => words!("plot-plasticity", "Plasticity"),
            Self::Neuron => words!("plot-neuron", "Neuron"),
            Self::Replay => words!("plot-replay", "Replay"),
            Self::Recall => words!("plot-recall", "Recall"),
            Self::Evidence => words!("plot-evidence", "Evidence"),
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
    #[must_use]
    pub fn over_time() -> &'static str {
        words!(
            "plots-over-time",
            "A click shows that moment of the run. Drag moves in time, the wheel zooms, a double click follows the run again."
        )
    }

    /// What it shows and how to look closer, for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        if self.is_over_time() {
            format!("{}\n{}", self.explanation(), Self::over_time())
        } else {
            self.explanation().to_owned()
        }
    }

    /// What it shows, in a sentence or two.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Raster => words!(
                "plot-raster-text",
                "Every dot is a spike. Neurons are ordered by the pattern that drives them most, in its colour. \
                 Click selects the neuron at that moment, with Ctrl held at the moment of now."
            ),
            Self::Rates => {
                words!("plot-rates-text", "Spikes per second and neuron of each population, mean over 100 ms.")
            }
            Self::StateSpace => words!(
                "plot-state-space-text",
                "The path of the run: two rates of populations or memories against each other, or the two directions in which all \
                 rates vary most (principal components). Means over half a second, in the colour of the brain state; the dot is now."
            ),
            Self::Weights => words!(
                "plot-weights-text",
                "How many synapses have which strength, now (filled) and at the start (outline), on a logarithmic count."
            ),
            Self::WeightMatrix => words!(
                "plot-matrix-text",
                "Mean weight of the synapses from the cells of one memory onto those of another, and how it changed since the start. Cells \
                 of several memories count for the first."
            ),
            Self::ThresholdMap => words!(
                "plot-threshold-map-text",
                "How far each neuron's firing threshold has moved since the start, over the whole run. Orange: lower, so \
                 easier to excite. Blue: higher. Ordered by memory. Click selects the neuron at that moment, with Ctrl held at \
                 the moment of now."
            ),
            Self::Thresholds => words!(
                "plot-thresholds-text",
                "How many neurons have which firing threshold, now (filled) and at the start (outline); an arrow for each of the ten that moved \
                 most."
            ),
            Self::Modulators => {
                words!("plot-modulators-text", "Levels of the neuromodulators over the whole run.")
            }
            Self::Plasticity => words!(
                "plot-plasticity-text",
                "Dopamine and acetylcholine as a pad to drag in, and what the synaptic rule does there: change against the \
                 timing of two spikes, and against the receiver's rate."
            ),
            Self::Neuron => words!(
                "plot-neuron-text",
                "The selected neuron: membrane potential and threshold, afterhyperpolarization, excitability. Watched neurons \
                 have a lane each."
            ),
            Self::Replay => words!(
                "plot-replay-text",
                "How often each memory was replayed in this sleep, or, awake, in the last one. Dashed: 95 of 100 shuffled memories, which are as large and as \
                 busy, stay below this by chance."
            ),
            Self::Recall => words!(
                "plot-recall-text",
                "What each presentation (circle) and cue (diamond) called up: the share of a memory's cells that fired at 10 spikes/s or \
                 more, large for the pattern that was shown, small for the others. Dashed: cells in no memory."
            ),
            Self::Evidence => words!(
                "plot-evidence-text",
                "What the scene claims, put to the test: every arm with every seed, what was expected, and the verdict."
            ),
        }
    }
}
