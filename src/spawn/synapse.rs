//! Synapses as they are at the start, one after the other in the order of their rows: nothing is collected before it is
//! spawned, so that a network takes no more memory while it is spawned than it takes afterwards and the list of its pairs.

use super::wiring::Pairs;
use crate::model::{Postsynaptic, Presynaptic, Weight};
use crate::random::{Draws, RandomStream};
use crate::scene::file::Distribution;
use bevy::math::ops;

/// What the synapses of a projection are made from.
pub struct SynapseSource {
    /// Who is connected to whom.
    pub pairs: Pairs,
    /// Global index of the first presynaptic neuron.
    pub first_presynaptic: u32,
    /// Global index of the first postsynaptic neuron.
    pub first_postsynaptic: u32,
    /// Distribution of the weights.
    pub weight: Distribution,
    /// Draws for them: one sequence an axon.
    pub stream: RandomStream,
}

impl SynapseSource {
    /// The synapses of an axon, appended to `synapses`; false if there is no such axon.
    fn axon(&mut self, axon: usize, synapses: &mut Vec<(Presynaptic, Postsynaptic, Weight)>) -> bool {
        let &[first, end] = self.pairs.first.get(axon..axon + 2).unwrap_or(&[]) else { return false };
        let mut draws = self.stream.sequence(axon as u64);
        let presynaptic = Presynaptic(self.first_presynaptic + axon as u32);
        synapses.extend(self.pairs.postsynaptic[first as usize..end as usize].iter().map(|&postsynaptic| {
            let weight = Weight(draw_weight(self.weight, &mut draws));
            (presynaptic, Postsynaptic(self.first_postsynaptic + postsynaptic), weight)
        }));
        true
    }
}

/// The synapses of all projections in order. It knows how many they are: that is what lets the world reserve exactly.
pub struct Synapses {
    sources: std::vec::IntoIter<SynapseSource>,
    source: Option<SynapseSource>,
    next_axon: usize,
    /// Synapses of one axon in reverse order.
    axon: Vec<(Presynaptic, Postsynaptic, Weight)>,
    remaining: usize,
}

impl Synapses {
    /// The synapses of these projections, `count` together.
    pub fn new(sources: Vec<SynapseSource>, count: usize) -> Self {
        Self { sources: sources.into_iter(), source: None, next_axon: 0, axon: Vec::new(), remaining: count }
    }
}

impl Iterator for Synapses {
    type Item = (Presynaptic, Postsynaptic, Weight);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(synapse) = self.axon.pop() {
                self.remaining -= 1;
                return Some(synapse);
            }
            let more = self.source.as_mut().is_some_and(|source| source.axon(self.next_axon, &mut self.axon));
            if more {
                self.next_axon += 1;
                self.axon.reverse();
            } else {
                self.source = Some(self.sources.next()?);
                self.next_axon = 0;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.remaining, Some(self.remaining))
    }
}

impl ExactSizeIterator for Synapses {}

fn draw_weight(distribution: Distribution, draws: &mut Draws<'_>) -> f32 {
    match distribution {
        Distribution::Constant(weight) => weight,
        Distribution::Normal { mean, sd, at_most } => {
            (mean + sd * draws.normal()).max(0.0).min(at_most.unwrap_or(f32::INFINITY))
        }
        Distribution::Lognormal { mean, sigma, at_most } => {
            let weight = mean * ops::exp(sigma * draws.normal() - 0.5 * sigma * sigma);
            weight.min(at_most.unwrap_or(f32::INFINITY))
        }
        Distribution::Uniform { low, high } => low + (high - low) * draws.unit(),
    }
}
