//! Inhibitory plasticity that drives the postsynaptic rate to a target (Vogels et al. 2011; MODEL 2.8).
//!
//! Presynaptic spike: Δw = s η (y - α) with α = 2 ρ₀ τ. Postsynaptic spike: Δw = s η x; s is the brain state's factor. Frozen in
//! tests.

use super::pair_traces::{PairTimes, PairTraces};
use super::spike_rule::{SpikeRule, Synapse, learn};
use super::traces::{TraceClock, Traced, skip_traces, update_traces};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::{InhibitoryPlasticityFile, Interaction};
use crate::schedule::StepSet;
use bevy::ecs::component::Component;
use bevy::ecs::world::EntityWorldMut;

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

impl PlasticityRule for InhibitoryPlasticity {
    const LABEL: &'static str = "Inhibitory plasticity";
    const SECTION: &'static str = "2.8";
    const EXPLANATION: &'static str =
        "Inhibitory synapses adjust until the neuron they target fires at its target rate.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert((PairTraces::new(place.projection), TraceClock::default(), Self::new(parameters)));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn::<InhibitoryPlasticity>);
        systems.add(StepSet::Trace, update_traces::<InhibitoryPlasticity>);
        systems.add_skipping(StepSet::Settle, skip_traces::<InhibitoryPlasticity>);
    }
}

impl InhibitoryPlasticity {
    /// The rule with the parameters of a scene.
    #[must_use]
    pub fn new(file: InhibitoryPlasticityFile) -> Self {
        Self { parameters: file, alpha: 2.0 * file.target_rate.0 * file.tau.0 / 1000.0 }
    }
}

impl Traced for InhibitoryPlasticity {
    type Own = PairTraces;

    fn times(&self) -> PairTimes {
        let tau = self.parameters.tau.0;
        PairTimes { presynaptic: tau, postsynaptic: tau, interaction: Interaction::AllToAll }
    }

    fn are_read(switches: RuleSwitches) -> bool {
        switches.is_on(Rule::InhibitoryPlasticity)
    }
}

impl SpikeRule for InhibitoryPlasticity {
    type Traces = PairTraces;
    type Arrival = ();
    type Firing = ();

    fn gate(&self, modulation: &Modulation) -> f32 {
        if modulation.frozen { 0.0 } else { modulation.table.levels(modulation.state).inhibitory_plasticity }
    }

    #[inline]
    fn arrival(&self, _traces: &PairTraces, _axon: usize, _depression: f32) {}

    #[inline]
    fn on_pre(&self, traces: &PairTraces, (): (), neuron: usize) -> f32 {
        self.parameters.rate * (traces.postsynaptic.0[neuron] - self.alpha)
    }

    #[inline]
    fn firing(&self, _traces: &PairTraces, _neuron: usize) {}

    #[inline]
    fn on_post(&self, traces: &PairTraces, (): (), synapse: Synapse) -> f32 {
        self.parameters.rate * traces.presynaptic.0[synapse.axon]
    }
}
