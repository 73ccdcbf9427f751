//! What goes on in a run, as it is told.

use crate::modulation::BrainState;
use crate::protocol::PhaseLabel;

/// A pattern that is being presented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Presentation {
    /// Index of the pattern.
    pub pattern: usize,
    /// Share of its channels that are active; below 1 it is a cue.
    pub fraction: f32,
    /// Whether plasticity is frozen (a test).
    pub frozen: bool,
}

/// What goes on in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Happening {
    /// Brain state.
    pub state: BrainState,
    /// Pattern that reaches the network.
    pub presentation: Option<Presentation>,
    /// Whether a user brought it about, by holding a state or by presenting a pattern; the timeline waits meanwhile.
    pub by_hand: bool,
    /// Biological seconds a second for slow processes.
    pub time_lapse: f32,
    /// Biological hours that are skipped at once, 0 in nearly all steps.
    pub skipped_hours: f64,
    /// The phase of the timeline, by its first step there; none by hand and after the last phase.
    pub phase: Option<u64>,
}

/// A stretch of a run in which one thing goes on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stretch {
    /// Begin (s of model time).
    pub start_s: f64,
    /// End (s of model time).
    pub end_s: f64,
    /// What goes on.
    pub what: Happening,
    /// What goes on, to be said; empty where the state says all.
    pub label: PhaseLabel,
}

/// A change of the network that the timeline made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeReading {
    /// When (s of model time).
    pub time_s: f64,
    /// What was changed.
    pub label: PhaseLabel,
}

/// A choice that was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceReading {
    /// Which choice of the timeline.
    pub choice: usize,
    /// Which of its options was taken.
    pub option: usize,
    /// When (s of model time).
    pub time_s: f64,
    /// What was decided, as the scene calls it.
    pub name: String,
    /// The option that was taken, as the scene calls it.
    pub chosen: String,
    /// What was read: each option with the mean rate of its group (Hz).
    pub rates: Vec<(String, f32)>,
}
