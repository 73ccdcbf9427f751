//! A saved run goes on as if it had never been interrupted.

use crate::rig::{a_tenth, every_rule, scene, shipped};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::plasticity::Rule;
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::simulation::{RestoreError, Simulation, SimulationCommand as Command};
use std::sync::Arc;

const SEED: u64 = 3;

/// Moments of a run, in ascending order: the same in every run of the test, and otherwise as good as random.
fn moments(count: usize, steps: u64) -> Vec<u64> {
    let mut word = 0x9e37_79b9_7f4a_7c15_u64;
    let mut moments: Vec<u64> = (0..count)
        .map(|_| {
            // A linear congruential generator (Knuth); its upper half is random enough.
            word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            1 + (word >> 33) % steps
        })
        .collect();
    moments.sort_unstable();
    moments
}

/// What a user does at a moment: everything that can be pending, held, moved or painted.
fn command(moment: usize, scene: &Scene) -> Vec<Command> {
    let rule = Rule::ALL.into_iter().filter(|rule| rule.is_in(scene)).nth(moment % 3);
    let parameter =
        |rule: Rule| {
            let simulation = Simulation::new(&every_rule(), 1);
            simulation.tuned_parameters(rule).into_iter().next().map(|first| {
                (first.facts.name.to_owned(), first.facts.low + 0.3 * (first.facts.high - first.facts.low))
            })
        };
    match moment % 10 {
        0 => vec![Command::Present { pattern: 0 }],
        1 => vec![Command::SetModulator { modulator: Modulator::Dopamine, level: 0.9 }],
        2 => vec![
            Command::Paint { neurons: (0..7).collect(), value: 0.4 },
            Command::Poke { neurons: (0..7).collect(), current_pa: 300.0, milliseconds: 50.0 },
        ],
        3 => rule.map(|rule| Command::SetRule { rule, enabled: false }).into_iter().collect(),
        4 => rule
            .and_then(|rule| parameter(rule).map(|(parameter, value)| Command::SetParameter { rule, parameter, value }))
            .into_iter()
            .collect(),
        5 => vec![Command::Reward { size: 1.0 }, Command::SetInputStrength(1.3)],
        6 => vec![Command::EnterState(BrainState::Nrem)],
        7 => rule.map(|rule| Command::SetRule { rule, enabled: true }).into_iter().collect(),
        8 => vec![Command::FollowTimeline, Command::Cue { pattern: 0, fraction: 0.5 }],
        _ => vec![Command::ReleaseModulator { modulator: Modulator::Dopamine }, Command::FollowTimeline],
    }
}

/// Save a run at each moment, let a fresh world go on from there, and compare: at the next moment, and at the end for the last.
pub fn goes_on_the_same(name: &str, scene: Scene, count: usize, seconds: f64) {
    let scene = Arc::new(scene);
    let end = scene.steps_in(seconds);
    let moments = moments(count, end);
    let mut run = Simulation::from_shared(Arc::clone(&scene), SEED).unwrap();
    run.enable_recording();
    for (index, &moment) in moments.iter().enumerate() {
        run.step(moment - run.steps());
        let saved = run.save();
        let mut fresh = Simulation::restore(Arc::clone(&scene), SEED, &saved)
            .unwrap_or_else(|error| panic!("{name} at step {moment}: {error}"));
        assert_eq!(fresh.state_hash(), run.state_hash(), "{name}: restored at step {moment}");
        assert_eq!(fresh.save(), saved, "{name}: saved again at step {moment}");
        let next = moments.get(index + 1).copied().unwrap_or(end);
        for simulation in [&mut run, &mut fresh] {
            for command in command(index, &scene) {
                // Not every scene has what every command is about.
                drop(simulation.obey(command));
            }
            simulation.step(next - moment);
        }
        assert_eq!((fresh.steps(), fresh.stop()), (run.steps(), run.stop()), "{name}: from step {moment} on");
        assert_eq!(fresh.state_hash(), run.state_hash(), "{name}: from step {moment} to step {next}");
        assert_eq!(fresh.log(), run.log(), "{name}: log from step {moment} on");
        assert_eq!(fresh.save(), run.save(), "{name}: all of it from step {moment} to step {next}");
        if index % 5 == 0 {
            run.take_spikes();
            run.take_records();
        }
    }
}

/// Keep moments of a run, then go back and forth between them in the same world: each has its hash, and leads to the next.
fn goes_back_and_forth(name: &str, scene: Scene, count: usize, seconds: f64) {
    let scene = Arc::new(scene);
    let moments = moments(count, scene.steps_in(seconds));
    let mut run = Simulation::from_shared(Arc::clone(&scene), SEED).unwrap();
    let mut kept = Vec::new();
    for (index, &moment) in moments.iter().enumerate() {
        run.step(moment - run.steps());
        kept.push((run.snapshot(), run.state_hash()));
        for command in command(index, &scene) {
            // Not every scene has what every command is about.
            drop(run.obey(command));
        }
    }
    let log = run.log().to_vec();
    let visits = (0..count).map(|visit| (visit * 7 + count / 2) % count);
    for (snapshot, hash) in visits.map(|visit| &kept[visit]) {
        run.take_up(snapshot, &log).unwrap_or_else(|error| panic!("{name} at step {}: {error}", snapshot.step));
        assert_eq!((run.steps(), run.state_hash()), (snapshot.step, *hash), "{name}: taken up");
        assert_eq!(run.snapshot(), *snapshot, "{name}: kept again at step {}", snapshot.step);
        let Some((next, next_hash)) = kept.iter().find(|(next, _)| next.step > snapshot.step) else { continue };
        run.follow(&log[snapshot.commands..next.commands], next.step, |_| ()).unwrap();
        assert_eq!(run.state_hash(), *next_hash, "{name}: from step {} to step {}", snapshot.step, next.step);
    }
}

