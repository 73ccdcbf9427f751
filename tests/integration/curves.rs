//! The curves that a plot shows, against the simulation itself and against analysis; and the way back of moved parameters.

use crate::rig::{STILL, assert_close, assert_near, fire, run, scene, shipped};
use rheobase::model::Weight;
use rheobase::modulation::Modulator;
use rheobase::plasticity::Rule;
use rheobase::plasticity::curve::{
    Curve, PRESYNAPTIC_HZ, PlasticityCurves, Standing, crossover_hz, pair_change, plasticity_curves, rate_change,
};
use rheobase::plasticity::synaptic::TripletStdp;
use rheobase::scene::file::TripletStdpFile;
use rheobase::simulation::{Sampler, Simulation, SimulationCommand};

const DELAY_MS: f64 = 2.0;
const GATE: f32 = 0.6;
/// Initial weight: far from 0, where changes would be cut.
const START: f64 = 10.0;

/// Two cells and one synapse that moves no membrane, at a constant gate.
fn two_cells(rules: &str, pre: &[f64], post: &[f64]) -> Simulation {
    let inputs = fire("pre", 0, pre) + &fire("post", 0, post);
    let scene = scene(
        0.5,
        &format!(
            "populations: [(name: \"pre\", count: 1, neuron: ({STILL})), (name: \"post\", count: 1, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne,
                receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.0), delay: Constant(ms({DELAY_MS:?})),
                weight: Constant({START:?}), maximum_weight: 1000.0, {rules})],
             inputs: [{inputs}], guards: (runaway: Hz(10000.0)),
             states: (awake: (acetylcholine: 1.0, dopamine: 0.2, serotonin: 0.5, noradrenaline: 0.6,
                gate: {GATE:?}, depression: 1.0))"
        ),
    );
    Simulation::new(&scene, 1)
}

fn weight(simulation: &Simulation) -> f64 {
    simulation.with_column(|column: &[Weight]| f64::from(column[0].0))
}

fn curves(simulation: &Simulation) -> PlasticityCurves {
    plasticity_curves(simulation.world(), None).expect("the scene has the rule")
}

/// Value of a curve at one of its points.
fn at(curve: &Curve, x: f32) -> f64 {
    let point = curve.iter().min_by(|a, b| (a[0] - x).abs().total_cmp(&(b[0] - x).abs())).expect("a curve has points");
    assert_near(f64::from(point[0]), f64::from(x), 1e-3, "the curve has this point");
    f64::from(point[1])
}

#[test]
fn the_window_is_what_a_pair_of_real_spikes_does() {
    let rules = "triplet_stdp: (growth: 0.003, depression: 0.13, postsynaptic_tau: ms(30.0))";
    for lag in [-60.0, -7.0, 9.0, 40.0] {
        let mut simulation = two_cells(rules, &[500.0 - DELAY_MS], &[500.0 + lag]);
        run(&mut simulation, 400.0);
        let drawn = curves(&simulation);
        assert_near(f64::from(drawn.gate), f64::from(GATE), 1e-6, "gate");
        let expected = f64::from(drawn.gate) * at(&drawn.lone_pairs, lag as f32);
        run(&mut simulation, 300.0);
        // The rate detector forgets a little until the spikes, and gains 0.05 Hz by one that comes first.
        assert_close(weight(&simulation) - START, expected, 0.04, &format!("pair at {lag} ms"));
    }
}

#[test]
fn windows_of_all_timing_rules_are_what_the_last_pair_of_a_real_train_does() {
    let rules = [
        "triplet_stdp: (growth: 0.0, metaplasticity: (0.8, 0.8))",
        "pair_stdp: (potentiation: 0.1, depression: 0.12, depression_tau: ms(30.0))",
        "pair_stdp: (potentiation: 0.1, depression: 0.12, depression_tau: ms(30.0), interaction: NearestSpike)",
        "full_triplet_stdp: VisualCortexFull",
    ];
    let train = |offset: f64| -> Vec<f64> { (0..40).map(|k| 100.0 + 50.0 * f64::from(k) + offset).collect() };
    for rules in rules {
        for lag in [-10.0, -3.0, 10.0, 20.0] {
            let mut simulation = two_cells(rules, &train(-DELAY_MS), &train(lag));
            run(&mut simulation, 2_050.0 - 27.0);
            let before = weight(&simulation);
            run(&mut simulation, 100.0);
            let drawn = curves(&simulation);
            let expected = f64::from(drawn.gate) * at(&drawn.fast_pairs, lag as f32);
            let change = weight(&simulation) - before;
            // Weights near 10 have steps of 1e-6.
            assert_near(change, expected, 1e-3 * expected.abs() + 3e-6, &format!("{rules}, pairs at {lag} ms"));
        }
    }
}

