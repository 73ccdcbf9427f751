//! Tests of the whole crate, through its public interface and its program.

mod cli;
mod scene_errors;

#[cfg(feature = "viewer")]
mod film;
#[cfg(feature = "viewer")]
mod panels;
#[cfg(feature = "viewer")]
mod window;
