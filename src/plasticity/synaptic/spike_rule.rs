//! What every spike-driven synaptic rule is: the traces that it reads, and two functions that give a weight change.

use crate::model::{Connectome, Postsynaptic, Projection, ReferenceWeight, SpikeQueue, Spikes, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{RuleSwitches, Tunable};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};

/// A synapse as a rule sees it when its postsynaptic neuron fires.
#[derive(Clone, Copy, Debug)]
pub struct Synapse {
    /// Weight.
    pub weight: f32,
    /// Reference weight.
    pub reference: f32,
    /// Its axon, counted from the projection's first.
    pub axon: usize,
}

/// A spike-driven synaptic rule: a component on the projection with its parameters.
pub trait SpikeRule: Tunable {
    /// Whether arriving presynaptic spikes matter.
    const ON_PRE: bool = true;
    /// Whether postsynaptic spikes matter.
    const ON_POST: bool = true;
    /// The traces that it reads.
    type Traces: Component;
    /// What one arriving spike is for all synapses of its axon.
    type Arrival: Copy;
    /// What one postsynaptic spike is for all synapses of its neuron.
    type Firing: Copy;

    /// Factor on both functions, the same for all synapses of a step; 0 lets the step be skipped.
    fn gate(&self, modulation: &Modulation) -> f32;

    /// A spike arrives on an axon; `depression` is the brain state's factor on depression.
    fn arrival(&self, traces: &Self::Traces, axon: usize, depression: f32) -> Self::Arrival;

    /// Weight change of a synapse of that axon onto a neuron (before the gate).
    fn on_pre(&self, traces: &Self::Traces, arrival: Self::Arrival, neuron: usize) -> f32;

    /// A postsynaptic neuron fires.
    fn firing(&self, traces: &Self::Traces, neuron: usize) -> Self::Firing;

    /// Weight change of a synapse onto that neuron (before the gate).
    fn on_post(&self, traces: &Self::Traces, firing: Self::Firing, synapse: Synapse) -> f32;
}

/// Apply a rule to all projections that have it.
pub fn learn<R: SpikeRule>(
    mut synapses: SynapseTable<(&Postsynaptic, &mut Weight, &ReferenceWeight)>,
    projections: Query<(&Projection, &R::Traces, &R)>,
    connectome: Res<Connectome>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
) {
    if !switches.is_on(R::RULE) {
        return;
    }
    let (postsynaptic, weight, reference) = synapses.slices();
    let depression = modulation.table.levels(modulation.state).depression;
    for (projection, traces, rule) in &projections {
        let gate = rule.gate(&modulation);
        if gate == 0.0 {
            continue;
        }
        let maximum = projection.maximum_weight;
        if R::ON_PRE {
            for &axon in queue.arriving(projection.index) {
                let axon = axon as usize;
                let rows = connectome.rows(axon);
                let arrival = rule.arrival(traces, axon - projection.axons.start, depression);
                for (target, weight) in postsynaptic[rows.clone()].iter().zip(&mut weight[rows]) {
                    let target = target.0 as usize - projection.postsynaptic.start;
                    weight.change(gate * rule.on_pre(traces, arrival, target), maximum);
                }
            }
        }
        if !R::ON_POST {
            continue;
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if !projection.postsynaptic.contains(&neuron) {
                continue;
            }
            let local = neuron - projection.postsynaptic.start;
            let firing = rule.firing(traces, local);
            for incoming in connectome.incoming(projection.index, local) {
                let weight = &mut weight[incoming.row as usize];
                let synapse = Synapse {
                    weight: weight.0,
                    reference: reference[incoming.row as usize].0,
                    axon: incoming.presynaptic as usize,
                };
                weight.change(gate * rule.on_post(traces, firing, synapse), maximum);
            }
        }
    }
}
