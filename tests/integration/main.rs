//! The integration tests: one crate, one file a subject.

mod membrane;
mod rig;
mod synapse;
