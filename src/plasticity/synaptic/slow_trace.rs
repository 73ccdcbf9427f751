//! Traces of minutes and hours, such as detectors of a mean rate: stepped in every step of a tenth of a millisecond, they lose less
//! than single precision resolves, so each keeps what its column leaves out.

use crate::model::{joined, split};
use crate::state::state;
use std::ops::Deref;

/// One slow trace of every postsynaptic neuron. It reads as a slice of its values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SlowTrace {
    values: Vec<f32>,
    remainders: Vec<f32>,
}

state!(SlowTrace { values, remainders });

impl SlowTrace {
    /// So many traces at a value.
    #[must_use]
    pub fn new(count: usize, value: f32) -> Self {
        Self { values: vec![value; count], remainders: vec![0.0; count] }
    }

    /// Set all to a value.
    pub fn fill(&mut self, value: f32) {
        self.values.fill(value);
        self.remainders.fill(0.0);
    }

    /// Add to one of them.
    #[inline]
    pub fn add(&mut self, index: usize, by: f32) {
        let sum = joined(self.values[index], self.remainders[index]) + f64::from(by);
        (self.values[index], self.remainders[index]) = split(sum);
    }

    /// All decay by a factor.
    pub fn decay(&mut self, factor: f64) {
        for (value, remainder) in self.values.iter_mut().zip(&mut self.remainders) {
            (*value, *remainder) = split(joined(*value, *remainder) * factor);
        }
    }

    /// One of them goes a share of the way to an aim.
    #[inline]
    pub fn approach(&mut self, index: usize, share: f64, aim: f32) {
        let now = joined(self.values[index], self.remainders[index]);
        (self.values[index], self.remainders[index]) = split(now + share * (f64::from(aim) - now));
    }
}

impl Deref for SlowTrace {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detector_of_hours_reads_the_rate_it_is_given() {
        // 10,000 s in steps of 0.05 ms: a step takes 5 · 10⁻⁹ of it. A spike every 2,000 steps is 10 Hz.
        let (tau, dt) = (1e7_f64, 0.05_f64);
        let mut trace = SlowTrace::new(1, 4.0);
        let steps = 400_000;
        for step in 0..steps {
            if step % 2000 == 0 {
                trace.add(0, (1000.0 / tau) as f32);
            }
            trace.decay((-dt / tau).exp());
        }
        let expected = 10.0 - 6.0 * (-f64::from(steps) * dt / tau).exp();
        assert!((f64::from(trace[0]) - expected).abs() < 1e-5, "{} and not {expected}", trace[0]);
    }
}
