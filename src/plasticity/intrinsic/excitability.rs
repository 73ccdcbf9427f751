//! Learning-driven intrinsic plasticity (MODEL 2.4), and how excitability sets threshold, afterhyperpolarization and leak
//! (MODEL 2.2).
//!
//! A calcium proxy c follows the rate of a neuron; above its trigger q(c), which is 0 without calcium, the neuron is tagged (T) and
//! its excitability grows:
//! de_f/dt = k_f q (1 - e_f) - e_f/τ_f and de_s/dt = (k_s G q + k_DA D T)(1 - e_s) - k_sp S T e_s - e_s/τ_s; e = e_f/2 + e_s.
//! In a dopamine dip tagged neurons lose: de_s/dt = -k_d [D0 - D]+ T (1 + e_s). Growth runs on the clock of spikes, decay on
//! the clock of biology. The equations are stepped every 5 ms, e_f and e_s in
//! double precision: a step of hours' long decay is below what single precision resolves.

use super::delay::DelayedGrowth;
use crate::model::{
    AhpMultiplier, Calcium, FastExcitability, FastRemainder, HomeostaticShift, Interventions, LeakMultiplier,
    LearningTag, NeuronTable, Paint, Population, RestingThreshold, SlowExcitability, SlowRemainder, Spikes, Threshold,
    joined, split,
};
use crate::modulation::Modulation;
use crate::plasticity::{Rule, RuleSwitches, Tunable};
use crate::scene::file::{IntrinsicPlasticityFile, NeuronFile};
use crate::schedule::Clock;
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

/// Interval of the slow equations (ms).
pub(super) const INTERVAL_MS: f32 = 5.0;
/// Least values of the AHP and leak multipliers (MODEL 2.2).
const LEAST_AHP: f32 = 0.2;
const LEAST_LEAK: f32 = 0.4;

/// Parameters of the rule: a component on the population.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct IntrinsicPlasticity(pub IntrinsicPlasticityFile);

impl Tunable for IntrinsicPlasticity {
    type Parameters = IntrinsicPlasticityFile;
    const RULE: Rule = Rule::IntrinsicPlasticity;

    fn parameters(&self) -> &IntrinsicPlasticityFile {
        &self.0
    }

    fn set_parameters(&mut self, parameters: IntrinsicPlasticityFile) {
        self.0 = parameters;
    }
}

/// The trigger q: a sigmoid of calcium, less what it is without any. A neuron that does not fire does not learn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger {
    rate: f32,
    width: f32,
    silent: f32,
}

impl Trigger {
    /// The trigger of these parameters.
    #[must_use]
    pub fn new(parameters: &IntrinsicPlasticityFile) -> Self {
        let mut trigger = Self { rate: parameters.trigger_rate.0, width: parameters.trigger_width.0, silent: 0.0 };
        trigger.silent = trigger.at(0.0);
        trigger
    }

    /// Its value, 0 to 1, for a calcium level (Hz).
    #[inline]
    #[must_use]
    pub fn at(&self, calcium: f32) -> f32 {
        let sigmoid = 1.0 / (1.0 + ops::exp(-(calcium - self.rate) / self.width));
        (sigmoid - self.silent) / (1.0 - self.silent)
    }
}

/// Excitability e from its two components.
#[must_use]
pub fn total_excitability(fast: f32, slow: f32) -> f32 {
    (0.5 * fast + slow).clamp(-1.0, 1.0)
}

type Columns<'a> = (
    (&'a mut Calcium, &'a mut LearningTag, &'a mut FastExcitability, &'a mut SlowExcitability),
    (&'a Paint, &'a RestingThreshold),
    (&'a mut Threshold, &'a mut AhpMultiplier, &'a mut LeakMultiplier),
    (&'a mut FastRemainder, &'a mut SlowRemainder),
    // Only where a population has homeostasis.
    Option<&'a HomeostaticShift>,
);

