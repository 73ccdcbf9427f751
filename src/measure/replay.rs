//! What sleep repeats: Up and Down states, who takes part in them, and the replay of a memory against shuffled ones (SCENES 1.4).
//!
//! [`Replay::of`] looks back at a whole sleep, for experiments; [`ReplayDetector`] looks while a run goes on, for a view.

mod detector;
mod engram_watch;

pub use detector::{MemoryReplays, Moment, ReplayCell, ReplayDetector, ReplayEvent, ReplayReading};

use super::memory::{correlation, explained_variance, partial_variance, shuffle_within_deciles};
use crate::random::{Draws, Purpose, RandomStream};
use std::ops::Range;

/// Width of a bin of the population count from which Down states are read (ms).
pub const STATE_BIN_MS: f64 = 20.0;
/// A bin is low below this share of the mean count.
const LOW_SHARE: f64 = 0.15;
/// Fewest low bins in a row that make a Down state.
const FEWEST_LOW_BINS: usize = 4;
/// Width of a bin in which a memory is looked for (ms).
pub const REPLAY_BIN_MS: f64 = 25.0;
/// Width of a bin for correlations between pairs of neurons (ms), as in Kudrimoti et al. (1999).
pub const PAIR_BIN_MS: f64 = 100.0;
/// Shuffles of cell identity that make a null distribution.
pub const SHUFFLES: usize = 500;
/// Bins of an Up state's beginning in which participation is read: 100 ms, when replay is strongest (Gonzalez et al. 2020).
const ONSET_BINS: usize = 5;
/// Bins without replay that end one: 100 ms.
const GAP_BINS: usize = 4;
/// How many standard deviations of the sleep before learning a memory has to stand out to be replayed.
const EVENT_DEVIATIONS: f64 = 3.0;

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
    neurons: usize,
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

/// How far a memory stands out in a bin with `all` spikes: mean spikes of a member minus mean spikes of a neuron.
fn standing_out(bin: &[u16], all: u32, members: &[usize]) -> f64 {
    let own: u32 = members.iter().map(|&member| u32::from(bin[member])).sum();
    f64::from(own) / members.len() as f64 - f64::from(all) / bin.len() as f64
}

/// How far a memory stands out, bin by bin.
fn residual(spikes: &BinnedSpikes, population: &[u32], members: &[usize]) -> Vec<f64> {
    spikes.bins().zip(population).map(|(bin, &all)| standing_out(bin, all, members)).collect()
}

/// A memory of other neurons, each as busy as the one whose place it takes: `busy` has one count a neuron.
fn shuffled(members: &[usize], busy: &[u32], draws: &mut Draws<'_>) -> Vec<usize> {
    let place = shuffle_within_deciles(busy, draws);
    members.iter().map(|&member| place[member]).collect()
}

/// How far 99 of 100 shuffled memories do not stand out in a bin. Changes the order of what it is given.
fn rarely(there: &mut [f64]) -> f64 {
    let rank = there.len() * 99 / 100;
    *there.select_nth_unstable_by(rank, f64::total_cmp).1
}

/// What sleep does to a memory, against shuffles of cell identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Replay {
    /// Bins in which a replay begins.
    pub events: Vec<usize>,
    /// Share of the time in which it is replayed.
    pub share: f64,
    /// The same of shuffled memories, mean.
    pub chance_share: f64,
    /// Standard deviation of how far the memory stands out, over the mean of that of shuffled memories.
    pub spread: f64,
    /// Replays a minute.
    pub per_minute: f64,
    /// The same of shuffled memories, mean.
    pub chance_per_minute: f64,
    /// How many standard deviations of the shuffles the number of replays is above their mean; none if they do not vary.
    pub z: Option<f64>,
}

