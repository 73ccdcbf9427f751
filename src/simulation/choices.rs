//! What the timeline read and chose, and what it changed.

use super::happening::{ChangeReading, ChoiceReading};
use super::run::Simulation;
use super::sample::PhaseInfo;
use crate::model::Interventions;
use crate::protocol::{Choices, Made, PhaseLabel};
use std::sync::Arc;

/// All choices of a run so far, in order.
#[must_use]
pub fn choices_made(simulation: &Simulation) -> Vec<ChoiceReading> {
    let (scene, choices) = (simulation.scene(), simulation.resource::<Choices>());
    let mut planned = scene.choices();
    let reading = |(n, made): (usize, &Made)| {
        let (phase, choice) = planned.find(|(_, choice)| choice.index == made.choice)?;
        let rates = choice.options.iter().cloned().zip(choices.readings(n).iter().copied());
        Some(ChoiceReading {
            choice: made.choice,
            option: made.option,
            time_s: scene.time_s(made.step),
            name: phase.label.clone(),
            chosen: choice.options.get(made.option).cloned().unwrap_or_default(),
            rates: rates.collect(),
        })
    };
    choices.made().iter().enumerate().filter_map(reading).collect()
}

/// All changes of the network so far, in order.
#[must_use]
pub fn changes_made(simulation: &Simulation) -> Vec<ChangeReading> {
    let scene = simulation.scene();
    let names = scene.patterns.as_ref().map_or(&[][..], |patterns| &patterns.names);
    let reading = |&(step, phase): &(u64, u32)| {
        let label = PhaseLabel::of(scene.phases().get(phase as usize)?, names);
        Some(ChangeReading { time_s: scene.time_s(step), label })
    };
    simulation.resource::<Interventions>().done.iter().filter_map(reading).collect()
}

/// The choices that were made, read again when one more was.
#[derive(Clone, Debug, Default)]
pub struct ChoiceWatch {
    made: Vec<Made>,
    readings: Arc<[ChoiceReading]>,
}

impl ChoiceWatch {
    /// All so far.
    pub fn readings(&mut self, simulation: &Simulation) -> Arc<[ChoiceReading]> {
        let made = simulation.resource::<Choices>().made();
        if self.made != made {
            self.made = made.to_vec();
            self.readings = choices_made(simulation).into();
        }
        Arc::clone(&self.readings)
    }
}

impl PhaseInfo {
    /// Whether a run in which these choices were made comes through it, or, of one that stands for an open choice, whether it is open.
    #[must_use]
    pub fn is_planned(&self, made: &[ChoiceReading]) -> bool {
        let taken = |choice: usize| made.iter().find(|reading| reading.choice == choice).map(|reading| reading.option);
        self.branches.iter().all(|branch| taken(branch.choice) == Some(branch.option))
            && self.open.is_none_or(|choice| taken(choice).is_none())
    }

    /// Whether it may come in a run in which these choices were made.
    #[must_use]
    pub fn is_possible(&self, made: &[ChoiceReading]) -> bool {
        let excluded = |reading: &ChoiceReading| {
            self.branches.iter().any(|branch| branch.choice == reading.choice && branch.option != reading.option)
        };
        self.open.is_none() && !made.iter().any(excluded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Branch;

    #[test]
    fn an_open_choice_stands_for_its_branches_until_it_is_made() {
        let branch = |choice, option| Branch { choice, option };
        let phase = |branches, open| PhaseInfo { branches, open, ..PhaseInfo::default() };
        let phases = [
            phase(vec![], Some(0)),
            phase(vec![branch(0, 0)], None),
            phase(vec![branch(0, 0)], Some(1)),
            phase(vec![branch(0, 0), branch(1, 1)], None),
            phase(vec![branch(0, 1)], None),
            phase(vec![], None),
        ];
        let made = |choice, option| ChoiceReading { choice, option, ..ChoiceReading::default() };
        let planned = |made: &[ChoiceReading]| phases.iter().map(|phase| phase.is_planned(made)).collect::<Vec<_>>();
        let possible = |made: &[ChoiceReading]| phases.iter().map(|phase| phase.is_possible(made)).collect::<Vec<_>>();
        assert_eq!(planned(&[]), [true, false, false, false, false, true]);
        assert_eq!(planned(&[made(0, 0)]), [false, true, true, false, false, true]);
        assert_eq!(planned(&[made(0, 0), made(1, 1)]), [false, true, false, true, false, true]);
        assert_eq!(planned(&[made(0, 1)]), [false, false, false, false, true, true]);
        assert_eq!(possible(&[]), [false, true, false, true, true, true]);
        assert_eq!(possible(&[made(0, 1)]), [false, false, false, false, true, true]);
    }
}
