//! Three-factor learning: a synapse remembers for seconds that sender and receiver fired together, and a neuromodulator turns
//! that memory into a change (MODEL 2.7; Izhikevich 2007, He et al. 2015, Brzosko et al. 2017).
//!
//! A spike pair leaves a Hebbian increment H = A exp(-|Δt|/τ) on the eligibility trace ε, which rises with τ_r (or at once) and decays
//! with τ_e: H τ_e / (τ_e - τ_r) (exp(-t/τ_e) - exp(-t/τ_r)), whose integral is H τ_e whatever τ_r is. While neuromodulators are off their resting level, dw/dt = k_DA (D - D0) ε + k_NE N ε⁺ - k_5HT S ε⁻, where N and S count above the
//! level that the brain state sets. At the pair itself Δw = k_H H - k_ACh ACh |H|: what the synapse does without any
//! neuromodulator, and the depression by acetylcholine.
//!
//! The trace is stored with the step of its last update and decays when it is next looked at. While a signal lasts, all traces
//! are looked at every 50 ms; the integral of the signal within these 50 ms is kept for every step, so that the weight change
//! is exact whenever a spike comes between. Without a signal a synapse costs its own spikes and nothing else.

use crate::elementary;
use crate::model::{Connectome, Eligibility, Postsynaptic, Projection, SpikeQueue, Spikes, SynapseTable, Weight};
use crate::modulation::{Modulation, Modulator};
use crate::plasticity::structural::move_column;
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, Tunable};
use crate::scene::file::ThreeFactorFile;
use crate::schedule::{BiologicalTime, Clock, StepSet};
use crate::state::{About, Part, component, state};
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// Interval at which all traces are looked at while a signal lasts (ms).
const SWEEP_MS: f32 = 50.0;
/// A signal smaller than this is none.
const QUIET: f32 = 1e-3;
/// A trace of a spike smaller than this (after seven time constants) is none.
const PAST: f32 = 1e-3;
/// Share of the time constant by which that of the rise differs at least.
const NEARLY_EQUAL: f64 = 0.01;
/// An eligibility smaller than this is none.
const FORGOTTEN: f32 = 1e-9;

/// The rule on a projection, with the traces of its axons and postsynaptic neurons.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct ThreeFactor {
    parameters: ThreeFactorFile,
    dt: f32,
    /// Trace of each axon: what an arriving spike leaves for a later spike of the receiver.
    pub presynaptic: Vec<f32>,
    /// Trace of each postsynaptic neuron.
    pub postsynaptic: Vec<f32>,
    /// Step in which the present 50 ms began, if a signal lasts.
    opened: Option<u32>,
    /// Integrals of the signal since `opened`, for each step, as the slow and the rising part of traces weigh it; each for positive and
    /// for negative eligibility.
    integrals: Vec<[[f32; 2]; 2]>,
    decay: [f32; 2],
    slow: Course,
    /// Where eligibility rises.
    rising: Option<Course>,
    /// What a pair adds to both parts, for an increment of 1.
    share: f32,
    at_rest: bool,
}

/// How a part of the trace decays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Course {
    /// A step in units of the time constant.
    per_step: f32,
    /// ∫ exp(-s/τ) over one step (s).
    area: f32,
}

impl Course {
    /// With this time constant (s) and step (ms).
    fn new(tau: f64, dt: f32) -> Self {
        let dt = f64::from(dt) / 1000.0;
        Self { per_step: (dt / tau) as f32, area: (-libm::expm1(-dt / tau) * tau) as f32 }
    }

    /// What is left of 1 after some steps.
    fn left(self, steps: u32) -> f32 {
        elementary::exp(-(steps as f32) * self.per_step)
    }
}

state!(ThreeFactor { presynaptic, postsynaptic, opened, integrals, at_rest });

