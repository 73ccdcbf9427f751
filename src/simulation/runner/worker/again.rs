//! How the thread tells what a run is, and does one again.

use super::super::message::{Again, RunAccount, WholeRun, lock};
use super::super::way_back::WayBack;
use super::travel::SEEN_S;
use super::{Watching, Worker};
use crate::caught::catch;
use crate::scene::Fault;
use crate::simulation::{Sampler, Simulation};
use crate::words::words;
use std::sync::Arc;
use std::time::Duration;

/// Steps after which it is looked whether the run is still wanted.
const LOOK_EVERY: u64 = 50;
/// How often it is told how far it is.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Length from which a run is worth coming back to (s of model time).
const LEAST_RUN_S: f64 = 1.0;

/// A run that was done again.
type Made = (Simulation, Sampler, WayBack);

impl<C: Watching> Worker<C> {
    /// What is known of the run, also after the moment that is shown.
    fn whole(&self) -> RunAccount {
        let simulation = &self.simulation;
        RunAccount {
            scene: Arc::clone(simulation.scene()),
            seed: simulation.seed(),
            steps: self.way_back.end(simulation),
            log: self.way_back.log(simulation).to_vec(),
            hash: None,
        }
    }

    /// Tell what it takes to do this run again, before another one takes its place. One that broke down is left out.
    pub(super) fn tell_left(&self) {
        let whole = self.whole();
        if !self.failed && whole.scene.time_s(whole.steps) >= LEAST_RUN_S {
            lock(&self.shared).left.push(whole);
        }
    }

    /// Tell what is known of the run.
    pub(super) fn tell_whole(&self, hash: bool) {
        let (account, simulation) = (self.whole(), &self.simulation);
        let hash = hash.then(|| simulation.state_hash());
        let markers = self.sampler.looking.markers(simulation);
        let mut shared = lock(&self.shared);
        shared.wholes.push(WholeRun { account, shown: self.steps, hash, markers });
        shared.wake();
    }

    /// Do another run again, up to its end, and stand still there. If that fails, or is not wanted any more, nothing changes.
    pub(super) fn do_again(&mut self, run: &WholeRun) {
        let made = catch(|| self.made_again(run)).unwrap_or_else(|caught| Err(caught.to_string()));
        let failure = made.map(|(simulation, sampler, way_back)| {
            self.go_on_with(simulation, sampler, way_back);
            (self.playing, self.goal) = (false, None);
        });
        let mut shared = lock(&self.shared);
        shared.again = Again { failure: failure.err(), ..Again::default() };
        shared.wake();
    }

    /// A run done again in a world of its own, with moments of it that are kept on the way.
    fn made_again(&self, run: &WholeRun) -> Result<Made, String> {
        let account = &run.account;
        let refused = |fault: Fault| fault.to_string();
        let mut simulation = Simulation::from_shared(Arc::clone(&account.scene), account.seed).map_err(refused)?;
        let mut sampler = Sampler::new(&simulation);
        let mut way_back = WayBack::new();
        way_back.begin(&simulation, &sampler);
        if run.markers.contains(&0) {
            sampler.looking.mark(&simulation);
        }
        let seen_from = account.steps.saturating_sub(account.scene.steps_in(SEEN_S));
        let (mut last, mut told) = (self.clock.now(), self.clock.now());
        loop {
            let before = simulation.steps();
            let rest = account.log.get(simulation.log().len()..).unwrap_or_default();
            let to = (before + LOOK_EVERY).min(account.steps);
            let again = simulation.follow(rest, to, |simulation| {
                sampler.observe(simulation);
                if run.markers.contains(&simulation.steps()) {
                    sampler.looking.mark(simulation);
                }
                let now = self.clock.now();
                if way_back.is_due(simulation.steps(), now.saturating_sub(last)) {
                    way_back.keep(simulation, &sampler);
                    last = self.clock.now();
                    way_back.kept_in(last.saturating_sub(now));
                } else {
                    last = now;
                }
            });
            again.map_err(refused)?;
            let steps = simulation.steps();
            if steps >= account.steps || steps == before {
                break;
            }
            if steps <= seen_from {
                sampler.condense();
            }
            let mut shared = lock(&self.shared);
            if shared.again.cancelled {
                return Err(words!("again-cancelled", "it was cancelled.").to_owned());
            }
            if last.saturating_sub(told) >= TELL_EVERY {
                told = last;
                shared.again.share = Some(steps as f32 / account.steps.max(1) as f32);
            }
        }
        sampler.refresh_weights(&simulation);
        Ok((simulation, sampler, way_back))
    }
}
