//! Runs are made together as far as they are the same: arms and conditions that change only what comes after some phase share the
//! steps up to it, and go on from the same state. What is measured of each is the same, bit for bit, as if it had run alone.

use super::observation::Observation;
use super::plan::{Plan, Run};
use super::wanted::Wanted;
use crate::protocol::{Choices, took};
use crate::scene::{Fault, PhaseKind, Scene};
use crate::schedule::Clock;
use crate::simulation::{RestoreError, Simulation, SimulationCommand};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Steps between two looks at whether to stop.
const CHUNK: u64 = 2000;

/// Do runs that begin in the same way (see [`Plan::families`]) and hand each over as soon as it is done; false if `stop` became true.
///
/// # Errors
/// A scene cannot be made ready to step.
pub fn observe(
    plan: &Plan,
    runs: &[Run],
    stop: &dyn Fn() -> bool,
    done: &mut dyn FnMut(Run, Observation),
) -> Result<bool, Fault> {
    let runs: Vec<(Run, &Arc<Scene>)> = runs.iter().filter_map(|&run| Some((run, plan.scene(run)?))).collect();
    let Some(&(first, scene)) = runs.first() else { return Ok(true) };
    let mut simulation = Simulation::from_shared(Arc::clone(scene), first.seed)?;
    for rule in plan.off(first) {
        simulation.obey(SimulationCommand::SetRule { rule, enabled: false })?;
    }
    let mut wanted = Wanted::default();
    plan.experiment.metrics.iter().for_each(|metric| wanted.add(&metric.of));
    let course =
        Course { simulation, observation: Observation::at_the_start(scene), phases: 0, passed: BTreeMap::new() };
    course.follow(&runs, &wanted, stop, done)
}

impl Observation {
    /// Do one run and observe it; none if `stop` becomes true, or the plan has no such run.
    ///
    /// # Errors
    /// The scene cannot be made ready to step.
    pub fn of(plan: &Plan, run: Run, stop: &dyn Fn() -> bool) -> Result<Option<Self>, Fault> {
        let mut observed = None;
        observe(plan, &[run], stop, &mut |_, observation| observed = Some(observation))?;
        Ok(observed)
    }
}

/// Steps of runs: each by itself, and with what they have in common once.
#[must_use]
pub fn steps(plan: &Plan, runs: &[Run]) -> (u64, u64) {
    let (mut alone, mut together) = (0, 0);
    for family in plan.families(runs) {
        let runs: Vec<(Run, &Arc<Scene>)> = family.iter().filter_map(|&run| Some((run, plan.scene(run)?))).collect();
        alone += runs.iter().map(|(_, scene)| scene.run_steps()).sum::<u64>();
        together += steps_together(&runs, 0);
    }
    (alone, together)
}

/// Steps of runs after a step up to which they are the same.
fn steps_together(runs: &[(Run, &Arc<Scene>)], from: u64) -> u64 {
    let Some(&(_, scene)) = runs.first() else { return 0 };
    let (phases, to_the_end) = common(scene, runs);
    if to_the_end {
        return scene.run_steps() - from;
    }
    let parting = scene.start_of_phase(phases).min(scene.run_steps());
    parting - from + part(runs, phases).iter().map(|others| steps_together(others, parting)).sum::<u64>()
}

/// The number of phases with which runs begin that are the same as those of a scene, and whether that is all that any of them has.
fn common(scene: &Scene, runs: &[(Run, &Arc<Scene>)]) -> (usize, bool) {
    let shared = runs.iter().filter_map(|(_, other)| scene.common_phases(other));
    let phases = shared.min().unwrap_or(scene.phases().len());
    (phases, runs.iter().all(|(_, scene)| scene.phases().len() == phases))
}

/// Runs that are the same for so many phases, by how they go on.
fn part<'r>(runs: &[(Run, &'r Arc<Scene>)], phases: usize) -> Vec<Vec<(Run, &'r Arc<Scene>)>> {
    let alike = |one: &Scene, other: &Scene| {
        let whole = one.phases().len().max(other.phases().len());
        one.common_phases(other).is_some_and(|common| common > phases || common == whole)
    };
    let mut parted: Vec<Vec<(Run, &Arc<Scene>)>> = Vec::new();
    for &run in runs {
        match parted.iter_mut().find(|others| alike(others[0].1, run.1)) {
            Some(others) => others.push(run),
            None => parted.push(vec![run]),
        }
    }
    parted
}

