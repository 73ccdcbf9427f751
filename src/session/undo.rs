//! What the user changed and how to take it back.
//!
//! Taking back sends the commands that revert a change: the run goes on from now, nothing is rewound, and the log keeps both.

use super::history::same_control;
use crate::simulation::{NetworkInfo, NeuronProperty, RunAccount, SimulationCommand, ViewSample};
use serde::{Deserialize, Serialize};

/// A change: the commands that made it, and those that revert it, each in the order in which they are sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Change {
    /// When its first command was given (s of model time).
    time_s: f64,
    forward: Vec<SimulationCommand>,
    backward: Vec<SimulationCommand>,
}

/// Changes that can be taken back, and those that were.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UndoList {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// Whether the newest change still goes on: a drag is one change, and so is what one click does.
    #[serde(skip)]
    open: bool,
    #[serde(skip)]
    left: Option<Left>,
}

/// The run that a restart left.
#[derive(Clone, Debug, PartialEq)]
struct Left {
    /// Generation of that run.
    generation: u64,
    /// Whether it was playing.
    playing: bool,
    /// What it was, once that is told.
    account: Option<RunAccount>,
}

impl UndoList {
    /// Note a command and what reverts it; nothing is noted if nothing does. What was taken back before can't be done again then.
    pub fn record(&mut self, time_s: f64, command: &SimulationCommand, inverse: Vec<SimulationCommand>) {
        if inverse.is_empty() && !command.resets() {
            return;
        }
        self.undone.clear();
        // Taken back by going back: alone.
        self.open &= !command.resets();
        if let Some(change) = self.done.last_mut().filter(|_| self.open) {
            if let Some(same) = change.forward.iter_mut().find(|before| same_control(before, command)) {
                same.clone_from(command);
            } else {
                change.forward.push(command.clone());
                change.backward.splice(0..0, inverse);
            }
            return;
        }
        self.done.push(Change { time_s, forward: vec![command.clone()], backward: inverse });
        self.open = !command.resets();
    }

    /// The run is left by a restart; what it was will be told.
    pub(super) fn leave(&mut self, generation: u64, playing: bool) {
        self.left = Some(Left { generation, playing, account: None });
    }

    /// What a run was is told; given back if it is not the one that was left.
    pub(super) fn know_left(&mut self, account: RunAccount) -> Option<RunAccount> {
        match &mut self.left {
            Some(left) if left.account.is_none() => {
                left.account = Some(RunAccount { hash: None, ..account });
                None
            }
            _ => Some(account),
        }
    }

    /// Another run has begun, after one of this generation.
    pub(super) fn begin(&mut self, after: u64) {
        let left = self.left.take().filter(|left| left.generation == after);
        *self = Self { left, ..Self::default() };
    }

    /// Whether a restart left a run that can be done again.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.done.is_empty() && self.left.as_ref().is_some_and(|left| left.account.is_some())
    }

    /// The run that a restart left and whether it was playing, if nothing was changed since.
    pub(super) fn take_left(&mut self) -> Option<(RunAccount, bool)> {
        if !self.has_left() {
            return None;
        }
        let left = self.left.take()?;
        Some((left.account?, left.playing))
    }

    /// The gesture is over: what comes now is another change.
    pub const fn settle(&mut self) {
        self.open = false;
    }

    /// The commands that revert the newest change; empty if there is none.
    pub fn undo(&mut self) -> Vec<SimulationCommand> {
        self.open = false;
        let Some(change) = self.done.pop() else { return Vec::new() };
        let commands = change.backward.clone();
        self.undone.push(change);
        commands
    }

    /// Forget the newest change if it is one that only going back reverts; gives it.
    pub fn take_reset(&mut self) -> Option<SimulationCommand> {
        let newest = self.done.pop_if(|change| change.forward.iter().any(SimulationCommand::resets))?;
        self.open = false;
        newest.forward.into_iter().next()
    }

    /// The commands that make the change that was taken back last; empty if there is none.
    pub fn redo(&mut self) -> Vec<SimulationCommand> {
        self.open = false;
        let Some(change) = self.undone.pop() else { return Vec::new() };
        let commands = change.forward.clone();
        self.done.push(change);
        commands
    }

    /// When the change was made that [`UndoList::undo`] would revert (s of model time).
    #[must_use]
    pub fn next_undo_s(&self) -> Option<f64> {
        self.done.last().map(|change| change.time_s)
    }

    /// Forget what was changed after this time (s of model time), and what was taken back.
    pub(super) fn cut(&mut self, time_s: f64) {
        self.open = false;
        self.done.retain(|change| change.time_s <= time_s);
        self.undone.clear();
    }

    /// All commands in it.
    pub(super) fn commands(&self) -> impl Iterator<Item = &SimulationCommand> {
        self.done.iter().chain(&self.undone).flat_map(|change| change.forward.iter().chain(&change.backward))
    }

    /// The commands of the change that [`UndoList::undo`] would revert.
    #[must_use]
    pub fn next_undo(&self) -> Option<&[SimulationCommand]> {
        self.done.last().map(|change| change.forward.as_slice())
    }

    /// The commands that [`UndoList::redo`] would give.
    #[must_use]
    pub fn next_redo(&self) -> Option<&[SimulationCommand]> {
        self.undone.last().map(|change| change.forward.as_slice())
    }
}

