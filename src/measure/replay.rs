//! What sleep repeats: Up and Down states, who takes part in them, and the replay of a memory against shuffled ones (SCENES 1.4).
//!
//! [`Replay::of`] looks back at a whole sleep, for experiments; [`ReplayDetector`] looks while a run goes on, for a view.

mod criterion;
mod detector;
mod engram_watch;
mod event;
mod moment;
mod sleep_memory;
mod states;

pub use criterion::REPLAY_BIN_MS;
pub use detector::ReplayDetector;
pub use event::{MemoryReplays, ReplayCell, ReplayEvent, ReplayReading};
pub use moment::Moment;
pub use states::{BinnedSpikes, FEWEST_STATE_SPIKES, STATE_BIN_MS, down_states, low_count, participation, up_states};

use super::memory::{correlation, explained_variance, partial_variance, shuffle_within_deciles};
use crate::random::{Purpose, RandomStream};
use criterion::{EVENT_DEVIATIONS, begins, rarely, shuffled, standing_out};

/// Width of a bin for correlations between pairs of neurons (ms), as in Kudrimoti et al. (1999).
pub const PAIR_BIN_MS: f64 = 100.0;
/// Shuffles of cell identity that make a null distribution.
pub const SHUFFLES: usize = 500;

/// How far a memory stands out, bin by bin.
fn residual(spikes: &BinnedSpikes, population: &[u32], members: &[usize]) -> Vec<f64> {
    spikes.bins().zip(population).map(|(bin, &all)| standing_out(bin, all, members)).collect()
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
