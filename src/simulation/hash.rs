//! The hash of a state: equal bits, equal hash.

use super::run::with_column;
use crate::model::{
    AmpaConductance, Calcium, FastExcitability, GabaConductance, InjectedCurrent, LearningTag, MediumAhp,
    MembranePotential, Paint, Postsynaptic, Presynaptic, ReferenceWeight, RefractorySteps, SlowAhp, SlowConductance,
    SlowExcitability, SpikeQueue, Spikes, SynapseAge, SynapseWeakTime, Threshold, ThresholdJump, Weight,
};
use crate::modulation::Modulation;
use crate::plasticity::structural::Structure;
use crate::plasticity::synaptic::{ShortTermPlasticity, SpikeTraces};
use crate::plasticity::{MovedParameters, RuleSwitches, SlowTick};
use crate::protocol::{PatternDrive, Protocol};
use crate::schedule::Clock;
use bevy::ecs::world::World;
use xxhash_rust::xxh3::Xxh3;

/// Hash of everything that the next step depends on.
pub fn state_hash(world: &World) -> u64 {
    let mut hash = Xxh3::new();
    let clock = world.resource::<Clock>();
    hash.update(&clock.step.to_le_bytes());
    hash.update(&world.resource::<Spikes>().total.to_le_bytes());
    macro_rules! columns {
        ($($column:ty),* $(,)?) => {
            $(with_column::<$column, _>(world, |column| {
                for value in column {
                    hash.update(&value.0.to_le_bytes());
                }
            });)*
        };
    }
    columns!(
        MembranePotential,
        RefractorySteps,
        AmpaConductance,
        SlowConductance,
        GabaConductance,
        InjectedCurrent,
        ThresholdJump,
        Threshold,
        MediumAhp,
        SlowAhp,
        FastExcitability,
        SlowExcitability,
        Paint,
        Calcium,
        LearningTag,
        Weight,
        ReferenceWeight,
        SynapseAge,
        SynapseWeakTime,
    );
    if let Some(mut query) = world.try_query::<&SpikeTraces>() {
        for traces in query.iter(world) {
            for column in [&traces.presynaptic, &traces.postsynaptic, &traces.triplet, &traces.rate] {
                for value in column {
                    hash.update(&value.to_le_bytes());
                }
            }
        }
    }
    hash_slow_rules(world, &mut hash);
    for (ahead, projection, axon) in world.resource::<SpikeQueue>().pending() {
        hash.update(&(ahead as u64).to_le_bytes());
        hash.update(&(projection as u64).to_le_bytes());
        hash.update(&axon.to_le_bytes());
    }
    // What remains is small; its debug form names every field.
    let rest = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        world.resource::<Modulation>(),
        world.resource::<RuleSwitches>(),
        world.resource::<Protocol>().active(),
        world.resource::<Protocol>().position,
        world.resource::<PatternDrive>().strength(),
    );
    hash.update(rest.as_bytes());
    if let Some(moved) = world.get_resource::<MovedParameters>() {
        hash.update(format!("{moved:?}").as_bytes());
    }
    hash.digest()
}

/// State of short-term plasticity and of the rules that act once a second. A scene without them hashes as before.
fn hash_slow_rules(world: &World, hash: &mut Xxh3) {
    if let Some(mut query) = world.try_query::<&ShortTermPlasticity>() {
        for axon in query.iter(world).flat_map(|rule| &rule.axons) {
            hash.update(&axon.used.to_le_bytes());
            hash.update(&axon.resources.to_le_bytes());
            hash.update(&axon.step.to_le_bytes());
        }
    }
    if let Some(slow) = world.get_resource::<SlowTick>() {
        hash.update(&slow.ticks.to_le_bytes());
        slow.rate.iter().for_each(|rate| hash.update(&rate.to_le_bytes()));
        slow.count.iter().for_each(|count| hash.update(&count.to_le_bytes()));
    }
    if let Some(mut query) = world.try_query::<&Structure>() {
        let mut rewired = false;
        for structure in query.iter(world) {
            hash.update(&structure.ticks.to_le_bytes());
            hash.update(&structure.rest.to_le_bytes());
            rewired = true;
        }
        if rewired {
            with_column::<Presynaptic, _>(world, |column| {
                for pre in column {
                    hash.update(&pre.0.to_le_bytes());
                }
            });
            with_column::<Postsynaptic, _>(world, |column| {
                for post in column {
                    hash.update(&post.0.to_le_bytes());
                }
            });
        }
    }
}
