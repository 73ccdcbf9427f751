//! From an observed run to a number.

use super::groups::{answering, mean_rates, members};
use super::observation::Observation;
use super::{sleep, trials, turnover};
use crate::measure::inference::kendall;
use crate::measure::maps::mean as mean_of;
use crate::measure::memory::{Recall, overlap, recruitment_ratio, spotlight_index, transfer};
use crate::measure::trials::{trials_to_criterion, trials_to_share};
use crate::measure::{degradation_area, slice};
use crate::scene::file::{AnswerFile, GroupFile, MarkFile, Measurement, Passages, Readout, WindowFile};
use std::ops::Range;

/// Current of [`Readout::LateSpikes`] (pA).
const LATE_CURRENT: f32 = 300.0;

/// The value of a measurement in a run; none if it has none there.
#[must_use]
pub fn measure(run: &Observation, measurement: &Measurement) -> Option<f64> {
    let value = match measurement {
        Measurement::Number(number) => Some(*number),
        Measurement::Rate(group, window) => {
            let (range, members) = members(run, group)?;
            let rates = mean_rates(run, &range, window)?;
            mean_of(rates.iter().zip(&members).filter(|&(_, &member)| member).map(|(rate, _)| *rate))
        }
        Measurement::Share(group) => {
            let (_, members) = members(run, group)?;
            mean_of(members.iter().map(|&member| f64::from(u8::from(member))))
        }
        Measurement::Joined(of, joined) => share_joined(run, of, joined),
        Measurement::Recruitment { answer, boosted } => {
            let (range, boosted) = members(run, boosted)?;
            let (other, active) = answering(run, answer)?;
            if range == other { recruitment_ratio(&active, &boosted) } else { None }
        }
        Measurement::HitRate { engram, cue } => recall(run, engram, cue)?.hit_rate(),
        Measurement::Precision { engram, cue } => recall(run, engram, cue)?.precision(),
        Measurement::DPrime { engram, cue } => Some(recall(run, engram, cue)?.d_prime()),
        Measurement::SpikesPerHit { engram, cue } => {
            let range = run.scene.range(run.scene.population_index(&cue.population)?);
            let spikes: f64 = mean_rates(run, &range, &cue.window)?.iter().sum::<f64>() * cue.window.duration.0;
            recall(run, engram, cue)?.per_hit(spikes)
        }
        Measurement::Overlap(first, second) => overlap(&answering(run, first)?.1, &answering(run, second)?.1),
        Measurement::Transfer { engram, own, other, rest } => called_up(run, engram, [own, other, rest]),
        Measurement::MeanWeight { projection, from, to, mark } => {
            mean_of(weights(run, projection, from, to, mark)?.into_iter().map(f64::from))
        }
        Measurement::Synapses { projection, from, to, mark } => {
            Some(weights(run, projection, from, to, mark)?.len() as f64)
        }
        Measurement::Survival { projection, weights, since, mark } => {
            turnover::survival(run, projection, *weights, (since, mark))
        }
        Measurement::MeanLife { projection, since, mark } => turnover::mean_life(run, projection, (since, mark)),
        Measurement::NewPartners { projection, from, since, mark } => {
            turnover::new_partners(run, projection, &members(run, from)?, (since, mark))
        }
        Measurement::Excitability { group, mark } => {
            let (range, members) = members(run, group)?;
            mean_within(&run.snapshot(mark)?.excitability, &range, &members)
        }
        Measurement::Spotlight { task, among, mark } => spotlight(run, task, among, mark),
        Measurement::Tag { group, mark } => {
            let (range, members) = members(run, group)?;
            mean_within(&run.snapshot(mark)?.tags, &range, &members)
        }
        Measurement::Slice { population, neuron, readout, mark } => {
            read_slice(run, (population, *neuron), *readout, mark)
        }
        Measurement::UpStates(population, window) => sleep::up_states_per_s(run, population, window),
        Measurement::Participation(group, window) => {
            let (_, members) = members(run, group)?;
            let share = sleep::participation(run, group.population(), window)?;
            mean_of(share.iter().zip(&members).filter(|&(_, &member)| member).map(|(share, _)| *share))
        }
        Measurement::Priming { population, window, projection, mark } => {
            sleep::priming(run, population, window, projection, mark)
        }
        Measurement::Replay { engram, before, sleep, readout } => {
            let (_, members) = answering(run, engram)?;
            sleep::replay(run, &engram.population, &members, (before, sleep), *readout)
        }
        Measurement::Reactivation { population, before, during, after, readout } => {
            sleep::reactivation(run, population, [before, during, after], *readout)
        }
        Measurement::RateMap { group, laps, bins, fewest_spikes, field, readout } => {
            trials::rate_map(run, (group, laps), *bins, (*fewest_spikes, field), *readout)
        }
        Measurement::MapSimilarity { group, laps, with, bins, by } => {
            trials::map_similarity(run, group, (laps, with.as_ref()), *bins, *by)
        }
        Measurement::Auc { property, mark, group, among, lower } => {
            trials::auc_of(run, (property, mark), (group, among), *lower)
        }
        Measurement::OnsetOrder { groups, window, onset, silent } => {
            trials::onset_order(run, groups, window, (*onset, *silent))
        }
        Measurement::Fano(group, window) => trials::fano(run, group, window),
        Measurement::Passages { mark, during } => trials::passages(run, mark, during.as_ref()),
        Measurement::WeightChange { projection, strongest, since, mark } => {
            turnover::weight_change(run, projection, *strongest, (since, mark))
        }
        Measurement::TrialsToShare { .. }
        | Measurement::TrialsToCriterion { .. }
        | Measurement::Crossing(_)
        | Measurement::Trend(_)
        | Measurement::Area(_)
        | Measurement::Ratio(..)
        | Measurement::Difference(..)
        | Measurement::Mean(_) => combined(run, measurement),
    };
    value.filter(|value| value.is_finite())
}

