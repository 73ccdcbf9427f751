//! What is known of each rule without a scene: where it stands in one, and its parameters, in the user's language.

use super::Rule;
use super::tunable::Tunable;
use crate::scene::parameter::{Parameter, Parameters};
use crate::words::{of_row, row_key};

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

        /// The parameters of a rule, the most important first, in the language in force.
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
    R::Parameters::PARAMETERS.iter().map(|parameter| ParameterFacts::of(parameter).said(R::RULE)).collect()
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

    /// The same in the language in force, for a parameter of this rule.
    #[must_use]
    pub fn said(self, rule: Rule) -> Self {
        let id = row_id(rule, self.name);
        let source = if is_prose(self.source) { of_row(WORDS, &id, "source", self.source) } else { self.source };
        Self { meaning: of_row(WORDS, &id, "meaning", self.meaning), source, ..self }
    }

    /// A short name in the language in force; none in English, in which the name of the field is one.
    #[must_use]
    pub fn short_name(&self, rule: Rule) -> Option<&'static str> {
        Some(of_row(WORDS, &row_id(rule, self.name), "", "")).filter(|name| !name.is_empty())
    }
}

/// What the keys of the texts of parameters begin with.
const WORDS: &str = "parameter";

/// By which the texts of a parameter are known.
fn row_id(rule: Rule, name: &str) -> String {
    format!("{}-{name}", rule.id())
}

/// Whether a source says more than where to look: words beside names, years and numbers of sections.
fn is_prose(source: &str) -> bool {
    let plain = |word: &str| word.chars().count() > 1 && word.starts_with(char::is_lowercase);
    source.split(|letter: char| !letter.is_alphabetic()).any(|word| plain(word) && !["et", "al", "de"].contains(&word))
}

/// Keys of the texts of all rules and of their parameters.
#[must_use]
pub fn word_keys() -> Vec<String> {
    let of_rule = |rule: Rule| {
        let parameters = parameter_facts(rule).into_iter().flat_map(move |parameter| {
            let id = row_id(rule, parameter.name);
            let source = is_prose(parameter.source).then_some("source");
            ["", "meaning"]
                .into_iter()
                .chain(source)
                .map(|attribute| row_key(WORDS, &id, attribute))
                .collect::<Vec<_>>()
        });
        ["", "text"].into_iter().map(move |attribute| row_key("rule", rule.id(), attribute)).chain(parameters)
    };
    Rule::ALL.into_iter().flat_map(of_rule).collect()
}
