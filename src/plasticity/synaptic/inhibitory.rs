//! Inhibitory plasticity that drives the postsynaptic rate to a target (Vogels et al. 2011; MODEL 2.8).
//!
//! Presynaptic spike: Δw = η (y - α) with α = 2 ρ₀ τ. Postsynaptic spike: Δw = η x. Frozen in tests.

use super::spike_rule::{Postspike, Prespike, SpikeRule};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, Tunable};
use crate::scene::file::InhibitoryPlasticityFile;
use bevy::ecs::component::Component;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct InhibitoryPlasticity {
    parameters: InhibitoryPlasticityFile,
    alpha: f32,
}

impl Tunable for InhibitoryPlasticity {
    type Parameters = InhibitoryPlasticityFile;
    const RULE: Rule = Rule::InhibitoryPlasticity;

    fn parameters(&self) -> &InhibitoryPlasticityFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: InhibitoryPlasticityFile) {
        *self = Self::new(parameters);
    }
}

impl InhibitoryPlasticity {
    /// The rule with the parameters of a scene.
    #[must_use]
    pub fn new(file: InhibitoryPlasticityFile) -> Self {
        Self { parameters: file, alpha: 2.0 * file.target_rate.0 * file.tau.0 / 1000.0 }
    }
}

impl SpikeRule for InhibitoryPlasticity {
    const RULE: Rule = Rule::InhibitoryPlasticity;

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { 1.0 }
    }

    #[inline]
    fn on_pre(&self, synapse: Prespike, _depression: f32) -> f32 {
        self.parameters.rate * (synapse.postsynaptic - self.alpha)
    }

    #[inline]
    fn on_post(&self, synapse: Postspike) -> f32 {
        self.parameters.rate * synapse.presynaptic
    }
}
