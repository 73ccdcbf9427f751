//! The simulation on a thread of its own: the window asks, the thread steps and hands back samples.

use super::{NetworkInfo, Sampler, Simulation, SimulationCommand, ViewSample};
use crate::plasticity::Rule;
use crate::scene::Scene;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the thread steps before it looks for requests and hands over a sample.
const SLICE: Duration = Duration::from_millis(4);
/// How long it sleeps when there is nothing to do.
const IDLE: Duration = Duration::from_millis(2);
/// How often weights are ranked anew.
const WEIGHTS_INTERVAL: Duration = Duration::from_millis(500);
/// How often weights are ranked anew in a film (frames): by frames, so that the same film shows the same synapses.
const FILM_FRAMES_A_WEIGHT: u64 = 15;
/// Time over which the speed is measured.
const SPEED_WINDOW: Duration = Duration::from_secs(1);
/// Most model time that the thread catches up with after it was held up (s of watching).
const LARGEST_LAG: f64 = 0.1;
/// Speed at the start (model seconds per second of watching).
pub const INITIAL_SPEED: f32 = 0.25;

/// What a window can ask of the simulation thread.
#[derive(Clone, Debug, PartialEq)]
pub enum RunnerRequest {
    /// Apply a command at the next step.
    Apply(SimulationCommand),
    /// Run at the chosen speed.
    Play,
    /// Stop stepping.
    Pause,
    /// Pause, and do this many steps.
    Step(u64),
    /// Model seconds per second of watching; infinite: as fast as it goes.
    SetSpeed(f32),
    /// Start again, with the same seed or another; keeps playing or pausing.
    Restart {
        /// New seed; `None` keeps the seed.
        seed: Option<u64>,
    },
    /// Open another scene, or another arm of an experiment, from its start; keeps playing or pausing.
    Open {
        /// The scene.
        scene: Arc<Scene>,
        /// Seed.
        seed: u64,
        /// Rules that are switched off.
        off: Vec<Rule>,
    },
    /// Go back by this many seconds of model time: the log is replayed up to there, later commands are dropped.
    Rewind {
        /// How far (s of model time).
        seconds: f64,
    },
    /// Choose the neuron whose traces a sample carries.
    Select(Option<u32>),
    /// Film: step exactly to this step, then publish a sample, whatever the wall clock says. Steps wait for such requests
    /// from the first of them until [`RunnerRequest::EndFilm`].
    AdvanceTo(u64),
    /// Film is over: the wall clock drives again.
    EndFilm,
}

/// What the thread reports about itself with each sample.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunnerStatus {
    /// Whether it is stepping.
    pub playing: bool,
    /// Model seconds per second of watching that were asked for.
    pub speed_asked: f32,
    /// Model seconds per second of watching, measured over the last second.
    pub speed_got: f32,
    /// Counts restarts and rewinds: views drop their history when it changes.
    pub generation: u64,
    /// Whether a film drives the steps: it neither plays nor pauses by the clock.
    pub filming: bool,
}

/// What the thread hands over.
struct Shared {
    sample: Option<(ViewSample, RunnerStatus)>,
    info: Arc<NetworkInfo>,
    /// Called when a sample is there.
    wake: Option<Box<dyn Fn() + Send>>,
}

/// Handle of a simulation that runs on its own thread; the thread ends when the handle is dropped.
pub struct Runner {
    requests: Sender<RunnerRequest>,
    shared: Arc<Mutex<Shared>>,
}

