//! Traces of spikes that the rules of a projection read.
//!
//! Presynaptic traces follow spikes where they arrive, after the axonal delay; postsynaptic traces follow spikes where they
//! are emitted. A trace grows by a spike after the rules of the step have read it, so that a rule never sees the spike that
//! triggers it (MODEL 2.12; the triplet rule demands it). Each family of rules has the traces that it needs, with its own time
//! constants.

use super::slow_trace::SlowTrace;
use crate::model::{Projection, SpikeQueue, Spikes};
use crate::plasticity::RuleSwitches;
use crate::scene::file::Interaction;
use crate::schedule::{BiologicalTime, Clock};
use crate::state::state;
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::query::With;
use bevy::ecs::system::{Query, Res};

/// The traces that one family of rules keeps for a projection. Axons and neurons are counted from the projection's first.
pub trait TraceSet: Component<Mutability = Mutable> {
    /// Time constants, and whatever else says how traces grow.
    type Times;

    /// A presynaptic spike arrives.
    fn arrive(&mut self, axon: usize, times: &Self::Times);

    /// A postsynaptic neuron fires.
    fn fire(&mut self, neuron: usize, times: &Self::Times);

    /// A time (ms) passes.
    fn decay(&mut self, times: &Self::Times, dt: f32);

    /// Biological time is skipped: all gone but detectors of a mean rate, which keep it.
    fn rest(&mut self);
}

/// A rule that has traces of its own.
pub trait Traced: Component {
    /// The traces.
    type Own: TraceSet;

    /// Their time constants, as they are now: they can be moved while a simulation runs.
    fn times(&self) -> <Self::Own as TraceSet>::Times;

    /// Whether a rule that is on reads them. Traces that none reads rest, and cost nothing.
    fn are_read(switches: RuleSwitches) -> bool;
}

/// When the traces of a projection were last updated: traces that no rule reads rest.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TraceClock {
    last: Option<u64>,
}

state!(TraceClock { last });

impl TraceClock {
    /// Steps that were missed before the present one.
    pub fn missed_steps(&mut self, now: u64) -> u64 {
        let missed = self.last.map_or(0, |last| now.saturating_sub(last + 1));
        self.last = Some(now);
        missed
    }
}

/// The traces of a rule grow with the spikes of this step and decay.
pub fn update_traces<R: Traced>(
    mut projections: Query<(&Projection, &mut R::Own, &mut TraceClock, &R)>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
    switches: Res<RuleSwitches>,
    clock: Res<Clock>,
) {
    if !R::are_read(*switches) {
        return;
    }
    for (projection, mut traces, mut last, rule) in &mut projections {
        let (traces, times) = (&mut *traces, rule.times());
        let missed = last.missed_steps(clock.step);
        if missed > 0 {
            traces.decay(&times, missed as f32 * clock.dt);
        }
        for &axon in queue.arriving(projection.index) {
            traces.arrive(axon as usize - projection.axons.start, &times);
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                traces.fire(neuron - projection.postsynaptic.start, &times);
            }
        }
        traces.decay(&times, clock.dt);
    }
}

/// The traces of a rule after biological time that is skipped.
pub fn skip_traces<R: Traced>(mut projections: Query<&mut R::Own, With<R>>, time: Res<BiologicalTime>) {
    if time.skipping().is_some() {
        projections.iter_mut().for_each(|mut traces| traces.rest());
    }
}

/// Traces decay for a time (ms). What is taken away is a small share, which single precision holds; what is left would not be.
fn decay(column: &mut [f32], tau: f32, dt: f32) {
    let loss = -libm::expm1(-f64::from(dt) / f64::from(tau)) as f32;
    for value in column {
        *value -= *value * loss;
    }
}

/// One trace of every axon or of every postsynaptic neuron.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace(pub Vec<f32>);

state!(Trace { 0 });

impl Trace {
    /// As many traces at 0.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(vec![0.0; count])
    }

    /// A spike: the trace grows by 1, or is set to 1 where only the nearest spike counts.
    #[inline]
    pub fn spike(&mut self, index: usize, interaction: Interaction) {
        let value = &mut self.0[index];
        *value = match interaction {
            Interaction::AllToAll => *value + 1.0,
            Interaction::NearestSpike => 1.0,
        };
    }

    /// A step passes, for a time constant (both in ms).
    #[inline]
    pub fn decay(&mut self, tau: f32, dt: f32) {
        decay(&mut self.0, tau, dt);
    }
}

/// Time constants of the traces of the gated triplet rule (ms).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TraceTimes {
    /// Presynaptic trace x.
    pub presynaptic: f32,
    /// Fast postsynaptic trace y.
    pub postsynaptic: f32,
    /// Slow postsynaptic trace z of the triplet rule.
    pub triplet: f32,
    /// Rate detector ν.
    pub rate: f32,
}

/// The traces of the gated triplet rule, its heterosynaptic pull and capture by reactivation.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct SpikeTraces {
    /// x, one an axon.
    pub presynaptic: Vec<f32>,
    /// y, one a postsynaptic neuron.
    pub postsynaptic: Vec<f32>,
    /// z, one a postsynaptic neuron.
    pub triplet: Vec<f32>,
    /// ν, one a postsynaptic neuron (Hz).
    pub rate: SlowTrace,
    /// Factor on metaplasticity by excitability, one a postsynaptic neuron; empty where nothing couples the two.
    pub threshold: Vec<f32>,
}

state!(SpikeTraces { presynaptic, postsynaptic, triplet, rate, threshold });

impl SpikeTraces {
    /// Traces of a projection at rest; the rate detector starts at `initial_rate` (Hz).
    #[must_use]
    pub fn new(projection: &Projection, initial_rate: f32) -> Self {
        let (axons, neurons) = (projection.axons.len(), projection.postsynaptic.len());
        Self {
            presynaptic: vec![0.0; axons],
            postsynaptic: vec![0.0; neurons],
            triplet: vec![0.0; neurons],
            rate: SlowTrace::new(neurons, initial_rate),
            threshold: Vec::new(),
        }
    }
}

impl SpikeTraces {
    /// Factor of excitability on metaplasticity; 1 where nothing couples the two.
    #[inline]
    #[must_use]
    pub fn threshold_factor(&self, neuron: usize) -> f32 {
        self.threshold.get(neuron).copied().unwrap_or(1.0)
    }
}

impl TraceSet for SpikeTraces {
    type Times = TraceTimes;

    fn arrive(&mut self, axon: usize, _times: &TraceTimes) {
        self.presynaptic[axon] += 1.0;
    }

    fn fire(&mut self, neuron: usize, times: &TraceTimes) {
        self.postsynaptic[neuron] += 1.0;
        self.triplet[neuron] += 1.0;
        self.rate.add(neuron, 1000.0 / times.rate);
    }

    fn decay(&mut self, times: &TraceTimes, dt: f32) {
        for (column, tau) in [
            (&mut self.presynaptic, times.presynaptic),
            (&mut self.postsynaptic, times.postsynaptic),
            (&mut self.triplet, times.triplet),
        ] {
            decay(column, tau, dt);
        }
        self.rate.decay(libm::exp(-f64::from(dt) / f64::from(times.rate)));
    }

    fn rest(&mut self) {
        self.presynaptic.fill(0.0);
        self.postsynaptic.fill(0.0);
        self.triplet.fill(0.0);
    }
}
