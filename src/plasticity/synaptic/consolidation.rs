//! Consolidation: weights that last become the reference; what is not consolidated fades (MODEL 2.6; Zenke et al. 2015).
//!
//! τ dw̃/dt = (w - w̃) - κ (w̃ - 1)(w̃ - 2.5)(w̃ - 4) and dw/dt = -(w - w̃) / τ_forget, in steps of one second. Consolidation
//! runs on the clock of spikes, forgetting on the clock of biology (times the time-lapse).

use crate::model::{Projection, ReferenceWeight, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::ConsolidationFile;
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// Interval of the rule (ms).
const INTERVAL_MS: f32 = 1000.0;
/// Stable reference weights of the double well and the border between them, in units of the initial weight.
const WELLS: [f32; 3] = [1.0, 2.5, 4.0];

/// Parameters of the rule.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Consolidation(pub ConsolidationFile);

impl Tunable for Consolidation {
    type Parameters = ConsolidationFile;
    const RULE: Rule = Rule::Consolidation;

    fn parameters(&self) -> &ConsolidationFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: ConsolidationFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for Consolidation {
    const LABEL: &'static str = "Consolidation";
    const EXPLANATION: &'static str = "Changes that last become the new reference strength; those that do not fade over about a day of biological time.";
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, consolidate_weights);
        systems.add_skipping(StepSet::Skip, skip_forgetting);
    }
}

impl Consolidation {
    /// What some biological hours without spikes leave of the distance between a weight and its reference. The reference itself
    /// follows spikes and stands still.
    #[must_use]
    pub fn advance(&self, hours: f32) -> f32 {
        ops::exp(-hours / self.0.forgetting_tau.0)
    }
}

/// Weights after biological time that is skipped: what is not consolidated fades.
pub fn skip_forgetting(
    mut synapses: SynapseTable<(&mut Weight, &ReferenceWeight)>,
    projections: Query<(&Projection, &Consolidation)>,
    switches: Res<RuleSwitches>,
    time: Res<BiologicalTime>,
) {
    let Some(hours) = time.skipping().filter(|_| switches.is_on(Rule::Consolidation)) else { return };
    let (weight, reference) = synapses.slices();
    for (projection, rule) in &projections {
        let left = rule.advance(hours);
        let rows = projection.rows.clone();
        for (weight, reference) in weight[rows.clone()].iter_mut().zip(&reference[rows]) {
            weight.0 = reference.0 + left * (weight.0 - reference.0);
        }
    }
}

/// Move references towards weights and weights towards references, once a second.
pub fn consolidate_weights(
    mut synapses: SynapseTable<(&mut Weight, &mut ReferenceWeight)>,
    projections: Query<(&Projection, &Consolidation)>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::Consolidation) || modulation.frozen || !clock.is_due(clock.steps(INTERVAL_MS, 1)) {
        return;
    }
    let (weight, reference) = synapses.slices();
    let seconds = INTERVAL_MS / 1000.0;
    for (projection, Consolidation(parameters)) in &projections {
        let step = 1.0 - ops::exp(-seconds / parameters.tau.0);
        let well = parameters.double_well * seconds / parameters.tau.0;
        let forgetting =
            1.0 - ops::exp(-seconds * modulation.time_lapse / (parameters.forgetting_tau.0 * SECONDS_PER_HOUR as f32));
        let rows = projection.rows.clone();
        for (weight, reference) in weight[rows.clone()].iter_mut().zip(&mut reference[rows]) {
            let r = reference.0;
            let pull = (r - WELLS[0]) * (r - WELLS[1]) * (r - WELLS[2]);
            reference.0 = (r + step * (weight.0 - r) - well * pull).clamp(0.0, projection.maximum_weight);
            weight.0 -= forgetting * (weight.0 - reference.0);
        }
    }
}
