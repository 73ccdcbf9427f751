//! From time to steps and back: the one place where a time in a scene becomes a number of steps.
//!
//! A time means the nearest step, and of two that are equally near the later one. All of it is double precision, so that every
//! step of a day of model time has its own time: a day of 0.05 ms is 1.7 · 10⁹ steps.

use crate::units::Milliseconds;

/// Share of a quotient within which it counts as half-way between two steps: 0.15 / 0.1 is 1.4999999999999998 in binary.
const HALF_WAY: f64 = 4.0 * f64::EPSILON;

/// Half the distance between neighbouring `f32`: how far one may be from the decimal that it stands for.
const SINGLE_PRECISION: f64 = 1.0 / 16_777_216.0;

/// Share of a time by which it may miss its step through rounding in its own decimal.
const ROUNDING: f64 = 1e-9;

/// Length of a time step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepLength {
    milliseconds: f64,
    /// The length as a whole number of `1 / parts` ms: 7 and 10 for 0.7 ms.
    whole: u64,
    parts: u64,
}

impl StepLength {
    /// The length that a scene gives, as its decimal says it.
    #[must_use]
    pub fn of(dt: Milliseconds) -> Self {
        let milliseconds = decimal(dt.0);
        // A step in its range has at most ten decimals; another one is a fault of its scene.
        let places = (0..=10).find(|&places| is_whole(milliseconds * 10_f64.powi(places))).unwrap_or(10);
        let parts = 10_u64.pow(places as u32);
        Self { milliseconds, whole: (milliseconds * parts as f64).round() as u64, parts }
    }

    /// The length (ms).
    #[must_use]
    pub const fn milliseconds(self) -> f64 {
        self.milliseconds
    }

    /// Steps in a time or a duration (ms): the nearest number, half a step counts as one.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time is not negative and saturates")]
    pub fn steps(self, milliseconds: f64) -> u64 {
        (milliseconds / self.milliseconds * (1.0 + HALF_WAY)).round() as u64
    }

    /// The same for a parameter in single precision, which may be a little below the decimal that was meant.
    #[must_use]
    pub fn steps_of(self, milliseconds: f32) -> u64 {
        self.steps(f64::from(milliseconds) * (1.0 + SINGLE_PRECISION))
    }

    /// The time (ms) that stands for another one (ms), if that lies between two steps.
    #[must_use]
    pub fn taken_for(self, milliseconds: f64) -> Option<f64> {
        let taken = self.time_ms(self.steps(milliseconds));
        let tolerance = ROUNDING * milliseconds.abs().max(self.milliseconds);
        ((taken - milliseconds).abs() > tolerance).then_some(taken)
    }

    /// The time after a number of steps (ms): the number nearest to the decimal, which is how it is written.
    #[must_use]
    pub fn time_ms(self, steps: u64) -> f64 {
        (u128::from(steps) * u128::from(self.whole)) as f64 / self.parts as f64
    }

    /// The time after a number of steps (s), as exact.
    #[must_use]
    pub fn time_s(self, steps: u64) -> f64 {
        (u128::from(steps) * u128::from(self.whole)) as f64 / (1000 * self.parts) as f64
    }
}

/// Whether a product of a decimal and a power of ten is whole but for its rounding.
fn is_whole(product: f64) -> bool {
    (product - product.round()).abs() <= 1e-9 * product.abs()
}

/// A number as its shortest decimal says it: the `f32` 0.1 becomes exactly the `f64` 0.1, so that 1 s is 10,000 steps of
/// 0.1 ms however long a run is.
#[must_use]
pub fn decimal(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

/// Steps of `dt_ms` in a duration (s), as [`StepLength::steps`] counts them.
#[must_use]
pub fn steps_in(seconds: f64, dt_ms: f32) -> u64 {
    StepLength::of(Milliseconds(dt_ms)).steps(seconds * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_decimals_without_the_noise_of_binary_fractions() {
        let time = |dt: f32, steps: u64| {
            let length = StepLength::of(Milliseconds(dt));
            (length.time_ms(steps).to_string(), length.time_s(steps).to_string())
        };
        assert_eq!(time(0.7, 200_001), ("140000.7".to_owned(), "140.0007".to_owned()));
        assert_eq!(time(0.1, 3), ("0.3".to_owned(), "0.0003".to_owned()));
        assert_eq!(time(0.1, 12_001_000), ("1200100".to_owned(), "1200.1".to_owned()));
        assert_eq!(time(0.0625, 3), ("0.1875".to_owned(), "0.0001875".to_owned()));
        assert_eq!(time(0.051_25, 7), ("0.35875".to_owned(), "0.00035875".to_owned()));
        assert_eq!(time(1.0, 86_400_000), ("86400000".to_owned(), "86400".to_owned()));
    }

    #[test]
    fn steps_are_exact_for_long_runs() {
        assert_eq!(steps_in(1.0, 0.1), 10_000);
        assert_eq!(steps_in(1_000_000.0, 0.1), 10_000_000_000);
        assert_eq!(steps_in(decimal(0.3), 0.5), 600);
    }

    #[test]
    fn half_a_step_counts_as_one_whatever_its_binary_fraction() {
        let step = StepLength::of(Milliseconds(0.1));
        for tenths in 0..10_000_u64 {
            let time = (2 * tenths + 1) as f64 / 20.0;
            assert_eq!(step.steps(time), tenths + 1, "{time} ms");
            assert_eq!(step.steps_of(time as f32), tenths + 1, "{time} ms");
        }
    }

    #[test]
    fn every_step_of_a_day_has_its_own_time_and_finds_back() {
        for dt in [0.05, 0.1, 0.25, 0.5, 0.7, 1.0] {
            let step = StepLength::of(Milliseconds(dt));
            let day = step.steps(86_400_000.0);
            for steps in (0..1000).chain(day - 1000..day) {
                assert_eq!(step.steps(step.time_ms(steps)), steps, "dt {dt}");
                assert_eq!(step.steps(step.time_s(steps) * 1000.0), steps, "dt {dt}");
            }
        }
    }
}
