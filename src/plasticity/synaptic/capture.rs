//! Capture by reactivation: the reference weight of a synapse moves towards its weight where both of its neurons are active while
//! acetylcholine is low (MODEL 2.6; synaptic tagging and capture, Frey & Morris 1997, Luboeinski & Tetzlaff 2021).
//!
//! Postsynaptic spike: Δw̃ = κ (1 - ACh) x z (w - w̃), at most all of the way. Frozen in tests.

use super::traces::SpikeTraces;
use crate::model::{Connectome, Projection, ReferenceWeight, Spikes, SynapseTable, Weight};
use crate::modulation::{Modulation, Modulator};
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::ReactivationCaptureFile;
use crate::schedule::StepSet;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct ReactivationCapture(pub ReactivationCaptureFile);

impl Tunable for ReactivationCapture {
    type Parameters = ReactivationCaptureFile;
    const RULE: Rule = Rule::ReactivationCapture;

    fn parameters(&self) -> &ReactivationCaptureFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: ReactivationCaptureFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for ReactivationCapture {
    const LABEL: &'static str = "Capture by reactivation";
    const SECTION: &'static str = "2.6";
    const EXPLANATION: &'static str = "What sender and receiver replay together while acetylcholine is low, as in deep sleep, is consolidated: \
                 the synapse's lasting strength moves towards its present one.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, capture_reactivated);
    }
}

/// References of the synapses onto the neurons that fire move towards the weights.
pub fn capture_reactivated(
    mut synapses: SynapseTable<(&Weight, &mut ReferenceWeight)>,
    projections: Query<(&Projection, &SpikeTraces, &ReactivationCapture)>,
    connectome: Res<Connectome>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
) {
    let without_acetylcholine = (1.0 - modulation.level(Modulator::Acetylcholine)).max(0.0);
    if !switches.is_on(Rule::ReactivationCapture) || modulation.frozen || without_acetylcholine == 0.0 {
        return;
    }
    let (weight, reference) = synapses.slices();
    for (projection, traces, ReactivationCapture(parameters)) in &projections {
        let strength = parameters.strength * without_acetylcholine;
        if strength == 0.0 {
            continue;
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if !projection.postsynaptic.contains(&neuron) {
                continue;
            }
            let local = neuron - projection.postsynaptic.start;
            let burst = strength * traces.triplet[local];
            for incoming in connectome.incoming(projection.index, local) {
                let (weight, reference) = (weight[incoming.row as usize].0, &mut reference[incoming.row as usize].0);
                // A step towards the weight never overshoots it.
                let share = (burst * traces.presynaptic[incoming.presynaptic as usize]).min(1.0);
                *reference += share * (weight - *reference);
            }
        }
    }
}