impl Replay {
    /// Look for a memory in sleep. It is replayed where it stands out by more than three standard deviations of the sleep `before`
    /// learning and by more than 99 of 100 shuffled memories do in the same bin. Shuffles exchange members within deciles of the
    /// neurons' spikes before learning: so a group that was busy all along (from in-degree or inborn threshold) is no replay.
    /// None if nobody is a member, everybody is, or one of the sleeps is empty.
    #[must_use]
    pub fn of(before: &BinnedSpikes, sleep: &BinnedSpikes, members: &[bool]) -> Option<Self> {
        let own: Vec<usize> = (0..members.len()).filter(|&neuron| members[neuron]).collect();
        let neurons = sleep.neurons;
        if own.is_empty() || own.len() == neurons || members.len() != neurons || before.neurons != neurons {
            return None;
        }
        let bins = sleep.bins().len();
        if before.bins().len() == 0 || bins == 0 {
            return None;
        }
        let (population_before, population) = (before.population(), sleep.population());
        let look = |members: &[usize]| {
            let (mean, deviation) = moments(&residual(before, &population_before, members));
            (residual(sleep, &population, members), mean + EVENT_DEVIATIONS * deviation)
        };
        let busy = before.totals();
        let mut stream = RandomStream::new(0, Purpose::Resampling, 0);
        let shuffles: Vec<(Vec<f64>, f64)> =
            (0..SHUFFLES).map(|shuffle| look(&shuffled(&own, &busy, &mut stream.sequence(shuffle as u64)))).collect();
        let rare: Vec<f64> = (0..bins)
            .map(|bin| rarely(&mut shuffles.iter().map(|(residual, _)| residual[bin]).collect::<Vec<f64>>()))
            .collect();
        let (own_residual, level) = look(&own);
        let own_bins = replayed(&own_residual, level, &rare);
        let events = beginnings(&own_bins);
        let by_chance: Vec<Vec<usize>> =
            shuffles.iter().map(|(residual, level)| replayed(residual, *level, &rare)).collect();
        let counts: Vec<f64> = by_chance.iter().map(|bins| beginnings(bins).len() as f64).collect();
        let shares: Vec<f64> = by_chance.iter().map(|own| own.len() as f64 / bins as f64).collect();
        let spreads: Vec<f64> = shuffles.iter().map(|(residual, _)| moments(residual).1).collect();
        let (chance, varies) = moments(&counts);
        let minutes = bins as f64 * REPLAY_BIN_MS / 60_000.0;
        Some(Self {
            share: own_bins.len() as f64 / bins as f64,
            chance_share: moments(&shares).0,
            spread: moments(&own_residual).1 / moments(&spreads).0,
            per_minute: events.len() as f64 / minutes,
            chance_per_minute: chance / minutes,
            z: (varies > 0.0).then(|| (events.len() as f64 - chance) / varies),
            events,
        })
    }
}

/// Bins in which values are above a level and above what is rare there.
fn replayed(values: &[f64], level: f64, rare: &[f64]) -> Vec<usize> {
    (0..values.len()).filter(|&bin| values[bin] > level.max(rare[bin])).collect()
}

/// Whether a bin begins a replay, after the last one before it that was part of a replay.
fn begins(previous: Option<usize>, bin: usize) -> bool {
    previous.is_none_or(|previous| bin - previous > GAP_BINS)
}

/// Of bins in order, those before which there was a pause of 100 ms.
fn beginnings(bins: &[usize]) -> Vec<usize> {
    let mut previous = None;
    let mut beginnings = Vec::new();
    for &bin in bins {
        if begins(previous, bin) {
            beginnings.push(bin);
        }
        previous = Some(bin);
    }
    beginnings
}

/// Values less their mean, over their standard deviation.
fn standardized(values: &[f64]) -> Vec<f64> {
    let (mean, deviation) = moments(values);
    values.iter().map(|value| (value - mean) / deviation).collect()
}

/// Mean and standard deviation.
fn moments(values: &[f64]) -> (f64, f64) {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let squares = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, (squares / values.len() as f64).sqrt())
}

/// How much of the pairwise correlations in the sleep after an experience is explained by those during it, beyond those before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reactivation {
    /// Explained variance.
    pub explained: f64,
    /// With before and after exchanged.
    pub reverse: f64,
    /// 95th percentile of the explained variance when cell identity during the experience is shuffled.
    pub chance: f64,
}

