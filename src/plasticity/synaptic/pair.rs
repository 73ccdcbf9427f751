//! Pair-based spike-timing-dependent plasticity (Song, Miller & Abbott 2000): additive, with bounds.
//!
//! Postsynaptic spike: Δw = A₊ r. Presynaptic spike: Δw = -A₋ o. The traces r (presynaptic, τ₊) and o (postsynaptic, τ₋) grow by
//! 1 a spike where all pairs count, and are set to 1 where only the nearest spike counts. Not gated; frozen in tests.

use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{Trace, TraceClock, TraceSet, Traced, skip_traces, update_traces};
use crate::model::Projection;
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::PairStdpFile;
use crate::schedule::StepSet;
use crate::state::{Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct PairStdp(pub PairStdpFile);

impl Tunable for PairStdp {
    type Parameters = PairStdpFile;
    const RULE: Rule = Rule::PairStdp;

    fn parameters(&self) -> &PairStdpFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: PairStdpFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for PairStdp {
    const LABEL: &'static str = "Pair STDP";
    const EXPLANATION: &'static str = "A synapse strengthens when its sender fires just before the receiver and weakens when it fires just after it, \
                 pair by pair.";
    const STATE: &'static [Part] = &[component::<PairTraces>()];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert((PairTraces::new(place.projection), TraceClock::default(), Self(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<PairStdp>);
        systems.add(StepSet::Trace, update_traces::<PairStdp>);
        systems.add_skipping(StepSet::Settle, skip_traces::<PairStdp>);
    }
}

/// The traces of the rule.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct PairTraces {
    /// r, one an axon.
    pub presynaptic: Trace,
    /// o, one a postsynaptic neuron.
    pub postsynaptic: Trace,
}

state!(PairTraces { presynaptic, postsynaptic });

impl PairTraces {
    /// Traces of a projection at rest.
    #[must_use]
    pub fn new(projection: &Projection) -> Self {
        Self {
            presynaptic: Trace::new(projection.axons.len()),
            postsynaptic: Trace::new(projection.postsynaptic.len()),
        }
    }
}

impl TraceSet for PairTraces {
    type Times = PairStdpFile;

    fn arrive(&mut self, axon: usize, times: &PairStdpFile) {
        self.presynaptic.spike(axon, times.interaction);
    }

    fn fire(&mut self, neuron: usize, times: &PairStdpFile) {
        self.postsynaptic.spike(neuron, times.interaction);
    }

    fn decay(&mut self, times: &PairStdpFile, dt: f32) {
        self.presynaptic.decay(times.potentiation_tau.0, dt);
        self.postsynaptic.decay(times.depression_tau.0, dt);
    }

    fn rest(&mut self) {
        self.presynaptic.0.fill(0.0);
        self.postsynaptic.0.fill(0.0);
    }
}

impl Traced for PairStdp {
    type Own = PairTraces;

    fn times(&self) -> PairStdpFile {
        self.0
    }

    fn are_read(switches: RuleSwitches) -> bool {
        switches.is_on(Rule::PairStdp)
    }
}

impl SpikeRule for PairStdp {
    type Traces = PairTraces;
    type Arrival = ();
    type Firing = ();

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { 1.0 }
    }

    #[inline]
    fn arrival(&self, _traces: &PairTraces, _axon: usize, _depression: f32) {}

    #[inline]
    fn on_pre(&self, traces: &PairTraces, (): (), neuron: usize) -> f32 {
        -self.0.depression * traces.postsynaptic.0[neuron]
    }

    #[inline]
    fn firing(&self, _traces: &PairTraces, _neuron: usize) {}

    #[inline]
    fn on_post(&self, traces: &PairTraces, (): (), synapse: Synapse) -> f32 {
        self.0.potentiation * traces.presynaptic.0[synapse.axon]
    }
}
