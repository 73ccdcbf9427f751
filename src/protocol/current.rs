//! Injected currents: steps, ramps and noise of a scene, and pulses that a user gives.

use super::poke::Pokes;
use crate::model::{InjectedCurrent, NeuronTable};
use crate::random::RandomStream;
use crate::scene::file::CurrentShape;
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// One injected current.
pub struct CurrentInput {
    /// Global indices of the neurons that get it.
    pub neurons: Vec<u32>,
    /// Steps in which it flows.
    pub steps: Range<u64>,
    /// Course in time.
    pub shape: CurrentShape,
    /// Noise of each of these neurons (pA), where the shape has any. Double precision, as it may forget by less than 10⁻⁵ a step.
    pub noise: Vec<f64>,
    /// Random words for it.
    pub stream: RandomStream,
}

state!(CurrentInput { noise });

/// All injected currents.
#[derive(Resource, Default)]
pub struct CurrentInputs {
    /// Those of the scene, in its order.
    pub inputs: Vec<CurrentInput>,
    /// Those of a user.
    pub pokes: Pokes,
    words: Vec<u32>,
    normals: Vec<f32>,
    /// Whether any current of the scene may differ from zero.
    flowing: bool,
}

state!(CurrentInputs { flowing, pokes } fixed { inputs });

impl CurrentInputs {
    /// These inputs.
    #[must_use]
    pub fn new(inputs: Vec<CurrentInput>) -> Self {
        Self { inputs, pokes: Pokes::default(), words: Vec::new(), normals: Vec::new(), flowing: true }
    }
}

/// Set the injected current of all neurons for this step.
pub fn inject_currents(
    mut neurons: NeuronTable<&mut InjectedCurrent>,
    mut inputs: ResMut<CurrentInputs>,
    clock: Res<Clock>,
) {
    let CurrentInputs { inputs, pokes, words, normals, flowing } = &mut *inputs;
    let flows = inputs.iter().any(|input| input.steps.contains(&clock.step));
    // When all inputs have been off for a step, the column is zero already.
    let flowed = *flowing && !inputs.is_empty();
    if !(flows || flowed) && pokes.is_empty() {
        return;
    }
    if !inputs.is_empty() {
        *flowing = flows;
    }
    let current = neurons.slices();
    current.fill(InjectedCurrent(0.0));
    for input in inputs.iter_mut().filter(|input| input.steps.contains(&clock.step)) {
        match input.shape {
            CurrentShape::Step { amplitude, .. } => {
                input.neurons.iter().for_each(|&neuron| current[neuron as usize].0 += amplitude.0);
            }
            CurrentShape::Ramp { from, to, .. } => {
                let (begin, end) = (input.steps.start, input.steps.end);
                // The mean over the step, so that the charge does not depend on its length.
                let share = ((clock.step - begin) as f64 + 0.5) / (end - begin) as f64;
                let amplitude = from.0 + (to.0 - from.0) * share as f32;
                input.neurons.iter().for_each(|&neuron| current[neuron as usize].0 += amplitude);
            }
            CurrentShape::Noise { mean, sd, tau, .. } => {
                let forgotten = clock.length.milliseconds() / f64::from(tau.0);
                // From the first step on it is as large as it is on average.
                let (decay, kick) = if clock.step == input.steps.start {
                    (0.0, f64::from(sd.0))
                } else {
                    (libm::exp(-forgotten), f64::from(sd.0) * (-libm::expm1(-2.0 * forgotten)).sqrt())
                };
                normals.resize(input.neurons.len(), 0.0);
                input.stream.fill_normal(clock.step, words, normals);
                for ((&neuron, noise), normal) in input.neurons.iter().zip(&mut input.noise).zip(normals.iter()) {
                    *noise = *noise * decay + kick * f64::from(*normal);
                    current[neuron as usize].0 += mean.0 + *noise as f32;
                }
            }
        }
    }
    pokes.flow(current);
}
