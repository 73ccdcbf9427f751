//! What the simulation thread does: answer requests, step as far as it should, hand over samples, and give account of faults.

mod again;
mod travel;

use super::failure::{Doing, RunFailure};
use super::message::{Delivery, RunAccount, RunnerRequest, RunnerStatus, Shared, Ticket, lock};
use super::pace::Pace;
use super::twin::{self, Twin};
use super::until::Goal;
use super::way_back::WayBack;
use crate::caught::catch;
use crate::plasticity::Rule;
use crate::scene::{Fault, Scene};
use crate::simulation::{NetworkInfo, Sampler, Simulation, SimulationCommand};
use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long the thread steps before it looks for requests and hands over a sample.
const SLICE: Duration = Duration::from_millis(4);
/// How long it sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(2);
/// How often weights are ranked anew.
const WEIGHTS_INTERVAL: Duration = Duration::from_millis(500);
/// How often weights are ranked anew in a film (frames): by frames, so that the same film shows the same synapses.
const FILM_FRAMES_A_WEIGHT: u64 = 15;

/// The time of watching. Nothing else of the thread looks at a clock.
pub trait Watching {
    /// Time since it began.
    fn now(&self) -> Duration;
    /// Let time pass.
    fn rest(&self, time: Duration);
}

/// The clock on the wall.
pub struct WatchClock(Instant);

impl Default for WatchClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Watching for WatchClock {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn rest(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// What drives the steps.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Film {
    /// No film: the wall clock.
    None,
    /// A film whose frame was delivered; nothing steps until it asks for the next.
    Waiting,
    /// A film that asked for this step.
    Towards(u64),
}

/// Frames of a film.
#[derive(Default)]
struct FilmFrames {
    count: u64,
    /// Whether the present one shows weights that are ranked anew.
    ranks: bool,
}

/// Moves to other moments of the run.
#[derive(Clone, Copy, Default)]
struct Jumps {
    count: u64,
    /// From which step on the last one was done again.
    from: u64,
}

/// A simulation and how it is driven.
pub struct Worker<C> {
    pub(super) simulation: Simulation,
    sampler: Sampler,
    shared: Arc<Mutex<Shared>>,
    pub(super) clock: C,
    pub(super) playing: bool,
    goal: Option<Goal>,
    pub(super) pace: Pace,
    way_back: WayBack,
    /// The same network with one difference, while it is compared.
    pub(super) twin: Option<Box<Twin>>,
    jumps: Jumps,
    pub(super) generation: u64,
    answered: Ticket,
    /// Whether something is to be told that no sample has told yet.
    news: bool,
    weights_at: Duration,
    film: Film,
    film_frames: FilmFrames,
    /// Steps completed, kept outside of what a fault may leave half done.
    steps: u64,
    /// The run that is being made, if that is what is done now.
    making: Option<(Doing, RunFailure)>,
    /// Whether the run broke down and nothing steps until there is another.
    failed: bool,
}

impl<C: Watching> Worker<C> {
    /// A worker with a fresh run that plays.
    ///
    /// # Errors
    /// The scene cannot be made ready to step.
    pub fn new(scene: Arc<Scene>, seed: u64, clock: C) -> Result<Self, Fault> {
        let simulation = Simulation::from_shared(scene, seed)?;
        let now = clock.now();
        let sampler = Sampler::new(&simulation);
        let mut way_back = WayBack::new();
        way_back.begin(&simulation, &sampler);
        Ok(Self {
            sampler,
            way_back,
            twin: None,
            jumps: Jumps::default(),
            shared: Arc::default(),
            playing: true,
            goal: None,
            pace: Pace::new(now),
            generation: 0,
            answered: Ticket::default(),
            news: true,
            weights_at: now,
            film: Film::None,
            film_frames: FilmFrames::default(),
            steps: simulation.steps(),
            making: None,
            failed: false,
            simulation,
            clock,
        })
    }

    /// What is handed over.
    pub fn shared(&self) -> Arc<Mutex<Shared>> {
        Arc::clone(&self.shared)
    }

    /// Facts about the network.
    pub fn info(&self) -> Arc<NetworkInfo> {
        Arc::clone(self.sampler.info())
    }

    /// Work until nobody can ask any more.
    pub fn run(mut self, requests: &Receiver<(Ticket, RunnerRequest)>) {
        while self.answer_all(requests) {
            if !self.turn() {
                self.clock.rest(IDLE);
            }
        }
    }

