//! From results to findings, and from findings to a verdict.

use super::plan::{Plan, Run, Treatment};
use super::reason::{Comparison, Reason};
use super::results::Results;
use crate::measure::inference::{PairedEffect, Verdict, holm, kendall, sufficient_seeds, verdict};
use crate::measure::memory::correlation;
use crate::scene::file::{ExpectationFile, ExperimentFile, Scale, Versus};

/// Largest corrected p of a primary expectation that is green.
const SIGNIFICANT: f64 = 0.05;
/// More seeds than any number of claims that an experiment can be expected to make needs.
const MOST_SEEDS: usize = 20;

/// What became of one expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is compared.
    pub what: Comparison,
    /// Mean, interval, effect size over the seeds; none if there are too few values.
    pub effect: Option<PairedEffect>,
    /// What no effect would be.
    pub null: f64,
    /// Seeds without a value.
    pub missing: usize,
    /// p corrected for the number of primary expectations that claim an effect; none for others.
    pub corrected_p: Option<f64>,
    /// Green, amber, red, or too few seeds to tell.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
}

/// How many seeds a verdict on this experiment needs: with fewer not all of its claims can be told from chance.
#[must_use]
pub fn seeds_needed(experiment: &ExperimentFile) -> usize {
    let claims = experiment.expectations.iter().filter(|expectation| claims_an_effect(expectation)).count();
    sufficient_seeds(claims, SIGNIFICANT).unwrap_or(MOST_SEEDS)
}

/// Whether p is asked of an expectation: one that decides, and that says that something differs from what no effect would be.
fn claims_an_effect(expectation: &ExpectationFile) -> bool {
    expectation.primary && !contains(expectation.band, null_of(expectation))
}

/// What no effect would be.
fn null_of(expectation: &ExpectationFile) -> f64 {
    expectation.null.unwrap_or(match (&expectation.versus, expectation.scale) {
        (Versus::Nothing, _) | (_, Scale::Difference | Scale::Log2Ratio) => 0.0,
        (_, Scale::Ratio) => 1.0,
    })
}

/// What became of the claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// One an expectation, in order.
    pub findings: Vec<Finding>,
    /// The worst of the primary ones.
    pub verdict: Verdict,
    /// The expectation on which that verdict rests, if one is not met.
    pub decisive: Option<usize>,
    /// Why.
    pub reason: Reason,
    /// Runs that a guard stopped: arm, condition, seed, reason.
    pub stopped: Vec<String>,
}

/// Judge the results of a plan.
#[must_use]
pub fn judge(plan: &Plan, results: &Results) -> Judgement {
    let expectations = &plan.experiment.expectations;
    let needed = seeds_needed(&plan.experiment);
    // Where nothing is random all networks are one, and there is nothing to be told from chance.
    let random = !results.are_the_same_for_all(plan);
    let mut findings: Vec<Finding> =
        expectations.iter().map(|expectation| finding(plan, results, expectation, random.then_some(needed))).collect();
    let claims: Vec<usize> = (0..findings.len())
        .filter(|&index| claims_an_effect(&expectations[index]) && findings[index].effect.is_some())
        .collect();
    let p: Vec<f64> = claims.iter().filter_map(|&index| findings[index].effect.map(|effect| effect.p)).collect();
    for (&index, corrected) in claims.iter().zip(holm(&p)) {
        let finding = &mut findings[index];
        finding.corrected_p = random.then_some(corrected);
        if finding.verdict == Verdict::Green && random && corrected > SIGNIFICANT {
            finding.verdict = Verdict::Amber;
            finding.reason = Reason::Corrected(corrected);
        }
    }
    let primary = (0..findings.len()).filter(|&index| expectations[index].primary);
    let decisive = primary.max_by_key(|&index| rank(findings[index].verdict));
    let (verdict, reason) = match decisive.map(|index| &findings[index]) {
        Some(worst) if worst.verdict == Verdict::Green => (Verdict::Green, Reason::AllMet),
        Some(worst) if worst.verdict == Verdict::TooFew => {
            let primary = || findings.iter().zip(expectations).filter(|(_, expectation)| expectation.primary);
            let inside = primary().filter(|(finding, expectation)| finding.is_inside(expectation.band)).count();
            (Verdict::TooFew, Reason::TooFew { inside, all: primary().count(), needed })
        }
        Some(worst) => (worst.verdict, Reason::Of(worst.what.clone(), Box::new(worst.reason.clone()))),
        None => (Verdict::Red, Reason::NothingPrimary),
    };
    let stopped = results.runs.values().filter_map(|record| {
        let reason = record.stopped.as_ref()?;
        Some(format!("{}, {}, seed {}: {reason}", record.arm, record.condition, record.seed))
    });
    let decisive = decisive.filter(|_| verdict != Verdict::Green);
    Judgement { stopped: stopped.collect(), findings, verdict, decisive, reason }
}

