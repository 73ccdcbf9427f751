//! What a rule offers so that its parameters can be moved while a simulation runs.

use super::Rule;
use crate::scene::parameter::Parameters;
use bevy::ecs::component::{Component, Mutable};

/// A rule whose parameters can be moved: the component of a projection or population that holds them.
pub trait Tunable: Component<Mutability = Mutable> {
    /// Its parameters as a scene gives them.
    type Parameters: Parameters;

    /// Its switch.
    const RULE: Rule;

    /// The present parameters.
    fn parameters(&self) -> &Self::Parameters;

    /// Take other parameters, and whatever is derived from them.
    fn set_parameters(&mut self, parameters: Self::Parameters);
}
