//! Heterosynaptic pull: a neuron that bursts pulls its synapses towards their reference (MODEL 2.6; Zenke et al. 2015).
//!
//! Postsynaptic spike: Δw = -g B y³ (w - w̃).

use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::SpikeTraces;
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSystems, Tunable};
use crate::scene::file::HeterosynapticPullFile;
use crate::schedule::StepSet;
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct HeterosynapticPull(pub HeterosynapticPullFile);

impl Tunable for HeterosynapticPull {
    type Parameters = HeterosynapticPullFile;
    const RULE: Rule = Rule::HeterosynapticPull;

    fn parameters(&self) -> &HeterosynapticPullFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: HeterosynapticPullFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for HeterosynapticPull {
    const LABEL: &'static str = "Heterosynaptic pull";
    const SECTION: &'static str = "2.6";
    const EXPLANATION: &'static str = "A neuron that bursts pulls all its synapses back towards their consolidated strength: a brake on runaway growth.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<HeterosynapticPull>);
    }
}

impl SpikeRule for HeterosynapticPull {
    const ON_PRE: bool = false;
    type Traces = SpikeTraces;
    type Arrival = ();
    type Firing = f32;

    fn gate(&self, modulation: &Modulation) -> f32 {
        modulation.gate()
    }

    #[inline]
    fn arrival(&self, _traces: &SpikeTraces, _axon: usize, _depression: f32) {}

    #[inline]
    fn on_pre(&self, _traces: &SpikeTraces, (): (), _neuron: usize) -> f32 {
        0.0
    }

    #[inline]
    fn firing(&self, traces: &SpikeTraces, neuron: usize) -> f32 {
        // A step towards the reference never overshoots it.
        (self.0.strength * traces.postsynaptic[neuron].powi(3)).min(1.0)
    }

    #[inline]
    fn on_post(&self, _traces: &SpikeTraces, share: f32, synapse: Synapse) -> f32 {
        -share * (synapse.weight - synapse.reference)
    }
}
