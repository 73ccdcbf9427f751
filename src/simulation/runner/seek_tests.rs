//! The way back through a run: every moment is what it was, whatever was looked at in between.

use super::*;
use crate::plasticity::Rule;
use crate::simulation::LoggedCommand;
use std::collections::BTreeMap;

/// Numbers that look random, the same each time.
pub struct Dice(pub u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn command(&mut self) -> SimulationCommand {
        let level = self.below(16) as f32 / 8.0;
        match self.below(6) {
            0 => SimulationCommand::SetInputStrength(0.5 + level / 2.0),
            1 => SimulationCommand::Paint { neurons: vec![self.below(40) as u32, 7], value: level / 2.0 },
            2 => SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: level > 1.0 },
            3 => SimulationCommand::SetModulator {
                modulator: crate::modulation::Modulator::Dopamine,
                level: level / 2.0,
            },
            4 => SimulationCommand::EnterState(if level > 1.0 { BrainState::Nrem } else { BrainState::Awake }),
            _ => SimulationCommand::FollowTimeline,
        }
    }
}

/// A run of 4,000 steps with commands, of which moments are kept, and the hashes of some of its moments, before what was asked for there.
pub fn session(dice: &mut Dice) -> (Asked, BTreeMap<u64, u64>) {
    let timeline = "timeline: [Wait(duration: s(0.6)), Sleep(stage: Nrem, duration: s(0.5))], duration: s(3.0)";
    let shared = scene(timeline);
    let mut asked = Asked::new(Arc::clone(&shared), 5);
    // A step takes two milliseconds or more, so that a moment is kept every fifty steps or less.
    asked.worker.clock.a_look.set(Duration::from_millis(1));
    let mut fresh = Simulation::new(&shared, 5);
    let mut hashes = BTreeMap::from([(0, fresh.state_hash())]);
    while asked.worker.simulation.steps() < 4000 {
        let steps = (1 + dice.below(60)).min(4000 - asked.worker.simulation.steps());
        asked.ask(RunnerRequest::Step(steps));
        fresh.step(steps);
        hashes.insert(fresh.steps(), fresh.state_hash());
        if dice.below(3) == 0 && fresh.steps() < 4000 {
            let command = dice.command();
            asked.apply(command.clone());
            fresh.apply(command);
        }
    }
    assert!(asked.failure().is_none(), "{:?}", asked.failure());
    assert_eq!(asked.hash(), fresh.state_hash());
    (asked, hashes)
}

#[test]
fn a_thousand_random_seeks_give_the_moments_that_were_and_the_run_goes_on_from_its_end() {
    let mut dice = Dice(3);
    let (mut asked, hashes) = session(&mut dice);
    let log = asked.worker.simulation.log().to_vec();
    let known: Vec<(u64, u64)> = hashes.iter().map(|(&step, &hash)| (step, hash)).collect();
    for count in 0..1000 {
        let (step, hash) = known[dice.below(known.len() as u64) as usize];
        let ticket = asked.ask(RunnerRequest::Seek { step, nearest: false });
        assert_eq!((asked.worker.simulation.steps(), asked.hash()), (step, hash), "seek {count}");
        match count % 10 {
            3 => drop(asked.ask(RunnerRequest::Step(dice.below(100)))),
            5 => {
                let near = dice.below(4000);
                asked.ask(RunnerRequest::Seek { step: near, nearest: true });
                assert!(asked.worker.simulation.steps() <= near);
            }
            7 => {
                let delivery = asked.answer_of(ticket);
                assert_eq!(delivery.sample.step, step);
                assert_eq!(delivery.status.known.is_before_end, step < 4000);
                assert_eq!(delivery.status.known.end_s, 2.0);
            }
            _ => {}
        }
    }
    let ticket = asked.ask(RunnerRequest::Seek { step: u64::MAX, nearest: false });
    assert_eq!((asked.hash(), asked.worker.simulation.log()), (hashes[&4000], log.as_slice()));
    let end = asked.answer_of(ticket);
    assert!(!end.status.known.is_before_end);
    asked.ask(RunnerRequest::Step(300));
    let mut fresh = Simulation::new(asked.worker.simulation.scene(), 5);
    fresh.follow(&log, 4300, |_| ()).expect("it was done before");
    assert_eq!(asked.hash(), fresh.state_hash());
}

