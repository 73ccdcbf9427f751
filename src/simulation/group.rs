//! What several neurons have in common: mean and spread of each variable, and the synapses within the group, onto it and out of it.

use super::looking::Looking;
use super::run::{Simulation, projections};
use super::sample::{GroupReading, GroupSynapses, GroupValue, Spread};
use crate::model::{Postsynaptic, Presynaptic, Target, Weight};
use crate::scene::file::{Basis, MapKind, Variable};

/// Sum up some neurons of the network; `replays`: in how many each neuron took part.
pub fn read_group(simulation: &Simulation, looking: &Looking, neurons: &[u32], replays: &[u32]) -> GroupReading {
    let scene = simulation.scene();
    let summed_up = |variable: &Variable| {
        let facts = variable.facts();
        variable.is_in(scene) && facts.map != MapKind::Categorical && facts.basis != Basis::Selection
    };
    let value = |variable| {
        let all = looking.values_of(variable, simulation, None, replays);
        let values = neurons.iter().filter_map(|&neuron| all.get(neuron as usize).copied());
        GroupValue { variable, spread: Spread::of(values) }
    };
    let values = Variable::all().filter(summed_up).map(value).collect();
    let [within, incoming, outgoing] = synapses(simulation, neurons);
    GroupReading { neurons: neurons.len(), values, within, incoming, outgoing }
}

/// Synapses within a group, onto it, and out of it.
fn synapses(simulation: &Simulation, neurons: &[u32]) -> [GroupSynapses; 3] {
    let mut weights: [[Vec<f32>; 2]; 3] = Default::default();
    let mut member = vec![false; simulation.scene().neuron_count() as usize];
    for &neuron in neurons {
        member[neuron as usize] = true;
    }
    simulation.with_column(|pre: &[Presynaptic]| {
        simulation.with_column(|post: &[Postsynaptic]| {
            simulation.with_column(|weight: &[Weight]| {
                for projection in projections(simulation.world()) {
                    let sign = usize::from(matches!(projection.target, Target::Inhibitory { .. }));
                    for row in projection.rows.clone() {
                        let place = match (member[pre[row].0 as usize], member[post[row].0 as usize]) {
                            (true, true) => 0,
                            (false, true) => 1,
                            (true, false) => 2,
                            (false, false) => continue,
                        };
                        weights[place][sign].push(weight[row].0);
                    }
                }
            });
        });
    });
    weights.map(|[excitatory, inhibitory]: [Vec<f32>; 2]| GroupSynapses {
        excitatory: Spread::of(excitatory.iter().copied()),
        inhibitory: Spread::of(inhibitory.iter().copied()),
    })
}
