//! Metrics of laps and trials: rate maps, what tells cells apart, the order in which groups fire, and how counts vary.

use super::groups::{members, values};
use super::maps::{Maps, lap_maps, mean_maps};
use super::observation::Observation;
use crate::measure::maps::{cell_similarity, dispersion, mean, spatial_information, vector_similarity};
use crate::measure::ranks::{auc, spearman};
use crate::scene::file::{
    CellProperty, FieldFile, GroupFile, MapReadout, MarkFile, Onset, SilentGroup, SimilarityBasis, WindowFile,
};

/// A number read off the rate maps of a group in laps.
pub fn rate_map(
    run: &Observation,
    (group, laps): (&GroupFile, &WindowFile),
    bins: i64,
    (fewest_spikes, field): (i64, &FieldFile),
    readout: MapReadout,
) -> Option<f64> {
    let (range, members) = members(run, group)?;
    let maps = mean_maps(run, &range, laps, bins)?.of(&members);
    let fields = || maps.fields(field).into_iter().map(|count| count as f64);
    match readout {
        MapReadout::Information => {
            let fewest = u64::try_from(fewest_spikes).unwrap_or(1);
            let firing = maps.rates.iter().zip(&maps.spikes).filter(|(_, spikes)| **spikes >= fewest);
            mean(firing.filter_map(|(rates, _)| spatial_information(rates, &maps.occupancy)))
        }
        MapReadout::WithField => mean(fields().map(|count| f64::from(u8::from(count > 0.0)))),
        MapReadout::Fields => mean(fields()),
        MapReadout::FieldDispersion => dispersion(&fields().collect::<Vec<_>>()),
    }
}

/// Correlation of a group's rate maps between laps, or of those of each lap with each other.
pub fn map_similarity(
    run: &Observation,
    group: &GroupFile,
    (laps, with): (&WindowFile, Option<&WindowFile>),
    bins: i64,
    by: SimilarityBasis,
) -> Option<f64> {
    let (range, members) = members(run, group)?;
    let similarity = |first: &Maps, second: &Maps| match by {
        SimilarityBasis::Cells => cell_similarity(&first.rates, &second.rates),
        SimilarityBasis::Vectors => vector_similarity(&first.rates, &second.rates),
    };
    if let Some(with) = with {
        let of = |laps| Some(mean_maps(run, &range, laps, bins)?.of(&members));
        return similarity(&of(laps)?, &of(with)?);
    }
    let maps: Vec<Maps> = lap_maps(run, &range, laps, bins)?.into_iter().map(|maps| maps.of(&members)).collect();
    let pairs = maps.iter().enumerate().flat_map(|(k, first)| maps[k + 1..].iter().map(move |second| (first, second)));
    mean(pairs.filter_map(|(first, second)| similarity(first, second)))
}

/// How well a property at a mark tells a group among others.
pub fn auc_of(
    run: &Observation,
    (property, mark): (&CellProperty, &MarkFile),
    (group, among): (&GroupFile, &GroupFile),
    lower: bool,
) -> Option<f64> {
    let (range, group) = members(run, group)?;
    let (other, among) = members(run, among)?;
    let values = if range == other { values(run, &range, property, mark)? } else { return None };
    let sign = if lower { -1.0 } else { 1.0 };
    let side = |inside: bool| {
        let cells = values.iter().zip(&group).zip(&among).filter(|((_, group), among)| **among && **group == inside);
        cells.map(|((value, _), _)| sign * value).collect::<Vec<f64>>()
    };
    auc(&side(true), &side(false))
}

