//! What is told of replays.

use super::criterion::REPLAY_BIN_MS;

/// A member of a memory that fired in a replay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReplayCell {
    /// Global neuron index.
    pub neuron: u32,
    /// Its first spike, after the begin of the replay (s).
    pub after_s: f32,
}

/// A replay that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplayEvent {
    /// The memory, by the index of its pattern.
    pub pattern: usize,
    /// Begin (s of model time).
    pub start_s: f64,
    /// End (s of model time).
    pub end_s: f64,
    /// How many standard deviations of shuffled memories in this sleep it stands out, at its peak.
    pub score: f64,
    /// Members that fired, in the order of their first spikes.
    pub cells: Vec<ReplayCell>,
    /// Members of the memory.
    pub members: usize,
    /// Which replay of this memory in this sleep it is, from 1.
    pub number: u32,
    /// Replays that a shuffled memory had by its end in this sleep, mean.
    pub chance: f64,
    /// The 95th percentile of these.
    pub chance_high: f64,
    /// NREM sleep that was searched by its end, in this sleep (s).
    pub searched_s: f64,
}

impl ReplayEvent {
    /// Replays a minute of this memory in this sleep so far, and of a shuffled one.
    #[must_use]
    pub fn per_minute(&self) -> (f64, f64) {
        let minutes = self.searched_s.max(REPLAY_BIN_MS / 1000.0) / 60.0;
        (f64::from(self.number) / minutes, self.chance / minutes)
    }

    /// From the first spike of the first member to the first spikes of nine tenths of them (s): a few come late, up to the end of the Up
    /// state.
    #[must_use]
    pub fn spread_s(&self) -> f32 {
        let late = (9 * self.cells.len()).div_ceil(10).saturating_sub(1);
        match (self.cells.first(), self.cells.get(late)) {
            (Some(first), Some(late)) => late.after_s - first.after_s,
            _ => 0.0,
        }
    }
}

/// Replays of one memory in the sleep of now, or in the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MemoryReplays {
    /// Members; 0 while the whole pattern was not presented yet.
    pub members: usize,
    /// Replays.
    pub replays: u32,
    /// Replays of a shuffled memory, mean.
    pub chance: f64,
    /// The 95th percentile of these.
    pub chance_high: f64,
}

/// What the detector knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplayReading {
    /// Sleeps that began so far.
    pub sleeps: u32,
    /// When the sleep of now, or the last one, began (s of model time).
    pub since_s: f64,
    /// NREM sleep that was searched in it (s).
    pub searched_s: f64,
    /// One entry a pattern.
    pub memories: Vec<MemoryReplays>,
}
