//! Options of learned excitability (MODEL 2.4 and 2.8): what closes the window, what makes e negative, growth that comes late,
//! and the order of spikes. Each against its closed form.

use crate::rig::{STILL, assert_close, assert_near, fire, run, scene};
use rheobase::model::{FastExcitability, LearningTag, SlowExcitability, TagAge, Weight};
use rheobase::modulation::Modulator;
use rheobase::plasticity::intrinsic::{IntrinsicPlasticity, NEVER_TAGGED};
use rheobase::scene::file::{IntrinsicPlasticityFile, WindowClosingFile};
use rheobase::simulation::{Simulation, SimulationCommand};

/// A silent cell (0) and one that fires at 40 Hz until `stop` ms (1), with options of the rule.
fn cells(rule: &str, stop: u32, timeline: &str) -> String {
    let times: Vec<f64> = (0..stop / 25).map(|k| 25.0 * f64::from(k)).collect();
    let input = if times.is_empty() { String::new() } else { fire("E", 1, &times) };
    format!(
        "populations: [(name: \"E\", count: 2, neuron: ({STILL}), intrinsic_plasticity: ({rule}))],
         inputs: [{input}], timeline: [{timeline}]"
    )
}

fn start(rule: &str, stop: u32, timeline: &str) -> Simulation {
    Simulation::new(&scene(0.5, &cells(rule, stop, timeline)), 1)
}

fn slow(simulation: &Simulation, neuron: u32) -> f64 {
    f64::from(simulation.neuron::<SlowExcitability>(neuron).expect("the neuron exists").0)
}

fn fast(simulation: &Simulation, neuron: u32) -> f64 {
    f64::from(simulation.neuron::<FastExcitability>(neuron).expect("the neuron exists").0)
}

/// e_s of a cell that was tagged at 0 h with 0.6, when windows close, after some biological hours.
fn closing(hours: f64) -> f64 {
    // From 12 to 24 h: de/dt = -e/12 + (-0.2 - e)/2.
    let (rate, aim) = (1.0 / 12.0 + 0.5, -0.1 / (1.0 / 12.0 + 0.5));
    let before = 0.6 * (-hours.min(12.0) / 12.0).exp();
    let within = aim + (before - aim) * (-rate * (hours - 12.0).clamp(0.0, 12.0)).exp();
    within * (-(hours - 24.0).max(0.0) / 12.0).exp()
}

#[test]
fn the_window_closes_twelve_hours_after_the_tag() {
    // An hour a second.
    let mut simulation =
        start("fast_rate: 0.0, slow_rate: 0.0, closing: Some(())", 0, "Wait(duration: s(100.0), time_lapse: 3600.0)");
    for neuron in 0..2 {
        simulation.with_column_mut(|column: &mut [SlowExcitability]| column[neuron].0 = 0.6);
    }
    simulation.with_column_mut(|column: &mut [TagAge]| column[0].0 = 0.0);
    for hours in 1..=40 {
        run(&mut simulation, 1000.0);
        assert_near(slow(&simulation, 0), closing(f64::from(hours)), 3e-3, &format!("tagged, {hours} h"));
        assert_near(
            slow(&simulation, 1),
            0.6 * (-f64::from(hours) / 12.0).exp(),
            3e-3,
            &format!("untagged, {hours} h"),
        );
    }
    assert!(closing(20.0) < -0.15 && closing(24.0) < -0.15, "the window is closed");
}

#[test]
fn a_new_tag_opens_the_window_again() {
    let mut simulation =
        start("closing: Some(())", 3000, "Wait(duration: s(3.0)), Wait(duration: s(100.0), time_lapse: 3600.0)");
    run(&mut simulation, 3000.0);
    assert!(simulation.neuron::<LearningTag>(1).expect("neuron 1").0 > 0.5);
    assert!(simulation.neuron::<TagAge>(1).expect("neuron 1").0 < 1e-3, "tagged now");
    assert!(simulation.neuron::<TagAge>(0).expect("neuron 0").0 > 1e6, "never tagged");
    run(&mut simulation, 20_000.0);
    // After the last spike (2.975 s) the trigger stays on until calcium has fallen from 40 to 12 Hz, 0.60 s; from then the tag
    // falls from 2/3 to a half in 2 s ln(4/3) = 0.58 s. From 4.15 s on it ages, an hour a second.
    assert_near(simulation.neuron::<TagAge>(1).expect("neuron 1").0, 23.0 - 4.15, 0.1, "age of the tag (h)");
    assert!(slow(&simulation, 1) < -0.1, "closed: {}", slow(&simulation, 1));
}

