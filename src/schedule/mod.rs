//! The order of one time step, and the clocks.

mod biological_time;
mod clock;
mod sets;

pub use biological_time::BiologicalTime;
pub use clock::Clock;
pub use sets::{InputSet, StepSchedule, StepSet, step_schedule};
