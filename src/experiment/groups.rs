//! Who is in a group, in a run.

use super::maps;
use super::observation::Observation;
use crate::measure::memory::engram;
use crate::scene::NeuronSelection;
use crate::scene::file::{AnswerFile, CellProperty, GroupFile, MarkFile, WindowFile};
use std::ops::Range;

/// Length of a bin of a baseline (s).
const BASELINE_BIN_S: f64 = 1.0;

/// The population's range, and who of it is in the group.
pub fn members(run: &Observation, group: &GroupFile) -> Option<(Range<u32>, Vec<bool>)> {
    match group {
        GroupFile::Neurons { population, neurons } => {
            let index = run.scene.population_index(population)?;
            let range = run.scene.range(index);
            let members = match run.scene.select(index, neurons) {
                NeuronSelection::All(_) => vec![true; range.len()],
                NeuronSelection::Neurons(chosen) => range.clone().map(|neuron| chosen.contains(&neuron)).collect(),
                NeuronSelection::Fraction { .. } | NeuronSelection::Rank(_) => return None,
            };
            Some((range, members))
        }
        GroupFile::Answering(answer) => answering(run, answer),
        GroupFile::Silent(answer) => {
            let (range, active) = answering(run, answer)?;
            Some((range, active.iter().map(|active| !active).collect()))
        }
        GroupFile::Only(first, second) => joined(run, first, second, |first, second| first && !second),
        GroupFile::Either(first, second) => joined(run, first, second, |first, second| first || second),
        GroupFile::WithField { population, laps, bins, field } => {
            let range = run.scene.range(run.scene.population_index(population)?);
            let maps = maps::mean_maps(run, &range, laps, *bins)?;
            Some((range, maps.fields(field).into_iter().map(|count| count > 0).collect()))
        }
        GroupFile::Strongest { of, property, mark, count, lowest } => {
            let (range, members) = members(run, of)?;
            let values = values(run, &range, property, mark)?;
            let mut order: Vec<usize> = (0..members.len()).filter(|&cell| members[cell]).collect();
            order.sort_by(|&a, &b| {
                let (a, b) = if *lowest { (a, b) } else { (b, a) };
                values[a].total_cmp(&values[b])
            });
            let mut chosen = vec![false; members.len()];
            order.iter().take(usize::try_from(*count).unwrap_or(0)).for_each(|&cell| chosen[cell] = true);
            Some((range, chosen))
        }
    }
}

/// The population's range, and who of it is in a group made of two.
fn joined(
    run: &Observation,
    first: &GroupFile,
    second: &GroupFile,
    member: impl Fn(bool, bool) -> bool,
) -> Option<(Range<u32>, Vec<bool>)> {
    let (range, first) = members(run, first)?;
    let (other, second) = members(run, second)?;
    (range == other)
        .then(|| (range, first.iter().zip(&second).map(|(&first, &second)| member(first, second)).collect()))
}

/// The population's range, and who of it answers.
pub fn answering(run: &Observation, answer: &AnswerFile) -> Option<(Range<u32>, Vec<bool>)> {
    let range = run.scene.range(run.scene.population_index(&answer.population)?);
    let rates = mean_rates(run, &range, &answer.window)?;
    let mut baseline = Vec::new();
    if let Some(window) = &answer.baseline {
        let bin = run.scene.steps_in(BASELINE_BIN_S).max(1);
        for (from, to) in run.windows(window)? {
            let mut start = from;
            while start + bin <= to {
                baseline.push(run.rates(&range, start, start + bin));
                start += bin;
            }
        }
    }
    Some((range, engram(&rates, &baseline)))
}

/// Mean rate of each neuron over all passages of a window.
pub fn mean_rates(run: &Observation, range: &Range<u32>, window: &WindowFile) -> Option<Vec<f64>> {
    let windows = run.windows(window)?;
    let mut sum = vec![0.0; range.len()];
    for &(from, to) in &windows {
        for (sum, rate) in sum.iter_mut().zip(run.rates(range, from, to)) {
            *sum += rate / windows.len() as f64;
        }
    }
    Some(sum)
}

/// A property of each cell of a range at a mark.
pub fn values(run: &Observation, range: &Range<u32>, property: &CellProperty, mark: &MarkFile) -> Option<Vec<f64>> {
    let snapshot = run.snapshot(mark)?;
    let column = match property {
        CellProperty::Threshold => &snapshot.thresholds,
        CellProperty::Excitability => &snapshot.excitability,
        CellProperty::IncomingWeight(projection) => {
            let synapses = snapshot.synapses.get(projection)?;
            let mut sums = vec![0.0; range.len()];
            for (to, weight) in synapses.to.iter().zip(&synapses.weight).filter(|(to, _)| range.contains(to)) {
                sums[(to - range.start) as usize] += f64::from(*weight);
            }
            return Some(sums);
        }
    };
    let own = column.get(range.start as usize..range.end as usize)?;
    Some(own.iter().map(|value| f64::from(*value)).collect())
}
