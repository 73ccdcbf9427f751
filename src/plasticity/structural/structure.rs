//! Pruning and growth on a fixed pool of synapses (MODEL 2.9).
//!
//! A synapse that has been weak for some hours of biological time, and is no longer protected, is pruned with a constant hazard;
//! in the same moment a new one grows onto the same neuron from another partner, so the number of synapses stays. Delays belong
//! to the axon of the partner. Nothing is spawned or despawned: a row gets another presynaptic neuron, weight, reference weight
//! and age, and the rows are brought back into order.

use super::growth::{Candidates, PartnerKernel};
use super::row_order::RowOrder;
use crate::model::{
    Connectome, Interventions, LearningTag, NeuronTable, Position, Postsynaptic, Presynaptic, Projection,
    ReferenceWeight, SynapseAge, SynapseTable, SynapseWeakTime, Weight,
};
use crate::modulation::{BrainState, Modulation};
use crate::plasticity::{PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, SlowTick, Tunable};
use crate::random::{Purpose, RandomStream};
use crate::scene::file::{Stability, StructureFile};
use crate::schedule::{Clock, StepSet};
use crate::state::{About, Part, component, resource, state};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Query, Res, ResMut};
use bevy::ecs::world::EntityWorldMut;

/// How much slower synapses turn over in the neocortex.
const CORTICAL_SLOWING: f64 = 5.0;
/// Longest time that is advanced at once (biological s): within a longer one, synapses that grow in it may be pruned again.
const LONGEST_STRIDE_S: f64 = 6.0 * SECONDS_PER_HOUR;
/// Most events of a step that are kept for a view; all of them are counted.
const MOST_EVENTS: usize = 4096;

/// A synapse that was pruned, and the one that grew in its place onto the same neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turnover {
    /// Presynaptic neuron of the synapse that was pruned.
    pub pruned: u32,
    /// Presynaptic neuron of the new synapse.
    pub formed: u32,
    /// Postsynaptic neuron of both.
    pub postsynaptic: u32,
    /// Weight of the synapse that was pruned.
    pub pruned_weight: f32,
    /// Weight of the new synapse.
    pub formed_weight: f32,
}

state!(Turnover { pruned, formed, postsynaptic, pruned_weight, formed_weight });

/// What was pruned and grew in the last tick; for views, never read by a rule.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct TurnoverLog {
    /// Step of the tick.
    pub step: u64,
    /// Events of that tick, the first 4,096.
    pub events: Vec<Turnover>,
    /// Synapses replaced since the start.
    pub total: u64,
}

state!(TurnoverLog { step, events, total });

impl TurnoverLog {
    /// An empty log with room for a tick.
    #[must_use]
    pub fn new() -> Self {
        Self { step: 0, events: Vec::with_capacity(MOST_EVENTS), total: 0 }
    }
}

/// The rule on a projection.
#[derive(Component, Debug)]
pub struct Structure {
    parameters: StructureFile,
    /// Ticks so far: each has random draws of its own.
    pub ticks: u64,
    /// Biological seconds that were not a whole second yet.
    pub rest: f64,
    pruning: RandomStream,
    growth: RandomStream,
    words: Vec<u32>,
    pruned: Vec<u32>,
    candidates: Candidates,
}

state!(Structure { ticks, rest });

impl Structure {
    /// The rule for a projection.
    #[must_use]
    pub fn new(parameters: StructureFile, projection: &Projection, seed: u64) -> Self {
        let rows = projection.rows.len();
        let item = projection.index as u64;
        Self {
            parameters,
            ticks: 0,
            rest: 0.0,
            pruning: RandomStream::new(seed, Purpose::Pruning, item),
            growth: RandomStream::new(seed, Purpose::Growth, item),
            words: vec![0; rows + 1],
            pruned: Vec::with_capacity(rows),
            candidates: Candidates::new(projection.presynaptic.len()),
        }
    }

    /// Hazard of a weak synapse that is no longer protected (1 / biological s).
    #[must_use]
    pub fn hazard(&self) -> f64 {
        hazard(&self.parameters)
    }
}

/// Hazard (1 / biological s) that gives a synapse that nothing strengthens the mean life of the parameters, its protection
/// included. It is at least a tenth of the mean life before protection ends that remains: a scene is checked for that.
fn hazard(parameters: &StructureFile) -> f64 {
    let safe = f64::from(parameters.protection.0.max(parameters.weak_time.0));
    let remaining = (f64::from(parameters.mean_life.0) - safe).max(0.1 * f64::from(parameters.mean_life.0));
    let slowing = match parameters.stability {
        Stability::Hippocampal => 1.0,
        Stability::Cortical => CORTICAL_SLOWING,
    };
    1.0 / (remaining * slowing * SECONDS_PER_HOUR)
}

impl Tunable for Structure {
    type Parameters = StructureFile;
    const RULE: Rule = Rule::StructuralPlasticity;

    fn parameters(&self) -> &StructureFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: StructureFile) {
        self.parameters = parameters;
    }
}

impl PlasticityRule for Structure {
    const LABEL: &'static str = "Structural plasticity";
    const SECTION: &'static str = "2.9";
    const EXPLANATION: &'static str = "Synapses that stay weak for hours are pruned, and new ones grow in their place, preferably between near \
                 and active neurons.";
    const SLOW: bool = true;
    const STATE: &'static [Part] = &[
        component::<Structure>(About::Plasticity),
        component::<Presynaptic>(About::Plasticity),
        component::<Postsynaptic>(About::Plasticity),
        component::<SynapseAge>(About::Plasticity),
        component::<SynapseWeakTime>(About::Plasticity),
        resource::<Connectome>(About::Plasticity),
        resource::<TurnoverLog>(About::Course),
    ];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self::new(parameters, place.projection, place.seed));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, rewire_synapses);
    }
}

