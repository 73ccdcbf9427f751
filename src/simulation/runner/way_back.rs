//! The way back: moments that are kept while a run goes on, and what is known of it beyond where it stands.

use super::message::RunBranch;
use crate::scene::Fault;
use crate::simulation::checkpoints::{Checkpoints, KEPT_BUDGET};
use crate::simulation::past::Past;
use crate::simulation::{LoggedCommand, RestoreError, Sampler, Simulation};
use std::sync::Arc;
use std::time::Duration;

/// Work after which the next moment is kept: a step between two of them is done again in less.
const EVERY: Duration = Duration::from_millis(100);
/// Keeping moments takes at most this share of the work (one in so many).
const ONE_IN: u32 = 25;

/// Kept moments before another one of which what came in between is seen.
const MOST_SEEN: usize = 3;

/// Kept moments, and the rest of a run that went back.
pub struct WayBack {
    checkpoints: Checkpoints<Past>,
    /// All commands and the last step of the run, while it stands before its end.
    ahead: Option<Ahead>,
    /// The step from which on it last went otherwise than before.
    parted: Option<u64>,
    /// Number of the branch, and how many there were.
    run: u32,
    runs: u32,
    /// Branches that were left.
    others: Vec<Other>,
    /// The same as the window sees them.
    branches: Arc<[RunBranch]>,
    /// Work since a moment was kept.
    worked: Duration,
    /// Work until the next is.
    every: Duration,
}

struct Ahead {
    log: Vec<LoggedCommand>,
    end: u64,
}

impl Ahead {
    /// The step until which it is the same as another.
    fn common(&self, other: &Self) -> u64 {
        self.common_with(&other.log, other.end)
    }

    fn common_with(&self, log: &[LoggedCommand], end: u64) -> u64 {
        let same = self.log.iter().zip(log).take_while(|(own, other)| own == other).count();
        let next = |log: &[LoggedCommand], end: u64| log.get(same).map_or(end, |logged| logged.step.min(end));
        next(&self.log, self.end).min(next(log, end))
    }
}

/// A branch that was left: all its commands and its last step.
struct Other {
    run: u32,
    ahead: Ahead,
}