    /// Answer what was asked until now; whether somebody can still ask. Of moments to which a drag went one after the other, only the
    /// last counts.
    pub fn answer_all(&mut self, requests: &Receiver<(Ticket, RunnerRequest)>) -> bool {
        let mut moment = None;
        loop {
            match requests.try_recv() {
                Ok((ticket, request @ RunnerRequest::Seek { .. })) => moment = Some((ticket, request)),
                Ok((ticket, request)) => {
                    if let Some((ticket, seek)) = moment.take() {
                        self.answer(ticket, seek);
                    }
                    self.answer(ticket, request);
                }
                Err(end) => {
                    if let Some((ticket, seek)) = moment {
                        self.answer(ticket, seek);
                    }
                    return end == TryRecvError::Empty;
                }
            }
        }
    }

    /// Do what a request asks. A fault in it is told of and ends no thread.
    pub fn answer(&mut self, ticket: Ticket, request: RunnerRequest) {
        // What is told of the run is no sample.
        self.news |= !matches!(request, RunnerRequest::Whole { .. });
        let begins = matches!(
            request,
            RunnerRequest::Restart { .. }
                | RunnerRequest::Open { .. }
                | RunnerRequest::Seek { .. }
                | RunnerRequest::Switch(_)
                | RunnerRequest::DoAgain(_)
        );
        // A run that broke down is not touched again, only replaced.
        if begins || !self.failed {
            let applying = match &request {
                RunnerRequest::Apply(command) => Doing::Applying(format!("{command:?}")),
                _ => Doing::Stepping,
            };
            match catch(|| self.handle(request)) {
                Ok(Ok(())) => {}
                Ok(Err(fault)) => self.fail(applying, fault.to_string(), None),
                Err(caught) => self.fail(applying, caught.message, caught.place),
            }
        }
        self.answered = ticket;
    }

    /// Step for a slice of time and hand over a sample; returns whether anything was stepped.
    pub fn turn(&mut self) -> bool {
        if self.failed {
            return false;
        }
        let stepped = match catch(|| self.advance()) {
            Ok(Ok(stepped)) => stepped,
            Ok(Err(fault)) => {
                self.fail(Doing::Stepping, fault.to_string(), None);
                return false;
            }
            Err(caught) => {
                self.fail(Doing::Stepping, caught.message, caught.place);
                return false;
            }
        };
        self.news |= stepped;
        self.pace.measure(self.clock.now(), self.simulation.time_s());
        if self.news {
            match catch(|| self.publish()) {
                Ok(published) => self.news = !published,
                Err(caught) => self.fail(Doing::Looking, caught.message, caught.place),
            }
        }
        stepped
    }

    fn advance(&mut self) -> Result<bool, Fault> {
        match self.film {
            Film::None => self.step_by_clock(),
            Film::Waiting => Ok(false),
            Film::Towards(step) => self.step_to(step),
        }
    }

