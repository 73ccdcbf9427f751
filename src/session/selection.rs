//! Which neurons are selected: one of them is looked at closely, all of them are outlined and summed up.

use super::Session;
use crate::simulation::RunnerRequest;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The neurons that the user selected.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The one whose traces and synapses are shown.
    primary: Option<u32>,
    /// All of them with that one, sorted.
    neurons: Arc<[u32]>,
    /// Counts the changes.
    version: u64,
}

impl From<Option<u32>> for Selection {
    fn from(neuron: Option<u32>) -> Self {
        Self { primary: neuron, neurons: neuron.into_iter().collect(), version: 0 }
    }
}

impl Selection {
    /// The neuron whose traces and synapses are shown.
    #[must_use]
    pub const fn primary(&self) -> Option<u32> {
        self.primary
    }

    /// All of them, sorted.
    #[must_use]
    pub fn neurons(&self) -> &[u32] {
        &self.neurons
    }

    /// Whether they are several.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.neurons.len() > 1
    }

    /// Whether a neuron is one of them.
    #[must_use]
    pub fn contains(&self, neuron: u32) -> bool {
        self.neurons.binary_search(&neuron).is_ok()
    }

    /// Another number after each change.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Take these instead. The one that is looked at stays if it is among them; else it is `closest`, or the first of them.
    fn set(&mut self, mut neurons: Vec<u32>, closest: Option<u32>) {
        let first = neurons.first().copied();
        neurons.sort_unstable();
        neurons.dedup();
        self.neurons = neurons.into();
        self.primary = [closest, self.primary, first].into_iter().flatten().find(|&neuron| self.contains(neuron));
        self.version += 1;
    }

    /// Those that are several, as the simulation thread sums them up; none of a single one.
    fn group(&self) -> Arc<[u32]> {
        if self.is_group() { Arc::clone(&self.neurons) } else { Arc::default() }
    }
}

impl Session {
    /// The neuron whose traces and synapses are shown.
    #[must_use]
    pub const fn selected(&self) -> Option<u32> {
        self.selection.primary()
    }

    /// Select this neuron alone, or none.
    pub fn select(&mut self, neuron: Option<u32>) {
        let was_group = self.selection.is_group();
        self.selection.set(neuron.into_iter().collect(), neuron);
        self.request(RunnerRequest::Select(neuron));
        if was_group {
            self.request(RunnerRequest::SelectGroup(Arc::default()));
        }
    }

    /// Select these neurons and no others.
    pub fn select_group(&mut self, neurons: Vec<u32>) {
        self.change_selection(neurons, None);
    }

    /// Select these as well; a single one is looked at closely.
    pub fn add_to_selection(&mut self, neurons: &[u32]) {
        let closest = if let [neuron] = neurons { Some(*neuron) } else { None };
        self.change_selection([self.selection.neurons(), neurons].concat(), closest);
    }

    /// Let go of these.
    pub fn remove_from_selection(&mut self, neurons: &[u32]) {
        let gone: BTreeSet<u32> = neurons.iter().copied().collect();
        let others = self.selection.neurons().iter().copied().filter(|neuron| !gone.contains(neuron));
        self.change_selection(others.collect(), None);
    }

    /// Let go of a neuron if it is selected, else select it as well.
    pub fn toggle_selected(&mut self, neuron: u32) {
        if self.selection.contains(neuron) {
            self.remove_from_selection(&[neuron]);
        } else {
            self.add_to_selection(&[neuron]);
        }
    }

    /// Select all neurons.
    pub fn select_all(&mut self) {
        let count = self.info.positions.len() as u32;
        self.change_selection((0..count).collect(), None);
    }

    /// Select those with the highest values of the variable that is shown, or the lowest: so many, by rank, ties by index.
    pub fn select_by_rank(&mut self, count: usize, highest: bool) {
        let Some(shown) = self.shown() else { return };
        let finite = (0_u32..).zip(&shown.values).filter(|(_, value)| value.is_finite());
        let mut ranked: Vec<(u32, f32)> = finite.map(|(neuron, &value)| (neuron, value)).collect();
        ranked.sort_by(|a, b| if highest { b.1.total_cmp(&a.1) } else { a.1.total_cmp(&b.1) });
        ranked.truncate(count);
        let first = ranked.first().map(|(neuron, _)| *neuron);
        self.change_selection(ranked.into_iter().map(|(neuron, _)| neuron).collect(), first);
    }

