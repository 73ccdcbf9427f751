//! The timeline as a run follows it: repeats expanded, names resolved to indices, durations to steps.

use super::file::RankBy;
use crate::modulation::{BrainState, Modulator};
use crate::random::Draws;
use std::ops::Range;

/// One phase of the flattened timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// What happens.
    pub kind: PhaseKind,
    /// Short label, such as "learn A", "test A 40 %", "rest" or "NREM".
    pub label: String,
    /// Brain state during the phase.
    pub state: BrainState,
    /// Biological seconds a second for the slow processes.
    pub time_lapse: f32,
    /// First step of the phase.
    pub start_step: u64,
    /// First step after the phase; equal to `start_step` for what takes no time.
    pub end_step: u64,
    /// The branch in which it stands, the innermost of several.
    pub branch: Option<Branch>,
}

/// A branch of a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Which choice of the flattened timeline.
    pub choice: usize,
    /// Which of its options.
    pub option: usize,
}

/// A choice between branches that last the same: they follow it in the list one after the other, each from the same step on.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Which choice of the flattened timeline.
    pub index: usize,
    /// What its options are called; the last one is taken if no group is first.
    pub options: Vec<String>,
    /// Groups whose rates are read, by their index in the scene: one for each option but the last.
    pub groups: Vec<usize>,
    /// Steps over which they are read.
    pub window_steps: u64,
    /// Rate that the highest has to exceed (Hz).
    pub above_hz: f32,
    /// First step after its branches.
    pub end_step: u64,
}

/// A lap along a track.
#[derive(Clone, Debug, PartialEq)]
pub struct Lap {
    /// Index of the track.
    pub track: usize,
    /// Its name.
    pub name: String,
    /// Its length (cm).
    pub length: f64,
    /// Which lap on this track it is, from 1 on.
    pub number: u32,
    /// Whether it counts as new.
    pub new: bool,
}

/// In what a presentation deviates from its pattern.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Deviation {
    /// Index of a second pattern, and its share of the active channels, 0 to 1.
    pub mixed: Option<(usize, f32)>,
    /// Share of the active channels that channels of nobody replace, 0 to 1.
    pub jitter: f32,
    /// Share of the channels, of both patterns together, that are active, 0 to 1.
    pub active: f32,
    /// Presentations of the timeline before it.
    pub number: u64,
}

impl Deviation {
    /// Share of the active channels that are the first pattern's own.
    #[must_use]
    pub fn first_share(&self) -> f32 {
        self.mixed.map_or(1.0, |(_, share)| 1.0 - share)
    }
}

/// What a mixture of two patterns is called; `share` is that of the second.
#[must_use]
pub fn mixture_name(pattern: &str, with: &str, share: f32) -> String {
    format!("{pattern} + {:.0} % {with}", share * 100.0)
}

