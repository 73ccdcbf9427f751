//! What the window relies on, without a window, a thread or the wall clock, except where a test is about these.

use super::*;
use crate::measure::Guard;
use crate::modulation::BrainState;
use crate::protocol::PatternDrive;
use crate::scene::file::Variable;
use crate::simulation::{Sampler, Simulation, SimulationCommand, ViewSample};
use std::cell::Cell;
use std::time::Duration;

/// A clock that a test sets. Each look at it may take time itself: so slow is a step.
#[derive(Default)]
struct SetClock {
    now: Cell<Duration>,
    a_look: Cell<Duration>,
}

impl Watching for SetClock {
    fn now(&self) -> Duration {
        self.now.set(self.now.get() + self.a_look.get());
        self.now.get()
    }

    fn rest(&self, _: Duration) {}
}

/// Forty neurons that noise and input keep firing, with a rule that learns from them.
fn scene(more: &str) -> Arc<Scene> {
    let text = format!(
        "Scene(version: 1, name: \"Test\", summary: \"A test.\", dt: ms(0.5), populations: [(name: \"E\", count: 40)],
          projections: [(name: \"E to E\", from: \"E\", to: \"E\", wiring: FixedInDegree(10), receptor: Excitatory(slow_fraction: 0.5),
            conductance: nS(0.5), delay: Uniform(ms(1.0), ms(4.0)), triplet_stdp: ())],
          inputs: [Poisson(to: \"E\", rate: kHz(1.5), conductance: nS(2.0))], {more})"
    );
    Arc::new(Scene::parse(&text, "test").unwrap_or_else(|faults| panic!("{faults:?}")))
}

fn worker(scene: Arc<Scene>, seed: u64) -> Worker<SetClock> {
    Worker::new(scene, seed, SetClock::default()).expect("the scene is sound")
}

/// A worker that is asked by hand.
struct Asked {
    worker: Worker<SetClock>,
    ticket: Ticket,
}

impl Asked {
    fn new(scene: Arc<Scene>, seed: u64) -> Self {
        Self { worker: worker(scene, seed), ticket: Ticket::default() }
    }

    fn ask(&mut self, request: RunnerRequest) -> Ticket {
        self.ticket = self.ticket.next();
        self.worker.answer(self.ticket, request);
        self.ticket
    }

    fn apply(&mut self, command: SimulationCommand) {
        self.ask(RunnerRequest::Apply(command));
    }

    /// Go back by so many steps, and forget what came after.
    fn rewind(&mut self, steps: u64) -> Ticket {
        let step = self.worker.simulation.steps().saturating_sub(steps);
        self.ask(RunnerRequest::Seek { step, nearest: false });
        self.ask(RunnerRequest::Part)
    }

    fn take(&self) -> Option<Delivery> {
        lock(&self.worker.shared()).delivery.take()
    }

    fn failure(&self) -> Option<Arc<RunFailure>> {
        lock(&self.worker.shared()).failure.clone()
    }

    /// Let the worker work until a sample answers this ticket; all samples on the way are looked at as the window does.
    fn answer_of(&mut self, ticket: Ticket) -> Delivery {
        for _ in 0..100_000 {
            self.worker.turn();
            if let Some(delivery) = self.take().filter(|delivery| delivery.status.answered >= ticket) {
                return delivery;
            }
        }
        panic!("no sample answers {ticket:?}");
    }

    fn hash(&self) -> u64 {
        self.worker.simulation.state_hash()
    }
}

#[test]
fn a_film_gets_exactly_the_step_that_it_asks_for_playing_or_pausing() {
    for playing in [true, false] {
        let mut asked = Asked::new(scene(""), 1);
        // Three steps fit into a slice.
        asked.worker.clock.a_look.set(Duration::from_millis(1));
        asked.ask(if playing { RunnerRequest::Play } else { RunnerRequest::Pause });
        asked.worker.turn();
        for target in [137, 138, 500, 501] {
            let ticket = asked.ask(RunnerRequest::AdvanceTo(target));
            let delivery = asked.answer_of(ticket);
            assert_eq!(delivery.sample.step, target);
            // It waits there for the next frame, however long that takes.
            asked.worker.clock.now.set(asked.worker.clock.now.get() + Duration::from_secs(100));
            for _ in 0..10 {
                assert!(!asked.worker.turn());
            }
            assert_eq!(asked.worker.simulation.steps(), target);
        }
        let behind = asked.ask(RunnerRequest::AdvanceTo(20));
        assert_eq!(asked.answer_of(behind).sample.step, 501, "nothing goes backwards by itself");
        asked.ask(RunnerRequest::EndFilm);
        asked.worker.turn();
        asked.worker.clock.now.set(asked.worker.clock.now.get() + Duration::from_millis(50));
        assert_eq!(asked.worker.turn(), playing, "then the clock drives again, if it did before");
    }
}

#[test]
fn a_film_that_a_guard_stops_is_told_so_and_goes_on_exactly_when_the_user_does() {
    let mut asked = Asked::new(scene("guards: (runaway: Hz(1.0))"), 1);
    let ticket = asked.ask(RunnerRequest::AdvanceTo(1_000_000));
    let delivery = asked.answer_of(ticket);
    let stop = delivery.sample.stop.expect("the guard stops it");
    assert!(delivery.sample.step < 1_000_000 && stop.reason.to_string().contains("Runaway"), "{stop:?}");
    assert!(!asked.worker.turn(), "it stands");
    asked.apply(SimulationCommand::Resume);
    let target = delivery.sample.step + 77;
    let ticket = asked.ask(RunnerRequest::AdvanceTo(target));
    let delivery = asked.answer_of(ticket);
    assert_eq!((delivery.sample.step, delivery.sample.stop), (target, None));
}

#[test]
fn a_run_that_was_rewound_is_the_fresh_run_up_to_there_and_after() {
    let shared = scene("");
    let mut asked = Asked::new(Arc::clone(&shared), 5);
    let commands = [
        (100, SimulationCommand::SetInputStrength(1.5)),
        (600, SimulationCommand::Paint { neurons: vec![1, 2, 3], value: 0.8 }),
        (1500, SimulationCommand::SetInputStrength(0.5)),
    ];
    for (step, command) in commands.clone() {
        let now = asked.worker.simulation.steps();
        asked.ask(RunnerRequest::Step(step - now));
        asked.apply(command);
    }
    asked.ask(RunnerRequest::Step(500));
    let before = asked.worker.simulation.steps();
    assert_eq!(before, 2000);
    let ticket = asked.rewind(1000);
    let delivery = asked.answer_of(ticket);
    assert_eq!((delivery.sample.step, delivery.status.generation), (1000, 0));
    assert_eq!((delivery.status.known.jumps, delivery.status.known.is_before_end), (1, false));
    let mut fresh = Simulation::new(&shared, 5);
    for (step, command) in commands.into_iter().filter(|(step, _)| *step <= 1000) {
        fresh.step(step - fresh.steps());
        fresh.apply(command);
    }
    fresh.step(1000 - fresh.steps());
    assert_eq!(asked.hash(), fresh.state_hash());
    let ticket = asked.ask(RunnerRequest::Step(700));
    let shown = asked.answer_of(ticket).sample;
    let mut sampler = Sampler::new(&fresh);
    for _ in 0..700 {
        fresh.step(1);
        sampler.observe(&fresh);
    }
    assert_eq!(asked.hash(), fresh.state_hash(), "and goes on like it, without the command that was dropped");
    let rates = |sample: &ViewSample| sample.rates.iter().map(|bin| bin.rates_hz[0]).collect::<Vec<_>>();
    let expected = sampler.take(&fresh);
    assert_eq!(
        (rates(&shown), &shown.spikes),
        (rates(&expected), &expected.spikes),
        "nothing of the run that was left is seen"
    );
    // Further back than the start is the start.
    asked.rewind(1_000_000);
    assert_eq!(asked.hash(), Simulation::new(&shared, 5).state_hash());
}

#[test]
fn steps_follow_the_clock_at_the_speed_that_was_asked_for() {
    for speed in [0.001_f32, 0.25, 1.0, 5.0] {
        let mut asked = Asked::new(scene(""), 1);
        asked.ask(RunnerRequest::SetSpeed(speed));
        for _ in 0..200 {
            asked.worker.clock.now.set(asked.worker.clock.now.get() + Duration::from_millis(10));
            asked.worker.turn();
        }
        // Two seconds of watching, steps of half a millisecond.
        let wanted = f64::from(speed) * 2.0 / 0.0005;
        let done = asked.worker.simulation.steps() as f64;
        assert!((done - wanted).abs() <= 1.01, "{done} steps at {speed}, {wanted} wanted");
    }
}

#[test]
fn a_slow_network_is_looked_at_between_its_steps_and_a_paused_one_owes_nothing() {
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::SetSpeed(1.0));
    // A step takes a millisecond and a half of watching: three fit into a slice, 200 are due.
    asked.worker.clock.now.set(Duration::from_secs(10));
    asked.worker.clock.a_look.set(Duration::from_micros(1500));
    asked.worker.turn();
    assert_eq!(asked.worker.simulation.steps(), 3);
    assert!(asked.take().is_some(), "a sample after each slice");
    asked.worker.clock.a_look.set(Duration::ZERO);
    asked.ask(RunnerRequest::Pause);
    for second in 11..20 {
        asked.worker.clock.now.set(Duration::from_secs(second));
        assert!(!asked.worker.turn());
    }
    asked.ask(RunnerRequest::Play);
    asked.worker.clock.now.set(Duration::from_secs_f64(19.005));
    asked.worker.turn();
    assert_eq!(asked.worker.simulation.steps(), 3 + 10, "five milliseconds, and not the pause");
}

#[test]
fn a_sample_of_an_old_run_is_never_handed_over_and_each_comes_with_the_facts_of_its_own() {
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::Step(50));
    asked.worker.turn();
    // A sample waits; nobody has taken it when another scene opens.
    let other = Scene::shipped("one_neuron").expect("it ships");
    let open = asked.ask(RunnerRequest::Open { scene: Arc::new(other), seed: 9, off: Vec::new() });
    assert!(asked.take().is_none(), "the waiting sample was of the old run");
    let delivery = asked.answer_of(open);
    assert_eq!((delivery.sample.step, delivery.status.generation, delivery.info.seed), (0, 1, 9));
    assert_eq!(delivery.sample.potential_mv.len(), delivery.info.positions.len());
    assert_ne!(delivery.info.positions.len(), 40);
    // Facts and sample are handed over as one, so that a run that begins in between cannot mix them.
    let restart = asked.ask(RunnerRequest::Restart { seed: Some(10) });
    assert_eq!(delivery.info.seed, 9);
    let next = asked.answer_of(restart);
    assert_eq!((next.info.seed, next.status.generation), (10, 2));
}

