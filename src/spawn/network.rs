//! The world of a simulation, ready for its first step.

use super::input::{inputs, patterns};
use super::neuron::{needs_slow_excitability, place_neurons, spawn_neurons};
use super::projection::{spawn_projections, wire_projections};
use super::reserve::reserve_entities;
use crate::dynamics::{NoiseBuffers, advance_spikes, integrate_membranes, propagate_spikes, skip_membranes};
use crate::measure::{Guard, RecorderSet, guard_run, record};
use crate::model::{Eligibility, SpikeQueue, Spikes};
use crate::modulation::{Modulation, RewardSystem, clear_dopamine};
use crate::plasticity::intrinsic::{
    close_windows, learn_timing, lower_potentiation_threshold, skip_excitability, skip_timing, update_excitability,
    update_homeostasis,
};
use crate::plasticity::structural::{move_column, rewire_synapses};
use crate::plasticity::synaptic::{
    Bcm, FullTripletStdp, HeterosynapticPull, InhibitoryPlasticity, PairStdp, PairTraces, SpikeTraces, TripletStdp,
    TripletTraces, VoltageStdp, cap_incoming_weights, consolidate_weights, down_select_weights, learn, learn_btsp,
    learn_three_factor, potentiate_depolarized, release_transmitter, scale_weights, skip_btsp, skip_eligibility,
    skip_forgetting, skip_traces, skip_voltage_traces, update_pair_traces, update_traces, update_voltage_traces,
};
use crate::plasticity::{RuleSwitches, SlowTick, follow_slow_tick};
use crate::protocol::{
    Protocol, disrupt_replay, drive_patterns, drive_poisson, drive_trains, fire_spike_times, follow_timeline,
    inject_currents,
};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{InputFile, ProjectionFile};
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
            (
                skip_membranes,
                skip_eligibility,
                skip_btsp,
                skip_traces::<SpikeTraces>,
                skip_traces::<PairTraces>,
                skip_traces::<TripletTraces>,
                skip_voltage_traces,
                skip_timing,
                skip_forgetting,
                skip_excitability,
            )
                .chain()
                .in_set(StepSet::Skip),
        );
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
    let has = |rule: fn(&ProjectionFile) -> bool| scene.projections.iter().any(rule);
    if has(|projection| projection.triplet_stdp.is_some() || projection.inhibitory_plasticity.is_some()) {
        schedule.add_systems((
            (learn::<TripletStdp>, learn::<HeterosynapticPull>, learn::<InhibitoryPlasticity>)
                .chain()
                .in_set(StepSet::Learn),
            (update_traces::<TripletStdp>, update_traces::<InhibitoryPlasticity>).chain().in_set(StepSet::Trace),
        ));
    }
    add_published_rules(&mut schedule, scene);
    add_seconds_long_rules(&mut schedule, scene);
    if has(|projection| projection.incoming_cap.is_some() || projection.consolidation.is_some()) {
        schedule.add_systems((cap_incoming_weights, consolidate_weights).chain().in_set(StepSet::Consolidate));
    }
    if has(|projection| projection.short_term_plasticity.is_some()) {
        schedule.add_systems(release_transmitter.in_set(StepSet::Propagate).before(propagate_spikes));
    }
    add_slow_rules(&mut schedule, &mut world, scene, neurons.len());
    add_intrinsic_rules(&mut schedule, scene);

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
    world.insert_resource(Protocol::new(scene.phases().to_vec(), scene.state, seed));
    world.insert_resource(Guard::new(&scene.guards, scene.step(), neurons.len()));
    world.insert_resource(RecorderSet::new(scene));
    Network { world, schedule, neurons }
}

/// Inputs from outside. What a scene does not use is left out; what it uses keeps its place in the order.
fn add_inputs(schedule: &mut Schedule, scene: &Scene) {
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
    if uses(|input| matches!(input, InputFile::Disruption { .. })) {
        schedule.add_systems(disrupt_replay.in_set(StepSet::Stimulate).after(fire_spike_times).before(drive_patterns));
    }
    if scene.patterns.is_some() {
        schedule.add_systems(drive_patterns.in_set(StepSet::Stimulate).after(fire_spike_times).after(drive_poisson));
    }
    if uses(|input| matches!(input, InputFile::Trains { .. })) {
        let after = drive_trains.in_set(StepSet::Stimulate).after(fire_spike_times);
        schedule.add_systems(after.after(drive_poisson).after(drive_patterns));
    }
}

