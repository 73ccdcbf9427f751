//! Variables that follow from a neuron's own state, read off the columns of a run; the list of all stands in `scene::file::variable`.

use crate::dynamics::NeuronProperties;
use crate::model::{
    AdaptationCurrent, AhpMultiplier, AmpaConductance, Calcium, FastExcitability, GabaConductance, HomeostaticShift,
    InjectedCurrent, LeakMultiplier, LearningTag, MediumAhp, MembraneFactors, MembranePotential, Paint, Population,
    SlowAhp, SlowConductance, SlowExcitability, Threshold, ThresholdJump, column_of,
};
use crate::modulation::Modulation;
use crate::scene::file::{Variable, for_all_variables};
use bevy::ecs::world::World;

/// The state of all neurons at one moment.
pub struct NeuronState<'a> {
    /// Membrane and synapses.
    pub membrane: (
        &'a [MembranePotential],
        &'a [AmpaConductance],
        &'a [SlowConductance],
        &'a [GabaConductance],
        &'a [InjectedCurrent],
    ),
    /// Threshold with its jump, paint.
    pub threshold: (&'a [Threshold], &'a [ThresholdJump], &'a [Paint]),
    /// Afterhyperpolarization and leak.
    pub conductances: (&'a [MediumAhp], &'a [SlowAhp], &'a [AhpMultiplier], &'a [LeakMultiplier]),
    /// Excitability and what it learns from.
    pub excitability: (&'a [FastExcitability], &'a [SlowExcitability], &'a [Calcium], &'a [LearningTag]),
    /// Columns that not every scene has; empty there.
    pub optional: (&'a [HomeostaticShift], &'a [AdaptationCurrent]),
    /// What the populations share.
    pub populations: Vec<(&'a Population, &'a MembraneFactors)>,
    /// Levels of the modulators.
    pub modulation: &'a Modulation,
}

impl<'a> NeuronState<'a> {
    /// The state of a world's neurons.
    #[must_use]
    pub fn of(world: &'a World) -> Self {
        let populations = world.try_query::<(&Population, &MembraneFactors)>();
        Self {
            membrane: (column_of(world), column_of(world), column_of(world), column_of(world), column_of(world)),
            threshold: (column_of(world), column_of(world), column_of(world)),
            conductances: (column_of(world), column_of(world), column_of(world), column_of(world)),
            excitability: (column_of(world), column_of(world), column_of(world), column_of(world)),
            optional: (column_of(world), column_of(world)),
            populations: populations.map_or_else(Vec::new, |mut query| query.iter(world).collect()),
            modulation: world.resource(),
        }
    }

    /// Number of neurons.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.membrane.0.len()
    }

    /// Whether there is no neuron.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.membrane.0.is_empty()
    }

    /// What distinguishes a neuron: enough to copy it for a slice measurement.
    #[must_use]
    pub fn properties(&self, neuron: usize) -> Option<NeuronProperties> {
        let (population, _) = self.population(neuron)?;
        Some(NeuronProperties {
            neuron: population.neuron,
            threshold: self.threshold.0.get(neuron)?.0,
            ahp: self.conductances.2.get(neuron)?.0,
            leak: self.conductances.3.get(neuron)?.0,
            slow_ahp_factor: self.modulation.slow_ahp_factor(&population.receptors),
        })
    }

    /// The population of a neuron and what it shares.
    pub(super) fn population(&self, neuron: usize) -> Option<(&'a Population, &'a MembraneFactors)> {
        self.populations.iter().copied().find(|(population, _)| population.range.contains(&neuron))
    }
}

