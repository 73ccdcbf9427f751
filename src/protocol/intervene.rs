//! Phases that change the network itself: excitability, paint, what is lost, drugs.

use crate::model::{
    FastExcitability, FastRemainder, Interventions, NeuronTable, Paint, Population, Postsynaptic, Projection,
    ReferenceWeight, RefractorySteps, SlowExcitability, SlowRemainder, Spikes, SynapseTable, Target, Threshold, Weight,
    hand_over,
};
use crate::plasticity::intrinsic::DelayedGrowth;
use crate::plasticity::{Rule, set_parameter, total_excitability};
use crate::scene::file::RankBy;
use crate::scene::{NeuronRank, NeuronSelection, PhaseKind};
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Query, Res, ResMut, SystemParam};
use bevy::ecs::world::World;
use std::ops::Range;

type NeuronColumns<'a> = (
    (&'a mut FastExcitability, &'a mut FastRemainder),
    (&'a mut SlowExcitability, &'a mut SlowRemainder),
    (&'a mut Paint, &'a Threshold),
);

/// The network, as phases change it.
#[derive(SystemParam)]
pub struct Intervened<'w, 's> {
    neurons: NeuronTable<'w, 's, NeuronColumns<'static>>,
    synapses: SynapseTable<'w, 's, (&'static Postsynaptic, &'static mut Weight)>,
    projections: Query<'w, 's, &'static Projection>,
    growing: Query<'w, 's, (&'static Population, &'static mut DelayedGrowth)>,
    interventions: ResMut<'w, Interventions>,
    moves: ResMut<'w, ParameterMoves>,
}

/// Parameters that phases of this step move.
#[derive(Resource, Clone, Debug, Default)]
pub struct ParameterMoves(Vec<(String, String, f32)>);

impl Intervened<'_, '_> {
    /// Do what a phase says, before a step, by its place in the timeline. `chosen` are the neurons that a selection without a rank means, `order` is a random order of a range.
    pub fn enter(
        &mut self,
        kind: &PhaseKind,
        (step, phase): (u64, usize),
        chosen: impl Fn(&NeuronSelection) -> Vec<u32>,
        order: impl Fn(&Range<u32>) -> Vec<u32>,
    ) {
        if kind.intervenes() {
            self.interventions.done.push((step, phase as u32));
        }
        match kind {
            PhaseKind::SetExcitability { neurons, value } => {
                let chosen = self.select(neurons, chosen);
                let (_, (slow, _), _) = self.neurons.slices();
                for neuron in chosen {
                    slow[neuron as usize].0 = *value;
                }
            }
            PhaseKind::ShuffleExcitability { neurons } => {
                let from = order(neurons);
                let range = neurons.start as usize..neurons.end as usize;
                let ((fast, fast_rest), (slow, slow_rest), _) = self.neurons.slices();
                hand_over(&mut fast[range.clone()], &from);
                hand_over(&mut fast_rest[range.clone()], &from);
                hand_over(&mut slow[range.clone()], &from);
                hand_over(&mut slow_rest[range.clone()], &from);
                let grows = |population: &Population| population.range == range;
                self.growing.iter_mut().filter(|(of, _)| grows(of)).for_each(|(_, mut growth)| growth.hand_over(&from));
            }
            PhaseKind::Paint { neurons, value } => {
                let chosen = self.select(neurons, chosen);
                let (.., (paint, _)) = self.neurons.slices();
                for neuron in chosen {
                    paint[neuron as usize].0 = *value;
                }
            }
            PhaseKind::SetParameter { rule, parameter, value } => {
                self.moves.0.push((rule.clone(), parameter.clone(), *value));
            }
            PhaseKind::ScaleAhp { population, factor } => self.interventions.set_ahp(*population, *factor),
            PhaseKind::LoseCells { neurons } => {
                let lost = self.select(neurons, chosen);
                self.interventions.lose_cells(&lost);
            }
            PhaseKind::LoseSynapses { projection, share, strongest } => {
                self.lose_synapses(*projection, *share, *strongest);
            }
            _ => {}
        }
    }

    fn select(&mut self, selection: &NeuronSelection, chosen: impl Fn(&NeuronSelection) -> Vec<u32>) -> Vec<u32> {
        match selection {
            NeuronSelection::Rank(rank) => self.ranked(rank),
            other => chosen(other),
        }
    }

