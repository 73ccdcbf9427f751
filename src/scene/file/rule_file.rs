//! What each plasticity rule says of itself in a scene: its numbers, where it can stand, and what must hold of it.

use super::experiment::Mechanism;
use crate::scene::parameter::{Judge, Parameters};

/// Numbers that a scene gives to a rule, or the name under which they were published.
pub trait Given {
    /// The numbers.
    type Numbers: Parameters;

    /// Those that the rule runs with.
    fn numbers(&self) -> Self::Numbers;

    /// Those that the scene itself chose, to be checked.
    fn own(&self) -> Option<&Self::Numbers>;
}

impl<P: Parameters> Given for P {
    type Numbers = P;

    fn numbers(&self) -> P {
        *self
    }

    fn own(&self) -> Option<&P> {
        Some(self)
    }
}

/// A kind of receptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceptorKind {
    /// Excitatory.
    Excitatory,
    /// Inhibitory.
    Inhibitory,
}

/// What holds of a rule in any scene.
pub trait RuleFile: Given {
    /// The kind of plasticity that the rule is a part of; none for short-term plasticity, which is a part of transmission.
    const MECHANISM: Option<Mechanism> = Some(Mechanism::Synaptic);

    /// The only receptor at which it can act, if there is but one.
    const RECEPTOR: Option<ReceptorKind> = None;

    /// Whether it alone says how the weights of a projection follow activity: of such rules a projection has one at most.
    const ALONE: bool = false;

    /// Rules of the same projection that it acts together with.
    const TOGETHER_WITH: &'static [&'static str] = &[];

    /// Further checks.
    fn check(&self, _site: &RuleSite<'_>, _judge: &mut dyn Judge) {}
}

/// What a rule has to know of the place where it stands in a scene.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RuleSite<'a> {
    /// Upper bound of the weights of the projection that has the rule, if a projection has it.
    pub maximum_weight: Option<f32>,
    /// Name of the population whose neurons the rule changes.
    pub target: &'a str,
    /// Whether that population has intrinsic plasticity.
    pub target_learns: bool,
}
