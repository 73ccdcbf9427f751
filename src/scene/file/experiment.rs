//! The experiment of a scene: what it claims, and how the claim is put to the test.

use super::Selection;
use crate::units::TimeInSeconds;
use serde::{Deserialize, Serialize};

/// An experiment: every arm under every condition with every seed is a run; metrics are taken of runs, claims compare metrics
/// seed by seed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExperimentFile {
    /// What the scene claims, in a sentence.
    pub claim: String,
    /// Arms; default: both mechanisms, synaptic only, intrinsic only, neither.
    #[serde(default = "four_arms")]
    pub arms: Vec<ArmFile>,
    /// Conditions in order; default: the scene as it is.
    #[serde(default = "one_condition")]
    pub conditions: Vec<ConditionFile>,
    /// Number of seeds, 2 to 1,000; 20.
    #[serde(default = "twenty")]
    pub seeds: i64,
    /// First seed of the report; 1001. Seeds 1 to 20 are for tuning.
    #[serde(default = "first_reported")]
    pub first_seed: u64,
    /// What is taken of each run.
    pub metrics: Vec<MetricFile>,
    /// What is expected of the metrics, each with its band.
    pub expectations: Vec<ExpectationFile>,
    /// What was tried and failed, and what else a reader of the verdict should know.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A kind of plasticity that an arm takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mechanism {
    /// All weights and the wiring stay as they are.
    Synaptic,
    /// Learned, homeostatic and timing-dependent excitability stay as they are.
    Intrinsic,
}

/// One arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmFile {
    /// Unique name.
    pub name: String,
    /// Mechanisms that are off.
    #[serde(default)]
    pub without: Vec<Mechanism>,
    /// Changes of the scene, (path, value) as for `--set`.
    #[serde(default)]
    pub set: Vec<(String, String)>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConditionFile {
    /// Unique name.
    pub name: String,
    /// Changes of the scene, (path, value) as for `--set`.
    #[serde(default)]
    pub set: Vec<(String, String)>,
}

/// A number taken of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricFile {
    /// Unique name.
    pub name: String,
    /// Unit; empty for a plain number.
    #[serde(default)]
    pub unit: String,
    /// How it is taken.
    pub of: Measurement,
}

/// A stretch of time after a mark of the timeline; a mark that is passed several times counts each time, and their mean is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowFile {
    /// Name of the mark.
    pub mark: String,
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
        mark: String,
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
        mark: String,
    },
    /// Share of a projection's synapses, of those within two weights at the first mark, that are still there at the second. Marks
    /// of turnover lie on whole seconds.
    Survival {
        /// Projection.
        projection: String,
        /// Least and greatest weight at the first mark.
        weights: (f32, f32),
        /// First mark.
        since: String,
        /// Second mark.
        mark: String,
    },
    /// Mean life of a projection's synapses (biological days) if all died alike: from the share that is left at the second mark.
    MeanLife {
        /// Projection.
        projection: String,
        /// First mark.
        since: String,
        /// Second mark.
        mark: String,
    },
    /// Share of a group among the presynaptic neurons of the synapses that grew between two marks and are there at the second.
    NewPartners {
        /// Projection.
        projection: String,
        /// Presynaptic neurons.
        from: GroupFile,
        /// First mark.
        since: String,
        /// Second mark.
        mark: String,
    },
    /// Mean excitability e of a group, at a mark.
    Excitability {
        /// Neurons.
        group: GroupFile,
        /// Mark.
        mark: String,
    },
    /// Spotlight index: sum of e over the task's neurons, over the sum of |e| over all that are looked at, at a mark.
    Spotlight {
        /// Neurons of the task.
        task: GroupFile,
        /// All that are looked at.
        among: GroupFile,
        /// Mark.
        mark: String,
    },
    /// Mean learning tag T of a group, 0 to 1, at a mark.
    Tag {
        /// Neurons.
        group: GroupFile,
        /// Mark.
        mark: String,
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
        mark: String,
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
        mark: String,
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

/// With what an arm is compared, seed by seed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Versus {
    /// With nothing: the metric itself is expected in the band.
    #[default]
    Nothing,
    /// The same condition of another arm.
    Arm(String),
    /// Another condition of the same arm.
    Condition(String),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// Difference; no effect is 0.
    #[default]
    Difference,
    /// Ratio; no effect is 1.
    Ratio,
    /// Logarithm of the ratio to base 2; no effect is 0.
    Log2Ratio,
}

/// What is expected of a metric.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExpectationFile {
    /// Metric.
    pub metric: String,
    /// Arm; default the first.
    #[serde(default)]
    pub arm: Option<String>,
    /// Condition; default the first.
    #[serde(default)]
    pub condition: Option<String>,
    /// With what it is compared.
    #[serde(default)]
    pub versus: Versus,
    /// How.
    #[serde(default)]
    pub scale: Scale,
    /// Instead of one condition: rank correlation of the metric with the order of all conditions, each seed one value, -1 to 1.
    #[serde(default)]
    pub trend: bool,
    /// Instead of one condition: correlation (Pearson) of the metric with this other one over all conditions, each seed one value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub along: Option<String>,
    /// Least and greatest mean that the claim allows.
    pub band: (f64, f64),
    /// What no effect would be; default by `scale`, and 0 where nothing is compared. A band that contains it claims that there is
    /// no effect.
    #[serde(default)]
    pub null: Option<f64>,
    /// Whether the verdict on the scene rests on it.
    #[serde(default)]
    pub primary: bool,
    /// Where the band comes from.
    pub source: String,
}

fn four_arms() -> Vec<ArmFile> {
    use Mechanism::{Intrinsic, Synaptic};
    let arm = |name: &str, without: &[Mechanism]| ArmFile {
        name: name.to_owned(),
        without: without.to_vec(),
        set: Vec::new(),
    };
    vec![
        arm("both", &[]),
        arm("synaptic only", &[Intrinsic]),
        arm("intrinsic only", &[Synaptic]),
        arm("neither", &[Synaptic, Intrinsic]),
    ]
}

fn one_condition() -> Vec<ConditionFile> {
    vec![ConditionFile { name: "as in the scene".to_owned(), set: Vec::new() }]
}

const fn twenty() -> i64 {
    20
}

const fn first_reported() -> u64 {
    1001
}

const fn one_second() -> TimeInSeconds {
    TimeInSeconds(1.0)
}
