//! Weights from memory to memory: the mean over the synapses from the cells of one group onto those of another.

use crate::words::words;

/// A group of neurons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightGroup {
    /// Name of the memory or population.
    pub name: String,
    /// Whether it is what of the population is in no memory.
    pub rest: bool,
}

impl WeightGroup {
    /// What it is called.
    #[must_use]
    pub fn label(&self) -> String {
        if self.rest { words!("weights-rest", "other { $name }", name = &self.name) } else { self.name.clone() }
    }
}

/// Groups of neurons, and the mean weights between them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightMatrix {
    /// Each memory, and each population with what of it is in no memory.
    pub groups: Vec<WeightGroup>,
    /// Group of every neuron. A cell of several memories counts for the one that is listed first.
    pub group_of: Vec<u8>,
    /// Mean weight from each group (row) onto each (column), in units of the initial weight; not a number without synapses.
    pub mean: Vec<f32>,
    /// The same at the start.
    pub initial: Vec<f32>,
    /// Number of these synapses.
    pub synapses: Vec<u64>,
}

impl WeightMatrix {
    /// Share by which the mean weight from one group onto another has changed since the start; none without synapses.
    #[must_use]
    pub fn change(&self, from: usize, onto: usize) -> Option<f32> {
        let cell = from * self.groups.len() + onto;
        let (now, before) = (self.mean.get(cell)?, self.initial.get(cell)?);
        Some(now / before - 1.0).filter(|change| change.is_finite())
    }
}
