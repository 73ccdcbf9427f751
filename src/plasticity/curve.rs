//! What the rule of a scene does to a synapse as a function of spike times and of rates, at its present parameters: the curves
//! that a plot shows.
//!
//! The changes come from the rule's own functions, and its own traces are driven by pairs of spikes; for independent Poisson
//! trains the means of the traces are known in closed form.

use super::synaptic::{
    FullTripletStdp, PairStdp, PairTraces, SlowTrace, SpikeRule, SpikeTraces, Synapse, Trace, TraceSet, Traced,
    TripletStdp, TripletTraces,
};
use super::{Rule, RuleSwitches};
use crate::model::Projection;
use crate::modulation::Modulation;
use crate::scene::file::Interaction;
use bevy::ecs::world::World;

/// Largest distance between the two spikes of a pair (ms).
pub const LARGEST_LAG_MS: f32 = 100.0;
/// Distance between two points of a window (ms).
const LAG_STEP_MS: f32 = 1.0;
/// Frequency at which the triplets of neighbouring pairs matter (Hz).
pub const FAST_PAIRS_HZ: f32 = 20.0;
/// Pairs of a train; the last one counts.
const TRAIN: usize = 40;
/// Largest postsynaptic rate of the threshold rule (Hz).
pub const HIGHEST_RATE_HZ: f32 = 40.0;
/// Distance between two points of the threshold rule (Hz).
const RATE_STEP_HZ: f32 = 0.5;
/// Presynaptic rate of the threshold rule (Hz).
pub const PRESYNAPTIC_HZ: f32 = 10.0;
/// A long-term rate at which metaplasticity has reached its upper bound (Hz).
const VERY_ACTIVE_HZ: f32 = 1e6;
const MS_PER_S: f32 = 1000.0;

/// What a synapse is subject to while a curve is drawn. Its weight is its initial one, which is its reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Long-term postsynaptic rate ν that metaplasticity reads (Hz); held.
    pub rate_hz: f32,
    /// Factor of the brain state on depression.
    pub depression: f32,
}

/// Points (x, y) of a curve.
pub type Curve = Vec<[f32; 2]>;

/// The curves of a scene's rule at one moment. Changes are those with the gate fully open; times `gate` they are those of now.
#[derive(Clone, Debug, PartialEq)]
pub struct PlasticityCurves {
    /// The rule.
    pub rule: Rule,
    /// Name of the projection whose rule it is.
    pub projection: String,
    /// Whether the rule is on.
    pub enabled: bool,
    /// Gate of the rule now, 0 to 1; 0 while the rule is off.
    pub gate: f32,
    /// Neuron whose long-term rate is used; none: the mean of the projection's postsynaptic neurons.
    pub neuron: Option<u32>,
    /// Long-term postsynaptic rate ν (Hz) and the factor M on depression that follows from it, in rules with metaplasticity.
    pub metaplasticity: Option<[f32; 2]>,
    /// Postsynaptic rate above which synapses strengthen (Hz), if there is one up to [`HIGHEST_RATE_HZ`].
    pub crossover_hz: Option<f32>,
    /// Δw of a lone pair against the postsynaptic spike's time minus the presynaptic spike's arrival (ms).
    pub lone_pairs: Curve,
    /// The same for a pair among others at [`FAST_PAIRS_HZ`]; only up to half the interval between pairs.
    pub fast_pairs: Curve,
    /// Δw a second against the postsynaptic rate (Hz), with the presynaptic neuron at [`PRESYNAPTIC_HZ`].
    pub threshold: Curve,
    /// The same for neurons that were long silent, and for neurons that were long very active; empty without metaplasticity.
    pub threshold_bounds: Vec<Curve>,
}

/// A rule whose curves can be drawn: it says what its traces are for one axon and one neuron.
pub trait Drawn: SpikeRule<Traces = <Self as Traced>::Own> + Traced {
    /// At rest.
    fn at_rest(&self) -> Self::Own;

    /// Their means while both neurons fire as independent Poisson processes (Hz).
    fn under(&self, presynaptic_hz: f32, postsynaptic_hz: f32) -> Self::Own;

    /// Hold the long-term postsynaptic rate (Hz).
    fn hold(&self, _traces: &mut Self::Own, _rate_hz: f32) {}

    /// Long-term rates of the postsynaptic neurons (Hz), in rules with metaplasticity.
    fn long_term_rates(_traces: &Self::Own) -> Option<&[f32]> {
        None
    }

    /// Factor M on depression for a long-term rate (Hz).
    fn factor(&self, _rate_hz: f32) -> f32 {
        1.0
    }
}

impl Drawn for TripletStdp {
    fn at_rest(&self) -> SpikeTraces {
        self.under(0.0, 0.0)
    }

    fn under(&self, presynaptic_hz: f32, postsynaptic_hz: f32) -> SpikeTraces {
        let times = self.times();
        let mean = |rate_hz, tau| vec![mean_trace(rate_hz, tau, Interaction::AllToAll)];
        SpikeTraces {
            presynaptic: mean(presynaptic_hz, times.presynaptic),
            postsynaptic: mean(postsynaptic_hz, times.postsynaptic),
            triplet: mean(postsynaptic_hz, times.triplet),
            rate: SlowTrace::new(1, postsynaptic_hz),
            threshold: Vec::new(),
        }
    }

