//! Times, probabilities and slow decays keep their digits, however long a run is.

use crate::rig::{assert_close, assert_near, parse, potential, run, scene, steps};
use rheobase::model::{
    FastExcitability, InjectedCurrent, LearningTag, ReferenceWeight, SlowExcitability, Threshold, Weight,
};
use rheobase::plasticity::intrinsic::Trigger;
use rheobase::scene::Scene;
use rheobase::scene::file::{InputFile, IntrinsicPlasticityFile};
use rheobase::schedule::Clock;
use rheobase::simulation::Simulation;

const ONE_CELL: &str = "populations: [(name: \"E\", count: 1, neuron: (noise_sd: mV(0.0)))]";

fn spike_times(scene: &Scene) -> Vec<u64> {
    let times = scene.inputs.iter().filter_map(|input| match input {
        InputFile::SpikeTimes { times, .. } => Some(times),
        _ => None,
    });
    times.flatten().map(|time| scene.step().steps(time.0)).collect()
}

#[test]
fn times_are_exact_to_the_step_for_a_day() {
    let inputs = "inputs: [SpikeTimes(to: \"E\", effect: Fire, times: [
        ms(1200000.2), ms(1200000.3), ms(1200010.2), ms(86400000.0), ms(86399999.9)])]";
    let scene = scene(0.1, &format!("{ONE_CELL}, {inputs}, timeline: [Wait(duration: s(86399.95)), Mark(\"end\")]"));
    assert_eq!(spike_times(&scene), [12_000_002, 12_000_003, 12_000_102, 864_000_000, 863_999_999]);
    assert_eq!(scene.timeline_steps(), 863_999_500);
    assert_eq!(scene.time_s(864_000_000), 86_400.0);
}

#[test]
fn a_scene_that_is_written_out_keeps_its_times() {
    let inputs = "inputs: [SpikeTimes(to: \"E\", effect: Fire, times: [ms(1200000.3), ms(1e9)])]";
    let first = scene(0.1, &format!("{ONE_CELL}, {inputs}"));
    let changes = [("seed".to_owned(), "7".to_owned())];
    let second = first.changed(&changes).expect("the seed can be changed");
    assert_eq!(spike_times(&first), spike_times(&second));
}

#[test]
fn a_current_flows_in_its_own_steps_also_after_a_hundred_thousand() {
    let shape = |start: &str, stop: &str| {
        format!("Current(to: \"E\", shape: Step(start: ms({start}), stop: ms({stop}), amplitude: pA(100.0)))")
    };
    let inputs = format!("inputs: [{}, {}]", shape("70000.0", "70007.0"), shape("700.0", "707.0"));
    let mut simulation = Simulation::new(&scene(0.7, &format!("{ONE_CELL}, {inputs}")), 1);
    let mut flowing = Vec::new();
    run(&mut simulation, 690.2);
    for _ in 0..100_000 {
        let step = simulation.steps();
        simulation.step(1);
        if simulation.neuron::<InjectedCurrent>(0).is_some_and(|current| current.0 == 100.0) {
            flowing.push(step);
        }
    }
    let expected: Vec<u64> = (1000..1010).chain(100_000..100_010).collect();
    assert_eq!(flowing, expected);
}

#[test]
fn the_clock_of_a_run_is_that_of_its_scene() {
    let simulation = Simulation::new(&scene(0.7, ONE_CELL), 1);
    let clock = Clock { step: 123_456_789, ..*simulation.resource::<Clock>() };
    assert_eq!(clock.time_ms(), 123_456_789.0 * 0.7);
    assert_eq!(clock.time_ms(), 1000.0 * simulation.scene().time_s(123_456_789));
    assert_eq!(steps(&simulation, 140_000.7), 200_001);
}

