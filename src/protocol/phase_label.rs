//! What goes on in a run, as the window says it in its language.

use crate::modulation::BrainState;
use crate::scene::{Deviation, Lap, Phase, PhaseKind, mixture_name};
use crate::words::{number, scene_text, words};
use std::fmt;

/// What a phase without a name is called.
const REST: &str = "rest";

/// What goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum PhaseLabel {
    /// As the scene calls it; empty where the state says all.
    Named(String),
    /// Nothing is presented.
    Rest,
    /// A pattern is presented as something new.
    Learn {
        /// Its name.
        pattern: String,
        /// Whether a user presents it, and that is to be said.
        by_hand: bool,
    },
    /// A part of a pattern is presented as a test.
    Test {
        /// Its name.
        pattern: String,
        /// Share of its channels, 0 to 1.
        fraction: f32,
        /// Whether a user presents it, and that is to be said.
        by_hand: bool,
    },
    /// A lap along a track.
    Lap {
        /// Name of the track.
        track: String,
        /// Which lap on it, from 1 on.
        number: u32,
        /// Position on the track (cm), where one is meant.
        position: Option<f64>,
    },
    /// So many biological hours pass at once.
    Skip(f64),
    /// What goes on depends on a choice that is still open, of this name.
    Open(String),
    /// A parameter of a rule is moved.
    Parameter {
        /// Identifier of the rule.
        rule: String,
        /// Name of the parameter.
        parameter: String,
        /// Value.
        value: f32,
    },
    /// The afterhyperpolarization of a population is scaled.
    Ahp {
        /// Its name.
        population: String,
        /// Factor.
        factor: f32,
    },
    /// Neurons of this population are lost.
    CellsLost(String),
    /// A share of the synapses of a projection is lost.
    SynapsesLost {
        /// Its name.
        projection: String,
        /// Share, 0 to 1.
        share: f64,
    },
    /// A user holds the brain state; with the state, if that is to be said.
    Held(Option<BrainState>),
    /// The timeline is over.
    Over,
}

impl PhaseLabel {
    /// That of a phase, in a scene whose patterns have these names.
    #[must_use]
    pub fn of(phase: &Phase, names: &[String]) -> Self {
        let name = |pattern: usize| names.get(pattern).cloned().unwrap_or_default();
        let named = || phase.label.clone();
        let presented = |pattern: usize, deviation: &Deviation| {
            deviation
                .mixed
                .map_or_else(|| name(pattern), |(other, share)| mixture_name(&name(pattern), &name(other), share))
        };
        match &phase.kind {
            PhaseKind::Present { pattern, deviation } => {
                Self::Learn { pattern: presented(*pattern, deviation), by_hand: false }
            }
            PhaseKind::Cue { pattern, fraction, deviation } => {
                Self::Test { pattern: presented(*pattern, deviation), fraction: *fraction, by_hand: false }
            }
            PhaseKind::Lap(lap) => Self::lap(lap, None),
            PhaseKind::Skip { hours } => Self::Skip(*hours),
            PhaseKind::SetParameter { parameter, value, .. } => {
                Self::Parameter { rule: named(), parameter: parameter.clone(), value: *value }
            }
            PhaseKind::ScaleAhp { factor, .. } => Self::Ahp { population: named(), factor: *factor },
            PhaseKind::LoseCells { .. } => Self::CellsLost(named()),
            PhaseKind::LoseSynapses { share, .. } => Self::SynapsesLost { projection: named(), share: *share },
            PhaseKind::Choose(_) => Self::Open(named()),
            PhaseKind::Wait if phase.label == REST => Self::Rest,
            _ => Self::Named(phase.label.clone()),
        }
    }

    /// That of a lap, at a position (cm) or as a whole.
    #[must_use]
    pub fn lap(lap: &Lap, position: Option<f64>) -> Self {
        Self::Lap { track: lap.name.clone(), number: lap.number, position }
    }

    /// What the scene calls it, where it does.
    #[must_use]
    pub const fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) | Self::Open(name) => Some(name.as_str()),
            _ => None,
        }
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Named(name) if name.is_empty())
    }
}

impl Default for PhaseLabel {
    fn default() -> Self {
        Self::Named(String::new())
    }
}

impl From<&str> for PhaseLabel {
    fn from(name: &str) -> Self {
        Self::Named(name.to_owned())
    }
}

impl PartialEq<&str> for PhaseLabel {
    fn eq(&self, text: &&str) -> bool {
        let said = self.to_string();
        said == *text
    }
}

