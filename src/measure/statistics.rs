//! Statistics of a run, fed with its spikes as they come, so that memory stays bounded however long it is.
//!
//! The definitions are those with which the regimes of MODEL 2.3 were measured.

use super::replay::{FEWEST_STATE_SPIKES, STATE_BIN_MS, down_states, low_count};
use std::ops::Range;

/// Width of a bin of the population count (ms).
const BIN_MS: f64 = STATE_BIN_MS;
/// A cell needs more intervals than this for its CV to count.
const FEWEST_INTERVALS: u32 = 3;

/// A population needs so many cells for the CV of its count to say something of the population, and not of single trains.
pub const FEWEST_CELLS: usize = 10;

/// What the statistics need to know of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasuredPopulation {
    /// Global indices of its neurons.
    pub range: Range<u32>,
    /// Whether its cells are excitatory: they are the ones that Down states are read from.
    pub excitatory: bool,
}

/// Statistics of one population.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PopulationStatistics {
    /// Spikes per second and neuron.
    pub rate_hz: f64,
    /// Coefficient of variation of inter-spike intervals: mean over cells with more than three; none if there is no such cell.
    pub cv_isi: Option<f64>,
    /// Coefficient of variation of the population's count in 20 ms bins; none if it never fired, or has too few cells.
    pub population_cv: Option<f64>,
}

/// Down states of the excitatory cells.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DownStates {
    /// Number a second.
    pub per_s: f64,
    /// Share of the time.
    pub fraction: f64,
}

/// Statistics of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunStatistics {
    /// One a population, in index order.
    pub populations: Vec<PopulationStatistics>,
    /// Down states; none if the excitatory cells have too few spikes to tell.
    pub down_states: Option<DownStates>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    last_ms: Option<f64>,
    intervals: u32,
    sum: f64,
    sum_of_squares: f64,
}

/// Collects spikes and gives [`RunStatistics`].
pub struct StatisticsCollector {
    populations: Vec<MeasuredPopulation>,
    dt_ms: f64,
    skipped_ms: f64,
    cells: Vec<Cell>,
    counts: Vec<Vec<u32>>,
}

impl StatisticsCollector {
    /// A collector for populations in index order, with the step (ms) and the time at the start that is left out (s).
    #[must_use]
    pub fn new(populations: Vec<MeasuredPopulation>, dt_ms: f64, skipped_s: f64) -> Self {
        let neurons = populations.last().map_or(0, |population| population.range.end as usize);
        let counts = vec![Vec::new(); populations.len()];
        Self { populations, dt_ms, skipped_ms: skipped_s * 1000.0, cells: vec![Cell::default(); neurons], counts }
    }

    /// Add spikes as (step, neuron), in order of time.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "bins of a run fit"
    )]
    pub fn add(&mut self, spikes: &[(u64, u32)]) {
        for &(step, neuron) in spikes {
            let time = step as f64 * self.dt_ms;
            let Some(cell) = self.cells.get_mut(neuron as usize) else { continue };
            if time < self.skipped_ms {
                cell.last_ms = Some(time);
                continue;
            }
            if let Some(last) = cell.last_ms.replace(time) {
                let interval = time - last;
                cell.intervals += 1;
                cell.sum += interval;
                cell.sum_of_squares += interval * interval;
            }
            let Some(population) = self.populations.iter().position(|population| population.range.contains(&neuron))
            else {
                continue;
            };
            // The small addition keeps a time that rounding put just below an edge in the bin that it begins.
            let bin = ((time - self.skipped_ms) / BIN_MS + 1e-9) as usize;
            let counts = &mut self.counts[population];
            if counts.len() <= bin {
                counts.resize(bin + 1, 0);
            }
            counts[bin] += 1;
        }
    }

    /// The statistics after `steps` steps.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "bins of a run fit"
    )]
    pub fn finish(&self, steps: u64) -> RunStatistics {
        let measured_ms = (steps as f64 * self.dt_ms - self.skipped_ms).max(0.0);
        let bins = (measured_ms / BIN_MS + 1e-9) as usize;
        let populations = self
            .populations
            .iter()
            .zip(&self.counts)
            .map(|(population, counts)| {
                let spikes: u64 = counts.iter().map(|count| u64::from(*count)).sum();
                let neuron_seconds = population.range.len() as f64 * measured_ms / 1000.0;
                PopulationStatistics {
                    rate_hz: if neuron_seconds > 0.0 { spikes as f64 / neuron_seconds } else { 0.0 },
                    cv_isi: self.interval_cv(&population.range),
                    population_cv: count_cv(counts, bins).filter(|_| population.range.len() >= FEWEST_CELLS),
                }
            })
            .collect();
        RunStatistics { populations, down_states: self.down_states(bins) }
    }

    fn interval_cv(&self, range: &Range<u32>) -> Option<f64> {
        let cells = self.cells.get(range.start as usize..range.end as usize)?;
        let (sum, cells) =
            cells.iter().filter(|cell| cell.intervals > FEWEST_INTERVALS).fold((0.0, 0_u32), |(sum, n), cell| {
                let count = f64::from(cell.intervals);
                let mean = cell.sum / count;
                (sum + (cell.sum_of_squares / count - mean * mean).max(0.0).sqrt() / mean, n + 1)
            });
        (cells > 0).then(|| sum / f64::from(cells))
    }

    #[expect(clippy::cast_precision_loss, reason = "bins of a run fit")]
    fn down_states(&self, bins: usize) -> Option<DownStates> {
        let mut counts = vec![0_u32; bins];
        for (_, own) in self.populations.iter().zip(&self.counts).filter(|(population, _)| population.excitatory) {
            for (sum, count) in counts.iter_mut().zip(own) {
                *sum += count;
            }
        }
        let spikes: f64 = counts.iter().map(|&count| f64::from(count)).sum();
        if bins == 0 || spikes / (bins as f64) < FEWEST_STATE_SPIKES {
            return None;
        }
        let mut states = down_states(&counts, low_count(&counts));
        // The one that the end cuts off is not counted.
        states.retain(|state| state.end < bins);
        let low_bins: usize = states.iter().map(ExactSizeIterator::len).sum();
        Some(DownStates {
            per_s: states.len() as f64 / (bins as f64 * BIN_MS / 1000.0),
            fraction: low_bins as f64 / bins as f64,
        })
    }
}