    fn hold(&self, traces: &mut SpikeTraces, rate_hz: f32) {
        traces.rate.fill(rate_hz);
    }

    fn long_term_rates(traces: &SpikeTraces) -> Option<&[f32]> {
        Some(&traces.rate)
    }

    fn factor(&self, rate_hz: f32) -> f32 {
        self.metaplasticity(rate_hz)
    }
}

impl Drawn for PairStdp {
    fn at_rest(&self) -> PairTraces {
        self.under(0.0, 0.0)
    }

    fn under(&self, presynaptic_hz: f32, postsynaptic_hz: f32) -> PairTraces {
        let mean = |rate_hz, tau| Trace(vec![mean_trace(rate_hz, tau, self.0.interaction)]);
        PairTraces {
            presynaptic: mean(presynaptic_hz, self.0.potentiation_tau.0),
            postsynaptic: mean(postsynaptic_hz, self.0.depression_tau.0),
        }
    }
}

impl Drawn for FullTripletStdp {
    fn at_rest(&self) -> TripletTraces {
        self.under(0.0, 0.0)
    }

    fn under(&self, presynaptic_hz: f32, postsynaptic_hz: f32) -> TripletTraces {
        let mean = |rate_hz, tau| Trace(vec![mean_trace(rate_hz, tau, self.0.interaction)]);
        TripletTraces {
            fast_presynaptic: mean(presynaptic_hz, self.0.potentiation_tau.0),
            slow_presynaptic: mean(presynaptic_hz, self.0.slow_presynaptic_tau.0),
            fast_postsynaptic: mean(postsynaptic_hz, self.0.depression_tau.0),
            slow_postsynaptic: mean(postsynaptic_hz, self.0.slow_postsynaptic_tau.0),
        }
    }
}

/// Mean of a trace (time constant in ms) under Poisson spikes. Where only the nearest spike counts it is ⟨exp(-age / τ)⟩ with an
/// exponential age.
fn mean_trace(rate_hz: f32, tau: f32, interaction: Interaction) -> f32 {
    let spikes = rate_hz * tau / MS_PER_S;
    match interaction {
        Interaction::AllToAll => spikes,
        Interaction::NearestSpike => spikes / (1.0 + spikes),
    }
}

/// The change when a presynaptic spike arrives.
fn prespike<R: Drawn>(rule: &R, traces: &R::Own, standing: Standing) -> f32 {
    if R::ON_PRE { rule.on_pre(traces, rule.arrival(traces, 0, standing.depression), 0) } else { 0.0 }
}

/// The change when the postsynaptic neuron fires.
fn postspike<R: Drawn>(rule: &R, traces: &R::Own) -> f32 {
    let synapse = Synapse { weight: 1.0, reference: 1.0, axon: 0 };
    if R::ON_POST { rule.on_post(traces, rule.firing(traces, 0), synapse) } else { 0.0 }
}

/// Weight change by the last of `count` pairs at `frequency_hz`, with the gate fully open. `lag_ms` is the postsynaptic spike's
/// time minus that of the presynaptic spike's arrival; at 0 both are in one step, where spikes do not see each other.
#[must_use]
pub fn pair_change<R: Drawn>(rule: &R, standing: Standing, lag_ms: f32, count: usize, frequency_hz: f32) -> f32 {
    let times = rule.times();
    let mut traces = rule.at_rest();
    let mut change = 0.0;
    for pair in 0..count {
        if pair > 0 {
            traces.decay(&times, MS_PER_S / frequency_hz - lag_ms.abs());
        }
        rule.hold(&mut traces, standing.rate_hz);
        let first = if lag_ms > 0.0 {
            let first = prespike(rule, &traces, standing);
            traces.arrive(0, &times);
            first
        } else if lag_ms < 0.0 {
            let first = postspike(rule, &traces);
            traces.fire(0, &times);
            first
        } else {
            0.0
        };
        traces.decay(&times, lag_ms.abs());
        rule.hold(&mut traces, standing.rate_hz);
        let (arrives, fires) = (lag_ms <= 0.0, lag_ms >= 0.0);
        change = first;
        change += if arrives { prespike(rule, &traces, standing) } else { 0.0 };
        change += if fires { postspike(rule, &traces) } else { 0.0 };
        if arrives {
            traces.arrive(0, &times);
        }
        if fires {
            traces.fire(0, &times);
        }
    }
    change
}

/// Mean weight change a second while both neurons fire as independent Poisson processes, with the gate fully open. Exact for
/// rules that are linear in each trace and take no product of two traces of one neuron.
#[must_use]
pub fn rate_change<R: Drawn>(rule: &R, standing: Standing, presynaptic_hz: f32, postsynaptic_hz: f32) -> f32 {
    let mut traces = rule.under(presynaptic_hz, postsynaptic_hz);
    rule.hold(&mut traces, standing.rate_hz);
    presynaptic_hz * prespike(rule, &traces, standing) + postsynaptic_hz * postspike(rule, &traces)
}

