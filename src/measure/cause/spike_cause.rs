//! A spike with its causes.

use super::threshold::ThresholdParts;

/// What moves a membrane potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// What was there when the neuron began to be watched, or was set from outside since.
    Earlier,
    /// Where the last spike left the potential.
    Reset,
    /// A neuron of the network, through a projection (by their positions).
    Synapse {
        /// Position of the projection.
        projection: u32,
        /// Global index of the sender.
        presynaptic: u32,
    },
    /// The pattern that is presented, with its feed-forward drive.
    Pattern(u32),
    /// All other inputs that excite: Poisson inputs, trains, spikes at given times.
    Inputs,
    /// Inputs that inhibit: spikes at given times, disruptions.
    InhibitingInputs,
    /// Injected current, of the scene or of a poke.
    Current,
    /// Both afterhyperpolarizations.
    Afterhyperpolarization,
    /// Voltage noise.
    Noise,
    /// The upstroke of the adaptive exponential model.
    Upstroke,
    /// The adaptation current of that model.
    Adaptation,
}

/// What a cause has left in a potential.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The cause.
    pub cause: Cause,
    /// Its part of V - E_L (mV).
    pub millivolts: f32,
}

/// Why a neuron fired.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeCause {
    /// When (s of model time).
    pub time_s: f64,
    /// Global index.
    pub neuron: u32,
    /// Resting potential E_L (mV).
    pub rest_mv: f32,
    /// Potential just before the reset (mV).
    pub potential_mv: f32,
    /// What it had to reach: the threshold with its jump, and in the adaptive exponential model the end of the upstroke (mV).
    pub limit_mv: f32,
    /// Whether the scene made it fire, whatever its potential.
    pub forced: bool,
    /// The terms of V - E_L, largest first.
    pub contributions: Vec<Contribution>,
    /// The terms of the threshold.
    pub threshold: ThresholdParts,
    /// Jump of the threshold after recent spikes (mV).
    pub jump_mv: f32,
}
