//! Injected currents: steps, ramps and noise.

use crate::model::{InjectedCurrent, NeuronTable};
use crate::random::RandomStream;
use crate::scene::file::CurrentShape;
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use bevy::math::ops;

/// One injected current.
pub struct CurrentInput {
    /// Global indices of the neurons that get it.
    pub neurons: Vec<u32>,
    /// Course in time.
    pub shape: CurrentShape,
    /// Noise of each of these neurons (pA), where the shape has any.
    pub noise: Vec<f32>,
    /// Random words for it.
    pub stream: RandomStream,
}

/// All injected currents of a scene.
#[derive(Resource, Default)]
pub struct CurrentInputs {
    /// In the order of the scene.
    pub inputs: Vec<CurrentInput>,
    words: Vec<u32>,
    normals: Vec<f32>,
    /// Whether any current may differ from zero.
    flowing: bool,
}

impl CurrentInputs {
    /// These inputs.
    #[must_use]
    pub const fn new(inputs: Vec<CurrentInput>) -> Self {
        Self { inputs, words: Vec::new(), normals: Vec::new(), flowing: true }
    }
}

/// Set the injected current of all neurons for this step.
pub fn inject_currents(
    mut neurons: NeuronTable<&mut InjectedCurrent>,
    mut inputs: ResMut<CurrentInputs>,
    clock: Res<Clock>,
) {
    // The small share of a step makes a time that is a whole number of steps inclusive, whatever its rounding.
    let now = clock.time_ms() + 1e-3 * f64::from(clock.dt);
    let within = |start: f32, stop: f32| now >= f64::from(start) && now < f64::from(stop);
    let CurrentInputs { inputs, words, normals, flowing } = &mut *inputs;
    let flows = inputs.iter().any(|input| match input.shape {
        CurrentShape::Step { start, stop, .. }
        | CurrentShape::Ramp { start, stop, .. }
        | CurrentShape::Noise { start, stop, .. } => within(start.0, stop.0),
    });
    // When all inputs have been off for a step, the column is zero already.
    if !(flows || *flowing) {
        return;
    }
    *flowing = flows;
    let current = neurons.slices();
    current.fill(InjectedCurrent(0.0));
    for input in inputs {
        match input.shape {
            CurrentShape::Step { start, stop, amplitude } => {
                if within(start.0, stop.0) {
                    input.neurons.iter().for_each(|&neuron| current[neuron as usize].0 += amplitude.0);
                }
            }
            CurrentShape::Ramp { start, stop, from, to } => {
                if within(start.0, stop.0) {
                    let share = ((now - f64::from(start.0)) / f64::from(stop.0 - start.0)) as f32;
                    let amplitude = from.0 + (to.0 - from.0) * share;
                    input.neurons.iter().for_each(|&neuron| current[neuron as usize].0 += amplitude);
                }
            }
            CurrentShape::Noise { start, stop, mean, sd, tau } => {
                if within(start.0, stop.0) {
                    let decay = ops::exp(-clock.dt / tau.0);
                    let kick = sd.0 * (1.0 - decay * decay).sqrt();
                    normals.resize(input.neurons.len(), 0.0);
                    input.stream.fill_normal(clock.step, words, normals);
                    for ((&neuron, noise), normal) in input.neurons.iter().zip(&mut input.noise).zip(normals.iter()) {
                        *noise = *noise * decay + kick * normal;
                        current[neuron as usize].0 += mean.0 + *noise;
                    }
                }
            }
        }
    }
}
