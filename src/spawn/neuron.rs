//! Neurons as they are at the start.

use super::initial::initial;
use crate::dynamics::AdexFactors;
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AverageRate, FastExcitability, HomeostaticShift, LeakMultiplier, MembraneFactors,
    MembranePotential, NeuronBundle, Paint, Population, Position, RestingThreshold, ShiftRemainder, SlowExcitability,
    SlowExcitabilityBundle, TagAge, Threshold,
};
use crate::modulation::{Modulation, Receptors};
use crate::plasticity::intrinsic::{NEVER_TAGGED, Tone, needs_slow_columns, total_excitability};
use crate::plasticity::{PopulationPlace, insert_population_rules};
use crate::random::{Purpose, RandomStream};
use crate::scene::Scene;
use crate::scene::file::{Layout, NeuronKind, PopulationFile, Receptor};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use bevy::math::ops;
use std::f32::consts::TAU;

/// Positions of all neurons (µm).
#[must_use]
pub fn place_neurons(scene: &Scene, seed: u64) -> Vec<[f32; 3]> {
    let mut places = RandomStream::new(seed, Purpose::Position, 0);
    let mut positions = Vec::with_capacity(scene.neuron_count() as usize);
    for (index, file) in scene.populations.iter().enumerate() {
        let range = scene.range(index);
        for neuron in range.clone() {
            let (local, count) = ((neuron - range.start) as usize, range.len());
            positions.push(place(file.layout, local, count, &mut places, neuron as usize));
        }
    }
    positions
}

/// Spawn the populations and, after them, all their neurons in order; returns the neurons.
pub fn spawn_neurons(
    world: &mut World,
    scene: &Scene,
    seed: u64,
    modulation: &Modulation,
    positions: &[[f32; 3]],
) -> Vec<Entity> {
    let count = scene.neuron_count() as usize;
    let (mut words, mut normals) = (Vec::new(), vec![0.0; count]);
    RandomStream::new(seed, Purpose::Threshold, 0).fill_normal(0, &mut words, &mut normals);
    let mut spread = vec![0; count];
    RandomStream::new(seed, Purpose::InitialPotential, 0).fill(0, 0, &mut spread);
    let given = initial(scene, seed);
    let mut bundles = Vec::with_capacity(count);
    let mut rates = Vec::with_capacity(count);
    for (index, file) in scene.populations.iter().enumerate() {
        let range = scene.range(index);
        let range = range.start as usize..range.end as usize;
        let population = Population {
            name: file.name.clone(),
            index,
            kind: file.kind,
            range: range.clone(),
            neuron: file.neuron,
            receptors: receptors(file),
        };
        let has_slow = scene.projections.iter().any(|projection| {
            projection.to == file.name
                && matches!(projection.receptor, Receptor::Excitatory { slow_fraction } if slow_fraction > 0.0)
        });
        let tone = Tone::new(&population, modulation);
        let factors = MembraneFactors::new(&file.neuron, scene.dt_ms(), has_slow);
        for neuron in range.clone() {
            let own = given[neuron];
            let drawn = file.neuron.threshold.0 + file.neuron.threshold_sd.0 * normals[neuron];
            let resting = own.threshold_mv.unwrap_or(drawn);
            let properties = tone.properties(resting, total_excitability(own.fast, own.slow), own.paint, 0.0);
            let below = file.neuron.initial_spread.0 * crate::elementary::unit(spread[neuron]);
            let mut bundle = NeuronBundle { position: Position(positions[neuron]), ..NeuronBundle::default() };
            bundle.membrane.0 = MembranePotential(file.neuron.resting_potential.0 - below);
            bundle.threshold.1 = RestingThreshold(resting);
            bundle.threshold.2 = Threshold(properties.threshold);
            (bundle.excitability.0, bundle.excitability.1) = (FastExcitability(own.fast), SlowExcitability(own.slow));
            bundle.excitability.2 = Paint(own.paint);
            bundle.conductances.2 = AhpMultiplier(properties.ahp);
            bundle.conductances.3 = LeakMultiplier(properties.leak);
            bundles.push(bundle);
        }
        rates.resize(range.end, initial_rate(file));
        let mut entity = world.spawn((population.clone(), factors));
        if let Some(adex) = file.neuron.adex {
            entity.insert(AdexFactors::new(&adex, scene.dt_ms()));
        }
        insert_population_rules(file, &PopulationPlace { population: &population }, &mut entity);
    }
    // All neurons share one component set: what no population of the scene needs, none has.
    let slow = rates.into_iter().map(|rate| SlowExcitabilityBundle {
        state: (HomeostaticShift(0.0), ShiftRemainder(0.0), AverageRate(rate), TagAge(f64::from(NEVER_TAGGED))),
    });
    let adapts = scene.populations.iter().any(|file| file.neuron.adex.is_some());
    match (needs_slow_columns(scene), adapts) {
        (false, false) => world.spawn_batch(bundles).collect(),
        (true, false) => world.spawn_batch(bundles.into_iter().zip(slow).collect::<Vec<_>>()).collect(),
        (false, true) => {
            let with_current = bundles.into_iter().map(|bundle| (bundle, AdaptationCurrent(0.0)));
            world.spawn_batch(with_current.collect::<Vec<_>>()).collect()
        }
        (true, true) => {
            let all = bundles.into_iter().zip(slow).map(|(bundle, slow)| (bundle, slow, AdaptationCurrent(0.0)));
            world.spawn_batch(all.collect::<Vec<_>>()).collect()
        }
    }
}

/// What the slow rate detector starts with (Hz): the rate at which nothing would happen.
fn initial_rate(file: &PopulationFile) -> f32 {
    let inactivity = file.intrinsic_plasticity.and_then(|rule| rule.inactivity);
    match (file.homeostasis, inactivity) {
        (Some(rule), _) => rule.target_rate.0,
        (None, Some(inactivity)) => inactivity.rate.0,
        (None, None) => 0.0,
    }
}

/// Receptors of a population.
fn receptors(file: &PopulationFile) -> Receptors {
    match (file.receptors, file.kind) {
        (Some(given), _) => Receptors {
            muscarinic: given.muscarinic,
            adrenergic: given.adrenergic,
            serotonin_1a: given.serotonin_1a,
            serotonin_4_7: given.serotonin_4_7,
            dopamine: given.dopamine,
            learning: given.learning,
        },
        (None, NeuronKind::Excitatory) => Receptors::ALL,
        (None, NeuronKind::Inhibitory) => Receptors::LEARNING_ONLY,
    }
}

/// Position of a neuron (µm).
fn place(layout: Layout, index: usize, count: usize, stream: &mut RandomStream, neuron: usize) -> [f32; 3] {
    let mut draws = stream.sequence(neuron as u64);
    let angle = TAU * draws.unit();
    let (sin, cos) = ops::sin_cos(angle);
    match layout {
        Layout::Ball { radius } => {
            let height = 2.0 * draws.unit() - 1.0;
            let r = radius.0 * ops::cbrt(draws.unit());
            let ring = r * (1.0 - height * height).max(0.0).sqrt();
            [ring * cos, r * height, ring * sin]
        }
        Layout::Disc { radius, height } => {
            let r = radius.0 * draws.unit().sqrt();
            [r * cos, height.0, r * sin]
        }
        Layout::Line { spacing, height } => [(index as f32 - (count as f32 - 1.0) / 2.0) * spacing.0, height.0, 0.0],
    }
}
