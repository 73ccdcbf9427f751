//! Excitability after biological time that is skipped (MODEL 2.11, rule i).

use super::excitability::{IntrinsicPlasticity, Tone, total_excitability};
use crate::model::{
    AhpMultiplier, Calcium, FastExcitability, LeakMultiplier, LearningTag, Paint, Population, RestingThreshold,
    SlowExcitability, Threshold, slice_mut,
};
use crate::modulation::Modulation;
use crate::schedule::BiologicalTime;
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

impl IntrinsicPlasticity {
    /// What some biological hours without spikes leave of the fast and the slow component of excitability, 0 to 1.
    #[must_use]
    pub fn advance(&self, hours: f32) -> (f32, f32) {
        (ops::exp(-hours / self.0.fast_tau.0), ops::exp(-hours / self.0.slow_tau.0))
    }
}

type Columns<'a> = (
    (&'a mut Calcium, &'a mut LearningTag, &'a mut FastExcitability, &'a mut SlowExcitability),
    (&'a Paint, &'a RestingThreshold),
    (&'a mut Threshold, &'a mut AhpMultiplier, &'a mut LeakMultiplier),
);

/// Both components of excitability decay; calcium and tags are gone. Threshold, AHP and leak follow at once.
pub fn skip_excitability(
    mut neurons: Query<Columns>,
    populations: Query<(&Population, Option<&IntrinsicPlasticity>)>,
    modulation: Res<Modulation>,
    time: Res<BiologicalTime>,
) {
    let Some(hours) = time.skipping() else { return };
    let Some(((calcium, tag, fast, slow), (paint, resting), (threshold, ahp, leak))) =
        neurons.contiguous_iter_mut().ok().and_then(|mut tables| tables.next())
    else {
        return;
    };
    let (calcium, tag) = (slice_mut(calcium), slice_mut(tag));
    let (fast, slow) = (slice_mut(fast), slice_mut(slow));
    let (threshold, ahp, leak) = (slice_mut(threshold), slice_mut(ahp), slice_mut(leak));
    for (population, rule) in &populations {
        let (fast_left, slow_left) = rule.map_or((1.0, 1.0), |rule| rule.advance(hours));
        let tone = Tone::new(population, &modulation);
        for i in population.range.clone() {
            (calcium[i].0, tag[i].0) = (0.0, 0.0);
            fast[i].0 *= fast_left;
            slow[i].0 *= slow_left;
            let e = total_excitability(fast[i].0, slow[i].0);
            let properties = tone.properties(resting[i].0, e, paint[i].0, 0.0);
            threshold[i].0 = properties.threshold;
            ahp[i].0 = properties.ahp;
            leak[i].0 = properties.leak;
        }
    }
}
