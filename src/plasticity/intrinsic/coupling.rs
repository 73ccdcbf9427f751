//! Excitability lowers the threshold of synaptic potentiation (MODEL 2.6, option): M becomes M (1 - k e), so that depression turns
//! into potentiation at a lower rate in an excitable neuron even before that neuron fires more.

use super::{IntrinsicPlasticity, total_excitability};
use crate::model::{FastExcitability, NeuronTable, Population, Projection, SlowExcitability};
use crate::plasticity::synaptic::SpikeTraces;
use crate::schedule::Clock;
use bevy::ecs::system::{Query, Res};

/// Every 5 ms the factor follows excitability; without the option there is none.
pub fn lower_potentiation_threshold(
    mut neurons: NeuronTable<(&FastExcitability, &SlowExcitability)>,
    populations: Query<(&Population, &IntrinsicPlasticity)>,
    mut projections: Query<(&Projection, &mut SpikeTraces)>,
    clock: Res<Clock>,
) {
    if !clock.is_due(clock.steps(super::excitability::INTERVAL_MS, 1)) {
        return;
    }
    let (fast, slow) = neurons.slices();
    for (population, IntrinsicPlasticity(parameters)) in &populations {
        let coupling = parameters.potentiation_coupling;
        for (projection, mut traces) in &mut projections {
            if projection.postsynaptic != population.range || (coupling == 0.0 && traces.threshold.is_empty()) {
                continue;
            }
            traces.threshold.resize(population.range.len(), 1.0);
            for (factor, i) in traces.threshold.iter_mut().zip(population.range.clone()) {
                *factor = 1.0 - coupling * total_excitability(fast[i].0, slow[i].0);
            }
        }
    }
}
