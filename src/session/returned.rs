//! A run that was kept and is being done again.

use super::undo::UndoList;
use crate::simulation::{Ticket, WholeRun};

/// In what a run was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptAs {
    /// The summary of an export.
    Export,
    /// A session.
    Session,
}

/// A run that is being done again.
pub struct Returning {
    pub ticket: Ticket,
    pub run: WholeRun,
    pub kept_as: KeptAs,
    pub undo: UndoList,
}

/// What came of runs that were to be done again, until somebody takes it.
#[derive(Default)]
pub struct Returned {
    /// The one that is being done again.
    pub awaited: Option<Returning>,
    /// Whether the last one is there.
    pub last: Option<bool>,
}
