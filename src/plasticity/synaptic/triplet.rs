//! Gated triplet STDP with clipped metaplasticity (MODEL 2.6; Pfister & Gerstner 2006, Zenke, Agnes & Gerstner 2015).
//!
//! Postsynaptic spike: Δw = η g P₊ x z⁻. Presynaptic spike: Δw = -η g P₋ y M + g δ, with M = clip((ν/ν₀)², bounds).
//! With P₊ · 0.1 s = P₋ / 10 Hz depression turns into potentiation at a postsynaptic rate of 10 Hz · M.

use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{SpikeTraces, TraceClock, TraceTimes, Traced, skip_traces, update_traces};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::TripletStdpFile;
use crate::schedule::StepSet;
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

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

impl PlasticityRule for TripletStdp {
    const LABEL: &'static str = "Triplet STDP";
    const SECTION: &'static str = "2.6";
    const EXPLANATION: &'static str = "Synapses strengthen when the sender fires just before a busy receiver, and weaken when it fires after it. \
                 Acts only while the gate (acetylcholine with novelty, dopamine) is open.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        let traces = SpikeTraces::new(place.projection, parameters.reference_rate.0);
        entity.insert((traces, TraceClock::default(), Self(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<TripletStdp>);
        systems.add(StepSet::Trace, update_traces::<TripletStdp>);
        systems.add_skipping(StepSet::Settle, skip_traces::<TripletStdp>);
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

impl Traced for TripletStdp {
    type Own = SpikeTraces;

    fn times(&self) -> TraceTimes {
        TraceTimes {
            presynaptic: self.0.presynaptic_tau.0,
            postsynaptic: self.0.postsynaptic_tau.0,
            triplet: self.0.triplet_tau.0,
            rate: self.0.rate_tau.0 * 1000.0,
        }
    }

    fn are_read(switches: RuleSwitches) -> bool {
        [Rule::TripletStdp, Rule::HeterosynapticPull, Rule::ReactivationCapture]
            .into_iter()
            .any(|rule| switches.is_on(rule))
    }
}

impl SpikeRule for TripletStdp {
    type Traces = SpikeTraces;
    type Arrival = f32;
    type Firing = f32;

    fn gate(&self, modulation: &Modulation) -> f32 {
        modulation.gate()
    }

    #[inline]
    fn arrival(&self, _traces: &SpikeTraces, _axon: usize, depression: f32) -> f32 {
        depression
    }

    #[inline]
    fn on_pre(&self, traces: &SpikeTraces, depression: f32, neuron: usize) -> f32 {
        let metaplasticity = self.metaplasticity(traces.rate[neuron]) * traces.threshold_factor(neuron);
        self.0.growth - self.0.rate * self.0.depression * depression * traces.postsynaptic[neuron] * metaplasticity
    }

    #[inline]
    fn firing(&self, traces: &SpikeTraces, neuron: usize) -> f32 {
        traces.triplet[neuron]
    }

    #[inline]
    fn on_post(&self, traces: &SpikeTraces, triplet: f32, synapse: Synapse) -> f32 {
        self.0.rate * self.0.potentiation * traces.presynaptic[synapse.axon] * triplet
    }
}
