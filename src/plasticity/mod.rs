//! Plasticity: rules that change synapses, and rules that change how excitable a neuron is.

mod rule;
mod slow_tick;
mod tunable;
mod tune;

pub mod curve;
pub mod intrinsic;
pub mod structural;
pub mod synaptic;

pub use intrinsic::total_excitability;
pub use rule::{Rule, RuleSwitches};
pub use slow_tick::{SLOW_INTERVAL_MS, SlowTick, follow_slow_tick};
pub use tunable::Tunable;
pub use tune::{MovedParameters, TunedParameter, reset_parameter, set_parameter, tuned_parameters};
