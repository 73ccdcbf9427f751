//! The simulation on a thread of its own: the window asks, the thread steps and hands back samples.

use super::{NetworkInfo, SimulationCommand, ViewSample};
use std::sync::Arc;

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
}

/// Handle of a simulation that runs on its own thread.
pub struct Runner {}

impl Runner {
    /// Send a request; never blocks.
    pub fn send(&self, _request: RunnerRequest) {
        unimplemented!()
    }

    /// The newest sample since the last call, if there is one; never blocks.
    pub fn take_sample(&self) -> Option<(ViewSample, RunnerStatus)> {
        unimplemented!()
    }

    /// Facts about the network that runs now (changes with a restart).
    pub fn info(&self) -> Arc<NetworkInfo> {
        unimplemented!()
    }
}
