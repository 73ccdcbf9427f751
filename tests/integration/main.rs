//! One integration crate: one link, one place to look.

mod cli;
#[cfg(feature = "viewer")]
mod film;
mod scene_errors;
