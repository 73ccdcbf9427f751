//! The spikes of the last seconds, for the raster: bounded, and where they are too many thinned evenly over all that is kept.

use crate::simulation::{SpikeEvent, ViewSample, survives};
use std::collections::VecDeque;
use std::ops::RangeInclusive;

/// Longest past that the raster can show (s of model time).
pub const SPIKE_WINDOW_S: f64 = 10.0;
/// Most spikes kept.
const MOST: usize = 400_000;
/// When so few are left, the thinning becomes weaker again.
const FEW: usize = MOST / 4;
/// Length of a bin in which the spikes of each neuron are counted, all of them (s of model time).
const COUNT_BIN_S: f64 = 0.25;
/// Shortest time over which a rate is told (s of model time).
const LEAST_RATE_S: f64 = 0.2;
/// Such bins that are kept: 2 s, with the one that is being filled.
const COUNT_BINS: usize = 8;

/// Spikes of the last [`SPIKE_WINDOW_S`] seconds.
#[derive(Clone, Debug, Default)]
pub struct SpikeWindow {
    spikes: VecDeque<SpikeEvent>,
    /// Thinning that the bound asks for.
    level: u32,
    /// From when on (s of model time) how far spikes are thinned, oldest first.
    levels: VecDeque<(f64, u32)>,
    /// Time of the newest sample (s).
    until_s: f64,
    counts: VecDeque<Counts>,
}

/// Spikes of every neuron in a bin.
#[derive(Clone, Debug, Default)]
struct Counts {
    /// From when on they were counted (s of model time): a sample may stand for more than a bin.
    begin_s: f64,
    /// End of the bin (s of model time).
    end_s: f64,
    spikes: Vec<u32>,
}

