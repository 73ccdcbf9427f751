//! What moves in every step: membranes, and spikes along axons.

mod membrane;
mod propagation;
mod rest;

pub use membrane::{NoiseBuffers, integrate_membranes};
pub use propagation::{advance_spikes, propagate_spikes};
pub use rest::skip_membranes;
