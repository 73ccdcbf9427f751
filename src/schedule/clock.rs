//! The integer clock: time is derived from it, never accumulated.

use crate::scene::StepLength;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::ResMut;

/// The clock of a simulation.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Steps completed.
    pub step: u64,
    /// Length of a step (ms), for what happens within one.
    pub dt: f32,
    /// Length of a step, for what needs many.
    pub length: StepLength,
}

state!(Clock { step });

impl Clock {
    /// A clock at the start of a run.
    #[must_use]
    pub const fn new(length: StepLength) -> Self {
        Self { step: 0, dt: length.milliseconds() as f32, length }
    }

    /// Time at the begin of the present step (ms).
    #[must_use]
    pub fn time_ms(&self) -> f64 {
        self.length.time_ms(self.step)
    }

    /// Number of steps in a parameter (ms), at least `least`.
    #[must_use]
    pub fn steps(&self, milliseconds: f32, least: u64) -> u64 {
        self.length.steps_of(milliseconds).max(least)
    }

    /// Whether a process with an interval of `every` steps is due at the end of this step.
    #[must_use]
    pub const fn is_due(&self, every: u64) -> bool {
        (self.step + 1).is_multiple_of(every)
    }
}

/// One step is over.
pub fn tick(mut clock: ResMut<Clock>) {
    clock.step += 1;
}