#[test]
fn a_current_shorter_than_a_step_is_refused() {
    let text = format!(
        "Scene(version: 1, name: \"t\", summary: \"x.\", dt: ms(0.5), {ONE_CELL}, inputs: [Current(to: \"E\",
         shape: Step(start: ms(10.0), stop: ms(10.2), amplitude: pA(1.0)))])"
    );
    let faults = Scene::parse(&text, "test").expect_err("it would never flow");
    assert!(faults[0].what.contains("same step"), "{faults:?}");
    parse(&text.replace("10.2", "10.3"));
}

#[test]
fn a_hyperpolarising_current_moves_a_cell_as_far_as_its_resistance_says() {
    let fields = "populations: [(name: \"E\", count: 1, neuron: (noise_sd: mV(0.0), resting_potential: mV(-70.0)))],
        inputs: [Current(to: \"E\", shape: Step(start: ms(0.0), stop: ms(1e4), amplitude: pA(-300.0)))]";
    let mut simulation = Simulation::new(&scene(0.1, fields), 1);
    run(&mut simulation, 500.0);
    assert_near(potential(&simulation, 0), -100.0, 2e-3, "potential (mV)");
    let tight = "populations: [(name: \"E\", count: 1, neuron: (noise_sd: mV(0.0), leak_conductance: nS(1.0)))]";
    let readout = Simulation::new(&scene(0.1, tight), 1).slice(0).expect("the cell exists");
    assert_close(readout.input_resistance_mohm, 1000.0, 0.01, "input resistance (MOhm)");
}

#[test]
fn a_share_of_an_inputs_neurons_is_that_share() {
    for seed in 1..20 {
        let fields = "populations: [(name: \"E\", count: 10)], inputs: [Current(to: \"E\", neurons: Fraction(0.5),
            shape: Step(start: ms(0.0), stop: ms(10.0), amplitude: pA(1.0)))]";
        let mut simulation = Simulation::new(&scene(0.1, fields), seed);
        simulation.step(1);
        let reached = simulation
            .with_column(|current: &[InjectedCurrent]| current.iter().filter(|current| current.0 != 0.0).count());
        assert_eq!(reached, 5, "seed {seed}");
    }
}

/// One cell that nothing reaches, with learned excitability.
fn silent_cell(rule: &str, timeline: &str) -> Simulation {
    let fields = format!(
        "populations: [(name: \"E\", count: 1, neuron: (noise_sd: mV(0.0)), intrinsic_plasticity: ({rule}))],
         timeline: [{timeline}]"
    );
    Simulation::new(&scene(1.0, &fields), 1)
}

#[test]
fn excitability_fades_with_its_time_constant_also_without_a_time_lapse() {
    for hours in [1.0_f64, 48.0, 1000.0] {
        let mut simulation = silent_cell(
            &format!("slow_tau: h({hours:?}), fast_tau: h({hours:?})"),
            "SetExcitability(population: \"E\", value: 0.5), Wait(duration: s(3600.0))",
        );
        simulation.with_column_mut(|fast: &mut [FastExcitability]| fast[0].0 = 0.25);
        run(&mut simulation, 600_000.0);
        let left = (-600.0 / (3600.0 * hours)).exp();
        let slow = f64::from(simulation.neuron::<SlowExcitability>(0).expect("neuron 0").0);
        let fast = f64::from(simulation.neuron::<FastExcitability>(0).expect("neuron 0").0);
        assert_near(slow, 0.5 * left, 1e-7, &format!("e_s after ten minutes at {hours} h"));
        assert_near(fast, 0.25 * left, 1e-7, &format!("e_f after ten minutes at {hours} h"));
    }
}

#[test]
fn a_silent_cell_does_not_grow_excitable() {
    let mut simulation = silent_cell("", "Wait(duration: s(60.0))");
    run(&mut simulation, 10.0);
    let threshold = simulation.neuron::<Threshold>(0).expect("neuron 0").0;
    run(&mut simulation, 60_000.0);
    assert_eq!(simulation.neuron::<Threshold>(0).expect("neuron 0").0, threshold);
    assert_eq!(simulation.neuron::<FastExcitability>(0).expect("neuron 0").0, 0.0);
    assert_eq!(simulation.neuron::<SlowExcitability>(0).expect("neuron 0").0, 0.0);
    assert_eq!(simulation.neuron::<LearningTag>(0).expect("neuron 0").0, 0.0);
}