impl WayBack {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            checkpoints: Checkpoints::new(KEPT_BUDGET),
            ahead: None,
            parted: None,
            run: 0,
            runs: 1,
            others: Vec::new(),
            branches: Arc::default(),
            worked: Duration::ZERO,
            every: EVERY,
        }
    }

    /// Another run is here: the moment is the first that is kept of it.
    pub fn begin(&mut self, simulation: &Simulation, sampler: &Sampler) {
        *self = Self::new();
        self.keep(simulation, sampler);
    }

    /// Whether it is time to keep a moment at this step, after so much more work. Of most of what is done again moments are kept already.
    pub fn is_due(&mut self, step: u64, worked: Duration) -> bool {
        self.worked += worked;
        self.worked >= self.every && (self.ahead.is_none() || self.kept_before(u64::MAX) < step)
    }

    /// Keep this moment.
    pub fn keep(&mut self, simulation: &Simulation, sampler: &Sampler) {
        let past = sampler.past().clone();
        let bytes = past.bytes();
        self.checkpoints.keep(simulation.snapshot(), past, bytes);
        self.worked = Duration::ZERO;
    }

    /// So long it took to keep one.
    pub fn kept_in(&mut self, time: Duration) {
        self.every = EVERY.max(time * ONE_IN);
    }

    /// Memory that all moments take (bytes).
    pub const fn bytes(&self) -> usize {
        self.checkpoints.bytes()
    }

    /// Whether the run stands before the last step that is known of it.
    pub const fn is_before_end(&self) -> bool {
        self.ahead.is_some()
    }

    /// Whether what was known of the run ends with this step.
    pub fn ends_at(&self, step: u64) -> bool {
        self.ahead.as_ref().is_some_and(|ahead| step >= ahead.end)
    }

    /// The last step that is known of the run.
    pub fn end(&self, simulation: &Simulation) -> u64 {
        self.ahead.as_ref().map_or_else(|| simulation.steps(), |ahead| ahead.end)
    }

    /// All commands of the run that are known.
    pub fn log<'a>(&'a self, simulation: &'a Simulation) -> &'a [LoggedCommand] {
        self.ahead.as_ref().map_or_else(|| simulation.log(), |ahead| &ahead.log)
    }

    /// The last step up to this one at which a moment is kept.
    fn kept_before(&self, step: u64) -> u64 {
        self.checkpoints.at_or_before(step).unwrap_or_default()
    }

    /// The kept moment from which on a step is done again, so that something of what came before it is seen as well: so many steps of it,
    /// or as many as take a moment.
    pub fn kept_for(&self, step: u64, seen: u64) -> u64 {
        let mut kept = self.kept_before(step);
        for _ in 0..MOST_SEEN {
            if kept == 0 || kept <= step.saturating_sub(seen) {
                break;
            }
            kept = self.kept_before(kept - 1);
        }
        kept
    }

    /// The last step up to this one at which a moment is kept with no more than so many commands, if there is one.
    pub fn kept_with(&self, mut step: u64, commands: usize) -> Option<u64> {
        loop {
            let kept = self.checkpoints.at_or_before(step)?;
            if self.checkpoints.get(kept)?.0.commands <= commands {
                return Some(kept);
            }
            step = kept.checked_sub(1)?;
        }
    }

    /// Forget the moment at this step if more commands than these belong to it.
    pub fn forget_with(&mut self, step: u64, commands: usize) {
        if step > 0 && self.checkpoints.get(step).is_some_and(|(kept, _)| kept.commands > commands) {
            self.checkpoints.cut(step - 1);
        }
    }

    /// What is known of the run does not end before this step is over: commands given at it are ahead of it.
    pub fn reach_beyond(&mut self, step: u64) {
        if let Some(ahead) = &mut self.ahead {
            ahead.end = ahead.end.max(step + 1);
        }
    }

    /// Give the commands of this moment until there are so many.
    pub fn give_until(&mut self, commands: usize, simulation: &mut Simulation) -> Result<(), Fault> {
        let Some(ahead) = &self.ahead else { return Ok(()) };
        while let Some(next) = ahead.log.get(simulation.log().len()).filter(|_| simulation.log().len() < commands) {
            simulation.obey(next.command.clone())?;
        }
        Ok(())
    }

    /// The run leaves its end, and what it was stays known.
    pub fn leave(&mut self, log: &[LoggedCommand], end: u64) {
        self.ahead.get_or_insert_with(|| Ahead { log: log.to_vec(), end });
    }

    /// Take up the moment that is kept at this step; gives what a sampler has to know of the steps before.
    pub fn take_up(&self, step: u64, simulation: &mut Simulation) -> Result<Option<Past>, RestoreError> {
        let Some((snapshot, past)) = self.checkpoints.get(step) else { return Ok(None) };
        let log = self.log(simulation).to_vec();
        simulation.take_up(&snapshot, &log)?;
        Ok(Some(past.clone()))
    }

    /// Give the commands that were given at this moment before. At the end of what is known nothing is ahead any more.
    pub fn give_due(&mut self, simulation: &mut Simulation) -> Result<(), Fault> {
        let Some(ahead) = &self.ahead else { return Ok(()) };
        while let Some(next) = ahead.log.get(simulation.log().len())
            && next.step == simulation.steps()
        {
            simulation.obey(next.command.clone())?;
        }
        if simulation.steps() >= ahead.end {
            self.ahead = None;
        }
        Ok(())
    }

    /// The run goes on otherwise from here: forget what came after.
    pub fn part(&mut self, simulation: &Simulation) {
        if let Some(ahead) = self.ahead.take() {
            self.others.push(Other { run: self.run, ahead });
            (self.run, self.runs) = (self.runs, self.runs + 1);
            self.checkpoints.cut(simulation.steps());
            self.parted = Some(simulation.steps());
            self.tell_branches(simulation);
        }
    }

    /// Another branch is the one that goes on; gives the step until which it is the same as the one that was left.
    pub fn switch(&mut self, run: u32, simulation: &Simulation) -> Option<u64> {
        let other = self.others.iter().position(|other| other.run == run)?;
        let Other { run, ahead } = self.others.remove(other);
        let left =
            self.ahead.take().unwrap_or_else(|| Ahead { log: simulation.log().to_vec(), end: simulation.steps() });
        let common = left.common(&ahead);
        self.others.push(Other { run: self.run, ahead: left });
        self.checkpoints.cut(common);
        self.parted = Some(common);
        (self.run, self.ahead) = (run, Some(ahead));
        self.tell_branches(simulation);
        Some(common)
    }

    /// The step until which a branch is the same as the run, and all its commands.
    pub fn branch(&self, run: u32, simulation: &Simulation) -> Option<(u64, Vec<LoggedCommand>)> {
        let branch = &self.others.iter().find(|other| other.run == run)?.ahead;
        let common = match &self.ahead {
            Some(own) => branch.common(own),
            None => branch.common_with(simulation.log(), u64::MAX),
        };
        Some((common, branch.log.clone()))
    }

    /// Forget a branch that was left.
    pub fn forget(&mut self, run: u32, simulation: &Simulation) {
        self.others.retain(|other| other.run != run);
        self.tell_branches(simulation);
    }

    /// Number of the branch.
    pub const fn run(&self) -> u32 {
        self.run
    }

    /// Branches that were left, in the order in which they were.
    pub fn branches(&self) -> Arc<[RunBranch]> {
        Arc::clone(&self.branches)
    }

    /// The run was changed: it may part from others sooner than was thought.
    pub fn tell_branches(&mut self, simulation: &Simulation) {
        let scene = simulation.scene();
        let present = match &self.ahead {
            Some(ahead) => (self.run, ahead.log.as_slice(), ahead.end),
            // A run that goes on may part from another only later.
            None => (self.run, simulation.log(), u64::MAX),
        };
        let mut placed = vec![present];
        let mut branches: Vec<RunBranch> = Vec::new();
        let mut waiting: Vec<&Other> = self.others.iter().collect();
        // Next comes the one that has most in common with one that has its place.
        while !waiting.is_empty() {
            let nearest = |other: &Other| {
                let common = |&(run, log, end): &(u32, &[LoggedCommand], u64)| (other.ahead.common_with(log, end), run);
                placed.iter().rev().map(common).max_by_key(|(common, _)| *common).unwrap_or_default()
            };
            let each = waiting.iter().map(|other| nearest(other)).enumerate().rev();
            let (next, (common, parent)) = each.max_by_key(|(_, (common, _))| *common).unwrap_or_default();
            let Other { run, ahead } = waiting.remove(next);
            let own = ahead.log.iter().find(|logged| logged.step >= common);
            branches.push(RunBranch {
                run: *run,
                parts_s: scene.time_s(ahead.common_with(present.1, present.2)),
                end_s: scene.time_s(ahead.end),
                parent,
                leaves_s: scene.time_s(common),
                change: own.map(|logged| logged.command.clone()),
            });
            placed.push((*run, ahead.log.as_slice(), ahead.end));
        }
        let place = |branch: &RunBranch| self.others.iter().position(|other| other.run == branch.run);
        branches.sort_by_key(place);
        self.branches = branches.into();
    }

    /// The step from which on it last went otherwise than before.
    pub const fn parted(&self) -> Option<u64> {
        self.parted
    }
}
