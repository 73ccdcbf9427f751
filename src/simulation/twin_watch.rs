//! How two runs of one network differ: where they part, and how much.

use std::collections::VecDeque;

/// The difference is told over so long (s of model time), in bins of this length.
pub const WINDOW_S: f64 = 3.0;
const BIN_S: f64 = 0.1;

/// The first spike that only one of two runs has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FirstDifference {
    /// When (s of model time).
    pub time_s: f64,
    /// Which neuron.
    pub neuron: u32,
    /// Whether it fired in the twin only; else in the run only.
    pub in_twin: bool,
}

/// How a run and its twin differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TwinReading {
    /// Since when there is a twin (s of model time).
    pub begin_s: f64,
    /// Where their spikes part, if they do.
    pub first: Option<FirstDifference>,
    /// Of all spikes of the last [`WINDOW_S`], the share that only one of them has; not a number without spikes.
    pub share: f32,
    /// Spikes of the run and of the twin since there is one.
    pub spikes: [u64; 2],
}

/// Compares the spikes of two runs, step by step.
#[derive(Clone, Debug)]
pub struct TwinWatch {
    reading: TwinReading,
    /// End of each bin, all spikes of both in it, and those that only one of them has.
    bins: VecDeque<(f64, u64, u64)>,
}

impl TwinWatch {
    /// Two runs that are the same until now.
    #[must_use]
    pub fn new(begin_s: f64) -> Self {
        Self { reading: TwinReading { begin_s, ..TwinReading::default() }, bins: VecDeque::new() }
    }

    /// Compare the spikes of a step, both in the order of the neurons.
    pub fn observe(&mut self, time_s: f64, run: &[u32], twin: &[u32]) {
        let (mut own, mut other) = (run.iter().peekable(), twin.iter().peekable());
        let mut alone = 0;
        loop {
            let (neuron, in_twin) = match (own.peek(), other.peek()) {
                (None, None) => break,
                (Some(a), Some(b)) if a == b => {
                    own.next();
                    other.next();
                    continue;
                }
                (Some(&&a), b) if b.is_none_or(|&&b| a < b) => {
                    own.next();
                    (a, false)
                }
                (_, Some(&&b)) => {
                    other.next();
                    (b, true)
                }
                (Some(&&a), None) => {
                    own.next();
                    (a, false)
                }
            };
            alone += 1;
            self.reading.first.get_or_insert(FirstDifference { time_s, neuron, in_twin });
        }
        let all = (run.len() + twin.len()) as u64;
        self.reading.spikes[0] += run.len() as u64;
        self.reading.spikes[1] += twin.len() as u64;
        match self.bins.back_mut() {
            Some(bin) if bin.0 >= time_s => (bin.1, bin.2) = (bin.1 + all, bin.2 + alone),
            _ => self.bins.push_back((time_s + BIN_S, all, alone)),
        }
        while self.bins.front().is_some_and(|bin| bin.0 < time_s - WINDOW_S) {
            self.bins.pop_front();
        }
    }

    /// What was found.
    #[must_use]
    pub fn reading(&self) -> TwinReading {
        let sum = |of: fn(&(f64, u64, u64)) -> u64| self.bins.iter().map(of).sum::<u64>() as f32;
        TwinReading { share: sum(|bin| bin.2) / sum(|bin| bin.1), ..self.reading.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_spike_that_only_one_has_is_told_and_the_share_of_all_that_differ() {
        let mut watch = TwinWatch::new(1.0);
        watch.observe(1.1, &[2, 5], &[2, 5]);
        assert_eq!((watch.reading().first, watch.reading().share), (None, 0.0));
        watch.observe(1.2, &[1, 3, 9], &[1, 2, 9]);
        watch.observe(1.3, &[4], &[]);
        let reading = watch.reading();
        assert_eq!(reading.first, Some(FirstDifference { time_s: 1.2, neuron: 2, in_twin: true }));
        assert_eq!((reading.spikes, reading.share), ([6, 5], 3.0 / 11.0));
        // What was long ago counts no more, but for where they parted.
        (20..40).for_each(|tenth| watch.observe(f64::from(tenth) * 0.5, &[7], &[7]));
        let later = watch.reading();
        assert_eq!((later.first, later.share), (reading.first, 0.0));
    }

    #[test]
    fn a_spike_of_the_run_alone_is_told_as_such() {
        let mut watch = TwinWatch::new(0.0);
        watch.observe(0.5, &[3, 8], &[8]);
        assert_eq!(watch.reading().first, Some(FirstDifference { time_s: 0.5, neuron: 3, in_twin: false }));
        assert!(TwinWatch::new(0.0).reading().share.is_nan());
    }
}
