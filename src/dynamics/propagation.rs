//! Spikes whose delay is over open conductances of their targets.

use crate::model::{
    AmpaConductance, Connectome, GabaConductance, NeuronTable, Postsynaptic, Projection, ReleaseFactors,
    SlowConductance, SpikeQueue, SynapseTable, Target, Weight,
};
use crate::modulation::{Modulation, Modulator};
use bevy::ecs::system::{Query, Res, ResMut};

/// Deliver the spikes that arrive in this step.
pub fn propagate_spikes(
    mut neurons: NeuronTable<(&mut AmpaConductance, &mut SlowConductance, &mut GabaConductance)>,
    mut synapses: SynapseTable<(&Postsynaptic, &Weight)>,
    projections: Query<(&Projection, Option<&ReleaseFactors>)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    queue: Res<SpikeQueue>,
) {
    let (ampa, slow, gaba) = neurons.slices();
    let (postsynaptic, weight) = synapses.slices();
    for (projection, factors) in &projections {
        let gain = 1.0 - projection.acetylcholine_suppression * modulation.level(Modulator::Acetylcholine);
        let arriving = queue.arriving(projection.index);
        let released = factors.map_or(&[][..], |factors| &factors.0);
        deliver(projection.target, gain, arriving, released, &connectome, postsynaptic, weight, ampa, slow, gaba);
    }
}

/// Deliver the spikes of the axons `arriving` of one projection, whose conductances are multiplied by `gain`, on plain slices.
/// `released` has a factor for each spike, or is empty if all are 1.
pub fn deliver(
    target: Target,
    gain: f32,
    arriving: &[u32],
    released: &[f32],
    connectome: &Connectome,
    postsynaptic: &[Postsynaptic],
    weight: &[Weight],
    ampa: &mut [AmpaConductance],
    slow: &mut [SlowConductance],
    gaba: &mut [GabaConductance],
) {
    let synapses_of = |axon: u32| {
        let rows = connectome.rows(axon as usize);
        postsynaptic[rows.clone()].iter().zip(&weight[rows])
    };
    let released = |spike: usize| released.get(spike).copied().unwrap_or(1.0);
    match target {
        Target::Excitatory { fast, slow: 0.0 } => {
            let fast = fast * gain;
            for (spike, &axon) in arriving.iter().enumerate() {
                let fast = fast * released(spike);
                for (target, weight) in synapses_of(axon) {
                    ampa[target.0 as usize].0 += fast * weight.0;
                }
            }
        }
        Target::Excitatory { fast, slow: slow_part } => {
            let (fast, slow_part) = (fast * gain, slow_part * gain);
            for (spike, &axon) in arriving.iter().enumerate() {
                let (fast, slow_part) = (fast * released(spike), slow_part * released(spike));
                for (target, weight) in synapses_of(axon) {
                    ampa[target.0 as usize].0 += fast * weight.0;
                    slow[target.0 as usize].0 += slow_part * weight.0;
                }
            }
        }
        Target::Inhibitory { conductance } => {
            let conductance = conductance * gain;
            for (spike, &axon) in arriving.iter().enumerate() {
                let conductance = conductance * released(spike);
                for (target, weight) in synapses_of(axon) {
                    gaba[target.0 as usize].0 += conductance * weight.0;
                }
            }
        }
    }
}

/// The slot of this step is done with. Runs at the end of the step, after the rules that read it.
pub fn advance_spikes(mut queue: ResMut<SpikeQueue>) {
    queue.advance();
}