#[test]
fn skipped_hours_are_the_same_as_hours_that_are_run() {
    let rule = IntrinsicPlasticity(IntrinsicPlasticityFile {
        closing: Some(WindowClosingFile::default()),
        ..IntrinsicPlasticityFile::default()
    });
    for hours in [0.5_f32, 11.0, 13.0, 20.0, 30.0, 200.0] {
        let skipped = rule.advance_slow(0.6, 0.0, false, hours);
        assert_near(f64::from(skipped), closing(f64::from(hours)), 1e-5, &format!("{hours} h at once"));
        let part = rule.advance_slow(0.6, 0.0, false, 0.3 * hours);
        let whole = rule.advance_slow(part, 0.3 * hours, false, 0.7 * hours);
        assert_near(f64::from(whole), f64::from(skipped), 1e-5, &format!("{hours} h in two parts"));
    }
    let untagged = rule.advance_slow(0.6, NEVER_TAGGED, false, 6.0);
    assert_near(f64::from(untagged), 0.6 * (-0.5_f64).exp(), 1e-5, "a cell that was never tagged only decays");
    // And a whole run, with growth on its way and a silent cell: 15 hours in 15 s, or at once.
    let rule = "closing: Some(()), slow_delay: h(6.0), inactivity: Some((tau: h(600.0)))";
    let mut lapsed = start(rule, 3000, "Wait(duration: s(8.0)), Wait(duration: s(15.0), time_lapse: 3600.0)");
    let mut skipped = start(rule, 3000, "Wait(duration: s(8.0)), Skip(duration: h(15.0)), Wait(duration: s(1.0))");
    run(&mut skipped, 8000.0);
    assert!(slow(&skipped, 1).abs() < 1e-3, "nothing has appeared yet: {}", slow(&skipped, 1));
    run(&mut skipped, 5.0);
    run(&mut lapsed, 23_000.0);
    for neuron in 0..2 {
        // In the run the foot of the trigger, 1 / (1 + exp(6)), adds 0.05 /s over the second in which e_f decays: 0.00012.
        assert_near(fast(&skipped, neuron), fast(&lapsed, neuron), 3e-4, "fast component, skipped against run");
        assert_near(slow(&skipped, neuron), slow(&lapsed, neuron), 2e-3, "slow component, skipped against run");
    }
    assert!(slow(&skipped, 1) < -0.05, "the window is closing: {}", slow(&skipped, 1));
    assert!(slow(&skipped, 0) < -0.005, "and the silent cell loses: {}", slow(&skipped, 0));
}

#[test]
fn a_dopamine_dip_makes_tagged_cells_less_excitable() {
    let mut simulation = start("slow_rate: 0.0, slow_loss_dip: 0.5", 30_000, "");
    run(&mut simulation, 6000.0);
    assert_near(slow(&simulation, 1), 0.0, 1e-6, "no dip, no loss");
    simulation.apply(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level: 0.0 });
    run(&mut simulation, 5000.0);
    // k_d (D0 - D) T (1 + e) with D0 = 0.2 and T = 2/3: 1 + e falls with 0.0667 /s.
    assert_close(1.0 + slow(&simulation, 1), (-5.0 * 0.5 * 0.2 * 2.0 / 3.0_f64).exp(), 0.01, "tagged cell");
    assert_eq!(slow(&simulation, 0), 0.0, "a silent cell is not tagged");
    run(&mut simulation, 14_000.0);
    assert!((-1.0..-0.6).contains(&slow(&simulation, 1)), "bounded: {}", slow(&simulation, 1));
}

#[test]
fn a_cell_that_stays_silent_becomes_less_excitable_within_days() {
    let mut simulation = start(
        "fast_rate: 0.0, slow_rate: 0.0, inactivity: Some((rate: Hz(0.2), tau: h(600.0)))",
        60_000,
        "Wait(duration: s(100.0), time_lapse: 3600.0)",
    );
    run(&mut simulation, 48_000.0);
    // de/dt = -e/12 + (-0.5 - e)/600 over 48 h.
    let (rate, aim) = (1.0_f64 / 12.0 + 1.0 / 600.0, -0.5 / 600.0 / (1.0 / 12.0 + 1.0 / 600.0));
    assert_near(slow(&simulation, 0), aim * (1.0 - (-48.0 * rate).exp()), 2e-4, "the silent cell");
    assert_near(slow(&simulation, 1), 0.0, 1e-4, "the busy cell");
}

