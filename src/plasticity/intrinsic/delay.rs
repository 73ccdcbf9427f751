//! Growth of slow excitability that appears hours after its cause (MODEL 2.4 and 2.8), as transcription takes time.
//!
//! What a neuron earned is kept in bins of a twenty-fourth of the delay, in biological time, and added to e_s when its bin has
//! waited its turn: e_s += g (1 - e_s).

use crate::model::{SlowExcitability, hand_over};
use crate::state::state;
use bevy::ecs::component::Component;

/// Bins of the delay.
const BINS: usize = 24;

/// Growth on its way, of all neurons of a population: a component on the population.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct DelayedGrowth {
    neurons: usize,
    /// Bins in a ring, each with all neurons.
    bins: Vec<f64>,
    newest: usize,
    /// Biological hours since the newest bin was begun.
    hours: f64,
    /// Biological hours of a bin.
    bin_hours: f64,
}

state!(DelayedGrowth { bins, newest, hours });

impl DelayedGrowth {
    /// Nothing on its way, for this many neurons and a delay (biological hours).
    #[must_use]
    pub fn new(neurons: usize, delay: f32) -> Self {
        Self {
            neurons,
            bins: vec![0.0; neurons * BINS],
            newest: 0,
            hours: 0.0,
            bin_hours: f64::from(delay) / BINS as f64,
        }
    }

    /// Biological hours until the next bin is due.
    #[must_use]
    pub fn hours_to_next(&self) -> f64 {
        self.bin_hours - self.hours
    }

    /// Biological time passes: what has waited its turn appears in the slow excitability of the population.
    pub fn advance(&mut self, hours: f64, slow: &mut [SlowExcitability]) {
        self.hours += hours;
        let mut turns = 0;
        while self.hours >= self.bin_hours && turns < BINS {
            self.hours -= self.bin_hours;
            self.newest = (self.newest + 1) % BINS;
            turns += 1;
            for (growth, slow) in self.newest().iter_mut().zip(&mut *slow) {
                slow.0 += growth.min(1.0) as f32 * (1.0 - slow.0);
                *growth = 0.0;
            }
        }
        if turns == BINS {
            self.hours = 0.0;
        }
    }

    /// Growth on its way goes to other neurons: neuron k gets what neuron `from[k]` had, both counted from the population's first.
    pub fn hand_over(&mut self, from: &[u32]) {
        for bin in self.bins.chunks_exact_mut(self.neurons.max(1)) {
            hand_over(bin, from);
        }
    }

    /// The bin that fills now, one entry a neuron.
    pub fn newest(&mut self) -> &mut [f64] {
        let first = self.newest * self.neurons;
        &mut self.bins[first..first + self.neurons]
    }

    /// Whether nothing is on its way.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bins.iter().all(|&growth| growth == 0.0)
    }
}
