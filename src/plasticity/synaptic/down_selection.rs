//! Down-selection in NREM sleep (de Vivo et al. 2017; MODEL 2.9): the weaker synapses of a neuron lose a share of their weight
//! an hour, the strongest are spared.
//!
//! De Vivo et al. found the contact areas of cortical synapses 18 % smaller after sleep on average, with the largest fifth
//! spared. If four fifths bear the loss, each of them loses 22 % in 8 h, 3.1 % an hour. The sum of the weights falls by less
//! when a few strong synapses carry much of it. The reference weight is left alone.

use crate::model::{Connectome, Projection, SynapseTable, Weight};
use crate::modulation::{BrainState, Modulation};
use crate::plasticity::{Owed, PlasticityRule, ProjectionPlace, Rule, RuleSwitches, RuleSystems, SlowTick, Tunable};
use crate::scene::file::DownSelectionFile;
use crate::schedule::StepSet;
use crate::state::{About, Part, component, state};
use crate::units::SECONDS_PER_HOUR;
use bevy::ecs::component::Component;
use bevy::ecs::system::{Query, Res};
use bevy::ecs::world::EntityWorldMut;
use bevy::math::ops;

/// The rule on a projection.
#[derive(Component, Clone, Debug, PartialEq)]
pub struct DownSelection {
    parameters: DownSelectionFile,
    /// Time in NREM sleep for which nothing has been weakened yet.
    owed: Owed,
    /// Scratch space: the synapses of a neuron, to be ranked.
    ranked: Vec<(f32, u32)>,
}

state!(DownSelection { owed });

impl DownSelection {
    /// The rule for neurons that have at most `synapses` of the projection.
    #[must_use]
    pub fn new(parameters: DownSelectionFile, synapses: usize) -> Self {
        Self { parameters, owed: Owed::default(), ranked: Vec::with_capacity(synapses) }
    }

    /// Factor on a weight that is not spared, for a time in NREM sleep (biological s).
    #[must_use]
    pub fn factor(&self, seconds: f64) -> f32 {
        ops::powf(1.0 - self.parameters.loss, (seconds / SECONDS_PER_HOUR) as f32)
    }

    /// How many of a neuron's synapses are spared.
    #[must_use]
    pub fn spared(&self, synapses: usize) -> usize {
        ((synapses as f32 * self.parameters.spared).round() as usize).min(synapses)
    }
}

impl Tunable for DownSelection {
    type Parameters = DownSelectionFile;
    const RULE: Rule = Rule::DownSelection;

    fn parameters(&self) -> &DownSelectionFile {
        &self.parameters
    }

    fn set_parameters(&mut self, parameters: DownSelectionFile) {
        self.parameters = parameters;
    }
}

impl PlasticityRule for DownSelection {
    const LABEL: &'static str = "Sleep down-selection";
    const SECTION: &'static str = "2.9";
    const EXPLANATION: &'static str = "In NREM sleep synapses lose about 3 % of their strength an hour; the strongest fifth of each neuron is spared.";
    const SLOW: bool = true;
    const STATE: &'static [Part] = &[component::<DownSelection>(About::Plasticity)];
    type Place<'a> = ProjectionPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &ProjectionPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self::new(parameters, place.most_incoming));
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Consolidate, down_select_weights);
    }
}

/// Weaken all but the strongest synapses of each neuron, for the biological time of this tick.
pub fn down_select_weights(
    mut synapses: SynapseTable<&mut Weight>,
    mut projections: Query<(&Projection, &mut DownSelection)>,
    connectome: Res<Connectome>,
    modulation: Res<Modulation>,
    switches: Res<RuleSwitches>,
    slow: Res<SlowTick>,
) {
    if slow.seconds == 0.0 || modulation.state != BrainState::Nrem || !switches.is_on(Rule::DownSelection) {
        return;
    }
    let weight = synapses.slices();
    for (projection, mut rule) in &mut projections {
        // Weights fall by 1 / e in so many seconds.
        let tau = SECONDS_PER_HOUR / f64::from(-ops::ln(1.0 - rule.parameters.loss)).max(f64::MIN_POSITIVE);
        let Some(seconds) = rule.owed.pass(slow.seconds, tau) else { continue };
        let factor = rule.factor(seconds);
        for local in 0..projection.postsynaptic.len() {
            let incoming = connectome.incoming(projection.index, local);
            let spared = rule.spared(incoming.len());
            let ranked = &mut rule.ranked;
            ranked.clear();
            ranked.extend(incoming.iter().map(|synapse| (weight[synapse.row as usize].0, synapse.row)));
            if spared > 0 && spared < ranked.len() {
                // The strongest come first; of equals the first row.
                ranked.select_nth_unstable_by(spared, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            }
            for &(_, row) in &ranked[spared..] {
                weight[row as usize].0 *= factor;
            }
        }
    }
}
