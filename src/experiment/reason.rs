//! What an expectation compares, and why a verdict is what it is, to be said.

use super::plan::Plan;
use crate::scene::file::{ExpectationFile, Scale, Versus};
use crate::words::{number, scene_text, words};
use std::fmt;

/// What an expectation compares.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    metric: String,
    arm: String,
    /// Over or under which conditions, if there are several.
    under: Under,
    /// With what, and how.
    versus: Option<(Scale, String)>,
}

/// Over or under which conditions.
#[derive(Clone, Debug, PartialEq)]
enum Under {
    Only,
    One(String),
    Trend,
    Along(String),
}

impl Comparison {
    /// That of an expectation.
    #[must_use]
    pub fn of(plan: &Plan, expectation: &ExpectationFile) -> Self {
        let experiment = &plan.experiment;
        let under = match (&expectation.along, &expectation.condition) {
            _ if expectation.trend => Under::Trend,
            (Some(other), _) => Under::Along(other.clone()),
            _ if experiment.conditions.len() <= 1 => Under::Only,
            (None, Some(condition)) => Under::One(condition.clone()),
            (None, None) => Under::One(experiment.conditions[0].name.clone()),
        };
        let versus = match &expectation.versus {
            Versus::Nothing => None,
            Versus::Arm(other) | Versus::Condition(other) => Some((expectation.scale, other.clone())),
        };
        let arm = expectation.arm.clone().unwrap_or_else(|| experiment.arms[0].name.clone());
        Self { metric: expectation.metric.clone(), arm, under, versus }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", scene_text(&self.metric), scene_text(&self.arm))?;
        match &self.under {
            Under::Only => {}
            Under::One(condition) => write!(f, ", {}", scene_text(condition))?,
            Under::Trend => write!(f, ", {}", words!("compared-trend", "trend over the conditions"))?,
            Under::Along(other) => write!(
                f,
                ", {}",
                words!("compared-along", "correlation with { $other } over the conditions", other = scene_text(other))
            )?,
        }
        let Some((scale, other)) = &self.versus else { return Ok(()) };
        let other = scene_text(other);
        let versus = match scale {
            Scale::Difference => words!("compared-minus", "minus { $other }", other = other),
            Scale::Ratio => words!("compared-over", "over { $other }", other = other),
            Scale::Log2Ratio => words!("compared-log2", "log2 over { $other }", other = other),
        };
        write!(f, ", {versus}")
    }
}

/// Why a verdict is what it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// Every expectation on which it rests is met.
    AllMet,
    /// There is none on which it could rest.
    NothingPrimary,
    /// There are too few seeds to tell.
    TooFew {
        /// Primary expectations in their band.
        inside: usize,
        /// Primary expectations.
        all: usize,
        /// Seeds that a verdict needs.
        needed: usize,
    },
    /// One expectation is not met.
    Of(Comparison, Box<Reason>),
    /// p after the correction for several claims is too large.
    Corrected(f64),
    /// So many seeds are too few, and the mean is in its band or not.
    Mean {
        /// Whether it is.
        inside: bool,
        /// Seeds.
        seeds: usize,
    },
    /// Some seeds gave no value.
    Missing {
        /// How many.
        missing: usize,
        /// Seeds.
        seeds: usize,
    },
    /// So many gave one, which is too few.
    Present {
        /// How many.
        present: usize,
        /// Seeds.
        seeds: usize,
    },
    /// It is met.
    Met,
    /// The direction is right and the size is not.
    Size,
    /// It is not met.
    Otherwise,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllMet => f.write_str(words!("reason-all-met", "every primary expectation is met")),
            Self::NothingPrimary => f.write_str(words!("reason-nothing-primary", "there is no primary expectation")),
            Self::TooFew { inside, all, needed } => f.write_str(&words!(
                "reason-too-few",
                "{ $inside } of { $all -> [one] 1 primary expectation *[other] { $all } primary expectations } in the band; a \
                 verdict needs { $needed } seeds",
                inside = *inside,
                all = *all,
                needed = *needed
            )),
            Self::Of(what, reason) => write!(f, "{what}: {reason}"),
            Self::Corrected(p) => f.write_str(&words!(
                "reason-corrected",
                "p = { $p } after Holm's correction",
                p = number(&format!("{p:.3}"))
            )),
            Self::Mean { inside: true, seeds } => f.write_str(&words!(
                "reason-mean-inside",
                "the mean is in the band, on { $seeds -> [one] 1 seed *[other] { $seeds } seeds }",
                seeds = *seeds
            )),
            Self::Mean { inside: false, seeds } => f.write_str(&words!(
                "reason-mean-outside",
                "not in the band, on { $seeds -> [one] 1 seed *[other] { $seeds } seeds }",
                seeds = *seeds
            )),
            Self::Missing { missing, seeds } => f.write_str(&words!(
                "reason-missing",
                "{ $missing } of { $seeds -> [one] 1 seed *[other] { $seeds } seeds } gave no value",
                missing = *missing,
                seeds = *seeds
            )),
            Self::Present { present, seeds } => f.write_str(&words!(
                "reason-present",
                "{ $present } of { $seeds -> [one] 1 seed *[other] { $seeds } seeds } gave a value",
                present = *present,
                seeds = *seeds
            )),
            Self::Met => f.write_str(words!(
                "reason-met",
                "the interval excludes no effect, and the mean is in the band"
            )),
            Self::Size => f.write_str(words!("reason-size", "right direction, but not within the band")),
            Self::Otherwise => f.write_str(words!("reason-otherwise", "not as expected")),
        }
    }
}
