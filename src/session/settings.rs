//! What a user can set in the run, whether it is as the scene has it, and the way back to that.
//!
//! It is read from what is shown, not from the log: a value that was moved back differs no more, and in the past counts what held there.
//! Learned excitability that a user gave a neuron is none of it: it moves on by itself from there.

use super::Session;
use super::undo::by_value;
use crate::modulation::Modulator;
use crate::plasticity::Rule;
use crate::scene::PhaseKind;
use crate::simulation::{INITIAL_SPEED, NeuronProperty, SimulationCommand};

/// Something that a user can set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Who sets a neuromodulator.
    Modulator(Modulator),
    /// The factor on pattern inputs.
    InputStrength,
    /// Who sets the brain state.
    BrainState,
    /// Paint on neurons.
    Paint,
    /// Resting thresholds of neurons.
    RestingThresholds,
    /// Whether a rule is on.
    Rule(Rule),
    /// A parameter of a rule, by its place in the list of the network.
    Parameter(usize),
    /// How fast the run is watched.
    Speed,
}

/// Settings that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingGroup {
    /// Modulators and input.
    Inputs,
    /// Brain state.
    BrainState,
    /// What neurons were given.
    Neurons,
    /// Rules and their parameters.
    Rules,
    /// Speed.
    Speed,
}

impl SettingGroup {
    /// All of them, in the order of the controls.
    pub const ALL: [Self; 5] = [Self::Inputs, Self::BrainState, Self::Neurons, Self::Rules, Self::Speed];
}

impl Setting {
    /// The group to which it belongs.
    #[must_use]
    pub const fn group(self) -> SettingGroup {
        match self {
            Self::Modulator(_) | Self::InputStrength => SettingGroup::Inputs,
            Self::BrainState => SettingGroup::BrainState,
            Self::Paint | Self::RestingThresholds => SettingGroup::Neurons,
            Self::Rule(_) | Self::Parameter(_) => SettingGroup::Rules,
            Self::Speed => SettingGroup::Speed,
        }
    }
}

