//! The command line.

#[cfg(feature = "viewer")]
pub mod window;