/// Postsynaptic rate (Hz) at which depression turns into potentiation: the last upward crossing of zero, up to `highest_hz`.
#[must_use]
pub fn crossover_hz<R: Drawn>(rule: &R, standing: Standing, highest_hz: f32) -> Option<f32> {
    let change = |rate: f32| rate_change(rule, standing, PRESYNAPTIC_HZ, rate);
    if change(highest_hz) <= 0.0 {
        return None;
    }
    let mut below = steps(0.0, highest_hz, RATE_STEP_HZ).filter(|&rate| change(rate) < 0.0).last()?;
    let mut above = below + RATE_STEP_HZ;
    for _ in 0..24 {
        let middle = 0.5 * (below + above);
        if change(middle) < 0.0 {
            below = middle;
        } else {
            above = middle;
        }
    }
    Some(0.5 * (below + above))
}

/// The curves of the first projection with a rule whose curves can be drawn; none without one. A neuron that is a target of such
/// a projection lends it its own long-term rate.
#[must_use]
pub fn plasticity_curves(world: &World, neuron: Option<u32>) -> Option<PlasticityCurves> {
    type Draw = fn(&World, Option<u32>) -> Option<PlasticityCurves>;
    let candidates: [(Option<(bool, usize)>, Draw); 3] = [
        (place::<TripletStdp>(world, neuron), curves::<TripletStdp>),
        (place::<FullTripletStdp>(world, neuron), curves::<FullTripletStdp>),
        (place::<PairStdp>(world, neuron), curves::<PairStdp>),
    ];
    let chosen = candidates.iter().filter_map(|(place, draw)| place.map(|place| (place, draw)));
    let (_, draw) = chosen.min_by_key(|(place, _)| *place)?;
    draw(world, neuron)
}

fn reaches(projection: &Projection, neuron: Option<u32>) -> bool {
    neuron.is_some_and(|neuron| projection.postsynaptic.contains(&(neuron as usize)))
}

/// How early the rule's best projection comes: first those that reach the neuron, then by index.
fn place<R: Drawn>(world: &World, neuron: Option<u32>) -> Option<(bool, usize)> {
    let mut query = world.try_query_filtered::<&Projection, bevy::ecs::query::With<R>>()?;
    query.iter(world).map(|projection| (!reaches(projection, neuron), projection.index)).min()
}

fn curves<R: Drawn>(world: &World, neuron: Option<u32>) -> Option<PlasticityCurves> {
    let mut query = world.try_query::<(&Projection, &R::Own, &R)>()?;
    let (projection, traces, rule) =
        query.iter(world).min_by_key(|(projection, ..)| (!reaches(projection, neuron), projection.index))?;
    let neuron = neuron.filter(|_| reaches(projection, neuron));
    let rates = R::long_term_rates(traces);
    let rate_hz = match (rates, neuron) {
        (Some(rates), Some(neuron)) => rates[neuron as usize - projection.postsynaptic.start],
        (Some(rates), None) => rates.iter().sum::<f32>() / rates.len().max(1) as f32,
        (None, _) => 0.0,
    };
    let modulation = world.get_resource::<Modulation>()?;
    let rule_id = R::RULE;
    let enabled = world.get_resource::<RuleSwitches>().is_none_or(|switches| switches.is_on(rule_id));
    let standing = Standing { rate_hz, depression: modulation.table.levels(modulation.state).depression };
    let window = |count: usize, largest: f32| -> Curve {
        steps(-largest, largest, LAG_STEP_MS)
            .map(|lag| [lag, pair_change(rule, standing, lag, count, FAST_PAIRS_HZ)])
            .collect()
    };
    let threshold = |rate_hz: f32| -> Curve {
        let standing = Standing { rate_hz, ..standing };
        steps(0.0, HIGHEST_RATE_HZ, RATE_STEP_HZ)
            .map(|rate| [rate, rate_change(rule, standing, PRESYNAPTIC_HZ, rate)])
            .collect()
    };
    Some(PlasticityCurves {
        rule: rule_id,
        projection: projection.name.clone(),
        enabled,
        gate: if enabled { rule.gate(modulation) } else { 0.0 },
        neuron,
        metaplasticity: rates.map(|_| [rate_hz, rule.factor(rate_hz)]),
        crossover_hz: crossover_hz(rule, standing, HIGHEST_RATE_HZ),
        lone_pairs: window(1, LARGEST_LAG_MS),
        fast_pairs: window(TRAIN, 0.5 * MS_PER_S / FAST_PAIRS_HZ - LAG_STEP_MS),
        threshold: threshold(rate_hz),
        threshold_bounds: rates.map_or_else(Vec::new, |_| vec![threshold(0.0), threshold(VERY_ACTIVE_HZ)]),
    })
}

/// Equally spaced values from `low` to `high`.
fn steps(low: f32, high: f32, step: f32) -> impl Iterator<Item = f32> {
    let count = ((high - low) / step).round().max(0.0) as usize;
    (0..=count).map(move |k| low + k as f32 * step)
}
