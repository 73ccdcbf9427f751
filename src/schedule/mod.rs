//! The order of one time step, and the clock.

mod clock;
mod sets;

pub use clock::Clock;
pub use sets::{StepSchedule, StepSet, step_schedule};
