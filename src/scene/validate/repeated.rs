//! What stands somewhere twice and would count twice, or be lost: neurons, variables, and spikes in the same step.

use super::Check;
use crate::scene::file::{InputFile, Selection, SpikeEffect};
use crate::scene::step::StepLength;
use crate::units::TimeInMilliseconds;
use crate::words::words;
use std::collections::{BTreeMap, BTreeSet};

/// Whether two selections of a population surely have a neuron in common.
fn overlap(one: &Selection, other: &Selection) -> bool {
    match (one, other) {
        (Selection::All, Selection::Neurons(neurons)) | (Selection::Neurons(neurons), Selection::All) => {
            !neurons.is_empty()
        }
        // Which neurons a fraction draws is not known before the run.
        (Selection::Fraction(fraction), Selection::All) | (Selection::All, Selection::Fraction(fraction)) => {
            *fraction > 0.0
        }
        (Selection::Fraction(_) | Selection::Rank { .. }, _) | (_, Selection::Fraction(_) | Selection::Rank { .. }) => {
            false
        }
        (Selection::All, _) | (_, Selection::All) => true,
        (Selection::Range(first, end), Selection::Range(other_first, other_end)) => {
            first.max(other_first) < end.min(other_end)
        }
        (Selection::Range(first, end), Selection::Neurons(neurons))
        | (Selection::Neurons(neurons), Selection::Range(first, end)) => {
            neurons.iter().any(|neuron| (first..end).contains(&neuron))
        }
        (Selection::Neurons(neurons), Selection::Neurons(others)) => {
            neurons.iter().any(|neuron| others.contains(neuron))
        }
    }
}

impl Check<'_> {
    /// No element of a list stands there twice; only the first that does is reported.
    pub fn distinct<T: Ord>(&mut self, path: &str, items: &[T], say: impl Fn(&T) -> String) {
        let mut seen = BTreeSet::new();
        if let Some((index, item)) = items.iter().enumerate().find(|(_, item)| !seen.insert(*item)) {
            self.fault(
                &format!("{path}[{index}]"),
                words!("fault-twice", "{ $what } stands here twice.", what = say(item)),
                words!("fault-each-once", "Name each once."),
            );
        }
    }

    /// A neuron can fire once in a step, and have one plateau: spikes of a list that fall into the same step would be lost.
    pub fn one_spike_a_step(&mut self, path: &str, times: &[TimeInMilliseconds], effect: SpikeEffect) {
        if !self.step_is_judged() || !matches!(effect, SpikeEffect::Fire | SpikeEffect::Plateau) {
            return;
        }
        let length = StepLength::of(self.file.dt);
        let mut first = BTreeMap::new();
        for (index, time) in times.iter().enumerate() {
            let Some(earlier) = first.insert(length.steps(time.0), *time) else { continue };
            let what = if earlier == *time {
                words!(
                    "fault-time-twice",
                    "the time { $time } stands here twice, and a neuron fires once in a step.",
                    time = time.to_string()
                )
            } else {
                words!(
                    "fault-times-same-step",
                    "{ $earlier } and { $time } are in the same step of { $dt }, in which a neuron fires once.",
                    earlier = earlier.to_string(),
                    time = time.to_string(),
                    dt = self.file.dt.to_string()
                )
            };
            self.fault(
                &format!("{path}[{index}]"),
                what,
                words!("fault-times-same-step-hint", "Remove one of them, or make dt shorter."),
            );
            return;
        }
    }

    /// The same for lists that make the same neuron fire.
    pub fn one_spike_a_step_of_all_lists(&mut self) {
        if !self.step_is_judged() {
            return;
        }
        let length = StepLength::of(self.file.dt);
        let file = self.file;
        let mut steps: BTreeMap<(&str, bool, u64), Vec<(usize, usize, &Selection)>> = BTreeMap::new();
        let mut reported = BTreeSet::new();
        for (input, list) in file.inputs.iter().enumerate() {
            let InputFile::SpikeTimes { to, neurons, times, effect } = list else { continue };
            if !matches!(effect, SpikeEffect::Fire | SpikeEffect::Plateau) {
                continue;
            }
            for (index, time) in times.iter().enumerate() {
                let key = (to.as_str(), *effect == SpikeEffect::Fire, length.steps(time.0));
                let others = steps.entry(key).or_default();
                let same = |(other, _, selection): &&(usize, usize, &Selection)| {
                    *other != input && overlap(selection, neurons) && !reported.contains(&(*other, input))
                };
                if let Some(&(other, other_index, _)) = others.iter().find(same) {
                    reported.insert((other, input));
                    let what = words!(
                        "fault-lists-same-step",
                        "{ $time } is in the same step as inputs[{ $input }].times[{ $index }], and a neuron of both fires once in a step.",
                        time = time.to_string(),
                        input = other.to_string(),
                        index = other_index.to_string()
                    );
                    self.fault(
                        &format!("inputs[{input}].times[{index}]"),
                        what,
                        words!("fault-times-same-step-hint", "Remove one of them, or make dt shorter."),
                    );
                }
                others.push((input, index, neurons));
            }
        }
    }
}
