//! From where a scene is seen: shortly before its first pattern, so that nobody waits for it.

use super::Session;
use super::evidence::Evidence;
use super::selection::Selection;
use crate::scene::{Scene, steps_in};
use crate::simulation::RunnerRequest;
use std::sync::Arc;

/// Time of watching until the first pattern of a scene appears, at the speed at which the window starts, 250 ms a second: long
/// enough to look round, short enough not to wonder (3 s).
const BEFORE_FIRST_PATTERN_S: f64 = 0.75;
/// Most model time that is run ahead (s): it takes a fraction of a second.
const MOST_AHEAD_S: f64 = 3.0;

impl Session {
    /// The step at which the window begins to show the run: shortly before the first pattern, so that nobody waits for it. Scenes
    /// without patterns begin at 0.
    #[must_use]
    pub fn opening_step(&self) -> u64 {
        let first = self.info.phases.iter().find(|phase| phase.pattern.is_some());
        opening_step(first.map(|phase| phase.start_s), self.info.dt_ms)
    }

    /// Run ahead to where the window begins. These are steps like all others, so they change nothing but what was seen of them.
    pub fn run_ahead(&self) {
        let steps = self.opening_step();
        if steps > 0 {
            self.request(RunnerRequest::Step(steps));
        }
    }

    /// Open another scene with its own seed and as the window opens its first: shortly before its first pattern, playing. Its
    /// evidence was read before, so that the window need not wait for it.
    pub fn open(&mut self, scene: &Arc<Scene>, evidence: Option<Evidence>) {
        self.forget_return();
        self.evidence = evidence;
        self.opening = Some(scene.name.clone());
        (self.selection, self.hovered) = (Selection::default(), None);
        self.request(RunnerRequest::Open { scene: Arc::clone(scene), seed: scene.seed, off: Vec::new() });
        let first = scene.phases().iter().find(|phase| phase.kind.pattern().is_some());
        let steps = opening_step(first.map(|phase| scene.time_s(phase.start_step)), scene.dt_ms());
        if steps > 0 {
            self.request(RunnerRequest::Step(steps));
        }
        self.set_playing(true);
    }
}

/// The step shortly before a first pattern that begins at `first_s`; 0 without one.
fn opening_step(first_s: Option<f64>, dt_ms: f32) -> u64 {
    let ahead_s = first_s.map_or(0.0, |first_s| (first_s - BEFORE_FIRST_PATTERN_S).clamp(0.0, MOST_AHEAD_S));
    if dt_ms > 0.0 { steps_in(ahead_s, dt_ms) } else { 0 }
}
