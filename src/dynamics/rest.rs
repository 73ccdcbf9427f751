//! Membranes after biological time that is skipped: at rest, with nothing on its way to them.

use crate::model::{
    AdaptationCurrent, AmpaConductance, GabaConductance, MediumAhp, MembranePotential, Population, RefractorySteps,
    SlowAhp, SlowConductance, SpikeQueue, ThresholdJump, slice_mut,
};
use crate::schedule::BiologicalTime;
use bevy::ecs::system::{Query, Res, ResMut};

type Columns<'a> = (
    (&'a mut MembranePotential, &'a mut RefractorySteps),
    (&'a mut AmpaConductance, &'a mut SlowConductance, &'a mut GabaConductance),
    (&'a mut ThresholdJump, &'a mut MediumAhp, &'a mut SlowAhp),
);

/// Put all membranes to rest and drop the spikes on their way.
pub fn skip_membranes(
    mut neurons: Query<Columns>,
    mut adaptation: Query<&mut AdaptationCurrent>,
    populations: Query<&Population>,
    mut queue: ResMut<SpikeQueue>,
    time: Res<BiologicalTime>,
) {
    if time.skipping().is_none() {
        return;
    }
    queue.clear();
    if let Some(adaptation) = adaptation.contiguous_iter_mut().ok().and_then(|mut tables| tables.next()) {
        slice_mut(adaptation).fill(AdaptationCurrent(0.0));
    }
    let Some(((v, refractory), (ampa, slow, gaba), (jump, medium, slow_ahp))) =
        neurons.contiguous_iter_mut().ok().and_then(|mut tables| tables.next())
    else {
        return;
    };
    let v = slice_mut(v);
    for population in &populations {
        v[population.range.clone()].fill(MembranePotential(population.neuron.resting_potential.0));
    }
    slice_mut(refractory).fill(RefractorySteps(0));
    slice_mut(ampa).fill(AmpaConductance(0.0));
    slice_mut(slow).fill(SlowConductance(0.0));
    slice_mut(gaba).fill(GabaConductance(0.0));
    slice_mut(jump).fill(ThresholdJump(0.0));
    slice_mut(medium).fill(MediumAhp(0.0));
    slice_mut(slow_ahp).fill(SlowAhp(0.0));
}
