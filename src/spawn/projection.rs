//! Projections and their synapses as they are at the start.

use super::synapse::{SynapseSource, Synapses};
use super::wiring::{Pairs, Sides, wire};
use crate::model::{
    Connectome, Eligibility, IncomingSynapse, Projection, ReferenceWeight, ReleaseFactors, SynapseAge, SynapseWeakTime,
    Target, Weight,
};
use crate::plasticity::intrinsic::TimingExcitability;
use crate::plasticity::structural::{RowOrder, Structure, TurnoverLog};
use crate::plasticity::synaptic::{
    Bcm, BcmTraces, Btsp, Consolidation, DownSelection, FullTripletStdp, HeterosynapticPull, IncomingCap,
    InhibitoryPlasticity, PairStdp, PairTraces, Scaling, ShortTermPlasticity, SpikeTraces, ThreeFactor, TripletStdp,
    TripletTraces, VoltageStdp, VoltageTraces,
};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{Delay, ProjectionFile, Receptor};
use crate::scene::{Scene, StepLength, decimal};
use bevy::ecs::entity::Entity;
use bevy::ecs::world::World;
use std::ops::Range;

/// Whether any rule can change the weights of a projection.
pub const fn is_plastic(file: &ProjectionFile) -> bool {
    file.triplet_stdp.is_some()
        || file.heterosynaptic_pull.is_some()
        || file.incoming_cap.is_some()
        || file.consolidation.is_some()
        || file.inhibitory_plasticity.is_some()
        || file.pair_stdp.is_some()
        || file.full_triplet_stdp.is_some()
        || file.voltage_stdp.is_some()
        || file.bcm.is_some()
        || file.three_factor.is_some()
        || file.btsp.is_some()
        || file.scaling.is_some()
        || file.down_selection.is_some()
        || file.structure.is_some()
}

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
        let plastic = is_plastic(file);
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
        let tau = &scene.populations[to].neuron;
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
                    slow: file.conductance.0 * slow_fraction * tau.ampa_tau.0 / tau.slow_tau.0,
                },
                Receptor::Inhibitory => Target::Inhibitory { conductance: file.conductance.0 },
            },
            acetylcholine_suppression: file.acetylcholine_suppression,
            maximum_weight: file.maximum_weight,
            plastic,
        };
        let btsp =
            file.btsp.map(|rule| Btsp::new(rule, &projection, tau.resting_potential.0, seed, to as u64, scene.dt_ms()));
        let most_incoming = most_incoming(&connectome.first_incoming[index]);
        let entity = spawn_projection(world, projection, file, tau.resting_potential.0, scene.dt_ms());
        if let Some(btsp) = btsp {
            world.entity_mut(entity).insert(btsp);
        }
        add_slow_rules(world, entity, file, most_incoming, seed);
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
    } else if scene.projections.iter().any(is_plastic) {
        world.spawn_batch(synapses.map(|(pre, post, weight)| (pre, post, weight, ReferenceWeight(weight.0))));
    } else {
        world.spawn_batch(synapses);
    }
    connectome
}

/// Spawn one projection with the rules that it has.
fn spawn_projection(world: &mut World, projection: Projection, file: &ProjectionFile, rest: f32, dt: f32) -> Entity {
    let traces = match (file.triplet_stdp, file.inhibitory_plasticity) {
        (Some(rule), _) => Some(SpikeTraces::new(&projection, rule.reference_rate.0)),
        (None, Some(rule)) => Some(SpikeTraces::new(&projection, rule.target_rate.0)),
        (None, None) => None,
    };
    let pair = file.pair_stdp.map(|rule| (PairTraces::new(&projection), PairStdp(rule)));
    let full_triplet =
        file.full_triplet_stdp.map(|rule| (TripletTraces::new(&projection), FullTripletStdp(rule.parameters())));
    let voltage = file.voltage_stdp.map(|rule| (VoltageTraces::new(&projection, &rule, rest, dt), VoltageStdp(rule)));
    let bcm = file.bcm.map(|rule| (BcmTraces::new(&projection), Bcm(rule)));
    let three_factor = file.three_factor.map(|rule| ThreeFactor::new(rule, &projection, dt));
    let neurons = projection.postsynaptic.len();
    let mut entity = world.spawn(projection);
    if let Some(rule) = file.timing_excitability {
        entity.insert(TimingExcitability::new(rule, neurons, dt));
    }
    if let Some(rule) = three_factor {
        entity.insert(rule);
    }
    if let Some(traces) = traces {
        entity.insert(traces);
    }
    if let Some(rule) = pair {
        entity.insert(rule);
    }
    if let Some(rule) = full_triplet {
        entity.insert(rule);
    }
    if let Some(rule) = voltage {
        entity.insert(rule);
    }
    if let Some(rule) = bcm {
        entity.insert(rule);
    }
    if let Some(rule) = file.triplet_stdp {
        entity.insert(TripletStdp(rule));
    }
    if let Some(rule) = file.heterosynaptic_pull {
        entity.insert(HeterosynapticPull(rule));
    }
    if let Some(rule) = file.incoming_cap {
        entity.insert(IncomingCap(rule));
    }
    if let Some(rule) = file.consolidation {
        entity.insert(Consolidation(rule));
    }
    if let Some(rule) = file.inhibitory_plasticity {
        entity.insert(InhibitoryPlasticity::new(rule));
    }
    entity.id()
}

/// Short-term plasticity, and the rules that act once a second.
fn add_slow_rules(world: &mut World, entity: Entity, file: &ProjectionFile, most_incoming: usize, seed: u64) {
    let mut entity = world.entity_mut(entity);
    if let (Some(rule), Some(projection)) = (file.short_term_plasticity, entity.get::<Projection>()) {
        let axons = projection.axons.len();
        entity.insert((ShortTermPlasticity::new(rule, axons), ReleaseFactors(Vec::with_capacity(axons))));
    }
    if let Some(rule) = file.scaling {
        entity.insert(Scaling(rule));
    }
    if let Some(rule) = file.down_selection {
        entity.insert(DownSelection::new(rule, most_incoming));
    }
    if let (Some(rule), Some(projection)) = (file.structure, entity.get::<Projection>()) {
        let structure = Structure::new(rule, projection, seed);
        entity.insert(structure);
    }
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
