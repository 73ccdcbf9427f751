//! Tests of the whole crate, through its public interface and its program: one crate, one link, one file a subject.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod cli;
mod membrane;
mod memory;
mod regimes;
mod rig;
mod scene_errors;
mod synapse;

#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod panels;
#[cfg(feature = "viewer")]
mod window;
