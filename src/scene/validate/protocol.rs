//! Checks of inputs, patterns and timeline.

use super::Check;
use super::drawn::{LARGEST_RATE_KHZ, Lowered};
use crate::modulation::BrainState;
use crate::scene::StepLength;
use crate::scene::file::{CurrentShape, InputFile, PhaseFile, ProjectionFile, SpikeEffect};
use crate::scene::resolve::{MOST_PHASES, count_phases};
use crate::units::{Hours, Time, TimeInMilliseconds, TimeInSeconds};
use crate::words::words;

/// Longest time that is skipped at once (biological hours): eleven years.
const LONGEST_SKIP_H: f64 = 100_000.0;
/// Times from the start of a run (ms).
const LONGEST_RUN_MS: std::ops::RangeInclusive<f64> = 0.0..=1e10;
/// Deepest nesting of repeats and choices.
const DEEPEST_REPEAT: usize = 8;

impl Check<'_> {
    /// Inputs from outside.
    pub fn inputs(&mut self) {
        self.one_spike_a_step_of_all_lists();
        for (index, input) in self.file.inputs.iter().enumerate() {
            let path = format!("inputs[{index}]");
            let at = |field: &str| format!("{path}.{field}");
            match input {
                InputFile::Poisson { to, rate, conductance, nrem_rate, rem_rate } => {
                    self.population(&at("to"), to);
                    self.quantity(&at("rate"), *rate, 0.0, LARGEST_RATE_KHZ);
                    self.quantity(&at("conductance"), *conductance, 0.0, 1000.0);
                    for (field, rate) in [("nrem_rate", nrem_rate), ("rem_rate", rem_rate)] {
                        if let Some(rate) = rate {
                            self.quantity(&at(field), *rate, 0.0, LARGEST_RATE_KHZ);
                        }
                    }
                }
                InputFile::Trains { to, neurons, rate, jitter, conductance, start, stop } => {
                    let population = self.population(&at("to"), to);
                    self.selection(&at("neurons"), neurons, population);
                    self.quantity(&at("rate"), *rate, 0.0, 1000.0);
                    self.quantity(&at("conductance"), *conductance, 0.0, 1000.0);
                    if let Some(jitter) = jitter {
                        self.quantity(&at("jitter"), *jitter, 0.0, 100.0);
                    }
                    self.time(&at("start"), *start, 0.0, 1e7);
                    if let Some(stop) = stop
                        && self.time(&at("stop"), *stop, start.0.clamp(0.0, 1e7), 1e7)
                    {
                        let times = (start.to_string(), stop.to_string());
                        self.lasts(
                            &at("stop"),
                            words!("fault-the-train", "the train"),
                            times,
                            (start.0 * 1000.0, stop.0 * 1000.0),
                        );
                    }
                }
                InputFile::Current { to, neurons, shape } => {
                    let population = self.population(&at("to"), to);
                    self.selection(&at("neurons"), neurons, population);
                    self.current(&at("shape"), *shape);
                }
                InputFile::SpikeTimes { to, neurons, times, effect } => {
                    let population = self.population(&at("to"), to);
                    self.selection(&at("neurons"), neurons, population);
                    // One wrong time is enough to see what is meant; a list may have thousands.
                    let wrong = times.iter().position(|time| !LONGEST_RUN_MS.contains(&time.0));
                    if let Some(index) = wrong {
                        self.moment(&format!("{}[{index}]", at("times")), times[index]);
                    } else {
                        self.grid_of_list(&at("times"), times);
                        self.one_spike_a_step(&at("times"), times, *effect);
                    }
                    if let SpikeEffect::Excite(conductance) | SpikeEffect::Inhibit(conductance) = effect {
                        self.quantity(&at("effect"), *conductance, 0.0, 1000.0);
                    }
                    let learns = |projection: &ProjectionFile| projection.to == *to && projection.btsp.is_some();
                    if *effect == SpikeEffect::Plateau && !self.file.projections.iter().any(learns) {
                        let what = words!(
                            "fault-no-plateaus",
                            "nothing listens to plateaus of \"{ $population }\".",
                            population = to
                        );
                        self.fault(
                            &at("effect"),
                            what,
                            words!(
                                "fault-no-plateaus-hint",
                                "Give a projection to it `btsp: ()`, or use another effect."
                            ),
                        );
                    }
                }
                InputFile::Disruption { to, patterns, excess, within, delay, duration, conductance } => {
                    self.population(&at("to"), to);
                    let names = self.file.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    for (index, pattern) in patterns.iter().enumerate() {
                        self.name(&format!("{}[{index}]", at("patterns")), pattern, &names, "pattern", "patterns");
                    }
                    self.distinct(&at("patterns"), patterns, |pattern| format!("\"{pattern}\""));
                    self.within(&at("excess"), *excess, 0.0, 1.0, "");
                    self.time(&at("within"), *within, 1.0, 1000.0);
                    if self.within(&at("delay"), delay.0, 0.0, 10_000.0, TimeInMilliseconds::UNIT) {
                        self.some_steps(&at("delay"), *delay, delay.0);
                    }
                    self.time(&at("duration"), *duration, 1.0, 10_000.0);
                    self.quantity(&at("conductance"), *conductance, 0.0, 1000.0);
                }
            }
        }
    }

    fn current(&mut self, path: &str, shape: CurrentShape) {
        let at = |field: &str| format!("{path}.{field}");
        let (start, stop) = match shape {
            CurrentShape::Step { start, stop, amplitude } => {
                self.quantity(&at("amplitude"), amplitude, -1e5, 1e5);
                (start, stop)
            }
            CurrentShape::Ramp { start, stop, from, to } => {
                self.quantity(&at("from"), from, -1e5, 1e5);
                self.quantity(&at("to"), to, -1e5, 1e5);
                (start, stop)
            }
            CurrentShape::Noise { start, stop, mean, sd, tau } => {
                self.quantity(&at("mean"), mean, -1e5, 1e5);
                self.quantity(&at("sd"), sd, 0.0, 1e5);
                self.quantity(&at("tau"), tau, 0.1, 10_000.0);
                (start, stop)
            }
        };
        if !(self.moment(&at("start"), start) && self.moment(&at("stop"), stop)) {
            return;
        }
        if stop.0 <= start.0 {
            self.fault(
                &at("stop"),
                words!(
                    "fault-end-before-begin",
                    "the end, { $stop }, is not after the begin, { $start }.",
                    stop = stop.to_string(),
                    start = start.to_string()
                ),
                words!("fault-end-before-begin-hint", "Make `stop` later than `start`."),
            );
        } else {
            self.lasts(
                &at("stop"),
                words!("fault-the-current", "the current"),
                (start.to_string(), stop.to_string()),
                (start.0, stop.0),
            );
        }
    }

    /// What goes on between two times (as written, and in ms) does so for a step at least.
    fn lasts(&mut self, path: &str, thing: &str, (start, stop): (String, String), (from, to): (f64, f64)) {
        let step = StepLength::of(self.file.dt);
        if self.step_is_judged() && step.steps(to) == step.steps(from) {
            let what = words!(
                "fault-same-step",
                "{ $thing } from { $start } to { $stop } begins and ends in the same step.",
                thing = thing,
                start = start,
                stop = stop
            );
            self.fault(path, what, words!("fault-same-step-hint", "Make it at least one step dt long."));
        }
    }

    /// Patterns.
    pub fn patterns(&mut self) {
        let Some(patterns) = &self.file.patterns else { return };
        if patterns.names.is_empty() {
            self.fault(
                "patterns.names",
                words!("fault-no-pattern", "there is no pattern."),
                words!("fault-no-pattern-hint", "Name at least one, or leave `patterns` out."),
            );
        }
        let names: Vec<_> = patterns
            .names
            .iter()
            .enumerate()
            .map(|(index, name)| (format!("patterns.names[{index}]"), name.as_str()))
            .collect();
        self.unique_names(&names, "pattern");
        self.population("patterns.to", &patterns.to);
        let fine = [
            self.count("patterns.channels", patterns.channels, 1, 10_000),
            self.within("patterns.contact_probability", patterns.contact_probability, 0.0, 1.0, ""),
            self.quantity("patterns.contact_rate", patterns.contact_rate, 0.0, 10.0),
            self.number("patterns.contact_sigma", patterns.contact_sigma, 0.0, 3.0),
        ];
        if fine == [true; 4] {
            self.drawn_contacts(patterns);
        }
        self.quantity("patterns.conductance", patterns.conductance, 0.0, 1000.0);
        self.time("patterns.presentation", patterns.presentation, 0.01, 60.0);
        self.number("patterns.cue_fraction", patterns.cue_fraction, 0.0, 1.0);
        self.shared_channels(patterns);
        self.sequence(patterns);
        if let Some(feedforward) = &patterns.feedforward {
            self.population("patterns.feedforward.to", &feedforward.to);
            self.quantity("patterns.feedforward.rate", feedforward.rate, 0.0, LARGEST_RATE_KHZ);
            self.number("patterns.feedforward.cue_factor", feedforward.cue_factor, 0.0, 1.0);
        }
    }

    /// The timeline.
    pub fn timeline(&mut self) {
        self.phases("timeline", &self.file.timeline, 0);
        let phases = count_phases(&self.file.timeline);
        if phases > MOST_PHASES {
            self.fault(
                "timeline",
                words!(
                    "fault-phases",
                    "with its repeats the timeline has { $phases } phases.",
                    phases = phases.to_string()
                ),
                words!("fault-phases-hint", "At most { $most } are possible.", most = MOST_PHASES.to_string()),
            );
        }
    }

    fn phases(&mut self, path: &str, phases: &[PhaseFile], depth: usize) {
        let file = self.file;
        let names: Vec<&str> = file
            .patterns
            .as_ref()
            .map_or_else(Vec::new, |patterns| patterns.names.iter().map(String::as_str).collect());
        for (index, phase) in phases.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let at = |field: &str| format!("{path}.{field}");
            match phase {
                PhaseFile::Present { pattern, duration, mixed, jitter }
                | PhaseFile::Cue { pattern, duration, mixed, jitter, .. } => {
                    self.name(&at("pattern"), pattern, &names, "pattern", "patterns");
                    if let PhaseFile::Cue { fraction, .. } = phase {
                        self.number(&at("fraction"), *fraction, 0.0, 1.0);
                    }
                    self.duration(&at("duration"), *duration);
                    self.deviation(&path, (pattern, mixed.as_ref()), *jitter, &names);
                }
                PhaseFile::Lap { track, duration, .. } => {
                    self.track(&at("track"), track);
                    self.duration(&at("duration"), *duration);
                }
                PhaseFile::Wait { duration, time_lapse, label } => {
                    if label.as_ref().is_some_and(|label| label.trim().is_empty()) {
                        self.fault(
                            &at("label"),
                            words!("fault-label-empty", "the label is empty."),
                            words!("fault-label-empty-hint", "Say in a few words what goes on, or leave it out."),
                        );
                    }
                    self.duration(&at("duration"), *duration);
                    self.number(&at("time_lapse"), *time_lapse, 1.0, 10_000.0);
                }
                PhaseFile::Sleep { stage, duration, time_lapse } => {
                    if *stage == BrainState::Awake {
                        self.fault(
                            &at("stage"),
                            words!("fault-sleep-awake", "sleep is NREM or REM, not awake."),
                            words!("fault-sleep-awake-hint", "Write Nrem or Rem, or use Wait."),
                        );
                    }
                    self.duration(&at("duration"), *duration);
                    self.number(&at("time_lapse"), *time_lapse, 1.0, 10_000.0);
                }
                PhaseFile::Skip { duration } => self.skip(&at("duration"), *duration),
                PhaseFile::If { .. } | PhaseFile::First { .. } => self.choice(&path, phase, depth),
                PhaseFile::SetParameter { .. }
                | PhaseFile::ScaleAhp { .. }
                | PhaseFile::LoseCells { .. }
                | PhaseFile::LoseSynapses { .. } => self.intervention(&path, phase),
                PhaseFile::SetModulator { level, .. } => {
                    self.number(&at("level"), *level, 0.0, 1.0);
                }
                PhaseFile::Mark(name) => self.marked(&path, name, &phases[..index]),
                PhaseFile::ReleaseModulator { .. } => {}
                PhaseFile::Reward { size } => {
                    self.number(&at("size"), *size, -10.0, 10.0);
                }
                PhaseFile::ShuffleExcitability { population } => {
                    let index = self.population(&at("population"), population);
                    self.learned_excitability(
                        &at("population"),
                        index,
                        words!("fault-purpose-shuffle", "shuffle"),
                        words!("fault-otherwise-remove", "remove the phase"),
                    );
                }
                PhaseFile::SetExcitability { population, neurons, value }
                | PhaseFile::Paint { population, neurons, value } => {
                    let index = self.population(&at("population"), population);
                    self.chosen_then(&at("neurons"), neurons, index);
                    let learned = matches!(phase, PhaseFile::SetExcitability { .. });
                    let fine = self.number(&at("value"), *value, -1.0, 1.0);
                    if let Some(population) = index.map(|index| &file.populations[index]).filter(|_| fine) {
                        let neuron = &population.neuron;
                        let a_unit = if learned { neuron.excitability_threshold } else { neuron.paint_threshold };
                        self.lowered_thresholds(&at("value"), &Lowered { population, neurons, value: *value, a_unit });
                    }
                    if learned {
                        self.learned_excitability(
                            &at("population"),
                            index,
                            words!("fault-purpose-set", "set"),
                            words!("fault-otherwise-paint", "use Paint"),
                        );
                    }
                }
                PhaseFile::Repeat { times, phases } => {
                    self.count(&at("times"), *times, 1, 100_000);
                    self.repeated(&at("phases"), phases, depth);
                }
            }
        }
    }

    /// Time that is skipped.
    fn skip(&mut self, path: &str, duration: Hours) {
        if self.quantity(path, duration, 0.0, LONGEST_SKIP_H) && duration.0 == 0.0 {
            self.fault(
                path,
                words!("fault-no-skip", "no time is skipped."),
                words!("fault-no-skip-hint", "Make it longer, or remove the Skip."),
            );
        }
    }

    /// A mark after other phases.
    fn marked(&mut self, path: &str, name: &str, before: &[PhaseFile]) {
        if name.trim().is_empty() {
            self.fault(
                path,
                words!("fault-mark-no-name", "the mark has no name."),
                words!("fault-give-one", "Give it one."),
            );
        }
        // Phases that take no time may stand between the two.
        let mut since = before.iter().rev().take_while(|earlier| earlier.takes_no_time());
        if since.any(|earlier| matches!(earlier, PhaseFile::Mark(other) if other == name)) {
            let what = words!(
                "fault-mark-twice",
                "the mark \"{ $name }\" stands at this moment already, and would count twice.",
                name = name
            );
            self.fault(path, what, words!("fault-mark-twice-hint", "Remove one of the two."));
        }
    }

    /// Phases that are repeated.
    fn repeated(&mut self, path: &str, phases: &[PhaseFile], depth: usize) {
        if phases.is_empty() {
            self.fault(
                path,
                words!("fault-no-repeat", "there is nothing to repeat."),
                words!("fault-no-repeat-hint", "Put phases in, or remove the Repeat."),
            );
        }
        self.nested(path, phases, depth);
    }

    /// Phases within another one.
    pub(super) fn nested(&mut self, path: &str, phases: &[PhaseFile], depth: usize) {
        if depth < DEEPEST_REPEAT {
            self.phases(path, phases, depth + 1);
        } else {
            self.fault(
                path,
                words!("fault-repeats-deep", "repeats and choices are nested too deeply."),
                words!("fault-levels", "At most { $levels } levels.", levels = DEEPEST_REPEAT.to_string()),
            );
        }
    }

    /// A phase needs that the neurons of a population learn excitability.
    pub(super) fn learned_excitability(&mut self, path: &str, index: Option<usize>, purpose: &str, otherwise: &str) {
        let file = self.file;
        let population = index.map(|index| &file.populations[index]);
        if let Some(population) = population.filter(|population| population.intrinsic_plasticity.is_none()) {
            let what = words!(
                "fault-no-learned",
                "\"{ $population }\" has no learned excitability to { $purpose }.",
                population = &population.name,
                purpose = purpose
            );
            self.fault(
                path,
                what,
                words!(
                    "fault-no-learned-hint",
                    "Give it `intrinsic_plasticity: ()`, or { $otherwise }.",
                    otherwise = otherwise
                ),
            );
        }
    }

    /// A time from the start of the run.
    fn moment(&mut self, path: &str, time: TimeInMilliseconds) -> bool {
        self.time(path, time, *LONGEST_RUN_MS.start(), *LONGEST_RUN_MS.end())
    }

    fn duration(&mut self, path: &str, duration: TimeInSeconds) {
        if self.time(path, duration, 0.0, 1e6)
            && let Some(dt) = self.longer_step(duration.0 * 1000.0)
        {
            self.fault(
                path,
                words!(
                    "fault-duration",
                    "the duration { $duration } is shorter than the step dt, { $dt }.",
                    duration = duration.to_string(),
                    dt = dt.to_string()
                ),
                words!("fault-longer", "Make it longer."),
            );
        }
    }
}