/// The value of a measurement that is made of others; none of any other.
fn combined(run: &Observation, measurement: &Measurement) -> Option<f64> {
    match measurement {
        Measurement::TrialsToShare { score, over, smooth, share, last } => {
            trials_to_share(&scores(run, score, over)?, number(*smooth), *share, number(*last))
        }
        Measurement::TrialsToCriterion { score, over, smooth, criterion, in_a_row, never } => {
            let scores = scores(run, score, over)?;
            trials_to_criterion(&scores, number(*smooth), *criterion, number(*in_a_row)).or(*never)
        }
        Measurement::Crossing(points) => crossing(&values(run, points)?),
        Measurement::Trend(points) => {
            let scores: Vec<f64> = values(run, points)?.into_iter().map(|(_, score)| score).collect();
            kendall(&scores)
        }
        Measurement::Area(points) => degradation_area(&values(run, points)?),
        Measurement::Ratio(first, second) => {
            let (first, second) = (measure(run, first)?, measure(run, second)?);
            (second != 0.0).then(|| first / second)
        }
        Measurement::Difference(first, second) => Some(measure(run, first)? - measure(run, second)?),
        Measurement::Mean(all) => {
            let values: Option<Vec<f64>> = all.iter().map(|one| measure(run, one)).collect();
            mean_of(values?.into_iter())
        }
        _ => None,
    }
}

/// A score of each trial; none if a passage was not reached.
fn scores(run: &Observation, score: &Measurement, over: &MarkFile) -> Option<Vec<Option<f64>>> {
    let passages = over.chosen(run.marks.get(&over.name)?.len())?;
    let passage = |index: usize| Passages::One(i64::try_from(index + 1).unwrap_or(i64::MAX));
    Some(passages.into_iter().map(|k| measure(run, &score.with_passages(&over.name, passage(k)))).collect())
}

fn number(count: i64) -> usize {
    usize::try_from(count).unwrap_or(1)
}

/// Share of a group that is in another one; none if they are of different populations.
fn share_joined(run: &Observation, of: &GroupFile, joined: &GroupFile) -> Option<f64> {
    let (range, of) = members(run, of)?;
    let (other, joined) = members(run, joined)?;
    let joined = of.iter().zip(&joined).filter(|&(&of, _)| of).map(|(_, &joined)| f64::from(u8::from(joined)));
    if range == other { mean_of(joined) } else { None }
}