/// Calcium follows the spikes of each step.
pub fn follow_calcium(
    mut neurons: NeuronTable<&mut Calcium>,
    populations: Query<(&Population, &IntrinsicPlasticity)>,
    spikes: Res<Spikes>,
) {
    let calcium = neurons.slices();
    for (population, IntrinsicPlasticity(parameters)) in &populations {
        for &neuron in spikes.now.iter().filter(|&&neuron| population.range.contains(&(neuron as usize))) {
            calcium[neuron as usize].0 += 1.0 / parameters.calcium_tau.0;
        }
    }
}

/// Every 5 ms excitability moves, and threshold, AHP and leak with it.
pub fn update_excitability(
    mut neurons: NeuronTable<Columns>,
    mut populations: Query<(&Population, Option<&IntrinsicPlasticity>, Option<&mut DelayedGrowth>)>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    interventions: Res<Interventions>,
    clock: Res<Clock>,
) {
    let interval = clock.steps(INTERVAL_MS, 1);
    if !clock.is_due(interval) {
        return;
    }
    let ((calcium, tag, fast, slow), (paint, resting), (threshold, ahp, leak), rests, shifts) = neurons.slices();
    let (fast_rest, slow_rest) = rests;
    let seconds = clock.length.time_s(interval);
    let grows = switches.is_on(Rule::IntrinsicPlasticity) && !modulation.frozen;
    let shifts = shifts.unwrap_or(&[]);
    for (population, rule, delayed) in &mut populations {
        if let Some(IntrinsicPlasticity(parameters)) = rule {
            let step = ExcitabilityStep::new(parameters, population, &modulation, seconds, grows);
            if let Some(mut delayed) = delayed {
                delayed.advance(step.biological_hours, &mut slow[population.range.clone()]);
                for (i, later) in population.range.clone().zip(delayed.newest()) {
                    let now = [joined(fast[i].0, fast_rest[i].0), joined(slow[i].0, slow_rest[i].0)];
                    let [e_f, e_s] = step.apply::<true>(&mut calcium[i].0, &mut tag[i].0, now, later);
                    (fast[i].0, fast_rest[i].0) = split(e_f);
                    (slow[i].0, slow_rest[i].0) = split(e_s);
                }
            } else {
                for i in population.range.clone() {
                    let now = [joined(fast[i].0, fast_rest[i].0), joined(slow[i].0, slow_rest[i].0)];
                    let [e_f, e_s] = step.apply::<false>(&mut calcium[i].0, &mut tag[i].0, now, &mut 0.0);
                    (fast[i].0, fast_rest[i].0) = split(e_f);
                    (slow[i].0, slow_rest[i].0) = split(e_s);
                }
            }
        }
        let state = (&*fast, &*slow, paint, &*tag);
        let tone = (&*modulation, &*interventions);
        express(population, tone, (resting, shifts), state, (&mut *threshold, &mut *ahp, &mut *leak));
    }
}

type Expressed<'a> = (
    (&'a FastExcitability, &'a SlowExcitability, &'a Paint, &'a LearningTag),
    &'a RestingThreshold,
    (&'a mut Threshold, &'a mut AhpMultiplier, &'a mut LeakMultiplier),
    Option<&'a HomeostaticShift>,
);

/// Threshold, AHP and leak follow what excitability is now; nothing is learned.
pub fn express_excitability(
    mut neurons: NeuronTable<Expressed>,
    populations: Query<&Population>,
    modulation: Res<Modulation>,
    interventions: Res<Interventions>,
) {
    let ((fast, slow, paint, tag), resting, (threshold, ahp, leak), shifts) = neurons.slices();
    let tone = (&*modulation, &*interventions);
    for population in &populations {
        let own = (&mut *threshold, &mut *ahp, &mut *leak);
        express(population, tone, (resting, shifts.unwrap_or(&[])), (fast, slow, paint, tag), own);
    }
}

