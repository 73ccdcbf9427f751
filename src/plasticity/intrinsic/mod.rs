//! Rules that change how excitable a neuron is.

mod excitability;

pub use excitability::{
    EffectiveProperties, IntrinsicPlasticity, Tone, total_excitability, trigger, update_excitability,
};
