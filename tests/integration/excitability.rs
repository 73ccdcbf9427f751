//! Learning-driven excitability (MODEL 2.4) against closed forms, and what it does to a cell (MODEL 2.2).

use crate::rig::{STILL, assert_close, assert_near, fire, parse, run, scene};
use rheobase::model::{
    AhpMultiplier, Calcium, FastExcitability, LeakMultiplier, LearningTag, RestingThreshold, SlowExcitability,
    Threshold,
};
use rheobase::modulation::Modulator;
use rheobase::simulation::{Simulation, SimulationCommand};

/// A silent cell ("E", neuron 0) and one that is made to fire at 40 Hz from the start (neuron 1).
fn two_cells(fields: &str) -> Simulation {
    two_cells_with("", fields)
}

fn two_cells_with(rule: &str, fields: &str) -> Simulation {
    let times: Vec<f64> = (0..800).map(|k| 25.0 * f64::from(k)).collect();
    Simulation::new(
        &scene(
            0.5,
            &format!(
                "populations: [(name: \"E\", count: 2, neuron: ({}), intrinsic_plasticity: ({rule}))],
                 inputs: [{}], patterns: (names: [\"A\"], to: \"E\", contact_rate: kHz(0.0)), {fields}",
                crate::rig::STILL,
                crate::rig::fire("E", 1, &times)
            ),
        ),
        1,
    )
}

fn fast(simulation: &Simulation, neuron: u32) -> f64 {
    f64::from(simulation.neuron::<FastExcitability>(neuron).expect("the neuron exists").0)
}

fn slow(simulation: &Simulation, neuron: u32) -> f64 {
    f64::from(simulation.neuron::<SlowExcitability>(neuron).expect("the neuron exists").0)
}

/// Growth rate k (1/s) of a component that approaches 1 as 1 - exp(-k t), over some seconds.
fn growth(simulation: &mut Simulation, component: fn(&Simulation, u32) -> f64, neuron: u32, seconds: f64) -> f64 {
    let before = 1.0 - component(simulation, neuron);
    run(simulation, seconds * 1000.0);
    (before / (1.0 - component(simulation, neuron))).ln() / seconds
}

#[test]
fn calcium_follows_the_rate() {
    let mut simulation = two_cells("");
    run(&mut simulation, 10_000.0);
    let calcium = f64::from(simulation.neuron::<Calcium>(1).expect("neuron 1").0);
    // A periodic train of 40 Hz keeps the trace (0.5 s) within half a spike's jump of the rate.
    assert_near(calcium, 40.0, 1.5, "calcium at 40 Hz");
}

#[test]
fn both_components_decay_in_biological_time() {
    let mut simulation = two_cells_with(
        "fast_rate: 0.0, slow_rate: 0.0",
        "timeline: [Wait(duration: s(100.0), time_lapse: 600.0), Wait(duration: s(100.0))]",
    );
    simulation.with_column_mut(|column: &mut [FastExcitability]| column[0].0 = 0.8);
    simulation.with_column_mut(|column: &mut [SlowExcitability]| column[0].0 = -0.6);
    // An hour is 6 s and twelve hours are 72 s at 600 seconds a second.
    run(&mut simulation, 6_000.0);
    assert_close(fast(&simulation, 0), 0.8 * (-1.0_f64).exp(), 2e-3, "fast component after an hour");
    run(&mut simulation, 66_000.0);
    assert_close(slow(&simulation, 0), -0.6 * (-1.0_f64).exp(), 2e-3, "slow component after twelve hours");
    // Without time-lapse nothing moves within seconds.
    run(&mut simulation, 28_000.0);
    let before = slow(&simulation, 0);
    run(&mut simulation, 10_000.0);
    assert_close(slow(&simulation, 0), before * (-10.0_f64 / 43_200.0).exp(), 1e-3, "ten seconds are ten seconds");
}

#[test]
fn an_active_cell_becomes_excitable_at_the_rates_of_the_model() {
    // At 40 Hz the trigger is fully on: e_f grows with k_f = 0.05 /s; e_s with k_s G = 0.05 · 0.2 /s without novelty or reward.
    let mut simulation = two_cells("");
    run(&mut simulation, 3000.0);
    assert_close(growth(&mut simulation, fast, 1, 4.0), 0.05, 0.02, "growth of the fast component");
    assert_close(growth(&mut simulation, slow, 1, 4.0), 0.01, 0.02, "growth of the slow component");
    // A cell that is silent grows by the foot of the trigger only: 1 / (1 + exp(6)).
    assert!(growth(&mut simulation, fast, 0, 4.0) < 0.05 * 0.003);
    // The tag settles where k_T (1 - T) = T / τ_T, with 1 /s and 2 s.
    let tag = f64::from(simulation.neuron::<LearningTag>(1).expect("neuron 1").0);
    assert_close(tag, 2.0 / 3.0, 0.01, "tag");
}

#[test]
fn a_new_pattern_opens_the_gate_of_the_slow_component() {
    let mut simulation = two_cells("timeline: [Present(pattern: \"A\", duration: s(20.0))]");
    run(&mut simulation, 3000.0);
    assert_close(growth(&mut simulation, slow, 1, 4.0), 0.05, 0.02, "growth with full acetylcholine and novelty");
}

#[test]
fn dopamine_above_its_baseline_raises_the_slow_component_of_tagged_cells_only() {
    let mut simulation = two_cells("");
    simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level: 0.4 });
    run(&mut simulation, 6000.0);
    // D = 0.2 above baseline: k_s (0.2 + 0.8 D) + k_DA D T.
    let expected = 0.05 * (0.2 + 0.8 * 0.2) + 0.5 * 0.2 * 2.0 / 3.0;
    assert_close(growth(&mut simulation, slow, 1, 3.0), expected, 0.03, "tagged cell");
    assert!(growth(&mut simulation, slow, 0, 3.0) < 1e-3, "untagged cell");
    // Below the baseline dopamine does nothing.
    let mut simulation = two_cells("");
    simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level: 0.0 });
    run(&mut simulation, 3000.0);
    assert_close(growth(&mut simulation, slow, 1, 4.0), 0.01, 0.02, "without dopamine");
}

