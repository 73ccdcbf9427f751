//! The membrane against analysis and against the single-cell numbers of the model description (MODEL 2.2, SCENES S1).
//!
//! With g_L = 10 nS and C = 200 pF the resistance is 100 MOhm and the time constant 20 ms; rest is at -65 mV, the threshold at
//! -50 mV, the reset at -60 mV and the refractory time 2 ms.

use crate::rig::{BARE, assert_close, assert_near, potential, run, spike_times, step_current, still_cells};
use rheobase::model::{MediumAhp, SlowAhp};
use rheobase::simulation::Simulation;

const TAU_MS: f64 = 20.0;
const RESISTANCE_GIGAOHM: f64 = 0.1;
const REST_MV: f64 = -65.0;
const THRESHOLD_MV: f64 = -50.0;
const RESET_MV: f64 = -60.0;
const REFRACTORY_MS: f64 = 2.0;
/// Rounding of 32-bit potentials over some thousand steps (mV).
const ROUNDING_MV: f64 = 2e-3;

/// Excitability 1 or -1 from the start, with the given strengths of its three effects.
fn excitable(value: f32, threshold: f32, ahp: f32, leak: f32) -> (String, String) {
    (
        format!("excitability_threshold: mV({threshold:?}), excitability_ahp: {ahp:?}, excitability_leak: {leak:?}"),
        format!("timeline: [SetExcitability(population: \"E\", value: {value:?})],"),
    )
}

#[test]
fn a_current_step_charges_the_membrane_exponentially_at_every_time_step() {
    for dt in [0.05, 0.1, 0.5, 1.0] {
        let inputs = format!("inputs: [{}]", step_current(0, 10.0, 1000.0, 100.0));
        let mut simulation = Simulation::new(&still_cells(dt, 1, "", &inputs), 1);
        run(&mut simulation, 10.0);
        assert_near(potential(&simulation, 0), REST_MV, ROUNDING_MV, "rest");
        for elapsed in 1..=100 {
            run(&mut simulation, 1.0);
            let expected = REST_MV + 100.0 * RESISTANCE_GIGAOHM * (1.0 - (-f64::from(elapsed) / TAU_MS).exp());
            assert_near(potential(&simulation, 0), expected, ROUNDING_MV, &format!("{elapsed} ms at dt {dt} ms"));
        }
    }
}

#[test]
fn the_rate_follows_the_closed_form_of_a_leaky_integrator() {
    let amplitudes: Vec<f32> = (1..=12).map(|k| 150.0 + 25.0 * k as f32).collect();
    let inputs: String = amplitudes.iter().enumerate().map(|(k, &pa)| step_current(k, 0.0, 1e5, pa)).collect();
    for dt in [0.05_f32, 0.5] {
        let scene = still_cells(dt, amplitudes.len(), BARE, &format!("inputs: [{inputs}]"));
        let times = spike_times(&mut Simulation::new(&scene, 1), amplitudes.len(), 1000.0);
        for (times, &amplitude) in times.iter().zip(&amplitudes) {
            let steady = REST_MV + f64::from(amplitude) * RESISTANCE_GIGAOHM;
            let interval = REFRACTORY_MS + TAU_MS * ((steady - RESET_MV) / (steady - THRESHOLD_MV)).ln();
            let measured = (times[times.len() - 1] - times[0]) / (times.len() - 1) as f64;
            // A spike waits for the end of its step.
            let late = measured - interval;
            assert!(late > -1e-3 && late < f64::from(dt) + 1e-3, "{amplitude} pA at dt {dt} ms: {late} ms late");
        }
    }
}

