//! All checks of a scene that go beyond its types: ranges, names, and what must fit together.

mod adex;
mod camera;
mod choice;
mod deviation;
mod drawn;
mod ending;
mod experiment;
mod grid;
mod initial;
mod intervention;
mod letters;
mod library;
mod marks;
mod memory;
mod network;
mod places;
mod protocol;
mod recorders;
mod repeated;
mod rules;
mod time_lapse;
mod tracks;
mod trials;
mod vary;
mod view;

use super::fault::{Fault, name_hint, nearest, noun};
use super::file::{Control, SCENE_VERSION, SceneFile, Selection};
use super::outline::Outline;
use super::parameter::Parameters;
use crate::units::{Milliseconds, Quantity, Time};
use crate::words::words;
use std::collections::HashMap;

/// What the checks found.
pub struct Judged {
    /// What makes it no scene.
    pub faults: Vec<Fault>,
    /// What a scene may have, but will not be exactly as it stands there.
    pub notes: Vec<Fault>,
}

/// All faults of a file; values below a path in `patched` were put in by the parser and are not judged.
pub fn validate(file: &SceneFile, source: &str, outline: &Outline, patched: &[String]) -> Judged {
    let mut check = Check { file, source, outline, patched, faults: Vec::new(), notes: Vec::new() };
    check.head();
    check.populations();
    check.initial();
    check.projections();
    check.modulation();
    check.inputs();
    check.patterns();
    check.tracks();
    check.timeline();
    check.time_lapses();
    check.recorders();
    check.experiment();
    check.library();
    check.camera();
    check.view();
    check.letters();
    check.places();
    check.memory();
    check.after_the_end();
    Judged { faults: check.faults, notes: check.notes }
}

/// Numbers of neurons that a population can have.
const COUNTS: std::ops::RangeInclusive<i64> = 1..=1_000_000;
/// Steps that a scene can have (ms).
const STEPS: std::ops::RangeInclusive<f32> = 0.05..=1.0;

/// The checks and what they found.
struct Check<'a> {
    file: &'a SceneFile,
    source: &'a str,
    outline: &'a Outline<'a>,
    patched: &'a [String],
    faults: Vec<Fault>,
    notes: Vec<Fault>,
}