#[test]
fn as_many_steps_are_done_as_were_asked_for_however_many() {
    let text =
        "Scene(version: 1, name: \"Test\", summary: \"A test.\", dt: ms(1.0), populations: [(name: \"E\", count: 1)])";
    let mut asked = Asked::new(Arc::new(Scene::parse(text, "test").expect("a scene")), 1);
    let ticket = asked.ask(RunnerRequest::Step(1_000_001));
    assert_eq!(asked.answer_of(ticket).sample.step, 1_000_001);
}

#[test]
fn a_command_that_is_refused_is_told_with_its_reason() {
    let mut asked = Asked::new(scene(""), 1);
    asked.apply(SimulationCommand::SetInputStrength(4.0));
    let failure = asked.failure().expect("it is told");
    assert!(failure.message.contains("4 is outside the allowed range"), "{failure:?}");
    assert_eq!(failure.log, []);
}

#[test]
fn a_panic_while_stepping_is_told_with_its_place_and_the_run_can_start_again() {
    let shared = scene("");
    let mut asked = Asked::new(Arc::clone(&shared), 3);
    asked.ask(RunnerRequest::Step(10));
    asked.apply(SimulationCommand::SetInputStrength(1.25));
    asked.worker.simulation.world_mut().remove_resource::<Guard>();
    asked.worker.clock.now.set(Duration::from_millis(50));
    asked.ask(RunnerRequest::Play);
    assert!(!asked.worker.turn());
    let failure = asked.failure().expect("it is told");
    assert_eq!((failure.scene.as_str(), failure.seed, failure.step, &failure.doing), ("test", 3, 10, &Doing::Stepping));
    assert_eq!(failure.log.len(), 1, "the commands are kept");
    assert!(failure.message.contains("Guard") || failure.message.contains("resource"), "{failure:?}");
    assert!(failure.place.is_some(), "{failure:?}");
    // Nothing touches what may be half done.
    let ticket = asked.ask(RunnerRequest::Step(10));
    assert!(!asked.worker.turn() && asked.worker.simulation.steps() == 10);
    assert_eq!(asked.failure(), Some(failure));
    let restart = asked.ask(RunnerRequest::Restart { seed: None });
    assert!(restart > ticket && asked.failure().is_none());
    asked.ask(RunnerRequest::Step(100));
    let mut fresh = Simulation::new(&shared, 3);
    fresh.step(100);
    assert_eq!(asked.hash(), fresh.state_hash());
}

