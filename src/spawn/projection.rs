//! Projections and their synapses as they are at the start.

use super::synapse::{SynapseSource, Synapses};
use super::wiring::{Pairs, Sides, wire};
use crate::model::{
    Connectome, Eligibility, IncomingSynapse, Projection, ReferenceWeight, SynapseAge, SynapseWeakTime, Target, Weight,
};
use crate::plasticity::structural::{RowOrder, TurnoverLog};
use crate::plasticity::{ProjectionPlace, insert_projection_rules};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{Delay, ProjectionFile, Receptor};
use crate::scene::{Scene, StepLength, decimal};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use std::ops::Range;

/// Draw who is connected to whom, for each projection of a scene.
pub fn wire_projections(scene: &Scene, seed: u64, positions: &[[f32; 3]]) -> Vec<Pairs> {
    let wire = |(index, file): (usize, &ProjectionFile)| {
        let (from, to) = ends(scene, file)?;
        let (pre, post) = (neurons(scene, from), neurons(scene, to));
        let sides = Sides {
            presynaptic: pre.len() as u32,
            postsynaptic: post.len() as u32,
            recurrent: from == to,
            from: &positions[pre],
            to: &positions[post],
        };
        Some(wire(&file.wiring, sides, seed, index as u64))
    };
    scene.projections.iter().enumerate().map(|projection| wire(projection).unwrap_or_default()).collect()
}

/// The populations that a projection connects.
fn ends(scene: &Scene, file: &ProjectionFile) -> Option<(usize, usize)> {
    Some((scene.population_index(&file.from)?, scene.population_index(&file.to)?))
}

/// Global indices of the neurons of a population.
fn neurons(scene: &Scene, population: usize) -> Range<usize> {
    let range = scene.range(population);
    range.start as usize..range.end as usize
}

/// Spawn all projections and, after them, all synapses in order; returns the index.
pub fn spawn_projections(world: &mut World, scene: &Scene, seed: u64, wiring: Vec<Pairs>) -> Connectome {
    let mut connectome = Connectome { outgoing: vec![Vec::new(); scene.populations.len()], ..Connectome::default() };
    let mut sources = Vec::new();
    let mut first_row = 0;
    for ((index, file), pairs) in scene.projections.iter().enumerate().zip(wiring) {
        let Some((from, to)) = ends(scene, file) else { continue };
        let (pre, post) = (neurons(scene, from), neurons(scene, to));
        let rows = first_row..first_row + pairs.postsynaptic.len();
        let first_axon = connectome.first_row.len();
        connectome.outgoing[from].push((first_axon, index));
        connectome.first_row.extend(pairs.first[..pre.len()].iter().map(|&first| first + first_row as u32));
        connectome.delay.extend(delays(file.delay, pre.clone(), seed, scene.step()));
        let plastic = file.is_plastic();
        let (incoming, first_incoming) =
            if plastic { incoming(&pairs, post.len(), first_row) } else { Default::default() };
        connectome.incoming.push(incoming);
        connectome.first_incoming.push(first_incoming);
        first_row = rows.end;
        sources.push(SynapseSource {
            pairs,
            first_presynaptic: pre.start as u32,
            first_postsynaptic: post.start as u32,
            weight: file.weight,
            stream: RandomStream::new(seed, Purpose::Weight, index as u64),
        });
        let neuron = &scene.populations[to].neuron;
        let projection = Projection {
            name: file.name.clone(),
            index,
            axons: first_axon..first_axon + pre.len(),
            presynaptic: pre,
            postsynaptic: post,
            rows,
            target: match file.receptor {
                Receptor::Excitatory { slow_fraction } => Target::Excitatory {
                    fast: file.conductance.0 * (1.0 - slow_fraction),
                    slow: file.conductance.0 * slow_fraction * neuron.ampa_tau.0 / neuron.slow_tau.0,
                },
                Receptor::Inhibitory => Target::Inhibitory { conductance: file.conductance.0 },
            },
            acetylcholine_suppression: file.acetylcholine_suppression,
            maximum_weight: file.maximum_weight,
            plastic,
        };
        let most_incoming = most_incoming(&connectome.first_incoming[index]);
        let mut entity = world.spawn(projection.clone());
        let place =
            ProjectionPlace { projection: &projection, neuron, target: to, most_incoming, seed, dt: scene.dt_ms() };
        insert_projection_rules(file, &place, &mut entity);
    }
    let synapses = Synapses::new(sources, first_row);
    connectome.first_row.push(synapses.len() as u32);
    let any = |uses: fn(&ProjectionFile) -> bool| scene.projections.iter().any(uses);
    let with_reference = |(pre, post, weight): (_, _, Weight)| (pre, post, weight, ReferenceWeight(weight.0));
    // Columns that only some rules need. Entities move to their new table one after the other: rows stay in order.
    if any(|file| file.structure.is_some()) {
        let axons = connectome.delay.len();
        world.insert_resource(RowOrder::new(first_row, axons, scene.projections.len()));
        world.insert_resource(TurnoverLog::new());
        let with_age =
            synapses.map(|synapse| (with_reference(synapse), SynapseAge::FROM_THE_START, SynapseWeakTime(0)));
        let entities: Vec<Entity> = world.spawn_batch(with_age).collect();
        if any(|file| file.three_factor.is_some()) {
            world.insert_batch(entities.into_iter().map(|synapse| (synapse, Eligibility::default())));
        }
    } else if any(|file| file.three_factor.is_some()) {
        let with_eligibility = synapses.map(|synapse| (with_reference(synapse), Eligibility::default()));
        world.spawn_batch(with_eligibility);
    } else if any(ProjectionFile::is_plastic) {
        world.spawn_batch(synapses.map(|(pre, post, weight)| (pre, post, weight, ReferenceWeight(weight.0))));
    } else {
        world.spawn_batch(synapses);
    }
    connectome
}