impl Check<'_> {
    /// Report a fault.
    fn fault(&mut self, path: &str, what: impl Into<String>, hint: impl Into<String>) {
        if !self.is_patched(path) {
            self.faults.push(Fault::at(self.source, self.outline.position(path), path, what, hint));
        }
    }

    /// Report what is no fault, but not exactly as it stands there.
    fn note(&mut self, path: &str, what: impl Into<String>, hint: impl Into<String>) {
        if !self.is_patched(path) {
            self.notes.push(Fault::at(self.source, self.outline.position(path), path, what, hint));
        }
    }

    /// Whether the parser put the value at a path in.
    fn is_patched(&self, path: &str) -> bool {
        let below = |patched: &String| {
            path.strip_prefix(patched.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.patched.iter().any(below)
    }

    /// A number within a range; `unit` may be empty. Whether it is.
    fn within(&mut self, path: &str, value: f64, low: f64, high: f64, unit: &str) -> bool {
        if value.is_finite() && (low..=high).contains(&value) {
            return true;
        }
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        // A value that is wider than its own type can hold is read as infinite.
        let what = if value.is_finite() {
            words!(
                "fault-outside-unit",
                "{ $value }{ $unit } is outside the allowed range.",
                value = value.to_string(),
                unit = &unit
            )
        } else {
            words!("fault-not-finite", "{ $value } is not a finite number.", value = value.to_string())
        };
        self.fault(
            path,
            what,
            words!(
                "fault-allowed-unit",
                "Allowed: { $low } to { $high }{ $unit }.",
                low = low.to_string(),
                high = high.to_string(),
                unit = unit
            ),
        );
        false
    }

    /// A quantity within a range.
    fn quantity<Q: Quantity>(&mut self, path: &str, quantity: Q, low: f64, high: f64) -> bool {
        self.within(path, shortest(quantity.value()), low, high, Q::UNIT)
    }

    /// Every parameter of a rule or neuron within its range, and no time constant shorter than the step.
    fn parameters<P: Parameters>(&mut self, path: &str, parameters: &P) {
        for parameter in P::PARAMETERS {
            let path = format!("{path}.{}", parameter.name);
            let (value, unit) = ((parameter.get)(parameters), parameter.unit);
            if self.within(&path, shortest(value), shortest(parameter.low), shortest(parameter.high), unit)
                && parameter.name.ends_with("tau")
                && unit == Milliseconds::UNIT
                && let Some(dt) = self.longer_step(shortest(value))
            {
                let what = words!(
                    "fault-time-constant",
                    "the time constant { $value } { $unit } is shorter than the step dt, { $dt }.",
                    value = value.to_string(),
                    unit = unit,
                    dt = dt.to_string()
                );
                self.fault(
                    &path,
                    what,
                    words!("fault-time-constant-hint", "Make the time constant longer or dt shorter."),
                );
            }
        }
    }

    /// A time within a range.
    fn time<T: Time>(&mut self, path: &str, time: T, low: f64, high: f64) -> bool {
        let fine = self.within(path, time.value(), low, high, T::UNIT);
        if fine {
            self.grid(path, time);
        }
        fine
    }

    /// A plain number within a range.
    fn number(&mut self, path: &str, value: f32, low: f64, high: f64) -> bool {
        self.within(path, shortest(value), low, high, "")
    }

    /// A whole number within a range.
    fn count(&mut self, path: &str, value: i64, low: i64, high: i64) -> bool {
        if (low..=high).contains(&value) {
            return true;
        }
        self.fault(
            path,
            words!("fault-outside", "{ $value } is outside the allowed range.", value = value.to_string()),
            words!("fault-allowed", "Allowed: { $low } to { $high }.", low = grouped(low), high = grouped(high)),
        );
        false
    }

    /// Whether the step itself is no fault, so that times can be compared with it.
    fn step_is_judged(&self) -> bool {
        STEPS.contains(&self.file.dt.0) && !self.patched.iter().any(|path| path == "dt")
    }

    /// The step if a quantity (ms) is shorter than it.
    fn longer_step(&self, milliseconds: f64) -> Option<Milliseconds> {
        let dt = self.file.dt;
        (self.step_is_judged() && milliseconds < shortest(dt.0)).then_some(dt)
    }

    /// Index of a population, reporting a name that does not exist.
    fn population(&mut self, path: &str, name: &str) -> Option<usize> {
        let names: Vec<&str> = self.file.populations.iter().map(|population| population.name.as_str()).collect();
        self.name(path, name, &names, "population", "populations")
    }

    /// Index of a name among others, reporting one that does not exist.
    fn name(&mut self, path: &str, name: &str, names: &[&str], thing: &str, things: &str) -> Option<usize> {
        let index = names.iter().position(|candidate| *candidate == name);
        if index.is_none() {
            self.fault(
                path,
                words!("fault-no-such", "there is no { $thing } \"{ $name }\".", thing = noun(thing), name = name),
                name_hint(name, names, things),
            );
        }
        index
    }

    /// Names that are not empty and not repeated.
    fn unique_names(&mut self, names: &[(String, &str)], thing: &str) {
        let mut taken: HashMap<&str, &String> = HashMap::new();
        for (path, name) in names {
            if name.trim().is_empty() {
                self.fault(
                    path,
                    words!("fault-no-name", "the { $thing } has no name.", thing = noun(thing)),
                    words!("fault-give-one", "Give it one."),
                );
            } else if let Some(first) = taken.get(name) {
                let first = first.trim_end_matches(".name").to_owned();
                self.fault(
                    path,
                    words!(
                        "fault-name-taken",
                        "the name \"{ $name }\" is already taken by { $first }.",
                        name = *name,
                        first = first
                    ),
                    words!("fault-own-names", "Give each its own name."),
                );
            } else {
                taken.insert(name, path);
            }
        }
    }

    /// A selection of a population's neurons.
    fn selection(&mut self, path: &str, selection: &Selection, population: Option<usize>) {
        match selection {
            Selection::All => {}
            Selection::Neurons(neurons) => self.listed(path, neurons, population),
            Selection::Range(first, end) => {
                if first >= end {
                    self.fault(
                        path,
                        words!(
                            "fault-range-empty",
                            "the range from { $first } to before { $end } is empty.",
                            first = first.to_string(),
                            end = end.to_string()
                        ),
                        words!("fault-smaller-first", "Write the smaller first."),
                    );
                }
                self.indices(path, &[*first, end - 1], population);
            }
            Selection::Fraction(fraction) => {
                self.within(path, *fraction, 0.0, 1.0, "");
            }
            Selection::Rank { .. } => self.fault(
                path,
                words!("fault-rank", "who is first in an order is known only while the network runs."),
                words!("fault-rank-hint", "Phases of the timeline can act on a Rank; here, use Range(first, end)."),
            ),
        }
    }

    /// A population of `count` neurons has none of this index.
    fn no_neuron(&mut self, path: &str, population: &str, count: i64, neuron: i64) {
        let what = words!(
            "fault-no-neuron",
            "\"{ $population }\" has no neuron { $neuron }.",
            population = population,
            neuron = neuron.to_string()
        );
        let last = (count - 1).to_string();
        let hint = words!("fault-neurons-numbered", "Its neurons are numbered 0 to { $last }.", last = last);
        self.fault(path, what, hint);
    }

    /// Indices of neurons within a population; only the first that does not exist is reported.
    fn indices(&mut self, path: &str, neurons: &[i64], population: Option<usize>) {
        let Some(population) = population.and_then(|index| self.file.populations.get(index)) else { return };
        let count = population.count;
        // A number of neurons that is itself a fault says nothing about their indices.
        if !COUNTS.contains(&count) {
            return;
        }
        if let Some(wrong) = neurons.iter().find(|neuron| !(0..count).contains(*neuron)) {
            self.no_neuron(path, &population.name, count, *wrong);
        }
    }

    /// A list of neurons of a population, each named once.
    fn listed(&mut self, path: &str, neurons: &[i64], population: Option<usize>) {
        self.indices(path, neurons, population);
        self.distinct(path, neurons, |neuron| {
            words!("fault-neuron", "neuron { $neuron }", neuron = neuron.to_string())
        });
    }

    /// What concerns the scene as a whole.
    fn head(&mut self) {
        let file = self.file;
        if file.version != SCENE_VERSION {
            self.fault(
                "version",
                words!(
                    "fault-version",
                    "this program does not read version { $version }.",
                    version = file.version.to_string()
                ),
                words!("fault-version-hint", "Write version: { $version }.", version = SCENE_VERSION.to_string()),
            );
        }
        if file.name.trim().is_empty() {
            self.fault(
                "name",
                words!("fault-no-title", "the scene has no title."),
                words!("fault-give-one", "Give it one."),
            );
        }
        self.quantity("dt", file.dt, 0.05, 1.0);
        if let Some(duration) = file.duration {
            self.time("duration", duration, 0.001, 1e7);
        }
        self.quantity("guards.runaway", file.guards.runaway, 0.1, 10_000.0);
        if let Some(silence) = file.guards.silence {
            self.time("guards.silence", silence, 0.001, 1e7);
        }
        if file.controls.len() > 7 {
            let what = words!(
                "fault-controls",
                "{ $count } controls are in front, and at most seven fit.",
                count = file.controls.len().to_string()
            );
            self.fault("controls", what, words!("fault-controls-hint", "Keep the ones that the scene is about."));
        }
        for (index, control) in file.controls.iter().enumerate() {
            let path = format!("controls[{index}]");
            if file.controls[..index].contains(control) {
                self.fault(
                    &path,
                    words!("fault-control-twice", "this control is already in front."),
                    words!("fault-name-once", "Name it once."),
                );
            } else if *control == Control::InputStrength && file.patterns.is_none() {
                self.fault(
                    &path,
                    words!("fault-no-strength", "the scene has no pattern whose strength could be set."),
                    words!("fault-no-strength-hint", "Remove it, or add `patterns`."),
                );
            }
        }
    }

    /// Neuromodulators and states.
    fn modulation(&mut self) {
        let effects = &self.file.modulation;
        for (field, value, low) in [
            ("acetylcholine_slow_ahp", effects.acetylcholine_slow_ahp, 0.0),
            ("acetylcholine_leak", effects.acetylcholine_leak, -1.0),
            ("noradrenaline_leak", effects.noradrenaline_leak, -1.0),
            ("serotonin_leak", effects.serotonin_leak, 0.0),
            ("serotonin_ahp", effects.serotonin_ahp, 0.0),
            ("dopamine_ahp", effects.dopamine_ahp, 0.0),
            ("dopamine_baseline", effects.dopamine_baseline, 0.0),
            ("serotonin_baseline", effects.serotonin_baseline, 0.0),
        ] {
            self.number(&format!("modulation.{field}"), value, low, 1.0);
        }
        self.quantity("modulation.acetylcholine_threshold", effects.acetylcholine_threshold, -10.0, 10.0);
        self.parameters("reward", &self.file.reward);
        let states = &self.file.states;
        for (state, levels) in [("awake", &states.awake), ("nrem", &states.nrem), ("rem", &states.rem)] {
            for (field, value, high) in [
                ("acetylcholine", levels.acetylcholine, 1.0),
                ("dopamine", levels.dopamine, 1.0),
                ("serotonin", levels.serotonin, 1.0),
                ("noradrenaline", levels.noradrenaline, 1.0),
                ("gate", levels.gate, 1.0),
                ("depression", levels.depression, 10.0),
                ("inhibitory_plasticity", levels.inhibitory_plasticity, 10.0),
            ] {
                self.number(&format!("states.{state}.{field}"), value, 0.0, high);
            }
        }
    }
}

/// A number as it was written: 0.1 and not 0.10000000149.
fn shortest(value: f32) -> f64 {
    super::decimal(value)
}

/// A whole number with commas between thousands.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Whether a name can be that of a file on every system.
fn is_file_name(name: &str) -> bool {
    let reserved = ["spikes", "summary", "con", "prn", "aux", "nul"];
    !name.is_empty()
        && name.len() <= 64
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && nearest(name, reserved).is_none_or(|near| !near.eq_ignore_ascii_case(name))
}