/// Rank correlation of the order of groups with their onsets, mean over the passages that have one.
pub fn onset_order(
    run: &Observation,
    groups: &[GroupFile],
    window: &WindowFile,
    (onset, silent): (Onset, SilentGroup),
) -> Option<f64> {
    let groups: Vec<_> = groups.iter().map(|group| members(run, group)).collect::<Option<_>>()?;
    let windows = run.windows(window)?;
    mean(windows.into_iter().filter_map(|(from, to)| {
        let onsets = groups.iter().map(|(range, members)| {
            let mut first: Vec<Option<u64>> = vec![None; members.len()];
            for (step, neuron) in run.spikes_between(range, from, to) {
                first[(neuron - range.start) as usize].get_or_insert(step - from);
            }
            let mut first: Vec<u64> =
                first.into_iter().zip(members).filter_map(|(step, in_it)| step.filter(|_| *in_it)).collect();
            first.sort_unstable();
            Some(match onset {
                Onset::FirstSpike => *first.first()? as f64,
                Onset::Median => (*first.get((first.len().checked_sub(1)?) / 2)? + first[first.len() / 2]) as f64 / 2.0,
            })
        });
        order(&onsets.collect::<Vec<_>>(), silent, (to - from) as f64)
    }))
}

/// Rank correlation of onsets with their order; silent groups are left out, or begin at the `end`.
fn order(onsets: &[Option<f64>], silent: SilentGroup, end: f64) -> Option<f64> {
    let (fewest, silent) = match silent {
        SilentGroup::Last => (2, Some(end)),
        SilentGroup::LeftOut => (3, None),
    };
    if onsets.iter().flatten().count() < fewest {
        return None;
    }
    let placed = onsets.iter().enumerate().filter_map(|(place, onset)| Some((place as f64, onset.or(silent)?)));
    let (places, onsets): (Vec<f64>, Vec<f64>) = placed.unzip();
    spearman(&places, &onsets)
}

/// How often a mark is passed in a run, or on average in a window.
pub fn passages(run: &Observation, mark: &str, during: Option<&WindowFile>) -> Option<f64> {
    if run.stopped.is_some() {
        return None;
    }
    let steps = run.marks.get(mark).map_or(&[][..], Vec::as_slice);
    let Some(window) = during else { return Some(steps.len() as f64) };
    let within = |(from, to): (u64, u64)| steps.iter().filter(|&step| (from..to).contains(step)).count() as f64;
    mean(run.windows(window)?.into_iter().map(within))
}

