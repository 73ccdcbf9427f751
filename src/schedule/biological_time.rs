//! Biological time: that of spikes, stretched by the time-lapse, and what was skipped (MODEL 2.11).
//!
//! Two clocks run. Membranes, traces, spikes and what each spike changes run on the clock of spikes. Slow processes run on the
//! clock of biology: a time-lapse of Λ makes it Λ times as fast, and a phase that is skipped moves it at once.
//!
//! In a skipped phase nobody fires. Each slow process is advanced by its own exponential; what is fast is at rest at its end
//! (membranes, conductances, threshold jumps, spike traces, calcium, tags), spikes on their way are lost, and detectors of a mean
//! rate keep their value, since activity is meant to have gone on as before. What runs on the clock of spikes stands
//! still, and so does the reference of consolidation unless it has a time constant for skipped time.

use crate::state::state;
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::resource::Resource;

/// The clock of biology, as far as it is ahead of the clock of spikes.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct BiologicalTime {
    /// Steps that time-lapses have added to those of the spike clock.
    pub lapsed_steps: f64,
    /// Hours in skipped phases so far.
    pub skipped_hours: f64,
    /// Hours that are skipped in the present step, 0 in nearly all.
    now: f32,
}

state!(BiologicalTime { lapsed_steps, skipped_hours, now });

impl BiologicalTime {
    /// Begin a step with a time-lapse (biological seconds a second) in which some hours are skipped.
    pub fn begin_step(&mut self, time_lapse: f32, skipped_hours: f64) {
        self.lapsed_steps += f64::from(time_lapse) - 1.0;
        self.skipped_hours += skipped_hours;
        self.now = skipped_hours as f32;
    }

    /// Hours that are skipped in this step, if any.
    #[must_use]
    pub fn skipping(&self) -> Option<f32> {
        (self.now > 0.0).then_some(self.now)
    }

    /// Biological hours since the start, after `steps` steps of `step_s` seconds.
    #[must_use]
    pub fn hours(&self, steps: u64, step_s: f64) -> f64 {
        (steps as f64 + self.lapsed_steps) * step_s / SECONDS_PER_HOUR + self.skipped_hours
    }
}
