//! A sweep: the run with other values of one or two parameters.

use super::running::Running;
use crate::simulation::RunAccount;
use crate::study::{Case, Estimate, Study, estimate, table};
use std::sync::Arc;

/// A sweep and what came of it so far.
pub struct Sweep {
    /// The runs.
    pub running: Running,
    /// What is known at each combination of values.
    pub estimates: Vec<Estimate>,
}

impl Sweep {
    /// Begin with all runs.
    #[must_use]
    pub fn start(study: Study) -> Self {
        let points = study.points().len();
        let running = Running::start(Arc::new(study));
        let estimates = (0..points).map(|point| estimate(&running.study, &running.readings, point, 0)).collect();
        Self { running, estimates }
    }

    /// Take what was finished.
    pub(super) fn update(&mut self) {
        if self.running.update() {
            self.judge();
        }
    }

    /// Estimate anew what there is more of; an interval is made of ten thousand resamples.
    fn judge(&mut self) {
        let Running { study, readings, .. } = &self.running;
        let seeds = study.seeds.len();
        for (point, known) in self.estimates.iter_mut().enumerate() {
            let there = readings.range(point * seeds..(point + 1) * seeds).count();
            if known.values.len() + known.missing < there {
                *known = estimate(study, readings, point, 0);
            }
        }
    }

    /// A run of it, to be done again: that of a seed at a combination of values, both by their number.
    #[must_use]
    pub fn account(&self, point: usize, seed: usize) -> Option<RunAccount> {
        let study = &self.running.study;
        let case = Case { values: study.points().get(point)?.clone(), seed: *study.seeds.get(seed)? };
        study.account(&case).ok()
    }

    /// Its results as a table.
    #[must_use]
    pub fn table(&self) -> String {
        table(&self.running.study, &self.running.readings)
    }
}