/// How far a value is called up: from windows with its own memory, with the other one, and at rest.
fn called_up(run: &Observation, engram: &AnswerFile, windows: [&WindowFile; 3]) -> Option<f64> {
    let (range, members) = answering(run, engram)?;
    let [own, other, rest] = windows.map(|window| {
        let rates = mean_rates(run, &range, window)?;
        mean_of(rates.iter().zip(&members).filter(|&(_, &member)| member).map(|(rate, _)| *rate))
    });
    transfer(own?, other?, rest?)
}

/// Spotlight index of a task among some neurons, at a mark; none if they are of different populations.
fn spotlight(run: &Observation, task: &GroupFile, among: &GroupFile, mark: &MarkFile) -> Option<f64> {
    let (range, task) = members(run, task)?;
    let (other, among) = members(run, among)?;
    let own = run.snapshot(mark)?.excitability.get(range.start as usize..range.end as usize)?;
    if range == other { spotlight_index(own, &task, &among) } else { None }
}

/// A read-out of a neuron (population and index) as if in a slice, at a mark.
fn read_slice(run: &Observation, (population, neuron): (&str, i64), readout: Readout, mark: &MarkFile) -> Option<f64> {
    let range = run.scene.range(run.scene.population_index(population)?);
    let properties = run.snapshot(mark)?.neurons.get(&(range.start + u32::try_from(neuron).ok()?))?;
    match readout {
        Readout::Rheobase => slice::rheobase(properties),
        Readout::InputResistance => Some(slice::input_resistance(properties)),
        Readout::Latency => slice::first_spike_latency(properties, 200.0),
        Readout::PostBurstAhp => Some(slice::post_burst(properties).peak_mv),
        Readout::Bar => slice::bar(properties),
        Readout::LateSpikes => Some(f64::from(slice::late_spikes(properties, LATE_CURRENT))),
    }
}

/// Scores at their x; none if one is missing.
fn values(run: &Observation, points: &[(f64, Box<Measurement>)]) -> Option<Vec<(f64, f64)>> {
    points.iter().map(|(x, point)| Some((*x, measure(run, point)?))).collect()
}

/// Where straight lines through the points first cross 0 upwards; none if they never do.
fn crossing(points: &[(f64, f64)]) -> Option<f64> {
    points.windows(2).find(|pair| pair[0].1 < 0.0 && pair[1].1 >= 0.0).map(|pair| {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        x0 + (x1 - x0) * (-y0) / (y1 - y0)
    })
}

fn recall(run: &Observation, engram: &AnswerFile, cue: &AnswerFile) -> Option<Recall> {
    Some(Recall::of(&answering(run, cue)?.1, &answering(run, engram)?.1))
}

fn weights(run: &Observation, projection: &str, from: &GroupFile, to: &GroupFile, mark: &MarkFile) -> Option<Vec<f32>> {
    let synapses = run.snapshot(mark)?.synapses.get(projection)?;
    let (from_range, from) = members(run, from)?;
    let (to_range, to) = members(run, to)?;
    let within = |range: &Range<u32>, members: &[bool], neuron: u32| {
        range.contains(&neuron) && members[(neuron - range.start) as usize]
    };
    let pairs = synapses.from.iter().zip(&synapses.to).zip(&synapses.weight);
    Some(
        pairs
            .filter(|((pre, post), _)| within(&from_range, &from, **pre) && within(&to_range, &to, **post))
            .map(|(_, weight)| *weight)
            .collect(),
    )
}

