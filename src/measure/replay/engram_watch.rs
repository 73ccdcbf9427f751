//! Who belongs to which memory, read off a run while it goes on.

use super::super::memory::engram;
use super::moment::Moment;
use std::collections::VecDeque;

/// Shortest presentation that tells who belongs to a memory (s): 10 Hz are five spikes in it.
const SHORTEST_S: f64 = 0.5;
/// Length of a baseline bin (s).
const BASELINE_BIN_S: f64 = 1.0;
/// Most baseline bins.
const BASELINE_BINS: usize = 5;

/// Watches presentations and the rest before them.
///
/// A memory's members are those of SCENES 1.3: at least 10 Hz in the last presentation of the whole pattern, and three standard
/// deviations above their own baseline. The baseline is the last five seconds of rest before anything was presented; the first
/// second of each rest is left out, because what went before still echoes. A run that begins with a pattern has no baseline: then
/// the rate alone decides.
#[derive(Clone, Debug)]
pub(super) struct EngramWatch {
    step_s: f64,
    moment: Moment,
    /// Steps since this moment began.
    steps: u64,
    /// Spikes of each neuron in the stretch that is counted.
    counts: Vec<u32>,
    baseline_hz: VecDeque<Vec<f64>>,
    /// Spikes of each neuron at rest and asleep before anything was presented.
    busy: Vec<u32>,
    presented: bool,
}

impl EngramWatch {
    /// Memory that it takes for a neuron: two counts and its rates at rest.
    pub(super) const BYTES: usize = 2 * size_of::<u32>() + BASELINE_BINS * size_of::<f64>();

    pub(super) fn new(neurons: usize, step_s: f64) -> Self {
        Self {
            step_s,
            moment: Moment::Awake,
            steps: 0,
            counts: vec![0; neurons],
            baseline_hz: VecDeque::new(),
            busy: vec![0; neurons],
            presented: false,
        }
    }

    /// How busy each neuron was before anything was presented: its spikes at rest and asleep.
    pub(super) fn busy(&self) -> &[u32] {
        &self.busy
    }

    /// Take in a step; gives the pattern and who belongs to it when a presentation is over.
    pub(super) fn observe(&mut self, moment: Moment, spikes: &[usize]) -> Option<(usize, Vec<bool>)> {
        let mut found = None;
        if moment != self.moment {
            found = self.members();
            self.moment = moment;
            self.steps = 0;
            self.counts.fill(0);
        }
        self.presented |= matches!(moment, Moment::Presented(_));
        for &neuron in spikes {
            self.counts[neuron] += 1;
        }
        self.steps += 1;
        if !self.presented && matches!(moment, Moment::Rest | Moment::Nrem) {
            for &neuron in spikes {
                self.busy[neuron] += 1;
            }
        }
        let bin = (BASELINE_BIN_S / self.step_s).round() as u64;
        if !self.presented && moment == Moment::Rest && self.steps.is_multiple_of(bin.max(1)) {
            if self.steps > bin {
                let rates = self.counts.iter().map(|&count| f64::from(count) / BASELINE_BIN_S).collect();
                self.baseline_hz.push_back(rates);
                if self.baseline_hz.len() > BASELINE_BINS {
                    self.baseline_hz.pop_front();
                }
            }
            self.counts.fill(0);
        }
        found
    }

    /// Who answered in the presentation that ends here, if it was long enough.
    fn members(&mut self) -> Option<(usize, Vec<bool>)> {
        let Moment::Presented(pattern) = self.moment else { return None };
        let seconds = self.steps as f64 * self.step_s;
        if seconds < SHORTEST_S {
            return None;
        }
        let rates: Vec<f64> = self.counts.iter().map(|&count| f64::from(count) / seconds).collect();
        Some((pattern, engram(&rates, self.baseline_hz.make_contiguous())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_answer_above_their_own_baseline() {
        // Neuron 0 fires at 20 Hz only when shown, 1 at 20 Hz always, 2 at 5 Hz when shown. Steps of 10 ms.
        let mut watch = EngramWatch::new(3, 0.01);
        let mut step = 0_u64;
        let mut show = |moment, steps: u64, watch: &mut EngramWatch| {
            let mut found = None;
            for _ in 0..steps {
                step += 1;
                let shown = matches!(moment, Moment::Presented(_));
                let spikes: Vec<usize> = [(0, 5, shown), (1, 5, true), (2, 20, shown)]
                    .into_iter()
                    .filter(|&(_, every, fires)| fires && step.is_multiple_of(every))
                    .map(|(neuron, ..)| neuron)
                    .collect();
                found = watch.observe(moment, &spikes).or(found);
            }
            found
        };
        assert_eq!(show(Moment::Rest, 400, &mut watch), None);
        assert_eq!(show(Moment::Presented(1), 100, &mut watch), None);
        // Too short to tell.
        assert_eq!(show(Moment::Rest, 10, &mut watch), Some((1, vec![true, true, false])));
        assert_eq!(show(Moment::Presented(0), 30, &mut watch), None);
        assert_eq!(show(Moment::Rest, 10, &mut watch), None);
        assert_eq!(watch.busy(), [0, 80, 0]);
    }
}
