//! One trace of each axon and one of each postsynaptic neuron: all that rules of pairs of spikes read.

use super::traces::{Trace, TraceSet};
use crate::model::Projection;
use crate::scene::file::Interaction;
use crate::state::state;
use bevy::ecs::component::Component;

/// How the traces grow and decay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairTimes {
    /// Time constant of the presynaptic trace (ms).
    pub presynaptic: f32,
    /// Time constant of the postsynaptic trace (ms).
    pub postsynaptic: f32,
    /// Whether all pairs of spikes count or the nearest.
    pub interaction: Interaction,
}

/// The traces.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct PairTraces {
    /// r, one an axon.
    pub presynaptic: Trace,
    /// o, one a postsynaptic neuron.
    pub postsynaptic: Trace,
}

state!(PairTraces { presynaptic, postsynaptic });

impl PairTraces {
    /// Traces of a projection at rest.
    #[must_use]
    pub fn new(projection: &Projection) -> Self {
        Self {
            presynaptic: Trace::new(projection.axons.len()),
            postsynaptic: Trace::new(projection.postsynaptic.len()),
        }
    }
}

impl TraceSet for PairTraces {
    type Times = PairTimes;

    fn arrive(&mut self, axon: usize, times: &PairTimes) {
        self.presynaptic.spike(axon, times.interaction);
    }

    fn fire(&mut self, neuron: usize, times: &PairTimes) {
        self.postsynaptic.spike(neuron, times.interaction);
    }

    fn decay(&mut self, times: &PairTimes, dt: f32) {
        self.presynaptic.decay(times.presynaptic, dt);
        self.postsynaptic.decay(times.postsynaptic, dt);
    }

    fn rest(&mut self) {
        self.presynaptic.0.fill(0.0);
        self.postsynaptic.0.fill(0.0);
    }
}
