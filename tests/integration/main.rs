//! Tests of the whole crate, through its public interface and its program.

mod cli;
#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod panels;
mod scene_errors;
#[cfg(feature = "viewer")]
mod window;
