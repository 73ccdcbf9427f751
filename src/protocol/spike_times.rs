//! Spikes at given times, so that a pairing protocol can be written as a scene.

use crate::model::{AmpaConductance, GabaConductance, NeuronTable, Spikes};
use crate::scene::file::SpikeEffect;
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};

/// One explicit spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimedSpike {
    /// Step in which it happens.
    pub step: u64,
    /// Global index of its target.
    pub neuron: u32,
    /// What it does.
    pub effect: SpikeEffect,
}

/// All explicit spikes of a scene, in order of time.
#[derive(Resource, Clone, Debug, Default)]
pub struct SpikeTimes {
    spikes: Vec<TimedSpike>,
    next: usize,
}

state!(SpikeTimes { next });

impl SpikeTimes {
    /// These spikes, in any order.
    #[must_use]
    pub fn new(mut spikes: Vec<TimedSpike>) -> Self {
        spikes.sort_by_key(|spike| (spike.step, spike.neuron));
        Self { spikes, next: 0 }
    }
}

/// Apply the explicit spikes of this step.
pub fn fire_spike_times(
    mut times: ResMut<SpikeTimes>,
    mut neurons: NeuronTable<(&mut AmpaConductance, &mut GabaConductance)>,
    mut spikes: ResMut<Spikes>,
    clock: Res<Clock>,
) {
    let times = &mut *times;
    spikes.plateaus.clear();
    let (ampa, gaba) = neurons.slices();
    while let Some(spike) = times.spikes.get(times.next).filter(|spike| spike.step <= clock.step) {
        times.next += 1;
        let neuron = spike.neuron as usize;
        match spike.effect {
            SpikeEffect::Fire => spikes.forced.push(spike.neuron),
            SpikeEffect::Excite(conductance) => ampa[neuron].0 += conductance.0,
            SpikeEffect::Plateau => spikes.plateaus.push(spike.neuron),
            SpikeEffect::Inhibit(conductance) => gaba[neuron].0 += conductance.0,
        }
    }
}