/// What reverts a command, from what is set now; empty for what can't be taken back (a presentation has been seen) and for what
/// changes nothing.
#[must_use]
pub fn inverse(info: &NetworkInfo, sample: &ViewSample, command: &SimulationCommand) -> Vec<SimulationCommand> {
    let inverse = match command {
        SimulationCommand::SetModulator { modulator, .. } => {
            let modulator = *modulator;
            // The level itself may have in it what a reward added.
            Some(match sample.modulators[modulator as usize].held {
                Some(level) => SimulationCommand::SetModulator { modulator, level },
                None => SimulationCommand::ReleaseModulator { modulator },
            })
        }
        SimulationCommand::ReleaseModulator { modulator } => {
            let held = sample.modulators[*modulator as usize].held;
            held.map(|level| SimulationCommand::SetModulator { modulator: *modulator, level })
        }
        SimulationCommand::SetInputStrength(_) => Some(SimulationCommand::SetInputStrength(sample.input_strength)),
        SimulationCommand::SetRule { rule, .. } => {
            let place = info.rules.iter().position(|known| known == rule);
            let before = place.and_then(|place| sample.rules_enabled.get(place));
            before.map(|&enabled| SimulationCommand::SetRule { rule: *rule, enabled })
        }
        SimulationCommand::SetParameter { rule, parameter, .. }
        | SimulationCommand::ResetParameter { rule, parameter } => {
            let known =
                info.parameters.iter().position(|known| known.rule == *rule && known.parameter.facts.name == parameter);
            let before = known.and_then(|place| sample.parameters.get(place));
            before.map(|before| {
                let (rule, parameter) = (*rule, parameter.clone());
                if before.moved {
                    SimulationCommand::SetParameter { rule, parameter, value: before.value }
                } else {
                    SimulationCommand::ResetParameter { rule, parameter }
                }
            })
        }
        SimulationCommand::EnterState(_) | SimulationCommand::FollowTimeline => Some(if sample.state_held {
            SimulationCommand::EnterState(sample.state)
        } else {
            SimulationCommand::FollowTimeline
        }),
        SimulationCommand::SetNeuron { neurons, property: NeuronProperty::RestingThreshold, value } => {
            return rested(info, sample, neurons, *value);
        }
        SimulationCommand::SetNeuron { neurons, property, .. } => {
            // Of the neuron that is looked at it is known what it has.
            let looked_at = sample.selected.as_ref().filter(|selected| neurons[..] == [selected.neuron]);
            looked_at.map(|selected| SimulationCommand::SetNeuron {
                neurons: neurons.clone(),
                property: *property,
                value: selected.own[*property as usize],
            })
        }
        SimulationCommand::Paint { neurons, value } => return repaint(&sample.paint, neurons, *value),
        SimulationCommand::Present { .. }
        | SimulationCommand::Cue { .. }
        | SimulationCommand::EndPresentation
        | SimulationCommand::Poke { .. }
        | SimulationCommand::Reward { .. }
        | SimulationCommand::ResetActivity
        | SimulationCommand::ResetPlasticity
        | SimulationCommand::Resume => None,
    };
    inverse.filter(|inverse| inverse != command).into_iter().collect()
}

/// The paint that these neurons have now: one command for each value among them that differs from what they will have.
fn repaint(paint: &[f32], neurons: &[u32], value: f32) -> Vec<SimulationCommand> {
    let now = neurons
        .iter()
        .filter_map(|&neuron| paint.get(neuron as usize).map(|&paint| (paint, neuron)))
        .filter(|(paint, _)| paint.to_bits() != value.to_bits())
        .collect();
    by_value(now).map(|(value, neurons)| SimulationCommand::Paint { neurons, value }).collect()
}

