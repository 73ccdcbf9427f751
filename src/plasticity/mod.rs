//! Plasticity: rules that change synapses, and rules that change how excitable a neuron is.

mod rule;
mod tune;

pub mod intrinsic;
pub mod synaptic;

pub use rule::{Rule, RuleSwitches};
pub use tune::{MovedParameters, Tunable, TunedParameter, set_parameter, tuned_parameters};
