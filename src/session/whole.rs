//! What the window knows of the run beyond the moment that is shown: the rest of it, and other branches.

use super::history::History;
use super::recalled::RecallLog;
use super::undo::UndoList;
use crate::simulation::{RunBranch, Ticket, ViewSample};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the window knows of the run beyond the moment that is shown.
#[derive(Default)]
pub struct WayBack {
    /// The run up to its end, while an earlier moment is shown.
    pub whole: Option<Box<Whole>>,
    /// The moment that was asked for (s of model time), until a sample shows it.
    pub sought: Option<(Ticket, f64)>,
    /// Branches that were left, by their numbers.
    pub left: BTreeMap<u32, Box<Whole>>,
    /// The same as the simulation thread tells of them.
    pub branches: Arc<[RunBranch]>,
    /// Names that the user gave them.
    pub names: BTreeMap<u32, String>,
}

/// The run up to its end.
pub struct Whole {
    /// What happened.
    pub history: History,
    /// What presentations called up.
    pub recalled: RecallLog,
    /// What can be taken back.
    pub undo: UndoList,
    /// The last sample.
    pub sample: ViewSample,
}

impl WayBack {
    /// Something is changed in this branch: what comes is not what came.
    pub fn part(&mut self, run: u32) {
        if let Some(whole) = self.whole.take() {
            self.left.insert(run, whole);
        }
    }

    /// The simulation thread tells of these branches.
    pub fn know(&mut self, branches: Arc<[RunBranch]>) {
        self.branches = branches;
    }
}
