//! The hash of a state: equal bits, equal hash.

use crate::model::{
    AdaptationCurrent, AmpaConductance, AverageRate, Calcium, Eligibility, FastExcitability, GabaConductance,
    HomeostaticShift, InjectedCurrent, LearningTag, MediumAhp, MembranePotential, Paint, Postsynaptic, Presynaptic,
    ReferenceWeight, RefractorySteps, SlowAhp, SlowConductance, SlowExcitability, SpikeQueue, Spikes, SynapseAge,
    SynapseWeakTime, TagAge, Threshold, ThresholdJump, Weight, with_column,
};
use crate::modulation::{Modulation, RewardSystem};
use crate::plasticity::intrinsic::{DelayedGrowth, TimingExcitability};
use crate::plasticity::structural::Structure;
use crate::plasticity::synaptic::{
    BcmTraces, Btsp, PairTraces, ShortTermPlasticity, SpikeTraces, ThreeFactor, TraceSet, TripletTraces, VoltageTraces,
};
use crate::plasticity::{MovedParameters, Rule, RuleSwitches, SlowTick};
use crate::protocol::{Disruption, Disruptions, PatternDrive, Protocol, Trains};
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
        SynapseAge,
        SynapseWeakTime,
    );
    if let Some(mut query) = world.try_query::<&DelayedGrowth>() {
        let growth = query.iter(world).flat_map(DelayedGrowth::state);
        growth.for_each(|value| hash.update(&value.to_le_bytes()));
    }
    if let Some(mut query) = world.try_query::<&TimingExcitability>() {
        let traces = query.iter(world).flat_map(|rule| rule.arrivals.iter().chain(&rule.firing));
        traces.for_each(|value| hash.update(&value.to_le_bytes()));
    }
    hash_spike_rules(world, &mut hash);
    with_column::<Eligibility, _>(world, |column| {
        for eligibility in column {
            hash.update(&eligibility.trace.to_le_bytes());
            hash.update(&eligibility.step.to_le_bytes());
        }
    });
    if let Some(mut query) = world.try_query::<&ThreeFactor>() {
        for rule in query.iter(world) {
            for value in rule.presynaptic.iter().chain(&rule.postsynaptic).copied().chain(rule.integrals()) {
                hash.update(&value.to_le_bytes());
            }
            hash.update(&[u8::from(rule.is_sweeping())]);
        }
    }
    if let Some(mut query) = world.try_query::<&Btsp>() {
        for rule in query.iter(world) {
            for value in rule.eligibility.iter().chain(&rule.instructive) {
                hash.update(&value.to_le_bytes());
            }
            for count in rule.remaining.iter().chain(&rule.plateaus) {
                hash.update(&count.to_le_bytes());
            }
        }
    }
    hash_slow_rules(world, &mut hash);
    for (ahead, projection, axon) in world.resource::<SpikeQueue>().pending() {
        hash.update(&(ahead as u64).to_le_bytes());
        hash.update(&(projection as u64).to_le_bytes());
        hash.update(&axon.to_le_bytes());
    }
    world.resource::<Trains>().pending().for_each(|count| hash.update(&count.to_le_bytes()));
    // What remains is small; its debug form names every field.
    let rest = format!(
        "{:?} {} {:?} {:?} {:?}",
        world.resource::<Modulation>(),
        switches(*world.resource::<RuleSwitches>()),
        world.resource::<Protocol>().active(),
        world.resource::<Protocol>().position,
        world.resource::<PatternDrive>().strength(),
    );
    hash.update(rest.as_bytes());
    let reward = world.resource::<RewardSystem>();
    if reward.count > 0 {
        hash.update(&reward.count.to_le_bytes());
        hash.update(&reward.expected.to_le_bytes());
    }
    if let Some(disruptions) = world.get_resource::<Disruptions>() {
        disruptions.0.iter().flat_map(Disruption::state).for_each(|value| hash.update(&value.to_le_bytes()));
    }
    if let Some(moved) = world.get_resource::<MovedParameters>().filter(|moved| !moved.0.is_empty()) {
        hash.update(format!("{moved:?}").as_bytes());
    }
    hash.digest()
}

/// Add the traces of one family of rules.
fn hash_traces<T: TraceSet>(world: &World, hash: &mut Xxh3) {
    if let Some(mut query) = world.try_query::<&T>() {
        for traces in query.iter(world) {
            traces.columns(&mut |column| update(hash, column));
        }
    }
}

fn update(hash: &mut Xxh3, column: &[f32]) {
    for value in column {
        hash.update(&value.to_le_bytes());
    }
}

/// The switches as text. Rules after the first six appear only when they are off, so that a rule that a scene does not use leaves
/// its hash alone.
fn switches(switches: RuleSwitches) -> String {
    let first: Vec<bool> = Rule::ALL.iter().take(6).map(|&rule| switches.is_on(rule)).collect();
    let off = Rule::ALL.iter().skip(6).filter(|&&rule| !switches.is_on(rule));
    off.fold(format!("RuleSwitches({first:?})"), |text, rule| text + " " + rule.id())
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

/// Add the traces of all rules of spike timing, voltage and rate.
fn hash_spike_rules(world: &World, hash: &mut Xxh3) {
    hash_traces::<SpikeTraces>(world, hash);
    hash_traces::<PairTraces>(world, hash);
    hash_traces::<TripletTraces>(world, hash);
    hash_traces::<BcmTraces>(world, hash);
    if let Some(mut query) = world.try_query::<&VoltageTraces>() {
        for traces in query.iter(world) {
            traces.columns(&mut |column| update(hash, column));
        }
    }
}
