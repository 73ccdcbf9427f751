//! Many runs on several threads. Which thread does which run does not matter: a run is a function of scene and seed.

use super::course::observe;
use super::measurement::measure;
use super::plan::{Plan, Run};
use super::pool::{Pool, Share};
use super::results::{Results, RunRecord};
use crate::caught::catch;
use crate::scene::Fault;
use std::sync::Arc;
use std::time::Duration;

/// Runs in the background. Dropping it ends them.
pub struct Batch(Pool<(Run, Result<RunRecord, Fault>)>);

impl Batch {
    /// Begin with all runs of a plan that have no result yet, on this many threads.
    #[must_use]
    pub fn start(plan: &Arc<Plan>, results: &Results, jobs: usize, share: Share) -> Self {
        Self::start_all(&[(Arc::clone(plan), results)], jobs, share)
    }

    /// The same for several plans, one after the other; a record says of which variation it is.
    #[must_use]
    pub fn start_all(plans: &[(Arc<Plan>, &Results)], jobs: usize, share: Share) -> Self {
        let families = plans.iter().flat_map(|(plan, results)| {
            let missing: Vec<Run> = plan.runs().into_iter().filter(|run| !results.runs.contains_key(run)).collect();
            plan.families(&missing).into_iter().map(|family| (Arc::clone(plan), family))
        });
        let families: Vec<(Arc<Plan>, Vec<Run>)> = families.collect();
        Self(Pool::start("experiment", families, jobs, share, |(plan, runs), stop, send| {
            record(plan, runs, stop, &mut |run, record| send((run, Ok(record)))).unwrap_or_else(|fault| {
                send((runs[0], Err(fault)));
                true
            })
        }))
    }

    /// The next finished run, waiting up to `wait`; none if there is none yet, or none any more (see [`Batch::is_over`]).
    ///
    /// # Errors
    /// The next run broke down; the others go on.
    pub fn next(&self, wait: Duration) -> Result<Option<(Run, RunRecord)>, Fault> {
        self.0.next(wait).map(|(run, record)| Ok((run, record?))).transpose()
    }

    /// Whether all threads have ended; results may still wait to be taken.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.is_over()
    }
}

/// Do runs that begin in the same way and take their metrics; false if `stop` became true.
///
/// # Errors
/// A run broke down: which one, and where in the program.
fn record(
    plan: &Plan,
    runs: &[Run],
    stop: &dyn Fn() -> bool,
    done: &mut dyn FnMut(Run, RunRecord),
) -> Result<bool, Fault> {
    let caught = catch(|| {
        observe(plan, runs, stop, &mut |run, observation| {
            let values = plan.experiment.metrics.iter().map(|metric| measure(&observation, &metric.of)).collect();
            done(run, RunRecord::new(plan, run, values, observation.stopped));
        })
    });
    caught.unwrap_or_else(|caught| {
        let (experiment, run) = (&plan.experiment, runs[0]);
        let (arm, condition) = (&experiment.arms[run.arm].name, &experiment.conditions[run.condition].name);
        let varied = plan.variation.as_ref().map(|varied| format!(" and {} {}", varied.path, varied.value));
        let varied = varied.unwrap_or_default();
        let others = if runs.len() > 1 { ", or one that begins in the same way," } else { "" };
        let what = format!(
            "the run of \"{arm}\" under \"{condition}\" with seed {}{varied}{others} broke down: {caught}",
            run.seed
        );
        Err(Fault::of_file(&plan.source, what, "This is a fault of Rheobase; please report it with the scene."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    #[test]
    fn a_run_that_breaks_down_says_which_it_was_and_where() {
        let scene = Scene::shipped("three_knobs").expect("a shipped scene");
        let plan = Plan::new(&scene, Some(2), Some(41), &[]).expect("it has an experiment");
        let fault = record(&plan, &plan.runs()[..1], &|| panic!("a made-up fault"), &mut |_, _| ())
            .expect_err("it breaks down")
            .to_string();
        let arm = &plan.experiment.arms[0].name;
        for part in ["three_knobs", arm, "seed 41", "a made-up fault (src", "batch.rs:", "please report"] {
            assert!(fault.contains(part), "{part} in {fault}");
        }
    }
}
