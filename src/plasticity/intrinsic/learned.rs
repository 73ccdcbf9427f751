//! What learned excitability brings to a run: its component, its systems, its state. The equations are in `excitability.rs`, what takes
//! excitability away again in `window.rs`.

use super::coupling::lower_potentiation_threshold;
use super::delay::DelayedGrowth;
use super::excitability::{IntrinsicPlasticity, follow_calcium, update_excitability};
use super::window::{close_windows, needs_slow_columns};
use crate::plasticity::{PlasticityRule, PopulationPlace, Rule, RuleSystems};
use crate::schedule::StepSet;
use crate::state::{About, Part, component};
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::world::EntityWorldMut;

impl PlasticityRule for IntrinsicPlasticity {
    const LABEL: &'static str = "Intrinsic plasticity";
    const SECTION: &'static str = "2.4";
    const EXPLANATION: &'static str = "Neurons that take part in learning become easier to excite for hours: lower threshold, smaller \
                 afterhyperpolarization, less leak.";
    const STATE: &'static [Part] = &[component::<DelayedGrowth>(About::Plasticity)];
    type Place<'a> = PopulationPlace<'a>;

    fn insert(parameters: Self::Parameters, place: &PopulationPlace<'_>, entity: &mut EntityWorldMut<'_>) {
        entity.insert(Self(parameters));
        if parameters.slow_delay.0 > 0.0 {
            entity.insert(DelayedGrowth::new(place.population.range.len(), parameters.slow_delay.0));
        }
    }

    fn add_systems(systems: &mut RuleSystems<'_>) {
        systems.add(StepSet::Trace, follow_calcium);
        if needs_slow_columns(systems.scene) {
            systems.add(StepSet::Express, close_windows.before(update_excitability));
        }
        if Rule::TripletStdp.is_in(systems.scene) {
            systems.add(StepSet::Express, lower_potentiation_threshold.after(update_excitability));
        }
    }
}
