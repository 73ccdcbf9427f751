//! Membranes: conductance-based leaky integrate-and-fire with an explicit threshold and two afterhyperpolarization
//! conductances (MODEL 2.2), by exponential Euler (MODEL 2.12).
//!
//! C dV/dt = -g_L λ (V - E_L) - (g_A + g_N)(V - E_E) - g_G (V - E_I) - α (ḡ_m m + ḡ_s s)(V - E_K) + I, and a spike when
//! V reaches θ + ϑ. In one step V moves towards V∞ = Σ g E / Σ g by the factor exp(-dt Σ g / C), which is stable for any Σ g;
//! every linear trace decays exactly.

use crate::elementary;
use crate::model::{
    AhpMultiplier, AmpaConductance, Connectome, GabaConductance, InjectedCurrent, LeakMultiplier, MediumAhp,
    MembraneFactors, MembranePotential, Population, RefractorySteps, SlowAhp, SlowConductance, SpikeQueue, Spikes,
    Threshold, ThresholdJump, slice_mut,
};
use crate::modulation::Modulation;
use crate::random::RandomStream;
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Local, Query, Res, ResMut};
use std::ops::Range;

/// Lowest potential that a membrane can reach (mV).
const LOWEST_POTENTIAL: f32 = -90.0;

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
);

/// One step of all membranes; spikes are collected and sent on their way.
pub fn integrate_membranes(
    mut neurons: Query<Columns>,
    populations: Query<(&Population, &MembraneFactors)>,
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
    let Some(((v, refractory, ampa, slow, gaba, current), (jump, threshold), (medium, slow_ahp, ahp, leak))) =
        neurons.contiguous_iter_mut().ok().and_then(|mut tables| tables.next())
    else {
        return;
    };
    let (v, refractory) = (slice_mut(v), slice_mut(refractory));
    let (ampa, slow, gaba) = (slice_mut(ampa), slice_mut(slow), slice_mut(gaba));
    let (jump, medium, slow_ahp) = (slice_mut(jump), slice_mut(medium), slice_mut(slow_ahp));
    spikes.now.clear();
    for (population, factors) in &populations {
        let range = population.range.clone();
        let r = || range.clone();
        let mut factors = *factors;
        factors.slow_ahp *= modulation.slow_ahp_factor();
        let noisy = factors.noise > 0.0;
        let slice = Slice {
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
            firing: &mut firing,
        };
        match (factors.has_slow, factors.adapts() || factors.jump != 0.0, noisy) {
            (false, false, false) => slice.integrate::<false, false, false>(&factors),
            (false, false, true) => slice.integrate::<false, false, true>(&factors),
            (false, true, false) => slice.integrate::<false, true, false>(&factors),
            (false, true, true) => slice.integrate::<false, true, true>(&factors),
            (true, false, false) => slice.integrate::<true, false, false>(&factors),
            (true, false, true) => slice.integrate::<true, false, true>(&factors),
            (true, true, false) => slice.integrate::<true, true, false>(&factors),
            (true, true, true) => slice.integrate::<true, true, true>(&factors),
        }
        add_forced(&spikes.forced, &range, &mut firing);
        if !firing.is_empty() {
            let reset = Reset { v, refractory, medium, slow_ahp, jump };
            reset.fire(&firing, range.start, population.index, &factors, &connectome, &mut spikes, &mut queue);
        }
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

/// The columns of one population.
struct Slice<'a> {
    v: &'a mut [MembranePotential],
    refractory: &'a mut [RefractorySteps],
    ampa: &'a mut [AmpaConductance],
    slow: &'a mut [SlowConductance],
    gaba: &'a mut [GabaConductance],
    current: &'a [InjectedCurrent],
    jump: &'a mut [ThresholdJump],
    threshold: &'a [Threshold],
    medium: &'a mut [MediumAhp],
    slow_ahp: &'a mut [SlowAhp],
    ahp: &'a [AhpMultiplier],
    leak: &'a [LeakMultiplier],
    normals: &'a [f32],
    firing: &'a mut Vec<u32>,
}

impl Slice<'_> {
    /// One step; lists in `firing` who reached the threshold.
    fn integrate<const SLOW: bool, const ADAPTS: bool, const NOISE: bool>(self, f: &MembraneFactors) {
        integrate::<SLOW, ADAPTS, NOISE>(
            f,
            self.v,
            self.refractory,
            self.ampa,
            self.slow,
            self.gaba,
            self.current,
            self.jump,
            self.threshold,
            self.medium,
            self.slow_ahp,
            self.ahp,
            self.leak,
            self.normals,
            self.firing,
        );
    }
}

/// Neurons that are integrated before those of them that fired are listed: their marks stay in the nearest cache.
const BLOCK: usize = 256;
/// Marks that are looked at together: few neurons fire in one step.
const GROUP: usize = 16;

