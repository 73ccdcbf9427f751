//! What the timeline did to the network for good: neurons and synapses that are lost, and drugs that are given.

use crate::state::state;
use bevy::ecs::resource::Resource;

/// Lasting interventions, as far as they have happened.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Interventions {
    /// Neurons that are lost, in order.
    pub cells: Vec<u32>,
    /// Rows of synapses that are lost, in order.
    pub synapses: Vec<u32>,
    /// Factors on the afterhyperpolarization of populations.
    ahp: Vec<(u32, f32)>,
    /// What was done: before which step, and by which phase of the timeline.
    pub done: Vec<(u64, u32)>,
}

state!(Interventions { cells, synapses, ahp, done });

impl Interventions {
    /// Lose some neurons.
    pub fn lose_cells(&mut self, neurons: &[u32]) {
        lose(&mut self.cells, neurons);
    }

    /// Lose some synapses, by their rows.
    pub fn lose_synapses(&mut self, rows: &[u32]) {
        lose(&mut self.synapses, rows);
    }

    /// Whether a neuron is lost.
    #[inline]
    #[must_use]
    pub fn has_lost(&self, neuron: u32) -> bool {
        !self.cells.is_empty() && self.cells.binary_search(&neuron).is_ok()
    }

    /// Set the factor on the afterhyperpolarization of a population.
    pub fn set_ahp(&mut self, population: usize, factor: f32) {
        self.ahp.retain(|&(known, _)| known as usize != population);
        self.ahp.push((population as u32, factor));
        self.ahp.sort_unstable_by_key(|&(known, _)| known);
    }

    /// Factor on the afterhyperpolarization of a population; none where no phase set it.
    #[must_use]
    pub fn ahp(&self, population: usize) -> Option<f32> {
        self.ahp.iter().find(|&&(known, _)| known as usize == population).map(|&(_, factor)| factor)
    }
}

fn lose(list: &mut Vec<u32>, more: &[u32]) {
    list.extend(more);
    list.sort_unstable();
    list.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_twice_is_lost_once_and_a_drug_replaces_the_one_before() {
        let mut interventions = Interventions::default();
        interventions.lose_cells(&[5, 2]);
        interventions.lose_cells(&[2, 3]);
        assert_eq!(interventions.cells, [2, 3, 5]);
        assert!(interventions.has_lost(3) && !interventions.has_lost(4));
        interventions.set_ahp(1, 0.7);
        interventions.set_ahp(0, 1.5);
        interventions.set_ahp(1, 0.5);
        assert_eq!([0, 1, 2].map(|population| interventions.ahp(population)), [Some(1.5), Some(0.5), None]);
    }
}
