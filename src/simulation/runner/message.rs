//! What window and simulation thread say to each other.

use super::failure::RunFailure;
use super::twin::TwinSample;
use super::until::Until;
use crate::plasticity::Rule;
use crate::scene::Scene;
use crate::scene::file::Variable;
use crate::simulation::{LoggedCommand, NetworkInfo, SimulationCommand, ViewSample};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a window can ask of the simulation thread.
#[derive(Clone, Debug, PartialEq)]
pub enum RunnerRequest {
    /// Apply a command at the next step.
    Apply(SimulationCommand),
    /// Run at the chosen speed.
    Play,
    /// Stop stepping.
    Pause,
    /// Pause, and do this many steps, all of them: nothing else is answered before.
    Step(u64),
    /// Go on to this as fast as it can, then stand still. Play, pause, a step or another run ends it.
    RunUntil(Until),
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
    /// Go to another moment of the run, up to the last that is known, which stays known; keeps playing or pausing. What is then changed
    /// makes another run of it from there.
    Seek {
        /// Steps completed there.
        step: u64,
        /// Go to about the last moment before it that is kept, which takes the least time.
        nearest: bool,
    },
    /// The run goes on otherwise from the moment at which it stands; what came after stays known as a [branch](RunBranch).
    Part,
    /// Go to just before the newest command that [resets](SimulationCommand::resets) activity or plasticity, and go on otherwise from there.
    BeforeReset,
    /// Go on with another branch: as fast as it can to the time of now in it, or to its end, then stand still.
    Switch(u32),
    /// Forget a branch.
    Forget(u32),
    /// Go on beside a twin: the same network from this moment on, with the same seed and commands, and this difference, or none. A move to
    /// another moment ends it.
    OpenTwin(Option<SimulationCommand>),
    /// Go to where a branch parts from the run, and as fast as it can back to the time of now, beside that branch as its twin.
    Beside(u32),
    /// No twin any more.
    CloseTwin,
    /// Choose the neuron whose traces a sample carries.
    Select(Option<u32>),
    /// Choose the neurons of which a sample carries a summary; none: it carries no summary.
    SelectGroup(Arc<[u32]>),
    /// Choose the neurons whose traces a sample carries besides that of the selected one.
    Watch(Vec<u32>),
    /// Choose the neuron whose synaptic partners a sample names.
    Neighbours(Option<u32>),
    /// Choose the variable of which a sample carries the value of every neuron. Of all others nothing is computed.
    Show(Variable),
    /// Choose whether a sample carries all synapses to draw, or the strongest; the next scene begins with the strongest.
    DrawAllSynapses(bool),
    /// Drop a marker: changes of thresholds are counted from here.
    Mark,
    /// Tell what the run is as it stands: see [`RunAccount`].
    Account,
    /// Tell all that is known of the run: see [`WholeRun`]. It takes no time but for the hash.
    Whole {
        /// Whether with the hash of the moment that is shown.
        hash: bool,
    },
    /// Do a run again, up to its end; pause there. If that fails, the run goes on that was there before, and why is told.
    DoAgain(WholeRun),
    /// Film: step exactly to this step, then publish a sample, whatever the wall clock says. Steps wait for such requests
    /// from the first of them until [`RunnerRequest::EndFilm`].
    AdvanceTo(u64),
    /// Film is over: the wall clock drives again.
    EndFilm,
}

/// A run as it stands. Done again from these, it comes to the same bits.
#[derive(Clone, Debug, PartialEq)]
pub struct RunAccount {
    /// The scene.
    pub scene: Arc<Scene>,
    /// Seed.
    pub seed: u64,
    /// Steps completed.
    pub steps: u64,
    /// Commands so far.
    pub log: Vec<LoggedCommand>,
    /// Hash of the whole state there, where it is known.
    pub hash: Option<u64>,
}

/// All that is known of a run, also what comes after the moment that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeRun {
    /// How it is done again to its end.
    pub account: RunAccount,
    /// Steps completed at the moment that is shown.
    pub shown: u64,
    /// Hash of the whole state there, where it is known: before what was asked for there, if it is not the end.
    pub hash: Option<u64>,
    /// Steps at which markers were dropped.
    pub markers: Vec<u64>,
}

impl From<RunAccount> for WholeRun {
    fn from(account: RunAccount) -> Self {
        Self { shown: account.steps, hash: account.hash, markers: Vec::new(), account }
    }
}