/// The membrane loop: `firing` becomes the list of those that reached the threshold, counted from the start of the slices.
/// `ADAPTS` is whether a spike leaves an afterhyperpolarization or a threshold jump behind. Not inlined, so that the compiler
/// knows that no two columns overlap, and vectorises.
#[inline(never)]
#[expect(clippy::too_many_arguments, reason = "separate slices are what lets the compiler vectorise")]
fn integrate<const SLOW: bool, const ADAPTS: bool, const NOISE: bool>(
    f: &MembraneFactors,
    v: &mut [MembranePotential],
    refractory: &mut [RefractorySteps],
    ampa: &mut [AmpaConductance],
    slow: &mut [SlowConductance],
    gaba: &mut [GabaConductance],
    current: &[InjectedCurrent],
    jump: &mut [ThresholdJump],
    threshold: &[Threshold],
    medium: &mut [MediumAhp],
    slow_ahp: &mut [SlowAhp],
    ahp: &[AhpMultiplier],
    leak: &[LeakMultiplier],
    normals: &[f32],
    firing: &mut Vec<u32>,
) {
    firing.clear();
    let f = *f;
    let mut fired = [0_i32; BLOCK];
    for start in (0..v.len()).step_by(BLOCK) {
        let n = BLOCK.min(v.len() - start);
        let block = start..start + n;
        let (v, refractory) = (&mut v[block.clone()], &mut refractory[block.clone()]);
        let (ampa, slow, gaba) = (&mut ampa[block.clone()], &mut slow[block.clone()], &mut gaba[block.clone()]);
        let (current, jump, threshold) = (&current[block.clone()], &mut jump[block.clone()], &threshold[block.clone()]);
        let (medium, slow_ahp) = (&mut medium[block.clone()], &mut slow_ahp[block.clone()]);
        let (ahp, leak) = (&ahp[block.clone()], &leak[block.clone()]);
        let normals = if NOISE { &normals[block] } else { &[] };
        // What lies beyond the last neuron is not marked.
        fired[n..].fill(0);
        let marks = &mut fired[..n];
        let mut any = 0;
        for i in 0..n {
            let mut total = f.leak * leak[i].0;
            let mut drive = total * f.rest + current[i].0;
            let mut excitatory = ampa[i].0;
            ampa[i].0 *= f.ampa_decay;
            if SLOW {
                excitatory += slow[i].0;
                slow[i].0 *= f.slow_decay;
            }
            total += excitatory;
            drive += excitatory * f.excitatory;
            total += gaba[i].0;
            drive += gaba[i].0 * f.inhibitory;
            gaba[i].0 *= f.gaba_decay;
            let mut limit = threshold[i].0;
            if ADAPTS {
                let potassium = ahp[i].0 * (f.medium_ahp * medium[i].0 + f.slow_ahp * slow_ahp[i].0);
                total += potassium;
                drive += potassium * f.potassium;
                medium[i].0 *= f.medium_decay;
                slow_ahp[i].0 *= f.slow_ahp_decay;
                limit += jump[i].0;
                jump[i].0 *= f.jump_decay;
            }
            let steady = drive / total;
            let mut next = steady + (v[i].0 - steady) * elementary::exp(f.minus_dt_over_capacitance * total);
            if NOISE {
                next += f.noise * normals[i];
            }
            next = if next < LOWEST_POTENTIAL { LOWEST_POTENTIAL } else { next };
            let waiting = refractory[i].0;
            next = if waiting > 0 { v[i].0 } else { next };
            refractory[i].0 = if waiting > 0 { waiting - 1 } else { 0 };
            v[i].0 = next;
            let spike = i32::from(next >= limit) & i32::from(waiting == 0);
            marks[i] = spike;
            any |= spike;
        }
        if any != 0 {
            list_marked(&fired, start, firing);
        }
    }
}

/// List the marked neurons of a block in ascending order.
fn list_marked(fired: &[i32; BLOCK], start: usize, firing: &mut Vec<u32>) {
    for (index, group) in fired.as_chunks::<GROUP>().0.iter().enumerate() {
        if group.iter().fold(0, |any, &mark| any | mark) != 0 {
            let first = start + index * GROUP;
            firing.extend((first as u32..).zip(group).filter(|&(_, &mark)| mark != 0).map(|(neuron, _)| neuron));
        }
    }
}

/// The columns that a spike resets.
struct Reset<'a> {
    v: &'a mut [MembranePotential],
    refractory: &'a mut [RefractorySteps],
    medium: &'a mut [MediumAhp],
    slow_ahp: &'a mut [SlowAhp],
    jump: &'a mut [ThresholdJump],
}

impl Reset<'_> {
    /// Let the listed neurons fire. The decay of this step has been applied already, so what a spike adds carries it too.
    fn fire(
        self,
        firing: &[u32],
        first: usize,
        population: usize,
        f: &MembraneFactors,
        connectome: &Connectome,
        spikes: &mut Spikes,
        queue: &mut SpikeQueue,
    ) {
        let outgoing = &connectome.outgoing[population];
        for &local in firing {
            let local = local as usize;
            let neuron = first + local;
            self.v[neuron].0 = f.reset;
            self.refractory[neuron].0 = f.refractory;
            self.medium[neuron].0 += f.medium_decay;
            self.slow_ahp[neuron].0 += f.slow_ahp_decay;
            self.jump[neuron].0 += f.jump * f.jump_decay;
            spikes.now.push(neuron as u32);
            for &(first_axon, projection) in outgoing {
                let axon = first_axon + local;
                queue.push(projection, axon as u32, usize::from(connectome.delay[axon]));
            }
        }
    }
}
