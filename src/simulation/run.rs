//! A simulation: (scene, seed, log of commands) is the whole of it, and gives the same bits again.

use super::command::{LoggedCommand, SimulationCommand};
use super::sample::Stop;
use crate::measure::{Guard, GuardStop, RecorderSet, RecorderTable};
use crate::model::{Paint, Projection, Spikes, TableFaults, slice_mut, with_column};
use crate::modulation::{Modulation, RewardSystem};
use crate::plasticity::{Rule, RuleSwitches, TunedParameter, reset_parameter, set_parameter, tuned_parameters};
use crate::protocol::{PatternDrive, Protocol, UserPresentation};
use crate::scene::Scene;
use crate::schedule::{BiologicalTime, Clock};
use crate::spawn::{Network, spawn};
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::entity::Entity;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::Schedule;
use bevy::ecs::world::{Mut, World};
use std::sync::Arc;

/// Largest reward.
const LARGEST_REWARD: f32 = 10.0;
/// Largest factor on the pattern inputs.
const LARGEST_INPUT_STRENGTH: f32 = 3.0;

/// A running network.
pub struct Simulation {
    scene: Arc<Scene>,
    seed: u64,
    pub(super) world: World,
    schedule: Schedule,
    neurons: Vec<Entity>,
    pub(super) log: Vec<LoggedCommand>,
    pub(super) spike_log: Option<Vec<(u64, u32)>>,
}

impl Simulation {
    /// Spawn a scene with a seed.
    #[must_use]
    pub fn new(scene: &Scene, seed: u64) -> Self {
        Self::from_shared(Arc::new(scene.clone()), seed)
    }

    /// Spawn a scene that is shared with others.
    #[must_use]
    pub fn from_shared(scene: Arc<Scene>, seed: u64) -> Self {
        let Network { mut world, mut schedule, neurons } = spawn(&scene, seed);
        let rows: Vec<_> = projections(&world).into_iter().map(|p| (p.rows.clone(), p.postsynaptic.len())).collect();
        world.resource_mut::<RecorderSet>().resolve(&scene, &rows);
        let defect = match schedule.initialize(&mut world) {
            Ok(_) => world.get_resource::<TableFaults>().map(|faults| faults.0.join(" ")),
            Err(error) => Some(error.to_string(schedule.graph(), &world)),
        };
        if let Some(defect) = defect {
            world.resource_mut::<Guard>().stop = Some(GuardStop::Defect(defect));
        }
        Self { scene, seed, world, schedule, neurons, log: Vec::new(), spike_log: None }
    }

    /// The run that a log describes, up to `step`: commands after it are dropped.
    #[must_use]
    pub fn replay(scene: Arc<Scene>, seed: u64, log: &[LoggedCommand], step: u64) -> Self {
        Self::replay_watched(scene, seed, log, step, |_| ())
    }

    /// The same, with a look at it after each step.
    #[must_use]
    pub fn replay_watched(
        scene: Arc<Scene>,
        seed: u64,
        log: &[LoggedCommand],
        step: u64,
        mut watch: impl FnMut(&Self),
    ) -> Self {
        let mut simulation = Self::from_shared(scene, seed);
        let mut advance = |simulation: &mut Self, to: u64| {
            while simulation.steps() < to && simulation.step(1) > 0 {
                watch(simulation);
            }
        };
        for logged in log.iter().filter(|logged| logged.step <= step) {
            advance(&mut simulation, logged.step);
            simulation.apply(logged.command.clone());
        }
        advance(&mut simulation, step);
        simulation
    }

    /// The scene.
    #[must_use]
    pub const fn scene(&self) -> &Arc<Scene> {
        &self.scene
    }

