//! The triplet rule as published, with all its four terms (Pfister & Gerstner 2006, equations 3 and 4).
//!
//! Postsynaptic spike: Δw = r₁ (A₂₊ + A₃₊ o₂). Presynaptic spike: Δw = -o₁ (A₂₋ + A₃₋ r₂). The traces r₁ (τ₊) and r₂ (τ_x) are
//! presynaptic, o₁ (τ₋) and o₂ (τ_y) postsynaptic, all without the spike that triggers the change. They grow by 1 a spike where
//! all spikes count, and are set to 1 where only the nearest spike counts. The minimal models of the paper have A₃₋ = 0, and
//! those of visual cortex A₂₊ = 0 as well. Not gated, without metaplasticity; frozen in tests.

use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{Trace, TraceClock, TraceSet, Traced, skip_traces, update_traces};
use crate::model::Projection;
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::FullTripletStdpFile;
use crate::schedule::StepSet;
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct FullTripletStdp(pub FullTripletStdpFile);

impl Tunable for FullTripletStdp {
    type Parameters = FullTripletStdpFile;
    const RULE: Rule = Rule::FullTripletStdp;

    fn parameters(&self) -> &FullTripletStdpFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: FullTripletStdpFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for FullTripletStdp {
    const LABEL: &'static str = "Triplet STDP as published";
    const SECTION: &'static str = "2.14";
    const EXPLANATION: &'static str = "As measured in slices: the change that a pair of spikes brings depends on the spike before it, so fast pairing \
                 strengthens whatever the order.";
    const EXAMPLE: &'static str = "VisualCortexFull";
    const STATE: &'static [Part] = &[component::<TripletTraces>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert((TripletTraces::new(place.projection), TraceClock::default(), Self(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<FullTripletStdp>);
        systems.add(StepSet::Trace, update_traces::<FullTripletStdp>);
        systems.add_skipping(StepSet::Settle, skip_traces::<FullTripletStdp>);
    }
}

/// The traces of the rule.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct TripletTraces {
    /// r₁, one an axon.
    pub fast_presynaptic: Trace,
    /// r₂, one an axon.
    pub slow_presynaptic: Trace,
    /// o₁, one a postsynaptic neuron.
    pub fast_postsynaptic: Trace,
    /// o₂, one a postsynaptic neuron.
    pub slow_postsynaptic: Trace,
}

state!(TripletTraces { fast_presynaptic, slow_presynaptic, fast_postsynaptic, slow_postsynaptic });

impl TripletTraces {
    /// Traces of a projection at rest.
    #[must_use]
    pub fn new(projection: &Projection) -> Self {
        let (axons, neurons) = (projection.axons.len(), projection.postsynaptic.len());
        Self {
            fast_presynaptic: Trace::new(axons),
            slow_presynaptic: Trace::new(axons),
            fast_postsynaptic: Trace::new(neurons),
            slow_postsynaptic: Trace::new(neurons),
        }
    }
}

impl TraceSet for TripletTraces {
    type Times = FullTripletStdpFile;

    fn arrive(&mut self, axon: usize, times: &FullTripletStdpFile) {
        self.fast_presynaptic.spike(axon, times.interaction);
        self.slow_presynaptic.spike(axon, times.interaction);
    }

    fn fire(&mut self, neuron: usize, times: &FullTripletStdpFile) {
        self.fast_postsynaptic.spike(neuron, times.interaction);
        self.slow_postsynaptic.spike(neuron, times.interaction);
    }

    fn decay(&mut self, times: &FullTripletStdpFile, dt: f32) {
        self.fast_presynaptic.decay(times.potentiation_tau.0, dt);
        self.slow_presynaptic.decay(times.slow_presynaptic_tau.0, dt);
        self.fast_postsynaptic.decay(times.depression_tau.0, dt);
        self.slow_postsynaptic.decay(times.slow_postsynaptic_tau.0, dt);
    }

    fn rest(&mut self) {
        self.fast_presynaptic.0.fill(0.0);
        self.slow_presynaptic.0.fill(0.0);
        self.fast_postsynaptic.0.fill(0.0);
        self.slow_postsynaptic.0.fill(0.0);
    }
}

impl Traced for FullTripletStdp {
    type Own = TripletTraces;

    fn times(&self) -> FullTripletStdpFile {
        self.0
    }

    fn are_read(switches: RuleSwitches) -> bool {
        switches.is_on(Rule::FullTripletStdp)
    }
}

impl SpikeRule for FullTripletStdp {
    type Traces = TripletTraces;
    type Arrival = f32;
    type Firing = f32;

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { 1.0 }
    }

    #[inline]
    fn arrival(&self, traces: &TripletTraces, axon: usize, _depression: f32) -> f32 {
        self.0.pair_depression + self.0.triplet_depression * traces.slow_presynaptic.0[axon]
    }

    #[inline]
    fn on_pre(&self, traces: &TripletTraces, amplitude: f32, neuron: usize) -> f32 {
        -amplitude * traces.fast_postsynaptic.0[neuron]
    }

    #[inline]
    fn firing(&self, traces: &TripletTraces, neuron: usize) -> f32 {
        self.0.pair_potentiation + self.0.triplet_potentiation * traces.slow_postsynaptic.0[neuron]
    }

    #[inline]
    fn on_post(&self, traces: &TripletTraces, amplitude: f32, synapse: Synapse) -> f32 {
        amplitude * traces.fast_presynaptic.0[synapse.axon]
    }
}
