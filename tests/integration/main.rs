//! Tests of the whole crate, through its public interface and its program: one crate, one link, one file a subject.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod allocation_free;
mod cli;
mod determinism;
mod excitability;
mod guards;
mod membrane;
mod memory;
mod parameters;
mod plasticity;
mod regimes;
mod rig;
mod scaling;
mod scene_errors;
mod scenes;
mod schedule;
mod short_term;
mod structure;
mod synapse;
mod tidy;
mod time_lapse;

#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod panels;
#[cfg(feature = "viewer")]
mod window;
