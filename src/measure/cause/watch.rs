//! Keeps the account of the neuron that is looked at. Two systems of a step: one sees what the membrane is about to read, the other what
//! became of it and which spikes arrive. While nobody asks they do nothing, and what they do changes nothing that others read.

use super::account::{Account, Membrane};
use super::spike_cause::{Cause, SpikeCause};
use super::threshold::{ThresholdParts, ThresholdState};
use crate::dynamics::{AdexFactors, NoiseBuffers};
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, Connectome, FastExcitability, GabaConductance, HomeostaticShift,
    InjectedCurrent, LeakMultiplier, MediumAhp, MembraneFactors, MembranePotential, NeuronTable, Paint, Population,
    Postsynaptic, Projection, RefractorySteps, ReleaseFactors, RestingThreshold, SlowAhp, SlowConductance,
    SlowExcitability, SpikeQueue, Spikes, SynapseTable, Target, Threshold, ThresholdJump, Weight,
};
use crate::modulation::{Modulation, Modulator};
use crate::protocol::PatternDrive;
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Query, Res, ResMut};
use std::collections::VecDeque;
use std::sync::Arc;

/// How far below the limit a potential must be for the spike to be the scene's (mV): further than single precision rounds.
const FORCED_MV: f64 = 0.01;
/// Spikes whose causes are kept.
const KEPT: usize = 8;

/// The neuron whose spikes are explained, if one is. It is no part of the state of a run.
#[derive(Resource, Debug, Default)]
pub struct CauseWatch {
    neuron: Option<u32>,
    account: Account,
    seen: Membrane,
    spikes: VecDeque<Arc<SpikeCause>>,
}

impl CauseWatch {
    /// Explain the spikes of this neuron from now on, or of none. The one that is explained already goes on.
    pub fn explain(&mut self, neuron: Option<u32>) {
        if self.neuron != neuron {
            *self = Self { neuron, ..Self::default() };
        }
    }

    /// The newest spikes of the neuron since it is watched, oldest first.
    #[must_use]
    pub fn spikes(&self) -> impl ExactSizeIterator<Item = &Arc<SpikeCause>> {
        self.spikes.iter()
    }

    /// What its causes add up to: its potential above rest (mV), as it is after a step; none if no neuron is watched.
    #[must_use]
    pub fn above_rest_mv(&self) -> Option<f64> {
        self.neuron.map(|_| self.account.sum())
    }
}

type Membranes<'a> = (
    (
        &'a MembranePotential,
        &'a RefractorySteps,
        &'a AmpaConductance,
        &'a SlowConductance,
        &'a GabaConductance,
        &'a InjectedCurrent,
    ),
    (&'a ThresholdJump, &'a Threshold),
    (&'a MediumAhp, &'a SlowAhp, &'a AhpMultiplier, &'a LeakMultiplier),
    Option<&'a AdaptationCurrent>,
);

type Populations<'w, 's> = Query<'w, 's, (&'static Population, &'static MembraneFactors, Option<&'static AdexFactors>)>;

/// Population of a neuron with its factors, as the membrane has them in this step.
fn population_of<'a>(
    populations: &'a Populations<'_, '_>,
    modulation: &Modulation,
    neuron: usize,
) -> Option<(&'a Population, MembraneFactors, Option<&'a AdexFactors>)> {
    let (population, factors, adex) = populations.iter().find(|(one, ..)| one.range.contains(&neuron))?;
    let mut factors = *factors;
    factors.slow_ahp *= modulation.slow_ahp_factor(&population.receptors);
    Some((population, factors, adex))
}

