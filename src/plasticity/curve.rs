//! What the rule of a scene does to a synapse as a function of spike times and of rates, at its present parameters: the curves
//! that a plot shows.
//!
//! The changes come from the rule's own functions; only the traces that these read are computed here, for protocols in which
//! they are known in closed form: pairs at a constant frequency, and independent Poisson trains.

use super::synaptic::{Postspike, Prespike, SpikeRule, SpikeTraces, TraceTimes, TripletStdp};
use super::{Rule, RuleSwitches};
use crate::model::Projection;
use crate::modulation::Modulation;
use bevy::ecs::world::World;
use bevy::math::ops;

/// Largest distance between the two spikes of a pair (ms).
pub const LARGEST_LAG_MS: f32 = 100.0;
/// Distance between two points of a window (ms).
const LAG_STEP_MS: f32 = 1.0;
/// Frequency at which pairs do not touch each other (Hz).
pub const LONE_PAIRS_HZ: f32 = 0.1;
/// Frequency at which the triplets of neighbouring pairs matter (Hz).
pub const FAST_PAIRS_HZ: f32 = 20.0;
/// Largest postsynaptic rate of the threshold rule (Hz).
pub const HIGHEST_RATE_HZ: f32 = 40.0;
/// Distance between two points of the threshold rule (Hz).
const RATE_STEP_HZ: f32 = 0.5;
/// Presynaptic rate of the threshold rule (Hz).
pub const PRESYNAPTIC_HZ: f32 = 10.0;
const MS_PER_S: f32 = 1000.0;

/// A synapse at its initial weight, which is its reference, while a curve is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Long-term postsynaptic rate ν that metaplasticity reads (Hz).
    pub rate_hz: f32,
    /// Factor of the brain state on depression.
    pub depression: f32,
}

/// Points (x, y) of a curve.
pub type Curve = Vec<[f32; 2]>;

/// The curves of a scene's rule at one moment. Changes are those with the gate fully open; times `gate` they are those of now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlasticityCurves {
    /// Name of the projection whose rule it is.
    pub projection: String,
    /// Whether the rule is on.
    pub enabled: bool,
    /// Gate of the rule now, 0 to 1; 0 while the rule is off.
    pub gate: f32,
    /// Neuron whose long-term rate is used; none: the mean of the projection's postsynaptic neurons.
    pub neuron: Option<u32>,
    /// Long-term postsynaptic rate ν (Hz).
    pub rate_hz: f32,
    /// Factor M on depression that follows from it.
    pub metaplasticity: f32,
    /// Postsynaptic rate above which synapses strengthen (Hz), if there is one up to [`HIGHEST_RATE_HZ`].
    pub crossover_hz: Option<f32>,
    /// Δw of a pair against the postsynaptic spike's time minus the presynaptic spike's arrival (ms), pairs far apart.
    pub lone_pairs: Curve,
    /// The same for a pair among others at [`FAST_PAIRS_HZ`]; only up to half the interval between pairs.
    pub fast_pairs: Curve,
    /// Δw a second against the postsynaptic rate (Hz), with the presynaptic neuron at [`PRESYNAPTIC_HZ`].
    pub threshold: Curve,
    /// The same for neurons that were long silent, and for neurons that were long very active.
    pub threshold_bounds: [Curve; 2],
}

/// Time constants of a triplet rule's traces.
fn times(rule: &TripletStdp) -> TraceTimes {
    TraceTimes {
        presynaptic: rule.0.presynaptic_tau.0,
        postsynaptic: rule.0.postsynaptic_tau.0,
        triplet: rule.0.triplet_tau.0,
        rate: rule.0.rate_tau.0 * MS_PER_S,
    }
}

/// Weight change by one pair in a long train of pairs at `frequency_hz`, with the gate fully open. `lag_ms` is the postsynaptic
/// spike's time minus that of the presynaptic spike's arrival.
#[must_use]
pub fn pair_change(rule: &TripletStdp, standing: Standing, lag_ms: f32, frequency_hz: f32) -> f32 {
    let interval = MS_PER_S / frequency_hz;
    let times = times(rule);
    // Time from the last spike of one side to the spike of the other. Spikes of the same step do not see each other.
    let phase = |lag: f32| {
        let phase = lag.rem_euclid(interval);
        if phase == 0.0 { interval } else { phase }
    };
    // A trace a while after the newest of a long train of spikes.
    let trace = |since: f32, tau: f32| ops::exp(-since / tau) / (1.0 - ops::exp(-interval / tau));
    let prespike = Prespike { postsynaptic: trace(phase(-lag_ms), times.postsynaptic), rate: standing.rate_hz };
    let postspike = Postspike {
        weight: 1.0,
        reference: 1.0,
        presynaptic: trace(phase(lag_ms), times.presynaptic),
        postsynaptic: trace(interval, times.postsynaptic),
        triplet: trace(interval, times.triplet),
    };
    rule.on_pre(prespike, standing.depression) + rule.on_post(postspike)
}

