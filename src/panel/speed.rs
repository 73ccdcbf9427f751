//! Speeds (model seconds a second of watching) and step units, and how they are written.

use crate::units::SECONDS_PER_HOUR;
use crate::words::{number, words};
use bevy::math::ops;

/// Speeds that the keys and the slider stop at; the last one is "as fast as it goes".
pub const NOTCHES: [f32; 9] = [0.001, 0.005, 0.02, 0.1, 0.25, 1.0, 5.0, 60.0, f32::INFINITY];

/// The notch nearest to a speed.
#[must_use]
pub fn nearest_notch(speed: f32) -> usize {
    let distance = |notch: f32| {
        if notch.is_infinite() {
            if speed.is_infinite() { 0.0 } else { f32::MAX }
        } else if speed > 0.0 && speed.is_finite() {
            (ops::ln(notch) - ops::ln(speed)).abs()
        } else if speed.is_infinite() {
            f32::MAX
        } else {
            notch
        }
    };
    (0..NOTCHES.len()).min_by(|a, b| distance(NOTCHES[*a]).total_cmp(&distance(NOTCHES[*b]))).unwrap_or_default()
}

/// The notch `by` further than the one nearest to a speed.
#[must_use]
pub fn shifted(speed: f32, by: isize) -> f32 {
    let index = nearest_notch(speed).saturating_add_signed(by);
    NOTCHES[index.min(NOTCHES.len() - 1)]
}

/// A speed as text: "250 ms/s", "5 s/s", "1 min/s", "max".
#[must_use]
pub fn speed_text(speed: f32) -> String {
    if speed.is_nan() || speed <= 0.0 {
        "0 ms/s".to_owned()
    } else if speed.is_infinite() {
        words!("speed-max", "max").to_owned()
    } else if speed < 0.9995 {
        format!("{} ms/s", significant(speed * 1000.0))
    } else if speed < 59.95 {
        format!("{} s/s", significant(speed))
    } else {
        format!("{} min/s", significant(speed / 60.0))
    }
}

/// A duration as text: "250 ms", "10 min", "2.5 h".
#[must_use]
pub fn duration_text(seconds: f32) -> String {
    if !seconds.is_finite() {
        "–".to_owned()
    } else if seconds < 0.9995 {
        format!("{} ms", significant(seconds * 1000.0))
    } else if seconds < 59.95 {
        format!("{} s", significant(seconds))
    } else if seconds < 3597.0 {
        format!("{} min", significant(seconds / 60.0))
    } else {
        format!("{} h", significant(seconds / SECONDS_PER_HOUR as f32))
    }
}

/// Two or three digits that matter, without trailing zeros.
fn significant(value: f32) -> String {
    let decimals = if value >= 9.95 { 0 } else { usize::from(value < 0.995) + 1 };
    let text = format!("{value:.decimals$}");
    number(if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text })
}

/// What one press of "step" does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepUnit {
    /// One integration step.
    Step,
    /// 1 ms of model time.
    #[default]
    Millisecond,
    /// 10 ms of model time.
    TenMilliseconds,
    /// 100 ms of model time.
    HundredMilliseconds,
    /// 1 s of model time.
    Second,
}

impl StepUnit {
    /// All units.
    pub const ALL: [Self; 5] =
        [Self::Step, Self::Millisecond, Self::TenMilliseconds, Self::HundredMilliseconds, Self::Second];

    /// Name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Step => words!("step-unit-step", "1 step"),
            Self::Millisecond => "1 ms",
            Self::TenMilliseconds => "10 ms",
            Self::HundredMilliseconds => "100 ms",
            Self::Second => "1 s",
        }
    }

    /// Integration steps in it, at least 1.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a u64 holds")]
    pub fn steps(self, dt_ms: f32) -> u64 {
        let milliseconds = match self {
            Self::Step => return 1,
            Self::Millisecond => 1.0,
            Self::TenMilliseconds => 10.0,
            Self::HundredMilliseconds => 100.0,
            Self::Second => 1000.0,
        };
        if dt_ms > 0.0 { (milliseconds / dt_ms).round().clamp(1.0, 1e6) as u64 } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_written_in_the_unit_that_fits() {
        let texts: Vec<String> = NOTCHES.iter().map(|&speed| speed_text(speed)).collect();
        assert_eq!(texts, ["1 ms/s", "5 ms/s", "20 ms/s", "100 ms/s", "250 ms/s", "1 s/s", "5 s/s", "1 min/s", "max"]);
        assert_eq!(speed_text(f32::NAN), "0 ms/s");
        assert_eq!(speed_text(1.84), "1.8 s/s");
        assert_eq!(duration_text(600.0), "10 min");
        assert_eq!(duration_text(9000.0), "2.5 h");
    }

    #[test]
    fn notches_stop_at_both_ends() {
        assert!((shifted(0.25, 1) - 1.0).abs() < 1e-6);
        assert!((shifted(0.001, -1) - 0.001).abs() < 1e-9);
        assert!(shifted(60.0, 5).is_infinite() && shifted(f32::INFINITY, 1).is_infinite());
        assert!((shifted(f32::INFINITY, -1) - 60.0).abs() < 1e-6);
        assert!((shifted(f32::NAN, 0) - 0.001).abs() < 1e-9);
    }

    #[test]
    fn steps_of_a_unit_follow_the_integration_step() {
        assert_eq!(StepUnit::Millisecond.steps(0.5), 2);
        assert_eq!(StepUnit::Second.steps(1.0), 1000);
        assert_eq!(StepUnit::Millisecond.steps(0.0), 1);
    }
}