impl Reactivation {
    /// Of three stretches of time with the same neurons, binned by 100 ms. Neurons silent in one of them are left out. None with
    /// fewer than three others, or if their correlations do not vary.
    #[must_use]
    pub fn of(before: &BinnedSpikes, during: &BinnedSpikes, after: &BinnedSpikes) -> Option<Self> {
        let totals = [before.totals(), during.totals(), after.totals()];
        let fires = |neuron: &usize| totals.iter().all(|totals| totals.get(*neuron).is_some_and(|&total| total > 0));
        let active: Vec<usize> = (0..during.neurons).filter(fires).collect();
        let [before, during, after] = [before, during, after].map(|spikes| PairCorrelations::of(spikes, &active));
        let identity: Vec<usize> = (0..active.len()).collect();
        let (before, after) = (before.pairs(&identity), after.pairs(&identity));
        let own = during.pairs(&identity);
        let (explained, reverse) = explained_variance(&before, &own, &after)?;
        let after_before = correlation(&after, &before)?;
        // A shuffle moves pairs about, so that mean and spread of the experience stay as they are: products are enough.
        let (before, after) = (standardized(&before), standardized(&after));
        let scale = 1.0 / (moments(&own).1 * own.len() as f64);
        let mut stream = RandomStream::new(0, Purpose::Resampling, 1);
        // Everyone is alike: the whole identity is shuffled.
        let alike = vec![0; active.len()];
        let mut shuffled: Vec<f64> = (0..SHUFFLES)
            .filter_map(|shuffle| {
                let place = shuffle_within_deciles(&alike, &mut stream.sequence(shuffle as u64));
                let (mut with_before, mut with_after) = (0.0, 0.0);
                for ((pair, before), after) in during.pairs(&place).iter().zip(&before).zip(&after) {
                    with_before += pair * before;
                    with_after += pair * after;
                }
                partial_variance(with_after * scale, with_before * scale, after_before)
            })
            .collect();
        shuffled.sort_by(f64::total_cmp);
        let chance = *shuffled.get(shuffled.len() * 95 / 100)?;
        Some(Self { explained, reverse, chance })
    }
}

/// Correlations of all pairs of some neurons.
struct PairCorrelations {
    neurons: usize,
    /// Row by row, both halves.
    matrix: Vec<f32>,
}

impl PairCorrelations {
    fn of(spikes: &BinnedSpikes, active: &[usize]) -> Self {
        let bins = spikes.bins().len();
        let traces: Vec<Vec<f32>> = active
            .iter()
            .map(|&neuron| {
                let counts: Vec<f64> = spikes.bins().map(|bin| f64::from(bin[neuron])).collect();
                let (mean, deviation) = moments(&counts);
                let scale = if deviation > 0.0 { 1.0 / (deviation * (bins as f64).sqrt()) } else { 0.0 };
                counts.iter().map(|count| ((count - mean) * scale) as f32).collect()
            })
            .collect();
        let neurons = active.len();
        let mut matrix = vec![0.0; neurons * neurons];
        for (first, a) in traces.iter().enumerate() {
            for (second, b) in traces.iter().enumerate().take(first) {
                let product: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
                matrix[first * neurons + second] = product;
                matrix[second * neurons + first] = product;
            }
        }
        Self { neurons, matrix }
    }

    /// One correlation a pair, after neuron i has been replaced by `place[i]`.
    fn pairs(&self, place: &[usize]) -> Vec<f64> {
        let mut pairs = Vec::with_capacity(self.neurons * self.neurons.saturating_sub(1) / 2);
        for first in 0..self.neurons {
            let row = &self.matrix[place[first] * self.neurons..][..self.neurons];
            pairs.extend(place[..first].iter().map(|&second| f64::from(row[second])));
        }
        pairs
    }
}

