//! When a memory counts as replayed: it stands out in a bin, by more than shuffled memories do.

use super::super::memory::shuffle_within_deciles;
use crate::random::Draws;

/// Width of a bin in which a memory is looked for (ms).
pub const REPLAY_BIN_MS: f64 = 25.0;
/// Bins without replay that end one: 100 ms.
pub const GAP_BINS: usize = 4;
/// How many standard deviations of the sleep before learning a memory has to stand out to be replayed.
pub const EVENT_DEVIATIONS: f64 = 3.0;

/// How far a memory stands out in a bin with `all` spikes: mean spikes of a member minus mean spikes of a neuron.
pub fn standing_out(bin: &[u16], all: u32, members: &[usize]) -> f64 {
    let own: u32 = members.iter().map(|&member| u32::from(bin[member])).sum();
    f64::from(own) / members.len() as f64 - f64::from(all) / bin.len() as f64
}

/// A memory of other neurons, each as busy as the one whose place it takes: `busy` has one count a neuron.
pub fn shuffled(members: &[usize], busy: &[u32], draws: &mut Draws<'_>) -> Vec<usize> {
    let place = shuffle_within_deciles(busy, draws);
    members.iter().map(|&member| place[member]).collect()
}

/// How far 99 of 100 shuffled memories do not stand out in a bin. Changes the order of what it is given.
pub fn rarely(there: &mut [f64]) -> f64 {
    let rank = there.len() * 99 / 100;
    *there.select_nth_unstable_by(rank, f64::total_cmp).1
}

/// Whether a bin begins a replay, after the last one before it that was part of a replay.
pub fn begins(previous: Option<usize>, bin: usize) -> bool {
    previous.is_none_or(|previous| bin - previous > GAP_BINS)
}