impl Runner {
    /// Spawn a scene and run it on a thread of its own, playing.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(scene: Arc<Scene>, seed: u64) -> std::io::Result<Self> {
        let (requests, receiver) = channel();
        let simulation = Simulation::from_shared(scene, seed);
        let sampler = Sampler::new(&simulation);
        let shared = Arc::new(Mutex::new(Shared { sample: None, info: Arc::clone(sampler.info()), wake: None }));
        let worker = Worker {
            simulation,
            sampler,
            shared: Arc::clone(&shared),
            playing: true,
            speed: INITIAL_SPEED,
            generation: 0,
            owed: 0.0,
            last: Instant::now(),
            measured: (Instant::now(), 0.0, 0.0),
            weights_at: Instant::now(),
            film: Film::None,
            film_frames: 0,
        };
        std::thread::Builder::new().name("simulation".to_owned()).spawn(move || worker.run(&receiver))?;
        Ok(Self { requests, shared })
    }

    /// Send a request; never blocks.
    pub fn send(&self, request: RunnerRequest) {
        // The thread ends only with this handle; a request after that has nobody to go to.
        drop(self.requests.send(request));
    }

    /// The newest sample since the last call, if there is one; never waits for a step.
    #[must_use]
    pub fn take_sample(&self) -> Option<(ViewSample, RunnerStatus)> {
        lock(&self.shared).sample.take()
    }

    /// Call this whenever a sample is handed over.
    pub fn wake_with(&self, wake: Box<dyn Fn() + Send>) {
        lock(&self.shared).wake = Some(wake);
    }

    /// Facts about the network that runs now (changes with a restart).
    #[must_use]
    pub fn info(&self) -> Arc<NetworkInfo> {
        Arc::clone(&lock(&self.shared).info)
    }
}

/// A sample is replaced as a whole, so one left by a thread that died is still whole.
fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
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

struct Worker {
    simulation: Simulation,
    sampler: Sampler,
    shared: Arc<Mutex<Shared>>,
    playing: bool,
    speed: f32,
    generation: u64,
    /// Model time that is due but not yet stepped (s).
    owed: f64,
    last: Instant,
    /// Begin of the measurement, model time then, and the last result.
    measured: (Instant, f64, f32),
    weights_at: Instant,
    film: Film,
    film_frames: u64,
}

impl Worker {
    fn run(mut self, requests: &Receiver<RunnerRequest>) {
        let mut changed = true;
        loop {
            loop {
                match requests.try_recv() {
                    Ok(request) => {
                        self.handle(request);
                        changed = true;
                    }
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => return,
                }
            }
            let stepped = match self.film {
                Film::None => self.step_by_clock(),
                Film::Waiting => false,
                Film::Towards(step) => self.step_to(step),
            };
            changed |= stepped;
            self.measure_speed();
            if changed && self.publish() {
                changed = false;
            }
            if !stepped {
                std::thread::sleep(IDLE);
            }
        }
    }

    fn handle(&mut self, request: RunnerRequest) {
        match request {
            RunnerRequest::Apply(command) => self.simulation.apply(command),
            RunnerRequest::Play => self.playing = true,
            RunnerRequest::Pause => self.playing = false,
            RunnerRequest::Step(count) => {
                self.playing = false;
                self.step(count.min(1_000_000), None);
            }
            RunnerRequest::SetSpeed(speed) => {
                self.speed = if speed.is_nan() { INITIAL_SPEED } else { speed.max(0.0) };
                self.owed = 0.0;
            }
            RunnerRequest::Restart { seed } => {
                let seed = seed.unwrap_or_else(|| self.simulation.seed());
                let scene = Arc::clone(self.simulation.scene());
                self.replace(Simulation::from_shared(scene, seed), true);
            }
            RunnerRequest::Open { scene, seed, off } => {
                let mut simulation = Simulation::from_shared(scene, seed);
                for rule in off {
                    simulation.apply(SimulationCommand::SetRule { rule, enabled: false });
                }
                self.replace(simulation, true);
            }
            RunnerRequest::Rewind { seconds } => {
                let back = self.simulation.scene().steps_in(seconds.max(0.0));
                let step = self.simulation.steps().saturating_sub(back);
                let (scene, seed) = (Arc::clone(self.simulation.scene()), self.simulation.seed());
                // The course of the run and the replays in it depend on all steps before.
                self.sampler.forget_past(&self.simulation);
                let watch = |simulation: &Simulation| self.sampler.watch_past(simulation);
                let simulation = Simulation::replay_watched(scene, seed, self.simulation.log(), step, watch);
                self.replace(simulation, false);
            }
            RunnerRequest::Select(neuron) => self.sampler.select(neuron),
            RunnerRequest::AdvanceTo(step) => self.film = Film::Towards(step),
            RunnerRequest::EndFilm => {
                self.film = Film::None;
                self.film_frames = 0;
                self.last = Instant::now();
            }
        }
    }