#[test]
fn the_threshold_rule_is_the_closed_form_of_zenke_and_slides_with_activity() {
    // Zenke et al. 2015: for Poisson trains ⟨dw/dt⟩ = P₊ τ₊ τ_z x y² - P₋ τ₋ M x y, so the crossover is at P₋ τ₋ M / (P₊ τ₊ τ_z).
    let rule = TripletStdp(TripletStdpFile { growth: 0.0, ..TripletStdpFile::default() });
    let standing = |rate_hz: f32| Standing { rate_hz, depression: 1.0 };
    for (rate, m) in [(4.0_f32, 1.0_f32), (15.0, 2.0), (1.0, 0.5)] {
        let crossover = crossover_hz(&rule, standing(rate), 40.0).expect("there is a crossover");
        assert_close(f64::from(crossover), f64::from(10.0 * m), 1e-4, &format!("crossover after {rate} Hz"));
        for y in [3.0_f32, 12.0, 30.0] {
            let expected = 0.1 * 0.02 * 0.1 * PRESYNAPTIC_HZ * y * y - 0.1 * 0.02 * m * PRESYNAPTIC_HZ * y;
            let change = rate_change(&rule, standing(rate), PRESYNAPTIC_HZ, y);
            assert_close(f64::from(change), f64::from(expected), 1e-4, &format!("{y} Hz after {rate} Hz"));
        }
    }
    let strong = TripletStdp(TripletStdpFile { depression: 10.0, ..rule.0 });
    assert_eq!(crossover_hz(&strong, standing(4.0), 40.0), None);
    // Spikes of one step do not see each other, so a coincident pair is no pair.
    assert_near(f64::from(pair_change(&rule, standing(4.0), 0.0, 1, 20.0)), 0.0, 1e-6, "coincidence");
}

#[test]
fn curves_follow_modulators_switch_parameters_and_selection() {
    let mut simulation = Simulation::new(&shipped("learn_sleep_remember"), 1);
    let before = curves(&simulation);
    assert!(before.enabled && before.gate < 0.1, "{}", before.gate);
    simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level: 1.0 });
    assert!(curves(&simulation).gate > 0.75);
    let set =
        |value| SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter: "depression".to_owned(), value };
    simulation.apply(set(0.2));
    let now = curves(&simulation);
    // Twice the depression, and the same growth.
    let growth = 0.004;
    assert_close(
        at(&now.lone_pairs, -10.0) - growth,
        2.0 * (at(&before.lone_pairs, -10.0) - growth),
        1e-4,
        "depression",
    );
    simulation.apply(SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: false });
    assert_eq!((curves(&simulation).gate, curves(&simulation).enabled), (0.0, false));
    assert_eq!(plasticity_curves(simulation.world(), Some(5)).unwrap().neuron, Some(5));
    // Neuron 900 is inhibitory: no synapse of the rule ends there.
    assert_eq!(plasticity_curves(simulation.world(), Some(900)).unwrap().neuron, None);
    assert_eq!(plasticity_curves(Simulation::new(&shipped("wake"), 1).world(), None), None);
}

#[test]
fn a_sample_carries_parameters_and_curves_and_looking_changes_nothing() {
    let mut watched = Simulation::new(&shipped("learn_sleep_remember"), 2);
    let mut alone = Simulation::new(&shipped("learn_sleep_remember"), 2);
    let mut sampler = Sampler::new(&watched);
    sampler.select(Some(3));
    for _ in 0..200 {
        watched.step(1);
        sampler.observe(&watched);
    }
    alone.step(200);
    let sample = sampler.take(&watched);
    assert_eq!(sample.parameters.len(), sampler.info().parameters.len());
    assert!(sample.parameters.len() > 20 && sample.parameters.iter().all(|reading| !reading.moved));
    assert_eq!(sample.curves.as_ref().and_then(|curves| curves.neuron), Some(3));
    assert_eq!(watched.state_hash(), alone.state_hash());
}

/// Two projections with the same rule and their own rates.
fn two_projections() -> Simulation {
    let projection = |name: &str, rate: f32| {
        format!(
            "(name: \"{name}\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: Excitatory(slow_fraction: 0.0),
              conductance: nS(0.1), delay: Constant(ms(1.0)), triplet_stdp: (rate: {rate:?}))"
        )
    };
    Simulation::new(
        &scene(
            0.5,
            &format!(
                "populations: [(name: \"E\", count: 3, neuron: ({STILL}))], projections: [{}, {}]",
                projection("a", 0.5),
                projection("b", 2.0)
            ),
        ),
        1,
    )
}

#[test]
fn a_moved_parameter_returns_to_each_projections_own_value_without_a_trace() {
    let rates = |simulation: &Simulation| -> Vec<f32> {
        let mut query = simulation.world().try_query::<&TripletStdp>().expect("the scene has the rule");
        let mut rates: Vec<f32> = query.iter(simulation.world()).map(|rule| rule.0.rate).collect();
        rates.sort_by(f32::total_cmp);
        rates
    };
    let reading = |simulation: &Simulation| {
        let parameters = simulation.tuned_parameters(Rule::TripletStdp);
        let rate = parameters.iter().find(|parameter| parameter.facts.name == "rate").expect("the rule has a rate");
        (rate.varies, rate.moved)
    };
    let mut simulation = two_projections();
    let untouched = simulation.state_hash();
    assert_eq!((rates(&simulation), reading(&simulation)), (vec![0.5, 2.0], (true, false)));
    for value in [7.0, 0.5] {
        let parameter = "rate".to_owned();
        simulation.apply(SimulationCommand::SetParameter { rule: Rule::TripletStdp, parameter, value });
        // 0.5 is the first projection's own rate, but not the second's.
        assert_eq!((rates(&simulation), reading(&simulation)), (vec![value; 2], (false, true)));
        assert_ne!(simulation.state_hash(), untouched);
    }
    let reset = SimulationCommand::ResetParameter { rule: Rule::TripletStdp, parameter: "rate".to_owned() };
    simulation.apply(reset.clone());
    assert_eq!((rates(&simulation), reading(&simulation)), (vec![0.5, 2.0], (true, false)));
    assert_eq!(simulation.state_hash(), untouched);
    simulation.apply(reset);
    assert_eq!(simulation.state_hash(), untouched);
    let replayed = Simulation::replay(simulation.scene().clone(), 1, simulation.log(), simulation.steps()).unwrap();
    assert_eq!(replayed.state_hash(), untouched);
}