#[test]
fn a_run_that_plays_on_from_a_past_moment_is_the_one_that_was_until_something_is_changed() {
    let mut dice = Dice(8);
    let (mut asked, hashes) = session(&mut dice);
    let steps: Vec<u64> = hashes.keys().copied().collect();
    let (early, later) = (steps[steps.len() / 4], steps[steps.len() / 2]);
    let log = asked.worker.simulation.log().to_vec();
    asked.ask(RunnerRequest::Seek { step: early, nearest: false });
    asked.ask(RunnerRequest::Step(later - early));
    assert_eq!(asked.hash(), hashes[&later]);
    let ticket = asked.ask(RunnerRequest::Apply(SimulationCommand::SetInputStrength(1.625)));
    let known = asked.answer_of(ticket).status.known;
    assert!(!known.is_before_end, "another future, which nobody knows yet");
    asked.ask(RunnerRequest::Step(500));
    let mut expected: Vec<LoggedCommand> = log.into_iter().filter(|logged| logged.step < later).collect();
    expected.push(LoggedCommand { step: later, command: SimulationCommand::SetInputStrength(1.625) });
    assert_eq!(asked.worker.simulation.log(), expected);
    let mut fresh = Simulation::new(asked.worker.simulation.scene(), 5);
    fresh.follow(&expected, later + 500, |_| ()).expect("it was done before");
    assert_eq!(asked.hash(), fresh.state_hash());
    // Moments of the other future are gone, those before stay.
    asked.ask(RunnerRequest::Seek { step: u64::MAX, nearest: false });
    assert_eq!(asked.worker.simulation.steps(), later + 500);
    asked.ask(RunnerRequest::Seek { step: early, nearest: false });
    assert_eq!(asked.hash(), hashes[&early]);
}

#[test]
fn a_marker_counts_from_when_it_was_dropped_and_not_before() {
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::Step(200));
    asked.ask(RunnerRequest::Mark);
    asked.ask(RunnerRequest::Step(200));
    let mut marker_at = |step| {
        let ticket = asked.ask(RunnerRequest::Seek { step, nearest: false });
        asked.answer_of(ticket).sample.marker_s
    };
    assert_eq!([300, 100, 400].map(&mut marker_at), [Some(0.1), None, Some(0.1)]);
}

#[test]
fn a_drag_that_nobody_waited_for_goes_to_its_last_moment_at_once() {
    let (requests, receiver) = channel();
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::Step(400));
    for number in 1..=50 {
        requests
            .send((Ticket::number(number), RunnerRequest::Seek { step: 400 - number, nearest: false }))
            .expect("sent");
    }
    assert!(asked.worker.answer_all(&receiver));
    let delivery = asked.answer_of(Ticket::number(50));
    assert_eq!((delivery.sample.step, delivery.status.known.jumps), (350, 1));
    drop(requests);
    assert!(!asked.worker.answer_all(&receiver), "nobody can ask any more");
}

/// Let a run go on until it stands still.
fn stand(asked: &mut Asked) -> Delivery {
    for _ in 0..100_000 {
        asked.worker.turn();
        if let Some(delivery) = asked.take().filter(|delivery| !delivery.status.playing) {
            return delivery;
        }
    }
    panic!("it never stands still");
}

#[test]
fn a_future_that_was_left_is_a_branch_and_comes_back_to_the_bit() {
    let mut dice = Dice(21);
    let (mut asked, hashes) = session(&mut dice);
    asked.ask(RunnerRequest::Pause);
    let fork = *hashes.keys().nth(hashes.len() / 2).expect("there are many");
    asked.ask(RunnerRequest::Seek { step: fork, nearest: false });
    let strength = SimulationCommand::SetInputStrength(1.9);
    asked.apply(strength.clone());
    let ticket = asked.ask(RunnerRequest::Step(4500 - fork));
    let (other_hash, delivery) = (asked.hash(), asked.answer_of(ticket));
    let [first] = &delivery.branches[..] else { panic!("{:?}", delivery.branches) };
    assert_eq!((first.run, first.end_s, delivery.status.known.run), (0, 2.0, 1));
    assert_eq!((first.parent, first.leaves_s), (1, first.parts_s));
    assert_eq!((first.parts_s, delivery.status.known.parted_s), (fork as f64 / 2000.0, Some(fork as f64 / 2000.0)));
    // Back to the first: as far as it went, where it was.
    asked.ask(RunnerRequest::Switch(0));
    let back = stand(&mut asked);
    assert_eq!((back.sample.step, asked.hash()), (4000, hashes[&4000]));
    let known = back.status.known;
    assert_eq!((known.run, known.is_before_end, known.end_s), (0, false, 2.0));
    let [second] = &back.branches[..] else { panic!("{:?}", back.branches) };
    assert_eq!((second.run, second.end_s, second.change.as_ref()), (1, 2.25, Some(&strength)));
    for (step, hash) in hashes.iter().filter(|(step, _)| **step >= fork) {
        asked.ask(RunnerRequest::Seek { step: *step, nearest: false });
        assert_eq!(asked.hash(), *hash, "step {step}");
    }
    // A third, from before the fork; then the second again.
    let earlier = *hashes.keys().nth(hashes.len() / 4).expect("there are many");
    asked.ask(RunnerRequest::Seek { step: earlier, nearest: false });
    asked.apply(SimulationCommand::SetInputStrength(0.6));
    asked.ask(RunnerRequest::Step(700));
    asked.ask(RunnerRequest::Switch(1));
    assert_eq!(stand(&mut asked).sample.step, earlier + 700, "the time of now");
    let ticket = asked.ask(RunnerRequest::Seek { step: u64::MAX, nearest: false });
    let end = asked.answer_of(ticket);
    assert_eq!((end.sample.step, asked.hash()), (4500, other_hash));
    assert_eq!(end.branches.iter().map(|branch| branch.run).collect::<Vec<_>>(), [0, 2]);
    // The second leaves the first, as it did; both left the third together.
    asked.ask(RunnerRequest::Switch(2));
    let ticket = asked.ask(RunnerRequest::Seek { step: u64::MAX, nearest: false });
    let third = asked.answer_of(ticket);
    let tree = third.branches.iter().map(|branch| (branch.run, branch.parent, branch.parts_s, branch.leaves_s));
    let [earlier_s, fork_s] = [earlier, fork].map(|step| step as f64 / 2000.0);
    assert_eq!(tree.collect::<Vec<_>>(), [(0, 2, earlier_s, earlier_s), (1, 0, earlier_s, fork_s)]);
    asked.ask(RunnerRequest::Switch(1));
    stand(&mut asked);
    asked.ask(RunnerRequest::Seek { step: u64::MAX, nearest: false });
    let ticket = asked.ask(RunnerRequest::Forget(0));
    asked.ask(RunnerRequest::Switch(0));
    assert_eq!(asked.answer_of(ticket).branches.len(), 1);
    assert_eq!(asked.hash(), other_hash, "what was forgotten is gone");
}