/// The smallest of many currents at which a cell fires, in steps of 0.5 pA.
fn rheobase(neuron: &str, fields: &str) -> f64 {
    let amplitudes: Vec<f32> = (0..120).map(|k| 100.25 + 0.5 * k as f32).collect();
    let inputs: String = amplitudes.iter().enumerate().map(|(k, &pa)| step_current(k, 50.0, 1e5, pa)).collect();
    let scene = still_cells(0.5, amplitudes.len(), neuron, &format!("inputs: [{inputs}], {fields}"));
    let times = spike_times(&mut Simulation::new(&scene, 1), amplitudes.len(), 500.0);
    let first = times.iter().position(|times| !times.is_empty()).expect("the strongest current makes a cell fire");
    assert!(times[first..].iter().all(|times| !times.is_empty()), "a stronger current fires too");
    f64::from(amplitudes[first]) - 0.25
}

#[test]
fn rheobase_falls_with_threshold_and_leak_but_not_with_the_afterhyperpolarization() {
    assert_near(rheobase("", ""), 150.0, 1.0, "rheobase");
    let (neuron, fields) = excitable(1.0, 2.5, 0.0, 0.0);
    assert_near(rheobase(&neuron, &fields), 125.0, 1.0, "rheobase with a threshold 2.5 mV lower");
    let (neuron, fields) = excitable(1.0, 0.0, 0.0, 0.2);
    assert_near(rheobase(&neuron, &fields), 120.0, 1.0, "rheobase with a leak of 0.8");
    let (neuron, fields) = excitable(1.0, 0.0, 0.5, 0.0);
    assert_near(rheobase(&neuron, &fields), 150.0, 1.0, "rheobase with half the AHP");
}

#[test]
fn a_lower_threshold_makes_the_first_spike_come_earlier() {
    let latency = |neuron: &str, fields: &str| {
        let inputs = format!("inputs: [{}], {fields}", step_current(0, 50.0, 1e5, 200.0));
        let scene = still_cells(0.1, 1, neuron, &inputs);
        spike_times(&mut Simulation::new(&scene, 1), 1, 200.0)[0][0] - 50.0
    };
    assert_near(latency("", ""), 27.7, 0.2, "latency at 200 pA");
    let (neuron, fields) = excitable(1.0, 2.5, 0.0, 0.0);
    assert_near(latency(&neuron, &fields), 19.6, 0.2, "latency with a threshold 2.5 mV lower");
}

#[test]
fn input_resistance_grows_as_the_leak_falls() {
    let resistance = |neuron: &str, fields: &str| {
        let inputs = format!("inputs: [{}], {fields}", step_current(0, 0.0, 1e5, -50.0));
        let mut simulation = Simulation::new(&still_cells(0.1, 1, neuron, &inputs), 1);
        run(&mut simulation, 500.0);
        1000.0 * (potential(&simulation, 0) - REST_MV) / -50.0
    };
    assert_close(resistance("", ""), 100.0, 1e-3, "input resistance (MOhm)");
    let (neuron, fields) = excitable(1.0, 0.0, 0.0, 0.2);
    assert_close(resistance(&neuron, &fields), 125.0, 1e-3, "input resistance with a leak of 0.8 (MOhm)");
}

#[test]
fn both_afterhyperpolarizations_decay_with_their_time_constants() {
    let fire = crate::rig::fire("E", 0, &[10.0, 30.0]);
    let mut simulation = Simulation::new(&still_cells(0.1, 1, "", &format!("inputs: [{fire}]")), 1);
    run(&mut simulation, 40.0);
    for elapsed in [0.0, 50.0, 100.0, 400.0] {
        run(&mut simulation, elapsed);
        // A spike happens at the begin of its step, so that a step's decay belongs to it.
        let now = simulation.time_s() * 1000.0;
        let sum = |tau: f64| (-(now - 10.0) / tau).exp() + (-(now - 30.0) / tau).exp();
        let medium = f64::from(simulation.neuron::<MediumAhp>(0).expect("neuron 0").0);
        let slow = f64::from(simulation.neuron::<SlowAhp>(0).expect("neuron 0").0);
        assert_close(medium, sum(100.0), 1e-3, "medium AHP");
        assert_close(slow, sum(600.0), 1e-3, "slow AHP");
    }
}

