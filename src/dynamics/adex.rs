//! The adaptive exponential option of the membrane (AdEx; Brette & Gerstner 2005, MODEL 2.2 and 2.12), in a loop of its own:
//! populations without it pay nothing.
//!
//! To the currents of the membrane come g_L Δ_T exp((V - θ) / Δ_T) - w, with τ_w dw/dt = a (V - E_L) - w. A spike is where the
//! upstroke reaches θ + 5 Δ_T; there the exponential is cut, so that it never overflows. Within 5 Δ_T of the threshold a step is
//! divided by four; in each part the exponential current is held and everything else solved exactly.
//!
//! A positive coupling a acts as a conductance with a delay: where a is large beside the leak and the step beside τ_w, w as it was
//! would drive V from side to side ever further. Then w as it will be at the end of the step is what holds V back, found from
//! both equations at once. With d and d_w the factors by which V and w decay in a step, r the slope of the exponential current over
//! the conductance g of the others, p = d + (1 - d) r and k = (1 - d)(1 - d_w) a / g, the eigenvalues of a step have the product
//! p d_w / (1 + k) and the sum (p + d_w) / (1 + k): a neuron that is stable, r < 1 and (1 - r) g + a > 0, is so at every step.

use super::membrane_loop::Membranes;
use crate::elementary;
use crate::model::{AdaptationCurrent, MembraneFactors};
use crate::scene::file::AdexFile;
use bevy::ecs::component::Component;

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
    /// Of a whole step, and of one part of it.
    pace: [AdexPace; 2],
}

/// How far the adaptation current goes in a time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct AdexPace {
    /// Share of the way to where it is going.
    approach: f32,
    /// Share of the present current that still holds the potential back.
    held: f32,
    /// Conductance that stands for the current at the end of the time (nS).
    pull: f32,
}

impl AdexPace {
    fn new(file: &AdexFile, dt: f64) -> Self {
        let approach = -libm::expm1(-dt / f64::from(file.tau.0)) as f32;
        let implicit = file.coupling > 0.0;
        Self {
            approach,
            held: if implicit { 1.0 - approach } else { 1.0 },
            pull: if implicit { approach * file.coupling } else { 0.0 },
        }
    }
}

impl AdexFactors {
    /// Factors for a step of `dt` (ms).
    #[must_use]
    pub fn new(file: &AdexFile, dt: f32) -> Self {
        let pace = |parts: usize| AdexPace::new(file, f64::from(dt) / parts as f64);
        Self { slope: file.slope.0, coupling: file.coupling, jump: file.jump, pace: [pace(1), pace(PARTS)] }
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

/// A part of a step, seen from outside: V - E_L keeps the share 1 - moved (Σ g + pull), and each drive adds moved times itself.
#[derive(Clone, Copy, Debug)]
pub struct AdexPart {
    /// How far a drive moves the potential (mV/pA).
    pub moved: f64,
    /// The exponential current (pA).
    pub upstroke: f64,
    /// What of the adaptation current holds the potential back (pA).
    pub holding: f64,
    /// Conductance that stands for the rest of it (nS).
    pub pull: f64,
}

impl AdexFactors {
    /// What a neuron has to reach to fire, for a threshold (mV).
    #[must_use]
    pub fn peak(&self, threshold: f64) -> f64 {
        threshold + f64::from(AdexFile::PEAK * self.slope)
    }

    /// The parts of the step that begins at a potential `v` (mV) with an adaptation current `w` (pA): for who wants to know what the
    /// membrane does, not for the membrane. `total` is Σ g (nS), `drive` what moves the potential away from rest (pA).
    pub fn follow(
        &self,
        (mut v, mut w): (f64, f64),
        threshold: f64,
        (total, drive): (f64, f64),
        f: &MembraneFactors,
        mut each: impl FnMut(AdexPart),
    ) {
        let (slope, rest, coupling) = (f64::from(self.slope), f64::from(f.rest), f64::from(self.coupling));
        let near = v > threshold - f64::from(NEAR) * slope;
        let (parts, pace) = if near { (PARTS, self.pace[1]) } else { (1, self.pace[0]) };
        let (pull, held) = (f64::from(pace.pull), f64::from(pace.held));
        let exponent = f64::from(f.minus_dt_over_capacitance) * total / parts as f64;
        let moved = -libm::expm1(exponent) / total;
        let moved = moved / (1.0 + pull * moved);
        for _ in 0..parts {
            let exponent = ((v - threshold) / slope).min(f64::from(AdexFile::PEAK));
            let upstroke = f64::from(f.leak) * slope * libm::exp(exponent);
            let before = v;
            v += moved * (drive + upstroke - held * w - (total + pull) * (v - rest));
            each(AdexPart { moved, upstroke, holding: held * w, pull });
            let at = if pull > 0.0 { v } else { before };
            w += (coupling * (at - rest) - w) * f64::from(pace.approach);
            if v >= self.peak(threshold) {
                break;
            }
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
            let excitatory = self.ampa[i].0 * f.ampa_mean + self.slow[i].0 * f.slow_mean;
            let potassium = f.ahp_conductance(self.ahp[i].0, self.medium[i].0, self.slow_ahp[i].0, 1.0);
            let leak = f.leak * self.leak[i].0;
            let gaba = self.gaba[i].0 * f.gaba_mean;
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
            self.medium[i].0 -= self.medium[i].0 * f.medium_loss;
            self.slow_ahp[i].0 -= self.slow_ahp[i].0 * f.slow_ahp_loss;
            self.jump[i].0 -= self.jump[i].0 * f.jump_loss;
            let (mut v, mut w) = (self.v[i].0, adaptation.0);
            if self.refractory[i].0 > 0 {
                self.refractory[i].0 -= 1;
                let steady = adex.coupling * (v - f.rest);
                adaptation.0 += (steady - w) * adex.pace[0].approach;
                continue;
            }
            let near = v > threshold - NEAR * adex.slope;
            let (parts, pace) = if near { (PARTS, adex.pace[1]) } else { (1, adex.pace[0]) };
            let exponent = f.minus_dt_over_capacitance * total;
            let membrane_decay = elementary::exp(exponent / parts as f32);
            let moved = (1.0 - membrane_decay) / total;
            let hold = 1.0 / (1.0 + pace.pull * moved);
            let peak = threshold + AdexFile::PEAK * adex.slope;
            for _ in 0..parts {
                let exponent = ((v - threshold) / adex.slope).min(AdexFile::PEAK);
                let upstroke = f.leak * adex.slope * elementary::exp(exponent);
                let before = v;
                v += moved * hold * (drive - total * v + upstroke - pace.held * w - pace.pull * (v - f.rest));
                // Where w is not taken from the end of the part, it is from its begin.
                let at = if pace.pull > 0.0 { v } else { before };
                w += (adex.coupling * (at - f.rest) - w) * pace.approach;
                if v >= peak {
                    break;
                }
            }
            if f.noise > 0.0 {
                v += f.noise * self.normals[i] * elementary::exp(0.5 * exponent);
            }
            self.v[i].0 = v;
            adaptation.0 = w;
            if v >= peak {
                firing.push(i as u32);
            }
        }
    }
}
