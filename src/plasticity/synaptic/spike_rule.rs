//! What every spike-driven synaptic rule is: two functions that give a weight change.

use super::traces::SpikeTraces;
use crate::model::{Connectome, Postsynaptic, Projection, ReferenceWeight, SpikeQueue, Spikes, Weight, slice_mut};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, RuleSwitches};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};

/// What a rule sees of a synapse when a presynaptic spike arrives.
#[derive(Clone, Copy, Debug)]
pub struct Prespike {
    /// Fast postsynaptic trace y.
    pub postsynaptic: f32,
    /// Postsynaptic rate ν (Hz).
    pub rate: f32,
    /// Factor of excitability on metaplasticity.
    pub threshold: f32,
}

/// What a rule sees of a synapse when the postsynaptic neuron fires.
#[derive(Clone, Copy, Debug)]
pub struct Postspike {
    /// Weight.
    pub weight: f32,
    /// Reference weight.
    pub reference: f32,
    /// Presynaptic trace x.
    pub presynaptic: f32,
    /// Fast postsynaptic trace y, without this spike.
    pub postsynaptic: f32,
    /// Slow postsynaptic trace z, without this spike.
    pub triplet: f32,
}

/// A spike-driven synaptic rule: a component on the projection with its parameters, and two functions.
pub trait SpikeRule: Component {
    /// Its switch.
    const RULE: Rule;

    /// Factor on both functions, the same for all synapses of a step; 0 lets the step be skipped.
    fn gate(&self, modulation: &Modulation) -> f32;

    /// Whether presynaptic spikes matter.
    const ON_PRE: bool = true;

    /// Weight change when a presynaptic spike arrives (before the gate).
    fn on_pre(&self, synapse: Prespike, depression: f32) -> f32;

    /// Weight change when the postsynaptic neuron fires (before the gate).
    fn on_post(&self, synapse: Postspike) -> f32;
}

/// Apply a rule to all projections that have it.
pub fn learn<R: SpikeRule>(
    mut synapses: Query<(&Postsynaptic, &mut Weight, &ReferenceWeight)>,
    projections: Query<(&Projection, &SpikeTraces, &R)>,
    connectome: Res<Connectome>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
) {
    if !switches.is_on(R::RULE) {
        return;
    }
    let Some((postsynaptic, weight, reference)) =
        synapses.contiguous_iter_mut().ok().and_then(|mut tables| tables.next())
    else {
        return;
    };
    let weight = slice_mut(weight);
    let depression = modulation.table.levels(modulation.state).depression;
    for (projection, traces, rule) in &projections {
        let gate = rule.gate(&modulation);
        if gate == 0.0 {
            continue;
        }
        let maximum = projection.maximum_weight;
        if R::ON_PRE {
            for &axon in queue.arriving(projection.index) {
                let rows = connectome.rows(axon as usize);
                for (target, weight) in postsynaptic[rows.clone()].iter().zip(&mut weight[rows]) {
                    let target = target.0 as usize - projection.postsynaptic.start;
                    let synapse = Prespike {
                        postsynaptic: traces.postsynaptic[target],
                        rate: traces.rate[target],
                        threshold: traces.threshold_factor(target),
                    };
                    weight.0 = (weight.0 + gate * rule.on_pre(synapse, depression)).clamp(0.0, maximum);
                }
            }
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if !projection.postsynaptic.contains(&neuron) {
                continue;
            }
            let local = neuron - projection.postsynaptic.start;
            let (y, z) = (traces.postsynaptic[local], traces.triplet[local]);
            for incoming in connectome.incoming(projection.index, local) {
                let weight = &mut weight[incoming.row as usize].0;
                let synapse = Postspike {
                    weight: *weight,
                    reference: reference[incoming.row as usize].0,
                    presynaptic: traces.presynaptic[incoming.presynaptic as usize],
                    postsynaptic: y,
                    triplet: z,
                };
                *weight = (*weight + gate * rule.on_post(synapse)).clamp(0.0, maximum);
            }
        }
    }
}
