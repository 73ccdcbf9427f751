//! A population: a range of neurons that share parameters.

use crate::modulation::Receptors;
use crate::scene::StepLength;
use crate::scene::file::{NeuronFile, NeuronKind};
use crate::units::Milliseconds;
use bevy::ecs::component::Component;
use std::ops::Range;

/// A population of neurons (an entity with its parameters; its neurons are entities of their own).
#[derive(Component, Clone, Debug, PartialEq)]
pub struct Population {
    /// Name in the scene.
    pub name: String,
    /// Position among the populations.
    pub index: usize,
    /// Excitatory or inhibitory.
    pub kind: NeuronKind,
    /// Global indices of its neurons.
    pub range: Range<usize>,
    /// Parameters of its neuron model.
    pub neuron: NeuronFile,
    /// How strongly it answers to neuromodulators.
    pub receptors: Receptors,
}

/// What the membrane loop needs of a population's parameters: decay factors of one step and plain numbers.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct MembraneFactors {
    /// -dt / C (ms/pF).
    pub minus_dt_over_capacitance: f32,
    /// Leak conductance (nS).
    pub leak: f32,
    /// Resting potential (mV).
    pub rest: f32,
    /// Reset potential (mV).
    pub reset: f32,
    /// Excitatory reversal (mV).
    pub excitatory: f32,
    /// Inhibitory reversal (mV).
    pub inhibitory: f32,
    /// Potassium reversal (mV).
    pub potassium: f32,
    /// Medium AHP (nS a spike).
    pub medium_ahp: f32,
    /// Slow AHP without acetylcholine (nS a spike).
    pub slow_ahp: f32,
    /// Standard deviation of the noise of one step (mV), which comes in its middle.
    pub noise: f32,
    /// Jump of the threshold (mV).
    pub jump: f32,
    /// Refractory time (steps).
    pub refractory: i32,
    /// Mean of the fast excitatory conductance over a step, relative to its begin.
    pub ampa_mean: f32,
    /// Mean of the slow excitatory conductance over a step.
    pub slow_mean: f32,
    /// Mean of the inhibitory conductance over a step.
    pub gaba_mean: f32,
    /// Decay of the fast excitatory conductance.
    pub ampa_decay: f32,
    /// Decay of the slow excitatory conductance.
    pub slow_decay: f32,
    /// Decay of the inhibitory conductance.
    pub gaba_decay: f32,
    /// Share of the medium AHP that a step takes away. A share that small keeps its digits, where what is left would not.
    pub medium_loss: f32,
    /// Share of the slow AHP that a step takes away.
    pub slow_ahp_loss: f32,
    /// Share of the threshold jump that a step takes away.
    pub jump_loss: f32,
    /// Whether any projection brings slow excitation.
    pub has_slow: bool,
}

impl MembraneFactors {
    /// Factors for a step of `dt` (ms).
    #[must_use]
    pub fn new(neuron: &NeuronFile, dt: f32, has_slow: bool) -> Self {
        let steps = |tau: f32| f64::from(dt) / f64::from(tau);
        let decay = |tau: f32| libm::exp(-steps(tau)) as f32;
        let loss = |tau: f32| -libm::expm1(-steps(tau)) as f32;
        let mean = |tau: f32| (-libm::expm1(-steps(tau)) / steps(tau)) as f32;
        let membrane_tau = neuron.capacitance.0 / neuron.leak_conductance.0;
        Self {
            minus_dt_over_capacitance: -dt / neuron.capacitance.0,
            leak: neuron.leak_conductance.0,
            rest: neuron.resting_potential.0,
            reset: neuron.reset_potential.0,
            excitatory: neuron.excitatory_reversal.0,
            inhibitory: neuron.inhibitory_reversal.0,
            potassium: neuron.potassium_reversal.0,
            medium_ahp: neuron.medium_ahp * neuron.leak_conductance.0,
            slow_ahp: neuron.slow_ahp * neuron.leak_conductance.0,
            noise: (f64::from(neuron.noise_sd.0) * libm::sqrt(2.0 * libm::sinh(steps(membrane_tau)))) as f32,
            jump: neuron.threshold_jump.0,
            refractory: StepLength::of(Milliseconds(dt)).steps_of(neuron.refractory.0) as i32,
            ampa_mean: mean(neuron.ampa_tau.0),
            slow_mean: mean(neuron.slow_tau.0),
            gaba_mean: mean(neuron.gaba_tau.0),
            ampa_decay: decay(neuron.ampa_tau.0),
            slow_decay: decay(neuron.slow_tau.0),
            gaba_decay: decay(neuron.gaba_tau.0),
            medium_loss: loss(neuron.medium_ahp_tau.0),
            slow_ahp_loss: loss(neuron.slow_ahp_tau.0),
            jump_loss: loss(neuron.threshold_tau.0),
            has_slow,
        }
    }

    /// Afterhyperpolarization conductance of a neuron (nS), for its multiplier and variables and the slow part's factor.
    #[must_use]
    pub fn ahp_conductance(&self, multiplier: f32, medium: f32, slow: f32, slow_factor: f32) -> f32 {
        multiplier * (self.medium_ahp * medium + self.slow_ahp * slow_factor * slow)
    }

    /// Whether spikes leave anything behind: an afterhyperpolarization or a jump of the threshold.
    #[must_use]
    pub const fn adapts(&self) -> bool {
        self.medium_ahp > 0.0 || self.slow_ahp > 0.0 || self.jump != 0.0
    }
}
