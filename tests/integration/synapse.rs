//! Synapses against analysis: the shape of a postsynaptic potential, its charge, its delay, its reversal.

use crate::rig::{STILL, assert_close, assert_near, fire, potential, run, scene, step_current, still_cells};
use rheobase::model::{AmpaConductance, GabaConductance, SlowConductance};
use rheobase::scene::Scene;
use rheobase::simulation::Simulation;

const REST_MV: f64 = -65.0;
const MEMBRANE_TAU_MS: f64 = 20.0;
const CAPACITANCE_PF: f64 = 200.0;

/// Two cells and one synapse from the first ("pre") to the second ("E"); the first fires in the step that begins at 5 ms.
fn pair(dt: f32, projection: &str, fields: &str) -> Scene {
    scene(
        dt,
        &format!(
            "populations: [(name: \"pre\", count: 1, neuron: ({STILL})), (name: \"E\", count: 1, neuron: ({STILL}))],
             projections: [(name: \"s\", from: \"pre\", to: \"E\", wiring: OneToOne, {projection})],
             inputs: [{}], {fields}",
            fire("pre", 0, &[5.0])
        ),
    )
}

#[test]
fn a_small_postsynaptic_potential_is_a_difference_of_two_exponentials() {
    let (q, tau) = (0.1, 5.0);
    // Depolarization at rest by a small conductance q exp(-t/tau): its current charges a leaky membrane.
    let epsp = |t: f64| {
        let factor = q * -REST_MV / CAPACITANCE_PF / (1.0 / tau - 1.0 / MEMBRANE_TAU_MS);
        factor * ((-t / MEMBRANE_TAU_MS).exp() - (-t / tau).exp())
    };
    let peak_time = (MEMBRANE_TAU_MS / tau).ln() * MEMBRANE_TAU_MS * tau / (MEMBRANE_TAU_MS - tau);
    let scene =
        pair(0.05, "receptor: Excitatory(slow_fraction: 0.0), conductance: nS(0.1), delay: Constant(ms(1.0))", "");
    let mut simulation = Simulation::new(&scene, 1);
    // The spike of 5 ms arrives a delay later; what it opens moves the membrane from the end of that step on.
    run(&mut simulation, 5.0 + 0.05 + 1.0);
    let (mut peak, mut when) = (0.0, 0.0);
    for step in 1..=1600 {
        simulation.step(1);
        let (time, depolarization) = (f64::from(step) * 0.05, potential(&simulation, 1) - REST_MV);
        // Tolerance: 2 % of the peak, for the conductance is constant within a step (1 %), small (0.5 %) and 32-bit.
        assert_near(depolarization, epsp(time), 0.02 * epsp(peak_time), &format!("{time} ms after arrival"));
        if depolarization > peak {
            (peak, when) = (depolarization, time);
        }
    }
    assert_close(peak, epsp(peak_time), 0.02, "peak (mV)");
    assert_near(when, peak_time, 0.3, "time of the peak (ms)");
}

#[test]
fn the_slow_part_carries_its_share_of_the_charge() {
    for share in [0.0, 0.2, 0.7, 1.0] {
        let projection =
            format!("receptor: Excitatory(slow_fraction: {share:?}), conductance: nS(2.4), delay: Constant(ms(1.0))");
        let mut simulation = Simulation::new(&pair(0.1, &projection, ""), 1);
        let (mut fast, mut slow) = (0.0, 0.0);
        for _ in 0..10_000 {
            simulation.step(1);
            fast += f64::from(simulation.neuron::<AmpaConductance>(1).expect("neuron 1").0) * 0.1;
            slow += f64::from(simulation.neuron::<SlowConductance>(1).expect("neuron 1").0) * 0.1;
        }
        // Fast alone would carry 2.4 nS · 5 ms; the sum over steps exceeds the integral by half a step.
        assert_near(slow / (fast + slow), share, 0.005, "share of the charge");
        assert_close(fast + slow, 2.4 * 5.0, 0.015, "total charge does not depend on the share");
    }
}

#[test]
fn a_spike_arrives_after_its_delay_and_not_a_step_earlier() {
    for (dt, delay) in [(0.1_f32, 0.1), (0.1, 1.0), (0.5, 4.5), (1.0, 20.0)] {
        let projection =
            format!("receptor: Excitatory(slow_fraction: 0.0), conductance: nS(1.0), delay: Constant(ms({delay:?}))");
        let mut simulation = Simulation::new(&pair(dt, &projection, ""), 1);
        let arrival = (f64::from(delay as f32) / f64::from(dt)).round() as u64;
        let emission = (5.0 / f64::from(dt)).round() as u64 + 1;
        simulation.step(emission);
        assert_eq!(simulation.spikes(), [0]);
        let ampa = |simulation: &Simulation| simulation.neuron::<AmpaConductance>(1).expect("neuron 1").0;
        simulation.step(arrival - 1);
        assert_eq!(ampa(&simulation), 0.0, "dt {dt} ms, delay {delay} ms: too early");
        simulation.step(1);
        assert_near(f64::from(ampa(&simulation)), 1.0, 1e-6, "conductance on arrival (nS)");
    }
}

#[test]
fn uniform_delays_cover_their_range_and_are_those_of_the_presynaptic_neuron() {
    let scene = scene(
        0.5,
        "populations: [(name: \"E\", count: 400)], projections: [
            (name: \"a\", from: \"E\", to: \"E\", wiring: FixedInDegree(4), receptor: Inhibitory, conductance: nS(1.0),
             delay: Uniform(ms(0.75), ms(4.25))),
            (name: \"b\", from: \"E\", to: \"E\", wiring: FixedInDegree(4), receptor: Inhibitory, conductance: nS(1.0),
             delay: Uniform(ms(0.75), ms(4.25)))]",
    );
    let simulation = Simulation::new(&scene, 3);
    let delay = &simulation.resource::<rheobase::model::Connectome>().delay;
    assert_eq!(delay[..400], delay[400..]);
    for steps in 2..=8 {
        let count = delay[..400].iter().filter(|&&delay| delay == steps).count();
        // 400 / 7 expected; five standard deviations of a binomial count are 35.
        assert!(count.abs_diff(57) < 35, "{count} neurons with a delay of {steps} steps");
    }
    assert!(delay.iter().all(|delay| (2..=8).contains(delay)));
}

#[test]
fn inhibition_reverses_at_its_reversal_potential() {
    // Currents that hold the cell above, at and below -80 mV.
    for (amplitude, held, direction) in [(-100.0, -75.0, -1.0), (-150.0, -80.0, 0.0), (-200.0, -85.0, 1.0)] {
        let inputs = format!(
            "inputs: [{} SpikeTimes(to: \"E\", times: [ms(500.0)], effect: Inhibit(nS(2.0)))]",
            step_current(0, 0.0, 1e5, amplitude)
        );
        let mut simulation = Simulation::new(&still_cells(0.1, 1, "", &inputs), 1);
        run(&mut simulation, 500.0);
        assert_near(potential(&simulation, 0), held, 2e-3, "holding potential (mV)");
        run(&mut simulation, 10.0);
        let change = potential(&simulation, 0) - held;
        if direction == 0.0 {
            assert_near(change, 0.0, 2e-3, "change at the reversal potential (mV)");
        } else {
            assert!(change * direction > 0.2, "change {change} mV at {held} mV");
        }
        assert!(simulation.neuron::<GabaConductance>(0).expect("neuron 0").0 > 0.5);
    }
}

#[test]
fn acetylcholine_halves_the_recurrent_synapses_that_a_scene_says() {
    for (state, factor) in [("Awake", 0.5), ("Nrem", 1.0), ("Rem", 0.5)] {
        let projection = "receptor: Excitatory(slow_fraction: 0.0), conductance: nS(2.4), delay: Constant(ms(1.0)), \
                          acetylcholine_suppression: 0.5";
        let mut simulation = Simulation::new(&pair(0.5, projection, &format!("state: {state}")), 1);
        run(&mut simulation, 6.5);
        let ampa = f64::from(simulation.neuron::<AmpaConductance>(1).expect("neuron 1").0);
        assert_close(ampa, 2.4 * factor, 1e-5, state);
    }
}
