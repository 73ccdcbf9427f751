//! The integration tests: one crate, one file a subject.

mod membrane;
mod memory;
mod regimes;
mod rig;
mod synapse;
