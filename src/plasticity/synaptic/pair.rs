//! Pair-based spike-timing-dependent plasticity (Song, Miller & Abbott 2000): additive, with bounds.
//!
//! Postsynaptic spike: Δw = A₊ r. Presynaptic spike: Δw = -A₋ o. The traces r (presynaptic, τ₊) and o (postsynaptic, τ₋) grow by
//! 1 a spike where all pairs count, and are set to 1 where only the nearest spike counts. Not gated; frozen in tests.

use super::pair_traces::{PairTimes, PairTraces};
use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{TraceClock, Traced, skip_traces, update_traces};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::PairStdpFile;
use crate::schedule::StepSet;
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
    const SECTION: &'static str = "2.14";
    const EXPLANATION: &'static str = "A synapse strengthens when its sender fires just before the receiver and weakens when it fires just after it, \
                 pair by pair.";
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

impl Traced for PairStdp {
    type Own = PairTraces;

    fn times(&self) -> PairTimes {
        let Self(file) = self;
        PairTimes {
            presynaptic: file.potentiation_tau.0,
            postsynaptic: file.depression_tau.0,
            interaction: file.interaction,
        }
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