impl ThreeFactor {
    /// The rule with the parameters of a scene, nothing eligible; `dt` is the step (ms).
    #[must_use]
    pub fn new(parameters: ThreeFactorFile, projection: &Projection, dt: f32) -> Self {
        let mut rule = Self {
            parameters,
            dt,
            presynaptic: vec![0.0; projection.axons.len()],
            postsynaptic: vec![0.0; projection.postsynaptic.len()],
            opened: None,
            integrals: Vec::with_capacity((SWEEP_MS / dt) as usize + 2),
            decay: [0.0; 2],
            slow: Course::default(),
            rising: None,
            share: 1.0,
            at_rest: true,
        };
        rule.set_parameters(parameters);
        rule
    }

    /// The trace of a synapse at a step: it decays from its last update on.
    #[must_use]
    pub fn trace_at(&self, eligibility: Eligibility, step: u64) -> f32 {
        let since = (step as u32).wrapping_sub(eligibility.step);
        let rising = self.rising.map_or(0.0, |rising| eligibility.rising * rising.left(since));
        eligibility.trace * self.slow.left(since) - rising
    }

    /// Whether a signal lasts, so that all traces are looked at every 50 ms.
    #[must_use]
    pub const fn is_sweeping(&self) -> bool {
        self.opened.is_some()
    }

    /// Factors on positive and on negative eligibility (1/s).
    fn signal(&self, modulation: &Modulation) -> [f32; 2] {
        if modulation.frozen {
            return [0.0; 2];
        }
        let loud = |signal: f32| if signal.abs() < QUIET { 0.0 } else { signal };
        let dopamine = self.parameters.dopamine * loud(modulation.dopamine_signal());
        let noradrenaline = self.parameters.noradrenaline * loud(modulation.noradrenaline_signal());
        let serotonin = self.parameters.serotonin * loud(modulation.serotonin_signal());
        [dopamine + noradrenaline, dopamine + serotonin]
    }

    /// Everything a synapse needs to be brought up to the present step.
    fn settlement(&self, now: u32) -> Settlement<'_> {
        let open = self.opened.map_or(0, |opened| now.wrapping_sub(opened));
        let grown = |course: Course| elementary::exp(open as f32 * course.per_step);
        let growth = [grown(self.slow), self.rising.map_or(1.0, grown)];
        Settlement { now, open, growth, slow: self.slow, rising: self.rising, integrals: &self.integrals }
    }

    /// Weight change at a spike pair with a trace of 1, for the increment that this order of spikes has.
    fn online(&self, amplitude: f32, modulation: &Modulation) -> f32 {
        if modulation.frozen {
            return 0.0;
        }
        let acetylcholine = self.parameters.acetylcholine * modulation.level(Modulator::Acetylcholine);
        self.parameters.hebbian * amplitude - acetylcholine * amplitude.abs()
    }

    /// A spike pair leaves an increment.
    fn mark(&self, eligibility: &mut Eligibility, increment: f32) {
        eligibility.trace += increment * self.share;
        if self.rising.is_some() {
            eligibility.rising += increment * self.share;
        }
    }

    /// The next 50 ms with a signal begin now, or none do.
    fn open(&mut self, begin: Option<u32>) {
        self.opened = begin;
        self.integrals.clear();
        self.integrals.push([[0.0; 2]; 2]);
    }

    /// The signal of this step joins the integral.
    fn accrue(&mut self, signal: [f32; 2]) {
        let (Some(_), Some(&last)) = (self.opened, self.integrals.last()) else { return };
        let open = (self.integrals.len() - 1) as u32;
        let grown = |last: [f32; 2], course: Course| {
            let area = course.left(open) * course.area;
            [last[0] + signal[0] * area, last[1] + signal[1] * area]
        };
        let rising = self.rising.map_or(last[1], |rising| grown(last[1], rising));
        self.integrals.push([grown(last[0], self.slow), rising]);
    }
}

impl Tunable for ThreeFactor {
    type Parameters = ThreeFactorFile;
    const RULE: Rule = Rule::ThreeFactor;

