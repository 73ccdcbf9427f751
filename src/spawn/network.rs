//! The world of a simulation, ready for its first step.

use super::input::{inputs, patterns};
use super::neuron::{place_neurons, spawn_neurons};
use super::projection::{spawn_projections, wire_projections};
use super::reserve::reserve_entities;
use crate::dynamics::{NoiseBuffers, advance_spikes, integrate_membranes, propagate_spikes, skip_membranes};
use crate::measure::{Guard, RecorderSet, guard_run, record};
use crate::model::{SpikeQueue, Spikes};
use crate::modulation::Modulation;
use crate::plasticity::intrinsic::{skip_excitability, update_excitability};
use crate::plasticity::structural::rewire_synapses;
use crate::plasticity::synaptic::{
    HeterosynapticPull, InhibitoryPlasticity, TripletStdp, cap_incoming_weights, consolidate_weights,
    down_select_weights, learn, release_transmitter, scale_weights, skip_forgetting, skip_traces, update_traces,
};
use crate::plasticity::{RuleSwitches, SlowTick, follow_slow_tick};
use crate::protocol::{Protocol, drive_patterns, drive_poisson, fire_spike_times, follow_timeline, inject_currents};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::InputFile;
use crate::scene::{PhaseKind, Scene};
use crate::schedule::{BiologicalTime, Clock, StepSet, step_schedule};
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
    if scene.phases().iter().any(|phase| matches!(phase.kind, PhaseKind::Skip { .. })) {
        schedule.add_systems(
            (skip_membranes, skip_traces, skip_forgetting, skip_excitability).chain().in_set(StepSet::Skip),
        );
    }
    // What a scene does not use is left out; what it uses keeps its place in the order.
    let uses = |kind: fn(&InputFile) -> bool| scene.inputs.iter().any(kind);
    if uses(|input| matches!(input, InputFile::Current { .. })) {
        schedule.add_systems(inject_currents.in_set(StepSet::Stimulate));
    }
    if uses(|input| matches!(input, InputFile::SpikeTimes { .. })) {
        schedule.add_systems(fire_spike_times.in_set(StepSet::Stimulate).after(inject_currents));
    }
    if uses(|input| matches!(input, InputFile::Poisson { .. })) {
        schedule.add_systems(drive_poisson.in_set(StepSet::Stimulate).after(fire_spike_times));
    }
    if scene.patterns.is_some() {
        schedule.add_systems(drive_patterns.in_set(StepSet::Stimulate).after(fire_spike_times).after(drive_poisson));
    }
    if !scene.recorders.is_empty() {
        schedule.add_systems(record.in_set(StepSet::Record));
    }
    schedule.add_systems((
        integrate_membranes.in_set(StepSet::Integrate),
        propagate_spikes.in_set(StepSet::Propagate),
        guard_run.in_set(StepSet::Guard),
        advance_spikes.in_set(StepSet::Tick),
    ));
    let has = |rule: fn(&crate::scene::file::ProjectionFile) -> bool| scene.projections.iter().any(rule);
    if has(|projection| projection.triplet_stdp.is_some() || projection.inhibitory_plasticity.is_some()) {
        schedule.add_systems((
            (learn::<TripletStdp>, learn::<HeterosynapticPull>, learn::<InhibitoryPlasticity>)
                .chain()
                .in_set(StepSet::Learn),
            update_traces.in_set(StepSet::Trace),
        ));
    }
    if has(|projection| projection.incoming_cap.is_some() || projection.consolidation.is_some()) {
        schedule.add_systems((cap_incoming_weights, consolidate_weights).chain().in_set(StepSet::Consolidate));
    }
    if has(|projection| projection.short_term_plasticity.is_some()) {
        schedule.add_systems(release_transmitter.in_set(StepSet::Propagate).before(propagate_spikes));
    }
    // Slow rules of synapses, once a second: what they read first, then scaling, down-selection, structure.
    let (scaling, down_selection, structure) = (
        has(|projection| projection.scaling.is_some()),
        has(|projection| projection.down_selection.is_some()),
        has(|projection| projection.structure.is_some()),
    );
    if scaling || down_selection || structure {
        world.insert_resource(SlowTick::new(neurons.len()));
        schedule.add_systems(follow_slow_tick.in_set(StepSet::Trace));
    }
    if scaling {
        schedule.add_systems(scale_weights.in_set(StepSet::Consolidate).after(consolidate_weights));
    }
    if down_selection {
        schedule.add_systems(
            down_select_weights.in_set(StepSet::Consolidate).after(consolidate_weights).after(scale_weights),
        );
    }
    if structure {
        schedule.add_systems(
            rewire_synapses
                .in_set(StepSet::Consolidate)
                .after(consolidate_weights)
                .after(scale_weights)
                .after(down_select_weights),
        );
    }
    schedule.add_systems(update_excitability.in_set(StepSet::Modulate));

    let noisy = scene.populations.iter().any(|population| population.neuron.noise_sd.0 > 0.0);
    world.insert_resource(NoiseBuffers::new(
        RandomStream::new(seed, Purpose::Noise, 0),
        if noisy { neurons.len() } else { 0 },
    ));
    world.insert_resource(SpikeQueue::new(usize::from(longest), scene.projections.len()));
    world.insert_resource(Spikes::default());
    world.insert_resource(connectome);
    world.insert_resource(modulation);
    world.insert_resource(RuleSwitches::default());
    world.insert_resource(BiologicalTime::default());
    world.insert_resource(Clock { step: 0, dt: scene.dt_ms() });
    world.insert_resource(inputs.poisson);
    world.insert_resource(inputs.current);
    world.insert_resource(inputs.spike_times);
    world.insert_resource(drive);
    world.insert_resource(Protocol::new(scene.phases().to_vec(), scene.state, seed));
    world.insert_resource(Guard::new(&scene.guards, neurons.len()));
    world.insert_resource(RecorderSet::new(scene));
    Network { world, schedule, neurons }
}
