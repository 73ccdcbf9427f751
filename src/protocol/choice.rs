//! The closed loop: rates of groups are read, and the timeline goes on as they say.

use crate::model::Spikes;
use crate::scene::{Branch, Choice, NeuronSelection, Scene};
use crate::schedule::Clock;
use crate::state::state;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};

/// A choice that was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Which choice of the timeline.
    pub choice: usize,
    /// Which option was taken.
    pub option: usize,
    /// Step before which it was made.
    pub step: u64,
    /// The first of its readings.
    first: usize,
}

state!(Made { choice, option, step, first });

/// The choices of a run so far, and the spikes that the next one reads.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct Choices {
    groups: Vec<NeuronSelection>,
    /// Spikes of each group in the last steps, that of step s at s modulo the longest window.
    counts: Vec<Vec<u32>>,
    /// In order of the timeline.
    made: Vec<Made>,
    /// Rates that were read (Hz).
    readings: Vec<f32>,
}

state!(Choices { made, readings } fixed { counts });

impl Choices {
    /// None made yet, with room for all of a scene.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let (choices, readings) = scene.choices().fold((0, 0), |(n, r), (_, choice)| (n + 1, r + choice.groups.len()));
        let window = usize::try_from(scene.longest_window()).unwrap_or(0);
        Self {
            groups: scene.read_groups().iter().cloned().map(in_order).collect(),
            counts: vec![vec![0; window]; scene.read_groups().len()],
            made: Vec::with_capacity(choices),
            readings: Vec::with_capacity(readings),
        }
    }

    /// Choices that were made, in order.
    #[must_use]
    pub fn made(&self) -> &[Made] {
        &self.made
    }

    /// What was read for the n-th of them: the mean rate of each group (Hz).
    #[must_use]
    pub fn readings(&self, n: usize) -> &[f32] {
        let start = |n: usize| self.made.get(n).map_or(self.readings.len(), |made| made.first);
        &self.readings[start(n)..start(n + 1)]
    }

    /// Whether a branch was taken; what stands in none is on the way of every run.
    #[must_use]
    pub fn took(&self, branch: Option<Branch>) -> bool {
        took(&self.made, branch)
    }

    /// Make a choice before a step.
    pub fn choose(&mut self, choice: &Choice, clock: &Clock) {
        let first = self.readings.len();
        for &group in &choice.groups {
            self.readings.push(self.rate(group, choice.window_steps, clock));
        }
        let option = first_of(&self.readings[first..], choice.above_hz);
        self.made.push(Made { choice: choice.index, option, step: clock.step, first });
    }

    /// How a choice will be made before the next step.
    #[must_use]
    pub fn foresee(&self, choice: &Choice, clock: &Clock) -> Made {
        let rates: Vec<f32> = choice.groups.iter().map(|&group| self.rate(group, choice.window_steps, clock)).collect();
        let option = first_of(&rates, choice.above_hz);
        Made { choice: choice.index, option, step: clock.step, first: self.readings.len() }
    }

    /// Mean rate of a group (Hz) over the last steps, or over those that there were since the start of the run.
    fn rate(&self, group: usize, window: u64, clock: &Clock) -> f32 {
        let counts = &self.counts[group];
        let (steps, slots) = (window.min(clock.step), counts.len() as u64);
        let at = |step: u64| u64::from(counts[(step % slots) as usize]);
        let spikes: u64 = (clock.step - steps..clock.step).map(at).sum();
        let neurons = match &self.groups[group] {
            NeuronSelection::All(range) => range.len(),
            NeuronSelection::Neurons(neurons) => neurons.len(),
            NeuronSelection::Fraction { .. } | NeuronSelection::Rank(_) => 0,
        };
        let exposure = clock.length.time_s(steps) * neurons as f64;
        if exposure > 0.0 { (spikes as f64 / exposure) as f32 } else { 0.0 }
    }
}

/// Whether a branch was taken, by the choices that were made; what stands in none is on the way of every run.
#[must_use]
pub fn took(made: &[Made], branch: Option<Branch>) -> bool {
    branch.is_none_or(|branch| {
        let index = made.binary_search_by_key(&branch.choice, |made| made.choice);
        index.is_ok_and(|index| made[index].option == branch.option)
    })
}

/// A selection whose list is sorted, to be searched.
fn in_order(group: NeuronSelection) -> NeuronSelection {
    match group {
        NeuronSelection::Neurons(mut neurons) => {
            neurons.sort_unstable();
            NeuronSelection::Neurons(neurons)
        }
        other => other,
    }
}

/// Index of the rate that alone is the highest and exceeds `above`; the number of rates if there is none.
fn first_of(rates: &[f32], above: f32) -> usize {
    let highest = rates.iter().copied().fold(above, f32::max);
    let mut first = rates.iter().enumerate().filter(|&(_, &rate)| rate == highest && rate > above);
    match (first.next(), first.next()) {
        (Some((index, _)), None) => index,
        _ => rates.len(),
    }
}

/// Count the spikes of this step.
pub fn count_groups(spikes: Res<Spikes>, clock: Res<Clock>, mut choices: ResMut<Choices>) {
    let Choices { groups, counts, .. } = &mut *choices;
    for (group, counts) in groups.iter().zip(counts) {
        let count = match group {
            NeuronSelection::All(range) => spikes.now.iter().filter(|neuron| range.contains(neuron)).count(),
            NeuronSelection::Neurons(neurons) => {
                spikes.now.iter().filter(|neuron| neurons.binary_search(neuron).is_ok()).count()
            }
            NeuronSelection::Fraction { .. } | NeuronSelection::Rank(_) => 0,
        };
        let slot = (clock.step % counts.len() as u64) as usize;
        counts[slot] = count as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_alone_at_the_top_and_above_the_bar() {
        assert_eq!(first_of(&[3.0, 5.0, 4.0], 0.0), 1);
        assert_eq!(first_of(&[5.0, 5.0, 4.0], 0.0), 3, "a tie decides nothing");
        assert_eq!(first_of(&[0.0, 0.0], 0.0), 2, "silence decides nothing");
        assert_eq!(first_of(&[0.0, 0.1], 0.0), 1);
        assert_eq!(first_of(&[10.0], 10.0), 1, "it has to exceed the bar");
        assert_eq!(first_of(&[10.1], 10.0), 0);
    }
}
