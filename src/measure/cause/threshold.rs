//! The terms of a threshold (MODEL 2.2): θ = θ_rest - Δ e_f/2 - Δ e_s + h - p - ….

use crate::measure::variable::NeuronState;
use crate::model::{
    FastExcitability, HomeostaticShift, Paint, Population, RestingThreshold, SlowExcitability, Threshold, column_of,
};
use crate::modulation::Modulation;
use bevy::ecs::world::World;
use std::ops::Range;

/// A term of a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThresholdPart {
    /// The neuron's own resting threshold.
    Resting,
    /// Fast component of learned excitability.
    Fast,
    /// Slow component of learned excitability.
    Slow,
    /// Homeostatic shift.
    Homeostasis,
    /// Painted excitability.
    Paint,
    /// Neuromodulators.
    Modulators,
    /// What is not yet expressed, or what the bounds of excitability cut off.
    Pending,
}

impl ThresholdPart {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Resting, Self::Fast, Self::Slow, Self::Homeostasis, Self::Paint, Self::Modulators, Self::Pending];
}

/// The terms of a threshold (mV), in the order of [`ThresholdPart::ALL`]; their sum is the threshold without its jump.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ThresholdParts(pub [f32; ThresholdPart::ALL.len()]);

impl ThresholdParts {
    /// A term (mV).
    #[must_use]
    pub const fn part(&self, part: ThresholdPart) -> f32 {
        self.0[part as usize]
    }

    /// The threshold without its jump (mV).
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.0.iter().sum()
    }

    /// How far each term has moved since another moment.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        Self(std::array::from_fn(|part| self.0[part] - before.0[part]))
    }

    /// The terms for what a neuron has.
    #[must_use]
    pub fn new(population: &Population, modulation: &Modulation, state: &ThresholdState) -> Self {
        let per_e = population.neuron.excitability_threshold.0;
        let parts = [
            state.resting,
            -per_e * 0.5 * state.fast,
            -per_e * state.slow,
            state.homeostasis,
            -population.neuron.paint_threshold.0 * state.paint,
            modulation.threshold_shift(&population.receptors),
        ];
        let [resting, fast, slow, homeostasis, paint, modulators] = parts;
        let pending = state.threshold - parts.iter().sum::<f32>();
        Self([resting, fast, slow, homeostasis, paint, modulators, pending])
    }
}

/// What of a neuron its threshold follows from.
#[derive(Clone, Copy, Debug, Default)]
pub struct ThresholdState {
    /// Threshold as the membrane sees it, without its jump (mV).
    pub threshold: f32,
    /// Its own resting threshold (mV).
    pub resting: f32,
    /// e_f.
    pub fast: f32,
    /// e_s.
    pub slow: f32,
    /// Painted excitability, -1 to 1.
    pub paint: f32,
    /// Homeostatic shift (mV).
    pub homeostasis: f32,
}

impl ThresholdState {
    /// That of a neuron, from the columns of all; `shift` is empty where no population has homeostasis.
    #[must_use]
    pub fn of(
        neuron: usize,
        (threshold, resting): (&[Threshold], &[RestingThreshold]),
        (fast, slow, paint): (&[FastExcitability], &[SlowExcitability], &[Paint]),
        shift: &[HomeostaticShift],
    ) -> Self {
        Self {
            threshold: threshold[neuron].0,
            resting: resting[neuron].0,
            fast: fast[neuron].0,
            slow: slow[neuron].0,
            paint: paint[neuron].0,
            homeostasis: shift.get(neuron).map_or(0.0, |shift| shift.0),
        }
    }
}

/// The terms of the thresholds of these neurons, in their order.
#[must_use]
pub fn threshold_parts(world: &World, neurons: Range<usize>) -> Vec<ThresholdParts> {
    let state = NeuronState::of(world);
    let resting: &[RestingThreshold] = column_of(world);
    let (threshold, _, paint) = state.threshold;
    let (fast, slow, ..) = state.excitability;
    let parts = neurons.map(|neuron| {
        let (population, _) = state.population(neuron)?;
        let own = ThresholdState::of(neuron, (threshold, resting), (fast, slow, paint), state.optional.0);
        Some(ThresholdParts::new(population, state.modulation, &own))
    });
    parts.map(Option::unwrap_or_default).collect()
}
