//! Heterosynaptic pull: a neuron that bursts pulls its synapses towards their reference (MODEL 2.6; Zenke et al. 2015).
//!
//! Postsynaptic spike: Δw = -g B y³ (w - w̃).

use super::spike_rule::{Postspike, Prespike, SpikeRule};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, Tunable};
use crate::scene::file::HeterosynapticPullFile;
use bevy::ecs::component::Component;

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

impl SpikeRule for HeterosynapticPull {
    const RULE: Rule = Rule::HeterosynapticPull;
    const ON_PRE: bool = false;

    fn gate(&self, modulation: &Modulation) -> f32 {
        modulation.gate()
    }

    #[inline]
    fn on_pre(&self, _synapse: Prespike, _depression: f32) -> f32 {
        0.0
    }

    #[inline]
    fn on_post(&self, synapse: Postspike) -> f32 {
        // A step towards the reference never overshoots it.
        let share = (self.0.strength * synapse.postsynaptic.powi(3)).min(1.0);
        -share * (synapse.weight - synapse.reference)
    }
}
