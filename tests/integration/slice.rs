//! Slice read-outs against analysis and against the single-cell numbers of scene S1 (SCENES S1, MODEL 2.2).
//!
//! With g_L = 10 nS, E_L = -65 mV and a threshold of -50 mV a leaky integrator has the rheobase g_L λ (θ - E_L), the input
//! resistance 1 / (g_L λ) and the latency (C / g_L λ) ln(I / (I - I_rheobase)).

use crate::rig::{assert_close, assert_near, run, shipped, still_cells};
use rheobase::measure::SliceReadout;
use rheobase::simulation::Simulation;

/// A cell with excitability `value`, of which only the given knobs (threshold mV, AHP, leak at e = 1) turn.
fn cell(value: f32, threshold: f32, ahp: f32, leak: f32, fields: &str) -> SliceReadout {
    let neuron =
        format!("excitability_threshold: mV({threshold:?}), excitability_ahp: {ahp:?}, excitability_leak: {leak:?}");
    let fields = format!("timeline: [SetExcitability(population: \"E\", value: {value:?})], {fields}");
    let mut simulation = Simulation::new(&still_cells(0.5, 1, &neuron, &fields), 1);
    run(&mut simulation, 10.0);
    simulation.slice(0).expect("the neuron exists")
}

#[test]
fn each_knob_moves_the_read_outs_that_it_should_and_no_other() {
    let rest = cell(0.0, 2.5, 0.5, 0.2, "");
    assert_near(rest.rheobase_pa.unwrap(), 150.0, 0.2, "rheobase (pA)");
    assert_near(rest.input_resistance_mohm, 100.0, 0.1, "input resistance (MOhm)");
    assert_near(rest.first_spike_latency_ms.unwrap(), 27.7, 0.2, "latency at 200 pA (ms)");

    let threshold = cell(1.0, 2.5, 0.0, 0.0, "");
    assert_near(threshold.rheobase_pa.unwrap(), 125.0, 0.2, "rheobase, threshold");
    assert_near(threshold.input_resistance_mohm, 100.0, 0.1, "input resistance, threshold");
    assert_near(threshold.first_spike_latency_ms.unwrap(), 19.6, 0.2, "latency, threshold");
    assert_near(threshold.post_burst.peak_mv, rest.post_burst.peak_mv, 0.01, "AHP, threshold");

    let ahp = cell(1.0, 0.0, 0.5, 0.0, "");
    assert_near(ahp.rheobase_pa.unwrap(), 150.0, 0.2, "rheobase, AHP");
    assert_near(ahp.input_resistance_mohm, 100.0, 0.1, "input resistance, AHP");
    assert_near(ahp.first_spike_latency_ms.unwrap(), 27.7, 0.2, "latency, AHP");
    assert!(ahp.gain_hz_per_100_pa > rest.gain_hz_per_100_pa, "the f-I curve gets steeper");

    let leak = cell(1.0, 0.0, 0.0, 0.2, "");
    assert_near(leak.rheobase_pa.unwrap(), 120.0, 0.2, "rheobase, leak");
    assert_near(leak.input_resistance_mohm, 125.0, 0.1, "input resistance, leak");
    // C / (g_L λ) ln(I / (I - I_rheobase)) = 25 ms ln(200 / 80).
    assert_near(leak.first_spike_latency_ms.unwrap(), 22.9, 0.2, "latency, leak");
}

