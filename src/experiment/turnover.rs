//! What metrics of structural plasticity need of a run: which synapses of one mark are still there at another.
//!
//! Synapses are known by their two neurons and their age. Of several between the same two neurons the strongest are taken to be
//! those that are left, since only weak ones are pruned.

use super::observation::{Observation, SynapseSnapshot};
use crate::scene::file::MarkFile;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

const HOURS_PER_DAY: f64 = 24.0;
/// How much younger than the time between two marks a synapse may be that was there at the first (h): ages are whole seconds.
const ROUNDING_H: f64 = 0.01;

/// A projection at two marks, and the hours between them.
struct Between<'o> {
    before: &'o SynapseSnapshot,
    after: &'o SynapseSnapshot,
    hours: f64,
}

impl<'o> Between<'o> {
    fn of(run: &'o Observation, projection: &str, (since, mark): (&MarkFile, &MarkFile)) -> Option<Self> {
        let (first, second) = (run.snapshot(since)?, run.snapshot(mark)?);
        let (before, after) = (first.synapses.get(projection)?, second.synapses.get(projection)?);
        Some(Self { before, after, hours: second.biological_h - first.biological_h })
    }

    /// Whether each synapse of the second mark grew after the first.
    fn grew(&self) -> Vec<bool> {
        let young = |age: f32| f64::from(age) < self.hours - ROUNDING_H;
        let of = |row: usize| self.after.age.get(row).and_then(|age| age.hours()).is_some_and(young);
        (0..self.after.from.len()).map(of).collect()
    }

    /// Which synapse of the second mark each of the first is, if it is still there.
    fn found_again(&self) -> Vec<Option<usize>> {
        let strongest_first = |weight: &[f32]| {
            let mut rows: Vec<usize> = (0..weight.len()).collect();
            rows.sort_by(|&a, &b| weight[b].total_cmp(&weight[a]));
            rows
        };
        let grew = self.grew();
        let mut left: BTreeMap<(u32, u32), VecDeque<usize>> = BTreeMap::new();
        for row in strongest_first(&self.after.weight).into_iter().filter(|&row| !grew[row]) {
            left.entry((self.after.from[row], self.after.to[row])).or_default().push_back(row);
        }
        let mut found = vec![None; self.before.from.len()];
        for row in strongest_first(&self.before.weight) {
            let rest = left.get_mut(&(self.before.from[row], self.before.to[row]));
            found[row] = rest.and_then(VecDeque::pop_front);
        }
        found
    }

    /// Whether each synapse of the first mark is still there at the second.
    fn survived(&self) -> Vec<bool> {
        self.found_again().iter().map(Option::is_some).collect()
    }
}

/// Share of the synapses within two weights that survive.
pub fn survival(
    run: &Observation,
    projection: &str,
    weights: (f32, f32),
    marks: (&MarkFile, &MarkFile),
) -> Option<f64> {
    let between = Between::of(run, projection, marks)?;
    let survived = between.survived();
    let within = survived.iter().zip(&between.before.weight);
    share(within.filter(|(_, weight)| (weights.0..=weights.1).contains(*weight)).map(|(&survived, _)| survived))
}

/// Norm of the change of the strongest synapses at the first mark, a share of all, over the norm of their weights there.
pub fn weight_change(
    run: &Observation,
    projection: &str,
    strongest: f64,
    marks: (&MarkFile, &MarkFile),
) -> Option<f64> {
    let between = Between::of(run, projection, marks)?;
    let mut weights: Vec<(f64, f64)> = Vec::new();
    for (&before, found) in between.before.weight.iter().zip(between.found_again()) {
        weights.push((f64::from(before), found.map_or(0.0, |row| f64::from(between.after.weight[row]))));
    }
    weights.sort_by(|a, b| b.0.total_cmp(&a.0));
    weights.truncate((strongest * weights.len() as f64).round().max(1.0) as usize);
    let (change, norm) = weights
        .iter()
        .fold((0.0, 0.0), |(change, norm), (before, after)| (change + (after - before).powi(2), norm + before.powi(2)));
    (norm > 0.0).then(|| (change / norm).sqrt())
}

/// Mean life of all synapses (d) if each had the same hazard; none if none was lost or none is left.
pub fn mean_life(run: &Observation, projection: &str, marks: (&MarkFile, &MarkFile)) -> Option<f64> {
    let between = Between::of(run, projection, marks)?;
    let left = share(between.survived().into_iter())?;
    (left > 0.0 && left < 1.0).then(|| -between.hours / HOURS_PER_DAY / left.ln())
}

/// Share of the new synapses whose presynaptic neuron is a member (range of the population, and who of it is); none if none grew.
pub fn new_partners(
    run: &Observation,
    projection: &str,
    (range, members): &(Range<u32>, Vec<bool>),
    marks: (&MarkFile, &MarkFile),
) -> Option<f64> {
    let between = Between::of(run, projection, marks)?;
    let new = between.after.from.iter().zip(between.grew()).filter(|(_, grew)| *grew);
    share(new.map(|(from, _)| range.contains(from) && members[(from - range.start) as usize]))
}

