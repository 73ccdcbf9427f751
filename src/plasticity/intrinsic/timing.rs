//! Timing-dependent intrinsic plasticity (MODEL 2.4, option), as in excitatory-postsynaptic-potential-to-spike potentiation: the
//! order of spikes that strengthens a synapse also makes the neuron easier to excite.
//!
//! A postsynaptic spike adds k X to e_f of its neuron, an arriving spike subtracts k Y of the neuron it arrives at; X sums over
//! the arrivals at all its synapses and Y over its own spikes, both decaying with τ. Neither sees spikes of the same step.

use crate::model::{
    Connectome, FastExcitability, NeuronTable, Postsynaptic, Projection, SpikeQueue, Spikes, SynapseTable,
};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::TimingExcitabilityFile;
use crate::schedule::{BiologicalTime, StepSet};
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// The rule on a projection, with its traces.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct TimingExcitability {
    parameters: TimingExcitabilityFile,
    dt: f32,
    decay: f32,
    /// X, one a postsynaptic neuron.
    pub arrivals: Vec<f32>,
    /// Y, one a postsynaptic neuron.
    pub firing: Vec<f32>,
}

state!(TimingExcitability { arrivals, firing });

impl TimingExcitability {
    /// The rule at rest, for this many postsynaptic neurons and a step (ms).
    #[must_use]
    pub fn new(parameters: TimingExcitabilityFile, neurons: usize, dt: f32) -> Self {
        let decay = ops::exp(-dt / parameters.tau.0);
        Self { parameters, dt, decay, arrivals: vec![0.0; neurons], firing: vec![0.0; neurons] }
    }
}

impl Tunable for TimingExcitability {
    type Parameters = TimingExcitabilityFile;
    const RULE: Rule = Rule::TimingExcitability;

    fn parameters(&self) -> &TimingExcitabilityFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: TimingExcitabilityFile) {
        self.parameters = parameters;
        self.decay = ops::exp(-self.dt / parameters.tau.0);
    }
}

impl PlasticityRule for TimingExcitability {
    const LABEL: &'static str = "Timing-dependent excitability";
    const SECTION: &'static str = "2.4";
    const EXPLANATION: &'static str =
        "A neuron that fires just after its inputs becomes easier to excite; one that fires just before them harder.";
    const STATE: &'static [Part] = &[component::<TimingExcitability>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self::new(parameters, place.projection.postsynaptic.len(), place.dt));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Modulate, learn_timing);
        systems.add_skipping(StepSet::Settle, skip_timing);
    }
}

/// The spikes of this step change fast excitability, and then the traces.
pub fn learn_timing(
    mut neurons: NeuronTable<&mut FastExcitability>,
    mut synapses: SynapseTable<&Postsynaptic>,
    mut projections: Query<(&Projection, &mut TimingExcitability)>,
    connectome: Res<Connectome>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
) {
    let fast = neurons.slices();
    let postsynaptic = synapses.slices();
    let acts = switches.is_on(Rule::TimingExcitability) && !modulation.frozen;
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        let (first, rate) = (projection.postsynaptic.start, rule.parameters.rate);
        let arriving = queue.arriving(projection.index);
        let targets = || arriving.iter().flat_map(|&axon| &postsynaptic[connectome.rows(axon as usize)]);
        let firing =
            || spikes.now.iter().map(|&neuron| neuron as usize).filter(|n| projection.postsynaptic.contains(n));
        if acts {
            for target in targets() {
                let neuron = target.0 as usize;
                fast[neuron].0 = (fast[neuron].0 - rate * rule.firing[neuron - first]).max(-1.0);
            }
            for neuron in firing() {
                fast[neuron].0 = (fast[neuron].0 + rate * rule.arrivals[neuron - first]).min(1.0);
            }
        }
        for target in targets() {
            rule.arrivals[target.0 as usize - first] += 1.0;
        }
        for neuron in firing() {
            rule.firing[neuron - first] += 1.0;
        }
        let decay = rule.decay;
        rule.arrivals.iter_mut().chain(&mut rule.firing).for_each(|trace| *trace *= decay);
    }
}

/// Skipped time leaves nothing of the traces.
pub fn skip_timing(mut projections: Query<&mut TimingExcitability>, time: Res<BiologicalTime>) {
    if time.skipping().is_none() {
        return;
    }
    for mut rule in &mut projections {
        let rule = &mut *rule;
        rule.arrivals.iter_mut().chain(&mut rule.firing).for_each(|trace| *trace = 0.0);
    }
}
