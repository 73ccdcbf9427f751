//! What moves in every step: membranes, and spikes along axons.

mod adex;
mod copies;
mod membrane;
mod membrane_loop;
mod propagation;
mod rest;

pub use adex::AdexFactors;
pub use copies::{NeuronCopies, NeuronProperties};
pub use membrane::{NoiseBuffers, integrate_membranes};
pub use membrane_loop::Membranes;
pub use propagation::{advance_spikes, deliver, propagate_spikes};
pub use rest::skip_membranes;
