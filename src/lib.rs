//! Rheobase shows how two kinds of plasticity make memory together.

pub mod bench;
pub mod dynamics;
pub mod elementary;
pub mod measure;
pub mod model;
pub mod modulation;
pub mod plasticity;
pub mod protocol;
pub mod random;
pub mod scene;
pub mod schedule;
pub mod simulation;
pub mod spawn;
pub mod units;

#[cfg(feature = "viewer")]
pub mod session;