    fn handle(&mut self, request: RunnerRequest) -> Result<(), Fault> {
        match request {
            RunnerRequest::Apply(command) => {
                self.part();
                twin::obey(&mut self.twin, &command)?;
                self.simulation.obey(command)?;
                self.way_back.tell_branches(&self.simulation);
            }
            RunnerRequest::Play => (self.playing, self.goal) = (true, None),
            RunnerRequest::Pause => (self.playing, self.goal) = (false, None),
            RunnerRequest::RunUntil(until) => {
                self.playing = true;
                self.goal = Some(Goal::new(until, &self.simulation, &self.sampler));
            }
            RunnerRequest::Step(count) => {
                (self.playing, self.goal) = (false, None);
                self.step(count, self.clock.now(), None)?;
            }
            RunnerRequest::SetSpeed(speed) => self.pace.set_speed(speed),
            RunnerRequest::Restart { seed } => {
                let seed = seed.unwrap_or_else(|| self.simulation.seed());
                self.open(&Arc::clone(self.simulation.scene()), seed, &[])?;
            }
            RunnerRequest::Open { scene, seed, off } => self.open(&scene, seed, &off)?,
            RunnerRequest::Seek { step, nearest } => {
                self.go_to(step, nearest)?;
            }
            RunnerRequest::Part => self.part(),
            RunnerRequest::BeforeReset => self.go_before_reset()?,
            RunnerRequest::Switch(run) => self.switch(run)?,
            RunnerRequest::Forget(run) => self.way_back.forget(run, &self.simulation),
            RunnerRequest::OpenTwin(change) => {
                self.twin = None;
                let mut twin = Twin::of(&self.simulation, &self.sampler)?;
                change.into_iter().try_for_each(|change| twin.simulation.obey(change))?;
                self.twin = Some(Box::new(twin));
            }
            RunnerRequest::Beside(run) => self.go_beside(run)?,
            RunnerRequest::CloseTwin => self.twin = None,
            RunnerRequest::Select(_)
            | RunnerRequest::SelectGroup(_)
            | RunnerRequest::Watch(_)
            | RunnerRequest::Neighbours(_)
            | RunnerRequest::Show(_)
            | RunnerRequest::DrawAllSynapses(_)
            | RunnerRequest::Mark => {
                look(&request, &mut self.simulation, &mut self.sampler);
                twin::with(&mut self.twin, |simulation, sampler| look(&request, simulation, sampler));
            }
            RunnerRequest::Account => {
                let account = RunAccount {
                    scene: Arc::clone(self.simulation.scene()),
                    seed: self.simulation.seed(),
                    steps: self.steps,
                    log: self.simulation.log().to_vec(),
                    hash: Some(self.simulation.state_hash()),
                };
                lock(&self.shared).account = Some(account);
            }
            RunnerRequest::Whole { hash } => self.tell_whole(hash),
            RunnerRequest::DoAgain(run) => self.do_again(&run),
            RunnerRequest::AdvanceTo(step) => self.film = Film::Towards(step),
            RunnerRequest::EndFilm => {
                self.film = Film::None;
                self.film_frames.count = 0;
                self.pace.hold(self.clock.now());
            }
        }
        Ok(())
    }

    /// Begin a run, of this scene or another.
    fn open(&mut self, scene: &Arc<Scene>, seed: u64, off: &[Rule]) -> Result<(), Fault> {
        self.making = Some((Doing::Spawning, RunFailure::opening(scene, seed)));
        let mut simulation = Simulation::from_shared(Arc::clone(scene), seed)?;
        for &rule in off {
            simulation.obey(SimulationCommand::SetRule { rule, enabled: false })?;
        }
        let mut sampler = Sampler::new(&simulation);
        if Arc::ptr_eq(scene, self.simulation.scene()) {
            sampler.looking.show(self.sampler.looking.shown(), &simulation);
        }
        let mut way_back = WayBack::new();
        way_back.begin(&simulation, &sampler);
        self.go_on_with(simulation, sampler, way_back);
        Ok(())
    }

    /// Go on with another run. What waits of the one before is taken back, so that nobody sees it after this.
    fn go_on_with(&mut self, simulation: Simulation, sampler: Sampler, way_back: WayBack) {
        self.tell_left();
        (self.simulation, self.sampler, self.way_back) = (simulation, sampler, way_back);
        self.twin = None;
        self.steps = self.simulation.steps();
        self.generation += 1;
        self.pace.begin_run(self.clock.now(), self.simulation.time_s());
        self.making = None;
        self.goal = None;
        self.film_frames = FilmFrames::default();
        self.failed = false;
        let mut shared = lock(&self.shared);
        (shared.delivery, shared.failure) = (None, None);
    }

    /// The run broke down: it stands still until there is another.
    fn fail(&mut self, doing: Doing, message: String, place: Option<String>) {
        let (doing, failure) = match self.making.take() {
            Some((doing, failure)) => (doing, failure),
            None => (doing, RunFailure::of(&self.simulation, self.steps)),
        };
        self.failed = true;
        self.film = Film::None;
        lock(&self.shared).tell(Err(RunFailure { doing, message, place, ..failure }));
    }

    /// Do up to `count` steps, or as many as fit between now and `deadline`; returns how many.
    fn step(&mut self, count: u64, now: Duration, deadline: Option<Duration>) -> Result<u64, Fault> {
        let mut last = now;
        for done in 0..count {
            self.give_due()?;
            if self.simulation.step(1) == 0 {
                return Ok(done);
            }
            self.steps = self.simulation.steps();
            self.sampler.observe(&self.simulation);
            if let Some(twin) = &mut self.twin {
                twin.step(&self.simulation)?;
            }
            if self.way_back.ends_at(self.steps) {
                self.give_due()?;
            }
            let now = self.clock.now();
            if self.way_back.is_due(self.steps, now.saturating_sub(last)) {
                self.way_back.keep(&self.simulation, &self.sampler);
                last = self.clock.now();
                self.way_back.kept_in(last.saturating_sub(now));
            } else {
                last = now;
            }
            if self.goal.as_mut().is_some_and(|goal| goal.is_reached(&self.simulation, &self.sampler)) {
                (self.playing, self.goal) = (false, None);
                return Ok(done + 1);
            }
            if deadline.is_some_and(|deadline| now >= deadline) {
                return Ok(done + 1);
            }
        }
        Ok(count)
    }