#[test]
fn a_panic_in_a_request_is_told_with_what_was_asked() {
    let mut asked = Asked::new(scene(""), 3);
    asked.worker.simulation.world_mut().remove_resource::<PatternDrive>();
    asked.apply(SimulationCommand::SetInputStrength(1.25));
    let failure = asked.failure().expect("it is told");
    assert!(failure.doing.to_string().contains("SetInputStrength(1.25)"), "{failure:?}");
    // Going back makes the run anew, and with it what was missing; the command is done again.
    let rewind = asked.rewind(0);
    assert_eq!(asked.answer_of(rewind).sample.input_strength, 1.25);
    assert!(asked.failure().is_none());
}

#[test]
fn a_thread_answers_in_order_and_ends_with_its_handle() {
    let runner = Runner::start(scene(""), 1).expect("a thread");
    assert_eq!(runner.info().positions.len(), 40);
    runner.send(RunnerRequest::Pause);
    runner.send(RunnerRequest::Restart { seed: Some(8) });
    let ticket = runner.send(RunnerRequest::AdvanceTo(30));
    let delivery = loop {
        match runner.take_delivery().filter(|delivery| delivery.status.answered >= ticket) {
            Some(delivery) => break delivery,
            None => std::thread::yield_now(),
        }
    };
    assert_eq!((delivery.sample.step, delivery.info.seed), (30, 8));
    assert!(runner.failure().is_none());
    let Runner { requests, thread, .. } = runner;
    drop(requests);
    thread.join().expect("it ends");
}