/// Mean weight change a second while both neurons fire as independent Poisson processes, with the gate fully open. Exact for
/// rules that are linear in each trace.
#[must_use]
pub fn rate_change(rule: &TripletStdp, standing: Standing, presynaptic_hz: f32, postsynaptic_hz: f32) -> f32 {
    let times = times(rule);
    let trace = |rate_hz: f32, tau: f32| rate_hz * tau / MS_PER_S;
    let postsynaptic = trace(postsynaptic_hz, times.postsynaptic);
    let prespike = Prespike { postsynaptic, rate: standing.rate_hz };
    let postspike = Postspike {
        weight: 1.0,
        reference: 1.0,
        presynaptic: trace(presynaptic_hz, times.presynaptic),
        postsynaptic,
        triplet: trace(postsynaptic_hz, times.triplet),
    };
    presynaptic_hz * rule.on_pre(prespike, standing.depression) + postsynaptic_hz * rule.on_post(postspike)
}

/// Postsynaptic rate (Hz) at which depression turns into potentiation: the last upward crossing of zero, up to `highest_hz`.
#[must_use]
pub fn crossover_hz(rule: &TripletStdp, standing: Standing, highest_hz: f32) -> Option<f32> {
    let change = |rate: f32| rate_change(rule, standing, PRESYNAPTIC_HZ, rate);
    let (mut below, mut above) = (0.0, highest_hz);
    if change(above) <= 0.0 {
        return None;
    }
    // Depression is linear and potentiation quadratic in the rate: below the crossing and above the growth term it is negative.
    let negative = steps(0.0, highest_hz, RATE_STEP_HZ).filter(|&rate| change(rate) < 0.0).last()?;
    below = f32::max(below, negative);
    for _ in 0..24 {
        let middle = 0.5 * (below + above);
        if change(middle) < 0.0 { below = middle } else { above = middle }
    }
    Some(0.5 * (below + above))
}

/// The curves of the first projection with the triplet rule; none without one. A neuron that is a target of such a projection
/// lends it its own long-term rate.
#[must_use]
pub fn plasticity_curves(world: &World, neuron: Option<u32>) -> Option<PlasticityCurves> {
    let mut query = world.try_query::<(&Projection, &SpikeTraces, &TripletStdp)>()?;
    let reaches = |projection: &Projection| neuron.is_some_and(|n| projection.postsynaptic.contains(&(n as usize)));
    let (projection, traces, rule) =
        query.iter(world).min_by_key(|(projection, ..)| (!reaches(projection), projection.index))?;
    let neuron = neuron.filter(|_| reaches(projection));
    let rate_hz = match neuron {
        Some(neuron) => traces.rate[neuron as usize - projection.postsynaptic.start],
        None => traces.rate.iter().sum::<f32>() / traces.rate.len().max(1) as f32,
    };
    let modulation = world.get_resource::<Modulation>()?;
    let enabled = world.get_resource::<RuleSwitches>().is_none_or(|switches| switches.is_on(Rule::TripletStdp));
    let standing = Standing { rate_hz, depression: modulation.table.levels(modulation.state).depression };
    let window = |frequency_hz: f32| -> Curve {
        let largest = LARGEST_LAG_MS.min(0.5 * MS_PER_S / frequency_hz - LAG_STEP_MS);
        steps(-largest, largest, LAG_STEP_MS).map(|lag| [lag, pair_change(rule, standing, lag, frequency_hz)]).collect()
    };
    let threshold = |rate_hz: f32| -> Curve {
        let standing = Standing { rate_hz, ..standing };
        steps(0.0, HIGHEST_RATE_HZ, RATE_STEP_HZ)
            .map(|rate| [rate, rate_change(rule, standing, PRESYNAPTIC_HZ, rate)])
            .collect()
    };
    Some(PlasticityCurves {
        projection: projection.name.clone(),
        enabled,
        gate: if enabled { rule.gate(modulation) } else { 0.0 },
        neuron,
        rate_hz,
        metaplasticity: rule.metaplasticity(rate_hz),
        crossover_hz: crossover_hz(rule, standing, HIGHEST_RATE_HZ),
        lone_pairs: window(LONE_PAIRS_HZ),
        fast_pairs: window(FAST_PAIRS_HZ),
        threshold: threshold(rate_hz),
        threshold_bounds: [threshold(0.0), threshold(f32::MAX.sqrt())],
    })
}

/// Equally spaced values from `low` to `high`.
fn steps(low: f32, high: f32, step: f32) -> impl Iterator<Item = f32> {
    let count = ((high - low) / step).round().max(0.0) as usize;
    (0..=count).map(move |k| low + k as f32 * step)
}
