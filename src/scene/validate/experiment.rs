//! Checks of an experiment: every name that it uses exists, and every number is in range.

use super::Check;
use crate::scene::change;
use crate::scene::fault::noun;
use crate::scene::file::{AnswerFile, ExperimentFile, GroupFile, MarkFile, Measurement, Selection, Versus};
use crate::scene::outline::Outline;
use crate::words::words;

/// Deepest nesting of measurements.
const DEEPEST: usize = 8;

impl Check<'_> {
    /// The experiment.
    pub fn experiment(&mut self) {
        let file = self.file;
        let Some(experiment) = &file.experiment else { return };
        self.count("experiment.seeds", experiment.seeds, 2, 1000);
        if experiment.claim.trim().is_empty() {
            self.fault(
                "experiment.claim",
                words!("fault-claim-empty", "the claim is empty."),
                words!("fault-claim-empty-hint", "Say in a sentence what the scene shows."),
            );
        }
        for (list, length) in [
            ("arms", experiment.arms.len()),
            ("conditions", experiment.conditions.len()),
            ("metrics", experiment.metrics.len()),
            ("expectations", experiment.expectations.len()),
        ] {
            if length == 0 {
                self.fault(
                    &format!("experiment.{list}"),
                    words!("fault-none-there", "there are no { $list }.", list = noun(list)),
                    words!("fault-at-least-one", "Name at least one."),
                );
            }
        }
        self.names("arms", "arm", experiment.arms.iter().map(|arm| arm.name.as_str()));
        self.names("conditions", "condition", experiment.conditions.iter().map(|condition| condition.name.as_str()));
        self.names("metrics", "metric", experiment.metrics.iter().map(|metric| metric.name.as_str()));
        let changed = experiment.arms.iter().map(|arm| ("arms", &arm.set));
        let changed = changed
            .enumerate()
            .chain(experiment.conditions.iter().map(|condition| ("conditions", &condition.set)).enumerate());
        for (index, (list, set)) in changed {
            if let Err(faults) = change::apply(file, set) {
                for fault in faults {
                    self.fault(&format!("experiment.{list}[{index}].set"), fault.what, fault.hint);
                }
            }
        }
        self.changes_meet(experiment);
        self.varied(experiment);
        for (index, metric) in experiment.metrics.iter().enumerate() {
            self.measurement(&format!("experiment.metrics[{index}].of"), &metric.of, 0);
        }
        self.expectations(experiment);
    }

    /// No arm sets what a condition sets as well: every run would have but one of the two.
    fn changes_meet(&mut self, experiment: &ExperimentFile) {
        let set = |list: &[(String, String)]| !list.is_empty();
        if !(experiment.arms.iter().any(|arm| set(&arm.set)) && experiment.conditions.iter().any(|one| set(&one.set))) {
            return;
        }
        let Ok(text) = change::written(self.file) else { return };
        let outline = Outline::of(&text);
        for (index, arm) in experiment.arms.iter().enumerate() {
            for condition in &experiment.conditions {
                let changes: Vec<_> = condition.set.iter().chain(&arm.set).cloned().collect();
                let within = |list: &[(String, String)]| change::overwritten(&outline, list).len();
                let lost = change::overwritten(&outline, &changes);
                // What is lost within one list is a fault of its own.
                if lost.len() > within(&condition.set) + within(&arm.set)
                    && let Some((_, what, _)) = lost.first()
                {
                    let what = words!(
                        "fault-with-condition",
                        "with the condition \"{ $condition }\" { $what }",
                        condition = &condition.name,
                        what = what
                    );
                    self.fault(
                        &format!("experiment.arms[{index}].set"),
                        what,
                        words!("fault-with-condition-hint", "Set it in arms or in conditions only."),
                    );
                    break;
                }
            }
        }
    }

    fn names<'n>(&mut self, list: &str, thing: &str, names: impl Iterator<Item = &'n str>) {
        let names: Vec<_> =
            names.enumerate().map(|(index, name)| (format!("experiment.{list}[{index}].name"), name)).collect();
        self.unique_names(&names, thing);
    }

    fn expectations(&mut self, experiment: &ExperimentFile) {
        let metrics: Vec<&str> = experiment.metrics.iter().map(|metric| metric.name.as_str()).collect();
        let arms: Vec<&str> = experiment.arms.iter().map(|arm| arm.name.as_str()).collect();
        let conditions: Vec<&str> = experiment.conditions.iter().map(|condition| condition.name.as_str()).collect();
        for (index, expectation) in experiment.expectations.iter().enumerate() {
            let path = format!("experiment.expectations[{index}]");
            let at = |field: &str| format!("{path}.{field}");
            self.name(&at("metric"), &expectation.metric, &metrics, "metric", "metrics");
            if let Some(arm) = &expectation.arm {
                self.name(&at("arm"), arm, &arms, "arm", "arms");
            }
            if let Some(condition) = &expectation.condition {
                self.name(&at("condition"), condition, &conditions, "condition", "conditions");
            }
            match &expectation.versus {
                Versus::Nothing => {}
                Versus::Arm(arm) => {
                    self.name(&at("versus"), arm, &arms, "arm", "arms");
                }
                Versus::Condition(condition) => {
                    self.name(&at("versus"), condition, &conditions, "condition", "conditions");
                }
            }
            let (low, high) = expectation.band;
            if low.is_nan() || high.is_nan() || low > high {
                self.fault(
                    &at("band"),
                    words!(
                        "fault-band-empty",
                        "the band from { $low } to { $high } is empty.",
                        low = low.to_string(),
                        high = high.to_string()
                    ),
                    words!("fault-smaller-first", "Write the smaller first."),
                );
            }
            if let Some(other) = &expectation.along {
                self.name(&at("along"), other, &metrics, "metric", "metrics");
            }
            let over = if expectation.trend { Some("trend") } else { expectation.along.as_ref().map(|_| "along") };
            if let Some(field) = over
                && (conditions.len() < 3 || matches!(expectation.versus, Versus::Condition(_)))
            {
                let hint = words!(
                    "fault-trend-hint",
                    "Give at least three conditions, and compare with another arm or with nothing."
                );
                self.fault(&at(field), words!("fault-trend", "a trend needs conditions to run over."), hint);
            }
            if expectation.trend && expectation.along.is_some() {
                let hint = words!("fault-trend-along-hint", "Write two expectations.");
                self.fault(
                    &at("along"),
                    words!("fault-trend-along", "a trend is already along the order of the conditions."),
                    hint,
                );
            }
        }
        if !experiment.expectations.iter().any(|expectation| expectation.primary) {
            let hint =
                words!("fault-no-primary-hint", "Add `primary: true` to the expectation on which the verdict rests.");
            self.fault("experiment.expectations", words!("fault-no-primary", "no expectation is primary."), hint);
        }
    }

    pub(super) fn measurement(&mut self, path: &str, measurement: &Measurement, depth: usize) {
        if depth > DEEPEST {
            self.fault(
                path,
                words!("fault-measurements-deep", "measurements are nested too deeply."),
                words!("fault-levels", "At most { $levels } levels.", levels = DEEPEST.to_string()),
            );
            return;
        }
        match measurement {
            Measurement::Number(number) => {
                self.within(path, *number, -1e12, 1e12, "");
            }
            Measurement::Rate(group, window) | Measurement::Participation(group, window) => {
                self.group(path, group);
                self.window(path, window);
            }
            Measurement::Share(group) => self.group(path, group),
            Measurement::Joined(first, second) => {
                self.group(path, first);
                self.group(path, second);
            }
            Measurement::Recruitment { answer, boosted } => {
                self.answer(path, answer);
                self.group(path, boosted);
            }
            Measurement::HitRate { engram: first, cue: second }
            | Measurement::Precision { engram: first, cue: second }
            | Measurement::DPrime { engram: first, cue: second }
            | Measurement::SpikesPerHit { engram: first, cue: second }
            | Measurement::Overlap(first, second) => self.answers(path, first, second),
            Measurement::Transfer { engram, own, other, rest } => {
                self.answer(path, engram);
                for window in [own, other, rest] {
                    self.window(path, window);
                }
            }
            Measurement::MeanWeight { projection, from, to, mark }
            | Measurement::Synapses { projection, from, to, mark } => {
                self.projection(path, projection);
                self.group(path, from);
                self.group(path, to);
                self.read_at(path, mark);
            }
            Measurement::Survival { projection, weights: (low, high), since, mark } => {
                self.turnover(path, projection, since, mark);
                self.within(path, f64::from(*low), 0.0, f64::from(*high), "");
            }
            Measurement::MeanLife { projection, since, mark } => self.turnover(path, projection, since, mark),
            Measurement::NewPartners { projection, from, since, mark } => {
                self.turnover(path, projection, since, mark);
                self.group(path, from);
            }
            Measurement::Excitability { group, mark } | Measurement::Tag { group, mark } => {
                self.group(path, group);
                self.read_at(path, mark);
            }
            Measurement::Spotlight { task, among, mark } => {
                self.group_pair(path, task, among);
                self.read_at(path, mark);
            }
            Measurement::Slice { population, neuron, mark, .. } => {
                let population = self.population(path, population);
                self.indices(path, &[*neuron], population);
                self.read_at(path, mark);
            }
            Measurement::UpStates(..)
            | Measurement::Priming { .. }
            | Measurement::Replay { .. }
            | Measurement::Reactivation { .. } => self.sleep_measurement(path, measurement),
            Measurement::Crossing(points) | Measurement::Trend(points) | Measurement::Area(points) => {
                self.points(path, points, depth);
            }
            Measurement::Ratio(first, second) | Measurement::Difference(first, second) => {
                self.measurement(path, first, depth + 1);
                self.measurement(path, second, depth + 1);
            }
            Measurement::Mean(all) => self.mean(path, all, depth),
            Measurement::RateMap { .. }
            | Measurement::MapSimilarity { .. }
            | Measurement::Auc { .. }
            | Measurement::OnsetOrder { .. }
            | Measurement::Fano(..)
            | Measurement::Passages { .. }
            | Measurement::WeightChange { .. } => self.trial_measurement(path, measurement),
            Measurement::TrialsToShare { .. } | Measurement::TrialsToCriterion { .. } => {
                self.learning(path, measurement, depth);
            }
        }
    }

    fn sleep_measurement(&mut self, path: &str, measurement: &Measurement) {
        match measurement {
            Measurement::UpStates(population, window) => {
                self.population(path, population);
                self.window(path, window);
            }
            Measurement::Priming { population, window, projection, mark } => {
                self.population(path, population);
                self.window(path, window);
                self.projection(path, projection);
                self.read_at(path, mark);
            }
            Measurement::Replay { engram, before, sleep, .. } => {
                self.answer(path, engram);
                self.window(path, before);
                self.window(path, sleep);
            }
            Measurement::Reactivation { population, before, during, after, .. } => {
                self.population(path, population);
                for window in [before, during, after] {
                    self.window(path, window);
                }
            }
            _ => {}
        }
    }

    fn mean(&mut self, path: &str, all: &[Measurement], depth: usize) {
        if all.is_empty() {
            self.fault(
                path,
                words!("fault-no-mean", "there is nothing to take the mean of."),
                words!("fault-no-mean-hint", "Name at least one measurement."),
            );
        }
        for one in all {
            self.measurement(path, one, depth + 1);
        }
    }

    fn points(&mut self, path: &str, points: &[(f64, Box<Measurement>)], depth: usize) {
        if points.len() < 2 || !points.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            self.fault(
                path,
                words!("fault-points", "the points are not in order of x."),
                words!("fault-points-hint", "Give at least two, x rising."),
            );
        }
        for (_, point) in points {
            self.measurement(path, point, depth + 1);
        }
    }

    pub(super) fn group(&mut self, path: &str, group: &GroupFile) {
        match group {
            GroupFile::Neurons { population, neurons } => {
                let population = self.population(path, population);
                if matches!(neurons, Selection::Fraction(_)) {
                    let hint = words!(
                        "fault-fraction-hint",
                        "Use Range(first, end): neurons are wired at random, so that any range is a random set."
                    );
                    self.fault(path, words!("fault-fraction", "a random fraction cannot be named again."), hint);
                }
                self.selection(path, neurons, population);
            }
            GroupFile::Answering(answer) | GroupFile::Silent(answer) => self.answer(path, answer),
            GroupFile::Only(first, second) | GroupFile::Either(first, second) => self.group_pair(path, first, second),
            GroupFile::WithField { population, laps, bins, field } => {
                self.population(path, population);
                self.laps(path, laps, *bins);
                self.field(path, field);
            }
            GroupFile::Strongest { of, property, mark, count, .. } => {
                self.group(path, of);
                self.property(path, property);
                self.read_at(path, mark);
                self.count(path, *count, 1, 1_000_000);
            }
        }
    }

    /// Two groups that are compared neuron by neuron.
    pub(super) fn group_pair(&mut self, path: &str, first: &GroupFile, second: &GroupFile) {
        self.group(path, first);
        self.group(path, second);
        if first.population() != second.population() {
            self.fault(
                path,
                words!("fault-populations-differ", "the two populations differ."),
                words!("fault-same-population", "Name two groups of the same population."),
            );
        }
    }

    fn answer(&mut self, path: &str, answer: &AnswerFile) {
        self.population(path, &answer.population);
        self.window(path, &answer.window);
        if let Some(baseline) = &answer.baseline {
            self.window(path, baseline);
        }
    }

    fn answers(&mut self, path: &str, first: &AnswerFile, second: &AnswerFile) {
        self.answer(path, first);
        self.answer(path, second);
        if first.population != second.population {
            self.fault(
                path,
                words!("fault-populations-differ", "the two populations differ."),
                words!("fault-same-population-answers", "Compare answers of the same population."),
            );
        }
    }

    fn turnover(&mut self, path: &str, projection: &str, since: &MarkFile, mark: &MarkFile) {
        self.projection(path, projection);
        self.read_at(path, since);
        self.read_at(path, mark);
    }

    pub(super) fn projection(&mut self, path: &str, projection: &str) {
        let names: Vec<&str> = self.file.projections.iter().map(|projection| projection.name.as_str()).collect();
        self.name(path, projection, &names, "projection", "projections");
    }
}
