//! What a network does as a whole, as it happens: whether Up and Down states take turns.

use super::replay::{FEWEST_STATE_SPIKES, STATE_BIN_MS, down_states, low_count};
use std::collections::VecDeque;

/// How far back one looks (bins of 20 ms): 3 s, in which several Up and Down states have room.
const WINDOW_BINS: usize = 150;

/// What a network did over the last three seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activity {
    /// Too little was seen, or too few spikes, to say anything.
    #[default]
    Unknown,
    /// It was active without a Down state.
    Steady,
    /// Up and Down states took turns.
    Swinging,
}

/// Counts the spikes of a network in bins of 20 ms.
#[derive(Clone, Debug)]
pub struct SwingWatch {
    bin_steps: u64,
    count: u32,
    bins: VecDeque<u32>,
}

impl SwingWatch {
    /// For an integration step (ms).
    #[must_use]
    pub fn new(dt_ms: f32) -> Self {
        let bin_steps = ((STATE_BIN_MS / f64::from(dt_ms)).round() as u64).max(1);
        Self { bin_steps, count: 0, bins: VecDeque::new() }
    }

    /// Take in the number of spikes in a step; steps count from 1.
    pub fn observe(&mut self, step: u64, spikes: usize) {
        self.count = self.count.saturating_add(u32::try_from(spikes).unwrap_or(u32::MAX));
        if step.is_multiple_of(self.bin_steps) {
            self.bins.push_back(std::mem::take(&mut self.count));
            if self.bins.len() > WINDOW_BINS {
                self.bins.pop_front();
            }
        }
    }

    /// What it did over the last three seconds. Down states are those of SCENES S10: at least 80 ms below 0.15 of the mean.
    #[must_use]
    pub fn activity(&self) -> Activity {
        let counts: Vec<u32> = self.bins.iter().copied().collect();
        let mean = counts.iter().map(|&count| f64::from(count)).sum::<f64>() / counts.len().max(1) as f64;
        if counts.len() < WINDOW_BINS / 3 || mean < FEWEST_STATE_SPIKES {
            return Activity::Unknown;
        }
        if down_states(&counts, low_count(&counts)).is_empty() { Activity::Steady } else { Activity::Swinging }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run with steps of 1 ms in which so many neurons fire in each step of an Up state.
    fn activity(steps: u64, fire: impl Fn(u64) -> usize) -> Activity {
        let mut watch = SwingWatch::new(1.0);
        (1..=steps).for_each(|step| watch.observe(step, fire(step)));
        watch.activity()
    }

    #[test]
    fn up_and_down_states_are_told_from_steady_activity() {
        assert_eq!(activity(4000, |step| if step % 1000 < 700 { 5 } else { 0 }), Activity::Swinging);
        assert_eq!(activity(4000, |_| 3), Activity::Steady);
        // A trough of 60 ms is no Down state.
        assert_eq!(activity(4000, |step| if step % 1000 < 940 { 5 } else { 0 }), Activity::Steady);
    }

    #[test]
    fn what_swung_once_is_forgotten_after_three_seconds() {
        let once = |step: u64| if (1000..1300).contains(&step) { 0 } else { 5 };
        assert_eq!(activity(2000, once), Activity::Swinging);
        assert_eq!(activity(5000, once), Activity::Steady);
    }

    #[test]
    fn a_few_cells_that_pause_are_no_down_state() {
        assert_eq!(activity(4000, |step| usize::from(step % 200 == 0)), Activity::Unknown);
        assert_eq!(activity(4000, |_| 0), Activity::Unknown);
        assert_eq!(activity(500, |_| 5), Activity::Unknown);
    }
}
