//! What single neurons have at the start, as the scene says.

use crate::random::{Purpose, RandomStream};
use crate::scene::Scene;

/// Item of the random stream for selections; timeline, inputs and paint tool have those before it.
const STREAM: u64 = 3;

/// Values of one neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Initial {
    /// Threshold at rest (mV); none: as drawn.
    pub threshold_mv: Option<f32>,
    /// Fast component of learned excitability.
    pub fast: f32,
    /// Slow component of learned excitability.
    pub slow: f32,
    /// Paint.
    pub paint: f32,
}

/// The values of all neurons.
#[must_use]
pub fn initial(scene: &Scene, seed: u64) -> Vec<Initial> {
    let mut all = vec![Initial::default(); scene.neuron_count() as usize];
    let mut stream = RandomStream::new(seed, Purpose::Selection, STREAM);
    for (index, given) in scene.initial.iter().enumerate() {
        let Some(population) = scene.population_index(&given.population) else { continue };
        for neuron in scene.select(population, &given.neurons).neurons(&mut stream.sequence(index as u64)) {
            let Some(own) = all.get_mut(neuron as usize) else { continue };
            own.threshold_mv = given.threshold.map(|threshold| threshold.0).or(own.threshold_mv);
            own.fast = given.fast_excitability.unwrap_or(own.fast);
            own.slow = given.excitability.unwrap_or(own.slow);
            own.paint = given.paint.unwrap_or(own.paint);
        }
    }
    all
}