/// Mean over the members of a range of a column that has all neurons.
fn mean_within(column: &[f32], range: &Range<u32>, members: &[bool]) -> Option<f64> {
    let own = column.get(range.start as usize..range.end as usize)?;
    mean_of(own.iter().zip(members).filter(|&(_, &member)| member).map(|(value, _)| f64::from(*value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{LAST, Snapshot};
    use crate::scene::Scene;
    use std::collections::BTreeMap;
    use std::sync::Arc;

    /// Five cells, two seconds, and what the metrics are asked for: in "full" cells 0, 1 and 2 fire 20 times, in "part" cells 0, 1
    /// and 4, and cell 3 fires once; e and tags at "later".
    fn made_up(metrics: &[&str]) -> (Observation, Vec<Measurement>) {
        let metrics: Vec<String> =
            metrics.iter().enumerate().map(|(index, of)| format!("(name: \"{index}\", of: {of})")).collect();
        let text = format!(
            r#"Scene(version: 1, name: "x", summary: "y", dt: ms(1.0), populations: [(name: "E", count: 5, neuron: ())],
    timeline: [Mark("full"), Wait(duration: s(1.0)), Mark("part"), Wait(duration: s(1.0)), Mark("later")],
    experiment: (claim: "c", metrics: [{}], expectations: [(metric: "0", band: (0.0, 1.0), primary: true, source: "s")]))"#,
            metrics.join(", ")
        );
        let scene = Scene::parse(&text, "made up").unwrap_or_else(|faults| panic!("{faults:?}"));
        let train = |start: u32, cells: [u32; 3]| (0..20).flat_map(move |i| cells.map(|cell| (start + 40 * i, cell)));
        let mut spikes: Vec<(u32, u32)> = train(0, [0, 1, 2]).chain(train(1000, [0, 1, 4])).collect();
        spikes.push((1999, 3));
        let snapshot = Snapshot {
            excitability: vec![0.5, 0.5, 0.0, 0.0, 0.25],
            tags: vec![0.75, 0.25, 0.0, 0.5, 1.0],
            ..Snapshot::default()
        };
        let at = |name: &str, step: u64| (name.to_owned(), vec![step]);
        let observation = Observation {
            spikes,
            marks: BTreeMap::from([at("full", 0), at("part", 1000), at("later", 2000)]),
            snapshots: BTreeMap::from([(("later".to_owned(), LAST), snapshot)]),
            made: Vec::new(),
            stopped: None,
            scene: Arc::new(scene),
        };
        let experiment = observation.scene.experiment.clone().expect("it has one");
        (observation, experiment.metrics.into_iter().map(|metric| metric.of).collect())
    }

    #[test]
    fn spotlight_tags_and_economy_of_a_made_up_run() {
        const FULL: &str = r#"(population: "E", window: (mark: "full"))"#;
        const PART: &str = r#"(population: "E", window: (mark: "part"))"#;
        let (full, part) = (format!("Answering({FULL})"), format!("Answering({PART})"));
        let (run, metrics) = made_up(&[
            // 61 spikes for two of the three that answer the whole.
            &format!("SpikesPerHit(engram: {FULL}, cue: {PART})"),
            // Nobody answers where nobody fires: no economy.
            &format!(
                r#"SpikesPerHit(engram: {FULL}, cue: (population: "E", window: (mark: "full", after: s(0.9), duration: s(0.1))))"#
            ),
            // Cell 2 alone is in the first only, cell 4 in the second only.
            &format!("Share(Only({full}, {part}))"),
            &format!("Share(Either({full}, {part}))"),
            &format!(r#"Tag(group: Only({part}, {full}), mark: "later")"#),
            r#"Tag(group: Neurons(population: "E", neurons: Range(0, 2)), mark: "later")"#,
            // (0.5 + 0.5) / (0.5 + 0.5 + 0.25).
            &format!(r#"Spotlight(task: {full}, among: Either({full}, {part}), mark: "later")"#),
            // Nothing but 0 among cells 2 and 3.
            &format!(r#"Spotlight(task: {full}, among: Silent({PART}), mark: "later")"#),
        ]);
        let values: Vec<Option<f64>> = metrics.iter().map(|metric| measure(&run, metric)).collect();
        let expected = [Some(61.0 / 2.0), None, Some(0.2), Some(0.8), Some(1.0), Some(0.5), Some(0.8), None];
        for (index, (value, expected)) in values.iter().zip(expected).enumerate() {
            let same = match (value, expected) {
                (Some(value), Some(expected)) => (value - expected).abs() < 1e-9,
                (value, expected) => value.is_none() && expected.is_none(),
            };
            assert!(same, "metric {index}: {value:?}, expected {expected:?}");
        }
    }

    #[test]
    fn a_score_crosses_zero_where_a_ruler_says() {
        assert_eq!(crossing(&[(5.0, -1.0), (10.0, -0.5), (20.0, 0.5), (40.0, 3.0)]), Some(15.0));
        assert_eq!(crossing(&[(5.0, 1.0), (10.0, 2.0)]), None);
        assert_eq!(crossing(&[(5.0, 1.0), (10.0, -1.0), (20.0, 0.0)]), Some(20.0));
    }
}
