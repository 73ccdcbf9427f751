//! What takes excitability away again (MODEL 2.4, options): closing of the window some hours after a neuron was tagged, as CCR5
//! does (Shen et al. 2022), and depression of neurons that have long been inactive.

use super::IntrinsicPlasticity;
use super::excitability::INTERVAL_MS;
use crate::model::{
    AverageRate, LearningTag, NeuronTable, Population, SlowExcitability, SlowRemainder, TagAge, joined, split,
};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, RuleSwitches};
use crate::scene::file::{SceneFile, WindowClosingFile};
use crate::schedule::Clock;
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

/// Whether a population of the scene keeps a homeostatic shift, a slow rate or the age of a tag.
#[must_use]
pub fn needs_slow_columns(scene: &SceneFile) -> bool {
    scene.populations.iter().any(|file| {
        file.homeostasis.is_some()
            || file.intrinsic_plasticity.is_some_and(|rule| rule.closing.is_some() || rule.inactivity.is_some())
    })
}

/// Tag from which on a neuron counts as tagged.
pub(super) const TAGGED: f32 = 0.5;

/// Biological hours since a tag that was never there: longer than any run.
pub const NEVER_TAGGED: f32 = 1e9;

impl IntrinsicPlasticity {
    /// The slow excitability e_s after some biological hours without spikes, for a neuron whose tag is `age` hours old: decay
    /// with τ_s, while the window closes a drive towards its depth, and a drive towards that of inactivity if the neuron is
    /// `inactive`. Exact, whatever the length, as long as inactivity only lowers.
    #[must_use]
    pub fn advance_slow(&self, slow: f32, age: f32, inactive: bool, hours: f32) -> f32 {
        let inactivity = self.0.inactivity.filter(|_| inactive);
        let relax = |slow: f32, closing: Option<WindowClosingFile>, hours: f32| {
            let idle = inactivity.filter(|idle| slow > idle.depth);
            let (mut rate, mut drive) = (1.0 / self.0.slow_tau.0, 0.0);
            for (tau, depth) in closing
                .map(|closing| (closing.tau.0, closing.depth))
                .into_iter()
                .chain(idle.map(|idle| (idle.tau.0, idle.depth)))
            {
                rate += 1.0 / tau;
                drive += depth / tau;
            }
            let aim = drive / rate;
            aim + (slow - aim) * ops::exp(-rate * hours)
        };
        let Some(closing) = self.0.closing else {
            return relax(slow, None, hours);
        };
        let (begin, end) = (closing.begin.0, closing.begin.0 + closing.length.0);
        let overlap = |from: f32, to: f32| ((age + hours).min(to) - age.max(from)).max(0.0);
        let (before, within) = (overlap(0.0, begin), overlap(begin, end));
        let slow = relax(slow, None, before);
        let slow = relax(slow, Some(closing), within);
        // The rest, not a difference of ages: that of a neuron that was never tagged is too large to add hours to.
        relax(slow, None, (hours - before - within).max(0.0))
    }
}

type Columns<'a> =
    (&'a LearningTag, &'a AverageRate, &'a mut TagAge, (&'a mut SlowExcitability, &'a mut SlowRemainder));

/// Every 5 ms tags age, windows close, and the inactive lose excitability. The decay of e_s itself belongs to the rule that made
/// it.
pub fn close_windows(
    mut neurons: NeuronTable<Columns>,
    populations: Query<(&Population, &IntrinsicPlasticity)>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    let interval = clock.steps(INTERVAL_MS, 1);
    if !clock.is_due(interval) {
        return;
    }
    let (tag, rate, age, (slow, rest)) = neurons.slices();
    let hours = clock.length.time_s(interval) * f64::from(modulation.time_lapse) / SECONDS_PER_HOUR;
    let share = |tau: f32| -libm::expm1(-hours / f64::from(tau));
    let acts = switches.is_on(Rule::IntrinsicPlasticity) && !modulation.frozen;
    for (population, IntrinsicPlasticity(parameters)) in &populations {
        for i in population.range.clone() {
            age[i].0 = if tag[i].0 >= TAGGED { 0.0 } else { (age[i].0 + hours).min(f64::from(NEVER_TAGGED)) };
        }
        if let Some(closing) = parameters.closing.filter(|_| acts) {
            let (share, depth) = (share(closing.tau.0), f64::from(closing.depth));
            let begin = f64::from(closing.begin.0);
            let window = begin..begin + f64::from(closing.length.0);
            for i in population.range.clone().filter(|&i| window.contains(&age[i].0)) {
                let now = joined(slow[i].0, rest[i].0);
                (slow[i].0, rest[i].0) = split(now + share * (depth - now));
            }
        }
        if let Some(inactivity) = parameters.inactivity.filter(|_| acts) {
            let (share, depth) = (share(inactivity.tau.0), f64::from(inactivity.depth));
            for i in population.range.clone().filter(|&i| rate[i].0 < inactivity.rate.0) {
                let now = joined(slow[i].0, rest[i].0);
                (slow[i].0, rest[i].0) = split(now + share * (depth - now).min(0.0));
            }
        }
    }
}
