//! The world of a simulation, ready for its first step.

use super::input::{inputs, patterns};
use super::neuron::{place_neurons, spawn_neurons};
use super::projection::{spawn_projections, wire_projections};
use super::reserve::reserve_entities;
use super::track::tracks;
use crate::dynamics::{NoiseBuffers, advance_spikes, integrate_membranes, propagate_spikes, skip_membranes};
use crate::measure::{CauseWatch, Guard, RecorderSet, guard_run, note_drive, note_spike, record};
use crate::model::{Interventions, SpikeQueue, Spikes};
use crate::modulation::{Modulation, RewardSystem, clear_dopamine};
use crate::plasticity::intrinsic::{skip_excitability, update_excitability};
use crate::plasticity::{Rule, RuleSwitches, SlowTick, add_rule_systems, follow_slow_tick};
use crate::protocol::{
    Choices, ParameterMoves, Protocol, count_groups, disrupt_replay, drive_patterns, drive_poisson, drive_tracks,
    drive_trains, fire_spike_times, follow_timeline, inject_currents, keep_cells_lost, keep_references_lost,
    keep_synapses_lost, move_parameters,
};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{InputFile, ProjectionFile, Receptor};
use crate::scene::{PhaseKind, Scene};
use crate::schedule::{BiologicalTime, Clock, InputSet, StepSet, step_schedule};
use bevy::ecs::entity::Entity;
use bevy::ecs::schedule::{IntoScheduleConfigs, Schedule};
use bevy::ecs::world::World;

/// A spawned scene.
pub struct Network {
    /// All entities and resources.
    pub world: World,
    /// One time step.
    pub schedule: Schedule,
    /// Neurons in index order.
    pub neurons: Vec<Entity>,
}

/// Spawn a scene with a seed. The schedule contains the systems that the scene needs and no other, so what a scene does not
/// use costs nothing.
#[must_use]
pub fn spawn(scene: &Scene, seed: u64) -> Network {
    let positions = place_neurons(scene, seed);
    let wiring = wire_projections(scene, seed, &positions);
    let mut world = World::new();
    let synapses: usize = wiring.iter().map(|pairs| pairs.postsynaptic.len()).sum();
    let held = reserve_entities(&mut world, positions.len() + synapses);
    let modulation = Modulation::new(scene.state, scene.states, scene.modulation);
    let neurons = spawn_neurons(&mut world, scene, seed, &modulation, &positions);
    let connectome = spawn_projections(&mut world, scene, seed, wiring);
    held.release(&mut world);
    let longest = connectome.delay.iter().copied().max().unwrap_or(1);
    let inputs = inputs(scene, seed);
    let drive = patterns(scene, seed);

    let mut schedule = step_schedule();
    if !scene.inputs.is_empty() || !scene.timeline.is_empty() || scene.patterns.is_some() {
        schedule.add_systems(follow_timeline.in_set(StepSet::Follow));
    }
    if !scene.read_groups().is_empty() {
        schedule.add_systems(count_groups.in_set(StepSet::Record));
    }
    add_interventions(&mut schedule, scene);
    if scene.skips_time() {
        schedule.add_systems((skip_membranes.in_set(StepSet::Rest), skip_excitability.in_set(StepSet::Skip)));
    }
    add_inputs(&mut schedule, scene);
    if !scene.recorders.is_empty() {
        schedule.add_systems(record.in_set(StepSet::Record));
    }
    schedule.add_systems((
        integrate_membranes.in_set(StepSet::Integrate),
        propagate_spikes.in_set(StepSet::Propagate),
        guard_run.in_set(StepSet::Guard),
        advance_spikes.in_set(StepSet::Tick),
        clear_dopamine.in_set(StepSet::Tick),
    ));
    // A user may ask of any scene why a neuron fired.
    schedule.add_systems((
        note_drive.in_set(StepSet::Stimulate).after(InputSet::Tracks),
        note_spike.in_set(StepSet::Propagate).after(propagate_spikes),
    ));
    schedule.add_systems(update_excitability.in_set(StepSet::Express));
    add_rule_systems(&mut schedule, scene);
    if Rule::ALL.into_iter().any(|rule| rule.is_slow() && rule.is_in(scene)) {
        world.insert_resource(SlowTick::new(neurons.len()));
        schedule.add_systems(follow_slow_tick.in_set(StepSet::Trace));
    }

    let noisy = scene.populations.iter().any(|population| population.neuron.noise_sd.0 > 0.0);
    world.insert_resource(NoiseBuffers::new(
        RandomStream::new(seed, Purpose::Noise, 0),
        if noisy { neurons.len() } else { 0 },
    ));
    world.insert_resource(SpikeQueue::new(usize::from(longest), scene.projections.len()));
    world.insert_resource(Spikes::default());
    world.insert_resource(connectome);
    world.insert_resource(modulation);
    let reward = scene.reward;
    world.insert_resource(RewardSystem::new(reward.pulse, reward.learning, reward.tau.0, scene.dt_ms()));
    world.insert_resource(RuleSwitches::default());
    world.insert_resource(BiologicalTime::default());
    world.insert_resource(Clock::new(scene.step()));
    world.insert_resource(inputs.poisson);
    world.insert_resource(inputs.trains);
    world.insert_resource(inputs.current);
    world.insert_resource(inputs.spike_times);
    world.insert_resource(inputs.disruptions);
    world.insert_resource(drive);
    world.insert_resource(tracks(scene, seed));
    let user_steps = scene.patterns.as_ref().map_or(0, |patterns| scene.steps_in(patterns.presentation.0).max(1));
    world.insert_resource(Choices::new(scene));
    world.insert_resource(Interventions::default());
    world.insert_resource(ParameterMoves::default());
    world.insert_resource(Protocol::new(scene.phases().to_vec(), scene.state, seed, user_steps));
    let excites = |projection: &ProjectionFile| matches!(projection.receptor, Receptor::Excitatory { .. });
    let connected = scene.projections.iter().any(excites);
    world.insert_resource(Guard::new(&scene.guards, scene.step(), neurons.len(), connected));
    world.insert_resource(RecorderSet::new(scene));
    world.insert_resource(CauseWatch::default());
    Network { world, schedule, neurons }
}