impl fmt::Display for PhaseLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(scene_text(name)),
            Self::Rest => f.write_str(words!("phase-rest", "rest")),
            Self::Learn { pattern, by_hand: false } => {
                f.write_str(&words!("phase-learn", "learn { $pattern }", pattern = pattern))
            }
            Self::Learn { pattern, by_hand: true } => {
                f.write_str(&words!("phase-learn-by-you", "learn { $pattern }, by you", pattern = pattern))
            }
            Self::Test { pattern, fraction, by_hand } => {
                let percent = format!("{:.0}", fraction * 100.0);
                f.write_str(&if *by_hand {
                    words!(
                        "phase-test-by-you",
                        "test { $pattern } { $percent } %, by you",
                        pattern = pattern,
                        percent = percent
                    )
                } else {
                    words!("phase-test", "test { $pattern } { $percent } %", pattern = pattern, percent = percent)
                })
            }
            Self::Lap { track, number: lap, position: None } => f.write_str(&words!(
                "phase-lap",
                "lap { $lap } on { $track }",
                lap = lap.to_string(),
                track = scene_text(track)
            )),
            Self::Lap { track, number: lap, position: Some(position) } => f.write_str(&words!(
                "phase-lap-at",
                "lap { $lap } on { $track }, { $metres } m",
                lap = lap.to_string(),
                track = scene_text(track),
                metres = number(&format!("{:.1}", position / 100.0))
            )),
            Self::Skip(hours) => f.write_str(&skipped(*hours)),
            Self::Open(name) => f.write_str(&words!("phase-open", "open: { $name }", name = scene_text(name))),
            Self::Parameter { rule, parameter, value } => {
                let value = number(&value.to_string());
                f.write_str(&words!(
                    "phase-parameter",
                    "{ $parameter } of { $rule } is { $value } from here on",
                    parameter = parameter,
                    rule = rule,
                    value = value
                ))
            }
            Self::Ahp { population, factor } => f.write_str(&words!(
                "phase-ahp",
                "AHP of { $population } times { $factor } from here on",
                population = scene_text(population),
                factor = number(&factor.to_string())
            )),
            Self::CellsLost(population) => f.write_str(&words!(
                "phase-cells-lost",
                "neurons of { $population } are lost",
                population = scene_text(population)
            )),
            Self::SynapsesLost { projection, share } => f.write_str(&words!(
                "phase-synapses-lost",
                "{ $percent } % of { $projection } are lost",
                percent = format!("{:.0}", share * 100.0),
                projection = scene_text(projection)
            )),
            Self::Held(None) => f.write_str(words!("phase-held", "held by you")),
            Self::Held(Some(state)) => {
                f.write_str(&words!("phase-state-held", "{ $state } (held by you)", state = state.label()))
            }
            Self::Over => f.write_str(words!("phase-over", "timeline over")),
        }
    }
}

/// A time that is skipped, in the largest unit of which it is at least one.
fn skipped(hours: f64) -> String {
    let text = |value: f64| number(&((value * 100.0).round() / 100.0).to_string());
    match hours {
        hours if hours >= 48.0 => words!("phase-skip-days", "skip { $n } days", n = text(hours / 24.0)),
        hours if hours >= 24.0 => words!("phase-skip-day", "skip { $n } day", n = text(hours / 24.0)),
        hours if hours >= 1.0 => words!("phase-skip-hours", "skip { $n } h", n = text(hours)),
        hours => words!("phase-skip-minutes", "skip { $n } min", n = text(hours * 60.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::words::{Language, speak};

    #[test]
    fn in_english_a_label_says_what_the_scene_says() {
        for name in ["sleep_replay", "linking", "resilient_recall"] {
            let scene = Scene::shipped(name).expect("it ships");
            let names = &scene.patterns.as_ref().expect("it has patterns").names;
            for phase in scene.phases() {
                assert_eq!(PhaseLabel::of(phase, names).to_string(), phase.label);
            }
        }
    }

    #[test]
    fn a_label_is_said_in_the_language_of_the_window() {
        speak(Language::German);
        let said = [
            PhaseLabel::Rest,
            PhaseLabel::Learn { pattern: "A".to_owned(), by_hand: false },
            PhaseLabel::Test { pattern: "A".to_owned(), fraction: 0.4, by_hand: true },
            PhaseLabel::Lap { track: "familiar".to_owned(), number: 3, position: Some(120.0) },
            PhaseLabel::Skip(36.0),
            PhaseLabel::Held(None),
        ]
        .map(|label| label.to_string());
        speak(Language::English);
        assert_eq!(
            said,
            [
                "Ruhe",
                "A lernen",
                "Test A 40 %, von Hand",
                "Runde 3, bekannte Strecke, 1,2 m",
                "1,5 d überspringen",
                "von Ihnen gehalten"
            ]
        );
    }
}