const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Green => 0,
        Verdict::Amber => 1,
        Verdict::Red => 2,
        Verdict::TooFew => 3,
    }
}

impl Finding {
    /// Whether its mean lies in a band.
    fn is_inside(&self, band: (f64, f64)) -> bool {
        self.effect.is_some_and(|effect| contains(band, effect.mean))
    }
}

/// Whether a band contains a value.
pub(super) fn contains(band: (f64, f64), value: f64) -> bool {
    (band.0..=band.1).contains(&value)
}

/// What became of one expectation; `needed` is how many seeds that takes, none where nothing is random.
fn finding(plan: &Plan, results: &Results, expectation: &ExpectationFile, needed: Option<usize>) -> Finding {
    let null = null_of(expectation);
    let values = values(plan, results, expectation);
    let present: Vec<f64> = values.iter().copied().flatten().collect();
    let missing = values.len() - present.len();
    // The null is the reference of every seed, so that the p of flipped signs is about it.
    let effect = PairedEffect::of(&present, &vec![null; present.len()]).map(|effect| PairedEffect {
        mean: effect.mean + null,
        interval: (effect.interval.0 + null, effect.interval.1 + null),
        ..effect
    });
    let seeds = values.len();
    let too_few = needed.is_some_and(|needed| seeds < needed);
    let (verdict, reason) = match &effect {
        Some(effect) if too_few => {
            (Verdict::TooFew, Reason::Mean { inside: contains(expectation.band, effect.mean), seeds })
        }
        Some(effect) if effect.seeds >= needed.unwrap_or(2) => {
            let found = verdict(effect, expectation.band, null);
            match found {
                Verdict::Green if missing > 0 => (Verdict::Amber, Reason::Missing { missing, seeds }),
                Verdict::Green => (found, Reason::Met),
                Verdict::Amber => (found, Reason::Size),
                Verdict::Red | Verdict::TooFew => (found, Reason::Otherwise),
            }
        }
        _ => {
            let verdict = if too_few { Verdict::TooFew } else { Verdict::Red };
            (verdict, Reason::Present { present: present.len(), seeds })
        }
    };
    Finding { what: Comparison::of(plan, expectation), effect, null, missing, corrected_p: None, verdict, reason }
}

/// Value of each seed.
pub(super) fn values(plan: &Plan, results: &Results, expectation: &ExpectationFile) -> Vec<Option<f64>> {
    plan.seeds.iter().map(|&seed| value(plan, results, expectation, seed)).collect()
}

/// Value of one seed.
fn value(plan: &Plan, results: &Results, expectation: &ExpectationFile, seed: u64) -> Option<f64> {
    let metric_of = |name: &str| plan.experiment.metrics.iter().position(|metric| metric.name == name);
    let of = |(condition, arm): Treatment, metric| results.value(Run { condition, arm, seed }, metric);
    let metric = metric_of(&expectation.metric)?;
    let compared = plan.compared(expectation)?;
    let with_reference = |&(own, reference): &(Treatment, Option<Treatment>)| {
        let own = of(own, metric)?;
        let Some(reference) = reference else { return Some(own) };
        compare(expectation.scale, own, of(reference, metric)?)
    };
    let all: Vec<f64> = compared.iter().map(with_reference).collect::<Option<_>>()?;
    if expectation.trend {
        return kendall(&all);
    }
    if let Some(along) = &expectation.along {
        let along = metric_of(along)?;
        let other: Vec<f64> = compared.iter().map(|&(own, _)| of(own, along)).collect::<Option<_>>()?;
        return correlation(&all, &other);
    }
    all.first().copied()
}

/// Below this a divisor is what rounding leaves of 0: every quantity has units in which it matters from 1e-6 up.
const LEAST_DIVISOR: f64 = 1e-9;

fn compare(scale: Scale, own: f64, other: f64) -> Option<f64> {
    match scale {
        Scale::Difference => Some(own - other),
        Scale::Ratio => (other.abs() > LEAST_DIVISOR).then(|| own / other),
        Scale::Log2Ratio => (own > 0.0 && other > 0.0).then(|| (own / other).log2()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_that_do_not_exist_are_missing() {
        assert_eq!(compare(Scale::Ratio, 1.0, 0.0), None);
        assert_eq!(compare(Scale::Ratio, 1.0, 2e-16), None, "what rounding leaves of 0");
        assert_eq!(compare(Scale::Log2Ratio, 0.0, 1.0), None);
        assert_eq!(compare(Scale::Log2Ratio, 8.0, 2.0), Some(2.0));
        assert_eq!(compare(Scale::Difference, 1.0, 3.0), Some(-2.0));
    }
}
