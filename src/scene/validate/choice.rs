//! Checks of choices: what they read is there, and their branches last the same.

use super::Check;
use crate::scene::StepLength;
use crate::scene::file::{PhaseFile, ReadGroup, Selection};
use crate::scene::resolve::span;
use crate::units::{Hertz, TimeInSeconds};
use crate::words::words;

/// Times over which a rate is read (s).
const WINDOWS_S: (f64, f64) = (0.001, 10.0);
/// Highest rate that can be asked for (Hz).
const HIGHEST_HZ: f64 = 1000.0;

impl Check<'_> {
    /// A choice; nothing of other phases.
    pub(super) fn choice(&mut self, path: &str, phase: &PhaseFile, depth: usize) {
        match phase {
            PhaseFile::If { name, of, window, above, .. } => {
                self.reading(path, name, *window, *above);
                self.read_group(&format!("{path}.of"), of);
            }
            PhaseFile::First { name, of, window, above, .. } => {
                self.reading(path, name, *window, *above);
                if of.len() < 2 {
                    self.fault(
                        &format!("{path}.of"),
                        words!("fault-first-one", "there are not two groups of which one could be first."),
                        words!("fault-first-one-hint", "Name two or more, or use If."),
                    );
                }
                let taken = of.iter().enumerate();
                let mut names: Vec<_> =
                    taken.map(|(index, one)| (format!("{path}.of[{index}].name"), one.name.as_str())).collect();
                if let Some((at, _)) = names.iter().find(|(_, name)| *name == "none") {
                    self.fault(
                        at,
                        words!("fault-first-none", "\"none\" is the branch that is taken if no group is first."),
                        words!("fault-first-none-hint", "Give the group another name."),
                    );
                }
                names.retain(|(_, name)| *name != "none");
                self.unique_names(&names, "group");
                for (index, one) in of.iter().enumerate() {
                    self.read_group(&format!("{path}.of[{index}].group"), &one.group);
                }
            }
            _ => return,
        }
        let faults = self.faults.len();
        for (list, phases, _) in phase.within().into_iter().filter(|(_, phases, _)| !phases.is_empty()) {
            self.nested(&format!("{path}.{list}"), phases, depth);
        }
        // Times that are faults themselves say nothing about lengths.
        if self.faults.len() == faults {
            self.same_length(path, phase);
        }
    }

    fn reading(&mut self, path: &str, name: &str, window: TimeInSeconds, above: Hertz) {
        if name.trim().is_empty() {
            self.fault(
                &format!("{path}.name"),
                words!("fault-choice-no-name", "what is decided has no name."),
                words!(
                    "fault-choice-no-name-hint",
                    "Give it one: the mark of the branch that is taken begins with it."
                ),
            );
        }
        let at = format!("{path}.window");
        if self.time(&at, window, WINDOWS_S.0, WINDOWS_S.1)
            && let Some(dt) = self.longer_step(window.0 * 1000.0)
        {
            let what = words!(
                "fault-duration",
                "the duration { $duration } is shorter than the step dt, { $dt }.",
                duration = window.to_string(),
                dt = dt.to_string()
            );
            self.fault(&at, what, words!("fault-longer", "Make it longer."));
        }
        self.quantity(&format!("{path}.above"), above, 0.0, HIGHEST_HZ);
    }

    fn read_group(&mut self, path: &str, group: &ReadGroup) {
        let population = self.population(&format!("{path}.population"), &group.population);
        let at = format!("{path}.neurons");
        match &group.neurons {
            Selection::Fraction(_) => {
                let hint = words!(
                    "fault-fraction-hint",
                    "Use Range(first, end): neurons are wired at random, so that any range is a random set."
                );
                self.fault(&at, words!("fault-fraction", "a random fraction cannot be named again."), hint);
            }
            Selection::Neurons(neurons) if neurons.is_empty() => self.fault(
                &at,
                words!("fault-nobody-read", "nobody's rate is read."),
                words!("fault-nobody-read-hint", "Name a neuron at least."),
            ),
            other => self.selection(&at, other, population),
        }
    }

    /// Branches with phases last the same, so that the times of the timeline do not depend on what is chosen.
    fn same_length(&mut self, path: &str, phase: &PhaseFile) {
        if !self.step_is_judged() {
            return;
        }
        let length = StepLength::of(self.file.dt);
        let lists = phase.within();
        let longest = lists.iter().map(|(_, phases, _)| span(phases, length)).max().unwrap_or(0);
        for ((list, phases, _), (name, _)) in lists.iter().zip(phase.branches()) {
            let own = span(phases, length);
            if phases.is_empty() || own == longest {
                continue;
            }
            let seconds = |steps: u64| length.time_s(steps).to_string();
            let what = words!(
                "fault-branch-shorter",
                "the branch \"{ $name }\" lasts { $own } s, and another one { $longest } s.",
                name = name,
                own = seconds(own),
                longest = seconds(longest)
            );
            let hint = words!(
                "fault-branch-shorter-hint",
                "Make it longer by { $missing } s, such as by a Wait: what follows begins at one time, whatever is chosen.",
                missing = seconds(longest - own)
            );
            self.fault(&format!("{path}.{list}"), what, hint);
        }
    }
}