#[test]
fn serotonin_shunts_untagged_cells_and_relieves_tagged_ones() {
    let mut simulation = two_cells("");
    run(&mut simulation, 5000.0);
    let factors = |simulation: &Simulation, neuron: u32| {
        let leak = simulation.neuron::<LeakMultiplier>(neuron).expect("the neuron exists").0;
        let ahp = simulation.neuron::<AhpMultiplier>(neuron).expect("the neuron exists").0;
        (f64::from(leak), f64::from(ahp))
    };
    let before = [factors(&simulation, 0), factors(&simulation, 1)];
    simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Serotonin, level: 1.0 });
    run(&mut simulation, 5.0);
    let after = [factors(&simulation, 0), factors(&simulation, 1)];
    // S = 0.5 above baseline: λ + 0.15 S (1 - T), α - 0.2 S T, with T = 0 and T = 2/3.
    assert_near(after[0].0 - before[0].0, 0.075, 1e-3, "leak of the untagged cell");
    assert_near(after[1].0 - before[1].0, 0.025, 2e-3, "leak of the tagged cell");
    assert_near(after[0].1 - before[0].1, 0.0, 1e-3, "AHP of the untagged cell");
    assert_near(after[1].1 - before[1].1, -0.1 * 2.0 / 3.0, 2e-3, "AHP of the tagged cell");
}

#[test]
fn excitability_and_paint_set_threshold_afterhyperpolarization_and_leak() {
    for (fast, slow, paint, threshold, ahp, leak) in [
        (0.0, 0.0, 0.0, -50.0, 1.0, 1.0),
        (0.0, 1.0, 0.0, -52.5, 0.5, 0.8),
        (0.0, -1.0, 0.0, -47.5, 1.5, 1.2),
        (1.0, 0.0, 0.0, -51.25, 0.75, 0.9),
        // e is bounded by 1, paint acts on the threshold alone.
        (1.0, 1.0, 0.0, -52.5, 0.5, 0.8),
        (0.0, 0.0, 1.0, -54.0, 1.0, 1.0),
        (0.0, 0.0, -1.0, -46.0, 1.0, 1.0),
        (0.0, 1.0, 1.0, -56.5, 0.5, 0.8),
    ] {
        let mut simulation = two_cells_with("fast_rate: 0.0, slow_rate: 0.0", "");
        simulation.with_column_mut(|column: &mut [FastExcitability]| column[0].0 = fast);
        simulation.with_column_mut(|column: &mut [SlowExcitability]| column[0].0 = slow);
        simulation.apply(SimulationCommand::Paint { neurons: vec![0], value: paint });
        run(&mut simulation, 10.0);
        let case = format!("e_f {fast}, e_s {slow}, paint {paint}");
        assert_near(f64::from(simulation.neuron::<RestingThreshold>(0).expect("neuron 0").0), -50.0, 1e-6, &case);
        assert_near(f64::from(simulation.neuron::<Threshold>(0).expect("neuron 0").0), threshold, 1e-3, &case);
        assert_near(f64::from(simulation.neuron::<AhpMultiplier>(0).expect("neuron 0").0), ahp, 1e-3, &case);
        assert_near(f64::from(simulation.neuron::<LeakMultiplier>(0).expect("neuron 0").0), leak, 1e-3, &case);
    }
}

#[test]
fn a_test_changes_neither_excitability_nor_tag() {
    let mut simulation =
        two_cells("timeline: [Wait(duration: s(2.0)), Cue(pattern: \"A\", fraction: 0.5, duration: s(5.0))]");
    run(&mut simulation, 2000.0);
    let (fast_before, slow_before) = (fast(&simulation, 1), slow(&simulation, 1));
    let tag = f64::from(simulation.neuron::<LearningTag>(1).expect("neuron 1").0);
    assert!(fast_before > 0.05 && tag > 0.4, "{fast_before} {tag}");
    run(&mut simulation, 5000.0);
    // Only the decay of five seconds is left.
    assert_close(fast(&simulation, 1), fast_before * (-5.0_f64 / 3600.0).exp(), 1e-4, "fast component");
    assert_close(slow(&simulation, 1), slow_before * (-5.0_f64 / 43_200.0).exp(), 1e-4, "slow component");
    let faded = f64::from(simulation.neuron::<LearningTag>(1).expect("neuron 1").0);
    assert_close(faded, tag * (-2.5_f64).exp(), 1e-2, "tag");
}