/// Correlation of two quantities when the linear effect of a third is taken away; none if one of them does not vary otherwise.
#[must_use]
pub fn partial_correlation(first: &[f64], second: &[f64], given: &[f64]) -> Option<f64> {
    let direct = correlation(first, second)?;
    // What does not vary explains nothing.
    let (Some(a), Some(b)) = (correlation(first, given), correlation(second, given)) else { return Some(direct) };
    let rest = (1.0 - a * a) * (1.0 - b * b);
    (rest > 0.0).then(|| (direct - a * b) / rest.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Draws;

    /// Bins in which every one of 200 neurons fires by chance; at the bins of `events` neurons 0 to 39 do for certain.
    fn night(draws: &mut Draws<'_>, bins: usize, events: &[usize]) -> BinnedSpikes {
        let mut spikes = BinnedSpikes::new(200, bins);
        for bin in 0..bins {
            for neuron in 0..200 {
                if draws.below(20) == 0 || (neuron < 40 && events.contains(&bin)) {
                    spikes.add(bin, neuron);
                }
            }
        }
        spikes
    }

    fn first_forty() -> Vec<bool> {
        (0..200).map(|neuron| neuron < 40).collect()
    }

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

    #[test]
    fn a_planted_replay_is_found_and_counted_and_noise_is_not() {
        let mut stream = RandomStream::new(5, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let before = night(&mut draws, 600, &[]);
        let events: Vec<usize> = (0..12).map(|event| 30 + 47 * event).collect();
        let planted = Replay::of(&before, &night(&mut draws, 600, &events), &first_forty()).expect("there are both");
        // 12 in 15 s are 48 a minute.
        assert!((planted.per_minute - 48.0).abs() < 9.0, "{planted:?}");
        assert!(planted.z.is_some_and(|z| z > 3.0) && planted.spread > 2.0, "{planted:?}");
        let noise = Replay::of(&before, &night(&mut draws, 600, &[]), &first_forty()).expect("there are both");
        assert!(noise.z.is_some_and(|z| z < 3.0) && (noise.spread - 1.0).abs() < 0.2, "{noise:?}");
        assert_eq!(Replay::of(&before, &before, &[false; 200]), None);
    }

    #[test]
    fn a_group_that_was_busy_all_along_is_no_replay() {
        // The same forty are driven together before and after.
        let mut stream = RandomStream::new(6, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let every: Vec<usize> = (0..600).step_by(9).collect();
        let (before, after) = (night(&mut draws, 600, &every), night(&mut draws, 600, &every));
        let replay = Replay::of(&before, &after, &first_forty()).expect("there are both");
        assert!(replay.per_minute < 15.0, "{replay:?}");
    }

    #[test]
    fn reactivation_is_what_the_experience_adds() {
        let mut stream = RandomStream::new(7, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let every: Vec<usize> = (0..300).step_by(6).collect();
        let (before, during) = (night(&mut draws, 300, &[]), night(&mut draws, 300, &every));
        let after = night(&mut draws, 300, &every);
        let found = Reactivation::of(&before, &during, &after).expect("they vary");
        assert!(found.explained > 0.3 && found.reverse < 0.05 && found.chance < 0.1, "{found:?}");
        let nothing = Reactivation::of(&before, &during, &night(&mut draws, 300, &[])).expect("they vary");
        assert!(nothing.explained < 0.02, "{nothing:?}");
        // Seen before already: the sleep after it owes the experience nothing.
        let known = Reactivation::of(&after, &during, &night(&mut draws, 300, &every)).expect("they vary");
        assert!(known.explained < found.explained * 0.8 && known.reverse > 0.05, "{known:?}");
    }

    #[test]
    fn a_partial_correlation_forgets_what_a_third_explains() {
        // Both follow the third exactly but for independent parts.
        let third: Vec<f64> = (0..400).map(|k| f64::from(k % 20)).collect();
        let own = |k: u32, period: u32| f64::from((k / 20) % period) - f64::from(period - 1) / 2.0;
        let first: Vec<f64> = (0..400).map(|k| third[k as usize] + own(k, 2)).collect();
        let second: Vec<f64> = (0..400).map(|k| third[k as usize] + own(k / 2, 2)).collect();
        assert!(correlation(&first, &second).is_some_and(|r| r > 0.9));
        assert!(partial_correlation(&first, &second, &third).is_some_and(|r| r.abs() < 0.05));
        assert!(partial_correlation(&first, &first, &[1.0; 400]).is_some_and(|r| (r - 1.0).abs() < 1e-9));
    }
}
