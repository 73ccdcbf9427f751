//! What the seeds say together at each combination of values.

use super::{Readings, Study};
use crate::measure::inference::mean_with_interval;

/// One read-out at one combination of values, over the seeds that are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Value of each seed, in their order.
    pub values: Vec<f64>,
    /// Runs that have none: a guard stopped them, or there was nothing to read.
    pub missing: usize,
    /// Mean; not a number without any.
    pub mean: f64,
    /// 95 % interval of the mean (bootstrap over seeds); none of a single seed.
    pub interval: Option<(f64, f64)>,
}

/// What is known of a read-out at a combination of values, both by their number.
#[must_use]
pub fn estimate(study: &Study, readings: &Readings, point: usize, readout: usize) -> Estimate {
    let seeds = study.seeds.len();
    let runs = readings.range(point * seeds..(point + 1) * seeds);
    let values: Vec<Option<f64>> = runs.map(|(_, reading)| reading.values.get(readout).copied().flatten()).collect();
    let missing = values.iter().filter(|value| value.is_none()).count();
    let values: Vec<f64> = values.into_iter().flatten().collect();
    let interval = mean_with_interval(&values).map(|(_, interval)| interval);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    Estimate { values, missing, mean, interval }
}
