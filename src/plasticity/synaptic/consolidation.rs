//! Consolidation: weights that last become the reference; what is not consolidated fades (MODEL 2.6; Zenke et al. 2015).
//!
//! τ dw̃/dt = (w - w̃) - κ (w̃ - 1)(w̃ - 2.5)(w̃ - 4) and dw/dt = -(w - w̃) / τ_forget, in steps of one second or of a thousandth of
//! the time constant, whatever is longer. Consolidation runs on the clock of spikes, forgetting on the clock of biology (times the
//! time-lapse). In skipped time the reference stands still or, if the scene says so, goes on with a time constant of hours.

use crate::model::{Projection, ReferenceWeight, SynapseTable, Weight};
use crate::modulation::Modulation;
use crate::plasticity::{Owed, PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::ConsolidationFile;
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::state::{About, Part, component, state};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// Interval of the rule (ms).
const INTERVAL_MS: f32 = 1000.0;
/// Stable reference weights of the double well and the border between them, in units of the initial weight.
const WELLS: [f64; 3] = [1.0, 2.5, 4.0];
/// Steepest slope of the double well's pull away from its border.
const STEEPEST: f64 = 2.25;

/// The rule on a projection.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Consolidation {
    parameters: ConsolidationFile,
    /// Time for which references have not moved yet, and biological time for which nothing has been forgotten yet.
    owed: [Owed; 2],
}

state!(Consolidation { owed });

impl Tunable for Consolidation {
    type Parameters = ConsolidationFile;
    const RULE: Rule = Rule::Consolidation;

    fn parameters(&self) -> &ConsolidationFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: ConsolidationFile) {
        self.parameters = parameters;
    }
}

impl PlasticityRule for Consolidation {
    const LABEL: &'static str = "Consolidation";
    const SECTION: &'static str = "2.6";
    const EXPLANATION: &'static str = "Changes that last become the new reference strength; those that do not fade over about a day of biological time.";
    const STATE: &'static [Part] = &[component::<Consolidation>(About::Plasticity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self { parameters, owed: [Owed::default(); 2] });
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, consolidate_weights);
        systems.add_skipping(StepSet::Skip, skip_consolidation);
    }
}

impl Consolidation {
    /// A weight and its reference after biological hours without spikes, exactly: dw/dt = -(w - w̃) / τ_forget and
    /// dw̃/dt = (w - w̃) / τ_skip, so that their distance fades with the sum of both rates and each goes its rate's share of it.
    #[must_use]
    pub fn skip(&self, weight: f32, reference: f32, hours: f32) -> (f32, f32) {
        let ConsolidationFile { skipped_tau, forgetting_tau, .. } = self.parameters;
        let distance = weight - reference;
        if skipped_tau.0 == 0.0 {
            return (reference + ops::exp(-hours / forgetting_tau.0) * distance, reference);
        }
        let [forgetting, consolidation] = [forgetting_tau.0, skipped_tau.0].map(|tau| 1.0 / f64::from(tau));
        let rate = forgetting + consolidation;
        let passed = -libm::expm1(-rate * f64::from(hours)) / rate * f64::from(distance);
        let moved = |from: f32, by: f64| (f64::from(from) + by * passed) as f32;
        (moved(weight, -forgetting), moved(reference, consolidation))
    }
}

/// Weights and references after biological time that is skipped.
pub fn skip_consolidation(
    mut synapses: SynapseTable<(&mut Weight, &mut ReferenceWeight)>,
    projections: Query<(&Projection, &Consolidation)>,
    switches: Res<RuleSwitches>,
    time: Res<BiologicalTime>,
) {
    let Some(hours) = time.skipping().filter(|_| switches.is_on(Rule::Consolidation)) else { return };
    let (weight, reference) = synapses.slices();
    for (projection, rule) in &projections {
        let rows = projection.rows.clone();
        for (weight, reference) in weight[rows.clone()].iter_mut().zip(&mut reference[rows]) {
            (weight.0, reference.0) = rule.skip(weight.0, reference.0, hours);
        }
    }
}

/// A reference in the double well of strength κ after a share of its time constant, for a weight that stays. By exponential steps along
/// the tangent of its equation: they are stable and fall into the well on whose side the reference is, however strong the well.
fn advance_reference(reference: f32, weight: f32, well: f64, share: f64) -> f32 {
    let [low, border, high] = WELLS;
    let (mut r, weight) = (f64::from(reference), f64::from(weight));
    // So short that what runs away from the border stays well resolved.
    let parts = (4.0 * STEEPEST * well * share).ceil().max(1.0);
    for _ in 0..parts as u32 {
        let pull = (r - low) * (r - border) * (r - high);
        let slope_of_pull = (r - border) * (r - high) + (r - low) * (r - high) + (r - low) * (r - border);
        let drift = weight - r - well * pull;
        let exponent = -(1.0 + well * slope_of_pull) * share / parts;
        let stretch = if exponent.abs() < 1e-9 { 1.0 } else { libm::expm1(exponent) / exponent };
        r += drift * stretch * share / parts;
    }
    r as f32
}

/// Move references towards weights and weights towards references, once a second.
pub fn consolidate_weights(
    mut synapses: SynapseTable<(&mut Weight, &mut ReferenceWeight)>,
    mut projections: Query<(&Projection, &mut Consolidation)>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::Consolidation) || modulation.frozen || !clock.is_due(clock.steps(INTERVAL_MS, 1)) {
        return;
    }
    let (weight, reference) = synapses.slices();
    let seconds = clock.length.time_s(clock.steps(INTERVAL_MS, 1));
    let lapsed = seconds * f64::from(modulation.time_lapse);
    for (projection, mut rule) in &mut projections {
        let Consolidation { parameters, owed: [consolidation, forgetting] } = &mut *rule;
        let (tau, forgetting_tau) =
            (f64::from(parameters.tau.0), f64::from(parameters.forgetting_tau.0) * SECONDS_PER_HOUR);
        let rows = projection.rows.clone();
        if let Some(seconds) = consolidation.pass(seconds, tau) {
            let share = seconds / tau;
            let step = -libm::expm1(-share) as f32;
            let well = f64::from(parameters.double_well);
            for (weight, reference) in weight[rows.clone()].iter().zip(&mut reference[rows.clone()]) {
                let r = reference.0;
                // A reference that a scene sets beyond the largest weight is not cut.
                let bound = r.max(projection.maximum_weight);
                let next =
                    if well > 0.0 { advance_reference(r, weight.0, well, share) } else { r + step * (weight.0 - r) };
                reference.0 = next.clamp(0.0, bound);
            }
        }
        if let Some(seconds) = forgetting.pass(lapsed, forgetting_tau) {
            let share = -libm::expm1(-seconds / forgetting_tau) as f32;
            for (weight, reference) in weight[rows.clone()].iter_mut().zip(&reference[rows]) {
                weight.0 -= share * (weight.0 - reference.0);
            }
        }
    }
}
