//! A projection: the synapses from one population to another, and what they share.

use bevy::ecs::component::Component;
use std::ops::Range;

/// Which conductances a projection's spikes open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// Fast and slow excitatory conductance (nS for a synapse of weight 1).
    Excitatory {
        /// Fast part.
        fast: f32,
        /// Slow part; its charge relative to the fast part is preserved, so it is scaled by τ_fast / τ_slow.
        slow: f32,
    },
    /// Inhibitory conductance (nS for a synapse of weight 1).
    Inhibitory {
        /// Conductance.
        conductance: f32,
    },
}

/// A projection (an entity with its parameters; its synapses are entities of their own).
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Projection {
    /// Name in the scene.
    pub name: String,
    /// Position among the projections.
    pub index: usize,
    /// Presynaptic neurons.
    pub presynaptic: Range<usize>,
    /// Postsynaptic neurons.
    pub postsynaptic: Range<usize>,
    /// Its axons in the connectome: one a presynaptic neuron.
    pub axons: Range<usize>,
    /// Its synapses: rows of the synapse table.
    pub rows: Range<usize>,
    /// Conductances that a spike opens.
    pub target: Target,
    /// Share of the conductance that full acetylcholine takes away.
    pub acetylcholine_suppression: f32,
    /// Upper bound of plastic weights.
    pub maximum_weight: f32,
    /// Whether a rule can change its weights.
    pub plastic: bool,
}

/// Factors on the spikes of a projection that arrive in this step, in the order of their arrival; empty if all are 1.
#[derive(Component, Clone, Debug, Default, PartialEq)]
pub struct ReleaseFactors(pub Vec<f32>);
