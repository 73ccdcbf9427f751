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
    mut fired: Local<Vec<i32>>,
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
    fired.resize(v.len(), 0);
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
            fired: &mut fired[r()],
        };
        let any = match (factors.has_slow, factors.has_ahp(), noisy) {
            (false, false, false) => slice.integrate::<false, false, false>(&factors),
            (false, false, true) => slice.integrate::<false, false, true>(&factors),
            (false, true, false) => slice.integrate::<false, true, false>(&factors),
            (false, true, true) => slice.integrate::<false, true, true>(&factors),
            (true, false, false) => slice.integrate::<true, false, false>(&factors),
            (true, false, true) => slice.integrate::<true, false, true>(&factors),
            (true, true, false) => slice.integrate::<true, true, false>(&factors),
            (true, true, true) => slice.integrate::<true, true, true>(&factors),
        };
        let forced = mark_forced(&spikes.forced, &range, &mut fired);
        if any || forced {
            let reset = Reset { v, refractory, medium, slow_ahp, jump };
            reset.fire(&fired, range, population.index, &factors, &connectome, &mut spikes, &mut queue);
        }
    }
    spikes.forced.clear();
    spikes.total += spikes.now.len() as u64;
}

/// Let the neurons of a population that the protocol makes fire count as having fired.
fn mark_forced(forced: &[u32], range: &Range<usize>, fired: &mut [i32]) -> bool {
    let mut any = false;
    for &neuron in forced.iter().filter(|&&neuron| range.contains(&(neuron as usize))) {
        fired[neuron as usize] = 1;
        any = true;
    }
    any
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
    fired: &'a mut [i32],
}

impl Slice<'_> {
    /// One step; marks in `fired` who reached the threshold, and returns whether anyone did.
    fn integrate<const SLOW: bool, const AHP: bool, const NOISE: bool>(self, f: &MembraneFactors) -> bool {
        integrate::<SLOW, AHP, NOISE>(
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
            self.fired,
        )
    }
}

/// The membrane loop. Not inlined, so that the compiler knows that no two columns overlap, and vectorises.
#[inline(never)]
#[expect(clippy::too_many_arguments, reason = "separate slices are what lets the compiler vectorise")]
fn integrate<const SLOW: bool, const AHP: bool, const NOISE: bool>(
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
    fired: &mut [i32],
) -> bool {
    let f = *f;
    let n = v.len();
    let (refractory, ampa, slow, gaba) = (&mut refractory[..n], &mut ampa[..n], &mut slow[..n], &mut gaba[..n]);
    let (current, jump, threshold) = (&current[..n], &mut jump[..n], &threshold[..n]);
    let (medium, slow_ahp, ahp, leak) = (&mut medium[..n], &mut slow_ahp[..n], &ahp[..n], &leak[..n]);
    let normals = if NOISE { &normals[..n] } else { &[] };
    let fired = &mut fired[..n];
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
        if AHP {
            let potassium = ahp[i].0 * (f.medium_ahp * medium[i].0 + f.slow_ahp * slow_ahp[i].0);
            total += potassium;
            drive += potassium * f.potassium;
            medium[i].0 *= f.medium_decay;
            slow_ahp[i].0 *= f.slow_ahp_decay;
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
        let spike = i32::from(next >= threshold[i].0 + jump[i].0) & i32::from(waiting == 0);
        jump[i].0 *= f.jump_decay;
        fired[i] = spike;
        any |= spike;
    }
    any != 0
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
    /// Let the marked neurons fire. The decay of this step has been applied already, so what a spike adds carries it too.
    fn fire(
        self,
        fired: &[i32],
        range: Range<usize>,
        population: usize,
        f: &MembraneFactors,
        connectome: &Connectome,
        spikes: &mut Spikes,
        queue: &mut SpikeQueue,
    ) {
        let outgoing = &connectome.outgoing[population];
        for neuron in marked(fired, &range) {
            let local = neuron - range.start;
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

/// The marked neurons of a range, in ascending order. Few neurons fire in one step, so whole blocks are passed over at once.
fn marked<'a>(fired: &'a [i32], range: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    const BLOCK: usize = 64;
    let start = range.start;
    fired[range.clone()]
        .chunks(BLOCK)
        .enumerate()
        .filter(|(_, block)| block.iter().fold(0, |any, &mark| any | mark) != 0)
        .flat_map(move |(index, block)| {
            block.iter().enumerate().filter(|&(_, &mark)| mark != 0).map(move |(k, _)| start + index * BLOCK + k)
        })
}
