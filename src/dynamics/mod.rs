//! What moves in every step: membranes, and spikes along axons.

mod membrane;
mod propagation;

pub use membrane::{NoiseBuffers, integrate_membranes};
pub use propagation::{advance_spikes, propagate_spikes};
