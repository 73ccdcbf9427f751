//! The coba network once more, on plain `Vec`s: what its loop costs without entities, schedule, rules and commands.
//!
//! Only what this network needs: a membrane with leak, fast excitation and inhibition, a fixed threshold and a refractory time,
//! and for each neuron one list of targets. Connectivity, delays and the state at the start are taken from a simulation, and the
//! arithmetic is the same, so that both give the same spikes.

use crate::elementary;
use crate::model::{
    AmpaConductance, Connectome, GabaConductance, InjectedCurrent, MembraneFactors, MembranePotential, Population,
    Postsynaptic, Projection, RefractorySteps, SpikeQueue, Target, Threshold, Weight,
};
use crate::simulation::Simulation;
use std::ops::Range;

/// Neurons whose spikes are looked for at once.
const BLOCK: usize = 64;
/// Lowest potential that a membrane can reach (mV).
const LOWEST_POTENTIAL: f32 = -90.0;

/// Why a network can't be written on plain arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPlain {
    /// A population has noise, afterhyperpolarization, a threshold jump or slow excitation.
    #[error("a population has more than a leak, fast excitation and inhibition")]
    Membrane,
    /// Injected current differs from zero.
    #[error("a current is injected")]
    Current,
    /// Thresholds differ within a population.
    #[error("thresholds differ between neurons")]
    Threshold,
    /// A projection is plastic, or a population has both excitatory and inhibitory synapses.
    #[error("a projection is plastic or of mixed kind")]
    Synapse,
}

/// A population: its neurons and what they share.
struct Group {
    range: Range<usize>,
    factors: MembraneFactors,
    threshold: f32,
    excitatory: bool,
}

/// The network.
pub struct PlainNetwork {
    groups: Vec<Group>,
    potential: Vec<f32>,
    refractory: Vec<i32>,
    excitation: Vec<f32>,
    inhibition: Vec<f32>,
    fired: Vec<i32>,
    /// First target of each neuron, and their number at the end.
    first: Vec<u32>,
    target: Vec<u32>,
    weight: Vec<f32>,
    delay: Vec<u16>,
    /// Neurons whose spikes arrive in a step: `ring[step % length]`.
    ring: Vec<Vec<u32>>,
    present: usize,
    /// Neurons that fired in the last step.
    pub spikes: Vec<u32>,
}

impl PlainNetwork {
    /// The network of a simulation, in its present state.
    ///
    /// # Errors
    /// The scene uses more than this loop has.
    pub fn new(simulation: &Simulation) -> Result<Self, NotPlain> {
        let world = simulation.world();
        let mut groups = Vec::new();
        if let Some(mut populations) = world.try_query::<(&Population, &MembraneFactors)>() {
            for (population, factors) in populations.iter(world) {
                if factors.has_slow || factors.adapts() || factors.noise > 0.0 {
                    return Err(NotPlain::Membrane);
                }
                let range = population.range.clone();
                let threshold = simulation.with_column(|column: &[Threshold]| {
                    let first = column[range.start].0;
                    column[range.clone()].iter().all(|threshold| threshold.0 == first).then_some(first)
                });
                let threshold = threshold.ok_or(NotPlain::Threshold)?;
                groups.push(Group { range, factors: *factors, threshold, excitatory: false });
            }
        }
        if simulation.with_column(|column: &[InjectedCurrent]| column.iter().any(|current| current.0 != 0.0)) {
            return Err(NotPlain::Current);
        }
        let mut projections = Vec::new();
        if let Some(mut query) = world.try_query::<&Projection>() {
            projections.extend(query.iter(world).cloned());
        }
        let potential = simulation.with_column(|column: &[MembranePotential]| column.iter().map(|v| v.0).collect());
        let mut network = Self {
            groups,
            potential,
            refractory: simulation.with_column(|column: &[RefractorySteps]| column.iter().map(|r| r.0).collect()),
            excitation: simulation.with_column(|column: &[AmpaConductance]| column.iter().map(|g| g.0).collect()),
            inhibition: simulation.with_column(|column: &[GabaConductance]| column.iter().map(|g| g.0).collect()),
            fired: Vec::new(),
            first: vec![0],
            target: Vec::new(),
            weight: Vec::new(),
            delay: Vec::new(),
            ring: Vec::new(),
            present: 0,
            spikes: Vec::new(),
        };
        network.fired.resize(network.potential.len(), 0);
        network.wire(simulation, &projections)?;
        network.take_pending(simulation, &projections);
        Ok(network)
    }

    /// Collect the targets of each neuron from all projections that leave it.
    fn wire(&mut self, simulation: &Simulation, projections: &[Projection]) -> Result<(), NotPlain> {
        let connectome = simulation.resource::<Connectome>();
        let targets: Vec<u32> = simulation.with_column(|column: &[Postsynaptic]| column.iter().map(|p| p.0).collect());
        let weights: Vec<f32> = simulation.with_column(|column: &[Weight]| column.iter().map(|w| w.0).collect());
        for group in &mut self.groups {
            let leaving = || projections.iter().filter(|projection| projection.presynaptic == group.range);
            let is_excitatory = |projection: &Projection| matches!(projection.target, Target::Excitatory { .. });
            group.excitatory = leaving().all(is_excitatory);
            if leaving().any(|projection| projection.plastic || is_excitatory(projection) != group.excitatory) {
                return Err(NotPlain::Synapse);
            }
            for local in 0..group.range.len() {
                let mut delay = 1;
                for projection in leaving() {
                    let conductance = match projection.target {
                        Target::Excitatory { fast, .. } => fast,
                        Target::Inhibitory { conductance } => conductance,
                    };
                    let axon = projection.axons.start + local;
                    let rows = connectome.rows(axon);
                    delay = connectome.delay[axon];
                    self.target.extend(&targets[rows.clone()]);
                    self.weight.extend(weights[rows].iter().map(|weight| conductance * weight));
                }
                self.delay.push(delay);
                self.first.push(self.target.len() as u32);
            }
        }
        let longest = self.delay.iter().copied().max().unwrap_or(1);
        self.ring = vec![Vec::new(); usize::from(longest) + 1];
        Ok(())
    }