/// The resting thresholds that these neurons have now, as far as they will have another.
fn rested(info: &NetworkInfo, sample: &ViewSample, neurons: &[u32], value: f32) -> Vec<SimulationCommand> {
    let property = NeuronProperty::RestingThreshold;
    let now = |neuron: u32| {
        let looked_at = sample.selected.as_ref().filter(|selected| selected.neuron == neuron);
        let given = || sample.by_hand.get(&neuron).and_then(|given| given.properties[property as usize]);
        looked_at
            .map(|selected| selected.own[property as usize])
            .or_else(given)
            .or_else(|| info.initial_resting.get(neuron as usize).copied())
    };
    let now = neurons.iter().filter_map(|&neuron| now(neuron).map(|now| (now, neuron)));
    let differing = now.filter(|(now, _)| now.to_bits() != value.to_bits()).collect();
    by_value(differing).map(|(value, neurons)| SimulationCommand::SetNeuron { neurons, property, value }).collect()
}

/// Neurons of the same value together.
pub(super) fn by_value(mut neurons: Vec<(f32, u32)>) -> impl Iterator<Item = (f32, Vec<u32>)> {
    neurons.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let groups: Vec<(f32, Vec<u32>)> = neurons
        .chunk_by(|a, b| a.0.to_bits() == b.0.to_bits())
        .map(|group| (group[0].0, group.iter().map(|&(_, neuron)| neuron).collect()))
        .collect();
    groups.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::{BrainState, Modulator};
    use crate::plasticity::{ParameterFacts, Rule, TunedParameter};
    use crate::simulation::{ModulatorReading, ParameterReading, RuleParameter};

    fn paint(neurons: &[u32], value: f32) -> SimulationCommand {
        SimulationCommand::Paint { neurons: neurons.to_vec(), value }
    }

    #[test]
    fn paint_is_taken_back_to_what_each_neuron_had() {
        let sample = ViewSample { paint: vec![0.0, 0.5, 0.0, -1.0, 0.6], ..ViewSample::default() };
        let inverse = inverse(&NetworkInfo::default(), &sample, &paint(&[0, 1, 2, 4, 99], 0.6));
        assert_eq!(inverse, [paint(&[0, 2], 0.0), paint(&[1], 0.5)]);
    }

    #[test]
    fn every_control_goes_back_to_who_set_it() {
        let facts = ParameterFacts {
            name: "rate",
            meaning: "A rate.",
            unit: "",
            low: 0.0,
            high: 1.0,
            default: 0.2,
            source: "",
        };
        let parameter = TunedParameter { facts, value: 0.2, varies: false, moved: false };
        let info = NetworkInfo {
            rules: vec![Rule::TripletStdp],
            parameters: vec![RuleParameter { rule: Rule::TripletStdp, parameter }],
            ..NetworkInfo::default()
        };
        let mut sample = ViewSample {
            input_strength: 1.0,
            rules_enabled: vec![true],
            parameters: vec![ParameterReading { value: 0.2, moved: false }],
            ..ViewSample::default()
        };
        let modulator = Modulator::Dopamine;
        let set = |level| SimulationCommand::SetModulator { modulator, level };
        let release = SimulationCommand::ReleaseModulator { modulator };
        let of = |sample: &ViewSample, command: &SimulationCommand| inverse(&info, sample, command);
        assert_eq!(of(&sample, &set(0.7)), std::slice::from_ref(&release));
        assert!(of(&sample, &release).is_empty());
        sample.modulators[modulator as usize] = ModulatorReading { level: 1.4, held: Some(0.2) };
        assert_eq!(of(&sample, &set(0.7)), [set(0.2)]);
        assert_eq!(of(&sample, &release), [set(0.2)]);
        assert!(of(&sample, &SimulationCommand::SetInputStrength(1.0)).is_empty(), "nothing changes");
        let rule = |enabled| SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled };
        assert_eq!(of(&sample, &rule(false)), [rule(true)]);
        assert_eq!(of(&sample, &SimulationCommand::EnterState(BrainState::Nrem)), [SimulationCommand::FollowTimeline]);
        (sample.state, sample.state_held) = (BrainState::Rem, true);
        let rem = SimulationCommand::EnterState(BrainState::Rem);
        assert_eq!(of(&sample, &SimulationCommand::FollowTimeline), std::slice::from_ref(&rem));
        assert_eq!(of(&sample, &SimulationCommand::EnterState(BrainState::Nrem)), [rem]);
        let (rule, name) = (Rule::TripletStdp, || "rate".to_owned());
        let move_to = |value| SimulationCommand::SetParameter { rule, parameter: name(), value };
        let reset = SimulationCommand::ResetParameter { rule, parameter: name() };
        assert_eq!(of(&sample, &move_to(0.7)), std::slice::from_ref(&reset));
        sample.parameters[0] = ParameterReading { value: 0.4, moved: true };
        assert_eq!(of(&sample, &move_to(0.7)), [move_to(0.4)]);
        assert_eq!(of(&sample, &reset), [move_to(0.4)]);
        assert!(of(&sample, &SimulationCommand::Present { pattern: 0 }).is_empty());
    }

    #[test]
    fn a_drag_is_one_change_and_the_list_goes_both_ways() {
        let strength = SimulationCommand::SetInputStrength;
        let mut list = UndoList::default();
        for value in [1.1, 1.2, 1.3] {
            list.record(1.0, &strength(value), vec![strength(value - 0.1)]);
        }
        list.settle();
        list.record(1.0, &paint(&[1], 0.5), vec![paint(&[1], 0.0)]);
        list.settle();
        assert_eq!(list.undo(), [paint(&[1], 0.0)]);
        assert_eq!(list.undo(), [strength(1.0)]);
        assert_eq!(list.undo(), []);
        assert_eq!(list.redo(), [strength(1.3)]);
        assert_eq!(list.redo(), [paint(&[1], 0.5)]);
        assert_eq!(list.redo(), []);
        // Something new takes the place of what was taken back.
        assert_eq!(list.undo(), [paint(&[1], 0.0)]);
        list.record(1.0, &paint(&[2], 0.5), vec![paint(&[2], 0.0)]);
        assert!(list.next_redo().is_none() && list.redo().is_empty());
        assert_eq!(list.next_undo(), Some(&[paint(&[2], 0.5)][..]));
    }

    #[test]
    fn at_an_earlier_moment_only_what_was_changed_before_can_be_taken_back() {
        let mut list = UndoList::default();
        for time_s in [1.0, 2.0, 3.0] {
            list.record(time_s, &paint(&[1], 0.5), vec![paint(&[1], 0.0)]);
            list.settle();
        }
        list.undo();
        assert_eq!(list.next_undo_s(), Some(2.0));
        list.cut(1.5);
        assert_eq!((list.next_undo_s(), list.next_redo()), (Some(1.0), None));
    }

    #[test]
    fn what_one_click_changes_is_taken_back_in_the_opposite_order() {
        let mut list = UndoList::default();
        list.record(1.0, &paint(&[1], 0.5), vec![paint(&[1], 0.0)]);
        list.record(1.0, &paint(&[1], 1.0), vec![paint(&[1], 0.5)]);
        assert_eq!(list.undo(), [paint(&[1], 0.5), paint(&[1], 0.0)]);
        assert_eq!(list.redo(), [paint(&[1], 0.5), paint(&[1], 1.0)]);
    }

    #[test]
    fn a_reset_is_a_change_of_its_own_that_only_going_back_reverts() {
        let mut list = UndoList::default();
        list.record(1.0, &paint(&[1], 0.5), vec![paint(&[1], 0.0)]);
        list.record(1.0, &SimulationCommand::ResetActivity, Vec::new());
        list.record(1.0, &paint(&[1], 0.6), vec![paint(&[1], 0.5)]);
        assert_eq!(list.take_reset(), None, "the paint comes first");
        assert_eq!(list.undo(), [paint(&[1], 0.5)]);
        assert_eq!(list.next_undo(), Some(&[SimulationCommand::ResetActivity][..]));
        assert_eq!(list.take_reset(), Some(SimulationCommand::ResetActivity));
        assert_eq!(list.undo(), [paint(&[1], 0.0)]);
    }

    #[test]
    fn the_run_that_a_restart_left_is_known_until_something_is_changed_or_another_run_begins() {
        let scene = std::sync::Arc::new(crate::scene::Scene::shipped("wake").expect("it ships"));
        let account = || RunAccount { scene: scene.clone(), seed: 3, steps: 40, log: Vec::new(), hash: Some(7) };
        let mut list = UndoList::default();
        assert!(list.know_left(account()).is_some(), "nobody asked");
        list.leave(2, true);
        assert!(!list.has_left(), "it is not told yet");
        assert!(list.know_left(account()).is_none() && list.know_left(account()).is_some());
        list.begin(2);
        assert!(list.has_left());
        list.record(0.0, &paint(&[1], 0.5), vec![paint(&[1], 0.0)]);
        assert!(!list.has_left() && list.take_left().is_none(), "the paint comes first");
        list.undo();
        let (left, playing) = list.take_left().expect("it is known");
        assert_eq!((left.steps, left.hash, playing), (40, None, true));
        list.leave(3, false);
        list.know_left(account());
        list.begin(3);
        list.begin(4);
        assert!(!list.has_left(), "that was before the run before");
    }
}
