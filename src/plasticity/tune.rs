//! Parameters of rules that move while a simulation runs.

use super::Rule;
use super::facts::ParameterFacts;
use super::tunable::Tunable;
use crate::scene::parameter::{Parameter, Parameters};
use crate::state::{About, Damaged, Part, State};
use bevy::ecs::entity::Entity;
use bevy::ecs::resource::Resource;
use bevy::ecs::world::World;

/// A parameter of a rule as it is now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TunedParameter {
    /// What is known of it whatever a scene says.
    pub facts: ParameterFacts,
    /// Present value, of the first projection or population that has the rule.
    pub value: f32,
    /// Whether several projections or populations have the rule, with different values.
    pub varies: bool,
    /// Whether it was moved away from what the scene gives.
    pub moved: bool,
}

impl TunedParameter {
    /// The same in the language in force, for a parameter of this rule.
    #[must_use]
    pub fn said(self, rule: Rule) -> Self {
        Self { facts: self.facts.said(rule), ..self }
    }
}

/// Parameters that were moved, in the order of their first move: a part of the state.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct MovedParameters(pub Vec<(Rule, &'static str, f32)>);

/// What the scene gave to the parameters that were moved, each projection or population its own value.
#[derive(Resource, Debug, Default)]
struct SceneValues(Vec<(Rule, &'static str, Vec<(Entity, f32)>)>);

/// The parameters that were moved. They are moved again, so that everything that is derived from them follows and the values of the
/// scene are kept for a reset; what else was moved in the world until then gets those back.
pub const MOVED_PARAMETERS: Part = Part {
    about: About::Course,
    write: |world, writer| {
        let moved = world.get_resource::<MovedParameters>().map_or(&[][..], |moved| &moved.0);
        let list = moved.iter().map(|&(rule, name, value)| (rule.id().to_owned(), name.to_owned(), value));
        list.collect::<Vec<(String, String, f32)>>().write(writer);
    },
    read: |world, reader| {
        let mut moved = Vec::<(String, String, f32)>::new();
        moved.read(reader)?;
        let before = world.get_resource::<MovedParameters>().map(|before| before.0.clone()).unwrap_or_default();
        for (rule, name, _) in before {
            reset_parameter(world, rule, name);
        }
        for (id, name, value) in moved {
            let rule = Rule::ALL.into_iter().find(|rule| rule.id() == id).ok_or(Damaged)?;
            if !set_parameter(world, rule, &name, value) {
                return Err(Damaged);
            }
        }
        Ok(())
    },
};

macro_rules! tunable_rules {
    ($($rule:ident => $module:ident::$component:ident, $site:ident.$field:ident: $given:ident;)*) => {
        /// The parameters of a rule as they are now; none if no projection or population has the rule.
        #[must_use]
        pub fn tuned_parameters(world: &World, rule: Rule) -> Vec<TunedParameter> {
            match rule {
                $(Rule::$rule => read::<super::$module::$component>(world),)*
            }
        }

        /// Smallest and largest value of a parameter of a rule; none if there is no such parameter.
        #[must_use]
        pub fn parameter_range(rule: Rule, name: &str) -> Option<(f32, f32)> {
            match rule {
                $(Rule::$rule => range::<super::$module::$component>(name),)*
            }
        }

        /// Move a parameter of a rule everywhere it applies. Whether there is such a parameter and the value is in its range: else
        /// nothing changes.
        pub fn set_parameter(world: &mut World, rule: Rule, name: &str, value: f32) -> bool {
            match rule {
                $(Rule::$rule => write::<super::$module::$component>(world, name, value),)*
            }
        }

        /// Give a parameter of a rule back the values of the scene, each projection or population its own. Whether it was moved.
        pub fn reset_parameter(world: &mut World, rule: Rule, name: &str) -> bool {
            match rule {
                $(Rule::$rule => restore::<super::$module::$component>(world, name),)*
            }
        }
    };
}

crate::scene::file::for_all_rules!(tunable_rules);

fn read<R: Tunable>(world: &World) -> Vec<TunedParameter> {
    let Some(mut query) = world.try_query::<(Entity, &R)>() else { return Vec::new() };
    let Some((_, rule)) = query.iter(world).next() else { return Vec::new() };
    let scene = world.get_resource::<SceneValues>();
    let tuned = |parameter: &Parameter<R::Parameters>| {
        let value = (parameter.get)(rule.parameters());
        let same = |now: f32, then: f32| now.to_bits() == then.to_bits();
        let before = scene.and_then(|scene| scene.of(R::RULE, parameter.name)).unwrap_or_default();
        let mut all = query.iter_manual(world).map(|(entity, rule)| (entity, (parameter.get)(rule.parameters())));
        TunedParameter {
            facts: ParameterFacts::of(parameter),
            value,
            varies: all.clone().any(|(_, other)| !same(other, value)),
            moved: all.any(|(entity, now)| before.iter().any(|&(e, then)| e == entity && !same(now, then))),
        }
    };
    R::Parameters::PARAMETERS.iter().map(tuned).collect()
}

fn parameter_named<R: Tunable>(name: &str) -> Option<&'static Parameter<R::Parameters>> {
    R::Parameters::PARAMETERS.iter().find(|parameter| parameter.name == name)
}

fn range<R: Tunable>(name: &str) -> Option<(f32, f32)> {
    parameter_named::<R>(name).map(|parameter| (parameter.low, parameter.high))
}

fn write<R: Tunable>(world: &mut World, name: &str, value: f32) -> bool {
    let Some(parameter) = parameter_named::<R>(name) else { return false };
    if !(parameter.low..=parameter.high).contains(&value) {
        return false;
    }
    let mut before = Vec::new();
    for (entity, mut rule) in world.query::<(Entity, &mut R)>().iter_mut(world) {
        let mut parameters = *rule.parameters();
        before.push((entity, (parameter.get)(&parameters)));
        (parameter.set)(&mut parameters, value);
        rule.set_parameters(parameters);
    }
    let scene = &mut world.get_resource_or_init::<SceneValues>();
    if scene.of(R::RULE, name).is_none() {
        scene.0.push((R::RULE, parameter.name, before));
    }
    let moved = &mut world.get_resource_or_init::<MovedParameters>().0;
    match moved.iter_mut().find(|(rule, name, _)| *rule == R::RULE && *name == parameter.name) {
        Some((_, _, last)) => *last = value,
        None => moved.push((R::RULE, parameter.name, value)),
    }
    true
}

fn restore<R: Tunable>(world: &mut World, name: &str) -> bool {
    let Some(parameter) = parameter_named::<R>(name) else { return false };
    let scene = &mut world.get_resource_or_init::<SceneValues>().0;
    let Some(place) = scene.iter().position(|(rule, name, _)| *rule == R::RULE && *name == parameter.name) else {
        return false;
    };
    for (entity, value) in scene.remove(place).2 {
        if let Some(mut rule) = world.get_mut::<R>(entity) {
            let mut parameters = *rule.parameters();
            (parameter.set)(&mut parameters, value);
            rule.set_parameters(parameters);
        }
    }
    let moved = &mut world.get_resource_or_init::<MovedParameters>().0;
    moved.retain(|(rule, name, _)| *rule != R::RULE || *name != parameter.name);
    true
}

impl SceneValues {
    fn of(&self, rule: Rule, name: &str) -> Option<&[(Entity, f32)]> {
        self.0.iter().find(|(r, n, _)| *r == rule && *n == name).map(|(_, _, values)| values.as_slice())
    }
}
