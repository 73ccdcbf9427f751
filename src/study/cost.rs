//! What a study costs, before it begins.

use super::Study;
use super::reading::points;
use crate::scene::Fault;
use crate::simulation::{RunAccount, Sampler, Simulation};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Steps between two looks at the clock.
const CHUNK: u64 = 20;
/// Bytes of a point of a curve, and of a run besides.
const POINT_BYTES: u64 = 16;
const RUN_BYTES: u64 = 200;

/// How fast runs are here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Time to make a run ready (s).
    pub begin_s: f64,
    /// Time of a step (s).
    pub step_s: f64,
}

impl Pace {
    /// Measured on the beginning of a run, for about this long.
    ///
    /// # Errors
    /// The scene cannot be made ready to step.
    pub fn measure(account: &RunAccount, wall: Duration) -> Result<Self, Fault> {
        let start = Instant::now();
        let mut simulation = Simulation::from_shared(Arc::clone(&account.scene), account.seed)?;
        let mut sampler = Sampler::new(&simulation);
        let begin_s = start.elapsed().as_secs_f64();
        let start = Instant::now();
        while start.elapsed() < wall {
            for _ in 0..CHUNK {
                simulation.step(1);
                sampler.observe(&simulation);
            }
            if simulation.stop().is_some() {
                break;
            }
        }
        let steps = simulation.steps().max(1) as f64;
        Ok(Self { begin_s, step_s: start.elapsed().as_secs_f64() / steps })
    }
}

/// What a study costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// Runs.
    pub runs: usize,
    /// About how long they take (s).
    pub seconds: f64,
    /// About how much memory their results take (bytes).
    pub bytes: u64,
    /// How many runs take an hour.
    pub runs_an_hour: usize,
}

impl Cost {
    /// What is more than this needs a word of the user: an hour, or so many runs.
    const MOST_S: f64 = 3600.0;
    const MOST_RUNS: usize = 10_000;

    /// Of a study on so many threads.
    #[must_use]
    pub fn of(study: &Study, pace: Pace, jobs: usize) -> Self {
        let runs = study.runs();
        let one_s = (pace.begin_s + pace.step_s * study.base.steps as f64) / jobs.max(1) as f64;
        let run_bytes = RUN_BYTES + POINT_BYTES * points(&study.base) * study.read.len() as u64;
        let runs_an_hour = (Self::MOST_S / one_s.max(1e-9)) as usize;
        Self { runs, seconds: one_s * runs as f64, bytes: run_bytes * runs as u64, runs_an_hour }
    }

    /// Whether it is so much that it should not begin unasked.
    #[must_use]
    pub fn is_too_much(&self) -> bool {
        self.seconds > Self::MOST_S || self.runs > Self::MOST_RUNS
    }

    /// Most runs that may begin unasked.
    #[must_use]
    pub fn most_runs(&self) -> usize {
        self.runs_an_hour.clamp(1, Self::MOST_RUNS)
    }
}
