//! The evidence for what a scene claims: results that were shipped, results of one's own, and the batch that makes them.

use crate::experiment::{Batch, Judgement, Plan, Results, Run, Share, explained, judge, shipped_records};
use crate::scene::Scene;
use crate::words::words;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Where the results that are shown come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// They came with the program and belong to this scene.
    Shipped,
    /// They came with the program, and the scene has changed since.
    Stale,
    /// They were made here.
    Own,
}

/// The evidence for a scene's claim.
pub struct Evidence {
    scene: Arc<Scene>,
    /// The whole experiment.
    pub plan: Arc<Plan>,
    /// Results so far.
    pub results: Results,
    /// The plan for those seeds of which every run is finished, and what they say; none without any.
    pub shown: Option<(Plan, Judgement)>,
    /// Where the results come from.
    pub origin: Origin,
    /// Why no more runs are made, if something went wrong with one.
    pub fault: Option<String>,
    batch: Option<Mutex<Batch>>,
}

impl Evidence {
    /// The evidence for a scene; none if it has no experiment.
    #[must_use]
    pub fn of(scene: &Arc<Scene>) -> Option<Self> {
        let plan = Plan::new(scene, None, None, &[]).ok()?;
        let (results, stale) = shipped_records(scene.source())
            .map_or_else(|| (Results::default(), false), |text| Results::of_text(&plan, text));
        let mut evidence = Self {
            scene: Arc::clone(scene),
            plan: Arc::new(plan),
            results,
            shown: None,
            origin: if stale { Origin::Stale } else { Origin::Shipped },
            fault: None,
            batch: None,
        };
        evidence.judge();
        Some(evidence)
    }

    /// The same evidence once more, without the runs that are being made.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self {
            scene: Arc::clone(&self.scene),
            plan: Arc::clone(&self.plan),
            results: self.results.clone(),
            shown: self.shown.clone(),
            origin: self.origin,
            fault: None,
            batch: None,
        }
    }

    /// The verdict in a sentence, with why it is what it is; none without a complete seed.
    #[must_use]
    pub fn explained(&self) -> Option<String> {
        let (plan, judgement) = self.shown.as_ref()?;
        let text = explained(plan, judgement);
        Some(match self.origin {
            Origin::Stale => words!("evidence-stale", "{ $text } The scene has changed since.", text = text),
            Origin::Shipped | Origin::Own => text,
        })
    }

    /// Whether it belongs to this scene or to that of one of its runs.
    #[must_use]
    pub fn covers(&self, scene: &Arc<Scene>) -> bool {
        Arc::ptr_eq(&self.scene, scene) || self.plan.scenes().any(|own| Arc::ptr_eq(own, scene))
    }

    /// Begin to run what is missing, one run after the other, beside the live one. Results that came with the program are made
    /// anew.
    pub fn start(&mut self) {
        if self.origin != Origin::Own {
            self.results = Results::default();
            self.origin = Origin::Own;
            self.judge();
        }
        self.fault = None;
        self.batch = Some(Mutex::new(Batch::start(&self.plan, &self.results, 1, Share::Leftover)));
    }

    /// End the batch; finished runs are kept.
    pub fn stop(&mut self) {
        self.batch = None;
    }

    /// Whether runs are being made.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.batch.is_some()
    }

    /// Runs finished, and runs altogether.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.results.runs.len(), self.plan.runs().len())
    }

    /// Take what the batch has finished.
    pub fn update(&mut self) {
        let Some(batch) = &self.batch else { return };
        let (mut news, mut fault) = (false, None);
        {
            let batch = batch.lock().unwrap_or_else(PoisonError::into_inner);
            // Whether the threads have ended is asked first: what they sent before then is still taken.
            let over = batch.is_over();
            loop {
                match batch.next(Duration::ZERO) {
                    Ok(Some((run, record))) => {
                        self.results.runs.insert(run, record);
                        news = true;
                    }
                    Ok(None) => break,
                    Err(broken) => fault = Some(broken.to_string()),
                }
            }
            if over && self.results.runs.len() < self.plan.runs().len() {
                let refused = words!("evidence-no-thread", "The system refused the thread that the runs are made on.");
                fault.get_or_insert_with(|| refused.to_owned());
            }
        }
        let (done, total) = self.progress();
        if done == total || fault.is_some() {
            self.batch = None;
        }
        self.fault = fault.or(self.fault.take());
        if news {
            self.judge();
        }
    }

    fn judge(&mut self) {
        let complete = |seed: &u64| {
            let mut runs = self.plan.runs().into_iter().filter(|run| run.seed == *seed);
            runs.all(|run| self.results.runs.contains_key(&run))
        };
        let seeds: Vec<u64> = self.plan.seeds.iter().copied().filter(complete).collect();
        let known = self.shown.as_ref().map_or(0, |(plan, _)| plan.seeds.len());
        if seeds.is_empty() {
            self.shown = None;
        } else if seeds.len() != known {
            let plan = self.plan.with_seeds(seeds);
            let judgement = judge(&plan, &self.results);
            self.shown = Some((plan, judgement));
        }
    }

    /// The scene of a run.
    #[must_use]
    pub fn scene_of(&self, run: Run) -> Option<Arc<Scene>> {
        self.plan.scene(run).cloned()
    }
}
