//! Sliding thresholds: the BCM rule against its equation, and the metaplasticity of the gated triplet rule, measured by driving.

use crate::pairing::{EXCITATORY, drift, poisson_pairs, weights};
use crate::rig::{STILL, assert_close, assert_near, rates, run, scene};
use rheobase::modulation::BrainState;
use rheobase::plasticity::synaptic::{BcmTraces, SpikeTraces};
use rheobase::simulation::{Simulation, SimulationCommand};

/// Mean threshold of the postsynaptic neurons (Hz), for a target rate of 10 Hz.
fn threshold(simulation: &Simulation) -> f64 {
    let world = simulation.world();
    let mut query = world.try_query::<&BcmTraces>().expect("the rule is in the scene");
    let thresholds = &query.iter(world).next().expect("it has traces").threshold;
    10.0 * thresholds.iter().map(|&value| f64::from(value)).sum::<f64>() / thresholds.len() as f64
}

#[test]
fn weights_follow_the_bcm_equation_at_a_held_threshold() {
    // A threshold that hardly moves stays at the target of 10 Hz: dw/dt = η x y (y - θ) / y0². The detector of y, with the time
    // constant τ, adds its variance y / 2τ to y².
    let rule = "bcm: (rate: 0.01, target_rate: Hz(10.0), rate_tau: s(1.0), threshold_tau: s(10000.0))";
    let mut last = f64::NEG_INFINITY;
    for post_hz in [3.0, 6.0, 10.0, 20.0] {
        // The detector starts at the target: 1 s of settling is short of its memory, so the run begins with its own 1 s and what
        // is left of the start is subtracted by beginning later.
        let mut simulation = Simulation::new(&poisson_pairs(1000, EXCITATORY, rule, 20.0, post_hz), 5);
        run(&mut simulation, 6000.0);
        let before = weights(&simulation);
        let n = before.len();
        let fired = rates(&mut simulation, 2 * n, 10.0);
        let drifts: Vec<f64> =
            weights(&simulation).iter().zip(&before).map(|(w, before)| (w - before) / 10.0).collect();
        let mean = drifts.iter().sum::<f64>() / n as f64;
        let error = (drifts.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / ((n - 1) * n) as f64).sqrt();
        let rate = |of: &[f64]| of.iter().sum::<f64>() / n as f64;
        let (x, y) = (rate(&fired[..n]), rate(&fired[n..]));
        let expected = 0.01 * x * (y * y + y / 2.0 - 10.0 * y) / 100.0;
        println!("{y:.2} Hz: {mean:.5} +- {error:.5}, expected {expected:.5}");
        assert_near(mean, expected, 5.0 * error + 0.03 * 0.01 * x * y * (y + 10.0) / 100.0, &format!("{y} Hz"));
        if post_hz > 6.0 {
            assert!(mean > last, "grows with the receiver's rate above half the threshold");
        }
        last = mean;
    }
}

#[test]
fn the_bcm_threshold_slides_to_the_mean_square_rate() {
    let rule = "bcm: (target_rate: Hz(10.0), rate_tau: s(1.0), threshold_tau: s(5.0))";
    for post_hz in [3.0, 15.0] {
        let mut simulation = Simulation::new(&poisson_pairs(500, EXCITATORY, rule, 5.0, post_hz), 5);
        assert_close(threshold(&simulation), 10.0, 1e-5, "at the start");
        run(&mut simulation, 30_000.0);
        let y = rates(&mut simulation, 1000, 5.0)[500..].iter().sum::<f64>() / 500.0;
        let expected = (y * y + y / 2.0) / 10.0;
        assert_close(threshold(&simulation), expected, 0.05, &format!("θ = <y²> / y0 at {y} Hz"));
    }
    // With a receiver above the target the same input that would potentiate depresses in the end, and the reverse.
    let drift_after = |post_hz: f64| {
        let rule = "bcm: (rate: 0.01, target_rate: Hz(10.0), threshold_tau: s(2.0))";
        drift(&poisson_pairs(500, EXCITATORY, rule, 20.0, post_hz), 20.0).0
    };
    assert!(drift_after(20.0) < 0.0 && drift_after(5.0) > 0.0);
}

/// Mean of M = clip((ν / 4 Hz)², 0.5, 2) over the receivers.
fn metaplasticity(simulation: &Simulation) -> f64 {
    let world = simulation.world();
    let mut query = world.try_query::<&SpikeTraces>().expect("the rule is in the scene");
    let rates = &query.iter(world).next().expect("it has traces").rate;
    rates.iter().map(|&rate| (f64::from(rate) / 4.0).powi(2).clamp(0.5, 2.0)).sum::<f64>() / rates.len() as f64
}

