//! What an experiment measures: when, of whom, and which number.

use super::{MarkFile, Selection};
use crate::units::TimeInSeconds;
use serde::{Deserialize, Serialize};

/// A stretch of time after a mark of the timeline; a mark that is passed several times counts each time, and their mean is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowFile {
    /// Mark, and which of its passages; default all.
    pub mark: MarkFile,
    /// Begin after it; 0.
    #[serde(default)]
    pub after: TimeInSeconds,
    /// Length, 0.01 to 10,000 s; 1.
    #[serde(default = "one_second")]
    pub duration: TimeInSeconds,
}

/// Who answers in a window: at least 10 Hz, and three standard deviations above the neuron's own baseline (seconds of its own).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnswerFile {
    /// Population.
    pub population: String,
    /// When.
    pub window: WindowFile,
    /// Baseline; without one only the rate counts.
    #[serde(default)]
    pub baseline: Option<WindowFile>,
}

/// Some neurons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GroupFile {
    /// Of a population, by index.
    Neurons {
        /// Population.
        population: String,
        /// Which; default all. A random fraction is not possible here.
        #[serde(default)]
        neurons: Selection,
    },
    /// Those who answer.
    Answering(AnswerFile),
    /// Those of the population who do not.
    Silent(AnswerFile),
    /// Those of the first group who are not in the second.
    Only(Box<Self>, Box<Self>),
    /// Those of the first group, of the second, or of both.
    Either(Box<Self>, Box<Self>),
}

/// A number read from a copy of a neuron in a slice (MODEL 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Readout {
    /// Smallest current step that makes it fire (pA).
    Rheobase,
    /// Input resistance (MΩ).
    InputResistance,
    /// Latency of the first spike at 200 pA (ms).
    Latency,
    /// Peak of the afterhyperpolarization after five spikes (mV, negative).
    PostBurstAhp,
    /// Smallest fast excitatory conductance that makes it fire from rest (nS).
    Bar,
    /// Spikes in the second half of a step of 2 s with 300 pA.
    LateSpikes,
}

/// What is read off the replay of a memory in sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplayReadout {
    /// How much it stands out (standard deviation of its members' mean count less that of all, in 25 ms), over shuffled memories.
    Spread,
    /// Share of the time in which it is replayed.
    Share,
    /// Share of the time in which shuffled memories are, on average.
    ChanceShare,
    /// Replays a minute.
    PerMinute,
    /// Replays a minute of shuffled memories.
    ChancePerMinute,
    /// Number of replays above the mean of shuffled memories, in their standard deviations.
    Z,
}

/// What is read off the pairwise correlations before, during and after an experience (Kudrimoti, Barnes & McNaughton 1999).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReactivationReadout {
    /// Explained variance.
    Explained,
    /// Explained less reverse explained variance (with before and after exchanged).
    Forward,
    /// Explained variance above the 95th percentile of 500 shuffles of cell identity.
    AboveChance,
}

