//! Traces of neurons that are watched: potential, threshold and what follows a spike, as a view draws them.

use super::run::Simulation;
use super::sample::{NeuronTrace, TracePoint};
use crate::model::{
    AhpMultiplier, FastExcitability, MediumAhp, MembraneFactors, MembranePotential, Population, SlowAhp,
    SlowExcitability, Threshold, ThresholdJump,
};
use crate::modulation::Modulation;
use crate::plasticity::intrinsic::total_excitability;

/// Watches a neuron after every step.
#[derive(Clone, Debug, Default)]
pub struct TraceWatch {
    neuron: u32,
    points: Vec<TracePoint>,
    /// Whether it fired since the last point.
    fired: bool,
}

impl TraceWatch {
    /// A watch that begins now.
    #[must_use]
    pub fn new(neuron: u32) -> Self {
        Self { neuron, ..Self::default() }
    }

    /// The neuron.
    #[must_use]
    pub const fn neuron(&self) -> u32 {
        self.neuron
    }

    /// Look at a step; `due`: it has a point of the trace.
    pub fn observe(&mut self, simulation: &Simulation, due: bool) {
        self.fired |= simulation.spikes().contains(&self.neuron);
        if due {
            self.points.extend(trace_point(simulation, self.neuron, simulation.time_s(), self.fired));
            self.fired = false;
        }
    }

    /// Forget what was seen.
    pub fn clear(&mut self) {
        self.points.clear();
        self.fired = false;
    }

    /// Points since the last call.
    pub fn take(&mut self) -> NeuronTrace {
        NeuronTrace { neuron: self.neuron, points: std::mem::take(&mut self.points) }
    }
}

/// Population of a neuron with its factors.
pub fn population_of(simulation: &Simulation, neuron: u32) -> Option<(Population, MembraneFactors)> {
    let mut query = simulation.world().try_query::<(&Population, &MembraneFactors)>()?;
    query
        .iter(simulation.world())
        .find(|(population, _)| population.range.contains(&(neuron as usize)))
        .map(|(population, factors)| (population.clone(), *factors))
}

/// The state of a neuron as a trace shows it.
pub fn trace_point(simulation: &Simulation, neuron: u32, time_s: f64, spike: bool) -> Option<TracePoint> {
    let (population, factors) = population_of(simulation, neuron)?;
    let fast = simulation.neuron::<FastExcitability>(neuron)?.0;
    let slow = simulation.neuron::<SlowExcitability>(neuron)?.0;
    Some(TracePoint {
        time_s,
        potential_mv: simulation.neuron::<MembranePotential>(neuron)?.0,
        threshold_mv: simulation.neuron::<Threshold>(neuron)?.0 + simulation.neuron::<ThresholdJump>(neuron)?.0,
        ahp_ns: factors.ahp_conductance(
            simulation.neuron::<AhpMultiplier>(neuron)?.0,
            simulation.neuron::<MediumAhp>(neuron)?.0,
            simulation.neuron::<SlowAhp>(neuron)?.0,
            simulation.resource::<Modulation>().slow_ahp_factor(&population.receptors),
        ),
        excitability: total_excitability(fast, slow),
        spike,
    })
}