#[test]
fn a_thread_that_is_dead_is_told_of() {
    /// A clock that breaks outside of all that is watched.
    struct Broken;
    impl Watching for Broken {
        fn now(&self) -> Duration {
            Duration::ZERO
        }
        fn rest(&self, _: Duration) {
            panic!("the clock broke");
        }
    }
    let runner = Runner::on_thread(Worker::new(scene(""), 6, Broken).expect("the scene is sound")).expect("a thread");
    while !runner.thread.is_finished() {
        std::thread::yield_now();
    }
    let failure = runner.failure().expect("it is told");
    assert!(failure.message.contains("has ended") && failure.seed == 6 && failure.scene == "test", "{failure:?}");
    assert!(runner.send(RunnerRequest::Play) < runner.send(RunnerRequest::Pause), "asking does no harm");
}

#[test]
fn a_run_goes_on_to_what_was_asked_for_whatever_the_speed_and_then_stands_still() {
    let timeline = "timeline: [Wait(duration: s(0.2)), Sleep(stage: Nrem, duration: s(0.2))], duration: s(0.4)";
    let mut asked = Asked::new(scene(timeline), 1);
    asked.ask(RunnerRequest::SetSpeed(0.001));
    let stands = |asked: &mut Asked, until: Until| {
        let ticket = asked.ask(RunnerRequest::RunUntil(until));
        let first = asked.answer_of(ticket);
        if !first.status.playing {
            return first.sample;
        }
        assert_eq!(first.status.until, Some(until));
        for _ in 0..100_000 {
            asked.worker.turn();
            if let Some(delivery) = asked.take().filter(|delivery| !delivery.status.playing) {
                assert_eq!(delivery.status.until, None);
                return delivery.sample;
            }
        }
        panic!("{until:?} is never reached");
    };
    let asleep = stands(&mut asked, Until::BrainState);
    assert!(
        (399..=402).contains(&asleep.step) && asleep.state == BrainState::Nrem,
        "{} {:?}",
        asleep.step,
        asleep.state
    );
    let later = stands(&mut asked, Until::Seconds(0.05));
    assert_eq!(later.step, asleep.step + 100);
    let over = stands(&mut asked, Until::Phase);
    assert!((799..=802).contains(&over.step), "{}", over.step);
    let fired = stands(&mut asked, Until::Spike(7));
    assert!(asked.worker.simulation.spikes().contains(&7) && fired.step > over.step);
    // A pause ends it, and the steps are those of any other run.
    asked.ask(RunnerRequest::RunUntil(Until::Replay));
    let ticket = asked.ask(RunnerRequest::Pause);
    assert_eq!(asked.answer_of(ticket).status.until, None);
    let mut other = Asked::new(scene(timeline), 1);
    other.ask(RunnerRequest::Step(asked.worker.simulation.steps()));
    assert_eq!(asked.hash(), other.hash());
}

