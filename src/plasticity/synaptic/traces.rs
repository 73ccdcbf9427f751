//! Traces of spikes that the rules of a projection read.
//!
//! Presynaptic traces follow spikes where they arrive, after the axonal delay; postsynaptic traces follow spikes where they
//! are emitted. A trace grows by 1 a spike after the rules of the step have read it, so that a rule never sees the spike that
//! triggers it (MODEL 2.12; the triplet rule demands it).

use crate::model::{Projection, SpikeQueue, Spikes};
use crate::schedule::BiologicalTime;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::math::ops;

/// Time constants of the traces of a projection (ms).
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

/// The traces of a projection's axons and of its postsynaptic neurons.
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
    /// Factor on metaplasticity by excitability, one a postsynaptic neuron; empty where nothing couples the two. It follows from
    /// excitability, so it is no state of its own.
    pub threshold: Vec<f32>,
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
            threshold: Vec::new(),
            decay: [decay(times.presynaptic), decay(times.postsynaptic), decay(times.triplet), decay(times.rate)],
            rate_step: 1000.0 / times.rate,
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

/// Traces grow with the spikes of this step and decay.
pub fn update_traces(
    mut projections: Query<(&Projection, &mut SpikeTraces)>,
    queue: Res<SpikeQueue>,
    spikes: Res<Spikes>,
) {
    for (projection, mut traces) in &mut projections {
        let traces = &mut *traces;
        for &axon in queue.arriving(projection.index) {
            traces.presynaptic[axon as usize - projection.axons.start] += 1.0;
        }
        for &neuron in &spikes.now {
            let neuron = neuron as usize;
            if projection.postsynaptic.contains(&neuron) {
                let local = neuron - projection.postsynaptic.start;
                traces.postsynaptic[local] += 1.0;
                traces.triplet[local] += 1.0;
                traces.rate[local] += traces.rate_step;
            }
        }
        let [presynaptic, postsynaptic, triplet, rate] = traces.decay;
        traces.presynaptic.iter_mut().for_each(|x| *x *= presynaptic);
        traces.postsynaptic.iter_mut().for_each(|y| *y *= postsynaptic);
        traces.triplet.iter_mut().for_each(|z| *z *= triplet);
        traces.rate.iter_mut().for_each(|nu| *nu *= rate);
    }
}

/// Traces after biological time that is skipped: all gone but the rate detector, which keeps the mean rate.
pub fn skip_traces(mut projections: Query<&mut SpikeTraces>, time: Res<BiologicalTime>) {
    if time.skipping().is_none() {
        return;
    }
    for mut traces in &mut projections {
        let traces = &mut *traces;
        traces.presynaptic.fill(0.0);
        traces.postsynaptic.fill(0.0);
        traces.triplet.fill(0.0);
    }
}
