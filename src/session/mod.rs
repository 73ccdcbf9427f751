//! What the window knows about the run: the simulation thread's handle, its newest sample, and a history for the plots.
//!
//! Panels and the 3D view read the session; they change the run only by sending requests.

mod viewport;

pub use viewport::{LabelSubject, ShownSynapses, ViewClock, ViewLabel, ViewLabels, ViewOptions, Viewport3d};

use crate::simulation::{NetworkInfo, Runner, RunnerRequest, RunnerStatus, SimulationCommand, ViewSample};
use bevy::ecs::resource::Resource;
use std::sync::Arc;

/// The run as the window sees it.
#[derive(Resource)]
pub struct Session {
    runner: Runner,
    /// Facts about the network.
    pub info: Arc<NetworkInfo>,
    /// Newest sample.
    pub sample: ViewSample,
    /// What the simulation thread reports about itself.
    pub status: RunnerStatus,
    /// Whether `sample` changed in this frame.
    pub fresh: bool,
    /// Neuron that the user selected.
    pub selected: Option<u32>,
    /// Neuron under the mouse pointer.
    pub hovered: Option<u32>,
}

impl Session {
    /// A session on a running simulation.
    #[must_use]
    pub fn new(runner: Runner) -> Self {
        Self {
            info: runner.info(),
            runner,
            sample: ViewSample::default(),
            status: RunnerStatus::default(),
            fresh: false,
            selected: None,
            hovered: None,
        }
    }

    /// Take the newest sample, if there is one. Called once a frame.
    pub fn update(&mut self) {
        self.fresh = false;
        if let Some((sample, status)) = self.runner.take_sample() {
            if status.generation != self.status.generation {
                self.info = self.runner.info();
            }
            self.sample = sample;
            self.status = status;
            self.fresh = true;
        }
    }

    /// Send a request to the simulation thread.
    pub fn request(&self, request: RunnerRequest) {
        self.runner.send(request);
    }

    /// Change the simulation.
    pub fn apply(&self, command: SimulationCommand) {
        self.request(RunnerRequest::Apply(command));
    }

    /// Select a neuron, or none.
    pub fn select(&mut self, neuron: Option<u32>) {
        self.selected = neuron;
        self.request(RunnerRequest::Select(neuron));
    }
}