    fn parameters(&self) -> &ThreeFactorFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: ThreeFactorFile) {
        self.parameters = parameters;
        self.decay = [parameters.presynaptic_tau.0, parameters.postsynaptic_tau.0].map(|tau| ops::exp(-self.dt / tau));
        let (tau, mut rise) = (f64::from(parameters.tau.0), f64::from(parameters.rise.0));
        // The difference of two equal exponentials has no sum of parts.
        if (rise - tau).abs() < NEARLY_EQUAL * tau {
            rise = (1.0 - NEARLY_EQUAL) * tau;
        }
        self.slow = Course::new(tau, self.dt);
        self.rising = (rise > 0.0).then(|| Course::new(rise, self.dt));
        self.share = (tau / (tau - rise)) as f32;
    }
}

impl PlasticityRule for ThreeFactor {
    const LABEL: &'static str = "Three-factor learning";
    const SECTION: &'static str = "2.7";
    const EXPLANATION: &'static str = "Synapses remember for a second or two that sender and receiver fired together. Dopamine (reward), noradrenaline or \
                 serotonin turns that memory into a lasting change.";
    const STATE: &'static [Part] =
        &[component::<ThreeFactor>(About::Activity), component::<Eligibility>(About::Plasticity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self::new(parameters, place.projection, place.dt));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Learn, learn_three_factor);
        systems.add(StepSet::Trace, update_pair_traces);
        systems.add_skipping(StepSet::Settle, skip_eligibility);
        if Rule::StructuralPlasticity.is_in(systems.scene) {
            systems.add(StepSet::MoveRows, move_column::<Eligibility>);
        }
    }
}

/// Brings a synapse up to the present step.
struct Settlement<'a> {
    now: u32,
    /// Steps since the present 50 ms began; 0 if no signal lasts.
    open: u32,
    /// What each part of a trace at the begin of the 50 ms was, relative to now.
    growth: [f32; 2],
    slow: Course,
    rising: Option<Course>,
    integrals: &'a [[[f32; 2]; 2]],
}

impl Settlement<'_> {
    /// The trace decays to the present step; returns the weight change that the signal made of it meanwhile.
    #[inline]
    fn settle(&self, eligibility: &mut Eligibility) -> f32 {
        let since = self.now.wrapping_sub(eligibility.step);
        eligibility.step = self.now;
        if eligibility.trace == 0.0 && eligibility.rising == 0.0 || since == 0 {
            return 0.0;
        }
        let sign = usize::from(eligibility.trace < 0.0);
        let change = self.part(0, sign, since, self.slow, &mut eligibility.trace);
        if let Some(rising) = self.rising {
            change - self.part(1, sign, since, rising, &mut eligibility.rising)
        } else {
            eligibility.rising = 0.0;
            change
        }
    }

    /// One part of the trace decays; returns what the signal made of it.
    fn part(&self, part: usize, sign: usize, since: u32, course: Course, trace: &mut f32) -> f32 {
        let left = *trace * course.left(since);
        *trace = if left.abs() < FORGOTTEN { 0.0 } else { left };
        if self.open == 0 {
            return 0.0;
        }
        // The part of the 50 ms since the last update. The integrals carry exp(-s/τ) from the begin of the 50 ms; what is left
        // now, scaled back to that begin, is the trace that they expect.
        let begin = self.open.saturating_sub(since) as usize;
        left * self.growth[part] * (self.integrals[self.open as usize][part][sign] - self.integrals[begin][part][sign])
    }
}

