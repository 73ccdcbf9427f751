//! The twin of a run.

use super::*;
use crate::plasticity::Rule;

fn both_hashes(asked: &Asked) -> (u64, u64) {
    (asked.hash(), asked.worker.twin.as_ref().expect("there is one").simulation.state_hash())
}

#[test]
fn without_a_difference_a_twin_stays_the_same_whatever_is_done_and_looked_at() {
    let timeline = "timeline: [Wait(duration: s(0.4)), Sleep(stage: Nrem, duration: s(0.5))], duration: s(3.0)";
    let mut asked = Asked::new(scene(timeline), 4);
    asked.ask(RunnerRequest::Step(333));
    asked.apply(SimulationCommand::SetInputStrength(1.5));
    asked.ask(RunnerRequest::OpenTwin(None));
    for step in 0..20 {
        asked.ask(RunnerRequest::Step(150));
        match step % 4 {
            0 => asked.apply(SimulationCommand::Paint { neurons: vec![step, 7], value: 0.5 }),
            1 => drop(asked.ask(RunnerRequest::Select(Some(step)))),
            2 => drop(asked.ask(RunnerRequest::Mark)),
            _ => asked.apply(SimulationCommand::EnterState(BrainState::Nrem)),
        }
        let (own, twin) = both_hashes(&asked);
        assert_eq!(own, twin, "after {step}");
    }
    let ticket = asked.ask(RunnerRequest::Step(1));
    let twin = asked.answer_of(ticket).twin.expect("there is one");
    assert_eq!((twin.reading.first, twin.reading.share), (None, 0.0));
    assert!(twin.reading.spikes[0] > 100 && twin.reading.spikes[0] == twin.reading.spikes[1]);
}

#[test]
fn a_twin_with_a_difference_is_the_run_with_that_command_and_where_they_part_is_told() {
    let shared = scene("");
    let mut asked = Asked::new(Arc::clone(&shared), 4);
    asked.ask(RunnerRequest::Step(500));
    let painted = SimulationCommand::Paint { neurons: (0..20).collect(), value: 1.0 };
    asked.ask(RunnerRequest::OpenTwin(Some(painted.clone())));
    asked.ask(RunnerRequest::Step(100));
    let rule = SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: false };
    asked.apply(rule.clone());
    let ticket = asked.ask(RunnerRequest::Step(1400));
    let delivery = asked.answer_of(ticket);
    let twin = delivery.twin.expect("there is one");
    let run = |other: bool| {
        let mut simulation = Simulation::new(&shared, 4);
        simulation.step(500);
        if other {
            simulation.apply(painted.clone());
        }
        simulation.step(100);
        simulation.apply(rule.clone());
        simulation.step(1400);
        simulation.state_hash()
    };
    assert_eq!(both_hashes(&asked), (run(false), run(true)));
    assert_eq!((twin.sample.step, twin.sample.paint[3], delivery.sample.paint[3]), (2000, 1.0, 0.0));
    let first = twin.reading.first.expect("they part");
    assert!(twin.reading.begin_s == 0.25 && first.time_s > 0.25 && first.time_s < 0.5, "{first:?}");
    assert!(twin.reading.share > 0.1, "{:?}", twin.reading);
    // A move to another moment ends it, and so does its end.
    let ticket = asked.ask(RunnerRequest::Seek { step: 700, nearest: false });
    assert!(asked.answer_of(ticket).twin.is_none());
    asked.ask(RunnerRequest::OpenTwin(None));
    let ticket = asked.ask(RunnerRequest::Step(1300));
    assert!(asked.answer_of(ticket).twin.is_some());
    assert_eq!(both_hashes(&asked), (run(false), run(false)), "what is done again is done by both");
    let ticket = asked.ask(RunnerRequest::CloseTwin);
    assert!(asked.answer_of(ticket).twin.is_none());
}

