//! Which moment of the simulation a frame of the film shows.

use crate::scene::decimal;

/// Frames a second of a film for which nothing else was chosen.
pub const FRAMES_PER_SECOND: u32 = 30;

/// Model seconds per second of film when the user asked for "as fast as it goes".
const UNLIMITED_SPEED: f64 = 1.0;

/// Frame k shows the first step plus k times the model time of a frame, rounded to whole steps. Nothing else is asked: how
/// long a frame takes to compute, draw or write has no influence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FilmClock {
    first_step: u64,
    steps_per_frame: f64,
}

impl FilmClock {
    /// A film that begins at `first_step` and passes `speed` model seconds per second of film; `dt_ms` is the time step (ms).
    ///
    /// A speed or time step that is no positive number counts as 1.
    #[must_use]
    pub fn new(first_step: u64, speed: f32, dt_ms: f32, frames_per_second: u32) -> Self {
        let positive = |value: f32| if value.is_finite() && value > 0.0 { decimal(value) } else { UNLIMITED_SPEED };
        let steps_per_second = 1000.0 / positive(dt_ms);
        Self { first_step, steps_per_frame: positive(speed) * steps_per_second / f64::from(frames_per_second.max(1)) }
    }

    /// The step that a frame shows.
    #[must_use]
    pub fn step_of(&self, frame: u64) -> u64 {
        self.first_step.saturating_add((frame as f64 * self.steps_per_frame).round() as u64)
    }

    /// Go on from another step at this frame: the user made the simulation jump.
    pub fn jump(&mut self, frame: u64, step: u64) {
        let passed = self.step_of(frame) - self.first_step;
        self.first_step = step.saturating_sub(passed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_follow_the_speed_without_drift() {
        // A quarter of a model second per second of film at 0.5 ms: 16.67 steps a frame.
        let clock = FilmClock::new(100, 0.25, 0.5, FRAMES_PER_SECOND);
        assert_eq!([0, 1, 2, 3].map(|frame| clock.step_of(frame)), [100, 117, 133, 150]);
        assert_eq!(clock.step_of(30 * 60), 100 + 60 * 500);
    }

    #[test]
    fn a_speed_without_limit_counts_as_real_time() {
        for speed in [f32::INFINITY, f32::NAN, 0.0] {
            assert_eq!(FilmClock::new(0, speed, 1.0, FRAMES_PER_SECOND).step_of(30), 1000);
        }
    }

    #[test]
    fn a_very_slow_film_shows_a_step_several_times() {
        let clock = FilmClock::new(5, 0.001, 0.1, FRAMES_PER_SECOND);
        assert_eq!([0, 1, 2, 3].map(|frame| clock.step_of(frame)), [5, 5, 6, 6]);
    }

    #[test]
    fn a_jump_moves_the_frames_after_it() {
        let mut clock = FilmClock::new(0, 1.0, 1.0, FRAMES_PER_SECOND);
        clock.jump(30, 5000);
        assert_eq!(clock.step_of(30), 5000);
        assert_eq!(clock.step_of(60), 6000);
    }
}