    /// Go on with another simulation of the same scene. A rewound one keeps the facts of its start.
    fn replace(&mut self, simulation: Simulation, from_start: bool) {
        self.simulation = simulation;
        if from_start {
            self.sampler = Sampler::new(&self.simulation);
        } else {
            // Of what was pending, only the past that was watched belongs to the run that was done again.
            self.sampler.forget_all_but_past(&self.simulation);
            self.sampler.refresh_weights(&self.simulation);
        }
        self.generation += 1;
        self.owed = 0.0;
        self.measured = (Instant::now(), self.simulation.time_s(), 0.0);
        let mut shared = lock(&self.shared);
        shared.info = Arc::clone(self.sampler.info());
        shared.sample = None;
    }

    /// Do up to `count` steps, or as many as fit before `deadline`; returns how many.
    fn step(&mut self, count: u64, deadline: Option<Instant>) -> u64 {
        for done in 0..count {
            if self.simulation.step(1) == 0 {
                return done;
            }
            self.sampler.observe(&self.simulation);
            if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
                return done + 1;
            }
        }
        count
    }

    /// Step as far as the wall clock and the speed ask; returns whether anything was done.
    fn step_by_clock(&mut self) -> bool {
        let now = Instant::now();
        let passed = (now - self.last).as_secs_f64().min(LARGEST_LAG);
        self.last = now;
        if !self.playing || self.simulation.stop().is_some() {
            self.owed = 0.0;
            return false;
        }
        let seconds_per_step = self.simulation.scene().time_s(1);
        let speed = f64::from(self.speed);
        let count = if speed.is_finite() {
            self.owed = (self.owed + passed * speed).min(LARGEST_LAG * speed);
            (self.owed / seconds_per_step) as u64
        } else {
            u64::MAX
        };
        let done = self.step(count, Some(now + SLICE));
        self.owed -= done as f64 * seconds_per_step;
        done > 0
    }

    /// Step towards the frame that a film asked for; returns whether anything was done.
    fn step_to(&mut self, target: u64) -> bool {
        let missing = target.saturating_sub(self.simulation.steps());
        let done = self.step(missing, Some(Instant::now() + SLICE));
        if done == missing || (done == 0 && self.simulation.stop().is_some()) {
            self.film = Film::Waiting;
            return true;
        }
        done > 0
    }

    fn measure_speed(&mut self) {
        let (begin, time_then, _) = self.measured;
        let passed = begin.elapsed();
        if passed >= SPEED_WINDOW {
            let time = self.simulation.time_s();
            self.measured = (Instant::now(), time, ((time - time_then) / passed.as_secs_f64()) as f32);
        }
    }

    /// Hand over a sample unless the last one still waits, or a film's frame is not reached yet.
    fn publish(&mut self) -> bool {
        if matches!(self.film, Film::Towards(_)) || lock(&self.shared).sample.is_some() {
            return false;
        }
        let due = match self.film {
            Film::None => self.weights_at.elapsed() >= WEIGHTS_INTERVAL,
            Film::Waiting | Film::Towards(_) => {
                self.film_frames += 1;
                self.film_frames % FILM_FRAMES_A_WEIGHT == 1
            }
        };
        if due {
            self.sampler.refresh_weights(&self.simulation);
            self.weights_at = Instant::now();
        }
        let status = RunnerStatus {
            playing: self.playing,
            speed_asked: self.speed,
            speed_got: self.measured.2,
            generation: self.generation,
            filming: !matches!(self.film, Film::None),
        };
        let sample = self.sampler.take(&self.simulation);
        let mut shared = lock(&self.shared);
        shared.sample = Some((sample, status));
        if let Some(wake) = &shared.wake {
            wake();
        }
        true
    }
}