    /// Take over the spikes that are on their way: once a neuron, though each of its axons carries them.
    fn take_pending(&mut self, simulation: &Simulation, projections: &[Projection]) {
        for (ahead, index, axon) in simulation.resource::<SpikeQueue>().pending() {
            let Some(projection) = projections.get(index) else { continue };
            let first_of_neuron = projections.iter().position(|other| other.presynaptic == projection.presynaptic);
            if first_of_neuron == Some(index) {
                let neuron = projection.presynaptic.start + (axon as usize - projection.axons.start);
                self.ring[ahead].push(neuron as u32);
            }
        }
    }

    /// One time step.
    pub fn step(&mut self) {
        self.spikes.clear();
        for group in &self.groups {
            let range = || group.range.clone();
            let any = integrate(
                &group.factors,
                group.threshold,
                &mut self.potential[range()],
                &mut self.refractory[range()],
                &mut self.excitation[range()],
                &mut self.inhibition[range()],
                &mut self.fired[range()],
            );
            if any {
                for (index, block) in self.fired[range()].chunks(BLOCK).enumerate() {
                    if block.iter().fold(0, |any, &mark| any | mark) == 0 {
                        continue;
                    }
                    for (offset, _) in block.iter().enumerate().filter(|&(_, &mark)| mark != 0) {
                        let neuron = group.range.start + index * BLOCK + offset;
                        self.potential[neuron] = group.factors.reset;
                        self.refractory[neuron] = group.factors.refractory;
                        self.spikes.push(neuron as u32);
                        let slot = (self.present + usize::from(self.delay[neuron])) % self.ring.len();
                        self.ring[slot].push(neuron as u32);
                    }
                }
            }
        }
        let inhibitory_from =
            self.groups.iter().find(|group| !group.excitatory).map_or(u32::MAX, |group| group.range.start as u32);
        for &neuron in &self.ring[self.present] {
            let synapses = self.first[neuron as usize] as usize..self.first[neuron as usize + 1] as usize;
            let conductance = if neuron < inhibitory_from { &mut self.excitation } else { &mut self.inhibition };
            for (&target, &weight) in self.target[synapses.clone()].iter().zip(&self.weight[synapses]) {
                conductance[target as usize] += weight;
            }
        }
        self.ring[self.present].clear();
        self.present = (self.present + 1) % self.ring.len();
    }
}

/// The membrane loop. Not inlined, so that the compiler knows that no two slices overlap, and vectorises.
#[inline(never)]
fn integrate(
    f: &MembraneFactors,
    threshold: f32,
    potential: &mut [f32],
    refractory: &mut [i32],
    excitation: &mut [f32],
    inhibition: &mut [f32],
    fired: &mut [i32],
) -> bool {
    let f = *f;
    let n = potential.len();
    let (refractory, fired) = (&mut refractory[..n], &mut fired[..n]);
    let (excitation, inhibition) = (&mut excitation[..n], &mut inhibition[..n]);
    let mut any = 0;
    for i in 0..n {
        let total = f.leak + excitation[i] + inhibition[i];
        let drive = f.leak * f.rest + excitation[i] * f.excitatory + inhibition[i] * f.inhibitory;
        excitation[i] *= f.ampa_decay;
        inhibition[i] *= f.gaba_decay;
        let steady = drive / total;
        let mut next = steady + (potential[i] - steady) * elementary::exp(f.minus_dt_over_capacitance * total);
        next = if next < LOWEST_POTENTIAL { LOWEST_POTENTIAL } else { next };
        let waiting = refractory[i];
        next = if waiting > 0 { potential[i] } else { next };
        refractory[i] = if waiting > 0 { waiting - 1 } else { 0 };
        potential[i] = next;
        let spike = i32::from(next >= threshold) & i32::from(waiting == 0);
        fired[i] = spike;
        any |= spike;
    }
    any != 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;

    #[test]
    fn plain_arrays_give_the_same_spikes_as_entities() {
        let scene = Scene::shipped("bench/coba").expect("a shipped scene");
        let mut simulation = Simulation::new(&scene, 1);
        simulation.step(scene.steps_in(0.1));
        let mut plain = PlainNetwork::new(&simulation).expect("coba needs nothing more");
        for step in 0..1000 {
            simulation.step(1);
            plain.step();
            assert_eq!(simulation.spikes(), plain.spikes, "step {step} after the start");
        }
    }

    #[test]
    fn a_network_that_needs_more_is_refused() {
        let scene = Scene::shipped("wake").expect("a shipped scene");
        assert_eq!(PlainNetwork::new(&Simulation::new(&scene, 1)).err(), Some(NotPlain::Membrane));
    }
}