    /// Neurons in order of a property, of those that are not lost; of equals the first.
    fn ranked(&mut self, rank: &NeuronRank) -> Vec<u32> {
        let values = self.values(rank.by);
        let mut neurons: Vec<u32> = rank.of.clone().filter(|&neuron| !self.interventions.has_lost(neuron)).collect();
        let value = |neuron: &u32| values[*neuron as usize];
        neurons.sort_by(
            |a, b| {
                if rank.highest { value(b).total_cmp(&value(a)) } else { value(a).total_cmp(&value(b)) }
            },
        );
        neurons.truncate(rank.count);
        neurons.sort_unstable();
        neurons
    }

    fn values(&mut self, by: RankBy) -> Vec<f32> {
        let ((fast, _), (slow, _), (_, threshold)) = self.neurons.slices();
        match by {
            RankBy::Threshold => threshold.iter().map(|threshold| threshold.0).collect(),
            RankBy::Excitability => {
                fast.iter().zip(slow).map(|(fast, slow)| total_excitability(fast.0, slow.0)).collect()
            }
            RankBy::IncomingWeight => {
                let mut sums = vec![0.0; threshold.len()];
                let (post, weight) = self.synapses.slices();
                for projection in &self.projections {
                    let Target::Excitatory { fast, slow } = projection.target else { continue };
                    for row in projection.rows.clone() {
                        sums[post[row].0 as usize] += weight[row].0 * (fast + slow);
                    }
                }
                sums
            }
        }
    }

    /// Lose a share of the synapses of a projection that are still there, by their weight; of equals the first.
    fn lose_synapses(&mut self, index: usize, share: f64, strongest: bool) {
        let Some(projection) = self.projections.iter().find(|projection| projection.index == index) else { return };
        let lost = &self.interventions.synapses;
        let (_, weight) = self.synapses.slices();
        let mut rows: Vec<u32> = projection.rows.clone().map(|row| row as u32).collect();
        rows.retain(|row| lost.binary_search(row).is_err());
        let count = (share * rows.len() as f64).round() as usize;
        let of = |row: &u32| weight[*row as usize].0;
        rows.sort_by(|a, b| if strongest { of(b).total_cmp(&of(a)) } else { of(a).total_cmp(&of(b)) });
        rows.truncate(count);
        for &row in &rows {
            weight[row as usize].0 = 0.0;
        }
        self.interventions.lose_synapses(&rows);
    }
}

/// Move the parameters that phases of this step move.
pub fn move_parameters(world: &mut World) {
    let moves = std::mem::take(&mut world.resource_mut::<ParameterMoves>().0);
    for (id, name, value) in moves {
        if let Some(rule) = Rule::ALL.into_iter().find(|rule| rule.id() == id) {
            set_parameter(world, rule, &name, value);
        }
    }
}

/// Lost neurons do not fire, whatever drives them: they stay refractory.
pub fn keep_cells_lost(
    mut neurons: NeuronTable<&mut RefractorySteps>,
    mut spikes: ResMut<Spikes>,
    interventions: Res<Interventions>,
) {
    if interventions.cells.is_empty() {
        return;
    }
    let refractory = neurons.slices();
    for &neuron in &interventions.cells {
        refractory[neuron as usize].0 = 2;
    }
    let spikes = &mut *spikes;
    for list in [&mut spikes.forced, &mut spikes.plateaus] {
        list.retain(|&neuron| !interventions.has_lost(neuron));
    }
}

/// Lost synapses have no weight, whatever rules make of it.
pub fn keep_synapses_lost(mut synapses: SynapseTable<&mut Weight>, interventions: Res<Interventions>) {
    if !interventions.synapses.is_empty() {
        let weight = synapses.slices();
        interventions.synapses.iter().for_each(|&row| weight[row as usize].0 = 0.0);
    }
}

/// Nor have they one to come back to; in scenes where synapses learn.
pub fn keep_references_lost(mut synapses: SynapseTable<&mut ReferenceWeight>, interventions: Res<Interventions>) {
    if !interventions.synapses.is_empty() {
        let reference = synapses.slices();
        interventions.synapses.iter().for_each(|&row| reference[row as usize].0 = 0.0);
    }
}
