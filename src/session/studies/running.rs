//! Runs of a study that go on in the background beside the run that is seen.

use crate::experiment::Share;
use crate::study::{Readings, Runs, Study};
use crate::words::words;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Cores that are left to the run that is seen and to the window.
const KEPT_CORES: usize = 2;

/// Threads for runs in the background.
#[must_use]
pub fn spare_cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get).saturating_sub(KEPT_CORES).max(1)
}

/// A study and what came of it so far.
pub struct Running {
    /// The study.
    pub study: Arc<Study>,
    /// What came of its runs.
    pub readings: Readings,
    /// What went wrong with a run; the others count.
    pub fault: Option<String>,
    runs: Option<Mutex<Runs>>,
}

impl Running {
    /// Begin with all runs.
    #[must_use]
    pub fn start(study: Arc<Study>) -> Self {
        let runs = study.start(spare_cores(), Share::Leftover);
        Self { study, readings: Readings::new(), fault: None, runs: Some(Mutex::new(runs)) }
    }

    /// End it; what was read is kept.
    pub fn stop(&mut self) {
        self.runs = None;
    }

    /// Whether runs are being made.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        self.runs.is_some()
    }

    /// Runs finished, and runs altogether.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.readings.len(), self.study.runs())
    }

    /// Take what was finished; whether there was anything new.
    pub(super) fn update(&mut self) -> bool {
        let Some(runs) = &self.runs else { return false };
        let mut news = false;
        let over = {
            let runs = runs.lock().unwrap_or_else(PoisonError::into_inner);
            // Whether the threads have ended is asked first: what they sent before then is still taken.
            let over = runs.is_over();
            while let Some((number, reading)) = runs.next(Duration::ZERO) {
                news = true;
                match reading {
                    Ok(reading) => drop(self.readings.insert(number, reading)),
                    Err(fault) => self.fault = Some(fault.to_string()),
                }
            }
            over
        };
        if over {
            self.runs = None;
            if self.readings.is_empty() && self.fault.is_none() {
                let refused = words!("study-no-thread", "The system refused the threads that the runs are made on.");
                self.fault = Some(refused.to_owned());
            }
            return true;
        }
        news
    }
}
