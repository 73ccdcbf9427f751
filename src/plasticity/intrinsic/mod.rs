//! Rules that change how excitable a neuron is.

mod excitability;

pub use excitability::{IntrinsicPlasticity, total_excitability, trigger, update_excitability};