/// What phases of the timeline that change the network need in each step.
fn add_interventions(schedule: &mut Schedule, scene: &Scene) {
    let uses = |kind: fn(&PhaseKind) -> bool| scene.phases().iter().any(|phase| kind(&phase.kind));
    if uses(|kind| matches!(kind, PhaseKind::SetParameter { .. })) {
        schedule.add_systems(move_parameters.in_set(StepSet::Follow).after(follow_timeline));
    }
    if uses(|kind| matches!(kind, PhaseKind::LoseCells { .. })) {
        schedule.add_systems(keep_cells_lost.in_set(StepSet::Integrate).before(integrate_membranes));
    }
    if uses(|kind| matches!(kind, PhaseKind::LoseSynapses { .. })) {
        schedule.add_systems(keep_synapses_lost.in_set(StepSet::Record).before(record));
        if scene.projections.iter().any(ProjectionFile::is_plastic) {
            schedule.add_systems(keep_references_lost.in_set(StepSet::Record).before(record));
        }
    }
}

/// Inputs from outside. What a scene does not use is left out.
fn add_inputs(schedule: &mut Schedule, scene: &Scene) {
    let uses = |kind: fn(&InputFile) -> bool| scene.inputs.iter().any(kind);
    // A user may poke neurons of any scene.
    schedule.add_systems(inject_currents.in_set(InputSet::Current));
    if uses(|input| matches!(input, InputFile::SpikeTimes { .. })) {
        schedule.add_systems(fire_spike_times.in_set(InputSet::SpikeTimes));
    }
    if uses(|input| matches!(input, InputFile::Poisson { .. })) {
        schedule.add_systems(drive_poisson.in_set(InputSet::Poisson));
    }
    if uses(|input| matches!(input, InputFile::Disruption { .. })) {
        schedule.add_systems(disrupt_replay.in_set(InputSet::Disruption));
    }
    if scene.patterns.is_some() {
        schedule.add_systems(drive_patterns.in_set(InputSet::Patterns));
    }
    if uses(|input| matches!(input, InputFile::Trains { .. })) {
        schedule.add_systems(drive_trains.in_set(InputSet::Trains));
    }
    if !scene.tracks.is_empty() {
        schedule.add_systems(drive_tracks.in_set(InputSet::Tracks));
    }
}