impl Session {
    /// All that can be set in this scene.
    pub fn settings(&self) -> impl Iterator<Item = Setting> + '_ {
        let inputs = Modulator::ALL.into_iter().map(Setting::Modulator).chain([Setting::InputStrength]);
        let neurons = [Setting::BrainState, Setting::Paint, Setting::RestingThresholds];
        let rules = self.info.rules.iter().flat_map(|&rule| {
            let own = self.info.parameters.iter().enumerate().filter(move |(_, known)| known.rule == rule);
            std::iter::once(Setting::Rule(rule)).chain(own.map(|(place, _)| Setting::Parameter(place)))
        });
        inputs.chain(neurons).chain(rules).chain([Setting::Speed])
    }

    /// Those that are not as the scene has them.
    #[must_use]
    pub fn differing(&self) -> Vec<Setting> {
        self.settings().filter(|&setting| self.differs(setting)).collect()
    }

    fn differs(&self, setting: Setting) -> bool {
        let sample = &self.sample;
        match setting {
            Setting::Modulator(modulator) => {
                sample.modulators[modulator as usize].held.is_some() && !sample.held_by_scene[modulator as usize]
            }
            Setting::InputStrength => sample.input_strength.to_bits() != 1.0_f32.to_bits(),
            Setting::BrainState => sample.state_held,
            Setting::Paint => !self.painted_otherwise().is_empty(),
            Setting::RestingThresholds => !self.moved_resting().is_empty(),
            Setting::Rule(rule) => {
                let place = self.info.rules.iter().position(|known| *known == rule);
                place.and_then(|place| sample.rules_enabled.get(place)) == Some(&false)
            }
            Setting::Parameter(place) => sample.parameters.get(place).is_some_and(|reading| reading.moved),
            Setting::Speed => self.status.speed_asked.to_bits() != INITIAL_SPEED.to_bits(),
        }
    }

    /// Neurons whose paint is not that of the scene, with what they had at the start. What the timeline painted is the scene's.
    #[must_use]
    pub fn painted_otherwise(&self) -> Vec<(f32, u32)> {
        let scene = self.info.scene.as_ref();
        let paints =
            scene.is_some_and(|scene| scene.phases().iter().any(|phase| matches!(phase.kind, PhaseKind::Paint { .. })));
        let by_hand =
            |neuron, now| !paints || self.sample.by_hand.get(&neuron).is_some_and(|given| given.paint == Some(now));
        let initial = |neuron: u32| self.info.initial_paint.get(neuron as usize).copied().unwrap_or_default();
        (0..)
            .zip(&self.sample.paint)
            .filter(|&(neuron, &now)| now != initial(neuron) && by_hand(neuron, now))
            .map(|(neuron, _)| (initial(neuron), neuron))
            .collect()
    }

    /// Neurons whose resting threshold the user moved, with what they had at the start (mV).
    #[must_use]
    pub fn moved_resting(&self) -> Vec<(f32, u32)> {
        let moved = self.sample.by_hand.iter().filter_map(|(&neuron, given)| {
            let (now, initial) = (
                given.properties[NeuronProperty::RestingThreshold as usize]?,
                *self.info.initial_resting.get(neuron as usize)?,
            );
            (now.to_bits() != initial.to_bits()).then_some((initial, neuron))
        });
        moved.collect()
    }

    /// Give something back what the scene has.
    pub fn revert(&mut self, setting: Setting) {
        let commands = match setting {
            Setting::Modulator(modulator) => vec![SimulationCommand::ReleaseModulator { modulator }],
            Setting::InputStrength => vec![SimulationCommand::SetInputStrength(1.0)],
            Setting::BrainState => vec![SimulationCommand::FollowTimeline],
            Setting::Paint => by_value(self.painted_otherwise())
                .map(|(value, neurons)| SimulationCommand::Paint { neurons, value })
                .collect(),
            Setting::RestingThresholds => by_value(self.moved_resting())
                .map(|(value, neurons)| {
                    let property = NeuronProperty::RestingThreshold;
                    SimulationCommand::SetNeuron { neurons, property, value }
                })
                .collect(),
            Setting::Rule(rule) => vec![SimulationCommand::SetRule { rule, enabled: true }],
            Setting::Parameter(place) => {
                let Some(known) = self.info.parameters.get(place) else { return };
                let parameter = known.parameter.facts.name.to_owned();
                vec![SimulationCommand::ResetParameter { rule: known.rule, parameter }]
            }
            Setting::Speed => return self.set_speed(INITIAL_SPEED),
        };
        for command in commands {
            self.apply(command);
        }
    }

    /// Give a group back what the scene has, or all; that is one change. A presentation by hand ends with all.
    pub fn revert_group(&mut self, group: Option<SettingGroup>) {
        let mut differing = self.differing();
        differing.retain(|setting| group.is_none_or(|group| group == setting.group()));
        for &setting in differing.iter().filter(|setting| **setting != Setting::BrainState) {
            self.revert(setting);
        }
        if group.is_none() && self.sample.presentation_left_s > 0.0 {
            self.apply(SimulationCommand::EndPresentation);
        }
        if differing.contains(&Setting::BrainState) {
            self.revert(Setting::BrainState);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::BrainState;
    use crate::simulation::{ByHand, ModulatorReading, NetworkInfo, RunnerRequest, RunnerStatus, ViewSample};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn session(change: impl FnOnce(&mut ViewSample)) -> Session {
        let info = NetworkInfo {
            rules: vec![Rule::TripletStdp],
            initial_paint: vec![0.0, 0.5, 0.0],
            initial_resting: vec![-50.0, -51.0, -52.0],
            ..NetworkInfo::default()
        };
        let mut sample = ViewSample {
            input_strength: 1.0,
            rules_enabled: vec![true],
            paint: info.initial_paint.clone(),
            ..ViewSample::default()
        };
        change(&mut sample);
        let mut session = Session::detached(info, ViewSample::default());
        session.receive(sample, RunnerStatus { speed_asked: INITIAL_SPEED, ..RunnerStatus::default() });
        session
    }

    fn by_hand(threshold: f32) -> ByHand {
        let mut given = ByHand::default();
        given.properties[NeuronProperty::RestingThreshold as usize] = Some(threshold);
        given
    }

    fn commands(session: &Session) -> Vec<SimulationCommand> {
        let applied = session.take_requests().into_iter().filter_map(|request| match request {
            RunnerRequest::Apply(command) => Some(command),
            _ => None,
        });
        applied.collect()
    }

    #[test]
    fn what_differs_is_counted_from_what_is_shown() {
        let mut session = session(|_| ());
        assert_eq!(session.settings().count(), 4 + 1 + 3 + 1 + 1);
        assert_eq!(session.differing(), [], "a scene's own paint is the scene's");
        session.apply(SimulationCommand::SetInputStrength(1.5));
        session.set_speed(5.0);
        assert_eq!(session.differing(), [Setting::InputStrength, Setting::Speed]);
        session.apply(SimulationCommand::SetInputStrength(1.0));
        assert_eq!(session.differing(), [Setting::Speed], "a value that was moved back differs no more");
        session.revert(Setting::Speed);
        assert_eq!(session.differing(), []);
        // An earlier moment, at which something else held.
        let held = ViewSample { input_strength: 2.0, state_held: true, ..ViewSample::default() };
        let answered = session.request(RunnerRequest::Mark);
        session.receive(held, RunnerStatus { answered, speed_asked: INITIAL_SPEED, ..RunnerStatus::default() });
        assert_eq!(session.differing(), [Setting::InputStrength, Setting::BrainState]);
    }

    #[test]
    fn what_the_scene_holds_is_its_own() {
        let dopamine = Modulator::Dopamine as usize;
        let held = |by_scene: bool| {
            session(|sample| {
                sample.modulators[dopamine] = ModulatorReading { level: 0.9, held: Some(0.9) };
                sample.held_by_scene[dopamine] = by_scene;
            })
        };
        assert_eq!(held(true).differing(), []);
        assert_eq!(held(false).differing(), [Setting::Modulator(Modulator::Dopamine)]);
    }

    #[test]
    fn neurons_get_back_what_each_had_and_that_can_be_undone() {
        let given = BTreeMap::from([(0, by_hand(-50.0)), (1, by_hand(-45.0)), (2, by_hand(-45.0))]);
        let mut session = session(|sample| {
            sample.paint = vec![0.6, 0.0, 0.6];
            sample.by_hand = Arc::new(given);
        });
        assert_eq!(session.differing(), [Setting::Paint, Setting::RestingThresholds]);
        let paint = |neurons: &[u32], value| SimulationCommand::Paint { neurons: neurons.to_vec(), value };
        let resting = |neurons: &[u32], value| {
            let property = NeuronProperty::RestingThreshold;
            SimulationCommand::SetNeuron { neurons: neurons.to_vec(), property, value }
        };
        session.revert_group(Some(SettingGroup::Neurons));
        let expected = [paint(&[0, 2], 0.0), paint(&[1], 0.5), resting(&[2], -52.0), resting(&[1], -51.0)];
        assert_eq!(commands(&session), expected);
        session.undo();
        let back = [resting(&[1], -45.0), resting(&[2], -45.0), paint(&[1], 0.0), paint(&[0, 2], 0.6)];
        assert_eq!(commands(&session), back);
    }

    #[test]
    fn a_group_goes_back_alone_and_all_of_it_in_one_change() {
        let mut session = session(|sample| {
            sample.modulators[0] = ModulatorReading { level: 0.9, held: Some(0.9) };
            sample.input_strength = 2.0;
            sample.rules_enabled = vec![false];
            sample.state = BrainState::Nrem;
            sample.state_held = true;
        });
        session.revert_group(Some(SettingGroup::Inputs));
        assert_eq!(session.differing(), [Setting::BrainState, Setting::Rule(Rule::TripletStdp)]);
        session.undo.settle();
        session.revert_group(None);
        assert_eq!(session.differing(), []);
        session.undo();
        assert_eq!(session.differing(), [Setting::BrainState, Setting::Rule(Rule::TripletStdp)]);
        session.undo();
        assert_eq!(session.differing().len(), 4);
    }
}
