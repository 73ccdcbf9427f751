//! Membranes after biological time that is skipped: at rest, with nothing on its way to them.

use crate::model::{
    AdaptationCurrent, AmpaConductance, GabaConductance, MediumAhp, MembranePotential, NeuronTable, Population,
    RefractorySteps, SlowAhp, SlowConductance, SpikeQueue, ThresholdJump,
};
use crate::schedule::BiologicalTime;
use bevy::ecs::system::{Query, Res, ResMut};

type Columns<'a> = (
    (&'a mut MembranePotential, &'a mut RefractorySteps),
    (&'a mut AmpaConductance, &'a mut SlowConductance, &'a mut GabaConductance),
    (&'a mut ThresholdJump, &'a mut MediumAhp, &'a mut SlowAhp, Option<&'a mut AdaptationCurrent>),
);

/// Put all membranes to rest and drop the spikes on their way.
pub fn skip_membranes(
    mut neurons: NeuronTable<Columns>,
    populations: Query<&Population>,
    mut queue: ResMut<SpikeQueue>,
    time: Res<BiologicalTime>,
) {
    if time.skipping().is_none() {
        return;
    }
    queue.clear();
    let ((v, refractory), (ampa, slow, gaba), (jump, medium, slow_ahp, adaptation)) = neurons.slices();
    for population in &populations {
        v[population.range.clone()].fill(MembranePotential(population.neuron.resting_potential.0));
    }
    refractory.fill(RefractorySteps(0));
    ampa.fill(AmpaConductance(0.0));
    slow.fill(SlowConductance(0.0));
    gaba.fill(GabaConductance(0.0));
    jump.fill(ThresholdJump(0.0));
    medium.fill(MediumAhp(0.0));
    slow_ahp.fill(SlowAhp(0.0));
    if let Some(adaptation) = adaptation {
        adaptation.fill(AdaptationCurrent(0.0));
    }
}
