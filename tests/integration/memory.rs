//! Recall from a part of a pattern: synaptic plasticity helps, and intrinsic plasticity helps it (MODEL 2.13).

use crate::rig::{rates, shipped};
use rheobase::plasticity::Rule;
use rheobase::simulation::{Simulation, SimulationCommand};

/// Seeds on which nothing was tuned.
const SEEDS: [u64; 3] = [101, 102, 103];
/// The default scene's learning phases (s).
const LEARNING_S: f64 = 83.0;
/// Share of a pattern's channels in a cue.
const CUE: f32 = 0.25;
/// Rate at which a cell counts as active in a second (Hz).
const ACTIVE_HZ: f64 = 10.0;
/// Pause before and between tests (s).
const PAUSE_S: f64 = 2.0;
const PATTERNS: usize = 3;

/// Cells that a share of a pattern activates in a second.
fn active(simulation: &mut Simulation, cells: usize, pattern: usize, fraction: f32) -> Vec<bool> {
    rates(simulation, cells, PAUSE_S);
    simulation.apply(SimulationCommand::Cue { pattern, fraction });
    rates(simulation, cells, 1.0).into_iter().map(|rate| rate >= ACTIVE_HZ).collect()
}

/// Share of the cells that a whole pattern activates which a part of it activates too; mean over the patterns.
fn recall(seed: u64, off: &[Rule]) -> f64 {
    let scene = shipped("learn_sleep_remember");
    let cells = scene.range(0).len();
    let mut simulation = Simulation::new(&scene, seed);
    for &rule in off.iter().filter(|rule| rule.is_in(&scene)) {
        simulation.apply(SimulationCommand::SetRule { rule, enabled: false });
    }
    // Without any rule nothing that lasts can change, so that learning need not be waited for.
    if off.len() < Rule::ALL.len() {
        simulation.step(scene.steps_in(LEARNING_S));
    }
    simulation.apply(SimulationCommand::EnterState(rheobase::modulation::BrainState::Awake));
    let whole: Vec<_> = (0..PATTERNS).map(|pattern| active(&mut simulation, cells, pattern, 1.0)).collect();
    let mut sum = 0.0;
    for (pattern, whole) in whole.iter().enumerate() {
        let part = active(&mut simulation, cells, pattern, CUE);
        let hits = whole.iter().zip(&part).filter(|&(&whole, &part)| whole && part).count();
        let engram = whole.iter().filter(|&&whole| whole).count();
        assert!(engram > 0, "the whole pattern activates cells");
        sum += hits as f64 / engram as f64;
    }
    sum / PATTERNS as f64
}

#[test]
fn recall_from_a_part_is_best_with_both_kinds_of_plasticity() {
    let mean = |off: &'static [Rule], arm: &str| {
        let runs: Vec<_> = SEEDS.map(|seed| std::thread::spawn(move || recall(seed, off))).into_iter().collect();
        let recalls: Vec<f64> = runs.into_iter().map(|run| run.join().expect("the run ends")).collect();
        let mean = recalls.iter().sum::<f64>() / recalls.len() as f64;
        println!("{arm}: recall {mean:.3} {recalls:.3?}");
        mean
    };
    let neither = mean(&Rule::ALL, "neither");
    let synaptic = mean(&[Rule::IntrinsicPlasticity], "synaptic only");
    let both = mean(&[], "both");
    assert!(neither < synaptic, "neither {neither}, synaptic only {synaptic}");
    assert!(synaptic < both, "synaptic only {synaptic}, both {both}");
}
