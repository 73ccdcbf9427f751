//! What metrics of sleep need of a run: its spikes in bins, and what [`crate::measure::replay`] makes of them.

use super::observation::Observation;
use crate::measure::replay::{
    BinnedSpikes, PAIR_BIN_MS, REPLAY_BIN_MS, Reactivation, Replay, STATE_BIN_MS, low_count, partial_correlation,
    participation as share_of, up_states,
};
use crate::scene::file::{MarkFile, ReactivationReadout, ReplayReadout, WindowFile};

/// Up states a second.
pub fn up_states_per_s(run: &Observation, population: &str, window: &WindowFile) -> Option<f64> {
    let counts = binned(run, population, window, STATE_BIN_MS)?.population();
    Some(up_states(&counts, low_count(&counts)).len() as f64 * 1000.0 / (counts.len() as f64 * STATE_BIN_MS))
}

/// Share of the Up states in whose first 100 ms each neuron of a population fires.
pub fn participation(run: &Observation, population: &str, window: &WindowFile) -> Option<Vec<f64>> {
    let spikes = binned(run, population, window, STATE_BIN_MS)?;
    let counts = spikes.population();
    share_of(&spikes, &up_states(&counts, low_count(&counts)))
}

/// Partial correlation of participation with excitability, given the sum of incoming weights.
pub fn priming(
    run: &Observation,
    population: &str,
    window: &WindowFile,
    projection: &str,
    mark: &MarkFile,
) -> Option<f64> {
    let range = run.scene.range(run.scene.population_index(population)?);
    let share = participation(run, population, window)?;
    let snapshot = run.snapshot(mark)?;
    let excitability = snapshot.excitability.get(range.start as usize..range.end as usize)?;
    let synapses = snapshot.synapses.get(projection)?;
    let mut incoming = vec![0.0; range.len()];
    for (&to, &weight) in synapses.to.iter().zip(&synapses.weight) {
        if range.contains(&to) {
            incoming[(to - range.start) as usize] += f64::from(weight);
        }
    }
    let excitability: Vec<f64> = excitability.iter().map(|&e| f64::from(e)).collect();
    partial_correlation(&share, &excitability, &incoming)
}

/// Replay of a memory.
pub fn replay(
    run: &Observation,
    population: &str,
    members: &[bool],
    (before, sleep): (&WindowFile, &WindowFile),
    readout: ReplayReadout,
) -> Option<f64> {
    let before = binned(run, population, before, REPLAY_BIN_MS)?;
    let replay = Replay::of(&before, &binned(run, population, sleep, REPLAY_BIN_MS)?, members)?;
    match readout {
        ReplayReadout::Spread => Some(replay.spread),
        ReplayReadout::Share => Some(replay.share),
        ReplayReadout::ChanceShare => Some(replay.chance_share),
        ReplayReadout::PerMinute => Some(replay.per_minute),
        ReplayReadout::ChancePerMinute => Some(replay.chance_per_minute),
        ReplayReadout::Z => replay.z,
    }
}

/// Reactivation of an experience.
pub fn reactivation(
    run: &Observation,
    population: &str,
    windows: [&WindowFile; 3],
    readout: ReactivationReadout,
) -> Option<f64> {
    let [before, during, after] = windows.map(|window| binned(run, population, window, PAIR_BIN_MS));
    let found = Reactivation::of(&before?, &during?, &after?)?;
    Some(match readout {
        ReactivationReadout::Explained => found.explained,
        ReactivationReadout::Forward => found.explained - found.reverse,
        ReactivationReadout::AboveChance => found.explained - found.chance,
    })
}

/// A population's spikes in bins, all passages of the window one after the other.
fn binned(run: &Observation, population: &str, window: &WindowFile, bin_ms: f64) -> Option<BinnedSpikes> {
    let range = run.scene.range(run.scene.population_index(population)?);
    let bin_steps = run.scene.steps_in(bin_ms / 1000.0).max(1);
    let mut all = BinnedSpikes::new(range.len(), 0);
    for (from, to) in run.windows(window)? {
        let bins = usize::try_from((to - from) / bin_steps).ok()?;
        let mut spikes = BinnedSpikes::new(range.len(), bins);
        let first = run.spikes.partition_point(|&(step, _)| u64::from(step) < from);
        for &(step, neuron) in run.spikes[first..].iter().take_while(|&&(step, _)| u64::from(step) < to) {
            if range.contains(&neuron) {
                let bin = usize::try_from((u64::from(step) - from) / bin_steps).ok()?;
                spikes.add(bin, (neuron - range.start) as usize);
            }
        }
        all.append(spikes);
    }
    Some(all)
}
