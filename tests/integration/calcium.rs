//! Calcium-based plasticity against its closed form and its published curve (Graupner & Brunel 2012, figure 2, "DP").

use crate::rig::{assert_near, fire, parse};
use rheobase::model::Weight;
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

/// Numbers of the set DP.
const TAU_CALCIUM: f64 = 20.0;
const PRE: f64 = 1.0;
const POST: f64 = 2.0;
const DEPRESSED_ABOVE: f64 = 1.0;
const POTENTIATED_ABOVE: f64 = 1.3;
const DEPRESSION: f64 = 200.0;
const POTENTIATION: f64 = 321.808;
const TAU: f64 = 150_000.0;
const DELAY: f64 = 13.7;

/// Efficacy after pairs at 1 Hz that begin at some efficacy; `lag` is the postsynaptic spike's time minus the arrival of the
/// presynaptic one (ms). From spike to spike, in double precision and without noise; the drift once a pair.
fn efficacy_after(pairs: usize, lag: f64, start: f64) -> f64 {
    let interval = 1000.0;
    let mut events: Vec<(f64, f64)> = (0..pairs)
        .flat_map(|pair| {
            let time = interval * pair as f64;
            [(time + DELAY, PRE), (time + lag, POST)]
        })
        .collect();
    events.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut rho, mut calcium, mut now) = (start, 0.0_f64, events[0].0);
    events.push((events[events.len() - 1].0 + interval, 0.0));
    let mut drifted = 0.0;
    for (time, inflow) in events {
        let span = time - now;
        let above = |threshold: f64| {
            if calcium > threshold { (TAU_CALCIUM * (calcium / threshold).ln()).min(span) } else { 0.0 }
        };
        let (depressed, potentiated) = (above(DEPRESSED_ABOVE), above(POTENTIATED_ABOVE));
        let aim = POTENTIATION / (POTENTIATION + DEPRESSION);
        rho = aim + (rho - aim) * (-(POTENTIATION + DEPRESSION) * potentiated / TAU).exp();
        rho *= (-DEPRESSION * (depressed - potentiated) / TAU).exp();
        calcium = calcium * (-span / TAU_CALCIUM).exp() + inflow;
        now = time;
        drifted += span;
        if drifted >= interval {
            rho -= drifted / TAU * rho * (1.0 - rho) * (0.5 - rho);
            drifted = 0.0;
        }
    }
    rho
}

