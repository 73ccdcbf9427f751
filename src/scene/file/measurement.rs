//! What an experiment measures: when, of whom, and which number.

use super::{CellProperty, FieldFile, MapReadout, MarkFile, Onset, Selection, SilentGroup, SimilarityBasis};
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
    /// Those of a population that have a place field in some laps.
    WithField {
        /// Population.
        population: String,
        /// Laps.
        laps: WindowFile,
        /// Number of bins, 2 to 1,000; 20.
        #[serde(default = "twenty")]
        bins: i64,
        /// What counts as one.
        #[serde(default)]
        field: FieldFile,
    },
    /// Those of a group with the greatest values of a property at a mark; of equal ones the first.
    Strongest {
        /// Group.
        of: Box<Self>,
        /// Property.
        property: CellProperty,
        /// Mark.
        mark: MarkFile,
        /// How many.
        count: i64,
        /// Take those with the least values.
        #[serde(default)]
        lowest: bool,
    },
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
    /// Read off the rate maps of a group's cells: mean rates in bins of equal time of a lap, over all laps.
    RateMap {
        /// Cells.
        group: GroupFile,
        /// Laps.
        laps: WindowFile,
        /// Number of bins, 2 to 1,000; 20.
        #[serde(default = "twenty")]
        bins: i64,
        /// Fewest spikes of a cell whose spatial information counts, 1 to 1,000,000; 10.
        #[serde(default = "ten")]
        fewest_spikes: i64,
        /// What counts as a place field.
        #[serde(default)]
        field: FieldFile,
        /// Which number.
        readout: MapReadout,
    },
    /// Correlation of a group's rate maps between laps.
    MapSimilarity {
        /// Cells.
        group: GroupFile,
        /// Laps.
        laps: WindowFile,
        /// Laps with whose mean map that of the first is compared; default: each of the first with each other one, and their mean.
        #[serde(default)]
        with: Option<WindowFile>,
        /// Number of bins, 2 to 1,000; 20.
        #[serde(default = "twenty")]
        bins: i64,
        /// Over what correlations are taken.
        #[serde(default)]
        by: SimilarityBasis,
    },
    /// Area under the curve with which a property at a mark tells those in a group from the others: chance that one of the group has the
    /// greater value, ties counting half.
    Auc {
        /// Property.
        property: CellProperty,
        /// Mark.
        mark: MarkFile,
        /// The group.
        group: GroupFile,
        /// All that are looked at.
        among: GroupFile,
        /// Count the lesser value instead.
        #[serde(default)]
        lower: bool,
    },
    /// Spearman's rank correlation of the order of groups with their onsets in a window, mean over the passages that have a value.
    OnsetOrder {
        /// Three groups or more, in their order.
        groups: Vec<GroupFile>,
        /// When.
        window: WindowFile,
        /// When a group begins.
        #[serde(default)]
        onset: Onset,
        /// What of a group that does not fire.
        #[serde(default)]
        silent: SilentGroup,
    },
    /// Number, from 1, of the first trial in which a score reaches a share of its mean over the last ones; none if that is not above 0.
    TrialsToShare {
        /// The score of a trial: where it names the mark `over` alone, that trial is meant.
        score: Box<Self>,
        /// Trials: passages of a mark.
        over: MarkFile,
        /// Trials over which the score is averaged, up to that one, 1 to 1,000; 1.
        #[serde(default = "one")]
        smooth: i64,
        /// Share, 0 to 1; 0.9.
        #[serde(default = "nine_tenths")]
        share: f64,
        /// Number of trials that are the end, 1 to 1,000; 5.
        #[serde(default = "five")]
        last: i64,
    },
    /// Number, from 1, of the first of so many trials in a row in which a score is at a criterion or above.
    TrialsToCriterion {
        /// The score of a trial: where it names the mark `over` alone, that trial is meant.
        score: Box<Self>,
        /// Trials: passages of a mark.
        over: MarkFile,
        /// Trials over which the score is averaged, up to that one, 1 to 1,000; 1.
        #[serde(default = "one")]
        smooth: i64,
        /// Criterion.
        criterion: f64,
        /// How many in a row, 1 to 1,000; 1.
        #[serde(default = "one")]
        in_a_row: i64,
        /// What counts where no trial gets there, such as the number of trials; default: no value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        never: Option<f64>,
    },
    /// Fano factor: variance over mean of a cell's number of spikes over the passages of a window, mean over the cells that fire.
    Fano(GroupFile, WindowFile),
    /// How often a mark is passed, 0 where no branch that has it was taken; within a window, the mean over its passages.
    Passages {
        /// Name of the mark.
        mark: String,
        /// When; default the whole run.
        #[serde(default)]
        during: Option<WindowFile>,
    },
    /// Change, between two marks, of the strongest synapses at the first: norm of the change of their weights over the norm of their
    /// weights. A synapse that is lost has weight 0.
    WeightChange {
        /// Projection.
        projection: String,
        /// Share of the synapses, above 0, to 1; 0.2.
        #[serde(default = "a_fifth")]
        strongest: f64,
        /// First mark.
        since: MarkFile,
        /// Second mark.
        mark: MarkFile,
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

const fn one() -> i64 {
    1
}

const fn five() -> i64 {
    5
}

const fn ten() -> i64 {
    10
}

const fn twenty() -> i64 {
    20
}

const fn a_fifth() -> f64 {
    0.2
}

const fn nine_tenths() -> f64 {
    0.9
}
