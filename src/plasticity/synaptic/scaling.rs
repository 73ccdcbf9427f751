//! Synaptic scaling (Turrigiano 2008; MODEL 2.9): all weights of a neuron move by the same factor, up when it is less active
//! than its target and down when it is more.
//!
//! dw/dt = w (ν* - ν) / (ν* τ) on the clock of biology: the error of the rate is summed once a second, and the weights follow the
//! exponential of its sum once a thousandth of τ has passed. Off while something is being learned or tested. The reference weight is
//! left alone.

use crate::model::{Connectome, Projection, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{Owed, PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, SlowTick, Tunable};
use crate::scene::file::ScalingFile;
use crate::schedule::StepSet;
use crate::state::{About, Part, component, state};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;

/// The rule on a projection.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Scaling {
    parameters: ScalingFile,
    /// Time for which weights have not been scaled yet.
    owed: Owed,
    /// Logarithm of the factor by which that time moves the weights, one a postsynaptic neuron: a rate that is read only when the
    /// weights are due would miss what happened in between.
    drift: Vec<f64>,
}

state!(Scaling { owed } fixed { drift });

impl Tunable for Scaling {
    type Parameters = ScalingFile;
    const RULE: Rule = Rule::SynapticScaling;

    fn parameters(&self) -> &ScalingFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: ScalingFile) {
        self.parameters = parameters;
    }
}

impl PlasticityRule for Scaling {
    const LABEL: &'static str = "Synaptic scaling";
    const SECTION: &'static str = "2.9";
    const EXPLANATION: &'static str = "A neuron that has been too quiet for many hours strengthens all its synapses alike; one that has been too \
                 busy weakens them.";
    const SLOW: bool = true;
    const STATE: &'static [Part] = &[component::<Scaling>(About::Plasticity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        let drift = vec![0.0; place.projection.postsynaptic.len()];
        entity.insert(Self { parameters, owed: Owed::default(), drift });
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, scale_weights);
    }
}

/// Scale the weights of all projections that have the rule, for the biological time of this tick.
pub fn scale_weights(
    mut synapses: SynapseTable<&mut Weight>,
    mut projections: Query<(&Projection, &mut Scaling)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    slow: Res<SlowTick>,
) {
    if slow.seconds == 0.0 || modulation.novelty || !switches.is_on(Rule::SynapticScaling) {
        return;
    }
    let weight = synapses.slices();
    for (projection, mut scaling) in &mut projections {
        let Scaling { parameters, owed, drift } = &mut *scaling;
        let tau = f64::from(parameters.tau.0) * SECONDS_PER_HOUR;
        let target = f64::from(parameters.target_rate.0);
        for (drift, &rate) in drift.iter_mut().zip(&slow.rate[projection.postsynaptic.clone()]) {
            *drift += slow.seconds / tau * (1.0 - f64::from(rate) / target);
        }
        if owed.pass(slow.seconds, tau).is_none() {
            continue;
        }
        let maximum = projection.maximum_weight;
        for (local, drift) in drift.iter_mut().enumerate() {
            let factor = libm::exp(std::mem::take(drift)) as f32;
            for synapse in connectome.incoming(projection.index, local) {
                let weight = &mut weight[synapse.row as usize].0;
                // A weight above the bound that a scene set by hand is not cut by a rule that shrinks it.
                *weight = (*weight * factor).min(weight.max(maximum));
            }
        }
    }
}