/// After the inputs and before the membrane: what it will read.
pub fn note_drive(
    mut watch: ResMut<CauseWatch>,
    mut neurons: NeuronTable<Membranes>,
    populations: Populations,
    modulation: Res<Modulation>,
    drive: Res<PatternDrive>,
) {
    let Some(neuron) = watch.neuron.map(|neuron| neuron as usize) else { return };
    let Some((_, factors, _)) = population_of(&populations, &modulation, neuron) else { return };
    let ((v, refractory, ampa, slow, gaba, current), (jump, threshold), (medium, slow_ahp, ahp, leak), adaptation) =
        neurons.slices();
    let (medium, slow_ahp) = (medium[neuron].0, slow_ahp[neuron].0);
    let seen = Membrane {
        v: f64::from(v[neuron].0),
        ampa: f64::from(ampa[neuron].0),
        slow: f64::from(slow[neuron].0),
        gaba: f64::from(gaba[neuron].0),
        leak: f64::from(factors.leak * leak[neuron].0),
        potassium: f64::from(factors.ahp_conductance(ahp[neuron].0, medium, slow_ahp, 1.0)),
        current: f64::from(current[neuron].0),
        threshold: f64::from(threshold[neuron].0 + jump[neuron].0),
        adaptation: adaptation.map_or(0.0, |adaptation| f64::from(adaptation[neuron].0)),
        normal: 0.0,
        refractory: refractory[neuron].0 > 0,
    };
    watch.seen = seen;
    let pattern = drive.presented().map(|(pattern, _)| (pattern as u32, f64::from(drive.given(neuron))));
    watch.account.receive(&seen, f64::from(factors.rest), pattern);
}

type Properties<'a> = (
    (&'a Threshold, &'a RestingThreshold),
    (&'a FastExcitability, &'a SlowExcitability, &'a Paint),
    Option<&'a HomeostaticShift>,
);

/// After the membrane and the spikes that arrive: the account is brought up to date, and a spike gets its causes.
pub fn note_spike(
    mut watch: ResMut<CauseWatch>,
    mut neurons: NeuronTable<Properties>,
    mut synapses: SynapseTable<(&Postsynaptic, &Weight)>,
    populations: Populations,
    projections: Query<(&Projection, Option<&ReleaseFactors>)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    (queue, spikes, noise, clock): (Res<SpikeQueue>, Res<Spikes>, Res<NoiseBuffers>, Res<Clock>),
) {
    let Some(index) = watch.neuron else { return };
    let neuron = index as usize;
    let Some((population, factors, adex)) = population_of(&populations, &modulation, neuron) else { return };
    let CauseWatch { account, seen, spikes: kept, .. } = &mut *watch;
    seen.normal = f64::from(noise.of(neuron));
    account.integrate(seen, &factors, adex);
    if spikes.now.contains(&index) {
        let ((threshold, resting), (fast, slow, paint), shift) = neurons.slices();
        let potential = f64::from(factors.rest) + account.sum();
        let limit = adex.map_or(seen.threshold, |adex| adex.peak(seen.threshold));
        let (own, learned) = ((threshold, resting), (fast, slow, paint));
        let state = ThresholdState::of(neuron, own, learned, shift.unwrap_or(&[]));
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back(Arc::new(SpikeCause {
            time_s: clock.length.time_s(clock.step + 1),
            neuron: index,
            rest_mv: factors.rest,
            potential_mv: potential as f32,
            limit_mv: limit as f32,
            forced: potential < limit - FORCED_MV,
            contributions: account.contributions(),
            threshold: ThresholdParts::new(population, &modulation, &state),
            jump_mv: seen.threshold as f32 - threshold[neuron].0,
        }));
        account.reset(f64::from(factors.reset - factors.rest));
    }
    let (postsynaptic, weight) = synapses.slices();
    for (projection, released) in projections.iter().filter(|(one, _)| one.postsynaptic.contains(&neuron)) {
        let gain = 1.0 - projection.acetylcholine_suppression * modulation.level(Modulator::Acetylcholine);
        for (spike, &axon) in queue.arriving(projection.index).iter().enumerate() {
            let factor = gain * released.and_then(|released| released.0.get(spike).copied()).unwrap_or(1.0);
            let rows = connectome.rows(axon as usize);
            // The synapses of an axon are sorted by their targets.
            let first = rows.start + postsynaptic[rows.clone()].partition_point(|target| target.0 < index);
            let onto = (first..rows.end).take_while(|&row| postsynaptic[row].0 == index);
            for row in onto {
                let open = |conductance: f32| f64::from(conductance * factor * weight[row].0);
                let (ampa, slow, gaba) = match projection.target {
                    Target::Excitatory { fast, slow } => (open(fast), open(slow), 0.0),
                    Target::Inhibitory { conductance } => (0.0, 0.0, open(conductance)),
                };
                let presynaptic = (projection.presynaptic.start + axon as usize - projection.axons.start) as u32;
                account.arrive(Cause::Synapse { projection: projection.index as u32, presynaptic }, ampa, slow, gaba);
            }
        }
    }
}