/// Receiver's rate (Hz) at which the gated triplet rule turns from depression to potentiation, after 50 s of priming at a rate,
/// measured by driving pairs for 2 s with the gate open. The priming is sleep with a closed gate.
/// Also the mean M of the receivers at that rate, from their rate detectors at the begin and the end of the measurement.
fn crossover(priming_hz: f64, tests: &[f64]) -> (f64, f64) {
    let relay = format!(
        "{STILL}, ampa_tau: ms(0.5), refractory: ms(2.5), threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0"
    );
    let levels = |gate: f64| {
        format!(
            "(acetylcholine: 1.0, dopamine: 0.2, serotonin: 0.5, noradrenaline: 0.6, gate: {gate:?}, depression: 1.0)"
        )
    };
    let count = 600;
    let mut points = Vec::new();
    for &test in tests {
        let scene = scene(
            0.5,
            &format!(
                "populations: [(name: \"pre\", count: {count}, neuron: ({relay})),
                               (name: \"post\", count: {count}, neuron: ({relay}))],
                 projections: [(name: \"s\", from: \"pre\", to: \"post\", wiring: OneToOne, receptor: {EXCITATORY},
                    conductance: nS(0.0), weight: Constant(100.0), delay: Constant(ms(2.0)), maximum_weight: 1000.0,
                    triplet_stdp: (growth: 0.0))],
                 inputs: [Poisson(to: \"pre\", rate: kHz(0.02), nrem_rate: kHz(0.0), conductance: nS(200.0)),
                          Poisson(to: \"post\", rate: kHz({:?}), nrem_rate: kHz({:?}), conductance: nS(200.0))],
                 states: (awake: {}, nrem: {}), state: Nrem, guards: (runaway: Hz(10000.0))",
                test / 1000.0,
                priming_hz / 1000.0,
                levels(1.0),
                levels(0.0),
            ),
        );
        let mut simulation = Simulation::new(&scene, 3);
        run(&mut simulation, 50_000.0);
        assert!(weights(&simulation).iter().all(|&weight| weight == 100.0), "the gate is closed while priming");
        simulation.apply(SimulationCommand::EnterState(BrainState::Awake));
        // Half a second fills the traces of the rule.
        run(&mut simulation, 500.0);
        let (before, m_before) = (weights(&simulation), metaplasticity(&simulation));
        let rate = rates(&mut simulation, 2 * count, 2.0)[count..].iter().sum::<f64>() / count as f64;
        let mean = |weights: &[f64]| weights.iter().sum::<f64>() / count as f64;
        let change = mean(&weights(&simulation)) - mean(&before);
        let m = f64::midpoint(m_before, metaplasticity(&simulation));
        println!("primed at {priming_hz} Hz, tested at {rate:.2} Hz: {change:.4}, M = {m:.3}");
        // P+ τx τz ν_pre ν² - P- M τy ν_pre ν: over ν, a straight line through the crossover.
        points.push((rate, change / rate, m));
    }
    let index =
        points.windows(2).position(|pair| pair[0].1 < 0.0 && pair[1].1 >= 0.0).expect("a crossover in the range");
    let ((low, below, m_low), (high, above, m_high)) = (points[index], points[index + 1]);
    let share = -below / (above - below);
    (low + share * (high - low), m_low + share * (m_high - m_low))
}

#[test]
fn priming_at_15_and_at_1_hz_shifts_the_crossover_in_opposite_directions() {
    // The detector (20 s) reads 14 Hz after priming at 15 Hz, so that M is at its upper bound 2, and 1.2 Hz after priming at 1 Hz,
    // M at its lower bound 0.5. At the reference rate of 4 Hz M begins at 1 and grows while it is tested.
    let (high, m_high) = crossover(15.0, &[14.0, 18.0, 22.0, 26.0]);
    let (reference, m_reference) = crossover(4.0, &[7.0, 10.0, 13.0, 17.0, 21.0]);
    let (low, m_low) = crossover(1.0, &[2.5, 4.0, 6.0, 8.0, 10.0]);
    println!(
        "crossover: {low:.2} Hz (M {m_low:.3}), {reference:.2} Hz (M {m_reference:.3}), {high:.2} Hz (M {m_high:.3})"
    );
    // 10 % is for the refractory time of the relays, which thins a receiver's own earlier spikes by 3 ms of 100 ms, for M that
    // differs between cells, and for the interpolation.
    for (measured, m) in [(low, m_low), (reference, m_reference), (high, m_high)] {
        assert_close(measured, 10.0 * m, 0.1, "crossover at 10 Hz times M");
    }
    assert!(low < 0.75 * reference && high > 1.33 * reference, "shifted in opposite directions");
}
