//! Random numbers as a function of (seed, purpose, index, step), never of the order in which they are asked for.
//!
//! Each purpose has a key of its own and each step (or item) a stream of its own of the counter-based generator ChaCha8, so
//! switching a rule, an input or a recorder off can't shift another draw. That is what keeps ablations paired.

use crate::elementary;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// What a draw is for. The numbers are part of the meaning of a seed: never change one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Threshold of each cell.
    Threshold = 1,
    /// Initial potential of each cell.
    InitialPotential = 2,
    /// Position of each cell.
    Position = 3,
    /// Wiring of a projection.
    Wiring = 4,
    /// Initial weights of a projection.
    Weight = 5,
    /// Axonal delays; one draw a presynaptic neuron, the same in all projections.
    Delay = 6,
    /// Contacts of a pattern's channels.
    Contact = 7,
    /// Random selections of neurons.
    Selection = 8,
    /// Voltage noise.
    Noise = 16,
    /// Spikes of a pattern's channels.
    PatternSpikes = 17,
    /// Feed-forward drive to interneurons.
    FeedforwardSpikes = 18,
    /// Poisson inputs; the item is the input's position in the scene.
    PoissonInput = 19,
    /// Noise currents; the item is the input's position in the scene.
    CurrentNoise = 20,
    /// Spikes or volleys of trains; the item is the input's position in the scene.
    Train = 21,
    /// How far each spike of a volley is moved; the item is the input's position in the scene.
    TrainJitter = 22,
    /// Plateau potentials of behavioural-timescale plasticity; the item is the postsynaptic population.
    Plateau = 32,
    /// Which weak synapses are pruned in a tick; the item is the projection.
    Pruning = 33,
    /// Which partners new synapses find in a tick; the item is the projection.
    Growth = 34,
    /// Resampling and shuffling of what was measured; never inside a run.
    Resampling = 48,
}

/// A family of random streams for one purpose.
#[derive(Debug)]
pub struct RandomStream {
    generator: ChaCha8Rng,
}

impl RandomStream {
    /// The streams of a seed for a purpose; `item` tells several of one purpose apart.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, item: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
        key[16..24].copy_from_slice(&item.to_le_bytes());
        Self { generator: ChaCha8Rng::from_seed(key) }
    }

    /// A sequence of draws for one index.
    pub fn sequence(&mut self, index: u64) -> Draws<'_> {
        self.generator.set_stream(index);
        Draws { generator: &mut self.generator }
    }

    /// One word for each index from `first` on, at one step.
    pub fn fill(&mut self, step: u64, first: usize, words: &mut [u32]) {
        self.generator.set_stream(step);
        self.generator.set_word_pos(first as u128);
        for word in words {
            *word = self.generator.next_u32();
        }
    }

    /// One standard normal number for each index from 0 on, at one step. `words` is scratch space of the same length.
    pub fn fill_normal(&mut self, step: u64, words: &mut Vec<u32>, normals: &mut [f32]) {
        const HALF: usize = 8;
        const BLOCK: usize = 2 * HALF;
        words.resize(normals.len().next_multiple_of(BLOCK), 0);
        self.fill(step, 0, words);
        let (blocks, _) = words.as_chunks::<BLOCK>();
        let mut out = normals.chunks_exact_mut(BLOCK);
        for (block, out) in blocks.iter().zip(&mut out) {
            for k in 0..HALF {
                (out[k], out[k + HALF]) = elementary::normal_pair(block[k], block[k + HALF]);
            }
        }
        let rest = out.into_remainder();
        if let Some(block) = blocks.last() {
            for (k, out) in rest.iter_mut().enumerate() {
                let (a, b) = elementary::normal_pair(block[k % HALF], block[k % HALF + HALF]);
                *out = if k < HALF { a } else { b };
            }
        }
    }
}

/// Draws in sequence from one stream; for setting up a network.
pub struct Draws<'a> {
    generator: &'a mut ChaCha8Rng,
}

