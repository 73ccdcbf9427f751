//! Random numbers as a function of (seed, purpose, index, step), never of the order in which they are asked for.
//!
//! Each purpose has a key of its own and each step (or item) a stream of its own of the counter-based generator ChaCha8, so
//! switching a rule, an input or a recorder off can't shift another draw. That is what keeps ablations paired.

mod poisson;

pub use poisson::{PoissonTable, poisson_cumulative};

use crate::elementary;
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// Number of different words.
const WORDS: f64 = 4_294_967_296.0;
/// Number of different values of a fine unit.
const FINE: f64 = 4_503_599_627_370_496.0;

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
    /// Which neuron gets whose excitability when it is shuffled.
    ExcitabilityShuffle = 9,
    /// Which channels of a presentation are replaced, and the contacts of what replaces them.
    Replacement = 10,
    /// Which neuron has which place field; the item is the name of the track, as a number.
    PlaceField = 11,
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
    /// Spikes of place fields; the item is the track's position in the scene.
    TrackSpikes = 23,
    /// Plateau potentials of behavioural-timescale plasticity; the item is the postsynaptic population.
    Plateau = 32,
    /// Which weak synapses are pruned in a tick; the item is the projection.
    Pruning = 33,
    /// Which partners new synapses find in a tick; the item is the projection.
    Growth = 34,
    /// Noise of calcium-based plasticity; the item is the projection.
    CalciumNoise = 35,
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

    /// A uniform number in (0, 1) with 52 random bits, for what a word is too coarse for.
    pub fn fine_unit(&mut self) -> f64 {
        let (high, low) = (u64::from(self.generator.next_u32()), u64::from(self.generator.next_u32()));
        (((high << 32 | low) >> 12) as f64 + 0.5) / FINE
    }

    /// Whether something of probability `p` happens. A second word is drawn where the first leaves it open, so that the smallest
    /// probability is as good as any.
    pub fn chance(&mut self, p: f64) -> bool {
        let scaled = p * WORDS;
        let whole = scaled.floor();
        let word = f64::from(self.generator.next_u32());
        word < whole || (word == whole && f64::from(self.generator.next_u32()) < (scaled - whole) * WORDS)
    }

    /// Failures before the next success, each with the same probability: `per_gap` is 1 over the logarithm of that of a failure.
    pub fn failures(&mut self, per_gap: f64) -> f64 {
        (libm::log(self.fine_unit()) * per_gap).floor()
    }

    /// A standard normal number.
    pub fn normal(&mut self) -> f32 {
        elementary::normal_pair(self.generator.next_u32(), self.generator.next_u32()).0
    }

    /// Put a random choice of the items, in random order, in the first `count` places.
    pub fn shuffle_first(&mut self, count: usize, items: &mut [u32]) {
        for chosen in 0..count.min(items.len()) {
            items.swap(chosen, chosen + self.below((items.len() - chosen) as u32) as usize);
        }
    }

    /// A whole number from 0 to `bound` - 1; its bias is below `bound` / 2³².
    pub fn below(&mut self, bound: u32) -> u32 {
        ((u64::from(self.generator.next_u32()) * u64::from(bound)) >> 32) as u32
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
    fn small_probabilities_are_neither_lost_nor_rounded() {
        let mut stream = RandomStream::new(1, Purpose::Contact, 0);
        let mut draws = stream.sequence(0);
        // A word alone would make it 0 or 2.3 · 10⁻¹⁰; 10⁷ draws of it are nearly always none.
        assert!((0..10_000_000).all(|_| !draws.chance(1e-12)));
        assert!((0..1000).all(|_| draws.chance(1.0) && !draws.chance(0.0)));
        let hits = (0..1_000_000).filter(|_| draws.chance(0.001)).count() as f64;
        assert!((hits - 1000.0).abs() < 5.0 * 1000_f64.sqrt(), "{hits}");
        let mean = (0..1_000_000).map(|_| draws.fine_unit()).sum::<f64>() / 1e6;
        assert!((mean - 0.5).abs() < 0.0015, "{mean}");
    }
}
