//! Slow columns: single precision for everybody who reads them, and beside them what single precision leaves out, so that a process
//! of days moves in steps of milliseconds without losing any of them.

/// A column and its remainder as one number.
#[inline]
#[must_use]
pub fn joined(value: f32, remainder: f32) -> f64 {
    f64::from(value) + f64::from(remainder)
}

/// A number as a column and its remainder. A remainder that stays when something sets the column by hand is below the column's own
/// precision.
#[inline]
#[must_use]
pub const fn split(exact: f64) -> (f32, f32) {
    let value = exact as f32;
    (value, (exact - value as f64) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decay_of_days_in_steps_of_milliseconds_is_exact() {
        // 48 h in steps of 5 ms: a factor of 1 - 2.9 · 10⁻⁸, which is 1 in single precision.
        let factor = (-0.005_f64 / (48.0 * 3600.0)).exp();
        let (mut value, mut remainder) = (0.5, 0.0);
        for _ in 0..720_000 {
            (value, remainder) = split(joined(value, remainder) * factor);
        }
        assert!((f64::from(value) - 0.5 * (-1.0_f64 / 48.0).exp()).abs() < 1e-7, "{value} after an hour");
    }
}
