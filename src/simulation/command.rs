//! Every change that a user can make, as data: typed, logged with its step, replayable.

use super::neuron_property::NeuronProperty;
use crate::modulation::{BrainState, Modulator};
use crate::plasticity::{Rule, parameter_range};
use crate::scene::{Fault, Scene, decimal};
use crate::words::{number, words};
use serde::{Deserialize, Serialize};

/// Largest factor on the rates of all pattern inputs.
pub const LARGEST_INPUT_STRENGTH: f32 = 3.0;
/// Current of a poke (pA). From rest, 1 nA for 5 ms moves a cell by 22 mV (MODEL 2.2) and makes it fire once.
pub const POKE_CURRENT_PA: PokeRange = PokeRange { low: -1000.0, high: 2000.0, default: 1000.0 };
/// Length of a poke (ms).
pub const POKE_MS: PokeRange = PokeRange { low: 0.1, high: 50.0, default: 5.0 };
/// Largest reward.
const LARGEST_REWARD: f32 = 10.0;

/// What a number of a poke may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PokeRange {
    /// The least.
    pub low: f32,
    /// The most.
    pub high: f32,
    /// What it is at first.
    pub default: f32,
}

/// One change to a running simulation.
///
/// Commands are the only way in. One that a run cannot do exactly as it stands there is refused ([`SimulationCommand::fault`]): none is
/// cut or dropped in silence, so that the log is what was done.
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
    /// Set a property of neurons, from now on.
    SetNeuron {
        /// Global neuron indices.
        neurons: Vec<u32>,
        /// Which property.
        property: NeuronProperty,
        /// Value, in its unit and range ([`NeuronProperty::range`]).
        value: f32,
    },
    /// Give neurons a short pulse of current from the next step on; pulses add up.
    Poke {
        /// Global neuron indices.
        neurons: Vec<u32>,
        /// Current (pA), [`POKE_CURRENT_PA`]; below 0 it hyperpolarizes.
        current_pa: f32,
        /// How long it flows (ms), [`POKE_MS`]; a step at least.
        milliseconds: f32,
    },
    /// Give a reward, or (0) leave out one that was expected.
    Reward {
        /// How much, -10 to 10.
        size: f32,
    },
    /// Bring the activity back to how it was at the start: membranes, currents, spikes on their way, traces, short-term plasticity. What was
    /// learned, time, and what the user set stay.
    ResetActivity,
    /// Bring back what was learned to how it was at the start: weights, what of them was consolidated, wiring, excitability, homeostasis,
    /// tags, and the expected reward. Activity, time, and what the user set stay.
    ResetPlasticity,
    /// Go on after a guard stopped the run, with the state as it is.
    Resume,
}

impl SimulationCommand {
    /// Why a run of this scene refuses the command; none if it does what the command says.
    #[must_use]
    pub fn fault(&self, scene: &Scene) -> Option<Fault> {
        let refused = |what: String, hint: String| {
            let words = format!("{self:?}");
            let name = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            Some(Fault::of_file(name, what, hint))
        };
        let outside = |value: f32, low: f32, high: f32| {
            if (low..=high).contains(&value) {
                return None;
            }
            let [value, low, high] = [value, low, high].map(|value| number(&decimal(value).to_string()));
            let range = words!("refused-allowed", "Allowed: { $low } to { $high }.", low = low, high = high);
            refused(words!("refused-outside", "{ $value } is outside the allowed range.", value = value), range)
        };
        let absent = |rule: Rule| {
            if rule.is_in(scene) {
                return None;
            }
            let hint = words!("refused-add-rule", "Add the rule to a projection or population.");
            refused(words!("refused-no-rule", "the scene has no { $rule }.", rule = rule.id()), hint.to_owned())
        };
        let no_parameter = |rule: Rule, name: &str| {
            let hint = words!("refused-see-scene", "Its parameters stand in the scene.");
            refused(
                words!(
                    "refused-no-parameter",
                    "{ $rule } has no parameter `{ $name }`.",
                    rule = rule.id(),
                    name = name
                ),
                hint.to_owned(),
            )
        };
        let no_pattern = |pattern: usize| {
            let count = scene.patterns.as_ref().map_or(0, |patterns| patterns.names.len());
            if pattern < count {
                return None;
            }
            let hint = match count.checked_sub(1) {
                None => words!("refused-none", "The scene has none.").to_owned(),
                Some(last) => words!("refused-patterns", "They are 0 to { $last }.", last = last),
            };
            refused(words!("refused-no-pattern", "there is no pattern { $pattern }.", pattern = pattern), hint)
        };
        let no_neuron = |neurons: &[u32]| {
            let count = scene.neuron_count();
            let wrong = neurons.iter().find(|&&neuron| neuron >= count)?;
            let (wrong, last) = (wrong.to_string(), count.saturating_sub(1).to_string());
            let hint = words!("refused-neurons", "They are numbered 0 to { $last }.", last = last);
            refused(words!("refused-no-neuron", "there is no neuron { $neuron }.", neuron = wrong), hint)
        };
        match self {
            Self::SetModulator { level, .. } => outside(*level, 0.0, 1.0),
            Self::SetInputStrength(strength) => outside(*strength, 0.0, LARGEST_INPUT_STRENGTH),
            Self::SetRule { rule, .. } => absent(*rule),
            Self::SetParameter { rule, parameter, value } => {
                absent(*rule).or_else(|| match parameter_range(*rule, parameter) {
                    Some((low, high)) => outside(*value, low, high),
                    None => no_parameter(*rule, parameter),
                })
            }
            Self::ResetParameter { rule, parameter } => absent(*rule)
                .or_else(|| parameter_range(*rule, parameter).map_or_else(|| no_parameter(*rule, parameter), |_| None)),
            Self::Present { pattern } => no_pattern(*pattern),
            Self::Cue { pattern, fraction } => no_pattern(*pattern).or_else(|| outside(*fraction, 0.0, 1.0)),
            Self::Paint { neurons, value } => no_neuron(neurons).or_else(|| outside(*value, -1.0, 1.0)),
            Self::SetNeuron { neurons, property, value } => no_neuron(neurons).or_else(|| {
                neurons.iter().find_map(|&neuron| {
                    let (low, high) = property.range(scene, neuron);
                    outside(*value, low, high)
                })
            }),
            Self::Poke { neurons, current_pa, milliseconds } => no_neuron(neurons)
                .or_else(|| outside(*current_pa, POKE_CURRENT_PA.low, POKE_CURRENT_PA.high))
                .or_else(|| outside(*milliseconds, POKE_MS.low, POKE_MS.high)),
            Self::Reward { size } => outside(*size, -LARGEST_REWARD, LARGEST_REWARD),
            Self::ReleaseModulator { .. }
            | Self::EndPresentation
            | Self::EnterState(_)
            | Self::FollowTimeline
            | Self::ResetActivity
            | Self::ResetPlasticity
            | Self::Resume => None,
        }
    }

    /// Whether it brings back more than commands can revert.
    #[must_use]
    pub const fn resets(&self) -> bool {
        matches!(self, Self::ResetActivity | Self::ResetPlasticity)
    }
}

/// A command and the step before which it was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoggedCommand {
    /// Number of steps completed when the command was applied.
    pub step: u64,
    /// The command.
    pub command: SimulationCommand,
}