    /// Step as far as the wall clock and the speed ask; returns whether anything was done.
    fn step_by_clock(&mut self) -> Result<bool, Fault> {
        let now = self.clock.now();
        if !self.playing || (self.simulation.stop().is_some() && !self.way_back.is_before_end()) {
            self.goal = None;
            self.pace.hold(now);
            return Ok(false);
        }
        if self.goal.is_some() {
            self.pace.hold(now);
            return Ok(self.step(u64::MAX, now, Some(now + SLICE))? > 0);
        }
        let step_s = self.simulation.scene().time_s(1);
        let due = self.pace.due(now, step_s);
        let done = self.step(due, now, Some(now + SLICE))?;
        self.pace.done(done, step_s);
        Ok(done > 0)
    }

    /// Step towards the frame that a film asked for; returns whether anything was done.
    fn step_to(&mut self, target: u64) -> Result<bool, Fault> {
        let missing = target.saturating_sub(self.simulation.steps());
        let now = self.clock.now();
        let done = self.step(missing, now, Some(now + SLICE))?;
        if done == missing || (done == 0 && self.simulation.stop().is_some()) {
            self.film = Film::Waiting;
            self.film_frames.count += 1;
            self.film_frames.ranks |= self.film_frames.count % FILM_FRAMES_A_WEIGHT == 1;
            return Ok(true);
        }
        Ok(done > 0)
    }

    /// Hand over a sample unless the last one still waits, or a film's frame is not reached yet.
    fn publish(&mut self) -> bool {
        if matches!(self.film, Film::Towards(_)) || lock(&self.shared).delivery.is_some() {
            return false;
        }
        let now = self.clock.now();
        let due = match self.film {
            Film::None => now.saturating_sub(self.weights_at) >= WEIGHTS_INTERVAL,
            Film::Waiting | Film::Towards(_) => std::mem::take(&mut self.film_frames.ranks),
        };
        if due {
            self.sampler.refresh_weights(&self.simulation);
            twin::with(&mut self.twin, |simulation, sampler| sampler.refresh_weights(simulation));
            self.weights_at = now;
        }
        // Single steps are to be seen at once.
        if due || !self.playing {
            self.sampler.refresh_group(&self.simulation);
            twin::with(&mut self.twin, |simulation, sampler| sampler.refresh_group(simulation));
        }
        let status = RunnerStatus {
            playing: self.playing,
            speed_asked: self.pace.speed(),
            speed_got: self.pace.got(),
            generation: self.generation,
            until: self.goal.as_ref().map(Goal::until),
            filming: !matches!(self.film, Film::None),
            answered: self.answered,
            known: self.known(),
        };
        let sample = self.sampler.take(&self.simulation);
        let twin = self.twin.as_mut().map(|twin| twin.take());
        let delivery = Delivery { sample, status, info: self.info(), branches: self.way_back.branches(), twin };
        lock(&self.shared).tell(Ok(delivery));
        true
    }
}

/// Look at something else.
fn look(request: &RunnerRequest, simulation: &mut Simulation, sampler: &mut Sampler) {
    match request {
        RunnerRequest::Select(neuron) => {
            sampler.select(*neuron);
            simulation.explain(*neuron);
        }
        RunnerRequest::SelectGroup(neurons) => sampler.select_group(neurons, simulation),
        RunnerRequest::Watch(neurons) => sampler.watch(neurons),
        RunnerRequest::Neighbours(neuron) => sampler.name_neighbours(*neuron, simulation),
        RunnerRequest::Show(variable) => sampler.looking.show(*variable, simulation),
        RunnerRequest::DrawAllSynapses(all) => sampler.draw_all_synapses(*all, simulation),
        RunnerRequest::Mark => sampler.looking.mark(simulation),
        _ => {}
    }
}
