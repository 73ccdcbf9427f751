//! Subtractive cap on the incoming sum (MODEL 2.6; after Litwin-Kumar & Doiron 2014, one-sided).
//!
//! When the mean incoming weight of a neuron exceeds its cap, the excess is taken from all its synapses alike, down to a floor.

use crate::model::{Connectome, Projection, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::IncomingCapFile;
use crate::schedule::{Clock, StepSet};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct IncomingCap(pub IncomingCapFile);

impl Tunable for IncomingCap {
    type Parameters = IncomingCapFile;
    const RULE: Rule = Rule::IncomingCap;

    fn parameters(&self) -> &IncomingCapFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: IncomingCapFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for IncomingCap {
    const LABEL: &'static str = "Incoming-weight cap";
    const SECTION: &'static str = "2.6";
    const EXPLANATION: &'static str = "The summed input of a neuron cannot grow beyond its start: synapses compete.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, cap_incoming_weights);
    }
}

/// Apply the cap to all projections that have it, at its interval.
pub fn cap_incoming_weights(
    mut synapses: SynapseTable<&mut Weight>,
    projections: Query<(&Projection, &IncomingCap)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::IncomingCap) || modulation.frozen {
        return;
    }
    for (projection, cap) in &projections {
        if !clock.is_due(clock.steps(cap.0.every.0, 1)) {
            continue;
        }
        let weight = synapses.slices();
        for local in 0..projection.postsynaptic.len() {
            let incoming = connectome.incoming(projection.index, local);
            if incoming.is_empty() {
                continue;
            }
            let sum: f32 = incoming.iter().map(|synapse| weight[synapse.row as usize].0).sum();
            let excess = sum / incoming.len() as f32 - cap.0.mean;
            if excess > 0.0 {
                for synapse in incoming {
                    let weight = &mut weight[synapse.row as usize].0;
                    *weight = (*weight - excess).max(weight.min(cap.0.floor));
                }
            }
        }
    }
}
