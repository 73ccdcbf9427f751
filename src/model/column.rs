//! State of neurons and synapses: one component a column, so that a rule sees each as one slice.
//!
//! All neurons share one component set and all synapses share one, spawned in order and never despawned: the row of an
//! entity in its table is its index.

use crate::state::state;
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::bundle::Bundle;
use bevy::ecs::change_detection::ContiguousMut;
use bevy::ecs::component::Component;
use bevy::ecs::world::World;

macro_rules! column {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name(pub $inner);

        state!($name { 0 });
    };
}

column!(
    /// Membrane potential V (mV).
    MembranePotential(f32));
column!(
    /// Steps until the neuron can fire again; 0 when it can.
    RefractorySteps(i32));
column!(
    /// Fast excitatory (AMPA) conductance (nS).
    AmpaConductance(f32));
column!(
    /// Slow excitatory (NMDA-like) conductance (nS).
    SlowConductance(f32));
column!(
    /// Inhibitory (GABA) conductance (nS).
    GabaConductance(f32));
column!(
    /// Medium afterhyperpolarization variable m: 1 a spike, decaying.
    MediumAhp(f32));
column!(
    /// Slow afterhyperpolarization variable s: 1 a spike, decaying.
    SlowAhp(f32));
column!(
    /// Jump j of the threshold after spikes (mV), decaying.
    ThresholdJump(f32));
column!(
    /// Threshold of a cell before anything is learned: base plus heterogeneity (mV).
    RestingThreshold(f32));
column!(
    /// Threshold with all slow shifts, without the jump after a spike (mV).
    Threshold(f32));
column!(
    /// Multiplier α of both afterhyperpolarization conductances.
    AhpMultiplier(f32));
column!(
    /// Multiplier λ of the leak conductance.
    LeakMultiplier(f32));
column!(
    /// Injected current (pA).
    InjectedCurrent(f32));
column!(
    /// Fast component of learned excitability e_f.
    FastExcitability(f32));
column!(
    /// Slow component of learned excitability e_s.
    SlowExcitability(f32));
column!(
    /// What [`FastExcitability`] leaves out, see [`joined`](super::joined).
    FastRemainder(f32));
column!(
    /// What [`SlowExcitability`] leaves out.
    SlowRemainder(f32));
column!(
    /// Excitability painted by an experimenter u, -1 to 1.
    Paint(f32));
column!(
    /// Calcium proxy c, a rate (Hz).
    Calcium(f32));
column!(
    /// Tag T of a neuron that just took part in learning, 0 to 1.
    LearningTag(f32));
column!(
    /// Homeostatic shift of the threshold h (mV). Only where a population has homeostasis or an option that needs its rate.
    HomeostaticShift(f32));
column!(
    /// What [`HomeostaticShift`] leaves out, see [`joined`](super::joined). Only where it is.
    ShiftRemainder(f32));
column!(
    /// Mean rate over about a minute (Hz). Only where [`HomeostaticShift`] is.
    AverageRate(f32));
column!(
    /// Biological hours since the neuron was last tagged. Only where [`HomeostaticShift`] is.
    TagAge(f64));
column!(
    /// Adaptation current w (pA). Only where a population has it.
    AdaptationCurrent(f32));
column!(
    /// Position (µm).
    Position([f32; 3]));

column!(
    /// Global index of the presynaptic neuron.
    Presynaptic(u32));
column!(
    /// Global index of the postsynaptic neuron.
    Postsynaptic(u32));
column!(
    /// Weight of a synapse, in units of its projection's conductance.
    Weight(f32));
column!(
    /// Consolidated reference of a plastic weight.
    ReferenceWeight(f32));
column!(
    /// Biological time since a synapse grew (whole s); [`SynapseAge::FROM_THE_START`] if it was there already.
    SynapseAge(u32));
column!(
    /// Biological time for which a synapse has been weak (whole s).
    SynapseWeakTime(u32));

impl Weight {
    /// The weight moves within 0 and the largest weight of its projection. One that a scene sets beyond is not cut at the first
    /// touch of a rule: it can only come nearer.
    #[inline]
    pub fn change(&mut self, by: f32, maximum: f32) {
        self.0 = (self.0 + by).max(0.0).min(self.0.max(maximum));
    }
}

impl SynapseAge {
    /// Age of a synapse that a scene starts with: it stays the largest number.
    pub const FROM_THE_START: Self = Self(u32::MAX);

    /// Biological hours since the synapse grew; none if it was there from the start.
    #[must_use]
    pub fn hours(self) -> Option<f32> {
        (self != Self::FROM_THE_START).then(|| (f64::from(self.0) / SECONDS_PER_HOUR) as f32)
    }
}

/// Eligibility of a synapse for three-factor learning, in one column because all of it is always wanted together: ε is the part that
/// fades slowly less the part that has not risen yet, both as they were in the step of the last update.
#[derive(Component, Clone, Copy, Debug, Default, PartialEq)]
pub struct Eligibility {
    /// Part that fades slowly.
    pub trace: f32,
    /// Part that has not risen yet; 0 where eligibility is there at once.
    pub rising: f32,
    /// Step of the last update; wraps round after 2³² steps.
    pub step: u32,
}

state!(Eligibility { trace, rising, step });

/// Everything a neuron has.
#[derive(Bundle, Clone, Copy, Debug, Default)]
pub struct NeuronBundle {
    /// Membrane and synapses.
    pub membrane:
        (MembranePotential, RefractorySteps, AmpaConductance, SlowConductance, GabaConductance, InjectedCurrent),
    /// Threshold.
    pub threshold: (ThresholdJump, RestingThreshold, Threshold),
    /// Afterhyperpolarization and leak.
    pub conductances: (MediumAhp, SlowAhp, AhpMultiplier, LeakMultiplier),
    /// Excitability.
    pub excitability: (FastExcitability, SlowExcitability, Paint, Calcium, LearningTag),
    /// What excitability leaves out.
    pub remainders: (FastRemainder, SlowRemainder),
    /// Place.
    pub position: Position,
}

/// What slow intrinsic rules keep of a neuron.
#[derive(Bundle, Clone, Copy, Debug, Default)]
pub struct SlowExcitabilityBundle {
    /// Shift, rate and age of the tag.
    pub state: (HomeostaticShift, ShiftRemainder, AverageRate, TagAge),
}

/// The slice behind a column, without touching its change ticks: nothing in a step asks who changed.
#[inline]
#[must_use]
pub fn slice_mut<T>(column: ContiguousMut<'_, T>) -> &mut [T] {
    ContiguousMut::bypass_change_detection_split(column).0
}

/// Values go to other rows: row k gets what row `from[k]` had.
pub fn hand_over<T: Copy>(column: &mut [T], from: &[u32]) {
    let before = column.to_vec();
    for (value, &from) in column.iter_mut().zip(from) {
        *value = before[from as usize];
    }
}

/// A column of a world, in index order; empty if nothing has it.
#[must_use]
pub fn column_of<C: Component>(world: &World) -> &[C] {
    let Some(mut query) = world.try_query::<&C>() else { return &[] };
    let Ok(mut tables) = query.contiguous_iter(world) else { return &[] };
    tables.next().unwrap_or(&[])
}
