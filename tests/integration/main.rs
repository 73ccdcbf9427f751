//! The integration tests: one crate, one file a subject.

mod excitability;
mod membrane;
mod memory;
mod plasticity;
mod regimes;
mod rig;
mod scenes;
mod schedule;
mod synapse;