/// What happens in a phase.
#[derive(Clone, Debug, PartialEq)]
pub enum PhaseKind {
    /// A pattern is presented as something new.
    Present {
        /// Index of the pattern.
        pattern: usize,
        /// How it is varied.
        deviation: Deviation,
    },
    /// A part of a pattern is presented as a test, plasticity frozen.
    Cue {
        /// Index of the pattern.
        pattern: usize,
        /// Share of its channels that are active, 0 to 1.
        fraction: f32,
        /// How it is varied.
        deviation: Deviation,
    },
    /// A lap along a track.
    Lap(Lap),
    /// Nothing is presented.
    Wait,
    /// Sleep, in [`Phase::state`].
    Sleep,
    /// Biological time passes at once. Takes one step.
    Skip {
        /// How long (biological hours).
        hours: f64,
    },
    /// A neuromodulator is held from now on. Takes no time.
    SetModulator {
        /// Which.
        modulator: Modulator,
        /// Level, 0 to 1.
        level: f32,
    },
    /// The brain state sets a neuromodulator again. Takes no time.
    ReleaseModulator {
        /// Which.
        modulator: Modulator,
    },
    /// A reward comes, or (size 0) one that was expected does not. Takes no time.
    Reward {
        /// How much.
        size: f32,
    },
    /// A moment with a name. Takes no time.
    Mark {
        /// Name.
        name: String,
    },
    /// The slow excitability of some neurons is set. Takes no time.
    SetExcitability {
        /// Which neurons.
        neurons: NeuronSelection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// The learned excitability of a population is handed to other neurons of it. Takes no time.
    ShuffleExcitability {
        /// Its neurons.
        neurons: Range<u32>,
    },
    /// Some neurons are painted. Takes no time.
    Paint {
        /// Which neurons.
        neurons: NeuronSelection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// A parameter of a rule is moved. Takes no time.
    SetParameter {
        /// Identifier of the rule.
        rule: String,
        /// Name of the parameter.
        parameter: String,
        /// Value.
        value: f32,
    },
    /// The afterhyperpolarization of a population is scaled. Takes no time.
    ScaleAhp {
        /// Index of the population.
        population: usize,
        /// Factor.
        factor: f32,
    },
    /// Some neurons are lost for good. Takes no time.
    LoseCells {
        /// Which neurons.
        neurons: NeuronSelection,
    },
    /// Some synapses are lost for good. Takes no time.
    LoseSynapses {
        /// Index of the projection.
        projection: usize,
        /// Share of those that are still there, 0 to 1.
        share: f64,
        /// Whether the strongest are lost, and not the weakest.
        strongest: bool,
    },
    /// Rates are read, and one of several branches is taken. Takes no time itself.
    Choose(Choice),
}

impl PhaseKind {
    /// Whether it changes the network until the end of the run, or until another phase says otherwise.
    #[must_use]
    pub const fn intervenes(&self) -> bool {
        matches!(
            self,
            Self::SetParameter { .. } | Self::ScaleAhp { .. } | Self::LoseCells { .. } | Self::LoseSynapses { .. }
        )
    }

    /// Index of the pattern that is presented, if one is.
    #[must_use]
    pub const fn pattern(&self) -> Option<usize> {
        match self {
            Self::Present { pattern, .. } | Self::Cue { pattern, .. } => Some(*pattern),
            _ => None,
        }
    }
}

/// Some neurons of one population, by global index.
#[derive(Clone, Debug, PartialEq)]
pub enum NeuronSelection {
    /// All of them.
    All(Range<u32>),
    /// These.
    Neurons(Vec<u32>),
    /// A random share of a range, drawn from the seed.
    Fraction {
        /// The population's neurons.
        of: Range<u32>,
        /// Share, 0 to 1.
        fraction: f64,
    },
    /// Those that are first in an order at the moment in which they are selected.
    Rank(NeuronRank),
}

/// An order of neurons, and how many of its first are meant.
#[derive(Clone, Debug, PartialEq)]
pub struct NeuronRank {
    /// The population's neurons.
    pub of: Range<u32>,
    /// By what they are ordered.
    pub by: RankBy,
    /// Whether the highest value is first.
    pub highest: bool,
    /// How many.
    pub count: usize,
}

impl NeuronSelection {
    /// The neurons that are meant, in order; none of a rank, which only a running network knows. A share is that share of the neurons, rounded; `draws` say which.
    #[must_use]
    pub fn neurons(&self, draws: &mut Draws<'_>) -> Vec<u32> {
        match self {
            Self::All(range) => range.clone().collect(),
            Self::Neurons(neurons) => neurons.clone(),
            Self::Rank(_) => Vec::new(),
            Self::Fraction { of, fraction } => {
                let mut neurons: Vec<u32> = of.clone().collect();
                let count = (neurons.len() as f64 * fraction).round() as usize;
                draws.shuffle_first(count, &mut neurons);
                neurons.truncate(count);
                neurons.sort_unstable();
                neurons
            }
        }
    }
}
