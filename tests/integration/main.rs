//! Tests of the whole crate, through its public interface and its program: one crate, one link, one file a subject.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod adex;
mod allocation_free;
mod cli;
mod determinism;
mod excitability;
mod excitability_options;
mod guards;
mod homeostasis;
mod membrane;
mod memory;
mod neuromodulators;
mod parameters;
mod plasticity;
mod regimes;
mod rig;
mod scene_errors;
mod scenes;
mod schedule;
mod slice;
mod synapse;
mod tidy;
mod time_lapse;

#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod panels;
#[cfg(feature = "viewer")]
mod window;