#[test]
fn the_trigger_of_a_firing_cell_is_the_sigmoid_of_the_model() {
    let parameters = IntrinsicPlasticityFile::default();
    let trigger = Trigger::new(&parameters);
    assert_eq!(trigger.at(0.0), 0.0);
    for calcium in [8.0_f32, 12.0, 20.0, 40.0] {
        let sigmoid = 1.0 / (1.0 + (-(f64::from(calcium) - 12.0) / 2.0).exp());
        assert_near(f64::from(trigger.at(calcium)), sigmoid, 0.0025, &format!("trigger at {calcium} Hz"));
    }
}

#[test]
fn a_rule_of_size_zero_leaves_every_weight_alone() {
    // Most of these weights are set above the largest weight of the rules.
    let fields = "populations: [(name: \"a\", count: 1, neuron: (noise_sd: mV(0.0), refractory: ms(0.0))),
                                (name: \"b\", count: 500, neuron: (noise_sd: mV(0.0)))],
        projections: [(name: \"p\", from: \"a\", to: \"b\", wiring: AllToAll, receptor: Excitatory(slow_fraction: 0.0),
            conductance: nS(0.0), delay: Constant(ms(1.0)), maximum_weight: 2.0, RULES)],
        inputs: [SpikeTimes(to: \"a\", times: [ms(20.0), ms(60.0)], effect: Fire),
                 SpikeTimes(to: \"b\", times: [ms(30.0), ms(50.0)], effect: Fire)]";
    for rules in [
        "pair_stdp: (potentiation: 0.0, depression: 0.0)",
        "bcm: (rate: 0.0)",
        "three_factor: (hebbian: 0.0, dopamine: 0.0)",
        "triplet_stdp: (rate: 0.0, growth: 0.0)",
        "voltage_stdp: (potentiation: 0.0, depression: 0.0)",
    ] {
        let mut simulation = Simulation::new(&scene(0.5, &fields.replace("RULES", rules)), 1);
        let weights = |simulation: &Simulation| simulation.with_column(<[Weight]>::to_vec);
        simulation.with_column_mut(|weights: &mut [Weight]| {
            weights.iter_mut().enumerate().for_each(|(k, weight)| weight.0 = 0.01 * k as f32);
        });
        let before = weights(&simulation);
        run(&mut simulation, 100.0);
        assert_eq!(weights(&simulation), before, "{rules}");
    }
}

#[test]
fn what_is_not_consolidated_fades_with_its_time_constant_also_without_a_time_lapse() {
    let fields = "populations: [(name: \"a\", count: 1, neuron: (noise_sd: mV(0.0)))],
        projections: [(name: \"p\", from: \"a\", to: \"a\", wiring: List([(0, 0)]), receptor: Excitatory(slow_fraction: 0.0),
            conductance: nS(0.0), delay: Constant(ms(1.0)), consolidation: (tau: s(100000.0), forgetting_tau: h(100.0)))]";
    let mut simulation = Simulation::new(&scene(1.0, fields), 1);
    simulation.with_column_mut(|weight: &mut [Weight]| weight[0].0 = 3.0);
    run(&mut simulation, 720_000.0);
    let weight = simulation.with_column(|weight: &[Weight]| f64::from(weight[0].0));
    let reference = simulation.with_column(|reference: &[ReferenceWeight]| f64::from(reference[0].0));
    assert_near(weight, 1.0 + 2.0 * (-0.2_f64 / 100.0).exp(), 1e-4, "weight after twelve minutes");
    assert_near(reference, 3.0 - 2.0 * (-700.0_f64 / 100_000.0).exp(), 5e-3, "reference after as long");
}