/// Efficacies in the program after pairs at 1 Hz, a synapse a lag (ms, whole tenths), without noise unless `rule` says so.
fn simulated(pairs: usize, lags: &[f64], start: f64, rule: &str) -> Vec<f64> {
    let count = lags.len();
    let mut inputs = String::new();
    for (cell, lag) in lags.iter().enumerate() {
        let times = |offset: f64| (0..pairs).map(|pair| 1000.0 * pair as f64 + offset).collect::<Vec<f64>>();
        // The presynaptic spike arrives 1 ms after it was fired.
        inputs += &fire("pre", cell, &times(200.0));
        inputs += &fire("post", cell, &times(201.0 + lag));
    }
    let still = "neuron: (threshold_sd: mV(0.0), noise_sd: mV(0.0), initial_spread: mV(0.0))";
    let scene = parse(&format!(
        "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.1),
          populations: [(name: \"pre\", count: {count}, {still}), (name: \"post\", count: {count}, {still})],
          projections: [(name: \"p\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: Excitatory(slow_fraction: 0.0),
            conductance: nS(0.0), weight: Constant({}), maximum_weight: 1.0, delay: Constant(ms(1.0)), calcium_stdp: ({rule}))],
          inputs: [{inputs}])",
        0.2 + 0.8 * start
    ));
    let mut simulation = Simulation::new(&scene, 1);
    simulation.step(scene.steps_in(0.2 + pairs as f64));
    // Down is a weight of 0.2, up one of 1.
    simulation
        .with_column(|weights: &[Weight]| weights.iter().map(|weight| (f64::from(weight.0) - 0.2) / 0.8).collect())
}

#[test]
fn efficacy_follows_the_time_that_calcium_spends_above_its_thresholds() {
    let lags = [-90.0, -40.0, -20.0, -10.0, 0.0, 5.0, 10.0, 20.0, 40.0, 90.0];
    let pairs = 20;
    for (lag, efficacy) in lags.into_iter().zip(simulated(pairs, &lags, 0.5, "noise: 0.0")) {
        assert_near(efficacy, efficacy_after(pairs, lag, 0.5), 5e-4, &format!("lag {lag} ms"));
    }
}

#[test]
fn the_curve_of_the_paper_comes_out() {
    // Mean efficacy after sixty pairs at 1 Hz, of synapses that were down and of synapses that were up: 1,000 runs of the authors' own
    // program for figure 2, DP (github.com/mgraupe/CalciumBasedPlasticityModel), each with a standard error of 0.004.
    let published = [(-40.0, 0.4007, 0.5090), (-20.0, 0.3987, 0.4705), (10.0, 0.5457, 0.5609), (40.0, 0.4861, 0.5539)];
    let lags = published.map(|(lag, ..)| lag);
    let (down, up) = (simulated(60, &lags, 0.0, "noise: 0.0"), simulated(60, &lags, 1.0, "noise: 0.0"));
    for (((lag, from_down, from_up), down), up) in published.into_iter().zip(&down).zip(&up) {
        assert_near(*down, from_down, 0.02, &format!("from down, lag {lag} ms"));
        assert_near(*up, from_up, 0.02, &format!("from up, lag {lag} ms"));
    }
    // Receiver before sender depresses, receiver after sender potentiates.
    assert!(0.5 * (down[1] + up[1]) < 0.45 && 0.5 * (down[2] + up[2]) > 0.54);
}

#[test]
fn noise_spreads_synapses_as_the_square_root_of_the_time_above_thresholds() {
    // A postsynaptic spike alone: 13.86 ms above the lower threshold and 8.62 above the upper one.
    let pairs = 10;
    let alone = "presynaptic_calcium: 0.0, depression: 0.0, potentiation: 0.0";
    let efficacies = simulated(pairs, &[0.0; 200], 0.5, alone);
    let above = TAU_CALCIUM * ((POST / DEPRESSED_ABOVE).ln() + (POST / POTENTIATED_ABOVE).ln());
    let expected = 2.8284 * (pairs as f64 * above / TAU).sqrt();
    let mean = efficacies.iter().sum::<f64>() / efficacies.len() as f64;
    let variance = efficacies.iter().map(|rho| (rho - mean).powi(2)).sum::<f64>() / efficacies.len() as f64;
    // Two hundred synapses: standard errors of 5 % of the standard deviation and of 7 % of the mean's.
    assert_near(variance.sqrt() / expected, 1.0, 0.2, "standard deviation over its expectation");
    assert_near(mean, 0.5, 0.3 * expected, "mean");
}

#[test]
fn a_synapse_left_alone_goes_up_or_down_and_a_week_settles_it() {
    let weight_after = |start: f64, skip: &str| {
        let scene = parse(&format!(
            "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5),
              populations: [(name: \"E\", count: 2)],
              projections: [(name: \"p\", from: \"E\", to: \"E\", wiring: List([(0, 1)]), receptor: Excitatory(slow_fraction: 0.0),
                conductance: nS(0.0), weight: Constant({start}), maximum_weight: 1.0, delay: Constant(ms(1.0)),
                calcium_stdp: (tau: s(10.0)))],
              timeline: [{skip} Wait(duration: s(60.0))])"
        ));
        let mut simulation = Simulation::new(&scene, 1);
        simulation.step(scene.steps_in(20.0));
        simulation.with_column(|weights: &[Weight]| f64::from(weights[0].0))
    };
    // Two time constants from 0.7 on, in double precision.
    let expected = (0..20_000).fold(0.7_f64, |rho, _| rho + 1e-4 * rho * (1.0 - rho) * (rho - 0.5));
    assert_near(weight_after(0.2 + 0.8 * 0.7, ""), 0.2 + 0.8 * expected, 1e-3, "two time constants");
    assert_near(weight_after(0.2 + 0.8 * 0.7, "Skip(duration: h(168.0)),"), 1.0, 1e-3, "up after a week");
    assert_near(weight_after(0.2 + 0.8 * 0.3, "Skip(duration: h(168.0)),"), 0.2, 1e-3, "down after a week");
}

#[test]
fn the_scene_that_shows_the_rule_weakens_before_and_strengthens_after() {
    let scene =
        Scene::parse(include_str!("../../scenes/calcium.ron"), "calcium").unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut simulation = Simulation::new(&scene, 1);
    assert_eq!(simulation.step(scene.run_steps()), scene.run_steps());
    let weights =
        simulation.with_column(|weights: &[Weight]| weights.iter().map(|weight| weight.0).collect::<Vec<f32>>());
    let [before_40, before_20, before_10, _, after_5, after_10, after_20, _] = weights[..] else {
        panic!("{weights:?}")
    };
    assert!(before_20 < before_40 && before_20 < 0.6 && before_10 < 0.6, "{weights:?}");
    assert!(after_5 > 0.6 && after_10 > 0.6 && after_20 > 0.6, "{weights:?}");
}
