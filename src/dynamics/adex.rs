//! The adaptive exponential option of the membrane (AdEx; Brette & Gerstner 2005, MODEL 2.2 and 2.12), in a loop of its own:
//! populations without it pay nothing.
//!
//! To the currents of the membrane come g_L Δ_T exp((V - θ) / Δ_T) - w, with τ_w dw/dt = a (V - E_L) - w. A spike is where the
//! upstroke reaches θ + 5 Δ_T; there the exponential is cut, so that it never overflows. Within 5 Δ_T of the threshold a step is
//! divided by four; in each part the exponential current is held and everything else solved exactly.

use super::membrane_loop::{LOWEST_POTENTIAL, Membranes};
use crate::elementary;
use crate::model::{AdaptationCurrent, MembraneFactors};
use crate::scene::file::AdexFile;
use bevy::ecs::component::Component;
use bevy::math::ops;

/// Parts of a step near the threshold.
const PARTS: usize = 4;
/// How near, in slope factors below the threshold.
const NEAR: f32 = 5.0;

/// The parameters of a population, ready for the loop: a component on the population.
#[derive(Component, Clone, Copy, Debug, PartialEq)]
pub struct AdexFactors {
    slope: f32,
    coupling: f32,
    jump: f32,
    decay: f32,
    decay_of_part: f32,
}

impl AdexFactors {
    /// Factors for a step of `dt` (ms).
    #[must_use]
    pub fn new(file: &AdexFile, dt: f32) -> Self {
        let decay = |dt: f32| ops::exp(-dt / file.tau.0);
        Self {
            slope: file.slope.0,
            coupling: file.coupling,
            jump: file.jump,
            decay: decay(dt),
            decay_of_part: decay(dt / PARTS as f32),
        }
    }
}

impl AdexFactors {
    /// What spikes add to the adaptation currents of a population.
    pub fn after_spikes(&self, firing: &[u32], adaptation: &mut [AdaptationCurrent]) {
        for &local in firing {
            adaptation[local as usize].0 += self.jump;
        }
    }
}

impl Membranes<'_> {
    /// One step with the adaptive exponential option; `firing` becomes the list of those that reached the end of the upstroke.
    pub fn integrate_adex(
        &mut self,
        f: &MembraneFactors,
        adex: &AdexFactors,
        adaptation: &mut [AdaptationCurrent],
        firing: &mut Vec<u32>,
    ) {
        firing.clear();
        for (i, adaptation) in adaptation.iter_mut().enumerate() {
            let excitatory = self.ampa[i].0 + self.slow[i].0;
            let potassium = f.ahp_conductance(self.ahp[i].0, self.medium[i].0, self.slow_ahp[i].0, 1.0);
            let leak = f.leak * self.leak[i].0;
            let gaba = self.gaba[i].0;
            let threshold = self.threshold[i].0 + self.jump[i].0;
            let total = leak + excitatory + gaba + potassium;
            let drive = leak * f.rest
                + excitatory * f.excitatory
                + gaba * f.inhibitory
                + potassium * f.potassium
                + self.current[i].0;
            self.ampa[i].0 *= f.ampa_decay;
            self.slow[i].0 *= f.slow_decay;
            self.gaba[i].0 *= f.gaba_decay;
            self.medium[i].0 *= f.medium_decay;
            self.slow_ahp[i].0 *= f.slow_ahp_decay;
            self.jump[i].0 *= f.jump_decay;
            let (mut v, mut w) = (self.v[i].0, adaptation.0);
            if self.refractory[i].0 > 0 {
                self.refractory[i].0 -= 1;
                let steady = adex.coupling * (v - f.rest);
                adaptation.0 = steady + (w - steady) * adex.decay;
                continue;
            }
            let near = v > threshold - NEAR * adex.slope;
            let (parts, decay) = if near { (PARTS, adex.decay_of_part) } else { (1, adex.decay) };
            let membrane_decay = elementary::exp(f.minus_dt_over_capacitance * total / parts as f32);
            let peak = threshold + AdexFile::PEAK * adex.slope;
            for _ in 0..parts {
                let exponent = ((v - threshold) / adex.slope).min(AdexFile::PEAK);
                let upstroke = f.leak * adex.slope * elementary::exp(exponent);
                let steady = (drive + upstroke - w) / total;
                let aim = adex.coupling * (v - f.rest);
                v = steady + (v - steady) * membrane_decay;
                w = aim + (w - aim) * decay;
                if v >= peak {
                    break;
                }
            }
            if f.noise > 0.0 {
                v += f.noise * self.normals[i];
            }
            self.v[i].0 = v.max(LOWEST_POTENTIAL);
            adaptation.0 = w;
            if v >= peak {
                firing.push(i as u32);
            }
        }
    }
}
