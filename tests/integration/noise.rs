//! Voltage noise is what its parameter says: as large on a free membrane as asked, whatever the step, and shunted by conductances.

use crate::rig::{assert_close, run, scene};
use rheobase::model::{GabaConductance, MembranePotential};
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

const CELLS: usize = 200;

/// Cells that never fire, with noise of 3 mV.
fn noisy(dt: f32, capacitance: f32) -> Simulation {
    let fields = format!(
        "populations: [(name: \"E\", count: {CELLS}, neuron: (threshold: mV(50.0), threshold_sd: mV(0.0),
            initial_spread: mV(0.0), noise_sd: mV(3.0), capacitance: pF({capacitance:?}),
            inhibitory_reversal: mV(-65.0)))]"
    );
    Simulation::new(&scene(dt, &fields), 5)
}

/// Standard deviation of the potential, and its correlation over `lag` ms.
fn measure(simulation: &mut Simulation, gaba: f32, lag: f64) -> (f64, f64) {
    let potentials = |simulation: &mut Simulation| {
        simulation.with_column(|v: &[MembranePotential]| v.iter().map(|v| f64::from(v.0) + 65.0).collect::<Vec<_>>())
    };
    let pass = |simulation: &mut Simulation, time: f64| {
        if gaba == 0.0 {
            run(simulation, time);
        } else {
            for _ in 0..simulation.scene().step().steps(time) {
                simulation.with_column_mut(|column: &mut [GabaConductance]| column.fill(GabaConductance(gaba)));
                simulation.step(1);
            }
        }
    };
    pass(simulation, 200.0);
    let (mut square, mut product, mut samples) = (0.0, 0.0, 0.0);
    for _ in 0..200 {
        let before = potentials(simulation);
        pass(simulation, lag);
        let after = potentials(simulation);
        square += after.iter().map(|v| v * v).sum::<f64>();
        product += before.iter().zip(&after).map(|(a, b)| a * b).sum::<f64>();
        samples += CELLS as f64;
        pass(simulation, lag);
    }
    ((square / samples).sqrt(), product / square)
}

#[test]
fn a_free_membrane_has_the_noise_asked_for_and_its_own_time_constant() {
    // 200 pF and 50 pF over 10 nS: 20 ms and 5 ms.
    for (capacitance, tau) in [(200.0, 20.0), (50.0, 5.0)] {
        for dt in [0.1, 1.0] {
            let (sd, correlation) = measure(&mut noisy(dt, capacitance), 0.0, tau);
            assert_close(sd, 3.0, 0.02, &format!("standard deviation (mV) at {tau} ms and dt {dt}"));
            assert_close(correlation, (-1.0_f64).exp(), 0.06, &format!("correlation over {tau} ms at dt {dt}"));
        }
    }
}

#[test]
fn an_open_conductance_shunts_the_noise_by_the_same_factor_at_every_step() {
    for dt in [0.1, 0.5] {
        // The conductance is set anew in each step and decays within it.
        let share = f64::from(dt) / 8.0;
        let open = 40.0 * (1.0 - (-share).exp()) / share;
        let (sd, _) = measure(&mut noisy(dt, 200.0), 40.0, 10.0);
        assert_close(sd, 3.0 * (10.0 / (10.0 + open)).sqrt(), 0.02, &format!("standard deviation (mV) at dt {dt}"));
    }
}

#[test]
fn a_scene_that_asks_for_a_time_constant_of_the_noise_is_told_why_there_is_none() {
    let text = "Scene(version: 1, name: \"t\", summary: \"x.\", dt: ms(0.1),
        populations: [(name: \"E\", count: 1, neuron: (noise_sd: mV(3.0), noise_tau: ms(100.0)))])";
    let faults = Scene::parse(text, "test").expect_err("there is no such parameter");
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].hint.contains("C / g_L") && faults[0].hint.contains("Noise("), "{faults:?}");
}

#[test]
fn a_membrane_too_fast_for_its_noise_is_refused() {
    let text = "Scene(version: 1, name: \"t\", summary: \"x.\", dt: ms(1.0), populations: [(name: \"E\", count: 1,
        neuron: (capacitance: pF(1.0), leak_conductance: nS(200.0), noise_sd: mV(3.0)))])";
    let faults = Scene::parse(text, "test").expect_err("the noise would be lost");
    assert!(faults.len() == 1 && faults[0].what.contains("lose its noise"), "{faults:?}");
    Scene::parse(&text.replace("mV(3.0)", "mV(0.0)"), "test").expect("without noise it is fine");
}