#[test]
fn every_shipped_scene_goes_back_and_forth_in_one_world() {
    for entry in shipped_scenes().iter().filter(|entry| !entry.name.starts_with("bench/")) {
        goes_back_and_forth(entry.name, shipped(entry.name), 12, 1.0);
    }
    goes_back_and_forth("every rule", every_rule(), 60, 2.2);
}

#[test]
fn every_shipped_scene_goes_on_from_twenty_random_moments_as_if_never_interrupted() {
    for entry in shipped_scenes().iter().filter(|entry| !entry.name.starts_with("bench/")) {
        goes_on_the_same(entry.name, shipped(entry.name), 20, 1.0);
    }
}

#[test]
fn the_large_networks_a_tenth_as_large_go_on_from_twenty_random_moments_as_if_never_interrupted() {
    for entry in shipped_scenes().iter().filter(|entry| entry.name.starts_with("bench/")) {
        goes_on_the_same(entry.name, a_tenth(&shipped(entry.name)), 20, 1.0);
    }
}

#[test]
fn the_large_networks_go_on_from_random_moments_as_if_never_interrupted() {
    // Spawning one takes seconds.
    for entry in shipped_scenes().iter().filter(|entry| entry.name.starts_with("bench/")) {
        goes_on_the_same(entry.name, shipped(entry.name), 3, 0.1);
    }
}

#[test]
fn a_network_with_every_rule_and_every_input_goes_on_from_any_moment_as_if_never_interrupted() {
    goes_on_the_same("every rule", every_rule(), 60, 2.2);
}

#[test]
fn a_restored_run_records_on_where_it_was() {
    let scene = Arc::new(every_rule());
    let mut whole = Simulation::from_shared(Arc::clone(&scene), 1).unwrap();
    whole.enable_recording();
    whole.step(300);
    let mut restored = Simulation::restore(scene, 1, &whole.save()).expect("it was just saved");
    whole.step(300);
    restored.step(300);
    assert!(!whole.spikes().is_empty() || whole.spike_count() > 0);
    assert_eq!(restored.take_spikes(), whole.take_spikes());
    assert_eq!(restored.take_records(), whole.take_records());
}

#[test]
fn a_stopped_run_is_still_stopped_when_it_is_restored() {
    let quiet = Arc::new(scene(0.5, "populations: [(name: \"E\", count: 2)], guards: (silence: s(0.1))"));
    let mut run = Simulation::from_shared(Arc::clone(&quiet), 1).unwrap();
    run.step(1000);
    let stop = run.stop().expect("nobody fires");
    let mut restored = Simulation::restore(quiet, 1, &run.save()).expect("it was just saved");
    assert_eq!(restored.stop(), Some(stop));
    assert_eq!(restored.step(10), 0);
    restored.apply(Command::Resume);
    assert_eq!(restored.step(10), 10);
}

#[test]
fn what_is_not_this_run_is_refused_with_its_reason() {
    let window = Arc::new(shipped("window"));
    let mut run = Simulation::from_shared(Arc::clone(&window), 1).unwrap();
    run.step(100);
    let saved = run.save();
    let restore =
        |scene: &Arc<Scene>, seed: u64, bytes: &[u8]| Simulation::restore(Arc::clone(scene), seed, bytes).err();
    assert_eq!(restore(&window, 1, &saved), None);
    assert_eq!(restore(&Arc::new(shipped("pairing")), 1, &saved), Some(RestoreError::OtherScene));
    assert_eq!(restore(&window, 2, &saved), Some(RestoreError::OtherSeed { found: 1 }));
    assert_eq!(restore(&window, 1, b"Scene(version: 1)"), Some(RestoreError::NotAState));
    assert_eq!(restore(&window, 1, b""), Some(RestoreError::NotAState));
    for end in (8..saved.len()).step_by(97) {
        let error = restore(&window, 1, &saved[..end]);
        assert!(matches!(error, Some(RestoreError::Truncated { .. })), "{end} bytes: {error:?}");
    }
    let mut newer = saved.clone();
    newer[8] = 200;
    assert_eq!(restore(&window, 1, &newer), Some(RestoreError::Newer { found: 200 }));
    let mut changed = saved.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_eq!(restore(&window, 1, &changed), Some(RestoreError::Damaged));
    let mut longer = saved;
    longer.push(0);
    assert_eq!(restore(&window, 1, &longer), Some(RestoreError::Damaged));
}