    /// Select the members of a pattern, by its index in the scene.
    pub fn select_memory(&mut self, pattern: usize) {
        if let Some(members) = self.info.patterns.get(pattern).map(|pattern| pattern.members.clone()) {
            self.change_selection(members, None);
        }
    }

    /// Tell the simulation thread once more what is selected: it follows another run now.
    pub(super) fn follow_selection(&self) {
        self.request(RunnerRequest::Select(self.selected()));
        if self.selection.is_group() {
            self.request(RunnerRequest::SelectGroup(self.selection.group()));
        }
    }

    pub(super) fn change_selection(&mut self, neurons: Vec<u32>, closest: Option<u32>) {
        let (primary, was_group) = (self.selected(), self.selection.is_group());
        self.selection.set(neurons, closest);
        if self.selected() != primary {
            self.request(RunnerRequest::Select(self.selected()));
        }
        if was_group || self.selection.is_group() {
            self.request(RunnerRequest::SelectGroup(self.selection.group()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::Variable;
    use crate::simulation::{NetworkInfo, PatternInfo, ShownValues, ViewSample};

    fn session() -> Session {
        let patterns = vec![PatternInfo { name: "A".to_owned(), members: vec![4, 2] }];
        let values = vec![3.0, f32::NAN, 1.0, 9.0, 9.0, -2.0];
        let shown = Some(ShownValues { variable: Variable::Rate, values });
        let info = NetworkInfo { positions: vec![[0.0; 3]; 6], patterns, ..NetworkInfo::default() };
        Session::detached(info, ViewSample { shown, ..ViewSample::default() })
    }

    fn selected(session: &Session) -> (Option<u32>, Vec<u32>) {
        (session.selected(), session.selection.neurons().to_vec())
    }

    #[test]
    fn clicks_add_neurons_and_take_them_away_and_one_is_looked_at() {
        let mut session = session();
        session.select(Some(4));
        session.add_to_selection(&[1]);
        assert_eq!(selected(&session), (Some(1), vec![1, 4]));
        session.toggle_selected(1);
        assert_eq!(selected(&session), (Some(4), vec![4]));
        session.toggle_selected(0);
        session.add_to_selection(&[3, 5]);
        assert_eq!(selected(&session), (Some(0), vec![0, 3, 4, 5]), "a box leaves what is looked at");
        session.toggle_selected(0);
        session.toggle_selected(3);
        session.toggle_selected(4);
        session.toggle_selected(5);
        assert_eq!(selected(&session), (None, vec![]));
    }

    #[test]
    fn neurons_are_selected_by_rank_by_memory_and_all() {
        let mut session = session();
        session.select_by_rank(3, true);
        assert_eq!(selected(&session), (Some(3), vec![0, 3, 4]), "no value has no rank, ties go by index");
        session.select_by_rank(2, false);
        assert_eq!(selected(&session), (Some(5), vec![2, 5]));
        session.select_memory(0);
        assert_eq!(selected(&session), (Some(4), vec![2, 4]), "the first member, as none was selected before");
        session.select_all();
        assert_eq!(selected(&session), (Some(4), (0..6).collect()));
    }

    #[test]
    fn the_simulation_thread_sums_up_groups_and_is_told_when_there_is_none() {
        let mut session = session();
        let group = |neurons: &[u32]| RunnerRequest::SelectGroup(neurons.into());
        session.select(Some(4));
        session.add_to_selection(&[1]);
        session.select(None);
        session.select(Some(2));
        let asked = session.take_requests();
        let expected = [
            RunnerRequest::Select(Some(4)),
            RunnerRequest::Select(Some(1)),
            group(&[1, 4]),
            RunnerRequest::Select(None),
            group(&[]),
            RunnerRequest::Select(Some(2)),
        ];
        assert_eq!(asked, expected);
    }
}