/// Spikes, largest fall below rest (mV) after a burst of five brief strong currents at 100 Hz, when (ms), and what is left a
/// second later (mV).
fn post_burst(neuron: &str, fields: &str) -> (usize, f64, f64, f64) {
    // The burst begins 10 ms after the start, when excitability has taken effect.
    let burst: String = (1..=5).map(|k| step_current(0, 10.0 * k as f32, 10.0 * k as f32 + 3.0, 2000.0)).collect();
    let scene = still_cells(0.1, 1, neuron, &format!("inputs: [{burst}], {fields}"));
    let mut simulation = Simulation::new(&scene, 1);
    run(&mut simulation, 10.0);
    let mut spikes = 0;
    let (mut deepest, mut when, mut late) = (0.0, 0.0, 0.0);
    for step in 1..=10_500 {
        simulation.step(1);
        spikes += simulation.spikes().len();
        let below = potential(&simulation, 0) - REST_MV;
        if step > 500 && below < deepest {
            (deepest, when) = (below, f64::from(step) * 0.1);
        }
        late = below;
    }
    (spikes, deepest, when, late)
}

#[test]
fn the_post_burst_afterhyperpolarization_is_that_of_the_model_description() {
    for (value, peak, late) in [(0.0, -7.0, -0.68), (1.0, -3.9, -0.34), (-1.0, -9.4, -1.01)] {
        let (neuron, fields) = excitable(value, 0.0, 0.5, 0.0);
        let (spikes, deepest, when, left) = post_burst(&neuron, &fields);
        assert_eq!(spikes, 5);
        assert_close(deepest, peak, 0.1, &format!("post-burst AHP at e = {value}"));
        assert_near(when, 90.0, 10.0, "its time");
        assert_close(left, late, 0.1, "what is left after a second");
    }
    // Asleep, the slow AHP is ten times larger.
    let (_, deepest, _, _) = post_burst("", "state: Nrem,");
    assert_close(deepest, -14.1, 0.1, "post-burst AHP in NREM");
}

#[test]
fn halving_the_afterhyperpolarization_raises_firing_in_the_second_second() {
    // Prototype of the model: 6 to 11, 15 to 24 and 22 to 36 spikes.
    let amplitudes = [200.0, 300.0, 400.0];
    let inputs: String = amplitudes.iter().enumerate().map(|(k, &pa)| step_current(k, 50.0, 1e5, pa)).collect();
    let second = |value: f32| -> Vec<usize> {
        let (neuron, fields) = excitable(value, 0.0, 0.5, 0.0);
        let scene = still_cells(0.1, 3, &neuron, &format!("inputs: [{inputs}], {fields}"));
        let times = spike_times(&mut Simulation::new(&scene, 1), 3, 2050.0);
        times.iter().map(|times| times.iter().filter(|&&time| time >= 1050.0).count()).collect()
    };
    for (measured, expected) in second(0.0).into_iter().zip([6, 15, 22]) {
        assert!(measured.abs_diff(expected) <= 1, "{measured} spikes, {expected} expected");
    }
    for (measured, expected) in second(1.0).into_iter().zip([11, 24, 36]) {
        assert!(measured.abs_diff(expected) <= 1, "{measured} spikes with half the AHP, {expected} expected");
    }
}

#[test]
fn the_time_step_does_not_change_what_a_cell_does() {
    let response = |dt: f32| {
        let inputs = format!("inputs: [{}]", step_current(0, 10.0, 1e5, 300.0));
        let times = spike_times(&mut Simulation::new(&still_cells(dt, 1, "", &inputs), 1), 1, 2000.0);
        (times[0][0], times[0].len())
    };
    let (fine, coarse) = (response(0.05), response(1.0));
    assert_near(coarse.0, fine.0, 1.0, "first spike at dt 1 ms against 0.05 ms");
    assert_close(coarse.1 as f64, fine.1 as f64, 0.05, "spikes at dt 1 ms against 0.05 ms");
}
