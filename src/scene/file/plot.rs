//! The plots of the window by name, and which of them have something to show in a scene.

use super::{PhaseFile, SceneFile};
use crate::modulation::BrainState;
use crate::words::words;
use serde::{Deserialize, Serialize};

/// What a plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlotTab {
    /// Spikes: time × neuron.
    Raster,
    /// Rates of the populations.
    Rates,
    /// Rates of populations and memories against each other.
    StateSpace,
    /// Distribution of the weights.
    Weights,
    /// Mean weights from memory to memory.
    WeightMatrix,
    /// Threshold shift: time × neuron.
    ThresholdMap,
    /// Distribution of the thresholds.
    Thresholds,
    /// Levels of the neuromodulators.
    Modulators,
    /// Modulators as a pad, and what the synaptic rule does at this point.
    Plasticity,
    /// Traces of the selected neuron.
    Neuron,
    /// Replays of the memories in sleep, counted.
    Replay,
    /// What presentations and cues called up.
    Recall,
    /// The scene's claim, put to the test.
    Evidence,
}

impl PlotTab {
    /// All plots, in the order of the tabs.
    pub const ALL: [Self; 13] = [
        Self::Raster,
        Self::Rates,
        Self::StateSpace,
        Self::Weights,
        Self::WeightMatrix,
        Self::ThresholdMap,
        Self::Thresholds,
        Self::Modulators,
        Self::Plasticity,
        Self::Neuron,
        Self::Replay,
        Self::Recall,
        Self::Evidence,
    ];

    /// Most of them that stand side by side.
    pub const BESIDE: usize = 2;

    /// Plots side by side where a scene names none or one.
    pub const USUAL: [Self; Self::BESIDE] = [Self::Raster, Self::ThresholdMap];

    /// Why it has nothing to show when a scene opens, and the way out; none if it has.
    #[must_use]
    pub fn lack(self, scene: &SceneFile) -> Option<(&'static str, &'static str)> {
        let (lacks, why, way_out) = match self {
            Self::Raster | Self::Rates | Self::ThresholdMap | Self::Thresholds | Self::Modulators => return None,
            Self::StateSpace => {
                let memories = scene.patterns.as_ref().map_or(0, |patterns| patterns.names.len());
                let few = scene.populations.len() + memories < 2;
                (
                    few,
                    words!("fault-plot-state-space", "the scene has only one population and no memories."),
                    words!("fault-plot-other-rates", "Name another plot, such as Rates."),
                )
            }
            Self::Weights | Self::WeightMatrix => (
                scene.projections.is_empty(),
                words!("fault-plot-weights", "the scene has no synapses."),
                words!("fault-plot-other-raster", "Name another plot, such as Raster."),
            ),
            Self::Plasticity => {
                let has_window = scene.projections.iter().any(|projection| {
                    projection.triplet_stdp.is_some()
                        || projection.full_triplet_stdp.is_some()
                        || projection.pair_stdp.is_some()
                });
                let why = words!(
                    "fault-plot-plasticity",
                    "no rule of the scene changes weights by pairs or triplets of spikes alone."
                );
                (!has_window, why, words!("fault-plot-other-weights", "Name another plot, such as Weights."))
            }
            Self::Neuron => {
                let selected = scene.view.as_ref().is_some_and(|view| view.neuron.is_some());
                let way_out = words!(
                    "fault-plot-neuron-hint",
                    "Say which with `neuron: (population: \"E\")`, or name another plot, such as Raster."
                );
                (!selected, words!("fault-plot-neuron", "no neuron is selected when the scene opens."), way_out)
            }
            Self::Replay => {
                let remembers = scene.patterns.as_ref().is_some_and(|patterns| !patterns.names.is_empty());
                let sleeps = scene.state == BrainState::Nrem || sleeps(&scene.timeline);
                let why = if remembers {
                    words!(
                        "fault-plot-replay-sleep",
                        "the scene has no NREM sleep in which a memory could be replayed."
                    )
                } else {
                    words!("fault-plot-replay", "the scene has no patterns that could be replayed.")
                };
                (!(remembers && sleeps), why, words!("fault-plot-other-raster", "Name another plot, such as Raster."))
            }
            Self::Recall => {
                let remembers = scene.patterns.as_ref().is_some_and(|patterns| !patterns.names.is_empty());
                (
                    !remembers,
                    words!("fault-plot-recall", "the scene has no patterns that could be recalled."),
                    words!("fault-plot-other-raster", "Name another plot, such as Raster."),
                )
            }
            Self::Evidence => (
                scene.experiment.is_none(),
                words!("fault-plot-evidence", "the scene makes no claim that is put to the test."),
                words!("fault-plot-evidence-hint", "Give it an `experiment`, or name another plot."),
            ),
        };
        lacks.then_some((why, way_out))
    }
}

/// Whether a timeline has NREM sleep.
fn sleeps(timeline: &[PhaseFile]) -> bool {
    timeline.iter().any(|phase| match phase {
        PhaseFile::Sleep { stage, .. } => *stage == BrainState::Nrem,
        other => other.within().iter().any(|(_, phases, _)| sleeps(phases)),
    })
}
