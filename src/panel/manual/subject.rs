//! What a chapter of the manual is about, and in which part of it that stands.

use crate::plasticity::Rule;
use crate::scene::file::VariableGroup;
use crate::words::words;

/// What a chapter is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// The panels of the window.
    #[default]
    Panels,
    /// The plots.
    Plots,
    /// A rule of plasticity.
    Rule(Rule),
    /// Variables that stand under one heading.
    Variables(VariableGroup),
    /// What the scene that is open leaves out.
    Scene,
    /// A section of the model, by its number.
    Model(&'static str),
}

/// A part of the manual, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The window.
    Window,
    /// Rules of plasticity.
    Rules,
    /// What a neuron shows.
    Variables,
    /// What is left out.
    LeftOut,
    /// Equations and numbers.
    Model,
    /// Publications.
    Sources,
}

impl Subject {
    /// The part in which it stands.
    #[must_use]
    pub fn part(self) -> Part {
        match self {
            Self::Panels | Self::Plots => Part::Window,
            Self::Rule(_) => Part::Rules,
            Self::Variables(_) => Part::Variables,
            Self::Scene | Self::Model("1.2" | "1.3") => Part::LeftOut,
            Self::Model(number) if number.starts_with("2.") => Part::Model,
            Self::Model(_) => Part::Sources,
        }
    }
}

impl Part {
    /// Heading.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Window => words!("manual-window", "The window"),
            Self::Rules => words!("manual-rules", "Rules of plasticity"),
            Self::Variables => words!("manual-variables", "Variables"),
            Self::LeftOut => words!("manual-left-out", "What is left out"),
            Self::Model => words!("manual-model", "The model"),
            Self::Sources => words!("manual-sources", "Sources"),
        }
    }

    /// The same behind the title of a chapter.
    #[must_use]
    pub fn aside(self) -> &'static str {
        match self {
            Self::Window => words!("manual-aside-window", "the window"),
            Self::Rules => words!("manual-aside-rules", "rules of plasticity"),
            Self::Variables => words!("manual-aside-variables", "variables"),
            Self::LeftOut => words!("manual-aside-left-out", "what is left out"),
            Self::Model => words!("manual-aside-model", "the model"),
            Self::Sources => words!("manual-aside-sources", "sources"),
        }
    }
}
