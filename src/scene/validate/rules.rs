//! Checks of the rules of projections and populations: ranges of their numbers, receptors, and which go together.

use super::{Check, shortest};
use crate::scene::file::{
    PopulationFile, ProjectionFile, Receptor, ReceptorKind, RuleFacts, RuleFile, RuleSite, RuleVisitor,
};
use crate::scene::parameter::Judge;
use crate::words::words;

/// Judges the rules of one projection or population.
struct RuleChecks<'c, 'a> {
    check: &'c mut Check<'a>,
    /// Path of the projection or population.
    path: &'c str,
    site: RuleSite<'c>,
    /// Receptor of the projection, if it is one.
    receptor: Option<ReceptorKind>,
    facts: Vec<RuleFacts>,
}

/// Judges what lies below a path.
struct Below<'c, 'a> {
    check: &'c mut Check<'a>,
    path: String,
}

impl Below<'_, '_> {
    fn path(&self, field: &str) -> String {
        if field.is_empty() { self.path.clone() } else { format!("{}.{field}", self.path) }
    }
}

impl Judge for Below<'_, '_> {
    fn fault(&mut self, field: &str, what: String, hint: &str) {
        self.check.fault(&self.path(field), what, hint);
    }

    fn within(&mut self, field: &str, value: f32, low: f32, high: f32, unit: &str) -> bool {
        self.check.within(&self.path(field), shortest(value), shortest(low), shortest(high), unit)
    }
}

impl RuleVisitor for RuleChecks<'_, '_> {
    fn rule<F: RuleFile>(&mut self, facts: RuleFacts, rule: &F) {
        let path = format!("{}.{}", self.path, facts.id);
        if let (Some(only), Some(receptor)) = (facts.receptor, self.receptor)
            && only != receptor
        {
            let (only, receptor) = (adjective(only), adjective(receptor));
            let what = words!(
                "fault-receptor",
                "the rule is only for { $only } receptors, and this projection is { $receptor }.",
                only = only,
                receptor = receptor
            );
            self.check.fault(&path, what, words!("fault-receptor-hint", "Remove it, or change the receptor."));
        }
        if let Some(numbers) = rule.own() {
            self.check.parameters(&path, numbers);
        }
        rule.check(&self.site, &mut Below { check: &mut *self.check, path });
        self.facts.push(facts);
    }
}

fn adjective(receptor: ReceptorKind) -> &'static str {
    match receptor {
        ReceptorKind::Excitatory => words!("fault-excitatory", "excitatory"),
        ReceptorKind::Inhibitory => words!("fault-inhibitory", "inhibitory"),
    }
}

impl Check<'_> {
    /// The rules of a population.
    pub fn population_rules(&mut self, path: &str, population: &PopulationFile) {
        let site = RuleSite {
            maximum_weight: None,
            target: &population.name,
            target_learns: population.intrinsic_plasticity.is_some(),
        };
        population.rules(&mut RuleChecks { check: &mut *self, path, site, receptor: None, facts: Vec::new() });
    }

    /// The rules of a projection.
    pub fn projection_rules(&mut self, path: &str, projection: &ProjectionFile) {
        let file = self.file;
        let target = file.populations.iter().find(|population| population.name == projection.to);
        let site = RuleSite {
            maximum_weight: Some(projection.maximum_weight),
            target: &projection.to,
            // A population that does not exist is a fault of its own.
            target_learns: target.is_none_or(|population| population.intrinsic_plasticity.is_some()),
        };
        let receptor = match projection.receptor {
            Receptor::Excitatory { .. } => ReceptorKind::Excitatory,
            Receptor::Inhibitory => ReceptorKind::Inhibitory,
        };
        let mut checks = RuleChecks { check: &mut *self, path, site, receptor: Some(receptor), facts: Vec::new() };
        projection.rules(&mut checks);
        let facts = checks.facts;
        for rule in &facts {
            // A rule at the wrong receptor has a fault already.
            let stands = rule.receptor.is_none_or(|only| only == receptor);
            let absent = |other: &&&str| stands && !facts.iter().any(|rule| rule.id == **other);
            for other in rule.together_with.iter().filter(absent) {
                let what = words!(
                    "fault-together",
                    "the rule acts together with { $other }, which is absent.",
                    other = *other
                );
                self.fault(
                    &format!("{path}.{}", rule.id),
                    what,
                    words!("fault-together-hint", "Add `{ $other }: ()`.", other = *other),
                );
            }
        }
        let mut alone = facts.iter().filter(|rule| rule.alone);
        if let Some(first) = alone.next() {
            for other in alone {
                let what = words!(
                    "fault-alone",
                    "both { $first } and { $second } set the weights of this projection from its activity.",
                    first = first.id,
                    second = other.id
                );
                self.fault(&format!("{path}.{}", other.id), what, words!("fault-alone-hint", "Keep one of the two."));
            }
        }
    }
}
