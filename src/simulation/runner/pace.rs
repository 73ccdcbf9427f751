//! How many steps are due: from the time of watching that has passed and the speed that was asked for.
//!
//! Nothing here looks at a clock; whoever asks says what time it is.

use std::time::Duration;

/// Speed at the start (model seconds per second of watching).
pub const INITIAL_SPEED: f32 = 0.25;
/// Most time of watching whose steps are caught up with after the thread was held up (s).
const LARGEST_LAG: f64 = 0.1;
/// Time over which the speed is measured.
const SPEED_WINDOW: Duration = Duration::from_secs(1);

/// The pace of a run that is watched.
#[derive(Clone, Debug)]
pub struct Pace {
    speed: f32,
    /// Model time that is due but not yet stepped (s).
    owed: f64,
    /// When it was last asked what is due.
    last: Duration,
    /// When the measurement of the speed began, and the model time then (s).
    since: (Duration, f64),
    got: f32,
}

impl Pace {
    /// The pace at which a run starts.
    #[must_use]
    pub const fn new(now: Duration) -> Self {
        Self { speed: INITIAL_SPEED, owed: 0.0, last: now, since: (now, 0.0), got: 0.0 }
    }

    /// Model seconds per second of watching that were asked for; infinite: as fast as it goes.
    #[must_use]
    pub const fn speed(&self) -> f32 {
        self.speed
    }

    /// Model seconds per second of watching over the last window.
    #[must_use]
    pub const fn got(&self) -> f32 {
        self.got
    }

    /// Ask for another speed. What is not a number counts as the speed at the start, what is negative as 0.
    pub const fn set_speed(&mut self, speed: f32) {
        self.speed = if speed.is_nan() { INITIAL_SPEED } else { speed.max(0.0) };
        self.owed = 0.0;
    }

    /// Steps that are due now, each of `step_s` model seconds.
    pub fn due(&mut self, now: Duration, step_s: f64) -> u64 {
        let passed = now.saturating_sub(self.last).as_secs_f64().min(LARGEST_LAG);
        self.last = now;
        let speed = f64::from(self.speed);
        if !speed.is_finite() {
            return u64::MAX;
        }
        // However slow it is, a whole step can be owed, and what is owed beyond it is kept.
        let most = (LARGEST_LAG * speed).max(2.0 * step_s);
        self.owed = (self.owed + passed * speed).min(most);
        (self.owed / step_s) as u64
    }

    /// So many of the steps that were due are done.
    pub fn done(&mut self, steps: u64, step_s: f64) {
        if self.speed.is_finite() {
            self.owed -= steps as f64 * step_s;
        }
    }

    /// Nothing is due while the run is held: neither now nor for the time until it goes on.
    pub const fn hold(&mut self, now: Duration) {
        self.owed = 0.0;
        self.last = now;
    }

    /// Another run begins, at this model time (s).
    pub const fn begin_run(&mut self, now: Duration, time_s: f64) {
        self.owed = 0.0;
        self.since = (now, time_s);
        self.got = 0.0;
    }

    /// Measure the speed; `time_s` is the model time now (s).
    pub fn measure(&mut self, now: Duration, time_s: f64) {
        let (begin, time_then) = self.since;
        let passed = now.saturating_sub(begin);
        if passed >= SPEED_WINDOW {
            self.got = ((time_s - time_then) / passed.as_secs_f64()) as f32;
            self.since = (now, time_s);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP_S: f64 = 0.0005;

    /// Steps that are done while `watched` milliseconds pass, looking every `each` milliseconds.
    fn steps(pace: &mut Pace, from: u64, watched: u64, each: u64) -> u64 {
        let mut all = 0;
        for look in (from..from + watched).step_by(each as usize) {
            let due = pace.due(Duration::from_millis(look + each), STEP_S);
            pace.done(due, STEP_S);
            all += due;
        }
        all
    }

    #[test]
    fn a_second_of_watching_gives_the_model_time_that_was_asked_for() {
        for speed in [0.001, 0.005, 0.02, 0.1, 0.25, 1.0, 5.0, 60.0] {
            for each in [1, 4, 20, 50] {
                let mut pace = Pace::new(Duration::ZERO);
                pace.set_speed(speed);
                let done = steps(&mut pace, 0, 10_000, each) as f64 * STEP_S / 10.0;
                let one = STEP_S / 10.0;
                assert!(
                    (done - f64::from(speed)).abs() <= 1.01 * one,
                    "{speed} asked, {done} got, looking every {each} ms"
                );
            }
        }
    }

    #[test]
    fn a_thread_that_was_held_up_catches_up_with_a_tenth_of_a_second_at_most() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.set_speed(1.0);
        assert_eq!(pace.due(Duration::from_mins(1), STEP_S), 200);
        // Slower than that: what could not be done is not owed for ever.
        pace.done(20, STEP_S);
        assert_eq!(pace.due(Duration::from_secs(61), STEP_S), 200);
    }

    #[test]
    fn nothing_is_owed_for_the_time_of_a_pause_or_for_another_speed() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.set_speed(1.0);
        assert_eq!(pace.due(Duration::from_millis(50), STEP_S), 100);
        pace.hold(Duration::from_millis(90));
        assert_eq!(pace.due(Duration::from_millis(91), STEP_S), 2);
        pace.set_speed(0.0);
        assert_eq!(pace.due(Duration::from_secs(2), STEP_S), 0);
        for (asked, understood) in [(f32::NAN, INITIAL_SPEED), (-3.0, 0.0), (f32::INFINITY, f32::INFINITY)] {
            pace.set_speed(asked);
            assert_eq!(pace.speed(), understood);
        }
        assert_eq!(pace.due(Duration::from_secs(2), STEP_S), u64::MAX, "as fast as it goes");
    }

    #[test]
    fn the_speed_that_is_told_is_that_of_the_last_second() {
        let mut pace = Pace::new(Duration::ZERO);
        pace.measure(Duration::from_millis(999), 9.0);
        assert_eq!(pace.got(), 0.0, "a second is not over yet");
        pace.measure(Duration::from_secs(2), 5.0);
        assert_eq!(pace.got(), 2.5);
        pace.measure(Duration::from_secs(3), 5.0);
        assert_eq!(pace.got(), 0.0);
        pace.measure(Duration::from_secs(4), 6.0);
        pace.begin_run(Duration::from_millis(4500), 0.0);
        assert_eq!(pace.got(), 0.0, "another run has not been measured");
        pace.measure(Duration::from_millis(5500), 0.25);
        assert_eq!(pace.got(), 0.25);
    }
}
