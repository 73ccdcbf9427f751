//! The same scene, seed and commands give the same bits, however they are run.

use crate::rig::{parse, shipped};
use rheobase::modulation::{BrainState, Modulator};
use rheobase::plasticity::Rule;
use rheobase::scene::file::Variable;
use rheobase::simulation::{LoggedCommand, Sampler, Simulation, SimulationCommand};
use std::sync::Arc;

#[test]
fn the_number_of_steps_a_call_changes_nothing() {
    let scene = shipped("learn_sleep_remember");
    let mut at_once = Simulation::new(&scene, 5);
    at_once.step(5000);
    let mut one_by_one = Simulation::new(&scene, 5);
    for _ in 0..5000 {
        one_by_one.step(1);
    }
    let mut in_tens = Simulation::new(&scene, 5);
    for _ in 0..500 {
        in_tens.step(10);
    }
    assert!(at_once.spike_count() > 100);
    assert_eq!(at_once.state_hash(), one_by_one.state_hash());
    assert_eq!(at_once.state_hash(), in_tens.state_hash());
}

#[test]
fn recording_and_looking_change_nothing() {
    let scene = shipped("learn_sleep_remember");
    let mut plain = Simulation::new(&scene, 6);
    plain.step(5000);
    let mut recorded = Simulation::new(&scene, 6);
    recorded.enable_recording();
    let mut sampler = Sampler::new(&recorded);
    sampler.select(Some(7));
    let (mut spikes, mut seen) = (0, 0);
    let every = Variable::all().chain(Variable::all());
    assert!(Variable::all().len() <= 50);
    for variable in every.take(50) {
        sampler.looking.show(variable, &recorded);
        for _ in 0..100 {
            recorded.step(1);
            sampler.observe(&recorded);
        }
        spikes += recorded.take_spikes().len() as u64;
        drop((recorded.take_records(), recorded.state_hash()));
        sampler.refresh_weights(&recorded);
        let sample = sampler.take(&recorded);
        assert_eq!(sample.shown.map(|shown| (shown.variable, shown.values.len())), Some((variable, 1000)));
        seen += sample.spikes.len() as u64;
    }
    assert_eq!(seen, plain.spike_count(), "and seen once");
    assert_eq!(spikes, plain.spike_count(), "every spike is recorded once");
    assert_eq!(plain.state_hash(), recorded.state_hash());
}

#[test]
fn another_seed_gives_another_run() {
    let scene = shipped("learn_sleep_remember");
    let hash = |seed: u64| {
        let mut simulation = Simulation::new(&scene, seed);
        simulation.step(200);
        simulation.state_hash()
    };
    assert_eq!(hash(1), hash(1));
    assert_ne!(hash(1), hash(2));
}

#[test]
fn scene_seed_and_log_replay_a_session() {
    use SimulationCommand as Command;
    let scene = Arc::new(shipped("learn_sleep_remember"));
    let session: Vec<(u64, Command)> = vec![
        (0, Command::SetInputStrength(1.5)),
        (300, Command::Present { pattern: 1 }),
        (300, Command::SetModulator { modulator: Modulator::Dopamine, level: 0.9 }),
        (900, Command::Paint { neurons: (0..60).collect(), value: 0.8 }),
        (1500, Command::SetRule { rule: Rule::TripletStdp, enabled: false }),
        (1501, Command::ReleaseModulator { modulator: Modulator::Dopamine }),
        (2000, Command::EndPresentation),
        (2200, Command::SetRule { rule: Rule::TripletStdp, enabled: true }),
        (2500, Command::EnterState(BrainState::Nrem)),
        (3500, Command::FollowTimeline),
        (3700, Command::Cue { pattern: 2, fraction: 0.4 }),
    ];
    let mut live = Simulation::from_shared(scene.clone(), 8).unwrap();
    let mut hashes = Vec::new();
    for (step, command) in session {
        live.step(step - live.steps());
        hashes.push((step, live.state_hash(), live.log().len()));
        live.apply(command);
    }
    live.step(4500 - live.steps());
    assert_eq!(live.log().len(), 11);
    let log: Vec<LoggedCommand> = live.log().to_vec();
    let again = Simulation::replay(scene.clone(), 8, &log, 4500).unwrap();
    assert_eq!(again.steps(), 4500);
    assert_eq!(again.state_hash(), live.state_hash());
    assert_eq!(again.log(), live.log());
    // The log also survives being written down.
    let written = ron::to_string(&log).expect("a log is plain data");
    let read: Vec<LoggedCommand> = ron::from_str(&written).expect("what was written can be read");
    assert_eq!(read, log);
    // And the middle of the session is there as well.
    let (step, hash, commands) = hashes[8];
    assert_eq!(Simulation::replay(scene.clone(), 8, &log[..commands], step).unwrap().state_hash(), hash);
    assert_ne!(Simulation::replay(scene, 8, &[], 4500).unwrap().state_hash(), live.state_hash());
}

#[test]
fn a_rule_that_is_off_shifts_no_random_draw_of_the_default_scene() {
    // Until the first weight or threshold has changed, a run with and one without the rules are the same.
    let path = "projections[I to E].inhibitory_plasticity.rate".to_owned();
    let scene = shipped("learn_sleep_remember").changed(&[(path, "0.0".to_owned())]).expect("it is the rate of a rule");
    let spikes = |off: Option<Rule>| {
        let mut simulation = Simulation::new(&scene, 4);
        simulation.enable_recording();
        if let Some(rule) = off {
            simulation.apply(SimulationCommand::SetRule { rule, enabled: false });
        }
        simulation.step(4000);
        simulation.take_spikes()
    };
    let all = spikes(None);
    assert!(all.len() > 1000, "{} spikes", all.len());
    assert!(all == spikes(Some(Rule::InhibitoryPlasticity)), "the spikes differ");
}

#[test]
fn a_recorder_reads_the_projection_that_it_names() {
    let scene = parse(
        "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5),
          populations: [(name: \"E\", count: 4)],
          projections: [
            (name: \"plastic\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: Inhibitory, conductance: nS(0.0),
             weight: Constant(2.0), delay: Constant(ms(1.0)), inhibitory_plasticity: (rate: 0.0)),
            (name: \"fixed\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: Inhibitory, conductance: nS(0.0),
             weight: Constant(3.0), delay: Constant(ms(1.0))),
            (name: \"last\", from: \"E\", to: \"E\", wiring: AllToAll, receptor: Inhibitory, conductance: nS(0.0),
             weight: Constant(4.0), delay: Constant(ms(1.0)), inhibitory_plasticity: (rate: 0.0))],
          recorders: [
            MeanWeight(name: \"a\", projection: \"plastic\", every: ms(1.0)),
            MeanWeight(name: \"b\", projection: \"fixed\", every: ms(1.0)),
            MeanWeight(name: \"c\", projection: \"last\", every: ms(1.0)),
            Weights(name: \"d\", projection: \"last\", synapses: [0, 11], every: ms(1.0))])",
    );
    let mut simulation = Simulation::new(&scene, 1);
    simulation.enable_recording();
    simulation.step(2);
    let tables = simulation.take_records();
    let row = |table: usize| tables[table].rows[0].clone();
    // Time, mean weight, mean incoming sum (three senders a receiver).
    assert_eq!(row(0), [1.0, 2.0, 6.0]);
    assert_eq!(row(1), [1.0, 3.0, 9.0]);
    assert_eq!(row(2), [1.0, 4.0, 12.0]);
    assert_eq!(row(3), [1.0, 4.0, 4.0]);
    assert_eq!(tables[3].header, ["time_ms", "weight[0]", "weight[11]"]);
}