/// Spike pairs mark synapses, and neuromodulators turn marks into weight changes.
pub fn learn_three_factor(
    mut synapses: SynapseTable<(&Postsynaptic, &mut Weight, &mut Eligibility)>,
    mut projections: Query<(&Projection, &mut ThreeFactor)>,
    connectome: Res<Connectome>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !switches.is_on(Rule::ThreeFactor) {
        projections.iter_mut().for_each(|(_, mut rule)| rule.rest());
        return;
    }
    let (postsynaptic, weight, eligibility) = synapses.slices();
    let now = clock.step as u32;
    let sweep = clock.steps(SWEEP_MS, 1) as u32;
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        rule.at_rest = false;
        let signal = rule.signal(&modulation);
        if rule.opened.is_none() && signal != [0.0; 2] {
            rule.open(Some(now));
        }
        let maximum = projection.maximum_weight;
        let (first, second) = (rule.parameters.pre_before_post, rule.parameters.post_before_pre);
        let (online_first, online_second) = (rule.online(first, &modulation), rule.online(second, &modulation));
        let settlement = rule.settlement(now);
        for &axon in queue.arriving(projection.index) {
            let rows = connectome.rows(axon as usize);
            let synapses = weight[rows.clone()].iter_mut().zip(&mut eligibility[rows.clone()]);
            for (target, (weight, eligibility)) in postsynaptic[rows].iter().zip(synapses) {
                let trace = rule.postsynaptic[target.0 as usize - projection.postsynaptic.start];
                if trace >= PAST {
                    let change = settlement.settle(eligibility) + online_second * trace;
                    rule.mark(eligibility, second * trace);
                    weight.change(change, maximum);
                }
            }
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if !projection.postsynaptic.contains(&neuron) {
                continue;
            }
            for incoming in connectome.incoming(projection.index, neuron - projection.postsynaptic.start) {
                let trace = rule.presynaptic[incoming.presynaptic as usize];
                if trace >= PAST {
                    let row = incoming.row as usize;
                    let change = settlement.settle(&mut eligibility[row]) + online_first * trace;
                    rule.mark(&mut eligibility[row], first * trace);
                    weight[row].change(change, maximum);
                }
            }
        }
        // The last step of the 50 ms: all traces are looked at, and the next 50 ms begin only if there is a signal.
        if settlement.open == sweep {
            let rows = projection.rows.clone();
            for (weight, eligibility) in weight[rows.clone()].iter_mut().zip(&mut eligibility[rows]) {
                weight.change(settlement.settle(eligibility), maximum);
            }
            rule.open((signal != [0.0; 2]).then_some(now));
        }
        rule.accrue(signal);
    }
}

impl ThreeFactor {
    /// What a rule that is switched off does: it forgets the spikes that it will not follow.
    fn rest(&mut self) {
        if !self.at_rest {
            self.presynaptic.fill(0.0);
            self.postsynaptic.fill(0.0);
            self.opened = None;
            self.integrals.clear();
            self.at_rest = true;
        }
    }
}

/// Hours without spikes pass: weights take what is due, and every trace is gone.
pub fn skip_eligibility(
    mut synapses: SynapseTable<(&mut Weight, &mut Eligibility)>,
    mut projections: Query<(&Projection, &mut ThreeFactor)>,
    time: Res<BiologicalTime>,
    clock: Res<Clock>,
) {
    if time.skipping().is_none() {
        return;
    }
    let (weight, eligibility) = synapses.slices();
    for (projection, mut rule) in &mut projections {
        let settlement = rule.settlement(clock.step as u32);
        let rows = projection.rows.clone();
        for (weight, eligibility) in weight[rows.clone()].iter_mut().zip(&mut eligibility[rows]) {
            weight.change(settlement.settle(eligibility), projection.maximum_weight);
            (eligibility.trace, eligibility.rising) = (0.0, 0.0);
        }
        rule.rest();
    }
}

/// Traces grow with the spikes of this step and decay.
pub fn update_pair_traces(
    mut projections: Query<(&Projection, &mut ThreeFactor)>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
) {
    for (projection, mut rule) in &mut projections {
        let rule = &mut *rule;
        if rule.at_rest {
            continue;
        }
        for &axon in queue.arriving(projection.index) {
            rule.presynaptic[axon as usize - projection.axons.start] += 1.0;
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                rule.postsynaptic[neuron - projection.postsynaptic.start] += 1.0;
            }
        }
        let [presynaptic, postsynaptic] = rule.decay;
        rule.presynaptic.iter_mut().for_each(|x| *x *= presynaptic);
        rule.postsynaptic.iter_mut().for_each(|y| *y *= postsynaptic);
    }
}
