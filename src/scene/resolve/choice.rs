//! A choice of the closed loop with its branches, one after the other.

use super::{Flattening, span};
use crate::scene::file::{PhaseFile, ReadGroup};
use crate::scene::phase::{Branch, Choice, Phase, PhaseKind};

impl Flattening<'_> {
    /// Add a choice and its branches; whether the phase is one.
    pub(super) fn add_choice(&mut self, phase: &PhaseFile) -> bool {
        let (name, groups, window, above) = match phase {
            PhaseFile::If { name, of, window, above, .. } => (name, vec![of], window, above),
            PhaseFile::First { name, of, window, above, .. } => {
                (name, of.iter().map(|one| &one.group).collect(), window, above)
            }
            _ => return false,
        };
        let branches = phase.branches();
        let (start_step, outer, index) = (self.step, self.branch, self.choices);
        let length = branches.iter().map(|(_, phases)| span(phases, self.length)).max().unwrap_or(0);
        let end_step = start_step.saturating_add(length);
        let choice = Choice {
            index,
            options: branches.iter().map(|&(option, _)| option.to_owned()).collect(),
            groups: groups.into_iter().map(|group| self.group(group)).collect(),
            window_steps: self.length.steps(window.0 * 1000.0),
            above_hz: above.0,
            end_step,
        };
        self.choices += 1;
        // Laps count from the same one in each branch.
        let (laps, mut most) = (self.laps.clone(), self.laps.clone());
        self.push(PhaseKind::Choose(choice), name.clone(), start_step);
        for (option, (option_name, phases)) in branches.into_iter().enumerate() {
            self.step = start_step;
            self.laps.clone_from(&laps);
            self.branch = Some(Branch { choice: index, option });
            let mark = format!("{name}: {option_name}");
            self.push(PhaseKind::Mark { name: mark.clone() }, mark, start_step);
            if phases.is_empty() && length > 0 {
                self.push(PhaseKind::Wait, "rest".to_owned(), end_step);
            }
            self.add(phases);
            most.iter_mut().zip(&self.laps).for_each(|(most, &laps)| *most = laps.max(*most));
        }
        (self.step, self.branch, self.laps) = (end_step, outer, most);
        true
    }

    pub(super) fn push(&mut self, kind: PhaseKind, label: String, end_step: u64) {
        let (state, start_step, branch) = (self.file.state, self.step, self.branch);
        self.phases.push(Phase { kind, label, state, time_lapse: 1.0, start_step, end_step, branch });
    }

    /// Index of a group: the same neurons are one group.
    fn group(&mut self, group: &ReadGroup) -> usize {
        let neurons = self.neurons(&group.population, &group.neurons);
        let known = self.groups.iter().position(|known| *known == neurons);
        known.unwrap_or_else(|| {
            self.groups.push(neurons);
            self.groups.len() - 1
        })
    }
}