impl Draws<'_> {
    /// A uniform number in (0, 1).
    pub fn unit(&mut self) -> f32 {
        elementary::unit(self.generator.next_u32())
    }

    /// A standard normal number.
    pub fn normal(&mut self) -> f32 {
        elementary::normal_pair(self.generator.next_u32(), self.generator.next_u32()).0
    }

    /// A whole number from 0 to `bound` - 1; its bias is below `bound` / 2³².
    pub fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.generator.next_u32()) * u64::from(bound)) >> 32) as u32
    }
}

/// Cumulative probabilities of a Poisson distribution as thresholds for random words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoissonTable {
    thresholds: Vec<u32>,
}

impl PoissonTable {
    /// The table for a mean of `mean` events (at most 100).
    #[must_use]
    pub fn new(mean: f64) -> Self {
        let mut thresholds = Vec::new();
        let mut probability = f64::from(bevy::math::ops::exp(-mean as f32));
        let mut cumulative = probability;
        let mut k = 0.0;
        while mean > 0.0 && cumulative < 1.0 - 1.0 / 4_294_967_296.0 && thresholds.len() < 300 {
            thresholds.push((cumulative * 4_294_967_296.0) as u32);
            k += 1.0;
            probability *= mean / k;
            cumulative += probability;
        }
        Self { thresholds }
    }

    /// The Poisson count of each random word.
    pub fn counts(&self, words: &[u32], counts: &mut Vec<i32>) {
        counts.clear();
        counts.resize(words.len(), 0);
        for &threshold in &self.thresholds {
            for (count, &word) in counts.iter_mut().zip(words) {
                *count += i32::from(word >= threshold);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_its_index_alone() {
        let mut stream = RandomStream::new(7, Purpose::Noise, 0);
        let mut all = vec![0; 100];
        stream.fill(3, 0, &mut all);
        let mut part = vec![0; 10];
        stream.fill(3, 37, &mut part);
        assert_eq!(part, all[37..47]);
        let (mut words, mut long, mut short) = (Vec::new(), vec![0.0; 100], vec![0.0; 43]);
        stream.fill_normal(3, &mut words, &mut long);
        stream.fill_normal(3, &mut words, &mut short);
        assert_eq!(short, long[..43]);
    }

    #[test]
    fn normal_numbers_have_the_moments_of_a_normal_distribution() {
        let mut stream = RandomStream::new(1, Purpose::Noise, 0);
        let (mut words, mut normals) = (Vec::new(), vec![0.0; 200_000]);
        stream.fill_normal(0, &mut words, &mut normals);
        let moment = |k: i32| normals.iter().map(|&x| f64::from(x).powi(k)).sum::<f64>() / normals.len() as f64;
        // Standard errors at this size: 0.0022, 0.0032, 0.0087, 0.022.
        assert!(moment(1).abs() < 0.01);
        assert!((moment(2) - 1.0).abs() < 0.015);
        assert!(moment(3).abs() < 0.04);
        assert!((moment(4) - 3.0).abs() < 0.1);
    }

    #[test]
    fn poisson_counts_have_mean_and_variance_of_their_rate() {
        for mean in [0.05, 0.5, 3.0, 50.0] {
            let mut stream = RandomStream::new(1, Purpose::PoissonInput, 0);
            let mut words = vec![0; 100_000];
            stream.fill(0, 0, &mut words);
            let mut counts = Vec::new();
            PoissonTable::new(mean).counts(&words, &mut counts);
            let n = counts.len() as f64;
            let average = counts.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
            let variance = counts.iter().map(|&x| (f64::from(x) - average).powi(2)).sum::<f64>() / n;
            assert!((average - mean).abs() < 5.0 * (mean / n).sqrt(), "mean {average} for {mean}");
            assert!((variance / mean - 1.0).abs() < 0.05, "variance {variance} for {mean}");
        }
    }
}
