//! What one presentation or cue called up: the share of each memory's cells that answered.

use super::sample::{NetworkInfo, PatternAnswer};
use crate::measure::memory::engram;

/// What one presentation called up.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalled {
    /// Pattern that was presented, by its index.
    pub pattern: usize,
    /// Share of its channels that were active; below 1 it was a cue.
    pub fraction: f32,
    /// When it began (s of model time).
    pub start_s: f64,
    /// How long it was (s).
    pub seconds: f64,
    /// Share of the members of each memory that answered, 0 to 1.
    pub shares: Vec<f32>,
    /// The same of the cells that the patterns can reach and that are in none of them; not a number if there are none.
    pub others: f32,
}

impl Recalled {
    /// Who answered: with at least 10 spikes/s (SCENES 1.3, without a baseline).
    #[must_use]
    pub fn of(info: &NetworkInfo, answer: &PatternAnswer) -> Self {
        let rates: Vec<f64> = answer.counts.iter().map(|&count| f64::from(count) / answer.seconds).collect();
        let answered = engram(&rates, &[]);
        let share = |neurons: &mut dyn Iterator<Item = u32>| {
            let (hits, all) = neurons.fold((0_u32, 0_u32), |(hits, all), neuron| {
                (hits + u32::from(answered.get(neuron as usize) == Some(&true)), all + 1)
            });
            hits as f32 / all as f32
        };
        let target = info.reach.target.clone();
        let in_none = |neuron: &u32| info.patterns.iter().all(|pattern| !pattern.members.contains(neuron));
        Self {
            pattern: answer.pattern,
            fraction: answer.fraction,
            start_s: answer.start_s,
            seconds: answer.seconds,
            shares: info.patterns.iter().map(|pattern| share(&mut pattern.members.iter().copied())).collect(),
            others: share(&mut target.filter(in_none)),
        }
    }

    /// Whether only a part of the pattern was shown.
    #[must_use]
    pub fn is_cue(&self) -> bool {
        self.fraction < 1.0
    }
}