/// Mean Fano factor of a group's cells over the passages of a window.
pub fn fano(run: &Observation, group: &GroupFile, window: &WindowFile) -> Option<f64> {
    let (range, members) = members(run, group)?;
    let windows = run.windows(window)?;
    let mut counts = vec![vec![0.0; windows.len()]; range.len()];
    for (passage, (from, to)) in windows.into_iter().enumerate() {
        for (_, neuron) in run.spikes_between(&range, from, to) {
            counts[(neuron - range.start) as usize][passage] += 1.0;
        }
    }
    mean(counts.iter().zip(&members).filter(|(_, member)| **member).filter_map(|(counts, _)| dispersion(counts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{LAST, Snapshot, measure};
    use crate::scene::Scene;
    use crate::scene::file::Measurement;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    /// Six cells in four laps of a second. In each, cell 0 fires at 10 and 20 ms, 1 at 300 and 310, 2 at 30 and 900, 4 at 100, 350, 600
    /// and 850, and in the last two 5 at 700 and 710; 3 is silent.
    fn made_up(metrics: &[&str]) -> (Observation, Vec<Measurement>) {
        let metrics: Vec<String> =
            metrics.iter().enumerate().map(|(index, of)| format!("(name: \"{index}\", of: {of})")).collect();
        let text = format!(
            r#"Scene(version: 1, name: "x", summary: "y", dt: ms(1.0), populations: [(name: "E", count: 6, neuron: ())],
    timeline: [Repeat(times: 4, phases: [Mark("lap"), Wait(duration: s(1.0))]), Mark("end")],
    experiment: (claim: "c", metrics: [{}], expectations: [(metric: "0", band: (0.0, 1.0), primary: true, source: "s")]))"#,
            metrics.join(", ")
        );
        let scene = Scene::parse(&text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"));
        let lap = [(0, 10), (0, 20), (1, 300), (1, 310), (2, 30), (2, 900), (4, 100), (4, 350), (4, 600), (4, 850)];
        let mut spikes: Vec<(u32, u32)> =
            (0..4).flat_map(|k| lap.map(|(cell, step)| (1000 * k + step, cell))).collect();
        spikes.extend([(2700, 5), (2710, 5), (3700, 5), (3710, 5)]);
        spikes.sort_unstable();
        let snapshot = Snapshot { thresholds: vec![-52.0, -51.0, -50.0, -49.0, -50.5, -48.0], ..Snapshot::default() };
        let observation = Observation {
            spikes,
            snapshots: BTreeMap::from([(("end".to_owned(), LAST), snapshot)]),
            ..Observation::at_the_start(&Arc::new(scene))
        };
        let experiment = observation.scene.experiment.clone().expect("it has one");
        (observation, experiment.metrics.into_iter().map(|metric| metric.of).collect())
    }

    fn check(metrics: &[(&str, Option<f64>)]) {
        let (run, made) = made_up(&metrics.iter().map(|(text, _)| *text).collect::<Vec<_>>());
        for ((text, expected), metric) in metrics.iter().zip(&made) {
            let value = measure(&run, metric);
            let same = match (value, expected) {
                (Some(value), Some(expected)) => (value - expected).abs() < 1e-9,
                (value, expected) => value.is_none() && expected.is_none(),
            };
            assert!(same, "{text}: {value:?}, expected {expected:?}");
        }
    }

    #[test]
    fn rate_maps_of_a_made_up_run() {
        let map =
            |more: &str| format!(r#"RateMap(group: Neurons(population: "E"), laps: (mark: "lap"), bins: 4, {more})"#);
        let alike = |more: &str| format!(r#"MapSimilarity(group: Neurons(population: "E"), {more}, bins: 4)"#);
        check(&[
            // 2, 2, 1 and 0 bits; cell 5, with four spikes, has 2 as well.
            (&map("fewest_spikes: 5, readout: Information"), Some(1.25)),
            (&map("fewest_spikes: 1, readout: Information"), Some(1.4)),
            (&map("fewest_spikes: 100, readout: Information"), None),
            // 1, 1, 2, 0, 1 and 1 fields.
            (&map("readout: WithField"), Some(5.0 / 6.0)),
            (&map("readout: Fields"), Some(1.0)),
            (&map("readout: FieldDispersion"), Some(0.4)),
            // Only cells 0 and 1 reach 8 Hz.
            (&map("field: (peak: Hz(8.0)), readout: Fields"), Some(2.0 / 6.0)),
            (&alike(r#"laps: (mark: ("lap", 1, 2)), with: (mark: ("lap", 3, 4))"#), Some(1.0)),
            (&alike(r#"laps: (mark: "lap")"#), Some(1.0)),
            // The vector of the third bin is (0, 0, 0, 0, 4, 0), and then (0, 0, 0, 0, 4, 8); the others stay.
            (
                &alike(r#"laps: (mark: ("lap", 1, 2)), with: (mark: ("lap", 3, 4)), by: Vectors"#),
                Some((3.0 + 0.5 / (35.0_f64 / 12.0).sqrt()) / 4.0),
            ),
        ]);
    }

    #[test]
    fn cells_are_told_apart_by_what_they_had() {
        let fields = r#"WithField(population: "E", laps: (mark: "lap"), bins: 4)"#;
        let auc = |more: &str| {
            format!(r#"Auc(property: Threshold, mark: "end", group: {fields}, among: Neurons(population: "E"){more})"#)
        };
        let lowest =
            r#"Strongest(of: Neurons(population: "E"), property: Threshold, mark: "end", count: 2, lowest: true)"#;
        check(&[
            // Four of the five with a field have a lower threshold than cell 3.
            (&auc(", lower: true"), Some(0.8)),
            (&auc(""), Some(0.2)),
            (&format!("Share({lowest})"), Some(1.0 / 3.0)),
            (&format!("Joined({lowest}, Neurons(population: \"E\", neurons: Range(0, 2)))"), Some(1.0)),
            (&format!("Auc(property: Threshold, mark: \"end\", group: {lowest}, among: {lowest})"), None),
        ]);
    }

    #[test]
    fn groups_fire_in_an_order() {
        let one = |cell: u32| format!(r#"Neurons(population: "E", neurons: Neurons([{cell}]))"#);
        let order = |groups: &[String], more: &str| {
            format!(r#"OnsetOrder(groups: [{}], window: (mark: "lap"){more})"#, groups.join(", "))
        };
        let mixed = [r#"Neurons(population: "E", neurons: Range(0, 2))"#.to_owned(), one(4), one(1)];
        check(&[
            (&order(&[one(0), one(2), one(1), one(5)], ""), Some(1.0)),
            // 300, 30 and 10 ms, and a silent group.
            (&order(&[one(1), one(2), one(0), one(3)], ", silent: LeftOut"), Some(-1.0)),
            (&order(&[one(1), one(2), one(0), one(3)], ""), Some(0.2)),
            (&order(&[one(1), one(2), one(3)], ", silent: LeftOut"), None),
            (&order(&[one(1), one(3), one(3)], ""), None),
            // The first two cells begin at 10 and 300: at 155 ms, or with the first of them.
            (&order(&mixed, ""), Some(0.5)),
            (&order(&mixed, ", onset: FirstSpike"), Some(1.0)),
        ]);
    }

    #[test]
    fn trials_are_counted_until_something_is_learned() {
        let score = r#"score: Rate(Neurons(population: "E", neurons: Neurons([5])), (mark: "lap"))"#;
        check(&[
            (&format!("TrialsToShare({score}, over: \"lap\", last: 2)"), Some(3.0)),
            (&format!("TrialsToShare({score}, over: (\"lap\", 1, -1, 2), last: 1)"), Some(2.0)),
            (&format!("TrialsToShare({score}, over: (\"lap\", 1, 2))"), None),
            (&format!("TrialsToCriterion({score}, over: \"lap\", criterion: 1.5, in_a_row: 2)"), Some(3.0)),
            (&format!("TrialsToCriterion({score}, over: \"lap\", criterion: 1.5, smooth: 2)"), Some(4.0)),
            (&format!("TrialsToCriterion({score}, over: \"lap\", criterion: 1.5, in_a_row: 3)"), None),
            (
                &format!("TrialsToCriterion({score}, over: \"lap\", criterion: 1.5, in_a_row: 3, never: Some(5.0))"),
                Some(5.0),
            ),
            (
                &format!("TrialsToCriterion({score}, over: \"lap\", criterion: 1.5, in_a_row: 2, never: Some(5.0))"),
                Some(3.0),
            ),
            (r#"Passages(mark: "lap")"#, Some(4.0)),
            (r#"Passages(mark: "end", during: (mark: ("lap", 2), duration: s(2.0)))"#, Some(0.0)),
            (r#"Passages(mark: "lap", during: (mark: "lap", duration: s(0.5)))"#, Some(1.0)),
            (r#"Passages(mark: "lap", during: (mark: ("lap", 1, 3), duration: s(2.0)))"#, Some(2.0)),
            // Counts 0, 0, 2, 2 of cell 5: variance 4 / 3, mean 1; four others never vary.
            (r#"Fano(Neurons(population: "E"), (mark: "lap"))"#, Some(4.0 / 15.0)),
        ]);
    }

    #[test]
    fn a_lap_that_was_not_run_has_no_value() {
        let rate = |mark: &str| format!(r#"Rate(Neurons(population: "E"), (mark: {mark}))"#);
        let (mut run, metrics) = made_up(&[&rate("\"lap\""), &rate("(\"lap\", 3)"), &rate("(\"lap\", 1, 2)")]);
        run.marks.get_mut("lap").expect("it is there").truncate(2);
        let values: Vec<bool> = metrics.iter().map(|metric| measure(&run, metric).is_some()).collect();
        assert_eq!(values, [true, false, true]);
        run.marks.clear();
        assert!(metrics.iter().all(|metric| measure(&run, metric).is_none()));
    }
}
