//! How the thread goes to other moments of the run and to other branches.

use super::super::failure::{Doing, RunFailure};
use super::super::message::{Known, lock};
use super::super::twin::{self, Twin};
use super::super::until::{Goal, Until};
use super::{Jumps, Watching, Worker};
use crate::scene::Fault;
use crate::simulation::Simulation;
use std::sync::Arc;

/// How much of what came before a moment is seen when the run goes there (s of model time), and when it only passes by.
pub(super) const SEEN_S: f64 = 2.0;
const SEEN_IN_PASSING_S: f64 = 0.05;

impl<C: Watching> Worker<C> {
    /// Go to another moment of the run, up to the last that is known: a kept one before it is taken up, and the steps in between are
    /// done again, with the commands that were given in them.
    pub(super) fn go_to(&mut self, step: u64, nearest: bool) -> Result<(), Fault> {
        self.making = Some((Doing::Again(step), RunFailure::of(&self.simulation, self.steps)));
        let mut step = step.min(self.way_back.end(&self.simulation));
        let seen = self.simulation.scene().steps_in(if nearest { SEEN_IN_PASSING_S } else { SEEN_S });
        let kept = self.way_back.kept_for(step, seen);
        if nearest {
            step = step.min(kept + seen);
        }
        self.way_back.leave(self.simulation.log(), self.steps);
        if self.failed || step < self.steps || kept > self.steps {
            self.take_up(kept)?;
        }
        self.goal = None;
        self.step(step - self.steps, self.clock.now(), None)?;
        if self.way_back.ends_at(self.steps) {
            self.give_due()?;
        }
        self.sampler.refresh_weights(&self.simulation);
        self.making = None;
        self.news = true;
        Ok(())
    }

    /// Go to just before the newest command that resets activity or plasticity; the run goes on otherwise from there.
    pub(super) fn go_before_reset(&mut self) -> Result<(), Fault> {
        let log = self.simulation.log();
        let Some(reset) = log.iter().rposition(|logged| logged.command.resets()) else { return Ok(()) };
        let step = log[reset].step;
        let Some(kept) = self.way_back.kept_with(step, reset) else { return Ok(()) };
        self.making = Some((Doing::Again(step), RunFailure::of(&self.simulation, self.steps)));
        self.way_back.leave(self.simulation.log(), self.steps);
        self.way_back.reach_beyond(step);
        self.take_up(kept)?;
        self.goal = None;
        self.step(step - self.steps, self.clock.now(), None)?;
        self.way_back.give_until(reset, &mut self.simulation)?;
        self.sampler.refresh_weights(&self.simulation);
        self.making = None;
        self.part();
        self.way_back.forget_with(step, reset);
        Ok(())
    }

    /// Give the commands that were given at this moment before, to the twin as well.
    pub(super) fn give_due(&mut self) -> Result<(), Fault> {
        let given = self.simulation.log().len();
        self.way_back.give_due(&mut self.simulation)?;
        let due = &self.simulation.log()[given..];
        let twin = &mut self.twin;
        let follows = twin.as_ref().is_some_and(|twin| !twin.has_own_commands());
        due.iter().filter(|_| follows).try_for_each(|logged| twin::obey(twin, &logged.command))
    }

    /// Go back to where a branch parts, and on from there to the time of now with the branch as a twin.
    pub(super) fn go_beside(&mut self, run: u32) -> Result<(), Fault> {
        let Some((common, log)) = self.way_back.branch(run, &self.simulation) else { return Ok(()) };
        let target = self.steps;
        self.making = Some((Doing::Again(target), RunFailure::of(&self.simulation, self.steps)));
        self.way_back.leave(self.simulation.log(), self.steps);
        let from = common.min(target);
        let seen = self.simulation.scene().steps_in(SEEN_S);
        self.take_up(self.way_back.kept_for(from, seen))?;
        self.step(from - self.steps, self.clock.now(), None)?;
        let due = log.get(self.simulation.log().len()..).unwrap_or_default();
        self.twin = Some(Box::new(Twin::of(&self.simulation, &self.sampler)?.with_commands(due)));
        self.making = None;
        self.go_on_to(target);
        Ok(())
    }

    /// Go on to a step as fast as it can, then stand still.
    fn go_on_to(&mut self, target: u64) {
        let missing_s = self.simulation.scene().time_s(target - self.steps);
        (self.playing, self.goal) = (missing_s > 0.0, None);
        if self.playing {
            self.goal = Some(Goal::new(Until::Seconds(missing_s), &self.simulation, &self.sampler));
        }
    }

    /// Take up the moment that is kept at this step.
    fn take_up(&mut self, kept: u64) -> Result<(), Fault> {
        if self.failed {
            let (scene, seed) = (Arc::clone(self.simulation.scene()), self.simulation.seed());
            self.simulation = Simulation::from_shared(scene, seed)?;
        }
        let past = self.way_back.take_up(kept, &mut self.simulation).map_err(|error| {
            let hint = "This is a fault of Rheobase; please report it together with the scene.";
            Fault::of_file(self.simulation.scene().source(), error.to_string(), hint)
        })?;
        if let Some(past) = past {
            self.sampler.go_to(past, &self.simulation);
        }
        self.twin = None;
        self.steps = self.simulation.steps();
        self.jumps = Jumps { count: self.jumps.count + 1, from: self.steps };
        self.simulation.explain(self.sampler.selected());
        self.pace.begin_run(self.clock.now(), self.simulation.time_s());
        self.failed = false;
        let mut shared = lock(&self.shared);
        (shared.delivery, shared.failure) = (None, None);
        Ok(())
    }

    /// Go on with another branch, to the time of now in it or to its end.
    pub(super) fn switch(&mut self, run: u32) -> Result<(), Fault> {
        let Some(common) = self.way_back.switch(run, &self.simulation) else { return Ok(()) };
        let target = self.steps.min(self.way_back.end(&self.simulation));
        let shared = common.min(target);
        self.making = Some((Doing::Again(target), RunFailure::of(&self.simulation, self.steps)));
        let seen = self.simulation.scene().steps_in(SEEN_S);
        self.take_up(self.way_back.kept_for(shared, seen))?;
        self.step(shared - self.steps, self.clock.now(), None)?;
        self.making = None;
        self.go_on_to(target);
        Ok(())
    }

    /// The run goes on otherwise from here.
    pub(super) fn part(&mut self) {
        self.way_back.part(&self.simulation);
        self.sampler.looking.forget_later();
    }

    /// What is known of the run besides the moment.
    pub(super) fn known(&self) -> Known {
        let scene = self.simulation.scene();
        Known {
            end_s: scene.time_s(self.way_back.end(&self.simulation)),
            run: self.way_back.run(),
            is_before_end: self.way_back.is_before_end(),
            parted_s: self.way_back.parted().map(|step| scene.time_s(step)),
            jumps: self.jumps.count,
            jumped_from_s: scene.time_s(self.jumps.from),
            commands: self.simulation.log().len(),
            bytes: self.way_back.bytes(),
        }
    }
}
