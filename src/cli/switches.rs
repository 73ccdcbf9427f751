//! Rules that are switched off, as they are typed.

use super::ending::say;
use crate::plasticity::Rule;
use crate::scene::Scene;
use crate::scene::fault::name_hint;
use crate::simulation::{LoggedCommand, SimulationCommand};

/// The rule of an id.
pub fn rule(text: &str) -> Result<Rule, String> {
    Rule::ALL.into_iter().find(|rule| rule.id() == text).ok_or_else(|| {
        let ids = Rule::ALL.map(Rule::id);
        format!("there is no such rule. {}", name_hint(text, &ids, "rules").replace('"', ""))
    })
}

/// The rules that are switched off before the first step.
pub fn switched_off(scene: &Scene, off: &[Rule], quiet: bool) -> Vec<LoggedCommand> {
    let (present, absent): (Vec<Rule>, Vec<Rule>) = off.iter().partition(|rule| rule.is_in(scene));
    for rule in absent.iter().filter(|_| !quiet) {
        say(&mut std::io::stderr(), &format!("note: the scene has no {}, so that --off changes nothing", rule.id()));
    }
    let off = |rule| LoggedCommand { step: 0, command: SimulationCommand::SetRule { rule, enabled: false } };
    present.into_iter().map(off).collect()
}
