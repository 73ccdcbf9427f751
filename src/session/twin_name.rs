//! What run and twin are called where they are seen.

use super::Session;
use super::twin::{TwinShown, TwinView};
use crate::plasticity::Rule;
use crate::simulation::SimulationCommand;
use crate::words::words;

impl TwinView {
    /// The run, or the twin with what it lacks.
    #[must_use]
    pub fn name(&self, of_twin: bool) -> String {
        match &self.change {
            _ if !of_twin => words!("twin-badge-run", "RUN").to_owned(),
            Some(SimulationCommand::SetRule { rule, .. }) => {
                words!("twin-badge-without", "TWIN { $without }", without = without_text(*rule))
            }
            _ => words!("twin-badge", "TWIN").to_owned(),
        }
    }
}

/// A network without a rule.
#[must_use]
pub fn without_text(rule: Rule) -> String {
    words!("twin-without", "without { $rule }", rule = rule.label())
}

impl Session {
    /// What stands above each picture of run and twin, from the left; nothing without a twin.
    #[must_use]
    pub fn twin_names(&self) -> Vec<String> {
        let Some(twin) = &self.twin else { return Vec::new() };
        match twin.shown {
            TwinShown::Both => vec![twin.name(false), twin.name(true)],
            TwinShown::Run => vec![twin.name(false)],
            TwinShown::Twin => vec![twin.name(true)],
            TwinShown::Difference => vec![words!("twin-badge-difference", "TWIN − RUN").to_owned()],
        }
    }
}