/// Most synapses that any neuron has, by the list of first entries.
fn most_incoming(first: &[u32]) -> usize {
    first.windows(2).map(|bounds| (bounds[1] - bounds[0]) as usize).max().unwrap_or(0)
}

/// Delay of each axon in whole steps, at least one. The draw belongs to the neuron: its axons in all projections agree.
fn delays(delay: Delay, neurons: Range<usize>, seed: u64, step: StepLength) -> Vec<u16> {
    let (low, high) = match delay {
        Delay::Constant(delay) => (decimal(delay.0), decimal(delay.0)),
        Delay::Uniform(low, high) => (decimal(low.0), decimal(high.0)),
    };
    let mut words = vec![0; neurons.len()];
    RandomStream::new(seed, Purpose::Delay, 0).fill(0, neurons.start, &mut words);
    words
        .into_iter()
        .map(|word| low + (high - low) * f64::from(crate::elementary::unit(word)))
        .map(|delay| step.steps(delay).clamp(1, u64::from(u16::MAX)) as u16)
        .collect()
}

/// Incoming synapses of each postsynaptic neuron, in order of their rows.
fn incoming(pairs: &Pairs, postsynaptic: usize, first_row: usize) -> (Vec<IncomingSynapse>, Vec<u32>) {
    let mut first = vec![0_u32; postsynaptic + 1];
    for &post in &pairs.postsynaptic {
        first[post as usize + 1] += 1;
    }
    for k in 0..postsynaptic {
        first[k + 1] += first[k];
    }
    let mut next = first.clone();
    let mut incoming = vec![IncomingSynapse { row: 0, presynaptic: 0 }; pairs.postsynaptic.len()];
    for pre in 0..pairs.first.len() - 1 {
        for synapse in pairs.first[pre]..pairs.first[pre + 1] {
            let slot = &mut next[pairs.postsynaptic[synapse as usize] as usize];
            incoming[*slot as usize] = IncomingSynapse { row: first_row as u32 + synapse, presynaptic: pre as u32 };
            *slot += 1;
        }
    }
    (incoming, first)
}
