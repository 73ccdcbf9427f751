//! Membranes: conductance-based leaky integrate-and-fire with an explicit threshold and two afterhyperpolarization
//! conductances (MODEL 2.2), by exponential Euler (MODEL 2.12).
//!
//! C dV/dt = -g_L λ (V - E_L) - (g_A + g_N)(V - E_E) - g_G (V - E_I) - α (ĝ_m m + ĝ_s s)(V - E_K) + I, and a spike when
//! V reaches θ + j. In one step V moves towards V∞ = Σ g E / Σ g by the factor exp(-dt Σ g / C), which is stable for any Σ g;
//! every linear trace decays exactly.

use super::adex::AdexFactors;
use super::membrane_loop::Membranes;
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, Connectome, GabaConductance, InjectedCurrent, LeakMultiplier,
    MediumAhp, MembraneFactors, MembranePotential, NeuronTable, Population, RefractorySteps, SlowAhp, SlowConductance,
    SpikeQueue, Spikes, Threshold, ThresholdJump,
};
use crate::modulation::Modulation;
use crate::random::RandomStream;
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Local, Query, Res, ResMut};
use std::ops::Range;

/// Random numbers for the voltage noise of all neurons.
#[derive(Resource)]
pub struct NoiseBuffers {
    stream: RandomStream,
    words: Vec<u32>,
    normals: Vec<f32>,
}

impl NoiseBuffers {
    /// Buffers for a network in which no population beyond `neurons` is noisy; 0 draws nothing.
    #[must_use]
    pub fn new(stream: RandomStream, neurons: usize) -> Self {
        Self { stream, words: Vec::new(), normals: vec![0.0; neurons] }
    }

    /// The standard normal number of a neuron in the last step; 0 where nothing is drawn.
    #[must_use]
    pub fn of(&self, neuron: usize) -> f32 {
        self.normals.get(neuron).copied().unwrap_or_default()
    }
}

type Columns<'a> = (
    (
        &'a mut MembranePotential,
        &'a mut RefractorySteps,
        &'a mut AmpaConductance,
        &'a mut SlowConductance,
        &'a mut GabaConductance,
        &'a InjectedCurrent,
    ),
    (&'a mut ThresholdJump, &'a Threshold),
    (&'a mut MediumAhp, &'a mut SlowAhp, &'a AhpMultiplier, &'a LeakMultiplier),
    // Only where a population has it.
    Option<&'a mut AdaptationCurrent>,
);

/// One step of all membranes; spikes are collected and sent on their way.
pub fn integrate_membranes(
    mut neurons: NeuronTable<Columns>,
    populations: Query<(&Population, &MembraneFactors, Option<&AdexFactors>)>,
    modulation: Res<Modulation>,
    connectome: Res<Connectome>,
    clock: Res<Clock>,
    mut noise: ResMut<NoiseBuffers>,
    mut spikes: ResMut<Spikes>,
    mut queue: ResMut<SpikeQueue>,
    mut firing: Local<Vec<u32>>,
) {
    let NoiseBuffers { stream, words, normals } = &mut *noise;
    if !normals.is_empty() {
        stream.fill_normal(clock.step, words, normals);
    }
    let ((v, refractory, ampa, slow, gaba, current), (jump, threshold), (medium, slow_ahp, ahp, leak), mut adaptation) =
        neurons.slices();
    spikes.now.clear();
    for (population, factors, adex) in &populations {
        let range = population.range.clone();
        let r = || range.clone();
        let mut factors = *factors;
        factors.slow_ahp *= modulation.slow_ahp_factor(&population.receptors);
        let noisy = factors.noise > 0.0;
        let mut membranes = Membranes {
            v: &mut v[r()],
            refractory: &mut refractory[r()],
            ampa: &mut ampa[r()],
            slow: &mut slow[r()],
            gaba: &mut gaba[r()],
            current: &current[r()],
            jump: &mut jump[r()],
            threshold: &threshold[r()],
            medium: &mut medium[r()],
            slow_ahp: &mut slow_ahp[r()],
            ahp: &ahp[r()],
            leak: &leak[r()],
            normals: if noisy { &normals[r()] } else { &[] },
        };
        if let (Some(adex), Some(adaptation)) = (adex, &mut adaptation) {
            let adaptation = &mut adaptation[r()];
            membranes.integrate_adex(&factors, adex, adaptation, &mut firing);
            add_forced(&spikes.forced, &range, &mut firing);
            adex.after_spikes(&firing, adaptation);
        } else {
            membranes.integrate(&factors, &mut firing);
            add_forced(&spikes.forced, &range, &mut firing);
        }
        membranes.fire(&firing, range.start, population.index, &factors, &connectome, &mut spikes.now, &mut queue);
    }
    spikes.forced.clear();
    spikes.total += spikes.now.len() as u64;
}

/// Add the neurons of a population that the protocol makes fire to those that reached the threshold.
fn add_forced(forced: &[u32], range: &Range<usize>, firing: &mut Vec<u32>) {
    if forced.is_empty() {
        return;
    }
    let forced = forced.iter().filter(|&&neuron| range.contains(&(neuron as usize)));
    firing.extend(forced.map(|&neuron| neuron - range.start as u32));
    firing.sort_unstable();
    firing.dedup();
}
