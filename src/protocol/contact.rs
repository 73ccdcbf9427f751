//! Contacts of input channels, and channels of nobody that take the place of a pattern's own in varied practice.

use crate::random::{Draws, RandomStream};
use bevy::math::ops;
use std::ops::Range;

/// A contact of one channel of a pattern with one neuron.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Channel within the pattern.
    pub channel: u32,
    /// Neuron, counted from the start of the target population.
    pub neuron: u32,
    /// Rate that the contact adds (kHz).
    pub rate: f32,
}

/// How contacts are drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContactLaw {
    /// Probability that a channel contacts a neuron.
    pub probability: f64,
    /// Mean rate that a contact adds (kHz).
    pub rate: f32,
    /// Standard deviation of the logarithm of that rate.
    pub sigma: f32,
}

impl ContactLaw {
    /// The rate that a channel adds to a neuron, if it contacts it.
    pub fn draw(&self, draws: &mut Draws<'_>) -> Option<f32> {
        draws.chance(self.probability).then(|| {
            let factor = ops::exp(self.sigma * draws.normal() - 0.5 * self.sigma * self.sigma);
            self.rate * factor
        })
    }
}

/// Which of the active channels of a presentation are replaced, and by what.
pub struct Replacement {
    law: ContactLaw,
    stream: RandomStream,
    order: Vec<u32>,
    replaced: Vec<bool>,
}

impl Replacement {
    /// Nothing replaced yet; channels of nobody follow the law of all.
    #[must_use]
    pub const fn new(law: ContactLaw, stream: RandomStream) -> Self {
        Self { law, stream, order: Vec::new(), replaced: Vec::new() }
    }

    /// Draw for the presentation of this number which `share` of the active channels is replaced, and add the rates of what
    /// replaces them.
    ///
    /// `reach` says which neurons an active channel may contact; none while it is silent.
    pub fn draw(
        &mut self,
        (number, active, share): (u64, u32, f32),
        reach: impl Fn(u32) -> Range<usize>,
        rates: &mut [f32],
    ) {
        self.replaced.clear();
        self.replaced.resize(active as usize, false);
        let count = (active as f32 * share).round() as usize;
        if count == 0 {
            return;
        }
        self.order.clear();
        self.order.extend(0..active);
        let mut draws = self.stream.sequence(number);
        draws.shuffle_first(count, &mut self.order);
        for &channel in &self.order[..count] {
            self.replaced[channel as usize] = true;
            let reach = reach(channel);
            for (neuron, rate) in rates.iter_mut().enumerate() {
                let drawn = self.law.draw(&mut draws).unwrap_or(0.0);
                if reach.contains(&neuron) {
                    *rate += drawn;
                }
            }
        }
    }

    /// Whether an active channel is replaced.
    #[must_use]
    pub fn has(&self, channel: u32) -> bool {
        self.replaced[channel as usize]
    }
}
