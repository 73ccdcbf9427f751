//! What run and twin are called where they are seen.

use super::Session;
use super::twin::TwinShown;
use crate::plasticity::Rule;
use crate::simulation::SimulationCommand;
use crate::words::words;

/// A network without a rule.
#[must_use]
pub fn without_text(rule: Rule) -> String {
    words!("twin-without", "without { $rule }", rule = rule.label())
}

impl Session {
    /// The run, or the twin with what it lacks, or the name of the branch that it is; nothing without a twin.
    #[must_use]
    pub fn twin_name(&self, of_twin: bool) -> String {
        let Some(twin) = &self.twin else { return String::new() };
        match (&twin.change, twin.branch) {
            _ if !of_twin => words!("twin-badge-run", "RUN").to_owned(),
            (_, Some(run)) => {
                let name = self.branch_name(run).map_or_else(|| (run + 1).to_string(), str::to_owned);
                words!("twin-badge-branch", "BRANCH { $name }", name = name)
            }
            (Some(SimulationCommand::SetRule { rule, .. }), _) => {
                words!("twin-badge-without", "TWIN { $without }", without = without_text(*rule))
            }
            _ => words!("twin-badge", "TWIN").to_owned(),
        }
    }

    /// What stands above each picture of run and twin, from the left; nothing without a twin.
    #[must_use]
    pub fn twin_names(&self) -> Vec<String> {
        match self.twin_shown() {
            None => Vec::new(),
            Some(TwinShown::Both) => vec![self.twin_name(false), self.twin_name(true)],
            Some(TwinShown::Run) => vec![self.twin_name(false)],
            Some(TwinShown::Twin) => vec![self.twin_name(true)],
            Some(TwinShown::Difference) => vec![words!("twin-badge-difference", "TWIN − RUN").to_owned()],
        }
    }
}