#[test]
fn a_branch_beside_the_run_is_the_run_that_it_was_and_goes_on_as_one_and_where_they_part_is_told() {
    let shared = scene("");
    let mut asked = Asked::new(Arc::clone(&shared), 4);
    let painted = SimulationCommand::Paint { neurons: (0..20).collect(), value: 1.0 };
    let rule = SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: false };
    let input = SimulationCommand::SetInputStrength(1.5);
    asked.ask(RunnerRequest::Step(400));
    asked.apply(painted.clone());
    asked.ask(RunnerRequest::Step(500));
    asked.apply(rule.clone());
    asked.ask(RunnerRequest::Step(900));
    // Back, and on without either.
    asked.ask(RunnerRequest::Seek { step: 400, nearest: false });
    asked.apply(input.clone());
    asked.ask(RunnerRequest::Step(1000));
    asked.ask(RunnerRequest::Beside(0));
    let mut ticket = asked.ask(RunnerRequest::Pause);
    assert_eq!(asked.answer_of(ticket).sample.step, 400, "where they part");
    ticket = asked.ask(RunnerRequest::Step(1600));
    let delivery = asked.answer_of(ticket);
    let twin = delivery.twin.expect("there is one");
    assert_eq!((delivery.sample.step, twin.sample.step), (2000, 2000), "beyond the end of both");
    let run = |commands: &[(u64, &SimulationCommand)]| {
        let mut simulation = Simulation::new(&shared, 4);
        for (steps, command) in commands {
            simulation.step(*steps);
            simulation.apply((*command).clone());
        }
        simulation.step(2000 - simulation.steps());
        simulation.state_hash()
    };
    assert_eq!(both_hashes(&asked), (run(&[(400, &input)]), run(&[(400, &painted), (500, &rule)])));
    let first = twin.reading.first.expect("they part");
    assert!(twin.reading.begin_s == 0.2 && first.time_s > 0.2 && first.time_s < 0.5, "{first:?}");
    assert!(asked.ask(RunnerRequest::Beside(7)) > ticket, "of one that is not there nothing comes");
}

/// A shipped scene that is small enough: 23 neurons, plateau potentials, plasticity of synapses and of excitability.
#[test]
fn ten_minutes_without_a_difference_are_the_same_to_the_bit_with_commands_on_the_way() {
    let scene = Arc::new(Scene::shipped("plateau").expect("it ships"));
    let steps_a_second = scene.steps_in(1.0);
    let mut asked = Asked::new(Arc::clone(&scene), 4);
    let rule = asked.worker.info().rules[0];
    asked.ask(RunnerRequest::OpenTwin(None));
    for second in 0..600_u32 {
        asked.ask(RunnerRequest::Step(steps_a_second));
        match second % 30 {
            3 => asked.apply(SimulationCommand::SetInputStrength(1.0 + (second % 7) as f32 / 10.0)),
            9 => asked.apply(SimulationCommand::Paint { neurons: vec![second % 22, 3], value: 0.5 }),
            14 => asked.apply(SimulationCommand::SetRule { rule, enabled: second % 60 < 30 }),
            21 => asked.apply(SimulationCommand::EnterState(BrainState::Nrem)),
            26 => asked.apply(SimulationCommand::FollowTimeline),
            _ => {}
        }
        if second % 30 == 29 {
            assert!(asked.failure().is_none(), "{:?}", asked.failure());
            let (own, twin) = both_hashes(&asked);
            assert_eq!(own, twin, "after {second} s");
        }
    }
    let ticket = asked.ask(RunnerRequest::Step(1));
    let delivery = asked.answer_of(ticket);
    assert!(delivery.sample.time_s > 600.0 && asked.worker.simulation.log().len() == 100);
    let reading = delivery.twin.expect("there is one").reading;
    assert_eq!(reading.first, None);
    assert!(reading.spikes[0] > 500 && reading.spikes[0] == reading.spikes[1], "{:?}", reading.spikes);
}
