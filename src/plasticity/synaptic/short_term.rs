//! Short-term plasticity (Tsodyks & Markram 1997; Tsodyks, Pawelzik & Markram 1998).
//!
//! A spike that arrives finds resources x and a use u. Between spikes u decays to 0 with τ_f and x recovers to 1 with τ_d; the
//! spike raises u by U (1 - u), releases u x and leaves x (1 - u). Both are advanced exactly from one spike of the axon to the
//! next: an axon that is silent costs nothing. Release is measured in that of a rested synapse, U, so that a weight means the
//! same with and without the rule.

use crate::model::{Projection, ReleaseFactors, SpikeQueue};
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::ShortTermPlasticityFile;
use crate::schedule::{Clock, StepSet};
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// An axon just after its last spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AxonState {
    /// Use u, 0 to 1.
    pub used: f32,
    /// Resources x that are left, 0 to 1.
    pub resources: f32,
    /// Step in which the spike arrived.
    pub step: u64,
}

state!(AxonState { used, resources, step });

impl AxonState {
    /// An axon at rest.
    pub const RESTED: Self = Self { used: 0.0, resources: 1.0, step: 0 };
}

/// The rule on a projection, with the state of its axons.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct ShortTermPlasticity {
    parameters: ShortTermPlasticityFile,
    /// One an axon.
    pub axons: Vec<AxonState>,
}

state!(ShortTermPlasticity {} fixed { axons });

impl ShortTermPlasticity {
    /// The rule for so many rested axons.
    #[must_use]
    pub fn new(parameters: ShortTermPlasticityFile, axons: usize) -> Self {
        Self { parameters, axons: vec![AxonState::RESTED; axons] }
    }

    /// A spike of an axon arrives in `step`: what it releases, relative to a rested synapse.
    #[inline]
    pub fn release(&mut self, axon: usize, step: u64, dt_ms: f32) -> f32 {
        let parameters = &self.parameters;
        let axon = &mut self.axons[axon];
        let elapsed = (step - axon.step) as f32 * dt_ms;
        let before = axon.used * ops::exp(-elapsed / parameters.facilitation_tau.0);
        let resources = 1.0 - (1.0 - axon.resources) * ops::exp(-elapsed / parameters.recovery_tau.0);
        let used = before + parameters.use_of_resources * (1.0 - before);
        let released = used * resources;
        *axon = AxonState { used, resources: resources - released, step };
        released / parameters.use_of_resources
    }
}

impl Tunable for ShortTermPlasticity {
    type Parameters = ShortTermPlasticityFile;
    const RULE: Rule = Rule::ShortTermPlasticity;

    fn parameters(&self) -> &ShortTermPlasticityFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: ShortTermPlasticityFile) {
        self.parameters = parameters;
    }
}

impl PlasticityRule for ShortTermPlasticity {
    const LABEL: &'static str = "Short-term plasticity";
    const SECTION: &'static str = "2.3";
    const EXPLANATION: &'static str = "Within a burst an axon runs out of transmitter, or releases more with each spike; at rest it recovers within \
                 a second.";
    const STATE: &'static [Part] = &[component::<ShortTermPlasticity>(About::Activity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        let axons = place.projection.axons.len();
        entity.insert((Self::new(parameters, axons), ReleaseFactors(Vec::with_capacity(axons))));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Release, release_transmitter);
    }
}

/// Set the factors on the spikes that arrive in this step. Not a matter of learning: tests don't freeze it.
pub fn release_transmitter(
    mut projections: Query<(&Projection, &mut ShortTermPlasticity, &mut ReleaseFactors)>,
    queue: Res<SpikeQueue>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    let on = switches.is_on(Rule::ShortTermPlasticity);
    for (projection, mut rule, mut factors) in &mut projections {
        factors.0.clear();
        if on {
            for &axon in queue.arriving(projection.index) {
                let axon = axon as usize - projection.axons.start;
                factors.0.push(rule.release(axon, clock.step, clock.dt));
            }
        }
    }
}
