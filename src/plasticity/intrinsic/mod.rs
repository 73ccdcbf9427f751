//! Rules that change how excitable a neuron is.

mod excitability;
mod skip;

pub use excitability::{
    EffectiveProperties, IntrinsicPlasticity, Tone, total_excitability, trigger, update_excitability,
};
pub use skip::skip_excitability;