#[test]
fn the_post_burst_afterhyperpolarization_is_the_published_one_and_falls_by_the_ahp_knob() {
    // MODEL 2.2: -7.0 mV about 90 ms after the burst began, -0.7 mV a second later; -3.9 and -0.3 mV with half the AHP,
    // -9.4 and -1.0 mV with half as much again.
    let rest = cell(0.0, 0.0, 0.5, 0.0, "").post_burst;
    assert_eq!(rest.spikes, 5);
    assert_close(rest.peak_mv, -7.0, 0.05, "peak (mV)");
    assert_near(rest.peak_ms, 90.0, 10.0, "its time (ms)");
    assert_near(rest.late_mv, -0.7, 0.06, "a second later (mV)");
    let learned = cell(1.0, 0.0, 0.5, 0.0, "").post_burst;
    assert_eq!(learned.spikes, 5);
    assert_close(learned.peak_mv, -3.9, 0.05, "peak at e = 1 (mV)");
    assert_near(learned.late_mv, -0.3, 0.06, "a second later at e = 1 (mV)");
    let change = 100.0 * (learned.peak_mv / rest.peak_mv - 1.0);
    assert!((-50.0..=-40.0).contains(&change), "S1: the AHP falls by 40 to 50 % at e = 1; it fell by {change} %");
    let aged = cell(-1.0, 0.0, 0.5, 0.0, "").post_burst;
    assert_close(aged.peak_mv, -9.4, 0.05, "peak with the AHP of an aged cell (mV)");
    // Asleep the slow AHP is ten times larger.
    let asleep = cell(0.0, 0.0, 0.5, 0.0, "state: Nrem,").post_burst;
    assert_close(asleep.peak_mv, -14.0, 0.05, "peak in NREM sleep (mV)");
}

#[test]
fn the_rate_curve_follows_the_closed_form_where_spikes_leave_nothing_behind() {
    let scene = still_cells(0.5, 1, crate::rig::BARE, "");
    let readout = Simulation::new(&scene, 1).slice(0).expect("the neuron exists");
    for (current, rate) in rheobase::measure::CURVE_CURRENTS.into_iter().zip(readout.rates_hz) {
        let steady = -65.0 + 0.1 * f64::from(current);
        if steady <= -50.0 {
            assert_near(rate, 0.0, 0.0, "rate below the rheobase");
            continue;
        }
        let first = 20.0 * ((steady + 65.0) / (steady + 50.0)).ln();
        let interval = 2.0 + 20.0 * ((steady + 60.0) / (steady + 50.0)).ln();
        // Whole spikes in a second; each may wait for the end of its step.
        let expected = 1.0 + (1000.0 - first) / interval;
        assert!(
            rate <= expected && rate > expected - 1.0 - 0.1 / interval * expected,
            "{current} pA: {rate}, {expected}"
        );
    }
}

#[test]
fn a_cell_that_cannot_fire_or_cannot_stop_says_so() {
    let quiet = still_cells(0.5, 1, "threshold: mV(50.0), leak_conductance: nS(1000.0)", "");
    let readout = Simulation::new(&quiet, 1).slice(0).expect("the neuron exists");
    assert_eq!(readout.first_spike_latency_ms, None);
    assert_eq!(readout.gain_hz_per_100_pa, None);
    assert_close(
        readout.rheobase_pa.expect("115 nA are within reach"),
        115_000.0,
        0.002,
        "rheobase of a huge cell (pA)",
    );
    let restless = still_cells(0.5, 1, "resting_potential: mV(-45.0)", "");
    let readout = Simulation::new(&restless, 1).slice(0).expect("the neuron exists");
    assert_eq!(readout.rheobase_pa, Some(0.0));
    assert!(Simulation::new(&restless, 1).slice(1).is_none(), "there is no second neuron");
}

#[test]
fn looking_into_a_neuron_does_not_change_the_run() {
    let scene = shipped("learn_sleep_remember");
    let mut simulation = Simulation::new(&scene, 3);
    let mut plain = Simulation::new(&scene, 3);
    for neuron in [0, 7, 900] {
        run(&mut simulation, 50.0);
        run(&mut plain, 50.0);
        let readout = simulation.slice(neuron).expect("the neuron exists");
        assert!(readout.rheobase_pa.is_some_and(|rheobase| rheobase > 0.0), "{readout:?}");
        assert_eq!(readout, simulation.slice(neuron).expect("the neuron exists"), "the same again");
    }
    assert_eq!(simulation.state_hash(), plain.state_hash());
}
