//! Checks of phases that move parameters, give drugs, and lose neurons and synapses, and of neurons that are chosen by their rank.

use super::{COUNTS, Check, shortest};
use crate::scene::file::{Given, PhaseFile, RankBy, RuleFacts, RuleFile, RuleVisitor, SceneFile, Selection};
use crate::scene::parameter::Parameters;
use crate::words::words;

/// Largest factor on an afterhyperpolarization.
const LARGEST_AHP: f64 = 10.0;

/// The rules of a scene, and the parameters of one of them.
struct Looked<'a> {
    rule: &'a str,
    rules: Vec<&'static str>,
    /// Name, range and unit.
    parameters: Vec<(&'static str, f32, f32, &'static str)>,
}

impl<'a> Looked<'a> {
    fn up(rule: &'a str, file: &SceneFile) -> Self {
        let mut looked = Self { rule, rules: Vec::new(), parameters: Vec::new() };
        file.populations.iter().for_each(|population| population.rules(&mut looked));
        file.projections.iter().for_each(|projection| projection.rules(&mut looked));
        looked
    }
}

impl RuleVisitor for Looked<'_> {
    fn rule<F: RuleFile>(&mut self, facts: RuleFacts, _rule: &F) {
        if self.rules.contains(&facts.id) {
            return;
        }
        self.rules.push(facts.id);
        if facts.id == self.rule {
            let all = <F as Given>::Numbers::PARAMETERS.iter();
            self.parameters = all.map(|one| (one.name, one.low, one.high, one.unit)).collect();
        }
    }
}

impl Check<'_> {
    /// Such a phase; nothing of another one.
    pub(super) fn intervention(&mut self, path: &str, phase: &PhaseFile) {
        let at = |field: &str| format!("{path}.{field}");
        match phase {
            PhaseFile::SetParameter { rule, parameter, value } => {
                let looked = Looked::up(rule, self.file);
                if self.name(&at("rule"), rule, &looked.rules, "rule", "rules").is_none() {
                    return;
                }
                let names: Vec<&str> = looked.parameters.iter().map(|&(name, ..)| name).collect();
                let index = self.name(&at("parameter"), parameter, &names, "parameter", "parameters");
                if let Some((_, low, high, unit)) = index.map(|index| looked.parameters[index]) {
                    self.within(&at("value"), shortest(*value), shortest(low), shortest(high), unit);
                }
            }
            PhaseFile::ScaleAhp { population, factor } => {
                self.population(&at("population"), population);
                self.number(&at("factor"), *factor, 0.0, LARGEST_AHP);
            }
            PhaseFile::LoseCells { population, neurons } => {
                let index = self.population(&at("population"), population);
                self.chosen_then(&at("neurons"), neurons, index);
            }
            PhaseFile::LoseSynapses { projection, share, .. } => {
                let names: Vec<&str> = self.file.projections.iter().map(|one| one.name.as_str()).collect();
                self.name(&at("projection"), projection, &names, "projection", "projections");
                self.within(&at("share"), *share, 0.0, 1.0, "");
            }
            _ => {}
        }
    }

    /// Neurons on which a phase acts, which may be chosen by their rank at that moment.
    pub(super) fn chosen_then(&mut self, path: &str, selection: &Selection, population: Option<usize>) {
        let Selection::Rank { by, count, .. } = selection else { return self.selection(path, selection, population) };
        let size = population.map(|index| self.file.populations[index].count).filter(|size| COUNTS.contains(size));
        self.count(&format!("{path}.count"), *count, 1, size.unwrap_or(*COUNTS.end()));
        if *by == RankBy::Excitability {
            self.learned_excitability(
                &format!("{path}.by"),
                population,
                words!("fault-purpose-order", "order by"),
                words!("fault-otherwise-order", "order by Threshold"),
            );
        }
    }
}
