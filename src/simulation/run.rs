//! A simulation: (scene, seed, log of commands) is the whole of it, and gives the same bits again.

use super::command::{LoggedCommand, SimulationCommand};
use super::neuron_property::NeuronProperty;
use super::sample::Stop;
use crate::measure::{CauseWatch, Guard, RecorderSet, RecorderTable};
use crate::model::{
    FastExcitability, FastRemainder, Paint, Projection, RestingThreshold, SlowExcitability, SlowRemainder, Spikes,
    TableFaults, Threshold, column_of, slice_mut,
};
use crate::modulation::{Modulation, RewardSystem};
use crate::plasticity::{Rule, RuleSwitches, TunedParameter, reset_parameter, set_parameter, tuned_parameters};
use crate::protocol::{CurrentInputs, PatternDrive, Poke, Protocol, UserPresentation};
use crate::scene::{Fault, Scene};
use crate::schedule::{BiologicalTime, Clock};
use crate::spawn::{Network, spawn};
use crate::state::About;
use bevy::ecs::component::{Component, Mutable};
use bevy::ecs::entity::Entity;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::Schedule;
use bevy::ecs::world::{Mut, World};
use std::sync::Arc;

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
    /// Spawn a scene with a seed: short, for tests. The program itself spawns with [`Simulation::from_shared`].
    ///
    /// # Panics
    /// Where that fails.
    #[must_use]
    pub fn new(scene: &Scene, seed: u64) -> Self {
        Self::from_shared(Arc::new(scene.clone()), seed).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Spawn a scene that is shared with others.
    ///
    /// # Errors
    /// The order of a step cannot be built.
    pub fn from_shared(scene: Arc<Scene>, seed: u64) -> Result<Self, Fault> {
        let Network { mut world, mut schedule, neurons } = spawn(&scene, seed);
        let rows: Vec<_> = projections(&world).into_iter().map(|p| (p.rows.clone(), p.postsynaptic.len())).collect();
        world.resource_mut::<RecorderSet>().resolve(&scene, &rows);
        put_in_order(&mut schedule, &mut world, scene.source())?;
        Ok(Self { scene, seed, world, schedule, neurons, log: Vec::new(), spike_log: None })
    }

    /// The run that a log describes, up to `step`: commands after it are dropped.
    ///
    /// # Errors
    /// The order of a step cannot be built, or the log is not one of this scene.
    pub fn replay(scene: Arc<Scene>, seed: u64, log: &[LoggedCommand], step: u64) -> Result<Self, Fault> {
        let mut simulation = Self::from_shared(scene, seed)?;
        simulation.follow(log, step, |_| ())?;
        Ok(simulation)
    }

    /// Do what a log says from the start of the run to `step`, with a look at it after each step.
    ///
    /// # Errors
    /// A command is refused.
    pub fn follow(&mut self, log: &[LoggedCommand], step: u64, mut watch: impl FnMut(&Self)) -> Result<(), Fault> {
        let mut advance = |simulation: &mut Self, to: u64| {
            while simulation.steps() < to && simulation.step(1) > 0 {
                watch(simulation);
            }
        };
        for logged in log.iter().filter(|logged| logged.step <= step) {
            advance(self, logged.step);
            self.obey(logged.command.clone())?;
        }
        advance(self, step);
        Ok(())
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
        let reason = self.resource::<Guard>().stop.clone()?;
        Some(Stop { time_s: self.time_s(), reason })
    }

    /// Commands so far.
    #[must_use]
    pub fn log(&self) -> &[LoggedCommand] {
        &self.log
    }

    /// Apply a command before the next step: short, for tests. The program itself gives commands with [`Simulation::obey`].
    ///
    /// # Panics
    /// Where it is refused.
    pub fn apply(&mut self, command: SimulationCommand) {
        self.obey(command).unwrap_or_else(|refused| panic!("{refused}"));
    }

    /// Apply a command before the next step.
    ///
    /// # Errors
    /// A value is out of its range, or the scene has not what the command is about: then nothing changes.
    pub fn obey(&mut self, command: SimulationCommand) -> Result<(), Fault> {
        if let Some(refused) = command.fault(&self.scene) {
            return Err(refused);
        }
        self.log.push(LoggedCommand { step: self.steps(), command: command.clone() });
        let world = &mut self.world;
        match command {
            SimulationCommand::SetModulator { modulator, level } => {
                let mut modulation = world.resource_mut::<Modulation>();
                modulation.held[modulator as usize] = Some(level);
                modulation.update_levels();
            }
            SimulationCommand::ReleaseModulator { modulator } => {
                let mut modulation = world.resource_mut::<Modulation>();
                modulation.held[modulator as usize] = None;
                modulation.update_levels();
            }
            SimulationCommand::SetInputStrength(strength) => {
                world.resource_mut::<PatternDrive>().set_strength(strength);
            }
            SimulationCommand::SetRule { rule, enabled } => world.resource_mut::<RuleSwitches>().set(rule, enabled),
            SimulationCommand::SetParameter { rule, parameter, value } => {
                set_parameter(world, rule, &parameter, value);
            }
            SimulationCommand::ResetParameter { rule, parameter } => {
                reset_parameter(world, rule, &parameter);
            }
            SimulationCommand::Present { pattern } => self.present(pattern, 1.0, false),
            SimulationCommand::Cue { pattern, fraction } => self.present(pattern, fraction, true),
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
                        paint[neuron as usize].0 = value;
                    }
                });
            }
            SimulationCommand::SetNeuron { neurons, property, value } => self.set_neurons(&neurons, property, value),
            SimulationCommand::Poke { neurons, current_pa, milliseconds } => {
                let steps_left = self.scene.step().steps_of(milliseconds).max(1);
                world.resource_mut::<CurrentInputs>().pokes.push(Poke { neurons, current_pa, steps_left });
            }
            SimulationCommand::Reward { size } => world.resource_scope(|world, mut reward: Mut<RewardSystem>| {
                reward.deliver(size, &mut world.resource_mut::<Modulation>());
            }),
            SimulationCommand::ResetActivity => self.bring_back(About::Activity)?,
            SimulationCommand::ResetPlasticity => self.bring_back(About::Plasticity)?,
            SimulationCommand::Resume => {
                let (step, spikes) = (world.resource::<Clock>().step, world.resource::<Spikes>().total);
                world.resource_mut::<Guard>().resume(step, spikes);
            }
        }
        Ok(())
    }

    fn set_neurons(&mut self, neurons: &[u32], property: NeuronProperty, value: f32) {
        for &neuron in neurons {
            let entity = self.neurons[neuron as usize];
            let mut neuron = self.world.entity_mut(entity);
            match property {
                NeuronProperty::RestingThreshold => {
                    // The threshold follows at once: what is seen before the next step is no shift.
                    let before = neuron.get::<RestingThreshold>().map_or(value, |before| before.0);
                    if let Some(mut threshold) = neuron.get_mut::<Threshold>() {
                        threshold.0 += value - before;
                    }
                    neuron.insert(RestingThreshold(value))
                }
                NeuronProperty::FastExcitability => neuron.insert((FastExcitability(value), FastRemainder(0.0))),
                NeuronProperty::SlowExcitability => neuron.insert((SlowExcitability(value), SlowRemainder(0.0))),
            };
        }
    }

    fn present(&mut self, pattern: usize, fraction: f32, frozen: bool) {
        let Some(patterns) = &self.scene.patterns else { return };
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

    /// Explain the spikes of a neuron from now on, or of none; changes nothing else.
    pub fn explain(&mut self, neuron: Option<u32>) {
        let known = neuron.filter(|&neuron| (neuron as usize) < self.neurons.len());
        self.world.resource_mut::<CauseWatch>().explain(known);
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
        read(column_of(&self.world))
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

/// Build the order of a step, in which two systems that touch the same data never change places, and in which each finds its table.
fn put_in_order(schedule: &mut Schedule, world: &mut World, scene: &str) -> Result<(), Fault> {
    let what = match schedule.initialize(world) {
        Ok(_) => match world.get_resource::<TableFaults>() {
            None => return Ok(()),
            Some(faults) => format!("no step can be done. {}", faults.0.join(" ")),
        },
        Err(error) => {
            let cause = error.to_string(schedule.graph(), world);
            format!("the order of a time step cannot be built: {}", cause.trim_end())
        }
    };
    let hint = "This is a fault of Rheobase, not of the scene; please report it together with the scene.";
    Err(Fault::of_file(scene, what, hint))
}

/// The projections of a world in the scene's order (a query gives them by component set).
pub fn projections(world: &World) -> Vec<&Projection> {
    let Some(mut query) = world.try_query::<&Projection>() else { return Vec::new() };
    let mut projections: Vec<&Projection> = query.iter(world).collect();
    projections.sort_by_key(|projection| projection.index);
    projections
}

#[cfg(test)]
impl Simulation {
    /// The world, to break it: for tests of what happens then.
    pub(super) const fn world_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NeuronBundle, NeuronTable, TagAge};
    use crate::scene::StepLength;
    use crate::schedule::{StepSet, step_schedule};
    use crate::units::Milliseconds;
    use bevy::ecs::schedule::IntoScheduleConfigs;
    use bevy::ecs::system::ResMut;

    fn one(mut clock: ResMut<Clock>) {
        clock.step += 1;
    }

    fn other(mut clock: ResMut<Clock>) {
        clock.step += 2;
    }

    /// What is said of a schedule that cannot be built.
    fn fault_of(mut schedule: Schedule) -> String {
        let mut world = World::new();
        world.insert_resource(Clock::new(StepLength::of(Milliseconds(0.5))));
        world.spawn(NeuronBundle::default());
        put_in_order(&mut schedule, &mut world, "my.ron").expect_err("it has no single order").to_string()
    }

    #[test]
    fn systems_without_a_single_order_or_table_are_a_fault_with_scene_cause_and_way_out() {
        let mut circle = step_schedule();
        circle.add_systems((one.in_set(StepSet::Learn).before(other), other.in_set(StepSet::Learn).before(one)));
        let mut ambiguous = step_schedule();
        ambiguous.add_systems((one.in_set(StepSet::Learn), other.in_set(StepSet::Learn)));
        let order = "the order of a time step cannot be built: ";
        let mut without_table = step_schedule();
        without_table.add_systems((|_: NeuronTable<&TagAge>| {}).in_set(StepSet::Learn));
        for (schedule, what, cause) in [
            (circle, order, "cycle"),
            (ambiguous, order, "conflicting"),
            (without_table, "no step can be done. ", "no column TagAge"),
        ] {
            let fault = fault_of(schedule);
            assert!(fault.starts_with(&format!("my.ron: {what}")), "{fault}");
            assert!(fault.contains(cause) && fault.contains("please report"), "{fault}");
        }
    }
}
