//! Every change that a user can make, as data: typed, logged with its step, replayable.

use crate::modulation::{BrainState, Modulator};
use crate::plasticity::Rule;
use serde::{Deserialize, Serialize};

/// One change to a running simulation.
///
/// Commands are the only way in. Values outside their range are clamped to it, so that no slider position can harm a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SimulationCommand {
    /// Hold a neuromodulator at a level (0 to 1), whatever the brain state says, until it is released.
    SetModulator {
        /// Which neuromodulator.
        modulator: Modulator,
        /// Level, 0 to 1.
        level: f32,
    },
    /// Let the brain state set this neuromodulator again.
    ReleaseModulator {
        /// Which neuromodulator.
        modulator: Modulator,
    },
    /// Scale the rates of all pattern inputs (0 to 3; 1 as in the scene).
    SetInputStrength(f32),
    /// Switch one plasticity rule on or off.
    SetRule {
        /// Which rule.
        rule: Rule,
        /// On or off.
        enabled: bool,
    },
    /// Move a parameter of a rule wherever it applies, within its range.
    SetParameter {
        /// Which rule.
        rule: Rule,
        /// Name of the parameter in a scene.
        parameter: String,
        /// Value, in the parameter's unit.
        value: f32,
    },
    /// Give a parameter of a rule back what the scene gives it, each projection or population its own value.
    ResetParameter {
        /// Which rule.
        rule: Rule,
        /// Name of the parameter in a scene.
        parameter: String,
    },
    /// Present a pattern now, for the scene's presentation time; the timeline waits meanwhile.
    Present {
        /// Index of the pattern in the scene.
        pattern: usize,
    },
    /// Present a part of a pattern as a retrieval cue, with plasticity frozen; the timeline waits meanwhile.
    Cue {
        /// Index of the pattern in the scene.
        pattern: usize,
        /// Share of the pattern's channels that are active, 0 to 1.
        fraction: f32,
    },
    /// End a presentation or cue that a user started.
    EndPresentation,
    /// Put the network into a brain state and hold it there, until [`SimulationCommand::FollowTimeline`].
    EnterState(BrainState),
    /// Return to the scene's own timeline.
    FollowTimeline,
    /// Raise or lower the excitability of neurons directly, as opto- or chemogenetics does (u in MODEL 2.2), -1 to 1.
    Paint {
        /// Global neuron indices.
        neurons: Vec<u32>,
        /// Paint value, -1 to 1.
        value: f32,
    },
    /// Give a reward, or (0) leave out one that was expected.
    Reward {
        /// How much, -10 to 10.
        size: f32,
    },
    /// Go on after a guard stopped the run, with the state as it is.
    Resume,
}

/// A command and the step before which it was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoggedCommand {
    /// Number of steps completed when the command was applied.
    pub step: u64,
    /// The command.
    pub command: SimulationCommand,
}
