//! Spikes: those of this step, and those on their way along the axons.

use crate::state::state;
use bevy::ecs::resource::Resource;

/// Neurons that fired in this step, in ascending order within each population.
#[derive(Resource, Clone, Debug, Default)]
pub struct Spikes {
    /// Global neuron indices.
    pub now: Vec<u32>,
    /// Neurons that the protocol makes fire in this step.
    pub forced: Vec<u32>,
    /// Neurons to which the protocol gives a plateau potential in this step.
    pub plateaus: Vec<u32>,
    /// Spikes since the start.
    pub total: u64,
}

state!(Spikes { now, forced, plateaus, total });

/// Spikes on their way: a ring of slots, one a step, as long as the longest delay.
#[derive(Resource, Clone, Debug, Default)]
pub struct SpikeQueue {
    /// `slots[step % length][projection]`: axons whose spike arrives then.
    slots: Vec<Vec<Vec<u32>>>,
    /// Slot of the present step.
    present: usize,
}

state!(SpikeQueue { slots, present });

impl SpikeQueue {
    /// A queue for delays up to `longest` steps and this many projections.
    #[must_use]
    pub fn new(longest: usize, projections: usize) -> Self {
        Self { slots: vec![vec![Vec::new(); projections]; longest + 1], present: 0 }
    }

    /// Let an axon's spike arrive `delay` steps from now (at most the longest delay).
    #[inline]
    pub fn push(&mut self, projection: usize, axon: u32, delay: usize) {
        let mut slot = self.present + delay;
        if slot >= self.slots.len() {
            slot -= self.slots.len();
        }
        self.slots[slot][projection].push(axon);
    }

    /// Axons of a projection whose spike arrives now.
    #[inline]
    #[must_use]
    pub fn arriving(&self, projection: usize) -> &[u32] {
        self.slots.get(self.present).map_or(&[], |slot| &slot[projection])
    }

    /// Drop all spikes on their way.
    pub fn clear(&mut self) {
        self.slots.iter_mut().flatten().for_each(Vec::clear);
    }

    /// Go on to the next step; the slot of this one is emptied.
    pub fn advance(&mut self) {
        if let Some(slot) = self.slots.get_mut(self.present) {
            slot.iter_mut().for_each(Vec::clear);
        }
        self.present = (self.present + 1) % self.slots.len().max(1);
    }

    /// All spikes on their way in the order of their arrival, as (steps from now, projection, axon).
    pub fn pending(&self) -> impl Iterator<Item = (usize, usize, u32)> + '_ {
        (0..self.slots.len()).flat_map(move |ahead| {
            let slot = &self.slots[(self.present + ahead) % self.slots.len()];
            slot.iter()
                .enumerate()
                .flat_map(move |(projection, axons)| axons.iter().map(move |&axon| (ahead, projection, axon)))
        })
    }
}
