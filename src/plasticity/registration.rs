//! What a rule tells the rest of the program about itself, in its own file. With its line in the list of all rules
//! (`scene/file/rule.rs`) that is all that spawning, the order of a step, switches, panels and measurements of cost need.

use super::{Rule, Tunable};
use crate::model::{Population, Projection};
use crate::scene::Scene;
use crate::scene::file::{Given, NeuronFile};
use crate::schedule::StepSet;
use crate::state::Part;
use crate::words::of_row;
use bevy::ecs::schedule::{IntoScheduleConfigs, Schedule, SystemSet};
use bevy::ecs::system::ScheduleSystem;
use bevy::ecs::world::EntityWorldMut;

/// A rule: a component with its parameters on each projection or population that has it.
pub trait PlasticityRule: Tunable {
    /// Name for people.
    const LABEL: &'static str;

    /// Number of the section of `MODEL.md` that has its equations and says where they come from.
    const SECTION: &'static str;

    /// What the rule does, in a sentence for a tooltip.
    const EXPLANATION: &'static str;

    /// Whether it acts once a second, for the biological time that [`SlowTick`](super::SlowTick) says.
    const SLOW: bool = false;

    /// How a scene asks for it when its cost is measured.
    const EXAMPLE: &'static str = "()";

    /// What the rule keeps from step to step, beside weights, excitability and the traces that several rules share.
    const STATE: &'static [Part] = &[];

    /// What is known of a projection or population when the rule is put on it.
    type Place<'a>;

    /// Put the rule and what it keeps on a projection or population.
    fn insert(parameters: Self::Parameters, place: &Self::Place<'_>, entity: &mut EntityWorldMut<'_>);

    /// Whether the systems of the rule are needed, in a scene that does not contain it (`present` is false) or does.
    #[must_use]
    fn is_needed(_scene: &Scene, present: bool) -> bool {
        present
    }

    /// Add the systems of the rule to a step.
    fn add_systems(systems: &mut RuleSystems<'_>);
}

/// A projection that gets a rule.
#[derive(Clone, Copy, Debug)]
pub struct ProjectionPlace<'a> {
    /// The projection.
    pub projection: &'a Projection,
    /// Model of the postsynaptic neurons.
    pub neuron: &'a NeuronFile,
    /// Position of the postsynaptic population.
    pub target: usize,
    /// Most synapses that any postsynaptic neuron has.
    pub most_incoming: usize,
    /// Seed of the run.
    pub seed: u64,
    /// Step (ms).
    pub dt: f32,
}

/// A population that gets a rule.
#[derive(Clone, Copy, Debug)]
pub struct PopulationPlace<'a> {
    /// The population.
    pub population: &'a Population,
}

/// The systems of one rule within a part of a step: they run after those of the rules that come before it in the list, so that no
/// rule has to name another.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RuleSet(pub StepSet, pub Rule);

/// Where a rule adds its systems.
pub struct RuleSystems<'a> {
    schedule: &'a mut Schedule,
    rule: Rule,
    /// The scene.
    pub scene: &'a Scene,
}

impl RuleSystems<'_> {
    /// Add systems to a part of the step.
    pub fn add<M>(&mut self, part: StepSet, systems: impl IntoScheduleConfigs<ScheduleSystem, M>) {
        self.schedule.add_systems(systems.in_set(RuleSet(part, self.rule)).in_set(part));
    }

    /// Add systems that only a timeline with skipped time needs.
    pub fn add_skipping<M>(&mut self, part: StepSet, systems: impl IntoScheduleConfigs<ScheduleSystem, M>) {
        if self.scene.skips_time() {
            self.add(part, systems);
        }
    }
}

/// Parts of a step in which rules have systems.
const PARTS: [StepSet; 7] = [
    StepSet::Settle,
    StepSet::Skip,
    StepSet::Release,
    StepSet::Learn,
    StepSet::Trace,
    StepSet::Modulate,
    StepSet::Consolidate,
];

macro_rules! on_site {
    (there projection projection $entity:ident $file:ident $place:ident $component:ty, $field:ident) => {
        on_site!(insert $entity $file $place $component, $field)
    };
    (there population population $entity:ident $file:ident $place:ident $component:ty, $field:ident) => {
        on_site!(insert $entity $file $place $component, $field)
    };
    (insert $entity:ident $file:ident $place:ident $component:ty, $field:ident) => {
        if let Some(rule) = &$file.$field {
            <$component as PlasticityRule>::insert(rule.numbers(), $place, $entity);
        }
    };
    ($wanted:ident $other:ident $site:ident $entity:ident $file:ident $place:ident $component:ty, $field:ident) => {};
}

macro_rules! registrations {
    ($($rule:ident => $module:ident::$component:ident, $site:ident.$field:ident: $given:ident;)*) => {
        impl Rule {
            /// Name for people.
            #[must_use]
            pub fn label(self) -> &'static str {
                let label = match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::LABEL,)*
                };
                of_row("rule", self.id(), "", label)
            }

            /// Number of the section of `MODEL.md` that has its equations and says where they come from.
            #[must_use]
            pub const fn section(self) -> &'static str {
                match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::SECTION,)*
                }
            }

            /// What the rule does, in a sentence for a tooltip.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                let explanation = match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::EXPLANATION,)*
                };
                of_row("rule", self.id(), "text", explanation)
            }

            /// Whether it acts once a second.
            #[must_use]
            pub const fn is_slow(self) -> bool {
                match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::SLOW,)*
                }
            }

            /// How a scene asks for it when its cost is measured.
            #[must_use]
            pub const fn example(self) -> &'static str {
                match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::EXAMPLE,)*
                }
            }

            /// What the rule keeps from step to step.
            #[must_use]
            pub const fn state(self) -> &'static [Part] {
                match self {
                    $(Self::$rule => <super::$module::$component as PlasticityRule>::STATE,)*
                }
            }

            /// Add the systems of the rule to the step of a scene, if it needs them.
            fn add_systems(self, systems: &mut RuleSystems<'_>) {
                let present = self.is_in(systems.scene);
                match self {
                    $(Self::$rule => if <super::$module::$component as PlasticityRule>::is_needed(systems.scene, present) {
                        <super::$module::$component as PlasticityRule>::add_systems(systems);
                    })*
                }
            }
        }

        /// Put the rules that a scene gives to a projection on it.
        pub fn insert_projection_rules(
            file: &crate::scene::file::ProjectionFile,
            place: &ProjectionPlace<'_>,
            entity: &mut EntityWorldMut<'_>,
        ) {
            $(on_site!(there projection $site entity file place super::$module::$component, $field);)*
        }

        /// Put the rules that a scene gives to a population on it.
        pub fn insert_population_rules(
            file: &crate::scene::file::PopulationFile,
            place: &PopulationPlace<'_>,
            entity: &mut EntityWorldMut<'_>,
        ) {
            $(on_site!(there population $site entity file place super::$module::$component, $field);)*
        }
    };
}
crate::scene::file::for_all_rules!(registrations);

/// Add the systems of all rules that a scene needs, each part of a step in the order of the list.
pub fn add_rule_systems(schedule: &mut Schedule, scene: &Scene) {
    for part in PARTS {
        for pair in Rule::ALL.windows(2) {
            schedule.configure_sets(RuleSet(part, pair[1]).after(RuleSet(part, pair[0])));
        }
    }
    for rule in Rule::ALL {
        rule.add_systems(&mut RuleSystems { schedule, rule, scene });
    }
}
