//! From a validated scene to a world of entities: populations, neurons, projections, synapses, inputs.

mod distance;
mod initial;
mod input;
mod network;
mod neuron;
mod projection;
mod reserve;
mod synapse;
mod track;
mod wiring;

pub use network::{Network, spawn};
pub use neuron::place_neurons;
pub use wiring::{Pairs, wire};
