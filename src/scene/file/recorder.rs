//! Recorders, guards, and controls shown in front.

use super::Variable;
use crate::modulation::Modulator;
use crate::units::{Hertz, TimeInMilliseconds, TimeInSeconds};
use serde::{Deserialize, Serialize};

/// When to stop a run that went wrong. A number that is not finite always stops it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuardFile {
    /// Stop if the mean rate over all neurons stays above this for a second; 150 Hz.
    pub runaway: Hertz,
    /// Stop if no neuron fires for this long; default: never.
    pub silence: Option<TimeInSeconds>,
}

impl Default for GuardFile {
    fn default() -> Self {
        Self { runaway: Hertz(150.0), silence: None }
    }
}

/// A table of values in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecorderFile {
    /// Variables of some neurons; one column a variable and neuron.
    Neurons {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Population.
        population: String,
        /// Which neurons, by index within the population.
        neurons: Vec<i64>,
        /// Which variables.
        variables: Vec<Variable>,
        /// Interval.
        every: TimeInMilliseconds,
    },
    /// Weights of some synapses of a projection, in order (presynaptic, postsynaptic); one column a synapse.
    Weights {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Projection.
        projection: String,
        /// Which synapses, by index within the projection.
        synapses: Vec<i64>,
        /// Interval.
        every: TimeInMilliseconds,
    },
    /// Slice read-outs of some neurons (MODEL 2.2), measured on copies without synaptic input: rheobase, input resistance,
    /// latency, post-burst AHP and f–I curve; a group of columns a neuron. Each reading takes some milliseconds a neuron.
    Slice {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Population.
        population: String,
        /// Which neurons, by index within the population.
        neurons: Vec<i64>,
        /// Interval.
        every: TimeInMilliseconds,
    },
    /// Mean weight and mean incoming sum of a projection.
    MeanWeight {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Projection.
        projection: String,
        /// Interval.
        every: TimeInMilliseconds,
    },
}

impl RecorderFile {
    /// The recorder's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Neurons { name, .. }
            | Self::Weights { name, .. }
            | Self::Slice { name, .. }
            | Self::MeanWeight { name, .. } => name,
        }
    }
}

/// A control that a scene puts in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// Slider of a neuromodulator.
    Modulator(Modulator),
    /// Slider of the strength of pattern inputs.
    InputStrength,
}
