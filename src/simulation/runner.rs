//! The simulation on a thread of its own: the window asks, the thread steps and hands back samples.

mod failure;
mod message;
mod pace;
mod twin;
mod until;
mod way_back;
mod worker;

pub use failure::{Doing, RunFailure};
pub use message::{Delivery, Known, RunAccount, RunBranch, RunnerRequest, RunnerStatus, Ticket, WholeRun};
pub use pace::INITIAL_SPEED;
pub use twin::TwinSample;
pub use until::{RECALLED_SHARE, Until};

use super::NetworkInfo;
use crate::scene::{Fault, Scene};
use crate::words::words;
use message::{Again, Shared, lock};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use worker::{WatchClock, Watching, Worker};

/// Why there is no simulation to watch.
#[derive(Debug, thiserror::Error)]
pub enum RunnerError {
    /// The scene cannot be made ready to step.
    #[error(transparent)]
    Scene(#[from] Fault),
    /// The system refuses a thread.
    #[error("the simulation thread could not be started: {0}")]
    Thread(#[from] std::io::Error),
}

/// Handle of a simulation that runs on its own thread; the thread ends when the handle is dropped.
pub struct Runner {
    requests: Sender<(Ticket, RunnerRequest)>,
    asked: AtomicU64,
    shared: Arc<Mutex<Shared>>,
    info: Arc<NetworkInfo>,
    thread: JoinHandle<()>,
}

impl Runner {
    /// Spawn a scene and run it on a thread of its own, playing.
    ///
    /// # Errors
    /// The scene cannot be made ready to step, or the system refuses a thread.
    pub fn start(scene: Arc<Scene>, seed: u64) -> Result<Self, RunnerError> {
        let worker = Worker::new(scene, seed, WatchClock::default())?;
        Ok(Self::on_thread(worker)?)
    }

    fn on_thread(worker: Worker<impl Watching + Send + 'static>) -> std::io::Result<Self> {
        let (requests, receiver) = channel();
        let (shared, info) = (worker.shared(), worker.info());
        let thread = std::thread::Builder::new().name("simulation".to_owned()).spawn(move || worker.run(&receiver))?;
        Ok(Self { requests, asked: AtomicU64::new(0), shared, info, thread })
    }

    /// Send a request; never blocks. The ticket tells which samples answer it.
    pub fn send(&self, request: RunnerRequest) -> Ticket {
        let ticket = Ticket::number(self.asked.fetch_add(1, Ordering::Relaxed) + 1);
        if matches!(request, RunnerRequest::DoAgain(_)) {
            lock(&self.shared).again = Again { share: Some(0.0), ..Again::default() };
        }
        // A thread that has ended is told of by `failure`.
        drop(self.requests.send((ticket, request)));
        ticket
    }

    /// The newest sample since the last call, if there is one; never waits for a step.
    #[must_use]
    pub fn take_delivery(&self) -> Option<Delivery> {
        lock(&self.shared).delivery.take()
    }

    /// What was told of the run since the last call.
    #[must_use]
    pub fn take_account(&self) -> Option<RunAccount> {
        lock(&self.shared).account.take()
    }

    /// What was told of the whole run since the last call, oldest first.
    #[must_use]
    pub fn take_wholes(&self) -> Vec<WholeRun> {
        std::mem::take(&mut lock(&self.shared).wholes)
    }

    /// Share that is done of a run that is done again; none if none is.
    #[must_use]
    pub fn again_share(&self) -> Option<f32> {
        lock(&self.shared).again.share
    }

    /// Why the last run that was to be done again was not.
    #[must_use]
    pub fn take_again_failure(&self) -> Option<String> {
        lock(&self.shared).again.failure.take()
    }

    /// A run that is done again is not wanted any more.
    pub fn cancel_again(&self) {
        lock(&self.shared).again.cancelled = true;
    }

    /// Runs whose place another one took since the last call.
    #[must_use]
    pub fn take_left(&self) -> Vec<RunAccount> {
        std::mem::take(&mut lock(&self.shared).left)
    }

    /// Call this whenever a sample is handed over, or the run breaks down.
    pub fn wake_with(&self, wake: Box<dyn Fn() + Send>) {
        lock(&self.shared).wake = Some(wake);
    }

    /// Why the run cannot go on, if it broke down: until it starts again, goes back, or another scene opens.
    #[must_use]
    pub fn failure(&self) -> Option<Arc<RunFailure>> {
        let known = lock(&self.shared).failure.clone();
        known.or_else(|| self.thread.is_finished().then(|| Arc::new(self.ended())))
    }

    /// A thread that has ended although its handle is there: its own account of faults failed as well.
    fn ended(&self) -> RunFailure {
        RunFailure {
            scene: self.info.scene.as_ref().map_or_else(String::new, |scene| scene.source().to_owned()),
            seed: self.info.seed,
            doing: Doing::Running,
            message: words!(
                "thread-ended",
                "the simulation thread has ended; close the window and start Rheobase again"
            )
            .to_owned(),
            ..RunFailure::default()
        }
    }

    /// Facts about the network that the run began with; those of a later one come with its samples.
    #[must_use]
    pub fn info(&self) -> Arc<NetworkInfo> {
        Arc::clone(&self.info)
    }
}

#[cfg(test)]
#[path = "runner/tests.rs"]
mod tests;