/// Runs on their common way.
struct Course {
    simulation: Simulation,
    observation: Observation,
    /// Phases that have begun, with what takes no time done and looked at.
    phases: usize,
    /// How often each mark was passed.
    passed: BTreeMap<String, usize>,
}

impl Course {
    /// Go on to the end of all these runs, which are the same up to here.
    fn follow(
        mut self,
        runs: &[(Run, &Arc<Scene>)],
        wanted: &Wanted,
        stop: &dyn Fn() -> bool,
        done: &mut dyn FnMut(Run, Observation),
    ) -> Result<bool, Fault> {
        let (phases, together) = common(self.simulation.scene(), runs);
        if !self.advance(phases, together, wanted, stop) {
            return Ok(false);
        }
        self.observation.made = self.simulation.resource::<Choices>().made().to_vec();
        if together || self.observation.stopped.is_some() {
            for &(run, scene) in runs {
                done(run, self.observation.for_scene(scene));
            }
            return Ok(true);
        }
        for others in part(runs, phases) {
            if !self.branch(others[0].1)?.follow(&others, wanted, stop, done)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The same course in a scene that is the same up to here.
    fn branch(&self, scene: &Arc<Scene>) -> Result<Self, Fault> {
        let simulation = self.simulation.branch(Arc::clone(scene)).map_err(|error| match error {
            RestoreError::Scene(fault) => fault,
            other => {
                Fault::of_file(scene.source(), other.to_string(), "This is a fault of Rheobase; please report it.")
            }
        })?;
        let (observation, passed) = (self.observation.for_scene(scene), self.passed.clone());
        Ok(Self { simulation, observation, phases: self.phases, passed })
    }

    /// Step to where a phase begins, or to the end of the run, and look at the network at the marks on the way; false if `stop` became
    /// true.
    fn advance(&mut self, phases: usize, to_the_end: bool, wanted: &Wanted, stop: &dyn Fn() -> bool) -> bool {
        let scene = Arc::clone(self.simulation.scene());
        let end = scene.run_steps();
        let mut made = self.simulation.resource::<Choices>().made().to_vec();
        for phase in &scene.phases()[self.phases..phases] {
            if !took(&made, phase.branch) {
                continue;
            }
            if let PhaseKind::Choose(choice) = &phase.kind
                && phase.start_step < end
            {
                if !self.step_to(phase.start_step, stop) {
                    return false;
                }
                // It is made in the step that comes; its branches may have marks before that.
                let clock = self.simulation.resource::<Clock>();
                made.push(self.simulation.resource::<Choices>().foresee(choice, clock));
            }
            let PhaseKind::Mark { name } = &phase.kind else { continue };
            let passage = self.passed.entry(name.clone()).or_insert(0);
            *passage += 1;
            let kept_as = wanted.kept_as(name, *passage);
            if kept_as.is_empty() {
                continue;
            }
            if !self.step_to(phase.start_step.min(end), stop) {
                return false;
            }
            if self.observation.stopped.is_some() {
                return true;
            }
            for kept in kept_as {
                let snapshot = wanted.snapshot(&self.simulation, &scene, name, kept);
                self.observation.snapshots.insert((name.clone(), kept), snapshot);
            }
        }
        self.phases = phases;
        self.step_to(if to_the_end { end } else { scene.start_of_phase(phases).min(end) }, stop)
    }

    /// Step to a moment, or until a guard stops the run; false if `stop` became true.
    fn step_to(&mut self, to: u64, stop: &dyn Fn() -> bool) -> bool {
        let Self { simulation, observation, .. } = self;
        while simulation.steps() < to {
            if simulation.steps().is_multiple_of(CHUNK) && stop() {
                return false;
            }
            let step = u32::try_from(simulation.steps()).unwrap_or(u32::MAX);
            if simulation.step(1) == 0 {
                let stopped = simulation.stop();
                observation.stopped = stopped.map(|stop| format!("stopped at {:.3} s: {}", stop.time_s, stop.reason));
                return true;
            }
            observation.spikes.extend(simulation.spikes().iter().map(|&neuron| (step, neuron)));
        }
        true
    }
}
