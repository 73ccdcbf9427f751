//! Plasticity: rules that change synapses, and rules that change how excitable a neuron is.

mod rule;
mod tune;

pub mod curve;
pub mod intrinsic;
pub mod synaptic;

pub use rule::{Rule, RuleSwitches};
pub use tune::{MovedParameters, Tunable, TunedParameter, reset_parameter, set_parameter, tuned_parameters};