#[test]
fn growth_with_a_delay_appears_six_biological_hours_later() {
    // Two seconds of firing now; then an hour a second.
    let waits = "Wait(duration: s(3.0)), Wait(duration: s(100.0), time_lapse: 3600.0)";
    let mut at_once = start("fast_rate: 0.0, slow_rate: 0.01, slow_tau: h(1000.0)", 2000, waits);
    let mut later = start("fast_rate: 0.0, slow_rate: 0.01, slow_tau: h(1000.0), slow_delay: h(6.0)", 2000, waits);
    run(&mut at_once, 3000.0);
    run(&mut later, 3000.0);
    let earned = slow(&at_once, 1);
    // An interneuron's fifth of the rate: 0.01 · 0.2 /s from when calcium has risen past the trigger until it has
    // fallen below it: 0.18 s later than the first spike until 0.6 s later than the last.
    assert!((0.0044..0.0052).contains(&earned), "{earned}");
    assert_near(slow(&later, 1), 0.0, 1e-7, "nothing yet");
    run(&mut later, 5500.0);
    assert_near(slow(&later, 1), 0.0, 1e-5, "nothing after five and a half hours");
    run(&mut later, 600.0);
    assert_close(slow(&later, 1), earned, 0.02, "all of it after six");
}

#[test]
fn the_order_of_spikes_moves_fast_excitability_both_ways() {
    // The sender's spike arrives a millisecond after it fires.
    let pairing = |pre: f64, post: f64| {
        let fields = format!(
            "populations: [(name: \"A\", count: 1, neuron: ({STILL})),
               (name: \"E\", count: 1, neuron: ({STILL}), intrinsic_plasticity: (fast_rate: 0.0, slow_rate: 0.0))],
             projections: [(name: \"P\", from: \"A\", to: \"E\", wiring: AllToAll, receptor: Excitatory(slow_fraction: 0.0),
               conductance: nS(0.0), delay: Constant(ms(1.0)), timing_excitability: (rate: 0.01))],
             inputs: [{}{}]",
            fire("A", 0, &[pre]),
            fire("E", 0, &[post])
        );
        let mut simulation = Simulation::new(&scene(0.5, &fields), 1);
        run(&mut simulation, 200.0);
        fast(&simulation, 1)
    };
    for gap in [2.0, 10.0, 20.0, 40.0] {
        let expected = 0.01 * (-gap / 20.0_f64).exp();
        assert_close(pairing(50.0, 51.0 + gap), expected, 0.01, &format!("input {gap} ms before the spike"));
        assert_close(-pairing(50.0, 51.0 - gap), expected, 0.01, &format!("input {gap} ms after the spike"));
    }
    assert_near(pairing(50.0, 51.0), 0.0, 1e-9, "in the same step");
}

#[test]
fn excitability_lowers_the_threshold_of_potentiation_where_it_is_coupled() {
    // Depression alone: a spike arrives 10 ms after its receiver fired. M is clipped to 0.5 at the start.
    let depression = |coupling: f32, excitability: f32| {
        let fields = format!(
            "populations: [(name: \"A\", count: 1, neuron: ({STILL})),
               (name: \"E\", count: 1, neuron: ({STILL}), intrinsic_plasticity: (fast_rate: 0.0, slow_rate: 0.0,
                 slow_tau: h(1000.0), potentiation_coupling: {coupling:?}))],
             projections: [(name: \"P\", from: \"A\", to: \"E\", wiring: AllToAll, receptor: Excitatory(slow_fraction: 0.0),
               conductance: nS(0.0), delay: Constant(ms(1.0)),
               triplet_stdp: (rate: 10.0, potentiation: 0.0, growth: 0.0))],
             inputs: [{}{}],
             timeline: [SetExcitability(population: \"E\", value: {excitability:?})]",
            fire("A", 0, &[59.0]),
            fire("E", 0, &[50.0])
        );
        let mut simulation = Simulation::new(&scene(0.5, &fields), 1);
        run(&mut simulation, 100.0);
        1.0 - simulation.with_column(|weight: &[Weight]| f64::from(weight[0].0))
    };
    let reference = depression(0.0, 0.0);
    assert!(reference > 1e-3, "{reference}");
    assert_close(depression(0.0, 1.0), reference, 1e-4, "without the coupling excitability does not matter");
    assert_close(depression(0.3, 0.0), reference, 1e-4, "without excitability the coupling does not matter");
    assert_close(depression(0.3, 1.0), 0.7 * reference, 2e-3, "M (1 - 0.3 e) at e = 1");
    assert_close(depression(0.3, -1.0), 1.3 * reference, 2e-3, "M (1 - 0.3 e) at e = -1");
}