/// Rules that bridge seconds.
fn add_seconds_long_rules(schedule: &mut Schedule, scene: &Scene) {
    // Three-factor learning and plateaus may ride along with a rule of spike timing: they write after it, in this order.
    if scene.projections.iter().any(|projection| projection.three_factor.is_some()) {
        schedule.add_systems((
            learn_three_factor
                .in_set(StepSet::Learn)
                .after(learn::<InhibitoryPlasticity>)
                .after(learn::<PairStdp>)
                .after(learn::<FullTripletStdp>)
                .after(learn::<Bcm>)
                .after(potentiate_depolarized),
            update_pair_traces.in_set(StepSet::Trace),
        ));
    }
    if scene.projections.iter().any(|projection| projection.btsp.is_some()) {
        schedule.add_systems(
            learn_btsp
                .in_set(StepSet::Learn)
                .after(learn::<InhibitoryPlasticity>)
                .after(learn::<PairStdp>)
                .after(learn::<FullTripletStdp>)
                .after(learn::<Bcm>)
                .after(potentiate_depolarized)
                .after(learn_three_factor),
        );
    }
}

/// The systems of the rules as published.
fn add_published_rules(schedule: &mut Schedule, scene: &Scene) {
    let has = |rule: fn(&ProjectionFile) -> bool| scene.projections.iter().any(rule);
    // Rules as published: on one projection they exclude each other, so that their order is of no consequence.
    if has(|projection| projection.pair_stdp.is_some()) {
        schedule.add_systems((
            learn::<PairStdp>.in_set(StepSet::Learn).after(learn::<InhibitoryPlasticity>),
            update_traces::<PairStdp>.in_set(StepSet::Trace),
        ));
    }
    if has(|projection| projection.full_triplet_stdp.is_some()) {
        schedule.add_systems((
            learn::<FullTripletStdp>
                .in_set(StepSet::Learn)
                .after(learn::<InhibitoryPlasticity>)
                .after(learn::<PairStdp>),
            update_traces::<FullTripletStdp>.in_set(StepSet::Trace),
        ));
    }
    if has(|projection| projection.bcm.is_some()) {
        schedule.add_systems((
            learn::<Bcm>
                .in_set(StepSet::Learn)
                .after(learn::<InhibitoryPlasticity>)
                .after(learn::<PairStdp>)
                .after(learn::<FullTripletStdp>),
            update_traces::<Bcm>.in_set(StepSet::Trace),
        ));
    }
    if has(|projection| projection.voltage_stdp.is_some()) {
        schedule.add_systems((
            (learn::<VoltageStdp>, potentiate_depolarized)
                .chain()
                .in_set(StepSet::Learn)
                .after(learn::<InhibitoryPlasticity>)
                .after(learn::<PairStdp>)
                .after(learn::<FullTripletStdp>)
                .after(learn::<Bcm>),
            update_voltage_traces.in_set(StepSet::Trace),
        ));
    }
}

/// Slow rules of synapses, once a second: what they read first, then scaling, down-selection, structure.
fn add_slow_rules(schedule: &mut Schedule, world: &mut World, scene: &Scene, neurons: usize) {
    let has = |rule: fn(&ProjectionFile) -> bool| scene.projections.iter().any(rule);
    let (scaling, down_selection, structure) = (
        has(|projection| projection.scaling.is_some()),
        has(|projection| projection.down_selection.is_some()),
        has(|projection| projection.structure.is_some()),
    );
    if scaling || down_selection || structure {
        world.insert_resource(SlowTick::new(neurons));
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
        if has(|projection| projection.three_factor.is_some()) {
            schedule.add_systems(move_column::<Eligibility>.in_set(StepSet::Consolidate).after(rewire_synapses));
        }
    }
}

/// Rules that change neurons.
fn add_intrinsic_rules(schedule: &mut Schedule, scene: &Scene) {
    let has = |rule: fn(&ProjectionFile) -> bool| scene.projections.iter().any(rule);
    schedule.add_systems(update_excitability.in_set(StepSet::Modulate));
    let learned = scene.populations.iter().any(|population| population.intrinsic_plasticity.is_some());
    if learned && has(|projection| projection.triplet_stdp.is_some()) {
        schedule.add_systems(lower_potentiation_threshold.after(update_excitability).in_set(StepSet::Modulate));
    }
    if needs_slow_excitability(scene) {
        schedule.add_systems(
            (update_homeostasis, close_windows).chain().before(update_excitability).in_set(StepSet::Modulate),
        );
    }
    if has(|projection| projection.timing_excitability.is_some()) {
        // Before windows close, so that the order does not depend on what else a scene contains.
        let timing = learn_timing.before(update_excitability).before(update_homeostasis).before(close_windows);
        schedule.add_systems(timing.in_set(StepSet::Modulate));
    }
}
