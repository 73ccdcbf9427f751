//! The coba network once more, on plain `Vec`s: what its loop costs without entities, schedule, guards and commands.
//!
//! The same columns, index and queue, taken from a simulation in its present state, and the same functions for membranes and
//! delivery; what differs is who holds the memory and who calls the functions. So both give the same spikes, and the ratio of
//! their times is what entities and everything that surrounds them in a step cost. Nothing is drawn at random: the simulation
//! is taken when the current that starts the network is over.

use crate::dynamics::{Membranes, deliver};
use crate::model::{
    AhpMultiplier, AmpaConductance, Connectome, GabaConductance, InjectedCurrent, LeakMultiplier, MediumAhp,
    MembraneFactors, MembranePotential, Population, Postsynaptic, Projection, RefractorySteps, SlowAhp,
    SlowConductance, SpikeQueue, Threshold, ThresholdJump, Weight,
};
use crate::modulation::{Modulation, Modulator};
use crate::scene::file::{CurrentShape, InputFile};
use crate::simulation::Simulation;
use bevy::ecs::component::Component;

/// Why a network can't be written on plain arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPlain {
    /// A population has noise.
    #[error("a population has noise")]
    Noise,
    /// A population has the adaptive exponential option.
    #[error("a population has an adaptation current")]
    Adex,
    /// There is an input that is not a current which is over.
    #[error("there is an input that is not over")]
    Input,
    /// Excitability or synapses change.
    #[error("a rule changes neurons or synapses")]
    Plastic,
}

/// A population: its place among them, its neurons and what they share.
type Group = (usize, std::ops::Range<usize>, MembraneFactors);

/// The network.
pub struct PlainNetwork {
    groups: Vec<Group>,
    /// With the factor on their conductances.
    projections: Vec<(Projection, f32)>,
    v: Vec<MembranePotential>,
    refractory: Vec<RefractorySteps>,
    ampa: Vec<AmpaConductance>,
    slow: Vec<SlowConductance>,
    gaba: Vec<GabaConductance>,
    current: Vec<InjectedCurrent>,
    jump: Vec<ThresholdJump>,
    threshold: Vec<Threshold>,
    medium: Vec<MediumAhp>,
    slow_ahp: Vec<SlowAhp>,
    ahp: Vec<AhpMultiplier>,
    leak: Vec<LeakMultiplier>,
    postsynaptic: Vec<Postsynaptic>,
    weight: Vec<Weight>,
    connectome: Connectome,
    queue: SpikeQueue,
    firing: Vec<u32>,
    /// Neurons that fired in the last step.
    pub spikes: Vec<u32>,
}

impl PlainNetwork {
    /// The network of a simulation, in its present state.
    ///
    /// # Errors
    /// The scene uses more than this loop has.
    pub fn new(simulation: &Simulation) -> Result<Self, NotPlain> {
        fn column<C: Component + Clone>(simulation: &Simulation) -> Vec<C> {
            simulation.with_column(<[C]>::to_vec)
        }
        let (scene, world) = (simulation.scene(), simulation.world());
        let is_over = |input: &InputFile| match input {
            InputFile::Current { shape, .. } => match shape {
                CurrentShape::Step { stop, .. }
                | CurrentShape::Ramp { stop, .. }
                | CurrentShape::Noise { stop, .. } => scene.step().steps(stop.0) <= simulation.steps(),
            },
            _ => false,
        };
        if scene.patterns.is_some() || !scene.tracks.is_empty() || !scene.inputs.iter().all(is_over) {
            return Err(NotPlain::Input);
        }
        if scene.populations.iter().any(|population| population.neuron.noise_sd.0 > 0.0) {
            return Err(NotPlain::Noise);
        }
        if scene.populations.iter().any(|population| population.neuron.adex.is_some()) {
            return Err(NotPlain::Adex);
        }
        let modulation = simulation.resource::<Modulation>();
        let mut groups = Vec::new();
        if let Some(mut populations) = world.try_query::<(&Population, &MembraneFactors)>() {
            for (population, &factors) in populations.iter(world) {
                let slow_ahp = factors.slow_ahp * modulation.slow_ahp_factor(&population.receptors);
                groups.push((population.index, population.range.clone(), MembraneFactors { slow_ahp, ..factors }));
            }
        }
        let mut projections = Vec::new();
        if let Some(mut query) = world.try_query::<&Projection>() {
            for projection in query.iter(world) {
                let suppression = projection.acetylcholine_suppression * modulation.level(Modulator::Acetylcholine);
                projections.push((projection.clone(), 1.0 - suppression));
            }
        }
        let learns = scene.populations.iter().any(|population| population.intrinsic_plasticity.is_some());
        if learns || projections.iter().any(|(projection, _)| projection.plastic) {
            return Err(NotPlain::Plastic);
        }
        Ok(Self {
            groups,
            projections,
            v: column(simulation),
            refractory: column(simulation),
            ampa: column(simulation),
            slow: column(simulation),
            gaba: column(simulation),
            current: column(simulation),
            jump: column(simulation),
            threshold: column(simulation),
            medium: column(simulation),
            slow_ahp: column(simulation),
            ahp: column(simulation),
            leak: column(simulation),
            postsynaptic: column(simulation),
            weight: column(simulation),
            connectome: simulation.resource::<Connectome>().clone(),
            queue: simulation.resource::<SpikeQueue>().clone(),
            firing: Vec::new(),
            spikes: Vec::new(),
        })
    }

    /// One time step.
    pub fn step(&mut self) {
        self.spikes.clear();
        for (population, range, factors) in &self.groups {
            let r = || range.clone();
            let mut membranes = Membranes {
                v: &mut self.v[r()],
                refractory: &mut self.refractory[r()],
                ampa: &mut self.ampa[r()],
                slow: &mut self.slow[r()],
                gaba: &mut self.gaba[r()],
                current: &self.current[r()],
                jump: &mut self.jump[r()],
                threshold: &self.threshold[r()],
                medium: &mut self.medium[r()],
                slow_ahp: &mut self.slow_ahp[r()],
                ahp: &self.ahp[r()],
                leak: &self.leak[r()],
                normals: &[],
            };
            membranes.integrate(factors, &mut self.firing);
            let (firing, spikes, queue) = (&self.firing, &mut self.spikes, &mut self.queue);
            membranes.fire(firing, range.start, *population, factors, &self.connectome, spikes, queue);
        }
        for (projection, gain) in &self.projections {
            deliver(
                projection.target,
                *gain,
                self.queue.arriving(projection.index),
                &[],
                &self.connectome,
                &self.postsynaptic,
                &self.weight,
                &mut self.ampa,
                &mut self.slow,
                &mut self.gaba,
            );
        }
        self.queue.advance();
    }
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
        let mut spikes = 0;
        for step in 0..1000 {
            simulation.step(1);
            plain.step();
            assert_eq!(simulation.spikes(), plain.spikes, "step {step} after the start");
            spikes += plain.spikes.len();
        }
        assert!(spikes > 1000, "{spikes} spikes");
    }

    #[test]
    fn a_network_that_needs_more_is_refused() {
        let refusal = |scene: &str| {
            let scene = Scene::shipped(scene).expect("a shipped scene");
            PlainNetwork::new(&Simulation::new(&scene, 1)).err()
        };
        assert_eq!(refusal("wake"), Some(NotPlain::Input));
        assert_eq!(refusal("bench/coba"), Some(NotPlain::Input), "its current is still to come");
    }
}
