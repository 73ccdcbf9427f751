//! A run that was kept, as an export or as a session, done again: the run that is there goes on being seen until it is.

use super::Session;
use super::returned::{KeptAs, Returning};
use super::undo::UndoList;
use crate::scene::Scene;
use crate::simulation::{Runner, RunnerRequest, WholeRun};
use crate::words::words;

impl Session {
    /// Do a run again that was kept, and show the moment of it that was shown. Whether it is the same is told; a failure leaves the run
    /// as it is.
    pub fn do_again(&mut self, run: WholeRun, kept_as: KeptAs, undo: UndoList) {
        self.opening = Some(run.account.scene.name.clone());
        let undo = undo.fitting(&run.account.scene);
        let ticket = self.request(RunnerRequest::DoAgain(run.clone()));
        self.returned.awaited = Some(Returning { ticket, run, kept_as, undo });
    }

    /// Whether a run that was to be done again is there now, told once; `false`: it is not, and the one before is.
    pub fn take_returned(&mut self) -> Option<bool> {
        self.returned.last.take()
    }

    /// Whether a run is being done again.
    #[must_use]
    pub const fn is_returning(&self) -> bool {
        self.returned.awaited.is_some()
    }

    /// Share that is done of it.
    #[must_use]
    pub fn returning_share(&self) -> Option<f32> {
        self.returned.awaited.as_ref().and(self.runner()?.again_share())
    }

    /// It is not wanted any more.
    pub fn cancel_return(&self) {
        if let Some(runner) = self.runner().filter(|_| self.is_returning()) {
            runner.cancel_again();
        }
    }

    /// Ask for all that is known of the run, see [`Session::take_wholes`].
    pub fn ask_whole(&self, hash: bool) {
        self.request(RunnerRequest::Whole { hash });
    }

    /// What was told of the run since the last call, oldest first.
    #[must_use]
    pub fn take_wholes(&self) -> Vec<WholeRun> {
        self.runner().map(Runner::take_wholes).unwrap_or_default()
    }

    /// Something else opens.
    pub(super) fn forget_return(&mut self) {
        self.cancel_return();
        if self.returned.awaited.take().is_some() {
            self.returned.last = Some(false);
        }
    }

    /// Look whether a run that was to be done again is there.
    pub(super) fn follow_return(&mut self) {
        let answered = self.returned.awaited.take_if(|returning| self.status.answered >= returning.ticket);
        let Some(returning) = answered else { return };
        let failure = self.runner().and_then(Runner::take_again_failure);
        self.opening = None;
        self.returned.last = Some(failure.is_none());
        if let Some(why) = failure {
            let why =
                words!("again-failed", "The run could not be done again: { $why } The one before goes on.", why = why);
            self.exported = Some(Err(why));
            return;
        }
        let Returning { run, kept_as, undo, .. } = returning;
        let scene = &run.account.scene;
        for logged in &run.account.log {
            self.history.record_event(scene.time_s(logged.step), &logged.command);
        }
        self.undo = undo;
        if run.shown < run.account.steps {
            self.seek_step(run.shown, false);
        }
        self.export.expect(kept_as, run.hash);
        self.request(RunnerRequest::Account);
    }

    /// Watch these neurons and no others, and select those.
    pub fn look_at(&mut self, watched: &[u32], selected: Vec<u32>, closest: Option<u32>) {
        let known = |neuron: &u32| (*neuron as usize) < self.info.positions.len();
        let selected = selected.into_iter().filter(known).collect();
        let watched: Vec<u32> = watched.iter().copied().filter(known).collect();
        self.watch_only(&watched);
        self.change_selection(selected, closest);
    }
}

impl UndoList {
    /// The same, if a scene can do all of it; else none.
    fn fitting(self, scene: &Scene) -> Self {
        if self.commands().all(|command| command.fault(scene).is_none()) { self } else { Self::default() }
    }
}
