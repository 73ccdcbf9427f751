//! Plasticity: rules that change synapses, and rules that change how excitable a neuron is.

mod rule;

pub mod intrinsic;
pub mod synaptic;

pub use rule::{Rule, RuleSwitches};
