//! Who will join a memory: a forecast from what a pattern brings each cell and how far its threshold is, and what came of it.
//!
//! The score of cell i for a pattern is the current that the pattern's inputs bring it, on average and at its threshold, over the
//! rheobase, the lasting current that would make it fire by itself:
//!
//! score_i = ḡ_i (E_exc - θ_i) / (g_L (θ_i - E_L)),   ḡ_i = r_i q τ
//!
//! r_i is the summed rate of the pattern's contacts on the cell, q the conductance that one of their spikes opens, τ its decay,
//! θ_i the threshold of the cell now. So input and threshold both count: 1 means that the pattern alone takes the cell to its
//! threshold. Recurrent input, inhibition, noise and a learned change of the leak are left out: this is a forecast, and its hits
//! and misses show how much they matter.

use super::memory::{Recall, engram};
use std::ops::Range;

/// Share of the cells that a forecast names.
pub const FORECAST_SHARE: f64 = 0.15;

/// What the patterns of a scene bring to each cell that they can reach, and what these cells have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatternReach {
    /// Global indices of the cells.
    pub target: Range<u32>,
    /// For each pattern, the mean conductance ḡ that it opens in each of these cells (nS).
    pub conductance_ns: Vec<Vec<f32>>,
    /// Reversal potential E_exc of these conductances (mV).
    pub reversal_mv: f32,
    /// Resting potential E_L (mV).
    pub rest_mv: f32,
    /// Leak conductance g_L (nS).
    pub leak_ns: f32,
}

impl PatternReach {
    /// Score of each cell of the target for a pattern, from the thresholds of the whole network (mV). A cell that needs no current
    /// to fire has no finite score.
    #[must_use]
    pub fn scores(&self, pattern: usize, threshold_mv: &[f32]) -> Vec<f32> {
        let Some(conductance) = self.conductance_ns.get(pattern) else { return Vec::new() };
        let thresholds = threshold_mv.get(self.target.start as usize..).unwrap_or(&[]);
        let score = |(&conductance, &threshold): (&f32, &f32)| {
            let rheobase_pa = self.leak_ns * (threshold - self.rest_mv);
            let current_pa = conductance * (self.reversal_mv - threshold);
            if rheobase_pa > 0.0 { current_pa / rheobase_pa } else { f32::INFINITY }
        };
        conductance.iter().zip(thresholds).map(score).collect()
    }

    /// The cells most likely to join: those with the highest scores, as global indices in order.
    #[must_use]
    pub fn forecast(&self, pattern: usize, threshold_mv: &[f32]) -> Vec<u32> {
        let scores = self.scores(pattern, threshold_mv);
        let count = (scores.len() as f64 * FORECAST_SHARE).round() as usize;
        let mut order: Vec<u32> = (0..scores.len() as u32).collect();
        let by_score = |a: &u32, b: &u32| scores[*b as usize].total_cmp(&scores[*a as usize]).then(a.cmp(b));
        if count < order.len() {
            order.select_nth_unstable_by(count, by_score);
            order.truncate(count);
        }
        order.sort_unstable();
        order.iter().map(|cell| self.target.start + cell).collect()
    }
}

/// What came of a forecast. Cells are global indices, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForecastOutcome {
    /// Forecast, and joined.
    pub hits: Vec<u32>,
    /// Forecast, and did not join.
    pub misses: Vec<u32>,
    /// Joined without having been forecast.
    pub unforeseen: Vec<u32>,
    /// Neither: cells that could have joined.
    pub others: usize,
}

impl ForecastOutcome {
    /// Compare a forecast with who answered in a presentation: 10 Hz or more, as members of an engram do. `counts` are the spikes of
    /// the whole network in it, `target` the cells that could join.
    #[must_use]
    pub fn of(forecast: &[u32], target: &Range<u32>, counts: &[u32], seconds: f64) -> Self {
        let rate = |cell: u32| counts.get(cell as usize).map_or(0.0, |&count| f64::from(count) / seconds.max(1e-9));
        let rates: Vec<f64> = target.clone().map(rate).collect();
        let mut outcome = Self::default();
        for (cell, joined) in target.clone().zip(engram(&rates, &[])) {
            match (forecast.binary_search(&cell).is_ok(), joined) {
                (true, true) => outcome.hits.push(cell),
                (true, false) => outcome.misses.push(cell),
                (false, true) => outcome.unforeseen.push(cell),
                (false, false) => outcome.others += 1,
            }
        }
        outcome
    }

    /// Share of the forecast that joined; none if nobody was forecast.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        Recall {
            hits: self.hits.len(),
            misses: self.unforeseen.len(),
            false_alarms: self.misses.len(),
            correct_rejections: self.others,
        }
        .precision()
    }

    /// The share that a forecast by lot would reach: that of all cells that joined.
    #[must_use]
    pub fn chance(&self) -> f64 {
        let joined = self.hits.len() + self.unforeseen.len();
        let cells = joined + self.misses.len() + self.others;
        joined as f64 / cells.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(conductance_ns: Vec<f32>) -> PatternReach {
        let target = 2..2 + conductance_ns.len() as u32;
        PatternReach { target, conductance_ns: vec![conductance_ns], reversal_mv: 0.0, rest_mv: -65.0, leak_ns: 10.0 }
    }

    #[test]
    fn the_score_is_current_at_threshold_over_rheobase() {
        // 3 nS at -50 mV are 150 pA, just the rheobase of 10 nS over 15 mV; at -53 mV 159 pA of 120.
        let scores = reach(vec![3.0, 3.0, 0.0]).scores(0, &[0.0, 0.0, -50.0, -53.0, -50.0]);
        assert!((scores[0] - 1.0).abs() < 1e-6 && (scores[1] - 159.0 / 120.0).abs() < 1e-6);
        assert_eq!(scores[2], 0.0);
        assert!(reach(vec![1.0]).scores(1, &[-50.0; 3]).is_empty());
        assert_eq!(reach(vec![1.0]).scores(0, &[-50.0, -50.0, -70.0]), [f32::INFINITY]);
    }

    #[test]
    fn input_and_threshold_both_decide_who_is_forecast() {
        // 15 % of 20 cells are three.
        let mut input = vec![1.0; 20];
        (input[4], input[9]) = (2.0, 1.9);
        let mut thresholds = vec![-50.0; 22];
        thresholds[2 + 15] = -57.0;
        assert_eq!(reach(input.clone()).forecast(0, &thresholds), [6, 11, 17]);
        // The best input is of no use to a cell whose threshold is out of reach.
        thresholds[2 + 9] = -35.0;
        let forecast = reach(input).forecast(0, &thresholds);
        assert_eq!(forecast, [2, 6, 17]);
        assert!(reach(Vec::new()).forecast(0, &[]).is_empty());
    }

    #[test]
    fn hits_misses_and_unforeseen_of_a_made_up_answer() {
        // Half a second: five spikes are 10 Hz.
        let counts = [9, 9, 5, 4, 0, 7, 5, 0];
        let outcome = ForecastOutcome::of(&[2, 3, 4], &(2..8), &counts, 0.5);
        assert_eq!((outcome.hits.as_slice(), outcome.misses.as_slice()), (&[2][..], &[3, 4][..]));
        assert_eq!((outcome.unforeseen.as_slice(), outcome.others), (&[5, 6][..], 1));
        assert!((outcome.precision().unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert!((outcome.chance() - 0.5).abs() < 1e-12);
        assert_eq!(ForecastOutcome::of(&[], &(0..0), &[], 0.0).precision(), None);
    }
}
