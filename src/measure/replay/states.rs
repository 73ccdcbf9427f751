//! Up and Down states of sleep, and who takes part in them.

use std::ops::Range;

/// Width of a bin of the population count from which Down states are read (ms).
pub const STATE_BIN_MS: f64 = 20.0;
/// A bin is low below this share of the mean count.
const LOW_SHARE: f64 = 0.15;
/// Fewest spikes a bin at which four bins in a row below the bar say more than chance: of independent neurons they are empty once
/// in 10⁷.
pub const FEWEST_STATE_SPIKES: f64 = 4.0;
/// Fewest low bins in a row that make a Down state.
const FEWEST_LOW_BINS: usize = 4;
/// Bins of an Up state's beginning in which participation is read: 100 ms, when replay is strongest (Gonzalez et al. 2020).
const ONSET_BINS: usize = 5;

/// The count below which a bin belongs to a Down state: 0.15 of the mean.
#[must_use]
pub fn low_count(counts: &[u32]) -> f64 {
    LOW_SHARE * counts.iter().map(|&count| f64::from(count)).sum::<f64>() / counts.len().max(1) as f64
}

/// Down states: at least four bins in a row with fewer than `low` spikes, as ranges of bins. One that the end cuts off counts too.
#[must_use]
pub fn down_states(counts: &[u32], low: f64) -> Vec<Range<usize>> {
    let mut states = Vec::new();
    let mut start = 0;
    for bin in 0..=counts.len() {
        if counts.get(bin).is_some_and(|&count| f64::from(count) < low) {
            continue;
        }
        if bin - start >= FEWEST_LOW_BINS {
            states.push(start..bin);
        }
        start = bin + 1;
    }
    states
}

/// Up states: what lies between two Down states, as ranges of bins. Those that begin before the first bin or end after the last are
/// left out.
#[must_use]
pub fn up_states(counts: &[u32], low: f64) -> Vec<Range<usize>> {
    down_states(counts, low).windows(2).map(|pair| pair[0].end..pair[1].start).collect()
}

/// Spikes of some neurons in bins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BinnedSpikes {
    /// How many neurons each bin has a count of.
    pub(super) neurons: usize,
    counts: Vec<u16>,
}

impl BinnedSpikes {
    /// Bins without spikes.
    #[must_use]
    pub fn new(neurons: usize, bins: usize) -> Self {
        Self { neurons, counts: vec![0; neurons * bins] }
    }

    /// Count a spike; a bin or neuron that is not there is left out.
    pub fn add(&mut self, bin: usize, neuron: usize) {
        if neuron < self.neurons
            && let Some(count) = self.counts.get_mut(bin * self.neurons + neuron)
        {
            *count = count.saturating_add(1);
        }
    }

    /// Append the bins of another stretch of time with the same neurons.
    pub fn append(&mut self, mut other: Self) {
        self.counts.append(&mut other.counts);
    }

    /// The bins in order, each with one count a neuron.
    #[must_use]
    pub fn bins(&self) -> impl ExactSizeIterator<Item = &[u16]> {
        self.counts.chunks_exact(self.neurons.max(1))
    }

    /// Spikes of all neurons, bin by bin.
    #[must_use]
    pub fn population(&self) -> Vec<u32> {
        self.bins().map(|bin| bin.iter().map(|&count| u32::from(count)).sum()).collect()
    }

    /// Spikes of each neuron over all bins.
    #[must_use]
    pub fn totals(&self) -> Vec<u32> {
        let mut totals = vec![0; self.neurons];
        for bin in self.bins() {
            totals.iter_mut().zip(bin).for_each(|(total, &count)| *total += u32::from(count));
        }
        totals
    }
}

/// Share of the Up states in which each neuron fires within the first 100 ms; none without an Up state. Later in an Up state nearly
/// everybody has fired.
#[must_use]
pub fn participation(spikes: &BinnedSpikes, up_states: &[Range<usize>]) -> Option<Vec<f64>> {
    if up_states.is_empty() {
        return None;
    }
    let bins: Vec<&[u16]> = spikes.bins().collect();
    let mut share = vec![0.0; spikes.neurons];
    for state in up_states {
        let state = bins.get(state.start..state.end.min(state.start + ONSET_BINS))?;
        for (neuron, share) in share.iter_mut().enumerate() {
            if state.iter().any(|bin| bin[neuron] > 0) {
                *share += 1.0 / up_states.len() as f64;
            }
        }
    }
    Some(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_states_lie_between_down_states() {
        // 5 high, 4 low, 3 high, 3 low (too short), 2 high, 5 low, 1 high.
        let counts: Vec<u32> =
            [(5, 10), (4, 0), (3, 12), (3, 0), (2, 9), (5, 0), (1, 10)].iter().flat_map(|&(n, c)| vec![c; n]).collect();
        assert_eq!(down_states(&counts, 1.0), [5..9, 17..22]);
        assert_eq!(up_states(&counts, 1.0).as_slice(), std::slice::from_ref(&(9..17)));
        assert!(up_states(&[5; 50], low_count(&[5; 50])).is_empty(), "activity without a pause has no Up states");
        assert!(down_states(&[0; 50], low_count(&[0; 50])).is_empty(), "silence has no mean to fall below");
    }

    #[test]
    fn participation_is_the_share_of_up_states_with_a_spike() {
        let mut spikes = BinnedSpikes::new(3, 6);
        for (bin, neuron) in [(0, 0), (1, 0), (4, 0), (4, 1), (2, 2)] {
            spikes.add(bin, neuron);
        }
        assert_eq!(participation(&spikes, &[0..2, 3..5]), Some(vec![1.0, 0.5, 0.0]));
        assert_eq!(participation(&spikes, &[]), None);
    }
}