#[test]
fn a_reset_is_undone_by_going_to_just_before_it_at_once_or_later() {
    for reset in [SimulationCommand::ResetActivity, SimulationCommand::ResetPlasticity] {
        for later in [0, 1, 700] {
            let mut dice = Dice(5);
            let (mut asked, _) = session(&mut dice);
            // Given at the same moment, it stays.
            asked.apply(SimulationCommand::SetInputStrength(1.625));
            let (log, hash) = (asked.worker.simulation.log().to_vec(), asked.hash());
            asked.apply(reset.clone());
            assert_ne!(asked.hash(), hash, "{reset:?}");
            asked.ask(RunnerRequest::Step(later));
            let ticket = asked.ask(RunnerRequest::BeforeReset);
            assert!(asked.failure().is_none(), "{:?}", asked.failure());
            assert_eq!((asked.worker.simulation.steps(), asked.hash()), (4000, hash), "{reset:?}, {later} steps later");
            assert_eq!(asked.worker.simulation.log(), log);
            let known = asked.answer_of(ticket).status.known;
            assert!(!known.is_before_end && known.jumps > 0);
            asked.ask(RunnerRequest::Step(300));
            let mut fresh = Simulation::new(asked.worker.simulation.scene(), 5);
            fresh.follow(&log, 4300, |_| ()).expect("it was done before");
            assert_eq!(asked.hash(), fresh.state_hash(), "it goes on without the reset");
            asked.ask(RunnerRequest::Seek { step: 3990, nearest: false });
            assert!(asked.failure().is_none(), "{:?}", asked.failure());
            assert_eq!(asked.worker.simulation.steps(), 3990);
        }
    }
}

#[test]
fn a_run_whose_place_another_one_takes_is_told_and_can_be_done_again() {
    let mut asked = Asked::new(scene(""), 5);
    let left = |asked: &Asked| std::mem::take(&mut lock(&asked.worker.shared()).left);
    asked.ask(RunnerRequest::Step(300));
    asked.ask(RunnerRequest::Restart { seed: None });
    assert_eq!(left(&asked), [], "it has hardly begun");
    asked.ask(RunnerRequest::Step(2000));
    asked.apply(SimulationCommand::SetInputStrength(1.5));
    asked.ask(RunnerRequest::Step(1000));
    let hash = asked.hash();
    asked.ask(RunnerRequest::Seek { step: 100, nearest: false });
    asked.ask(RunnerRequest::Restart { seed: Some(9) });
    let [account] = &left(&asked)[..] else { panic!("one run") };
    assert_eq!(
        (account.seed, account.steps, account.log.len()),
        (5, 3000, 1),
        "all of it, not the moment that was shown"
    );
    asked.ask(RunnerRequest::DoAgain(account.clone().into()));
    assert_eq!((asked.worker.simulation.seed(), asked.hash()), (5, hash));
}