type SynapseColumns<'a> = (
    (&'a mut Presynaptic, &'a mut Postsynaptic),
    (&'a mut Weight, &'a mut ReferenceWeight),
    (&'a mut SynapseAge, &'a mut SynapseWeakTime),
);

/// Prune and grow, for the biological time of this tick.
pub fn rewire_synapses(
    mut synapses: SynapseTable<SynapseColumns>,
    mut projections: Query<(&Projection, &mut Structure)>,
    mut neurons: NeuronTable<(&Position, &LearningTag)>,
    mut connectome: ResMut<Connectome>,
    mut order: ResMut<RowOrder>,
    mut log: ResMut<TurnoverLog>,
    mut interventions: ResMut<Interventions>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    slow: Res<SlowTick>,
    clock: Res<Clock>,
) {
    let (order, log, interventions) = (&mut *order, &mut *log, &mut *interventions);
    order.clear();
    if slow.seconds == 0.0 || !switches.is_on(Rule::StructuralPlasticity) {
        return;
    }
    let ((pre, post), (weight, reference), (age, weak)) = synapses.slices();
    let (position, tag) = neurons.slices();
    log.events.clear();
    log.step = clock.step;
    let strides = (slow.seconds / LONGEST_STRIDE_S).ceil().max(1.0);
    let asleep = modulation.state == BrainState::Nrem;
    for (projection, mut structure) in &mut projections {
        let structure = &mut *structure;
        for _ in 0..strides as u64 {
            structure.prune(projection, weight, age, weak, slow.seconds / strides);
            structure.pruned.retain(|row| interventions.synapses.binary_search(row).is_err());
            if structure.pruned.is_empty() {
                continue;
            }
            let lost = &interventions.cells;
            let kernel =
                PartnerKernel { parameters: &structure.parameters, rate: &slow.rate, position, tag, asleep, lost };
            let mut grown = false;
            for &row in &structure.pruned {
                let neuron = post[row as usize].0;
                structure.candidates.weigh(&kernel, projection.presynaptic.clone(), neuron as usize);
                let mut word = [0];
                structure.growth.fill(structure.ticks, row as usize - projection.rows.start, &mut word);
                // Where no partner is possible the synapse stays.
                let Some(partner) = structure.candidates.choose(word[0]) else { continue };
                let row = row as usize;
                let formed = (projection.presynaptic.start + partner) as u32;
                let formed_weight = structure.parameters.birth_weight.min(projection.maximum_weight);
                if log.events.len() < MOST_EVENTS {
                    let (pruned, pruned_weight) = (pre[row].0, weight[row].0);
                    log.events.push(Turnover { pruned, formed, postsynaptic: neuron, pruned_weight, formed_weight });
                }
                log.total += 1;
                pre[row].0 = formed;
                weight[row].0 = formed_weight;
                reference[row].0 = formed_weight;
                age[row].0 = 0;
                weak[row].0 = 0;
                order.renew(row);
                grown = true;
            }
            if grown {
                order.sort(projection, pre, &mut connectome);
                let rows = &projection.rows;
                order.follow(rows, &mut interventions.synapses);
                order.permute(rows, pre);
                order.permute(rows, post);
                order.permute(rows, weight);
                order.permute(rows, reference);
                order.permute(rows, age);
                order.permute(rows, weak);
            }
        }
    }
}

impl Structure {
    /// Let synapses age, and list those that are pruned.
    fn prune(
        &mut self,
        projection: &Projection,
        weight: &[Weight],
        age: &mut [SynapseAge],
        weak: &mut [SynapseWeakTime],
        seconds: f64,
    ) {
        self.ticks += 1;
        self.pruned.clear();
        // Ages are whole seconds, so that they stay exact for centuries.
        let passed = (self.rest + seconds).floor();
        self.rest += seconds - passed;
        let passed = passed as u32;
        let seconds_in = |hours: f32| (f64::from(hours) * SECONDS_PER_HOUR) as u32;
        let (weak_time, protection) =
            (seconds_in(self.parameters.weak_time.0), seconds_in(self.parameters.protection.0));
        let hazard = self.hazard();
        // In units of 2⁻⁶⁴: a synapse of months has a chance of 10⁻⁷ in a second.
        let chance = |exposed: u32| (-libm::expm1(-hazard * f64::from(exposed)) * 18_446_744_073_709_551_616.0) as u64;
        let usual = chance(passed);
        self.pruning.fill(self.ticks, 0, &mut self.words);
        // Each synapse has a word, and the last one settles what is finer.
        let Some((&rest, words)) = self.words.split_last() else { return };
        for (row, &word) in projection.rows.clone().zip(words) {
            age[row].0 = age[row].0.saturating_add(passed);
            if weight[row].0 > self.parameters.weak {
                weak[row].0 = 0;
                continue;
            }
            weak[row].0 = weak[row].0.saturating_add(passed);
            // The part of this tick in which the synapse could be pruned.
            let exposed = passed.min(weak[row].0.saturating_sub(weak_time)).min(age[row].0.saturating_sub(protection));
            let threshold = if exposed == passed { usual } else { chance(exposed) };
            if (u64::from(word) << 32 | u64::from(rest)) < threshold {
                self.pruned.push(row as u32);
            }
        }
    }
}