/// Reads the value of one neuron.
pub type OwnReader = fn(&NeuronState<'_>, usize) -> f32;

macro_rules! own_readers {
    ($($group:ident {
        $($name:ident: $basis:ident $reader:ident, $column:literal, $label:literal, $symbol:literal, $unit:literal, [$low:literal, $high:literal],
            $map:ident $(($middle:literal))?, $bright:ident, $there:ident, $meaning:literal, $source:literal;)+
    })+) => {
        /// How a variable is read off the state of a neuron, if that is all it follows from.
        #[must_use]
        pub const fn own_reader(variable: Variable) -> Option<OwnReader> {
            match variable {
                $($(Variable::$name => own_reader!($basis $reader),)+)+
            }
        }
    };
}

macro_rules! own_reader {
    (own $reader:ident) => {
        Some(own::$reader)
    };
    ($basis:ident $reader:ident) => {
        None
    };
}
for_all_variables!(own_readers);

/// A function a variable.
mod own {
    use super::NeuronState;
    use crate::modulation::{Modulator, Receptors};
    use crate::plasticity::intrinsic::total_excitability;

    pub fn potential(state: &NeuronState<'_>, i: usize) -> f32 {
        state.membrane.0[i].0
    }

    // nS · mV = pA.
    pub fn excitatory_current(state: &NeuronState<'_>, i: usize) -> f32 {
        let reversal = state.population(i).map_or(f32::NAN, |(_, factors)| factors.excitatory);
        (ampa(state, i) + slow(state, i)) * (reversal - potential(state, i))
    }

    pub fn inhibitory_current(state: &NeuronState<'_>, i: usize) -> f32 {
        let reversal = state.population(i).map_or(f32::NAN, |(_, factors)| factors.inhibitory);
        gaba(state, i) * (reversal - potential(state, i))
    }

    pub fn injected_current(state: &NeuronState<'_>, i: usize) -> f32 {
        state.membrane.4[i].0
    }

    pub fn ampa(state: &NeuronState<'_>, i: usize) -> f32 {
        state.membrane.1[i].0
    }

    pub fn slow(state: &NeuronState<'_>, i: usize) -> f32 {
        state.membrane.2[i].0
    }

    pub fn gaba(state: &NeuronState<'_>, i: usize) -> f32 {
        state.membrane.3[i].0
    }

    pub fn adaptation(state: &NeuronState<'_>, i: usize) -> f32 {
        state.optional.1.get(i).map_or(0.0, |current| current.0)
    }

    pub fn lasting_threshold(state: &NeuronState<'_>, i: usize) -> f32 {
        state.threshold.0[i].0
    }

    pub fn threshold(state: &NeuronState<'_>, i: usize) -> f32 {
        state.threshold.0[i].0 + state.threshold.1[i].0
    }

    pub fn distance_to_threshold(state: &NeuronState<'_>, i: usize) -> f32 {
        threshold(state, i) - potential(state, i)
    }

    pub fn leak(state: &NeuronState<'_>, i: usize) -> f32 {
        state.conductances.3[i].0
    }

    pub fn ahp_multiplier(state: &NeuronState<'_>, i: usize) -> f32 {
        state.conductances.2[i].0
    }

    pub fn ahp(state: &NeuronState<'_>, i: usize) -> f32 {
        state.population(i).map_or(0.0, |(population, factors)| {
            let (medium, slow) = (state.conductances.0[i].0, state.conductances.1[i].0);
            let slow_factor = state.modulation.slow_ahp_factor(&population.receptors);
            factors.ahp_conductance(ahp_multiplier(state, i), medium, slow, slow_factor)
        })
    }

    pub fn paint(state: &NeuronState<'_>, i: usize) -> f32 {
        state.threshold.2[i].0
    }

    pub fn excitability(state: &NeuronState<'_>, i: usize) -> f32 {
        total_excitability(fast_excitability(state, i), slow_excitability(state, i))
    }

    pub fn fast_excitability(state: &NeuronState<'_>, i: usize) -> f32 {
        state.excitability.0[i].0
    }

    pub fn slow_excitability(state: &NeuronState<'_>, i: usize) -> f32 {
        state.excitability.1[i].0
    }

    pub fn homeostatic_shift(state: &NeuronState<'_>, i: usize) -> f32 {
        state.optional.0.get(i).map_or(0.0, |shift| shift.0)
    }

    pub fn calcium(state: &NeuronState<'_>, i: usize) -> f32 {
        state.excitability.2[i].0
    }

    pub fn learning_tag(state: &NeuronState<'_>, i: usize) -> f32 {
        state.excitability.3[i].0
    }

    pub fn dopamine(state: &NeuronState<'_>, i: usize) -> f32 {
        at_receptor(state, i, Modulator::Dopamine, |receptors| receptors.dopamine)
    }

    pub fn acetylcholine(state: &NeuronState<'_>, i: usize) -> f32 {
        at_receptor(state, i, Modulator::Acetylcholine, |receptors| receptors.muscarinic)
    }

    pub fn serotonin(state: &NeuronState<'_>, i: usize) -> f32 {
        at_receptor(state, i, Modulator::Serotonin, |receptors| receptors.serotonin_1a)
    }

    pub fn noradrenaline(state: &NeuronState<'_>, i: usize) -> f32 {
        at_receptor(state, i, Modulator::Noradrenaline, |receptors| receptors.adrenergic)
    }

    fn at_receptor(state: &NeuronState<'_>, i: usize, modulator: Modulator, of: fn(&Receptors) -> f32) -> f32 {
        let answer = state.population(i).map_or(0.0, |(population, _)| of(&population.receptors));
        state.modulation.level(modulator) * answer
    }
}
