//! Guards stop a run that went wrong, with a reason; and no position of a control can harm one.

use crate::rig::scene;
use rheobase::model::{MembranePotential, SlowExcitability, Threshold, Weight};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::plasticity::Rule;
use rheobase::simulation::{LoggedCommand, Simulation, SimulationCommand as Command};
use std::sync::Arc;

#[test]
fn runaway_activity_stops_the_run_with_its_rate_and_time_and_resume_goes_on() {
    let scene = scene(
        0.5,
        "populations: [(name: \"E\", count: 50)], guards: (runaway: Hz(30.0)),
         inputs: [Poisson(to: \"E\", rate: kHz(5.0), conductance: nS(3.0))]",
    );
    let mut simulation = Simulation::new(&scene, 1);
    let done = simulation.step(100_000);
    let stop = simulation.stop().expect("the guard stops the run");
    assert_eq!(done, 2000, "the rate of the first second is judged at its end");
    assert!((stop.time_s - 1.0).abs() < 1e-9, "{stop:?}");
    let rate = simulation.spike_count() as f64 / 50.0;
    assert!(rate > 30.0);
    // Nothing is connected here: no excitation has outgrown an inhibition.
    let reason = stop.reason.to_string();
    assert!(reason.starts_with("High rate") && reason.contains(&format!("{rate:.0}")), "{reason}");
    assert!(reason.contains("the input") && !reason.contains("outgrown"), "{reason}");
    assert!(reason.contains("limit 30"), "{reason}");
    // Its state is kept, and nothing moves until someone says so.
    let hash = simulation.state_hash();
    assert_eq!(simulation.step(10), 0);
    assert_eq!(simulation.state_hash(), hash);
    simulation.apply(Command::Resume);
    assert_eq!(simulation.stop(), None);
    assert_eq!(simulation.step(10_000), 2000, "and it stops again a second later");
    assert!((simulation.stop().expect("again").time_s - 2.0).abs() < 1e-9);
}

#[test]
fn silence_stops_the_run_where_a_scene_asks_for_it() {
    let fields = "populations: [(name: \"E\", count: 5, neuron: (noise_sd: mV(0.0)))],
         inputs: [SpikeTimes(to: \"E\", neurons: Neurons([0]), times: [ms(100.0)], effect: Fire)]";
    let mut simulation = Simulation::new(&scene(0.5, &format!("{fields}, guards: (silence: s(0.5))")), 1);
    simulation.step(10_000);
    let stop = simulation.stop().expect("the guard stops the run");
    assert!((0.59..0.63).contains(&stop.time_s), "{stop:?}");
    let reason = stop.reason.to_string();
    assert!(reason.contains("Silence") && reason.contains("0.5 s"), "{reason}");
    simulation.apply(Command::Resume);
    assert!(simulation.step(10_000) >= 1000, "silence is measured afresh");
    // Without a limit silence is no fault.
    let mut simulation = Simulation::new(&scene(0.5, fields), 1);
    assert_eq!(simulation.step(10_000), 10_000);
}

#[test]
fn a_potential_that_is_not_a_number_stops_the_run_and_names_its_neuron() {
    let mut simulation = Simulation::new(&scene(0.5, "populations: [(name: \"E\", count: 10)]"), 1);
    simulation.step(10);
    simulation.with_column_mut(|column: &mut [MembranePotential]| column[7].0 = f32::NAN);
    simulation.step(1000);
    let stop = simulation.stop().expect("the guard stops the run");
    assert!(stop.reason.to_string().contains("#7"), "{}", stop.reason);
    assert!(stop.time_s <= 0.03, "{stop:?}");
}

/// A small network with the rules of the default scene, and two patterns.
const NETWORK: &str = "
    populations: [(name: \"E\", count: 100, intrinsic_plasticity: ()),
                  (name: \"I\", count: 25, kind: Inhibitory, neuron: (threshold_jump: mV(0.0), medium_ahp: 0.0, slow_ahp: 0.0))],
    projections: [
        (name: \"EE\", from: \"E\", to: \"E\", wiring: FixedInDegree(40), receptor: Excitatory(slow_fraction: 0.7),
         conductance: nS(9.6), delay: Uniform(ms(1.0), ms(4.5)), acetylcholine_suppression: 0.5,
         triplet_stdp: (), heterosynaptic_pull: (), incoming_cap: (), consolidation: (double_well: 4.0)),
        (name: \"EI\", from: \"E\", to: \"I\", wiring: FixedInDegree(40), receptor: Excitatory(slow_fraction: 0.2),
         conductance: nS(8.0), delay: Uniform(ms(1.0), ms(4.5))),
        (name: \"IE\", from: \"I\", to: \"E\", wiring: FixedInDegree(10), receptor: Inhibitory, conductance: nS(12.0),
         delay: Uniform(ms(1.0), ms(2.0)), inhibitory_plasticity: (rate: 0.01)),
        (name: \"II\", from: \"I\", to: \"I\", wiring: FixedInDegree(10), receptor: Inhibitory, conductance: nS(12.0),
         delay: Uniform(ms(1.0), ms(2.0)))],
    inputs: [Poisson(to: \"E\", rate: kHz(1.0), conductance: nS(1.5), nrem_rate: kHz(0.6)),
             Poisson(to: \"I\", rate: kHz(1.0), conductance: nS(1.5), nrem_rate: kHz(0.5))],
    patterns: (names: [\"A\", \"B\"], to: \"E\", contact_sigma: 1.5, feedforward: (to: \"I\", rate: kHz(1.4)))";

fn assert_finite(simulation: &Simulation, case: &str) {
    let finite = simulation.with_column(|v: &[MembranePotential]| v.iter().all(|v| v.0.is_finite()))
        && simulation.with_column(|theta: &[Threshold]| theta.iter().all(|theta| theta.0.is_finite()))
        && simulation.with_column(|e: &[SlowExcitability]| e.iter().all(|e| (-1.0..=1.0).contains(&e.0)))
        && simulation.with_column(|weight: &[Weight]| weight.iter().all(|weight| (0.0..=6.0).contains(&weight.0)));
    assert!(finite, "{case}");
}

#[test]
fn every_combination_of_extremes_leaves_the_network_finite() {
    for dt in [0.5, 1.0] {
        let scene = scene(dt, NETWORK);
        for combination in 0..64 * BrainState::ALL.len() as u32 {
            let bit = |index: u32| (combination >> index) & 1 == 1;
            let state = BrainState::ALL[combination as usize / 64];
            let mut simulation = Simulation::new(&scene, u64::from(combination));
            for (index, modulator) in Modulator::ALL.into_iter().enumerate() {
                simulation.apply(Command::SetModulator { modulator, level: if bit(index as u32) { 1.0 } else { 0.0 } });
            }
            simulation.apply(Command::SetInputStrength(if bit(4) { 3.0 } else { 0.0 }));
            simulation.apply(Command::Paint { neurons: (0..125).collect(), value: if bit(5) { 1.0 } else { -1.0 } });
            simulation.apply(Command::EnterState(state));
            simulation.apply(Command::Present { pattern: 0 });
            // Long enough for a runaway to be found, which takes a second.
            let length = scene.steps_in(1.0);
            let mut done = 0;
            while done < length {
                done += simulation.step(length - done);
                if let Some(stop) = simulation.stop() {
                    assert!(stop.reason.to_string().contains("Runaway"), "combination {combination}: {}", stop.reason);
                    simulation.apply(Command::Resume);
                }
            }
            assert_finite(&simulation, &format!("combination {combination:06b} at dt {dt} ms"));
        }
    }
}

#[test]
fn commands_that_cannot_be_done_as_they_stand_are_refused_and_change_nothing() {
    let scene = scene(0.5, NETWORK);
    let mut simulation = Simulation::new(&scene, 3);
    simulation.step(10);
    let before = simulation.state_hash();
    let dopamine = |level: f32| Command::SetModulator { modulator: Modulator::Dopamine, level };
    let paint = |neurons: Vec<u32>, value: f32| Command::Paint { neurons, value };
    let (unit, cells) = ("Allowed: 0 to 1.", "They are numbered 0 to 124.");
    for (command, why) in [
        (dopamine(7.0), format!("SetModulator: 7 is outside the allowed range.\n    {unit}")),
        (dopamine(f32::NAN), format!("SetModulator: NaN is outside the allowed range.\n    {unit}")),
        (dopamine(f32::NEG_INFINITY), format!("SetModulator: -inf is outside the allowed range.\n    {unit}")),
        (
            Command::SetInputStrength(3.1),
            "SetInputStrength: 3.1 is outside the allowed range.\n    Allowed: 0 to 3.".to_owned(),
        ),
        (
            Command::Reward { size: -11.0 },
            "Reward: -11 is outside the allowed range.\n    Allowed: -10 to 10.".to_owned(),
        ),
        (paint(vec![0, 125], 0.5), format!("Paint: there is no neuron 125.\n    {cells}")),
        (paint(vec![0], 1.5), "Paint: 1.5 is outside the allowed range.\n    Allowed: -1 to 1.".to_owned()),
        (Command::Present { pattern: 2 }, "Present: there is no pattern 2.\n    They are 0 to 1.".to_owned()),
        (Command::Cue { pattern: 1, fraction: 9.0 }, format!("Cue: 9 is outside the allowed range.\n    {unit}")),
        (
            Command::SetRule { rule: Rule::CalciumStdp, enabled: true },
            "SetRule: the scene has no calcium_stdp.\n    Add the rule to a projection or population.".to_owned(),
        ),
    ] {
        let refused = simulation.obey(command.clone()).expect_err("it is refused").to_string();
        assert_eq!(refused, why, "{command:?}");
    }
    assert_eq!(simulation.state_hash(), before);
    assert!(simulation.log().is_empty());
    let log = [LoggedCommand { step: 5, command: Command::Present { pattern: 9 } }];
    assert!(Simulation::replay(Arc::new(scene), 3, &log, 10).is_err(), "a log of another scene");
}
