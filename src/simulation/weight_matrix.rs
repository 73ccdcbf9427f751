//! Weights from memory to memory: the mean over the synapses from the cells of one group onto those of another.

use super::run::Simulation;
use super::sample::NetworkInfo;
use crate::model::{Postsynaptic, Presynaptic, Weight};

/// Groups of neurons, and the mean weights between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightMatrix {
    /// Names: each memory, and each population with what of it is in no memory.
    pub groups: Vec<String>,
    /// Group of every neuron. A cell of several memories counts for the one that is listed first.
    pub group_of: Vec<u8>,
    /// Mean weight from each group (row) onto each (column), in units of the initial weight; not a number without synapses.
    pub mean: Vec<f32>,
    /// The same at the start.
    pub initial: Vec<f32>,
    /// Number of these synapses.
    pub synapses: Vec<u64>,
}

/// Most groups: more would have no room.
const MOST_GROUPS: usize = 16;

impl WeightMatrix {
    /// The groups of a network, and its weights as they are: those are the initial ones. Empty where there would be too many groups.
    #[must_use]
    pub fn new(info: &NetworkInfo, simulation: &Simulation) -> Self {
        let (memories, populations) = (info.patterns.len(), info.populations.len());
        if memories + populations > MOST_GROUPS {
            return Self::default();
        }
        let mut group_of = vec![0; info.positions.len()];
        for (index, population) in info.populations.iter().enumerate() {
            for neuron in population.range.clone() {
                group_of[neuron as usize] = (memories + index) as u8;
            }
        }
        for (index, pattern) in info.patterns.iter().enumerate().rev() {
            pattern.members.iter().for_each(|&neuron| group_of[neuron as usize] = index as u8);
        }
        let others = info.populations.iter().map(|population| {
            let split = population.range.clone().any(|neuron| (group_of[neuron as usize] as usize) < memories);
            if split { format!("other {}", population.name) } else { population.name.clone() }
        });
        let groups = info.patterns.iter().map(|pattern| pattern.name.clone()).chain(others).collect();
        let mut matrix = Self { groups, group_of, ..Self::default() };
        matrix.measure(simulation);
        matrix.initial.clone_from(&matrix.mean);
        matrix
    }

    /// Look at all weights anew.
    pub fn measure(&mut self, simulation: &Simulation) {
        let n = self.groups.len();
        let (mut sums, mut counts) = (vec![0.0_f64; n * n], vec![0_u64; n * n]);
        if n > 0 {
            simulation.with_column(|pre: &[Presynaptic]| {
                simulation.with_column(|post: &[Postsynaptic]| {
                    simulation.with_column(|weight: &[Weight]| {
                        for ((pre, post), weight) in pre.iter().zip(post).zip(weight) {
                            let from = self.group_of[pre.0 as usize] as usize;
                            let cell = from * n + self.group_of[post.0 as usize] as usize;
                            sums[cell] += f64::from(weight.0);
                            counts[cell] += 1;
                        }
                    });
                });
            });
        }
        self.mean = sums.iter().zip(&counts).map(|(sum, &count)| (sum / count as f64) as f32).collect();
        self.synapses = counts;
    }

    /// Share by which the mean weight from one group onto another has changed since the start; none without synapses.
    #[must_use]
    pub fn change(&self, from: usize, onto: usize) -> Option<f32> {
        let cell = from * self.groups.len() + onto;
        let (now, before) = (self.mean.get(cell)?, self.initial.get(cell)?);
        Some(now / before - 1.0).filter(|change| change.is_finite())
    }
}
