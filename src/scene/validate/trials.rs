//! Checks of what is measured of laps and trials.

use super::Check;
use crate::scene::file::{CellProperty, FieldFile, MarkFile, Measurement, Part, Passages, WindowFile};
use crate::scene::step::StepLength;
use crate::words::words;

/// Most bins of a lap.
const MOST_BINS: i64 = 1000;
/// Most trials at each of which the network is looked at, which keeps its synapses.
const MOST_LOOKS: usize = 100;

impl Check<'_> {
    /// What is read off laps and trials.
    pub fn trial_measurement(&mut self, path: &str, measurement: &Measurement) {
        match measurement {
            Measurement::RateMap { group, laps, bins, fewest_spikes, field, .. } => {
                self.group(path, group);
                self.laps(path, laps, *bins);
                self.count(path, *fewest_spikes, 1, 1_000_000);
                self.field(path, field);
            }
            Measurement::MapSimilarity { group, laps, with, bins, .. } => {
                self.group(path, group);
                self.laps(path, laps, *bins);
                match with {
                    Some(with) => self.laps(path, with, *bins),
                    None => self.several(path, &laps.mark),
                }
            }
            Measurement::Auc { property, mark, group, among, .. } => {
                self.property(path, property);
                self.read_at(path, mark);
                self.group_pair(path, group, among);
            }
            Measurement::OnsetOrder { groups, window, .. } => {
                if groups.len() < 3 {
                    self.fault(
                        path,
                        words!("fault-order-groups", "two groups have no order to be told from chance."),
                        words!("fault-order-groups-hint", "Name at least three."),
                    );
                }
                for group in groups {
                    self.group(path, group);
                }
                self.window(path, window);
            }
            Measurement::Fano(group, window) => {
                self.group(path, group);
                self.window(path, window);
                self.several(path, &window.mark);
            }
            Measurement::Passages { mark, during } => {
                self.mark(path, &MarkFile { name: mark.clone(), passages: Passages::All });
                if let Some(window) = during {
                    self.window(path, window);
                }
            }
            Measurement::WeightChange { projection, strongest, since, mark } => {
                self.projection(path, projection);
                self.within(path, *strongest, 1e-6, 1.0, "");
                self.read_at(path, since);
                self.read_at(path, mark);
            }
            _ => {}
        }
    }

    /// The trial at which something is learned.
    pub fn learning(&mut self, path: &str, measurement: &Measurement, depth: usize) {
        let (score, over, smooth, trials) = match measurement {
            Measurement::TrialsToShare { score, over, smooth, share, last } => {
                self.within(path, *share, 0.0, 1.0, "");
                (score, over, *smooth, *last)
            }
            Measurement::TrialsToCriterion { score, over, smooth, criterion, in_a_row, never } => {
                self.within(path, *criterion, -1e12, 1e12, "");
                self.within(path, never.unwrap_or_default(), 0.0, 1e6, "");
                (score, over, *smooth, *in_a_row)
            }
            _ => return,
        };
        self.count(path, smooth, 1, 1000);
        self.count(path, trials, 1, 1000);
        self.score_of_trials(path, score, over, depth);
    }

    /// A score that each trial has, a trial being a passage of a mark.
    fn score_of_trials(&mut self, path: &str, score: &Measurement, over: &MarkFile, depth: usize) {
        let Some(trials) = self.mark(path, over) else { return };
        let one = score.with_passages(&over.name, Passages::One(1));
        if one == *score {
            let what = words!("fault-same-score", "the score is the same in every trial.");
            let hint = words!(
                "fault-same-score-hint",
                "Name the mark \"{ $mark }\" in it, without the number of a passage.",
                mark = &over.name
            );
            self.fault(path, what, hint);
        }
        let mut looks = false;
        score.clone().each_part(&mut |part| {
            let Part::Moment(mark) = part else { return };
            looks |= mark.name == over.name && mark.passages == Passages::All;
        });
        if looks && trials > MOST_LOOKS {
            self.fault(
                path,
                words!(
                    "fault-many-looks",
                    "the score looks at the network itself in { $trials } trials.",
                    trials = trials.to_string()
                ),
                words!(
                    "fault-many-looks-hint",
                    "At most { $most } are kept: name every second or tenth passage, as in (\"{ $mark }\", 1, -1, 10).",
                    most = MOST_LOOKS.to_string(),
                    mark = &over.name
                ),
            );
        }
        self.measurement(path, &one, depth + 1);
    }

    /// Laps that are cut into bins.
    pub fn laps(&mut self, path: &str, laps: &WindowFile, bins: i64) {
        self.window(path, laps);
        let fine = self.count(path, bins, 2, MOST_BINS) && self.step_is_judged();
        let steps = StepLength::of(self.file.dt).steps(laps.duration.0 * 1000.0);
        if fine && u64::try_from(bins).is_ok_and(|bins| bins > steps) {
            self.fault(
                path,
                words!("fault-bins-short", "a bin of the laps would be shorter than a step."),
                words!("fault-bins-short-hint", "At most { $most } bins are possible here.", most = steps.to_string()),
            );
        }
    }

    /// What counts as a place field.
    pub fn field(&mut self, path: &str, field: &FieldFile) {
        self.quantity(path, field.peak, 0.0, 1000.0);
        self.within(path, field.share, 0.0, 1.0, "");
        self.count(path, field.bins, 1, MOST_BINS);
    }

    /// A property of cells.
    pub fn property(&mut self, path: &str, property: &CellProperty) {
        if let CellProperty::IncomingWeight(projection) = property {
            self.projection(path, projection);
        }
    }

    /// A mark of which at least two passages are meant.
    fn several(&mut self, path: &str, mark: &MarkFile) {
        // What is wrong with the mark itself was said where its window was checked.
        let faults = self.faults.len();
        let passages = self.mark(path, mark);
        self.faults.truncate(faults);
        if passages.is_some_and(|passages| passages < 2) {
            self.fault(
                path,
                words!("fault-one-of-several", "one passage has nothing to be compared with."),
                words!("fault-one-of-several-hint", "Name a mark, and passages of it, that come at least twice."),
            );
        }
    }
}