/// How far a run is that is done again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Again {
    /// Share that is done, while it is.
    pub share: Option<f32>,
    /// Whether nobody wants it any more.
    pub cancelled: bool,
    /// Why the last one was not done, until the window takes it.
    pub failure: Option<String>,
}

/// The number of a request. Requests are answered in the order in which they were made, so that a sample with this ticket or a
/// later one shows what the request asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(u64);

impl Ticket {
    /// The ticket of the request with this number; the first is 1.
    pub(super) const fn number(number: u64) -> Self {
        Self(number)
    }

    /// The ticket after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }
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
    /// Counts restarts: views drop their history when it changes.
    pub generation: u64,
    /// To what it goes on, as fast as it can.
    pub until: Option<Until>,
    /// Whether a film drives the steps: it neither plays nor pauses by the clock.
    pub filming: bool,
    /// The newest request that the sample answers.
    pub answered: Ticket,
    /// What is known of the run besides this moment.
    pub known: Known,
}

impl RunnerStatus {
    /// Counts cuts in what samples show: another run, or another moment of the same one. What is remembered of the samples before a cut
    /// does not go on in those after it.
    #[must_use]
    pub const fn cuts(&self) -> u64 {
        self.generation + self.known.jumps
    }
}

/// Another future of the run, which was left when it went on otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct RunBranch {
    /// Its number.
    pub run: u32,
    /// Until when it is the same as the present one (s of model time).
    pub parts_s: f64,
    /// Its last moment (s of model time).
    pub end_s: f64,
    /// The run that it leaves, which is the one with which it has most in common: the present one or another branch.
    pub parent: u32,
    /// Until when it is the same as that (s of model time).
    pub leaves_s: f64,
    /// What was changed in it after that, first; nothing if only the other one was changed.
    pub change: Option<SimulationCommand>,
}

/// What is known of a run besides the moment that a sample shows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Known {
    /// Its last moment that is known (s of model time): the present one, unless it went back.
    pub end_s: f64,
    /// Whether the sample shows an earlier one, and what comes is done again until then.
    pub is_before_end: bool,
    /// Number of the branch.
    pub run: u32,
    /// When it went on otherwise than it had before (s of model time), if it did; the last time counts.
    pub parted_s: Option<f64>,
    /// Counts moves to other moments.
    pub jumps: u64,
    /// From when on (s of model time) the sample tells what happened before the moment to which the last move went.
    pub jumped_from_s: f64,
    /// Commands in its log up to the moment that the sample shows.
    pub commands: usize,
    /// Memory that its kept moments take (bytes).
    pub bytes: usize,
}

/// A sample, and what belongs to it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The moment.
    pub sample: ViewSample,
    /// What the thread reports about itself.
    pub status: RunnerStatus,
    /// Facts about the network that the sample shows.
    pub info: Arc<NetworkInfo>,
    /// Other futures of its run, in the order in which they were left.
    pub branches: Arc<[RunBranch]>,
    /// The twin of the run, if it has one.
    pub twin: Option<TwinSample>,
}

/// What the thread hands over.
#[derive(Default)]
pub struct Shared {
    /// The newest sample, until the window takes it.
    pub delivery: Option<Delivery>,
    /// What was told of the run, until the window takes it.
    pub account: Option<RunAccount>,
    /// What was told of the whole run, until the window takes it.
    pub wholes: Vec<WholeRun>,
    /// A run that is done again.
    pub again: Again,
    /// Runs whose place another one took, until the window takes them.
    pub left: Vec<RunAccount>,
    /// Why the run cannot go on.
    pub failure: Option<Arc<RunFailure>>,
    /// Called when either is there.
    pub wake: Option<Box<dyn Fn() + Send>>,
}

impl Shared {
    /// Hand over a sample, or an account of what went wrong.
    pub fn tell(&mut self, news: Result<Delivery, RunFailure>) {
        match news {
            Ok(delivery) => self.delivery = Some(delivery),
            Err(failure) => self.failure = Some(Arc::new(failure)),
        }
        self.wake();
    }

    /// Something is there to be taken.
    pub fn wake(&self) {
        if let Some(wake) = &self.wake {
            wake();
        }
    }
}

/// What is shared is replaced as a whole, so that what a thread left that died is still whole.
pub fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
