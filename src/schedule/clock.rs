//! The integer clock: time is derived from it, never accumulated.

use bevy::ecs::resource::Resource;
use bevy::ecs::system::ResMut;

/// The clock of a simulation.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// Steps completed.
    pub step: u64,
    /// Length of a step (ms).
    pub dt: f32,
}

impl Clock {
    /// Time at the begin of the present step (ms).
    #[must_use]
    pub fn time_ms(&self) -> f64 {
        self.step as f64 * f64::from(self.dt)
    }

    /// Number of steps in a duration (ms), rounded, at least `least`.
    #[must_use]
    pub fn steps(&self, milliseconds: f32, least: u64) -> u64 {
        ((f64::from(milliseconds) / f64::from(self.dt)).round() as u64).max(least)
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
