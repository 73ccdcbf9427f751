//! Rates of all neurons over about the last second, counted while somebody looks at them.

use bevy::math::ops;

/// Time constant over which spikes are forgotten (s).
const TAU_S: f64 = 1.0;
/// Shortest time over which a rate is told (s).
const LEAST_S: f64 = 0.2;

/// Counts spikes; each weighs less the longer ago it was.
#[derive(Clone, Debug)]
pub struct RateWatch {
    /// Since when spikes are counted (s).
    from_s: f64,
    /// Weighted spikes of each neuron at its last one, and when that was (s).
    counts: Vec<(f32, f64)>,
}

impl RateWatch {
    /// A watch of so many neurons that begins now (s).
    #[must_use]
    pub fn new(neurons: usize, now_s: f64) -> Self {
        Self { from_s: now_s, counts: vec![(0.0, now_s); neurons] }
    }

    /// A neuron fires.
    pub fn count(&mut self, neuron: u32, now_s: f64) {
        if let Some((count, last_s)) = self.counts.get_mut(neuron as usize) {
            *count = 1.0 + *count * left(now_s - *last_s);
            *last_s = now_s;
        }
    }

    /// Rates now (spikes/s); not numbers in the first moments. What was not seen is not taken for silence.
    #[must_use]
    pub fn rates(&self, now_s: f64) -> Vec<f32> {
        let seconds = now_s - self.from_s;
        let window = if seconds < LEAST_S { f32::NAN } else { TAU_S as f32 * (1.0 - left(seconds)) };
        self.counts.iter().map(|(count, last_s)| count * left(now_s - last_s) / window).collect()
    }
}

/// What is left of a spike after some seconds.
fn left(seconds: f64) -> f32 {
    ops::exp(-(seconds / TAU_S) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_rate_is_told_from_the_first_moments_on() {
        let mut watch = RateWatch::new(2, 5.0);
        assert!(watch.rates(5.1).iter().all(|rate| rate.is_nan()));
        for spike in 1..=200_u32 {
            let now_s = 5.0 + 0.05 * f64::from(spike);
            watch.count(0, now_s);
            if spike >= 8 {
                let rates = watch.rates(now_s);
                // A spike at this very moment counts in full: the mean of a period lies half a spike lower.
                assert!((rates[0] - 20.0).abs() < 2.0, "{spike}: {rates:?}");
                assert_eq!(rates[1], 0.0);
            }
        }
        // Four time constants after the last spike.
        assert!(watch.rates(19.0)[0] < 0.5);
    }
}
