//! Traces of spikes that the rules of a projection read.
//!
//! Presynaptic traces follow spikes where they arrive, after the axonal delay; postsynaptic traces follow spikes where they
//! are emitted. A trace grows by a spike after the rules of the step have read it, so that a rule never sees the spike that
//! triggers it (MODEL 2.12; the triplet rule demands it). Each family of rules has the traces that it needs, with its own time
//! constants.

use crate::model::{Projection, SpikeQueue, Spikes};
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

/// The traces that one family of rules keeps for a projection. Axons and neurons are counted from the projection's first.
pub trait TraceSet: Component<Mutability = Mutable> {
    /// A presynaptic spike arrives.
    fn arrive(&mut self, axon: usize);

    /// A postsynaptic neuron fires.
    fn fire(&mut self, neuron: usize);

    /// A step passes.
    fn decay(&mut self);

    /// Show every column to `read`, in a fixed order.
    fn columns(&self, read: &mut dyn FnMut(&[f32]));
}

/// Traces grow with the spikes of this step and decay.
pub fn update_traces<T: TraceSet>(
    mut projections: Query<(&Projection, &mut T)>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
) {
    for (projection, mut traces) in &mut projections {
        let traces = &mut *traces;
        for &axon in queue.arriving(projection.index) {
            traces.arrive(axon as usize - projection.axons.start);
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                traces.fire(neuron - projection.postsynaptic.start);
            }
        }
        traces.decay();
    }
}

/// A column of traces with one time constant.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// Its values.
    pub values: Vec<f32>,
    decay: f32,
}

impl Trace {
    /// As many traces at 0, with a time constant and a step (ms).
    #[must_use]
    pub fn new(count: usize, tau: f32, dt: f32) -> Self {
        Self { values: vec![0.0; count], decay: ops::exp(-dt / tau) }
    }

    /// Another time constant, for a step (ms).
    pub fn set_tau(&mut self, tau: f32, dt: f32) {
        self.decay = ops::exp(-dt / tau);
    }

    /// A spike: the trace grows by 1, or is set to 1 where only the nearest spike counts.
    #[inline]
    pub fn spike(&mut self, index: usize, nearest: bool) {
        let value = &mut self.values[index];
        *value = if nearest { 1.0 } else { *value + 1.0 };
    }

    /// A step passes.
    #[inline]
    pub fn decay(&mut self) {
        let decay = self.decay;
        self.values.iter_mut().for_each(|value| *value *= decay);
    }
}

/// Time constants of the traces of the gated triplet rule and of inhibitory plasticity (ms).
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

/// The traces of the gated triplet rule, its heterosynaptic pull and inhibitory plasticity.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct SpikeTraces {
    /// x, one an axon.
    pub presynaptic: Vec<f32>,
    /// y, one a postsynaptic neuron.
    pub postsynaptic: Vec<f32>,
    /// z, one a postsynaptic neuron.
    pub triplet: Vec<f32>,
    /// ν, one a postsynaptic neuron (Hz).
    pub rate: Vec<f32>,
    decay: [f32; 4],
    rate_step: f32,
}

impl SpikeTraces {
    /// Traces of a projection at rest; the rate detector starts at `initial_rate` (Hz).
    #[must_use]
    pub fn new(projection: &Projection, times: TraceTimes, initial_rate: f32, dt: f32) -> Self {
        let decay = |tau: f32| ops::exp(-dt / tau);
        let (axons, neurons) = (projection.axons.len(), projection.postsynaptic.len());
        Self {
            presynaptic: vec![0.0; axons],
            postsynaptic: vec![0.0; neurons],
            triplet: vec![0.0; neurons],
            rate: vec![initial_rate; neurons],
            decay: [decay(times.presynaptic), decay(times.postsynaptic), decay(times.triplet), decay(times.rate)],
            rate_step: 1000.0 / times.rate,
        }
    }
}

impl TraceSet for SpikeTraces {
    fn arrive(&mut self, axon: usize) {
        self.presynaptic[axon] += 1.0;
    }

    fn fire(&mut self, neuron: usize) {
        self.postsynaptic[neuron] += 1.0;
        self.triplet[neuron] += 1.0;
        self.rate[neuron] += self.rate_step;
    }

    fn decay(&mut self) {
        let [presynaptic, postsynaptic, triplet, rate] = self.decay;
        self.presynaptic.iter_mut().for_each(|x| *x *= presynaptic);
        self.postsynaptic.iter_mut().for_each(|y| *y *= postsynaptic);
        self.triplet.iter_mut().for_each(|z| *z *= triplet);
        self.rate.iter_mut().for_each(|nu| *nu *= rate);
    }

    fn columns(&self, read: &mut dyn FnMut(&[f32])) {
        for column in [&self.presynaptic, &self.postsynaptic, &self.triplet, &self.rate] {
            read(column);
        }
    }
}
