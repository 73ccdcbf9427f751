//! What a sleep shows of one memory, bin by bin: replays of its own, and of its shuffles.

use super::criterion::{EVENT_DEVIATIONS, begins, rarely, standing_out};
use std::sync::Arc;

/// Shuffled memories against which each memory is held: fewer than experiments take, because they are looked at all the time.
pub const SHUFFLES: usize = 200;

/// A memory as it was last presented, with its shuffles.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Its members, by their place among the neurons, in order.
    pub members: Vec<usize>,
    /// Members of each shuffled memory.
    pub shuffles: Arc<[Vec<usize>]>,
    /// The sleep of now, or the last one.
    pub sleep: Sleep,
}

/// What a sleep showed of one memory.
#[derive(Clone, Debug)]
pub struct Sleep {
    /// How far shuffled memories stand out, over all bins: number of values, sum, sum of squares.
    level: (f64, f64, f64),
    own: Tally,
    chance: Vec<Tally>,
    /// The replay that is not over.
    pub open: Option<Open>,
}

/// Counts the beginnings of replays.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    last: Option<usize>,
    replays: u32,
}

impl Tally {
    /// Count a bin that is part of a replay.
    fn add(&mut self, bin: usize) {
        self.replays += u32::from(begins(self.last, bin));
        self.last = Some(bin);
    }
}

/// A replay that is not over.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its first bin.
    pub first: usize,
    /// Its last bin so far.
    pub last: usize,
    /// How far it stands out at its peak, in standard deviations of shuffled memories.
    pub score: f64,
    /// First spikes of members: step and neuron.
    pub order: Vec<(u64, u32)>,
}

impl Sleep {
    /// A sleep of which nothing was seen.
    pub fn new() -> Self {
        Self { level: (0.0, 0.0, 0.0), own: Tally::default(), chance: vec![Tally::default(); SHUFFLES], open: None }
    }

    /// Replays of the memory itself.
    pub const fn replays(&self) -> u32 {
        self.own.replays
    }

    /// Mean and standard deviation of how far shuffled memories stand out.
    fn level(&self) -> (f64, f64) {
        let (count, sum, squares) = self.level;
        let mean = sum / count.max(1.0);
        (mean, (squares / count.max(1.0) - mean * mean).max(0.0).sqrt())
    }

    /// Replays of a shuffled memory: mean and 95th percentile.
    pub fn chance(&self) -> (f64, f64) {
        let mut counts: Vec<u32> = self.chance.iter().map(|tally| tally.replays).collect();
        counts.sort_unstable();
        let sum: u32 = counts.iter().sum();
        let high = counts.get(counts.len() * 95 / 100).copied().unwrap_or_default();
        (f64::from(sum) / counts.len().max(1) as f64, f64::from(high))
    }
}

impl Memory {
    /// Look at a bin of NREM sleep. Nothing counts unless the level is `known`.
    pub fn look(&mut self, bin: usize, counts: &[u16], all: u32, known: bool) {
        let mut there: Vec<f64> = self.shuffles.iter().map(|members| standing_out(counts, all, members)).collect();
        let level = &mut self.sleep.level;
        for &value in &there {
            *level = (level.0 + 1.0, level.1 + value, level.2 + value * value);
        }
        let (mean, deviation) = self.sleep.level();
        if !known || deviation <= 0.0 {
            return;
        }
        let own = standing_out(counts, all, &self.members);
        let by_chance = self.sleep.chance.iter_mut().zip(there.clone());
        let bar = (mean + EVENT_DEVIATIONS * deviation).max(rarely(&mut there));
        by_chance.filter(|&(_, value)| value > bar).for_each(|(tally, _)| tally.add(bin));
        if own > bar {
            self.sleep.own.add(bin);
            let score = (own - mean) / deviation;
            let open = self.sleep.open.get_or_insert(Open { first: bin, last: bin, score, order: Vec::new() });
            open.last = bin;
            open.score = open.score.max(score);
        }
    }

    /// Note who of the members fires first while a replay is open.
    pub fn note(&mut self, spikes: &[(u64, u32)]) {
        let Some(open) = &mut self.sleep.open else { return };
        for &(step, neuron) in spikes {
            let member = self.members.binary_search(&(neuron as usize)).is_ok();
            if member && open.order.iter().all(|&(_, known)| known != neuron) {
                open.order.push((step, neuron));
            }
        }
    }
}
