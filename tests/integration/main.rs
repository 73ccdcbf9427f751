//! The integration tests: one crate, one file a subject.

mod determinism;
mod excitability;
mod guards;
mod membrane;
mod memory;
mod plasticity;
mod regimes;
mod rig;
mod scenes;
mod schedule;
mod synapse;
mod tidy;
