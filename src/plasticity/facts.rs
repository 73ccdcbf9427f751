//! What is known of each rule without a scene: where it stands in one, and its parameters.

use super::Rule;
use super::tunable::Tunable;
use crate::scene::parameter::{Parameter, Parameters};

/// A parameter of a rule, whatever a scene says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ParameterFacts {
    /// Name of the field in a scene.
    pub name: &'static str,
    /// Meaning, a line.
    pub meaning: &'static str,
    /// Symbol of the unit; empty for a plain number.
    pub unit: &'static str,
    /// Smallest value.
    pub low: f32,
    /// Largest value.
    pub high: f32,
    /// Default of the program.
    pub default: f32,
    /// Where the default comes from.
    pub source: &'static str,
}

macro_rules! facts {
    ($($rule:ident => $module:ident::$component:ident, $site:ident.$field:ident: $given:ident;)*) => {
        impl Rule {
            /// What has it in a scene: a "projection" or a "population".
            #[must_use]
            pub const fn site(self) -> &'static str {
                match self {
                    $(Self::$rule => stringify!($site),)*
                }
            }
        }

        /// The parameters of a rule, the most important first.
        #[must_use]
        pub fn parameter_facts(rule: Rule) -> Vec<ParameterFacts> {
            match rule {
                $(Rule::$rule => of::<super::$module::$component>(),)*
            }
        }
    };
}
crate::scene::file::for_all_rules!(facts);

fn of<R: Tunable>() -> Vec<ParameterFacts> {
    R::Parameters::PARAMETERS.iter().map(ParameterFacts::of).collect()
}

impl ParameterFacts {
    /// Those of a parameter of a rule's numbers.
    #[must_use]
    pub const fn of<P>(parameter: &Parameter<P>) -> Self {
        Self {
            name: parameter.name,
            meaning: parameter.meaning,
            unit: parameter.unit,
            low: parameter.low,
            high: parameter.high,
            default: parameter.default,
            source: parameter.source,
        }
    }
}
