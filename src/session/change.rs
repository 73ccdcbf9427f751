//! What the user changes in the run, and takes back.

use super::returned::KeptAs;
use super::undo::{UndoList, inverse};
use super::{Refused, Session};
use crate::simulation::{RunnerRequest, SimulationCommand};
use crate::words::words;

impl Session {
    /// Change the simulation. A command that its run would refuse is not sent, and why is told.
    pub fn apply(&mut self, command: SimulationCommand) {
        let scene = self.info.scene.as_ref();
        if let Some(fault) = scene.and_then(|scene| command.fault(scene)) {
            let why = words!("command-refused", "This cannot be done. { $fault }", fault = fault.to_string());
            self.refuse(why);
            return;
        }
        self.undo.record(self.sample.time_s, &command, inverse(&self.info, &self.sample, &command));
        self.history.record_event(self.sample.time_s, &command);
        self.send(command);
    }

    /// Tell why something was not done.
    pub fn refuse(&mut self, why: String) {
        self.refused = Refused { count: self.refused.count + 1, why };
    }

    /// Take the newest change back, by commands that revert it; a reset by going back to just before it, a restart by doing the run
    /// again that it left.
    pub fn undo(&mut self) {
        if let Some(command) = self.undo.take_reset() {
            self.history.record_undo(self.sample.time_s, &command);
            self.way_back.part(self.status.known.run);
            self.request(RunnerRequest::BeforeReset);
            return;
        }
        if let Some((account, playing)) = self.undo.take_left() {
            self.do_again(account.into(), KeptAs::Export, UndoList::default());
            return self.set_playing(playing);
        }
        for command in self.undo.undo() {
            self.history.record_undo(self.sample.time_s, &command);
            self.send(command);
        }
    }

    /// Start the scene again, with the same seed or another; keeps playing or pausing.
    pub fn restart(&mut self, seed: Option<u64>) {
        self.leave();
        self.request(RunnerRequest::Restart { seed });
    }

    /// The run is left: undo does it again.
    pub fn leave(&mut self) {
        // One that broke down is of no use.
        if self.breakdown.is_none() {
            self.undo.leave(self.status.generation, self.status.playing);
            self.request(RunnerRequest::Account);
        }
    }

    /// Make the change again that was taken back last.
    pub fn redo(&mut self) {
        for command in self.undo.redo() {
            self.history.record_event(self.sample.time_s, &command);
            self.send(command);
        }
    }

    fn send(&mut self, command: SimulationCommand) {
        self.studies.run_changed();
        self.way_back.part(self.status.known.run);
        self.ask(RunnerRequest::Apply(command));
    }
}