/// Threshold, AHP and leak of a population, from the columns of all neurons.
fn express(
    population: &Population,
    (modulation, interventions): (&Modulation, &Interventions),
    (resting, shifts): (&[RestingThreshold], &[HomeostaticShift]),
    (fast, slow, paint, tag): (&[FastExcitability], &[SlowExcitability], &[Paint], &[LearningTag]),
    (threshold, ahp, leak): (&mut [Threshold], &mut [AhpMultiplier], &mut [LeakMultiplier]),
) {
    let tone = Tone::new(population, modulation);
    let r = || population.range.clone();
    let shifts = shifts.get(r()).unwrap_or(&[]);
    let state = (&fast[r()], &slow[r()], &paint[r()], &tag[r()]);
    set_properties(&tone, (&resting[r()], shifts), state, &mut threshold[r()], &mut ahp[r()], &mut leak[r()]);
    if let Some(factor) = interventions.ahp(population.index) {
        ahp[r()].iter_mut().for_each(|ahp| ahp.0 *= factor);
    }
}

/// Threshold, AHP and leak of a population from its tone and the neurons' excitability, paint and tags, all slices of one
/// length; `shifts` may be empty. Not inlined, so that the compiler knows that no two columns overlap, and vectorises.
#[inline(never)]
fn set_properties(
    tone: &Tone,
    (resting, shifts): (&[RestingThreshold], &[HomeostaticShift]),
    (fast, slow, paint, tag): (&[FastExcitability], &[SlowExcitability], &[Paint], &[LearningTag]),
    threshold: &mut [Threshold],
    ahp: &mut [AhpMultiplier],
    leak: &mut [LeakMultiplier],
) {
    let tone = *tone;
    let n = threshold.len();
    let (resting, fast, slow, paint, tag) = (&resting[..n], &fast[..n], &slow[..n], &paint[..n], &tag[..n]);
    let (ahp, leak) = (&mut ahp[..n], &mut leak[..n]);
    for i in 0..n {
        let e = total_excitability(fast[i].0, slow[i].0);
        let properties = tone.properties(resting[i].0, e, paint[i].0, tag[i].0);
        threshold[i].0 = properties.threshold;
        ahp[i].0 = properties.ahp;
        leak[i].0 = properties.leak;
    }
    // Where there is homeostasis the resting threshold is another one.
    for (i, shift) in shifts.iter().enumerate().take(n) {
        let e = total_excitability(fast[i].0, slow[i].0);
        threshold[i].0 = tone.properties(resting[i].0 + shift.0, e, paint[i].0, tag[i].0).threshold;
    }
}

/// What excitability and neuromodulators make of a neuron.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EffectiveProperties {
    /// Threshold without the jump after a spike (mV).
    pub threshold: f32,
    /// Multiplier α of the afterhyperpolarization conductances.
    pub ahp: f32,
    /// Multiplier λ of the leak conductance.
    pub leak: f32,
}

/// What a population and the neuromodulators make of excitability: the same for all its neurons, so computed once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tone {
    neuron: NeuronFile,
    threshold_shift: f32,
    ahp_change: f32,
    ahp_change_by_tag: f32,
    leak_change: f32,
    leak_change_by_tag: f32,
}

impl Tone {
    /// The tone of a population, through its receptors.
    #[must_use]
    pub fn new(population: &Population, modulation: &Modulation) -> Self {
        let receptors = &population.receptors;
        let (ahp, leak) = (modulation.ahp_change(receptors, 0.0), modulation.leak_change(receptors, 0.0));
        Self {
            neuron: population.neuron,
            threshold_shift: modulation.threshold_shift(receptors),
            ahp_change: ahp,
            ahp_change_by_tag: modulation.ahp_change(receptors, 1.0) - ahp,
            leak_change: leak,
            leak_change_by_tag: modulation.leak_change(receptors, 1.0) - leak,
        }
    }

