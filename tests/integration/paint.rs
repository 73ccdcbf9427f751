//! The paint tool's commands, taking them back, and the forecast of who joins a memory, on real runs.

use crate::rig::{run, shipped, still_cells};
use rheobase::measure::ForecastOutcome;
use rheobase::model::Threshold;
use rheobase::simulation::{PatternAnswer, Sampler, Simulation, SimulationCommand};
use std::sync::Arc;

fn paint(neurons: impl IntoIterator<Item = u32>, value: f32) -> SimulationCommand {
    SimulationCommand::Paint { neurons: neurons.into_iter().collect(), value }
}

fn thresholds(simulation: &Simulation) -> Vec<f32> {
    simulation.with_column(|column: &[Threshold]| column.iter().map(|threshold| threshold.0).collect())
}

#[test]
fn paint_moves_the_threshold_and_taking_it_back_restores_it() {
    let mut simulation = Simulation::new(&still_cells(0.5, 6, "", ""), 1);
    run(&mut simulation, 20.0);
    let before = thresholds(&simulation);
    simulation.apply(paint([1, 2, 3], 0.6));
    simulation.apply(paint([3, 4], -1.0));
    run(&mut simulation, 20.0);
    // κ_u = 4 mV (MODEL 2.2).
    let shifts: Vec<f32> = thresholds(&simulation).iter().zip(&before).map(|(now, before)| now - before).collect();
    for (shift, expected) in shifts.iter().zip([0.0, -2.4, -2.4, 4.0, 4.0, 0.0]) {
        assert!((shift - expected).abs() < 1e-4, "{shifts:?}");
    }
    // What the undo list sends: newest stroke first, each neuron back to what it had.
    simulation.apply(paint([4], 0.0));
    simulation.apply(paint([3], 0.6));
    simulation.apply(paint([1, 2, 3], 0.0));
    run(&mut simulation, 20.0);
    assert_eq!(thresholds(&simulation), before);
}

#[test]
fn a_painted_session_replays_to_the_same_hash() {
    let scene = Arc::new(shipped("artificial_allocation"));
    let mut simulation = Simulation::from_shared(Arc::clone(&scene), 3).unwrap();
    simulation.step(200);
    simulation.apply(paint((0..800).step_by(7), 0.6));
    simulation.step(200);
    simulation.apply(paint((0..800).step_by(7), 0.0));
    simulation.step(200);
    let again = Simulation::replay(scene, 3, simulation.log(), simulation.steps()).unwrap();
    assert_eq!(again.state_hash(), simulation.state_hash());
    assert_eq!(again.log(), simulation.log());
}

/// The answer to the first presentation of a shipped scene, watched by a sampler; and the hash after it.
fn first_answer(name: &str, seed: u64) -> (PatternAnswer, ForecastOutcome, u64, u64) {
    let mut simulation = Simulation::new(&shipped(name), seed);
    let mut sampler = Sampler::new(&simulation);
    for _ in 0..40_000 {
        simulation.step(1);
        sampler.observe(&simulation);
        let step = simulation.steps();
        if step.is_multiple_of(50)
            && let Some(answer) = sampler.take(&simulation).answers.pop()
        {
            let reach = &sampler.info().reach;
            let forecast = reach.forecast(answer.pattern, &answer.threshold_mv);
            let outcome = ForecastOutcome::of(&forecast, &reach.target, &answer.counts, answer.seconds);
            return (answer, outcome, step, simulation.state_hash());
        }
    }
    panic!("no pattern was presented in the first 20 s of {name}");
}

#[test]
fn the_forecast_beats_chance_and_looking_changes_nothing() {
    for (name, seeds) in [("learn_sleep_remember", 1..=3), ("artificial_allocation", 1..=2)] {
        for seed in seeds {
            let (answer, outcome, steps, hash) = first_answer(name, seed);
            let (precision, chance) = (outcome.precision().expect("cells were forecast"), outcome.chance());
            println!(
                "{name} seed {seed}: {:.2} s from {:.2} s, {} hits, {} misses, {} unforeseen, right {precision:.2}, chance {chance:.2}",
                answer.seconds,
                answer.start_s,
                outcome.hits.len(),
                outcome.misses.len(),
                outcome.unforeseen.len()
            );
            assert!(precision > 2.0 * chance, "{name}, seed {seed}: {precision} of the forecast, {chance} by chance");
            let mut unwatched = Simulation::new(&shipped(name), seed);
            unwatched.step(steps);
            assert_eq!(unwatched.state_hash(), hash);
        }
    }
}

#[test]
fn an_answer_counts_the_spikes_of_the_presentation_alone() {
    let mut simulation = Simulation::new(&shipped("learn_sleep_remember"), 1);
    let mut sampler = Sampler::new(&simulation);
    let (mut counts, mut seen) = (vec![0_u32; simulation.scene().neuron_count() as usize], Vec::new());
    simulation.step(100);
    simulation.apply(SimulationCommand::Cue { pattern: 1, fraction: 0.4 });
    let length = simulation.scene().steps_in(simulation.scene().patterns.as_ref().unwrap().presentation.0);
    for step in 0..length + 10 {
        simulation.step(1);
        sampler.observe(&simulation);
        if step < length {
            for &neuron in simulation.spikes() {
                counts[neuron as usize] += 1;
            }
        }
        seen.extend(sampler.take(&simulation).answers);
    }
    let [answer] = seen.as_slice() else { panic!("{} answers", seen.len()) };
    assert_eq!((answer.pattern, answer.fraction, &answer.counts), (1, 0.4, &counts));
    assert!((answer.seconds - simulation.scene().time_s(length)).abs() < 1e-9);
}
