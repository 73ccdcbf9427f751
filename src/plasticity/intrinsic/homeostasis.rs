//! Homeostatic intrinsic plasticity (MODEL 2.5): each neuron's threshold shift h follows the error of its own rate.
//!
//! τ_h dh/dt = 5 mV clip((ν - ν*) / ν*, -1, 1) outside the dead zone, 0 inside, |h| ≤ 5 mV; ν is the rate over a minute. τ_h runs
//! on the biological clock, but is never less than 200 s of simulated spiking: the detector must see what h does, and in a
//! recurrent network a faster h oscillates (Harnack et al. 2015). The dead zone keeps h from cancelling learned excitability.

use super::IntrinsicPlasticity;
use super::window::needs_slow_columns;
use crate::model::{AverageRate, HomeostaticShift, NeuronTable, Population, ShiftRemainder, Spikes, joined, split};
use crate::modulation::Modulation;
use crate::plasticity::{PlasticityRule, PopulationPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::Scene;
use crate::scene::file::HomeostasisFile;
use crate::schedule::{Clock, StepSet};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;

/// Interval of the equations (ms).
const INTERVAL_MS: f32 = 100.0;

/// Parameters of the rule: a component on the population.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct Homeostasis(pub HomeostasisFile);

impl Tunable for Homeostasis {
    type Parameters = HomeostasisFile;
    const RULE: Rule = Rule::Homeostasis;

    fn parameters(&self) -> &HomeostasisFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: HomeostasisFile) {
        self.0 = parameters;
    }
}

impl PlasticityRule for Homeostasis {
    const LABEL: &'static str = "Homeostasis";
    const SECTION: &'static str = "2.5";
    const EXPLANATION: &'static str = "A neuron that has fired far too much raises its own threshold over many hours; one that has fired far too \
                 little lowers it. In between nothing happens, so that learning is not undone.";
    type Place<'a> = PopulationPlace<'a>;

    fn insert(parameters: Self::Parameters, _place: &PopulationPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
    }

    // Depression by inactivity reads the rate that homeostasis keeps.
    fn is_needed(scene: &Scene, _present: bool) -> bool {
        needs_slow_columns(scene)
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Modulate, update_homeostasis);
    }
}

impl Homeostasis {
    /// Error of a rate (Hz) as the rule sees it, -1 to 1; 0 in the dead zone.
    #[must_use]
    pub fn error(&self, rate: f32) -> f32 {
        let relative = rate / self.0.target_rate.0;
        let (low, high) = self.0.dead_zone;
        if (low..=high).contains(&relative) { 0.0 } else { (relative - 1.0).clamp(-1.0, 1.0) }
    }

    /// The shift h (mV) after some time at a rate (Hz): the exact solution while the rate stays on its side of the dead zone.
    ///
    /// `spiking` is simulated time (s), `biological` the time of slow processes (h). A phase that is skipped has no spiking, and
    /// then h stays where it is: nobody would notice how far it had gone.
    #[must_use]
    pub fn advance(&self, shift: f64, rate: f32, spiking: f64, biological: f64) -> f64 {
        let share = (biological / f64::from(self.0.tau.0)).min(spiking / f64::from(self.0.least_tau.0));
        let bound = f64::from(self.0.bound.0);
        (shift + f64::from(self.0.strength.0 * self.error(rate)) * share).clamp(-bound, bound)
    }
}

/// The rate follows the spikes of each step; ten times a second h moves.
pub fn update_homeostasis(
    mut neurons: NeuronTable<(&mut AverageRate, &mut HomeostaticShift, &mut ShiftRemainder)>,
    populations: Query<(&Population, Option<&Homeostasis>, Option<&IntrinsicPlasticity>)>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    let interval = clock.steps(INTERVAL_MS, 1);
    let due = clock.is_due(interval);
    if spikes.now.is_empty() && !due {
        return;
    }
    let (rate, shift, rest) = neurons.slices();
    let seconds = clock.length.time_s(interval);
    let biological = seconds * f64::from(modulation.time_lapse) / SECONDS_PER_HOUR;
    let acts = switches.is_on(Rule::Homeostasis) && !modulation.frozen;
    for (population, rule, learned) in &populations {
        if rule.is_none() && learned.is_none_or(|IntrinsicPlasticity(parameters)| parameters.inactivity.is_none()) {
            continue;
        }
        let tau = rule.map_or(HomeostasisFile::default().rate_tau, |rule| rule.0.rate_tau).0;
        for &neuron in spikes.now.iter().filter(|&&neuron| population.range.contains(&(neuron as usize))) {
            rate[neuron as usize].0 += 1.0 / tau;
        }
        if !due {
            continue;
        }
        let loss = -libm::expm1(-seconds / f64::from(tau)) as f32;
        for rate in &mut rate[population.range.clone()] {
            rate.0 -= rate.0 * loss;
        }
        if let Some(rule) = rule.filter(|_| acts) {
            for i in population.range.clone() {
                let now = joined(shift[i].0, rest[i].0);
                (shift[i].0, rest[i].0) = split(rule.advance(now, rate[i].0, seconds, biological));
            }
        }
    }
}