#[test]
fn a_run_goes_on_until_a_cue_has_called_up_its_memory() {
    let mut asked = Asked::new(
        scene(
            "patterns: (names: [\"A\"], to: \"E\", contact_rate: kHz(0.2)),
             timeline: [Present(pattern: \"A\", duration: s(0.2)), Wait(duration: s(0.1)),
             Cue(pattern: \"A\", fraction: 0.9, duration: s(0.2)), Wait(duration: s(1.0))], duration: s(1.5)",
        ),
        1,
    );
    asked.ask(RunnerRequest::RunUntil(Until::Recall));
    for _ in 0..100_000 {
        asked.worker.turn();
        if let Some(delivery) = asked.take().filter(|delivery| !delivery.status.playing) {
            // A presentation is no cue; the end of the cue is seen in the step after it.
            assert_eq!(delivery.sample.step, 1001);
            return;
        }
    }
    panic!("it never stands still");
}

#[test]
fn what_is_shown_stays_through_a_restart_and_a_marker_of_a_future_that_will_not_come_goes() {
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::Pause);
    let shown = |delivery: Delivery| delivery.sample.shown.map(|shown| (shown.variable, shown.values.len()));
    let ticket = asked.ask(RunnerRequest::Show(Variable::Potential));
    assert_eq!(shown(asked.answer_of(ticket)), Some((Variable::Potential, 40)), "also while it stands still");
    asked.ask(RunnerRequest::Step(200));
    let ticket = asked.ask(RunnerRequest::Mark);
    assert_eq!(asked.answer_of(ticket).sample.marker_s, Some(0.1));
    asked.ask(RunnerRequest::Step(200));
    let ticket = asked.rewind(100);
    assert_eq!(asked.answer_of(ticket).sample.marker_s, Some(0.1));
    let ticket = asked.rewind(200);
    assert_eq!(asked.answer_of(ticket).sample.marker_s, None);
    let ticket = asked.ask(RunnerRequest::Restart { seed: Some(2) });
    assert_eq!(shown(asked.answer_of(ticket)), Some((Variable::Potential, 40)));
    let other = scene("view: (colour: Ampa)");
    let ticket = asked.ask(RunnerRequest::Open { scene: other, seed: 1, off: Vec::new() });
    assert_eq!(shown(asked.answer_of(ticket)), Some((Variable::Ampa, 40)), "another scene begins with its own");
}

#[test]
fn all_synapses_are_carried_when_they_are_asked_for_with_the_delay_of_each() {
    let mut asked = Asked::new(scene(""), 1);
    asked.ask(RunnerRequest::Pause);
    let ticket = asked.ask(RunnerRequest::DrawAllSynapses(true));
    let all = asked.answer_of(ticket).sample.weights;
    assert!(all.all && all.strongest.len() == 400, "{}", all.strongest.len());
    let delays = || all.strongest.iter().map(|fibre| fibre.delay_ms);
    assert!(
        delays().all(|delay| (1.0..=4.0).contains(&delay)) && delays().any(|delay| delay != all.strongest[0].delay_ms)
    );
    let ticket = asked.ask(RunnerRequest::DrawAllSynapses(false));
    let strongest = asked.answer_of(ticket).sample.weights;
    assert!(!strongest.all && strongest.strongest.len() == 300);
}

#[path = "again_tests.rs"]
mod again;

#[path = "seek_tests.rs"]
mod seeking;

#[path = "twin_tests.rs"]
mod twins;