    /// The seed.
    #[must_use]
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// Steps completed.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.resource::<Clock>().step
    }

    /// Model time (s).
    #[must_use]
    pub fn time_s(&self) -> f64 {
        self.scene.time_s(self.steps())
    }

    /// Biological hours since the start: model time, stretched by the time-lapse, and what was skipped (MODEL 2.11).
    #[must_use]
    pub fn biological_hours(&self) -> f64 {
        self.resource::<BiologicalTime>().hours(self.steps(), self.scene.time_s(1))
    }

    /// Spikes since the start.
    #[must_use]
    pub fn spike_count(&self) -> u64 {
        self.resource::<Spikes>().total
    }

    /// Neurons that fired in the last step.
    #[must_use]
    pub fn spikes(&self) -> &[u32] {
        &self.resource::<Spikes>().now
    }

    /// Do up to `count` steps; fewer if a guard stops the run. Returns how many were done.
    pub fn step(&mut self, count: u64) -> u64 {
        for done in 0..count {
            if self.resource::<Guard>().stop.is_some() {
                return done;
            }
            self.schedule.run(&mut self.world);
            if let Some(log) = &mut self.spike_log {
                let step = self.world.resource::<Clock>().step - 1;
                log.extend(self.world.resource::<Spikes>().now.iter().map(|&neuron| (step, neuron)));
            }
        }
        count
    }

    /// Why a guard stopped the run, if one did.
    #[must_use]
    pub fn stop(&self) -> Option<Stop> {
        let reason = self.resource::<Guard>().stop.as_ref()?.to_string();
        Some(Stop { time_s: self.time_s(), reason })
    }

    /// Commands so far.
    #[must_use]
    pub fn log(&self) -> &[LoggedCommand] {
        &self.log
    }

    /// Apply a command before the next step. Values outside their range are clamped; what the scene does not have is ignored.
    pub fn apply(&mut self, command: SimulationCommand) {
        self.log.push(LoggedCommand { step: self.steps(), command: command.clone() });
        let world = &mut self.world;
        match command {
            SimulationCommand::SetModulator { modulator, level } => {
                let mut modulation = world.resource_mut::<Modulation>();
                modulation.held[modulator as usize] = Some(finite(level, 0.0, 1.0));
                modulation.update_levels();
            }
            SimulationCommand::ReleaseModulator { modulator } => {
                let mut modulation = world.resource_mut::<Modulation>();
                modulation.held[modulator as usize] = None;
                modulation.update_levels();
            }
            SimulationCommand::SetInputStrength(strength) => {
                world.resource_mut::<PatternDrive>().set_strength(finite(strength, 0.0, LARGEST_INPUT_STRENGTH));
            }
            SimulationCommand::SetRule { rule, enabled } => world.resource_mut::<RuleSwitches>().set(rule, enabled),
            SimulationCommand::SetParameter { rule, parameter, value } => {
                set_parameter(world, rule, &parameter, value);
            }
            SimulationCommand::ResetParameter { rule, parameter } => {
                reset_parameter(world, rule, &parameter);
            }
            SimulationCommand::Present { pattern } => self.present(pattern, 1.0, false),
            SimulationCommand::Cue { pattern, fraction } => self.present(pattern, finite(fraction, 0.0, 1.0), true),
            SimulationCommand::EndPresentation => world.resource_mut::<Protocol>().user = None,
            SimulationCommand::EnterState(state) => world.resource_mut::<Protocol>().held_state = Some(state),
            SimulationCommand::FollowTimeline => {
                let mut protocol = world.resource_mut::<Protocol>();
                protocol.held_state = None;
                protocol.user = None;
            }
            SimulationCommand::Paint { neurons, value } => {
                self.with_column_mut(|paint: &mut [Paint]| {
                    for neuron in neurons {
                        if let Some(paint) = paint.get_mut(neuron as usize) {
                            paint.0 = finite(value, -1.0, 1.0);
                        }
                    }
                });
            }
            SimulationCommand::Reward { size } => world.resource_scope(|world, mut reward: Mut<RewardSystem>| {
                reward.deliver(finite(size, -LARGEST_REWARD, LARGEST_REWARD), &mut world.resource_mut::<Modulation>());
            }),
            SimulationCommand::Resume => {
                let (step, spikes) = (world.resource::<Clock>().step, world.resource::<Spikes>().total);
                world.resource_mut::<Guard>().resume(step, spikes);
            }
        }
    }

    fn present(&mut self, pattern: usize, fraction: f32, frozen: bool) {
        let Some(patterns) = self.scene.patterns.as_ref().filter(|patterns| pattern < patterns.names.len()) else {
            return;
        };
        let remaining = self.scene.steps_in(patterns.presentation.0).max(1);
        self.world.resource_mut::<Protocol>().user = Some(UserPresentation { pattern, fraction, frozen, remaining });
    }

    /// Whether the scene contains a rule.
    #[must_use]
    pub fn has_rule(&self, rule: Rule) -> bool {
        rule.is_in(&self.scene)
    }

    /// The parameters of a rule as they are now; none if the scene does not contain it.
    #[must_use]
    pub fn tuned_parameters(&self, rule: Rule) -> Vec<TunedParameter> {
        tuned_parameters(&self.world, rule)
    }

    /// Begin to keep spikes for [`Simulation::take_spikes`], and to fill the scene's recorders.
    pub fn enable_recording(&mut self) {
        self.spike_log = Some(Vec::new());
        self.world.resource_mut::<RecorderSet>().enable();
    }

    /// Spikes since the last call, as (step, neuron) in order of time.
    pub fn take_spikes(&mut self) -> Vec<(u64, u32)> {
        self.spike_log.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Tables of the scene's recorders with their rows since the last call.
    pub fn take_records(&mut self) -> Vec<RecorderTable> {
        self.world.resource_mut::<RecorderSet>().take()
    }

    /// Read a column of the neurons or synapses, in index order.
    pub fn with_column<C: Component, R>(&self, read: impl FnOnce(&[C]) -> R) -> R {
        with_column(&self.world, read)
    }

    /// Change a column directly: for experiments and tests that set a state no command can.
    pub fn with_column_mut<C: Component<Mutability = Mutable>, R>(&mut self, change: impl FnOnce(&mut [C]) -> R) -> R {
        let mut query = self.world.query::<&mut C>();
        match query.contiguous_iter_mut(&mut self.world).ok().and_then(|mut tables| tables.next()) {
            Some(column) => change(slice_mut(column)),
            None => change(&mut []),
        }
    }

    /// Component of one neuron.
    #[must_use]
    pub fn neuron<C: Component>(&self, neuron: u32) -> Option<&C> {
        self.world.get::<C>(*self.neurons.get(neuron as usize)?)
    }

    /// A resource of the simulation's world.
    #[must_use]
    pub fn resource<R: Resource>(&self) -> &R {
        self.world.resource::<R>()
    }

    /// The world, to read it.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// The schedule of one step, to inspect it.
    #[must_use]
    pub const fn schedule(&self) -> &Schedule {
        &self.schedule
    }
}

/// The projections of a world in the scene's order (a query gives them by component set).
pub fn projections(world: &World) -> Vec<&Projection> {
    let Some(mut query) = world.try_query::<&Projection>() else { return Vec::new() };
    let mut projections: Vec<&Projection> = query.iter(world).collect();
    projections.sort_by_key(|projection| projection.index);
    projections
}

/// A value within its range; the lower bound if it is not a number.
fn finite(value: f32, low: f32, high: f32) -> f32 {
    if value.is_nan() { low } else { value.clamp(low, high) }
}
