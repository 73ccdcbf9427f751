//! The membrane loop over plain slices: one population, one step. It knows of no entity, so that it also runs on `Vec`s.

use crate::elementary;
use crate::model::{
    AhpMultiplier, AmpaConductance, Connectome, GabaConductance, InjectedCurrent, LeakMultiplier, MediumAhp,
    MembraneFactors, MembranePotential, RefractorySteps, SlowAhp, SlowConductance, SpikeQueue, Threshold,
    ThresholdJump,
};

/// The membrane columns of one population.
pub struct Membranes<'a> {
    /// Membrane potential.
    pub v: &'a mut [MembranePotential],
    /// Steps until a neuron can fire again.
    pub refractory: &'a mut [RefractorySteps],
    /// Fast excitatory conductance.
    pub ampa: &'a mut [AmpaConductance],
    /// Slow excitatory conductance.
    pub slow: &'a mut [SlowConductance],
    /// Inhibitory conductance.
    pub gaba: &'a mut [GabaConductance],
    /// Injected current.
    pub current: &'a [InjectedCurrent],
    /// Jump of the threshold after spikes.
    pub jump: &'a mut [ThresholdJump],
    /// Threshold without that jump.
    pub threshold: &'a [Threshold],
    /// Medium afterhyperpolarization.
    pub medium: &'a mut [MediumAhp],
    /// Slow afterhyperpolarization.
    pub slow_ahp: &'a mut [SlowAhp],
    /// Multiplier of both afterhyperpolarizations.
    pub ahp: &'a [AhpMultiplier],
    /// Multiplier of the leak.
    pub leak: &'a [LeakMultiplier],
    /// A standard normal number for each neuron; not read where the population has no noise.
    pub normals: &'a [f32],
}

impl Membranes<'_> {
    /// One step; `firing` becomes the list of those that reached the threshold, counted from the start of the population.
    pub fn integrate(&mut self, factors: &MembraneFactors, firing: &mut Vec<u32>) {
        match (factors.has_slow, factors.adapts(), factors.noise > 0.0) {
            (false, false, false) => self.integrate_as::<false, false, false>(factors, firing),
            (false, false, true) => self.integrate_as::<false, false, true>(factors, firing),
            (false, true, false) => self.integrate_as::<false, true, false>(factors, firing),
            (false, true, true) => self.integrate_as::<false, true, true>(factors, firing),
            (true, false, false) => self.integrate_as::<true, false, false>(factors, firing),
            (true, false, true) => self.integrate_as::<true, false, true>(factors, firing),
            (true, true, false) => self.integrate_as::<true, true, false>(factors, firing),
            (true, true, true) => self.integrate_as::<true, true, true>(factors, firing),
        }
    }

    fn integrate_as<const SLOW: bool, const ADAPTS: bool, const NOISE: bool>(
        &mut self,
        factors: &MembraneFactors,
        firing: &mut Vec<u32>,
    ) {
        integrate::<SLOW, ADAPTS, NOISE>(
            factors,
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
            firing,
        );
    }

    /// What a spike does to its own neuron. The decay of this step has been applied already, so what a spike adds carries it
    /// too.
    #[inline]
    pub fn reset(&mut self, neuron: usize, f: &MembraneFactors) {
        self.v[neuron].0 = f.reset;
        self.refractory[neuron].0 = f.refractory;
        self.medium[neuron].0 += 1.0 - f.medium_loss;
        self.slow_ahp[neuron].0 += 1.0 - f.slow_ahp_loss;
        self.jump[neuron].0 += f.jump * (1.0 - f.jump_loss);
    }

    /// Let the listed neurons fire: reset them, and send their spikes along the axons of their population, whose first neuron
    /// is `first`.
    pub fn fire(
        &mut self,
        firing: &[u32],
        first: usize,
        population: usize,
        f: &MembraneFactors,
        connectome: &Connectome,
        spikes: &mut Vec<u32>,
        queue: &mut SpikeQueue,
    ) {
        let outgoing = &connectome.outgoing[population];
        for &local in firing {
            let local = local as usize;
            self.reset(local, f);
            spikes.push((first + local) as u32);
            for &(first_axon, projection) in outgoing {
                let axon = first_axon + local;
                queue.push(projection, axon as u32, usize::from(connectome.delay[axon]));
            }
        }
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
            let mut excitatory = ampa[i].0 * f.ampa_mean;
            ampa[i].0 *= f.ampa_decay;
            if SLOW {
                excitatory += slow[i].0 * f.slow_mean;
                slow[i].0 *= f.slow_decay;
            }
            total += excitatory;
            drive += excitatory * f.excitatory;
            let inhibitory = gaba[i].0 * f.gaba_mean;
            total += inhibitory;
            drive += inhibitory * f.inhibitory;
            gaba[i].0 *= f.gaba_decay;
            let mut limit = threshold[i].0;
            if ADAPTS {
                let potassium = ahp[i].0 * (f.medium_ahp * medium[i].0 + f.slow_ahp * slow_ahp[i].0);
                total += potassium;
                drive += potassium * f.potassium;
                medium[i].0 -= medium[i].0 * f.medium_loss;
                slow_ahp[i].0 -= slow_ahp[i].0 * f.slow_ahp_loss;
                limit += jump[i].0;
                jump[i].0 -= jump[i].0 * f.jump_loss;
            }
            let steady = drive / total;
            let exponent = f.minus_dt_over_capacitance * total;
            let mut next = if NOISE {
                // Noise that comes in the middle of the step has decayed for half of it.
                let half = elementary::exp(0.5 * exponent);
                steady + ((v[i].0 - steady) * half + f.noise * normals[i]) * half
            } else {
                steady + (v[i].0 - steady) * elementary::exp(exponent)
            };
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
