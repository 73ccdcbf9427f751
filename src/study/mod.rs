//! One run many times: with values of one or two parameters, with other seeds, with and without a change; and what is read of each.

mod cost;
mod estimate;
mod reading;
mod readout;
mod table;
mod varied;

pub use cost::{Cost, Pace};
pub use estimate::{Estimate, estimate};
pub use reading::{Reading, reading};
pub use readout::Readout;
pub use table::{curve_table, table};
pub use varied::{Axis, Case, Varied, spaced};

use crate::caught::catch;
use crate::experiment::{Pool, Share};
use crate::scene::Fault;
use crate::simulation::RunAccount;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Runs to do: every combination of values with every seed.
#[derive(Clone, Debug)]
pub struct Study {
    /// The run that is varied, up to where it is read.
    pub base: RunAccount,
    /// What is varied in it; nothing to vary the seed alone.
    pub axes: Vec<Axis>,
    /// Seeds.
    pub seeds: Vec<u64>,
    /// What is read.
    pub read: Vec<Readout>,
}

/// What came of the runs, by their number in [`Study::cases`].
pub type Readings = BTreeMap<usize, Reading>;

/// Runs of a study in the background.
pub type Runs = Pool<(usize, Result<Reading, Fault>)>;

impl Study {
    /// A study of which every value by itself is accepted.
    ///
    /// # Errors
    /// A parameter that does not exist, or values that it cannot have.
    pub fn new(base: RunAccount, axes: Vec<Axis>, seeds: Vec<u64>, read: Vec<Readout>) -> Result<Self, Vec<Fault>> {
        let study = Self { base, axes, seeds, read };
        let first: Vec<f64> = study.axes.iter().filter_map(|axis| axis.values.first().copied()).collect();
        let mut faults = Vec::new();
        for (index, axis) in study.axes.iter().enumerate() {
            for &value in &axis.values {
                let mut values = first.clone();
                values[index] = value;
                if let Err(found) = study.account(&Case { values, seed: study.base.seed }) {
                    faults.extend(found);
                    break;
                }
            }
        }
        if faults.is_empty() { Ok(study) } else { Err(faults) }
    }

    /// Combinations of values, the last axis fastest.
    #[must_use]
    pub fn points(&self) -> Vec<Vec<f64>> {
        let mut points = vec![Vec::new()];
        for axis in &self.axes {
            let with = |point: &Vec<f64>, value: f64| point.iter().copied().chain([value]).collect::<Vec<_>>();
            points = points.iter().flat_map(|point| axis.values.iter().map(|&value| with(point, value))).collect();
        }
        points
    }

    /// How many runs there are.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product::<usize>() * self.seeds.len()
    }

    /// All runs: each combination of values with all seeds, one after the other.
    #[must_use]
    pub fn cases(&self) -> Vec<Case> {
        let of = |values: Vec<f64>| self.seeds.iter().map(move |&seed| Case { values: values.clone(), seed });
        self.points().into_iter().flat_map(of).collect()
    }

    /// A run as an account, from which it can be done anywhere.
    ///
    /// # Errors
    /// The scene or the run cannot have these values.
    pub fn account(&self, case: &Case) -> Result<RunAccount, Vec<Fault>> {
        varied::account(&self.base, &self.axes, case)
    }

    /// Begin with all runs, on this many threads.
    #[must_use]
    pub fn start(self: &Arc<Self>, jobs: usize, share: Share) -> Runs {
        let study = Arc::clone(self);
        let mut cases: Vec<(usize, Case)> = self.cases().into_iter().enumerate().collect();
        // Each seed with all values before the next: what is known of all of them grows evenly.
        let seeds = self.seeds.len().max(1);
        cases.sort_by_key(|(number, _)| (number % seeds, *number));
        Pool::start("study", cases, jobs, share, move |(number, case), stop, send| {
            let done = catch(|| {
                let account = study.account(case).map_err(|mut faults| faults.swap_remove(0))?;
                reading(&account, &study.read, stop)
            });
            let done = done.unwrap_or_else(|caught| {
                let what = format!("the run with {} broke down: {caught}", study.told(case));
                Err(Fault::of_file(study.base.scene.source(), what, "This is a fault of Rheobase; please report it."))
            });
            match done.transpose() {
                Some(result) => {
                    send((*number, result));
                    true
                }
                None => false,
            }
        })
    }

    /// A run in words, such as `projections[0].conductance=3, seed 2`.
    #[must_use]
    pub fn told(&self, case: &Case) -> String {
        let values = self.axes.iter().zip(&case.values).map(|(axis, value)| format!("{}={value}", axis.what.path()));
        values.chain([format!("seed {}", case.seed)]).collect::<Vec<_>>().join(", ")
    }
}
