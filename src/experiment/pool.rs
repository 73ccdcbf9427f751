//! Work on several threads in the background, each piece handed back as it ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;
use thread_priority::{ThreadPriority, set_current_thread_priority};

/// How much of the processor work asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// As much as any other program.
    Usual,
    /// What others leave over: least priority.
    Leftover,
}

/// Work in the background. Dropping it ends it.
pub struct Pool<R> {
    stop: Arc<AtomicBool>,
    finished: Receiver<R>,
    threads: Vec<JoinHandle<()>>,
}

impl<R: Send + 'static> Pool<R> {
    /// Begin with all pieces, in order, on this many threads. Each is done by `piece`, which asks whether to stop, hands over what it has
    /// finished, and returns false if it stopped.
    pub fn start<W: Send + Sync + 'static>(
        name: &str,
        pieces: Vec<W>,
        jobs: usize,
        share: Share,
        piece: impl Fn(&W, &dyn Fn() -> bool, &mut dyn FnMut(R)) -> bool + Send + Sync + 'static,
    ) -> Self {
        let jobs = jobs.clamp(1, pieces.len().max(1));
        let (pieces, piece) = (Arc::new(pieces), Arc::new(piece));
        let stop = Arc::new(AtomicBool::new(false));
        let next = Arc::new(AtomicUsize::new(0));
        let (sender, finished) = channel();
        let threads = (0..jobs)
            .filter_map(|job| {
                let (pieces, piece, stop, next) =
                    (Arc::clone(&pieces), Arc::clone(&piece), Arc::clone(&stop), Arc::clone(&next));
                let sender = sender.clone();
                let work = move || {
                    if share == Share::Leftover {
                        // Where the system refuses, the work is as before, and the rest of the program a little slower.
                        let _ = set_current_thread_priority(ThreadPriority::Min);
                    }
                    while let Some(own) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let stop = || stop.load(Ordering::Relaxed);
                        // Nobody listens any more only where the work is being stopped.
                        if !piece(own, &stop, &mut |result| drop(sender.send(result))) {
                            return;
                        }
                    }
                };
                std::thread::Builder::new().name(format!("{name} {job}")).spawn(work).ok()
            })
            .collect();
        Self { stop, finished, threads }
    }

    /// What was finished next, waiting up to `wait`; none if there is nothing yet, or nothing any more (see [`Pool::is_over`]).
    #[must_use]
    pub fn next(&self, wait: Duration) -> Option<R> {
        self.finished.recv_timeout(wait).ok()
    }

    /// Whether all threads have ended; results may still wait to be taken.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.threads.iter().all(JoinHandle::is_finished)
    }
}

impl<R> Drop for Pool<R> {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}