    /// Threshold, AHP and leak of a neuron (MODEL 2.2).
    #[inline]
    #[must_use]
    pub fn properties(&self, resting_threshold: f32, excitability: f32, paint: f32, tag: f32) -> EffectiveProperties {
        let neuron = &self.neuron;
        let threshold = resting_threshold - neuron.excitability_threshold.0 * excitability;
        let ahp = 1.0 - neuron.excitability_ahp * excitability + self.ahp_change + self.ahp_change_by_tag * tag;
        let leak = 1.0 - neuron.excitability_leak * excitability + self.leak_change + self.leak_change_by_tag * tag;
        EffectiveProperties {
            threshold: threshold - neuron.paint_threshold.0 * paint + self.threshold_shift,
            ahp: ahp.max(LEAST_AHP),
            leak: leak.max(LEAST_LEAK),
        }
    }
}

/// One step of the equations, with what is the same for all neurons computed once.
struct ExcitabilityStep<'a> {
    parameters: &'a IntrinsicPlasticityFile,
    trigger: Trigger,
    seconds: f32,
    biological_hours: f64,
    grows: bool,
    slow_gate: f32,
    dopamine: f32,
    serotonin: f32,
    dip: f32,
    calcium_loss: f32,
    tag_loss: f32,
    fast_decay: f64,
    slow_decay: f64,
}

impl<'a> ExcitabilityStep<'a> {
    fn new(
        parameters: &'a IntrinsicPlasticityFile,
        population: &Population,
        modulation: &Modulation,
        seconds: f64,
        grows: bool,
    ) -> Self {
        let biological = seconds * f64::from(modulation.time_lapse) / SECONDS_PER_HOUR;
        let loss = |tau: f32| -libm::expm1(-seconds / f64::from(tau)) as f32;
        let learning = population.receptors.learning;
        Self {
            parameters,
            trigger: Trigger::new(parameters),
            seconds: seconds as f32,
            biological_hours: biological,
            grows,
            slow_gate: parameters.slow_rate * modulation.intrinsic_gate(&population.receptors),
            dopamine: parameters.slow_rate_dopamine * (learning * modulation.dopamine_above_baseline()),
            serotonin: parameters.slow_loss_serotonin * (learning * modulation.serotonin_above_baseline()),
            dip: parameters.slow_loss_dip * learning * modulation.dopamine_below_baseline(),
            calcium_loss: loss(parameters.calcium_tau.0),
            tag_loss: loss(parameters.tag_tau.0),
            fast_decay: libm::exp(-biological / f64::from(parameters.fast_tau.0)),
            slow_decay: libm::exp(-biological / f64::from(parameters.slow_tau.0)),
        }
    }

    /// Calcium and tag move, and so do e_f and e_s, which are given and returned in this order. `DELAYED`: growth of the slow
    /// component is noted in `later`.
    fn apply<const DELAYED: bool>(
        &self,
        calcium: &mut f32,
        tag: &mut f32,
        [mut fast, mut slow]: [f64; 2],
        later: &mut f64,
    ) -> [f64; 2] {
        if self.grows {
            let q = self.trigger.at(*calcium);
            let dt = self.seconds;
            fast += f64::from((dt * self.parameters.fast_rate * q).min(1.0)) * (1.0 - fast);
            let growth = f64::from((dt * (self.slow_gate * q + self.dopamine * *tag)).min(1.0));
            let loss = f64::from((dt * self.serotonin * *tag).min(1.0));
            let dip = f64::from((dt * self.dip * *tag).min(1.0));
            if DELAYED {
                *later += growth;
                slow -= loss * slow.max(0.0) + dip * (1.0 + slow);
            } else {
                slow += growth * (1.0 - slow) - loss * slow.max(0.0) - dip * (1.0 + slow);
            }
            *tag += (dt * self.parameters.tag_rate * q).min(1.0) * (1.0 - *tag);
        }
        *calcium -= *calcium * self.calcium_loss;
        *tag -= *tag * self.tag_loss;
        [fast * self.fast_decay, slow * self.slow_decay]
    }
}