fn share(of: impl Iterator<Item = bool>) -> Option<f64> {
    let (yes, all) = of.fold((0_u32, 0_u32), |(yes, all), one| (yes + u32::from(one), all + 1));
    (all > 0).then(|| f64::from(yes) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Snapshot;
    use crate::model::SynapseAge;
    use crate::scene::Scene;
    use crate::units::SECONDS_PER_HOUR;
    use std::sync::Arc;

    fn snapshot(biological_h: f64, synapses: &[(u32, u32, f32, SynapseAge)]) -> Snapshot {
        let synapses = SynapseSnapshot {
            from: synapses.iter().map(|synapse| synapse.0).collect(),
            to: synapses.iter().map(|synapse| synapse.1).collect(),
            weight: synapses.iter().map(|synapse| synapse.2).collect(),
            age: synapses.iter().map(|synapse| synapse.3).collect(),
        };
        Snapshot { biological_h, synapses: BTreeMap::from([("p".to_owned(), synapses)]), ..Snapshot::default() }
    }

    /// A day in which two of five synapses are lost, both weak, and three are new.
    fn run() -> Observation {
        const OLD: SynapseAge = SynapseAge::FROM_THE_START;
        const MARKS: (f64, f64) = (10.0, 34.0);
        let age = |hours: f64| SynapseAge((hours * SECONDS_PER_HOUR) as u32);
        let before = [
            (0, 9, 0.1, OLD),
            // Twice the same pair: the weak one is lost.
            (1, 9, 0.1, OLD),
            (1, 9, 2.0, OLD),
            // Two hours old already.
            (2, 9, 0.3, age(2.0)),
            (3, 9, 1.6, OLD),
        ];
        let after = [
            // Lost, and found again by a new one.
            (0, 9, 0.3, age(23.0)),
            (1, 9, 2.5, OLD),
            (1, 9, 0.3, age(0.5)),
            (2, 9, 0.2, age(26.0)),
            (3, 9, 1.0, OLD),
            (4, 9, 0.3, age(3.0)),
        ];
        let scene = Scene::shipped("one_neuron").expect("a shipped scene");
        let snapshots =
            [(("a".to_owned(), 1), snapshot(MARKS.0, &before)), (("b".to_owned(), 1), snapshot(MARKS.1, &after))];
        Observation {
            scene: Arc::new(scene),
            spikes: Vec::new(),
            marks: BTreeMap::new(),
            made: Vec::new(),
            snapshots: BTreeMap::from(snapshots),
            stopped: None,
        }
    }

    #[test]
    fn what_was_lost_and_what_is_new_are_told_apart() {
        let (run, a, b) = (run(), MarkFile::passage("a", 1), MarkFile::passage("b", 1));
        assert_eq!(survival(&run, "p", (0.0, 0.5), (&a, &b)), Some(1.0 / 3.0));
        assert_eq!(survival(&run, "p", (1.5, 9.0), (&a, &b)), Some(1.0));
        assert_eq!(survival(&run, "p", (3.0, 9.0), (&a, &b)), None);
        // Three of five are left after a day.
        let life = mean_life(&run, "p", (&a, &b)).expect("some were lost");
        assert!((life + 1.0 / 0.6_f64.ln()).abs() < 1e-12, "{life}");
        // From neurons 0, 1 and 4; the group is 1 and 4.
        let group = (1..5, vec![true, false, false, true]);
        assert_eq!(new_partners(&run, "p", &group, (&a, &b)), Some(2.0 / 3.0));
        // The two strongest, 2 and 1.6, become 2.5 and 1; of all five 0.1 and 0.1 are lost, and 0.3 becomes 0.2.
        let near = |value: Option<f64>, expected: f64| value.is_some_and(|value| (value - expected).abs() < 1e-6);
        assert!(near(weight_change(&run, "p", 0.4, (&a, &b)), (0.61_f64 / 6.56).sqrt()));
        assert!(near(weight_change(&run, "p", 1.0, (&a, &b)), (0.64_f64 / 6.67).sqrt()));
        assert_eq!(weight_change(&run, "p", 0.2, (&a, &a)), Some(0.0));
        // Nothing happens between a mark and itself.
        assert_eq!(survival(&run, "p", (0.0, 9.0), (&a, &a)), Some(1.0));
        assert_eq!((mean_life(&run, "p", (&a, &a)), new_partners(&run, "p", &group, (&a, &a))), (None, None));
    }

    #[test]
    fn without_ages_everything_is_old() {
        let (mut run, a, b) = (run(), MarkFile::passage("a", 1), MarkFile::passage("b", 1));
        for snapshot in run.snapshots.values_mut() {
            snapshot.synapses.values_mut().for_each(|synapses| synapses.age.clear());
        }
        assert_eq!(survival(&run, "p", (0.0, 9.0), (&a, &b)), Some(1.0));
    }
}
