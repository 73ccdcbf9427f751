//! What a sweep is to be, as the user sets it up.

use crate::panel::parameter_slider::logarithmic_from;
use crate::scene::Scene;
use crate::session::{Session, Sweep};
use crate::simulation::{RuleParameter, RunAccount};
use crate::study::{Axis, Readout, Study, Varied, spaced};

/// Values and repeats at first.
const VALUES: usize = 5;
const REPEATS: usize = 5;
/// Least time of a run (s of model time).
const LEAST_S: f64 = 0.1;

/// The box in which a sweep is set up, and shown.
#[derive(Clone, Debug, Default)]
pub struct SweepBox {
    /// Whether it is open.
    pub open: bool,
    /// What is varied; the second may be nothing.
    pub(super) first: Option<Range>,
    pub(super) second: Option<Range>,
    pub(super) repeats: usize,
    pub(super) readout: Option<Readout>,
    /// Until when the runs go (s of model time).
    pub(super) until_s: f64,
}

/// A parameter and from where to where it goes.
#[derive(Clone, Debug)]
pub(super) struct Range {
    pub parameter: RuleParameter,
    pub from: f32,
    pub to: f32,
    pub count: usize,
}

impl Range {
    pub fn of(parameter: RuleParameter) -> Self {
        let facts = &parameter.parameter.facts;
        let from = logarithmic_from(&parameter.parameter).unwrap_or(facts.low);
        Self { parameter, from, to: facts.high, count: VALUES }
    }

    fn axis(&self) -> Axis {
        let facts = &self.parameter.parameter.facts;
        let ratios = logarithmic_from(&self.parameter.parameter).is_some() && self.from > 0.0 && self.to > 0.0;
        // Values are whole decimals as they are typed, not the nearest of single precision.
        let exact = |value: f32| value.to_string().parse().unwrap_or(f64::from(value));
        let values = spaced(exact(self.from), exact(self.to), self.count, ratios);
        Axis { what: Varied::Parameter(self.parameter.rule, facts.name.to_owned()), values }
    }
}

impl SweepBox {
    /// Open it for a parameter, by its place.
    pub fn set_up(&mut self, session: &Session, place: usize) {
        let Some(parameter) = session.info.parameters.get(place) else { return };
        let readouts = session.info.scene.as_ref().map(|scene| Readout::all(scene)).unwrap_or_default();
        let readout = self.readout.filter(|readout| readouts.contains(readout)).or(readouts.first().copied());
        let until_s = (session.sample.time_s * 10.0).ceil() / 10.0;
        let repeats = if self.repeats == 0 { REPEATS } else { self.repeats };
        let until_s = until_s.max(LEAST_S);
        *self = Self { open: true, first: Some(Range::of(*parameter)), second: None, repeats, readout, until_s };
    }

    /// The axes that it has.
    fn axes(&self) -> Vec<Axis> {
        self.first.iter().chain(&self.second).map(Range::axis).collect()
    }

    /// The study of a run; none where there is nothing to read.
    pub(super) fn study(&self, base: &RunAccount) -> Option<Study> {
        let first = base.seed;
        let seeds = [first].into_iter().chain((1..).filter(|seed| *seed != first)).take(self.repeats.max(1)).collect();
        let steps = base.scene.steps_in(self.until_s);
        let log = base.log.iter().filter(|logged| logged.step <= steps).cloned().collect();
        let base = RunAccount { steps, log, ..base.clone() };
        Some(Study { base, axes: self.axes(), seeds, read: vec![self.readout?] })
    }

    /// Make it so small that it has at most so many runs: fewer repeats first, then fewer values.
    pub(super) fn shrink(&mut self, most: usize) {
        let points = |own: &Self| own.axes().iter().map(|axis| axis.values.len()).product::<usize>().max(1);
        self.repeats = (most / points(self)).clamp(1, self.repeats.max(1));
        while points(self) > most {
            let ranges = [self.first.as_mut(), self.second.as_mut()];
            let Some(largest) = ranges.into_iter().flatten().max_by_key(|range| range.count) else { return };
            if largest.count <= 2 {
                return;
            }
            largest.count -= 1;
        }
    }
}

/// The parameter of an axis as the scene knows it.
pub(super) fn parameter_of<'s>(session: &'s Session, sweep: &Sweep, axis: usize) -> Option<&'s RuleParameter> {
    let Varied::Parameter(rule, name) = &sweep.running.study.axes.get(axis)?.what else { return None };
    session.info.parameters.iter().find(|known| known.rule == *rule && known.parameter.facts.name == *name)
}

/// Whether the values of an axis stand in equal ratios, and not at equal distances.
pub(super) fn in_ratios(values: &[f64]) -> bool {
    match values {
        [first, second, third, ..] if *first > 0.0 => (third - second).abs() > 1.001 * (second - first).abs(),
        _ => false,
    }
}

/// The scene of a sweep.
pub(super) fn scene(sweep: &Sweep) -> &Scene {
    &sweep.running.study.base.scene
}
