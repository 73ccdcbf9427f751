//! The experiment of a scene: what it claims, and how the claim is put to the test.

use super::Measurement;
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
    /// Paths of parameters as for `--set`, at most 10, on which the claim rests most: `rheobase experiment --vary` makes each a fifth
    /// smaller and a fifth larger. `[*]` stands for every element of a list that has what follows. They change no result, and are no
    /// part of the hash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vary: Vec<String>,
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
