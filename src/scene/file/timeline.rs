//! Phases of the timeline.

use super::{ReadGroup, Selection, one_f32};
use crate::modulation::{BrainState, Modulator};
use crate::units::{Hertz, Hours, TimeInSeconds};
use serde::{Deserialize, Serialize};

/// A second pattern in a presentation: of the active channels, the first ones of both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixedFile {
    /// Its name.
    pub with: String,
    /// Its share of the active channels, 0 to 1.
    pub share: f32,
}

/// One of several groups, and what follows if it is first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContestantFile {
    /// What this is called.
    pub name: String,
    /// Whose rate.
    pub group: ReadGroup,
    /// What follows; none: a wait as long as the other branches.
    #[serde(default)]
    pub phases: Vec<PhaseFile>,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_zero(value: &f32) -> bool {
    *value == 0.0
}

/// One phase of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PhaseFile {
    /// Present a pattern; it is new, so acetylcholine opens the plasticity gate.
    Present {
        /// Name of the pattern.
        pattern: String,
        /// How long.
        duration: TimeInSeconds,
        /// Another pattern at the same time, in place of a part of the channels; default none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mixed: Option<MixedFile>,
        /// Share of the active channels, 0 to 1, that channels of nobody replace, other ones in each presentation; 0.
        #[serde(default, skip_serializing_if = "is_zero")]
        jitter: f32,
    },
    /// Present a part of a pattern as a test: plasticity is frozen.
    Cue {
        /// Name of the pattern.
        pattern: String,
        /// Share of its channels that are active, 0 to 1.
        fraction: f32,
        /// How long.
        duration: TimeInSeconds,
        /// Another pattern at the same time, in place of a part of the channels; default none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mixed: Option<MixedFile>,
        /// Share of the active channels, 0 to 1, that channels of nobody replace, other ones in each presentation; 0.
        #[serde(default, skip_serializing_if = "is_zero")]
        jitter: f32,
    },
    /// Run along a track from its begin to its end, at constant speed: neurons with place fields are driven, and synapses learn.
    Lap {
        /// Name of the track.
        track: String,
        /// How long.
        duration: TimeInSeconds,
        /// Whether it counts as new, so that acetylcholine opens the plasticity gate as in Present; true.
        #[serde(default = "yes")]
        new: bool,
    },
    /// Nothing is presented; the gate is at the state's smallest value.
    Wait {
        /// How long.
        duration: TimeInSeconds,
        /// Biological seconds a second for the slow processes, 1 to 10,000; 1.
        #[serde(default = "one_f32")]
        time_lapse: f32,
        /// What the time bar calls it; default "rest".
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<String>,
    },
    /// A brain state without input from outside patterns.
    Sleep {
        /// NREM or REM.
        stage: BrainState,
        /// How long.
        duration: TimeInSeconds,
        /// Biological seconds a second for the slow processes, 1 to 10,000; 1.
        #[serde(default = "one_f32")]
        time_lapse: f32,
    },
    /// Let biological time pass at once, in a single step: slow processes are advanced by their own exponentials, nobody fires
    /// meanwhile, and membranes begin anew from rest (MODEL 2.11, rule i). The reference of consolidation stands
    /// still, unless it has a time constant for skipped time.
    Skip {
        /// How long in biological time, up to 100,000 h; a day is h(24.0), a week h(168.0).
        duration: Hours,
    },
    /// Hold a neuromodulator at a level from now on. Takes no time.
    SetModulator {
        /// Which.
        modulator: Modulator,
        /// Level, 0 to 1.
        level: f32,
    },
    /// Let the brain state set a neuromodulator again. Takes no time.
    ReleaseModulator {
        /// Which.
        modulator: Modulator,
    },
    /// A reward comes, or (size 0) one that was expected does not. Takes no time.
    Reward {
        /// How much, -10 to 10.
        size: f32,
    },
    /// Set the slow excitability e_s of some neurons. Takes no time.
    SetExcitability {
        /// Population.
        population: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// Hand each neuron's learned excitability to another one of the population: the same values in other neurons, drawn from the seed.
    /// Both components move, and growth that is still on its way; tags stay with who took part. Takes no time.
    ShuffleExcitability {
        /// Population.
        population: String,
    },
    /// Paint some neurons as an experimenter does with opto- or chemogenetics. Takes no time.
    Paint {
        /// Population.
        population: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// Move a parameter of a rule wherever the rule applies, from now on, as the window can. Takes no time.
    SetParameter {
        /// The rule, as projections and populations name it.
        rule: String,
        /// Name of the parameter.
        parameter: String,
        /// Value in the parameter's unit, within its range.
        value: f32,
    },
    /// Scale both afterhyperpolarizations of a population from now on, as a drug or age does. Takes no time.
    ScaleAhp {
        /// Population.
        population: String,
        /// Factor on what the scene and excitability give, 0 to 10; 1 ends it.
        factor: f32,
    },
    /// Neurons are lost for good: they never fire again and get no new synapses. Takes no time.
    LoseCells {
        /// Population.
        population: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
    },
    /// Synapses are lost for good: they transmit nothing, and neither learning nor growth brings them back. Takes no time.
    LoseSynapses {
        /// Projection.
        projection: String,
        /// Share of its synapses that are still there, 0 to 1: the nearest whole number.
        share: f64,
        /// Whether the strongest are lost, and not the weakest; true.
        #[serde(default = "yes")]
        strongest: bool,
    },
    /// Give this moment a name, for the metrics of an experiment. Takes no time.
    Mark(String),
    /// Repeat some phases.
    Repeat {
        /// How often, 1 to 100,000.
        times: i64,
        /// What.
        phases: Vec<PhaseFile>,
    },
    /// Read the mean rate of some neurons, and go on as it says. Both branches last the same; one without phases waits as long as the
    /// other.
    If {
        /// What is decided. The branch that is taken begins with the mark "NAME: yes" or "NAME: no".
        name: String,
        /// Whose rate.
        of: ReadGroup,
        /// Over how long before this moment, 0.001 to 10 s.
        window: TimeInSeconds,
        /// Rate (mean over the neurons) that it has to exceed, 0 to 1,000 Hz.
        above: Hertz,
        /// What follows if it does.
        #[serde(default)]
        then: Vec<PhaseFile>,
        /// What follows if it does not.
        #[serde(default)]
        otherwise: Vec<PhaseFile>,
    },
    /// Read the mean rates of several groups, and go on as the one with the highest says. If two share the highest, or it does not
    /// exceed `above`, none is first. All branches last the same; one without phases waits as long as the others.
    First {
        /// What is decided. The branch that is taken begins with the mark "NAME: " and the name of the group, or "NAME: none".
        name: String,
        /// Two groups or more, each with what follows if it is first.
        of: Vec<ContestantFile>,
        /// Over how long before this moment, 0.001 to 10 s.
        window: TimeInSeconds,
        /// Rate (mean over the neurons) that the first has to exceed, 0 to 1,000 Hz; 0: one spike is enough.
        #[serde(default)]
        above: Hertz,
        /// What follows if none is first.
        #[serde(default)]
        otherwise: Vec<PhaseFile>,
    },
}

impl PhaseFile {
    /// Whether what follows it begins at the same moment.
    #[must_use]
    pub const fn takes_no_time(&self) -> bool {
        matches!(
            self,
            Self::SetModulator { .. }
                | Self::ReleaseModulator { .. }
                | Self::Reward { .. }
                | Self::SetExcitability { .. }
                | Self::ShuffleExcitability { .. }
                | Self::Paint { .. }
                | Self::SetParameter { .. }
                | Self::ScaleAhp { .. }
                | Self::LoseCells { .. }
                | Self::LoseSynapses { .. }
                | Self::Mark(_)
        )
    }

    /// The phases within it, list by list, each with its path below that of the phase, and how often they are passed.
    #[must_use]
    pub fn within(&self) -> Vec<(String, &[Self], i64)> {
        match self {
            Self::Repeat { times, phases } => vec![("phases".to_owned(), phases, *times)],
            Self::If { then, otherwise, .. } => {
                vec![("then".to_owned(), then, 1), ("otherwise".to_owned(), otherwise, 1)]
            }
            Self::First { of, otherwise, .. } => {
                let own = of.iter().enumerate().map(|(index, one)| (format!("of[{index}].phases"), &one.phases[..], 1));
                own.chain([("otherwise".to_owned(), &otherwise[..], 1)]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Names of its own marks: that of a mark, and those with which the branches of a choice begin.
    #[must_use]
    pub fn marks(&self) -> Vec<String> {
        match self {
            Self::Mark(name) => vec![name.clone()],
            Self::If { name, .. } | Self::First { name, .. } => {
                self.branches().into_iter().map(|(option, _)| format!("{name}: {option}")).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The branches of a choice, each with what it is called; none of other phases.
    #[must_use]
    pub fn branches(&self) -> Vec<(&str, &[Self])> {
        match self {
            Self::If { then, otherwise, .. } => vec![("yes", then), ("no", otherwise)],
            Self::First { of, otherwise, .. } => {
                let own = of.iter().map(|one| (one.name.as_str(), &one.phases[..]));
                own.chain([("none", &otherwise[..])]).collect()
            }
            _ => Vec::new(),
        }
    }
}