#[test]
fn a_random_share_is_set_and_the_same_for_the_same_seed() {
    let text = "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5),
        populations: [(name: \"E\", count: 200, intrinsic_plasticity: ())],
        timeline: [SetExcitability(population: \"E\", neurons: Fraction(0.15), value: 0.7)])";
    let chosen = |seed: u64| -> Vec<bool> {
        let mut simulation = Simulation::new(&parse(text), seed);
        run(&mut simulation, 5.0);
        simulation.with_column(|slow: &[SlowExcitability]| slow.iter().map(|slow| slow.0 > 0.6).collect())
    };
    assert_eq!(chosen(1).iter().filter(|&&chosen| chosen).count(), 30);
    assert_eq!(chosen(1), chosen(1));
    assert_ne!(chosen(1), chosen(2));
}

/// Both components of learned excitability of each neuron.
fn both(simulation: &Simulation) -> Vec<(f32, f32)> {
    simulation.with_column(|fast: &[FastExcitability]| {
        simulation.with_column(|slow: &[SlowExcitability]| fast.iter().zip(slow).map(|(f, s)| (f.0, s.0)).collect())
    })
}

#[test]
fn a_shuffle_hands_the_same_excitability_to_other_neurons_of_the_population() {
    let text = "populations: [(name: \"E\", count: 100, intrinsic_plasticity: ()), (name: \"F\", count: 10, intrinsic_plasticity: ())],
        timeline: [ShuffleExcitability(population: \"E\")]";
    let shuffled = |seed: u64| {
        let mut simulation = Simulation::new(&scene(0.5, text), seed);
        simulation.with_column_mut(|column: &mut [FastExcitability]| {
            column.iter_mut().enumerate().for_each(|(index, e)| e.0 = index as f32 / 256.0);
        });
        simulation.with_column_mut(|column: &mut [SlowExcitability]| {
            column.iter_mut().enumerate().for_each(|(index, e)| e.0 = -(index as f32) / 512.0);
        });
        let before = both(&simulation);
        simulation.step(1);
        (before, both(&simulation))
    };
    let (before, after) = shuffled(1);
    // What decays in a step is too little to be seen.
    let owner = |value: (f32, f32)| {
        before.iter().position(|own| (own.0 - value.0).abs() < 1e-5 && (own.1 - value.1).abs() < 1e-5)
    };
    let owners: Vec<usize> = after.iter().map(|&value| owner(value).expect("somebody had both components")).collect();
    let mut all = owners.clone();
    all.sort_unstable();
    assert_eq!(all, (0..110).collect::<Vec<usize>>(), "everybody's excitability went to one neuron");
    let kept = owners[..100].iter().enumerate().filter(|&(index, &owner)| index == owner).count();
    assert!(kept < 6, "{kept} of 100 neurons kept their own, where one is expected");
    assert_eq!(owners[100..], (100..110).collect::<Vec<usize>>(), "the other population keeps its own");
    assert_eq!(shuffled(1).1, after, "the same for the same seed");
    assert_ne!(shuffled(2).1, after);
}

#[test]
fn growth_on_its_way_goes_with_the_excitability_that_is_shuffled() {
    let times: Vec<f64> = (0..80).map(|k| 25.0 * f64::from(k)).collect();
    let text = format!(
        "populations: [(name: \"E\", count: 20, neuron: ({STILL}), intrinsic_plasticity: (slow_rate: 0.01, slow_delay: h(6.0)))],
         inputs: [{}],
         timeline: [Wait(duration: s(3.0)), ShuffleExcitability(population: \"E\"), Wait(duration: s(7.0), time_lapse: 3600.0)]",
        fire("E", 1, &times)
    );
    let mut simulation = Simulation::new(&scene(0.5, &text), 1);
    let first = |simulation: &Simulation, of: fn(&(f32, f32)) -> f32| {
        let all = both(simulation);
        (0..all.len()).max_by(|&a, &b| of(&all[a]).total_cmp(&of(&all[b]))).expect("there are neurons")
    };
    run(&mut simulation, 2990.0);
    assert_eq!(first(&simulation, |e| e.0), 1, "who fired has the fast component");
    run(&mut simulation, 20.0);
    let heir = first(&simulation, |e| e.0);
    assert_ne!(heir, 1, "and hands it over");
    run(&mut simulation, 6500.0);
    assert!(both(&simulation)[heir].1 > 0.002, "the slow component appears in the heir: {:?}", both(&simulation)[heir]);
    assert_near(f64::from(both(&simulation)[1].1), 0.0, 1e-4, "and not in who earned it");
}
