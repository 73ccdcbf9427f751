//! Independent Poisson spikes to every neuron of a population.

use crate::model::{AmpaConductance, NeuronTable};
use crate::modulation::{BrainState, Modulation};
use crate::random::{PoissonTable, RandomStream};
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// One Poisson input.
pub struct PoissonInput {
    /// Neurons that it reaches.
    pub target: Range<usize>,
    /// Conductance a spike (nS).
    pub conductance: f32,
    /// Counts a step, one table a brain state in the order of [`BrainState::ALL`].
    pub tables: [PoissonTable; BrainState::ALL.len()],
    /// Random words.
    pub stream: RandomStream,
}

/// All Poisson inputs of a scene.
#[derive(Resource, Default)]
pub struct PoissonInputs {
    /// In the order of the scene.
    pub inputs: Vec<PoissonInput>,
    words: Vec<u32>,
    counts: Vec<i32>,
}

impl PoissonInputs {
    /// These inputs.
    #[must_use]
    pub const fn new(inputs: Vec<PoissonInput>) -> Self {
        Self { inputs, words: Vec::new(), counts: Vec::new() }
    }
}

/// Spikes of the Poisson inputs open fast excitatory conductances.
pub fn drive_poisson(
    mut neurons: NeuronTable<&mut AmpaConductance>,
    mut inputs: ResMut<PoissonInputs>,
    modulation: Res<Modulation>,
    clock: Res<Clock>,
) {
    let ampa = neurons.slices();
    let PoissonInputs { inputs, words, counts } = &mut *inputs;
    for input in inputs {
        words.resize(input.target.len() + 1, 0);
        input.stream.fill(clock.step, 0, words);
        input.tables[modulation.state as usize].counts(words, counts);
        for (ampa, &count) in ampa[input.target.clone()].iter_mut().zip(counts.iter()) {
            ampa.0 += input.conductance * count as f32;
        }
    }
}