/// Standard deviation over mean of the counts in `bins` bins; what is not stored is zero.
#[expect(clippy::cast_precision_loss, reason = "bins of a run fit")]
fn count_cv(counts: &[u32], bins: usize) -> Option<f64> {
    let counts = counts.get(..bins).unwrap_or(counts);
    let sum: f64 = counts.iter().map(|count| f64::from(*count)).sum();
    let sum_of_squares: f64 = counts.iter().map(|count| f64::from(*count).powi(2)).sum();
    let mean = sum / bins as f64;
    (sum > 0.0).then(|| (sum_of_squares / bins as f64 - mean * mean).max(0.0).sqrt() / mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELLS: u32 = FEWEST_CELLS as u32;

    fn collector(skipped_s: f64) -> StatisticsCollector {
        let populations = vec![
            MeasuredPopulation { range: 0..CELLS, excitatory: true },
            MeasuredPopulation { range: CELLS..CELLS + 1, excitatory: false },
        ];
        StatisticsCollector::new(populations, 0.5, skipped_s)
    }

    /// One spike every 20 ms from all excitatory cells, for `steps` steps.
    fn regular(steps: u64) -> Vec<(u64, u32)> {
        (0..steps).step_by(40).flat_map(|step| (0..CELLS).map(move |cell| (step, cell))).collect()
    }

    #[test]
    fn a_regular_train_has_its_rate_and_no_variation() {
        let mut collector = collector(1.0);
        collector.add(&regular(6000));
        let statistics = collector.finish(6000);
        assert!((statistics.populations[0].rate_hz - 50.0).abs() < 1e-9);
        assert!(statistics.populations[0].cv_isi.is_some_and(|cv| cv < 1e-6));
        assert!(statistics.populations[0].population_cv.is_some_and(|cv| cv < 1e-6));
        assert_eq!(statistics.down_states, Some(DownStates::default()));
        assert_eq!(statistics.populations[1], PopulationStatistics::default());
    }

    #[test]
    fn two_alternating_intervals_have_a_known_variation() {
        // Intervals of 10 and 30 ms: mean 20, standard deviation 10.
        let mut collector = collector(0.0);
        let spikes: Vec<(u64, u32)> = (0..51).map(|k| (k / 2 * 80 + k % 2 * 20, CELLS)).collect();
        collector.add(&spikes);
        let cv = collector.finish(4000).populations[1].cv_isi;
        assert!(cv.is_some_and(|cv| (cv - 0.5).abs() < 1e-9), "{cv:?}");
    }

    #[test]
    fn three_intervals_are_too_few() {
        let mut collector = collector(0.0);
        collector.add(&[(0, 0), (10, 0), (30, 0), (60, 0)]);
        assert_eq!(collector.finish(2000).populations[0].cv_isi, None);
    }

    #[test]
    fn down_states_are_counted() {
        // 100 ms of activity, 100 ms of silence, ten times a second of 2 s: 5 Down states a second, half of the time. The last
        // silence does not end, so that it is not counted.
        let mut collector = collector(0.0);
        let spikes: Vec<(u64, u32)> = regular(4000).into_iter().filter(|(step, _)| step % 400 < 200).collect();
        collector.add(&spikes);
        let statistics = collector.finish(4000);
        let down = statistics.down_states.expect("there are spikes enough");
        assert!((down.per_s - 4.5).abs() < 1e-9);
        assert!((down.fraction - 0.45).abs() < 1e-9);
        assert!(statistics.populations[0].population_cv.is_some_and(|cv| (cv - 1.0).abs() < 1e-9));
    }

    #[test]
    fn the_way_in_which_spikes_come_does_not_matter() {
        let spikes = regular(3000);
        let (mut whole, mut parts) = (collector(1.0), collector(1.0));
        whole.add(&spikes);
        for part in spikes.chunks(7) {
            parts.add(part);
        }
        assert_eq!(whole.finish(3000), parts.finish(3000));
    }

    #[test]
    fn an_empty_run_is_no_fault() {
        assert_eq!(collector(1.0).finish(0).down_states, None);
    }

    #[test]
    fn of_few_cells_or_few_spikes_neither_down_states_nor_a_variation_of_the_population_is_told() {
        let mut few = StatisticsCollector::new(vec![MeasuredPopulation { range: 0..9, excitatory: true }], 0.5, 0.0);
        few.add(&(0..4000).step_by(40).flat_map(|step| (0..9).map(move |cell| (step, cell))).collect::<Vec<_>>());
        assert_eq!(few.finish(4000).populations[0].population_cv, None);
        assert!(few.finish(4000).down_states.is_some(), "nine spikes a bin are enough");
        let mut rare = collector(0.0);
        // A spike of one cell in every bin, then none for 100 ms: a pause, and no Down state.
        rare.add(&(0..4000).step_by(40).filter(|step| step % 400 < 200).map(|step| (step, 0)).collect::<Vec<_>>());
        assert_eq!(rare.finish(4000).down_states, None);
        assert!(rare.finish(4000).populations[0].population_cv.is_some());
    }
}
