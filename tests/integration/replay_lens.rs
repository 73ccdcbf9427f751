//! Looking for replays while a run goes on: it changes nothing, and finds the same however the run is watched.

use crate::rig::shipped;
use rheobase::measure::replay::{ReplayEvent, ReplayReading};
use rheobase::modulation::BrainState;
use rheobase::simulation::{Sampler, Simulation, SimulationCommand};
use std::sync::Arc;

const SEED: u64 = 3;
/// Steps of 0.5 ms: A was presented once, from 2 to 3 s.
const SLEEP_FROM: u64 = 8_000;
const END: u64 = 24_000;

/// Awake for 4 s, asleep for 8 s; a sample is taken every `portion` steps.
fn watched(portion: u64) -> (Simulation, Sampler, Vec<Arc<ReplayEvent>>, ReplayReading) {
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let mut simulation = Simulation::from_shared(scene, SEED).unwrap();
    let mut sampler = Sampler::new(&simulation);
    let mut replays = Vec::new();
    let mut reading = ReplayReading::default();
    for step in 1..=END {
        if step == SLEEP_FROM {
            simulation.apply(SimulationCommand::EnterState(BrainState::Nrem));
        }
        simulation.step(1);
        sampler.observe(&simulation);
        if step % portion == 0 {
            let sample = sampler.take(&simulation);
            replays.extend(sample.replays);
            reading = sample.replay;
        }
    }
    (simulation, sampler, replays, reading)
}

#[test]
fn looking_for_replays_changes_nothing_and_finds_the_same_in_any_portions() {
    let (often, _, found, reading) = watched(8);
    let (seldom, _, found_seldom, reading_seldom) = watched(4_000);
    assert_eq!(found, found_seldom);
    assert_eq!(reading, reading_seldom);
    assert!(!found.is_empty(), "{reading:?}");
    let [a, b, c] = &reading.memories[..] else { panic!("three patterns: {reading:?}") };
    assert!((20..300).contains(&a.members) && b.members == 0 && c.members == 0, "{reading:?}");
    assert!((reading.since_s - 4.0).abs() < 0.001 && (reading.searched_s - 5.975).abs() < 0.05, "{reading:?}");
    for replay in &found {
        assert!(replay.start_s > 6.0 && replay.end_s <= 12.0 && replay.score > 3.0, "{replay:?}");
        assert!(!replay.cells.is_empty() && replay.cells.len() <= replay.members, "{replay:?}");
        assert!(replay.cells.windows(2).all(|pair| pair[0].after_s <= pair[1].after_s), "{replay:?}");
    }
    // Without anybody looking, the run is the same.
    let scene = often.scene().clone();
    let plain = Simulation::replay(scene.clone(), SEED, often.log(), END).unwrap();
    assert_eq!(plain.state_hash(), often.state_hash());
    assert_eq!(plain.state_hash(), seldom.state_hash());
    // A run that is done again is watched like another, in one sample.
    let mut back = Simulation::from_shared(scene, SEED).unwrap();
    let mut sampler = Sampler::new(&back);
    back.follow(often.log(), END - 4_000, |run| sampler.observe(run)).unwrap();
    sampler.condense();
    let again = sampler.take(&back).replays;
    let until = 0.0005 * (END - 4_000) as f64;
    let expected: Vec<_> = found.iter().filter(|replay| replay.end_s + 0.1 < until).cloned().collect();
    assert_eq!(again[..expected.len()], expected);
    assert!(again.len() <= expected.len() + 1);
}
