//! Excitability after biological time that is skipped (MODEL 2.11, rule i).

use super::delay::DelayedGrowth;
use super::excitability::{IntrinsicPlasticity, Tone, total_excitability};
use super::window::{NEVER_TAGGED, TAGGED};
use crate::model::{
    AhpMultiplier, AverageRate, Calcium, FastExcitability, HomeostaticShift, Interventions, LeakMultiplier,
    LearningTag, NeuronTable, Paint, Population, RestingThreshold, SlowExcitability, TagAge, Threshold,
};
use crate::modulation::Modulation;
use crate::schedule::BiologicalTime;
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

impl IntrinsicPlasticity {
    /// What some biological hours without spikes leave of the fast component of excitability, 0 to 1.
    #[must_use]
    pub fn advance_fast(&self, hours: f32) -> f32 {
        ops::exp(-hours / self.0.fast_tau.0)
    }
}

type Columns<'a> = (
    (&'a mut Calcium, &'a mut LearningTag, &'a mut FastExcitability, &'a mut SlowExcitability),
    (&'a Paint, &'a RestingThreshold),
    (&'a mut Threshold, &'a mut AhpMultiplier, &'a mut LeakMultiplier),
    // Only where a population has a rule that needs them.
    Option<(&'a mut TagAge, &'a AverageRate, &'a HomeostaticShift)>,
);

/// Both components of excitability decay, windows close, delayed growth appears; calcium and tags are gone. The homeostatic shift
/// stays: it moves only where its detector can see what it does. Threshold, AHP and leak follow at once.
pub fn skip_excitability(
    mut neurons: NeuronTable<Columns>,
    mut populations: Query<(&Population, Option<&IntrinsicPlasticity>, Option<&mut DelayedGrowth>)>,
    modulation: Res<Modulation>,
    time: Res<BiologicalTime>,
    interventions: Res<Interventions>,
) {
    let Some(hours) = time.skipping() else { return };
    let ((calcium, tag, fast, slow), (paint, resting), (threshold, ahp, leak), slowly) = neurons.slices();
    let (ages, rates, shifts) = slowly.unwrap_or((&mut [], &[], &[]));
    for (population, rule, delayed) in &mut populations {
        let range = population.range.clone();
        if let Some(rule) = rule {
            let left = rule.advance_fast(hours);
            for i in range.clone() {
                fast[i].0 *= left;
                if let Some(age) = ages.get_mut(i).filter(|_| tag[i].0 >= TAGGED) {
                    age.0 = 0.0;
                }
            }
            let mut pass = |hours: f64, slow: &mut [SlowExcitability]| {
                for (i, slow) in range.clone().zip(slow) {
                    let age = ages.get(i).map_or(f64::from(NEVER_TAGGED), |age| age.0);
                    let bound = rule.0.inactivity.map_or(0.0, |inactivity| inactivity.rate.0);
                    let inactive = rates.get(i).is_some_and(|rate| rate.0 < bound);
                    slow.0 = rule.advance_slow(slow.0, age as f32, inactive, hours as f32);
                    if let Some(slot) = ages.get_mut(i) {
                        slot.0 = (age + hours).min(f64::from(NEVER_TAGGED));
                    }
                }
            };
            let slow = &mut slow[range.clone()];
            let mut left = f64::from(hours);
            if let Some(mut delayed) = delayed {
                while !delayed.is_empty() && delayed.hours_to_next() <= left {
                    let part = delayed.hours_to_next();
                    pass(part, slow);
                    delayed.advance(part, slow);
                    left -= part;
                }
                delayed.advance(left, slow);
            }
            pass(left, slow);
        }
        let tone = Tone::new(population, &modulation);
        for i in range {
            (calcium[i].0, tag[i].0) = (0.0, 0.0);
            let e = total_excitability(fast[i].0, slow[i].0);
            let resting = resting[i].0 + shifts.get(i).map_or(0.0, |shift| shift.0);
            let properties = tone.properties(resting, e, paint[i].0, 0.0);
            threshold[i].0 = properties.threshold;
            ahp[i].0 = properties.ahp * interventions.ahp(population.index).unwrap_or(1.0);
            leak[i].0 = properties.leak;
        }
    }
}