impl SpikeWindow {
    /// The spikes that are kept, in order of time.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &SpikeEvent> {
        self.spikes.iter()
    }

    /// The oldest one.
    #[must_use]
    pub fn front(&self) -> Option<&SpikeEvent> {
        self.spikes.front()
    }

    /// How far the spikes of a stretch of time are thinned: of 2^level one [`survives`]. Where it changes, the strongest
    /// thinning is told, to which the others can be brought.
    #[must_use]
    pub fn level(&self, times_s: &RangeInclusive<f64>) -> u32 {
        let ends = self.levels.iter().skip(1).map(|level| level.0).chain([f64::INFINITY]);
        let inside = self
            .levels
            .iter()
            .zip(ends)
            .filter(|&(&(start, _), end)| end > *times_s.start() && start <= *times_s.end());
        inside.map(|(&(_, level), _)| level).max().unwrap_or_default()
    }

    /// Whether any neuron fired.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.counts.iter().any(|counts| counts.spikes.iter().any(|count| *count > 0))
    }

    /// Spikes of every neuron in about the last two seconds, all of them.
    #[must_use]
    pub fn counts(&self) -> Vec<u32> {
        let mut sum: Vec<u32> = Vec::new();
        for Counts { spikes, .. } in &self.counts {
            sum.resize(sum.len().max(spikes.len()), 0);
            sum.iter_mut().zip(spikes).for_each(|(sum, count)| *sum += count);
        }
        sum
    }

    /// Mean rate of a neuron over about the last two seconds (Hz); none before anything was seen.
    #[must_use]
    pub fn rate_hz(&self, neuron: u32) -> Option<f32> {
        let seconds = self.until_s - self.counts.front()?.begin_s;
        let count: u32 = self.counts.iter().filter_map(|bin| bin.spikes.get(neuron as usize)).sum();
        (seconds >= LEAST_RATE_S).then(|| (f64::from(count) / seconds) as f32)
    }

    /// Forget what came after this time (s of model time).
    pub(super) fn cut(&mut self, time_s: f64) {
        self.spikes.truncate(self.spikes.partition_point(|spike| spike.time_s <= time_s));
        self.levels.retain(|(from_s, _)| *from_s <= time_s);
        self.counts.retain(|counts| counts.end_s <= time_s);
        self.until_s = self.until_s.min(time_s);
    }

    /// Take in a sample.
    pub(super) fn record(&mut self, sample: &ViewSample) {
        self.count(sample);
        let level = sample.spikes_thinned.max(self.level);
        if self.levels.back().map_or(0, |last| last.1) != level {
            self.levels.push_back((self.until_s, level));
        }
        self.until_s = sample.time_s;
        self.spikes.extend(sample.spikes.iter().filter(|spike| survives(spike, level)));
        let since = sample.time_s - SPIKE_WINDOW_S;
        while self.spikes.front().is_some_and(|spike| spike.time_s < since) {
            self.spikes.pop_front();
        }
        while self.levels.get(1).is_some_and(|next| next.0 <= since) {
            self.levels.pop_front();
        }
        while self.spikes.len() > MOST {
            self.thin(since);
        }
        if self.level > 0 && self.spikes.len() < FEW {
            self.level -= 1;
        }
    }

    /// Bring everything to the next level above the weakest thinning.
    fn thin(&mut self, since: f64) {
        let level = 1 + self.levels.iter().map(|level| level.1).min().unwrap_or_default().min(self.level);
        self.spikes.retain(|spike| survives(spike, level));
        if self.levels.is_empty() {
            self.levels.push_back((since, level));
        }
        self.levels.iter_mut().for_each(|kept| kept.1 = kept.1.max(level));
        self.level = self.level.max(level);
    }

    fn count(&mut self, sample: &ViewSample) {
        let end_s = ((sample.time_s / COUNT_BIN_S).floor() + 1.0) * COUNT_BIN_S;
        match self.counts.back_mut() {
            Some(bin) if bin.end_s >= end_s && bin.spikes.len() == sample.spike_counts.len() => {
                bin.spikes.iter_mut().zip(&sample.spike_counts).for_each(|(sum, &count)| *sum += u32::from(count));
            }
            _ => {
                let spikes = sample.spike_counts.iter().map(|&count| u32::from(count)).collect();
                self.counts.push_back(Counts { begin_s: self.until_s, end_s, spikes });
            }
        }
        let since = end_s - COUNT_BIN_S * COUNT_BINS as f64;
        self.counts.retain(|bin| bin.end_s > since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One second in samples of 20 ms with so many spikes each.
    fn second(window: &mut SpikeWindow, from_s: f64, spikes: u32, thinned: u32) {
        for frame in 0..50 {
            let begin_s = from_s + 0.02 * f64::from(frame);
            let spike = |k: u32| SpikeEvent { time_s: begin_s + 0.02 * f64::from(k) / f64::from(spikes), neuron: k };
            window.record(&ViewSample {
                time_s: begin_s + 0.02,
                spikes: (0..spikes).map(spike).filter(|spike| survives(spike, thinned)).collect(),
                spikes_thinned: thinned,
                spike_counts: vec![1, 2],
                ..ViewSample::default()
            });
        }
    }

    fn in_second(window: &SpikeWindow, from_s: f64) -> usize {
        window.iter().filter(|spike| (from_s..from_s + 1.0).contains(&spike.time_s)).count()
    }

    #[test]
    fn too_many_spikes_are_thinned_evenly_over_the_window_and_not_cut_off() {
        let mut window = SpikeWindow::default();
        for at in 0..20_u8 {
            second(&mut window, f64::from(at), 2000, 0);
        }
        let level = window.level(&(10.0..=20.0));
        assert!((1..=2).contains(&level), "{level}");
        for at in 10..20_u8 {
            let share = in_second(&window, f64::from(at)) as f64 / 100_000.0;
            assert!((share - 0.5_f64.powi(level as i32)).abs() < 0.01, "{share} of second {at}");
        }
        assert!(window.iter().count() <= MOST);
    }

    #[test]
    fn when_the_network_calms_down_all_spikes_are_kept_again() {
        let mut window = SpikeWindow::default();
        for at in 0..12_u8 {
            second(&mut window, f64::from(at), 2000, 0);
        }
        for at in 12..35_u8 {
            second(&mut window, f64::from(at), 20, 0);
        }
        assert_eq!(window.level(&(25.0..=35.0)), 0);
        assert_eq!(in_second(&window, 33.0), 1000);
    }

    #[test]
    fn a_thinned_sample_is_told_apart_from_the_others() {
        let mut window = SpikeWindow::default();
        second(&mut window, 0.0, 50, 0);
        second(&mut window, 1.0, 50, 3);
        second(&mut window, 2.0, 50, 0);
        assert_eq!(window.level(&(0.0..=0.9)), 0);
        assert_eq!(window.level(&(0.5..=1.5)), 3);
        assert_eq!(window.level(&(2.5..=3.0)), 0);
    }

    #[test]
    fn spikes_are_counted_over_two_seconds() {
        let mut window = SpikeWindow::default();
        for at in 0..5_u8 {
            second(&mut window, f64::from(at), 1, 9);
        }
        let counts = window.counts();
        assert!((80..=101).contains(&counts[0]) && counts[1] == 2 * counts[0], "{counts:?}");
        // One spike every 20 ms.
        assert!((window.rate_hz(0).expect("much was seen") - 50.0).abs() < 1.0);
        // The first sample of a window may stand for all that was run ahead.
        let mut ahead = SpikeWindow::default();
        assert_eq!(ahead.rate_hz(0), None);
        ahead.record(&ViewSample { time_s: 3.0, spike_counts: vec![30], ..ViewSample::default() });
        assert_eq!((ahead.rate_hz(0), ahead.rate_hz(7)), (Some(10.0), Some(0.0)));
    }
}
