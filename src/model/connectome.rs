//! The index between neurons and synapses.
//!
//! Rows of the synapse table are ordered by (projection, presynaptic, postsynaptic), so the table itself is the value array
//! of a compressed sparse matrix and the connectome holds its offsets. An axon is a (projection, presynaptic neuron) pair.

use crate::state::state;
use bevy::ecs::resource::Resource;
use std::ops::Range;

/// A synapse as its postsynaptic neuron finds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IncomingSynapse {
    /// Row of the synapse table.
    pub row: u32,
    /// Presynaptic neuron, counted from the start of its population.
    pub presynaptic: u32,
}

state!(IncomingSynapse { row, presynaptic });

/// Offsets and lists that lead from a neuron to its synapses.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Connectome {
    /// First row of each axon, and the number of rows at the end.
    pub first_row: Vec<u32>,
    /// Delay of each axon (steps, at least 1).
    pub delay: Vec<u16>,
    /// For each population the first axon of each projection that leaves it, with the projection's position.
    pub outgoing: Vec<Vec<(usize, usize)>>,
    /// For each plastic projection (by position; others are empty) the incoming synapses, grouped by postsynaptic neuron.
    pub incoming: Vec<Vec<IncomingSynapse>>,
    /// For each plastic projection the first entry of each postsynaptic neuron in `incoming`, and the length at the end.
    pub first_incoming: Vec<Vec<u32>>,
}

// Delays belong to axons, and which projections leave a population does not change either.
state!(Connectome { first_row, incoming });

impl Connectome {
    /// Rows of the synapses of an axon.
    #[inline]
    #[must_use]
    pub fn rows(&self, axon: usize) -> Range<usize> {
        self.first_row[axon] as usize..self.first_row[axon + 1] as usize
    }

    /// Incoming synapses of a neuron (counted from the start of its population) in a plastic projection.
    #[inline]
    #[must_use]
    pub fn incoming(&self, projection: usize, postsynaptic: usize) -> &[IncomingSynapse] {
        let first = &self.first_incoming[projection];
        &self.incoming[projection][first[postsynaptic] as usize..first[postsynaptic + 1] as usize]
    }
}
