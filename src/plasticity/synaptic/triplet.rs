//! Gated triplet STDP with clipped metaplasticity (MODEL 2.6; Pfister & Gerstner 2006, Zenke, Agnes & Gerstner 2015).
//!
//! Postsynaptic spike: Δw = η g P₊ x z⁻. Presynaptic spike: Δw = -η g P₋ y M + g δ, with M = clip((ν/ν₀)², bounds).
//! With P₊ · 0.1 s = P₋ / 10 Hz depression turns into potentiation at a postsynaptic rate of 10 Hz · M.

use super::spike_rule::{Postspike, Prespike, SpikeRule};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, Tunable};
use crate::scene::file::TripletStdpFile;
use bevy::ecs::component::Component;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct TripletStdp(pub TripletStdpFile);

impl Tunable for TripletStdp {
    type Parameters = TripletStdpFile;
    const RULE: Rule = Rule::TripletStdp;

    fn parameters(&self) -> &TripletStdpFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: TripletStdpFile) {
        self.0 = parameters;
    }
}

impl TripletStdp {
    /// Metaplastic factor M on depression, for a postsynaptic rate (Hz).
    #[inline]
    #[must_use]
    pub fn metaplasticity(&self, rate: f32) -> f32 {
        let relative = rate / self.0.reference_rate.0;
        (relative * relative).clamp(self.0.metaplasticity.0, self.0.metaplasticity.1)
    }
}

impl SpikeRule for TripletStdp {
    const RULE: Rule = Rule::TripletStdp;

    fn gate(&self, modulation: &Modulation) -> f32 {
        modulation.gate()
    }

    #[inline]
    fn on_pre(&self, synapse: Prespike, depression: f32) -> f32 {
        let metaplasticity = self.metaplasticity(synapse.rate) * synapse.threshold;
        self.0.growth - self.0.rate * self.0.depression * depression * synapse.postsynaptic * metaplasticity
    }

    #[inline]
    fn on_post(&self, synapse: Postspike) -> f32 {
        self.0.rate * self.0.potentiation * synapse.presynaptic * synapse.triplet
    }
}
