//! Plasticity: rules that change synapses, and rules that change how excitable a neuron is.

mod facts;
mod registration;
mod rule;
mod slow_tick;
mod tunable;
mod tune;

pub mod curve;
pub mod intrinsic;
pub mod structural;
pub mod synaptic;

pub use facts::{ParameterFacts, parameter_facts, word_keys};
pub use intrinsic::total_excitability;
pub use registration::{
    PlasticityRule, PopulationPlace, ProjectionPlace, RuleSet, RuleSystems, add_rule_systems, insert_population_rules,
    insert_projection_rules,
};
pub use rule::{Rule, RuleSwitches};
pub use slow_tick::{Owed, SLOW_INTERVAL_MS, SlowTick, follow_slow_tick};
pub use tunable::Tunable;
pub use tune::{
    MOVED_PARAMETERS, MovedParameters, TunedParameter, parameter_range, reset_parameter, set_parameter,
    tuned_parameters,
};