/// How a number is taken of a run. A measurement without a value (such as precision when nobody answered) makes the run's metric
/// missing, and a missing metric is counted and shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measurement {
    /// A plain number.
    Number(f64),
    /// Mean rate of a group (Hz).
    Rate(GroupFile, WindowFile),
    /// Share of a group's population that is in the group.
    Share(GroupFile),
    /// Share of those in the first group who are in the second.
    Joined(GroupFile, GroupFile),
    /// Share of the boosted who answer over the share of the others who do.
    Recruitment {
        /// Who answers.
        answer: AnswerFile,
        /// Who was boosted or suppressed.
        boosted: GroupFile,
    },
    /// Share of an engram that a cue brings back.
    HitRate {
        /// The engram.
        engram: AnswerFile,
        /// Who answers the cue.
        cue: AnswerFile,
    },
    /// Share of those who answer a cue that belong to the engram.
    Precision {
        /// The engram.
        engram: AnswerFile,
        /// Who answers the cue.
        cue: AnswerFile,
    },
    /// d' of recall.
    DPrime {
        /// The engram.
        engram: AnswerFile,
        /// Who answers the cue.
        cue: AnswerFile,
    },
    /// Spikes of the cue's population while a cue lasts, for each member of the engram that it brings back.
    SpikesPerHit {
        /// The engram.
        engram: AnswerFile,
        /// Who answers the cue.
        cue: AnswerFile,
    },
    /// |A and B| / min(|A|, |B|).
    Overlap(AnswerFile, AnswerFile),
    /// How far a value that was attached to one memory is called up by another: rise of its members' mean rate over rest when the
    /// other is shown, over that when it is shown itself.
    Transfer {
        /// The memory with the value.
        engram: AnswerFile,
        /// It is shown.
        own: WindowFile,
        /// The other is shown.
        other: WindowFile,
        /// Nothing is shown.
        rest: WindowFile,
    },
    /// Mean weight of a projection's synapses between two groups, at a mark.
    MeanWeight {
        /// Projection.
        projection: String,
        /// Presynaptic neurons.
        from: GroupFile,
        /// Postsynaptic neurons.
        to: GroupFile,
        /// Mark.
        mark: MarkFile,
    },
    /// Number of a projection's synapses between two groups, at a mark.
    Synapses {
        /// Projection.
        projection: String,
        /// Presynaptic neurons.
        from: GroupFile,
        /// Postsynaptic neurons.
        to: GroupFile,
        /// Mark.
        mark: MarkFile,
    },
    /// Share of a projection's synapses, of those within two weights at the first mark, that are still there at the second. Marks
    /// of turnover lie on whole seconds.
    Survival {
        /// Projection.
        projection: String,
        /// Least and greatest weight at the first mark.
        weights: (f32, f32),
        /// First mark.
        since: MarkFile,
        /// Second mark.
        mark: MarkFile,
    },
    /// Mean life of a projection's synapses (biological days) if all died alike: from the share that is left at the second mark.
    MeanLife {
        /// Projection.
        projection: String,
        /// First mark.
        since: MarkFile,
        /// Second mark.
        mark: MarkFile,
    },
    /// Share of a group among the presynaptic neurons of the synapses that grew between two marks and are there at the second.
    NewPartners {
        /// Projection.
        projection: String,
        /// Presynaptic neurons.
        from: GroupFile,
        /// First mark.
        since: MarkFile,
        /// Second mark.
        mark: MarkFile,
    },
    /// Mean excitability e of a group, at a mark.
    Excitability {
        /// Neurons.
        group: GroupFile,
        /// Mark.
        mark: MarkFile,
    },
    /// Spotlight index: sum of e over the task's neurons, over the sum of |e| over all that are looked at, at a mark.
    Spotlight {
        /// Neurons of the task.
        task: GroupFile,
        /// All that are looked at.
        among: GroupFile,
        /// Mark.
        mark: MarkFile,
    },
    /// Mean learning tag T of a group, 0 to 1, at a mark.
    Tag {
        /// Neurons.
        group: GroupFile,
        /// Mark.
        mark: MarkFile,
    },
    /// A read-out of a neuron as if in a slice, at a mark.
    Slice {
        /// Population.
        population: String,
        /// Index within it.
        neuron: i64,
        /// Which number.
        readout: Readout,
        /// Mark.
        mark: MarkFile,
    },
    /// Up states a second of a population.
    UpStates(String, WindowFile),
    /// Mean share of the Up states in whose first 100 ms a neuron of the group fires.
    Participation(GroupFile, WindowFile),
    /// Partial correlation, over the population's neurons, of participation in Up states with excitability e at the mark, given the
    /// sum of a projection's incoming weights there.
    Priming {
        /// Population.
        population: String,
        /// Sleep.
        window: WindowFile,
        /// Projection.
        projection: String,
        /// Mark at which excitability and weights are read.
        mark: MarkFile,
    },
    /// Replay of an engram in sleep, against shuffles of cell identity within deciles of activity in the sleep before learning.
    Replay {
        /// The engram.
        engram: AnswerFile,
        /// Sleep before learning: it sets the threshold.
        before: WindowFile,
        /// Sleep after learning.
        sleep: WindowFile,
        /// Which number.
        readout: ReplayReadout,
    },
    /// Reactivation of an experience's pairwise correlations, in bins of 100 ms.
    Reactivation {
        /// Population.
        population: String,
        /// Before the experience.
        before: WindowFile,
        /// The experience.
        during: WindowFile,
        /// After it.
        after: WindowFile,
        /// Which number.
        readout: ReactivationReadout,
    },
    /// The x at which a score, given as points (x, score) in order of x, first crosses 0 upwards, by straight lines.
    Crossing(Vec<(f64, Box<Self>)>),
    /// Rank correlation (Kendall's tau) of a score with x, -1 to 1; 1 if it rises from each point to the next.
    Trend(Vec<(f64, Box<Self>)>),
    /// Mean score over a range of x, by straight lines through points (x, score).
    Area(Vec<(f64, Box<Self>)>),
    /// First over second.
    Ratio(Box<Self>, Box<Self>),
    /// First minus second.
    Difference(Box<Self>, Box<Self>),
    /// Mean of several.
    Mean(Vec<Self>),
}

const fn one_second() -> TimeInSeconds {
    TimeInSeconds(1.0)
}
