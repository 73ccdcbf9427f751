//! Rheobase shows how two kinds of plasticity make memory together.

pub mod modulation;
pub mod plasticity;
pub mod scene;
pub mod simulation;
pub mod units;

#[cfg(feature = "viewer")]
pub mod session;
#[cfg(feature = "viewer")]
pub mod record;
