//! Copies of one neuron in a dish: the same membrane loop as in the network, without synapses and without noise.

use super::adex::AdexFactors;
use super::membrane_loop::Membranes;
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, GabaConductance, InjectedCurrent, LeakMultiplier, MediumAhp,
    MembraneFactors, MembranePotential, RefractorySteps, SlowAhp, SlowConductance, Threshold, ThresholdJump,
};
use crate::scene::file::NeuronFile;

/// What distinguishes a neuron from the others of its population at a moment, and what the modulators make of its slow AHP.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NeuronProperties {
    /// Parameters of its population.
    pub neuron: NeuronFile,
    /// Threshold with all slow shifts (mV).
    pub threshold: f32,
    /// Multiplier α of the afterhyperpolarization.
    pub ahp: f32,
    /// Multiplier λ of the leak.
    pub leak: f32,
    /// Factor of the modulators on the slow afterhyperpolarization.
    pub slow_ahp_factor: f32,
}

/// Copies of one neuron, all at rest at the start, each with a current of its own.
#[derive(Clone, Debug)]
pub struct NeuronCopies {
    factors: MembraneFactors,
    adex: Option<AdexFactors>,
    v: Vec<MembranePotential>,
    refractory: Vec<RefractorySteps>,
    ampa: Vec<AmpaConductance>,
    slow: Vec<SlowConductance>,
    gaba: Vec<GabaConductance>,
    /// Injected currents (pA).
    pub current: Vec<InjectedCurrent>,
    jump: Vec<ThresholdJump>,
    threshold: Vec<Threshold>,
    medium: Vec<MediumAhp>,
    slow_ahp: Vec<SlowAhp>,
    ahp: Vec<AhpMultiplier>,
    leak: Vec<LeakMultiplier>,
    adaptation: Vec<AdaptationCurrent>,
    firing: Vec<u32>,
}

impl NeuronCopies {
    /// This many copies, with steps of `dt` (ms).
    #[must_use]
    pub fn new(properties: &NeuronProperties, dt: f32, count: usize) -> Self {
        let mut factors = MembraneFactors::new(&properties.neuron, dt, false);
        factors.slow_ahp *= properties.slow_ahp_factor;
        factors.noise = 0.0;
        Self {
            factors,
            adex: properties.neuron.adex.map(|adex| AdexFactors::new(&adex, dt)),
            v: vec![MembranePotential(properties.neuron.resting_potential.0); count],
            refractory: vec![RefractorySteps(0); count],
            ampa: vec![AmpaConductance(0.0); count],
            slow: vec![SlowConductance(0.0); count],
            gaba: vec![GabaConductance(0.0); count],
            current: vec![InjectedCurrent(0.0); count],
            jump: vec![ThresholdJump(0.0); count],
            threshold: vec![Threshold(properties.threshold); count],
            medium: vec![MediumAhp(0.0); count],
            slow_ahp: vec![SlowAhp(0.0); count],
            ahp: vec![AhpMultiplier(properties.ahp); count],
            leak: vec![LeakMultiplier(properties.leak); count],
            adaptation: vec![AdaptationCurrent(0.0); count],
            firing: Vec::with_capacity(count),
        }
    }

    /// Give all copies the same current (pA).
    pub fn inject(&mut self, current: f32) {
        self.current.fill(InjectedCurrent(current));
    }

    /// Open a fast excitatory conductance (nS) in all copies, as a synapse does.
    pub fn excite(&mut self, conductance: f32) {
        self.ampa.iter_mut().for_each(|ampa| ampa.0 += conductance);
    }

    /// Membrane potential of a copy (mV); the resting potential if there is no such copy.
    #[must_use]
    pub fn potential(&self, copy: usize) -> f32 {
        self.v.get(copy).map_or(self.factors.rest, |v| v.0)
    }

    /// One step; returns the copies that fired, in ascending order.
    pub fn step(&mut self) -> &[u32] {
        let mut membranes = Membranes {
            v: &mut self.v,
            refractory: &mut self.refractory,
            ampa: &mut self.ampa,
            slow: &mut self.slow,
            gaba: &mut self.gaba,
            current: &self.current,
            jump: &mut self.jump,
            threshold: &self.threshold,
            medium: &mut self.medium,
            slow_ahp: &mut self.slow_ahp,
            ahp: &self.ahp,
            leak: &self.leak,
            normals: &[],
        };
        if let Some(adex) = &self.adex {
            membranes.integrate_adex(&self.factors, adex, &mut self.adaptation, &mut self.firing);
            adex.after_spikes(&self.firing, &mut self.adaptation);
        } else {
            membranes.integrate(&self.factors, &mut self.firing);
        }
        for &copy in &self.firing {
            membranes.reset(copy as usize, &self.factors);
        }
        &self.firing
    }
}
