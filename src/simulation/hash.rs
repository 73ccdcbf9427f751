//! The hash of a state: equal bits, equal hash.

use super::run::with_column;
use crate::model::{
    AdaptationCurrent, AmpaConductance, AverageRate, Calcium, FastExcitability, GabaConductance, HomeostaticShift,
    InjectedCurrent, LearningTag, MediumAhp, MembranePotential, Paint, ReferenceWeight, RefractorySteps, SlowAhp,
    SlowConductance, SlowExcitability, SpikeQueue, Spikes, TagAge, Threshold, ThresholdJump, Weight,
};
use crate::modulation::Modulation;
use crate::plasticity::intrinsic::{DelayedGrowth, TimingExcitability};
use crate::plasticity::synaptic::SpikeTraces;
use crate::plasticity::{MovedParameters, RuleSwitches};
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
        HomeostaticShift,
        AverageRate,
        TagAge,
        AdaptationCurrent,
    );
    if let Some(mut query) = world.try_query::<&DelayedGrowth>() {
        let growth = query.iter(world).flat_map(DelayedGrowth::state);
        growth.for_each(|value| hash.update(&value.to_le_bytes()));
    }
    if let Some(mut query) = world.try_query::<&TimingExcitability>() {
        let traces = query.iter(world).flat_map(|rule| rule.arrivals.iter().chain(&rule.firing));
        traces.for_each(|value| hash.update(&value.to_le_bytes()));
    }
    if let Some(mut query) = world.try_query::<&SpikeTraces>() {
        for traces in query.iter(world) {
            for column in [&traces.presynaptic, &traces.postsynaptic, &traces.triplet, &traces.rate] {
                for value in column {
                    hash.update(&value.to_le_bytes());
                }
            }
        }
    }
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
