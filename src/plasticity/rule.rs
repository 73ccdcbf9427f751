//! The rules by name, and their switches.

use crate::scene::file::{Mechanism, ReceptorKind, RuleFile, SceneFile, for_all_rules};
use crate::state::{Damaged, Reader, State, Writer};
use bevy::ecs::resource::Resource;
use serde::{Deserialize, Serialize};

macro_rules! name_rules {
    ($($rule:ident => $module:ident::$component:ident, $site:ident.$field:ident: $given:ident;)*) => {
        /// A plasticity rule that can be switched off on its own, live.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Rule {
            $(
                #[doc = concat!("`", stringify!($field), "` in a scene.")]
                $rule,
            )*
        }

        impl Rule {
            /// All rules, in the order in which panels list them.
            pub const ALL: [Self; [$(Self::$rule),*].len()] = [$(Self::$rule),*];

            /// Identifier in a scene and on the command line (`--off triplet_stdp`).
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$rule => stringify!($field),)*
                }
            }

            /// The kind of plasticity that the rule is a part of; none for short-term plasticity, which is a part of transmission.
            #[must_use]
            pub const fn mechanism(self) -> Option<Mechanism> {
                match self {
                    $(Self::$rule => <crate::scene::file::$given as RuleFile>::MECHANISM,)*
                }
            }

            /// The only receptor at which it can act, if there is but one.
            #[must_use]
            pub const fn receptor(self) -> Option<ReceptorKind> {
                match self {
                    $(Self::$rule => <crate::scene::file::$given as RuleFile>::RECEPTOR,)*
                }
            }

            /// Identifiers of the rules that have to stand beside it.
            #[must_use]
            pub const fn together_with(self) -> &'static [&'static str] {
                match self {
                    $(Self::$rule => <crate::scene::file::$given as RuleFile>::TOGETHER_WITH,)*
                }
            }

            /// Whether a scene contains the rule.
            #[must_use]
            pub fn is_in(self, scene: &SceneFile) -> bool {
                match self {
                    $(Self::$rule => is_in!($site scene $field),)*
                }
            }
        }
    };
}

macro_rules! is_in {
    (projection $scene:ident $field:ident) => {
        $scene.projections.iter().any(|projection| projection.$field.is_some())
    };
    (population $scene:ident $field:ident) => {
        $scene.populations.iter().any(|population| population.$field.is_some())
    };
}
for_all_rules!(name_rules);

/// Which rules are on. A rule that the scene does not contain has no effect whatever its switch says.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleSwitches([bool; Rule::ALL.len()]);

impl Default for RuleSwitches {
    fn default() -> Self {
        Self([true; Rule::ALL.len()])
    }
}

impl RuleSwitches {
    /// Whether a rule is on.
    #[must_use]
    pub const fn is_on(self, rule: Rule) -> bool {
        self.0[rule as usize]
    }

    /// Switch a rule.
    pub const fn set(&mut self, rule: Rule, enabled: bool) {
        self.0[rule as usize] = enabled;
    }
}

/// Only what is off: a rule that this program learns later leaves the states of other scenes as they are.
impl State for RuleSwitches {
    fn write(&self, writer: &mut Writer) {
        let off = Rule::ALL.into_iter().filter(|&rule| !self.is_on(rule));
        off.map(|rule| rule.id().to_owned()).collect::<Vec<String>>().write(writer);
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        let mut off = Vec::<String>::new();
        off.read(reader)?;
        *self = Self::default();
        for id in off {
            self.set(Rule::ALL.into_iter().find(|rule| rule.id() == id).ok_or(Damaged)?, false);
        }
        Ok(())
    }
}
