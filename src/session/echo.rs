//! What was asked for is shown at once, and stays until a sample answers it: no slider jumps back for a frame.
//!
//! A sample that was on its way when something was asked for does not know of it yet. Its status says which request was answered
//! last; what came after that is shown on top of it.

use super::history::same_control;
use crate::plasticity::Rule;
use crate::simulation::{
    ModulatorReading, NetworkInfo, Presentation, RunnerRequest, RunnerStatus, SimulationCommand, Ticket, ViewSample,
};

/// Requests that no sample has answered yet, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Unanswered(Vec<(Ticket, RunnerRequest)>);

impl Unanswered {
    /// Remember a request. Earlier ones that move the same control leave nothing to be seen: a drag is one entry.
    pub fn add(&mut self, ticket: Ticket, request: RunnerRequest) {
        self.0.retain(|(_, earlier)| !replaces(earlier, &request));
        self.0.push((ticket, request));
    }

    /// Forget what a new sample answers, and show on top of it what it does not know of.
    pub fn restore(&mut self, info: &NetworkInfo, sample: &mut ViewSample, status: &mut RunnerStatus) {
        let answered = status.answered;
        self.0.retain(|(ticket, _)| *ticket > answered);
        for (_, request) in &self.0 {
            show(info, sample, status, request);
        }
    }

    /// Forget all: nobody will answer.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Whether the later of two requests leaves nothing of the earlier one to be seen.
fn replaces(earlier: &RunnerRequest, later: &RunnerRequest) -> bool {
    use RunnerRequest::{Apply, Pause, Play, RunUntil, SetSpeed, Step};
    match (earlier, later) {
        (Apply(SimulationCommand::Paint { neurons: before, .. }), Apply(SimulationCommand::Paint { neurons, .. })) => {
            before == neurons
        }
        (Apply(before), Apply(now)) => same_control(before, now),
        (Play | Pause | Step(_) | RunUntil(_), Play | Pause | Step(_) | RunUntil(_)) | (SetSpeed(_), SetSpeed(_)) => {
            true
        }
        _ => false,
    }
}

/// Show what a request sets as if it were done.
pub fn show(info: &NetworkInfo, sample: &mut ViewSample, status: &mut RunnerStatus, request: &RunnerRequest) {
    match request {
        RunnerRequest::Play => (status.playing, status.until) = (true, None),
        RunnerRequest::Pause | RunnerRequest::Step(_) => (status.playing, status.until) = (false, None),
        RunnerRequest::RunUntil(until) => (status.playing, status.until) = (true, Some(*until)),
        RunnerRequest::SetSpeed(speed) => status.speed_asked = *speed,
        RunnerRequest::Apply(command) => show_command(info, sample, command),
        _ => {}
    }
}

fn show_command(info: &NetworkInfo, sample: &mut ViewSample, command: &SimulationCommand) {
    match command {
        SimulationCommand::SetModulator { modulator, level } => {
            sample.modulators[*modulator as usize] = ModulatorReading { level: *level, held: Some(*level) };
            sample.held_by_scene[*modulator as usize] = false;
        }
        SimulationCommand::ReleaseModulator { modulator } => sample.modulators[*modulator as usize].held = None,
        SimulationCommand::SetInputStrength(strength) => sample.input_strength = *strength,
        SimulationCommand::SetRule { rule, enabled } => {
            let index = info.rules.iter().position(|present| present == rule);
            if let Some(switch) = index.and_then(|index| sample.rules_enabled.get_mut(index)) {
                *switch = *enabled;
            }
        }
        SimulationCommand::SetParameter { rule, parameter, value } => {
            show_parameter(info, sample, *rule, parameter, Some(*value));
        }
        SimulationCommand::ResetParameter { rule, parameter } => show_parameter(info, sample, *rule, parameter, None),
        SimulationCommand::Paint { neurons, value } => {
            for &neuron in neurons {
                if let Some(paint) = sample.paint.get_mut(neuron as usize) {
                    *paint = *value;
                }
            }
        }
        SimulationCommand::SetNeuron { neurons, property, value } => {
            if let Some(selected) = sample.selected.as_mut().filter(|selected| neurons.contains(&selected.neuron)) {
                selected.own[*property as usize] = *value;
            }
        }
        SimulationCommand::Present { pattern } => show_presentation(info, sample, *pattern, 1.0, false),
        SimulationCommand::Cue { pattern, fraction } => show_presentation(info, sample, *pattern, *fraction, true),
        SimulationCommand::FollowTimeline => sample.state_held = false,
        SimulationCommand::EnterState(state) => {
            sample.state = *state;
            sample.state_held = true;
        }
        // What the timeline does once a presentation is over, and what pokes and rewards do, only the network knows.
        SimulationCommand::EndPresentation
        | SimulationCommand::Poke { .. }
        | SimulationCommand::Reward { .. }
        | SimulationCommand::ResetActivity
        | SimulationCommand::ResetPlasticity
        | SimulationCommand::Resume => {}
    }
}

fn show_presentation(info: &NetworkInfo, sample: &mut ViewSample, pattern: usize, fraction: f32, frozen: bool) {
    if pattern < info.patterns.len() {
        sample.presentation = Some(Presentation { pattern, fraction, frozen });
    }
}

/// A parameter as it will be: moved, or as the scene gives it.
fn show_parameter(info: &NetworkInfo, sample: &mut ViewSample, rule: Rule, name: &str, value: Option<f32>) {
    let place = info.parameters.iter().position(|known| known.rule == rule && known.parameter.facts.name == name);
    if let Some(place) = place
        && let Some(reading) = sample.parameters.get_mut(place)
    {
        let scene = info.parameters[place].parameter;
        reading.value = value.unwrap_or(scene.value);
        reading.moved = value.is_some() && (scene.varies || reading.value.to_bits() != scene.value.to_bits());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::{BrainState, Modulator};
    use crate::plasticity::{ParameterFacts, TunedParameter};
    use crate::session::Session;
    use crate::simulation::{PatternInfo, RuleParameter, Until};

    fn info() -> NetworkInfo {
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
        NetworkInfo {
            patterns: vec![PatternInfo { name: "A".to_owned(), members: Vec::new() }],
            rules: vec![Rule::TripletStdp],
            parameters: vec![RuleParameter { rule: Rule::TripletStdp, parameter }],
            ..NetworkInfo::default()
        }
    }

    /// What the simulation thread shows as long as it knows of nothing.
    fn unaware() -> ViewSample {
        ViewSample {
            input_strength: 1.0,
            rules_enabled: vec![true],
            parameters: vec![crate::simulation::ParameterReading { value: 0.2, moved: false }],
            paint: vec![0.0; 3],
            ..ViewSample::default()
        }
    }

    type Asking = (&'static str, fn(&mut Session), fn(&Session) -> bool);

    /// Whatever a widget asks for, and whether it is shown.
    fn asked() -> Vec<Asking> {
        use SimulationCommand as Command;
        vec![
            ("speed", |s| s.set_speed(5.0), |s| s.status.speed_asked == 5.0),
            ("play", |s| s.set_playing(true), |s| s.status.playing),
            ("until", |s| s.run_until(Until::Replay), |s| s.status.until == Some(Until::Replay) && s.status.playing),
            (
                "modulator",
                |s| s.apply(Command::SetModulator { modulator: Modulator::Dopamine, level: 0.7 }),
                |s| s.sample.modulators[0] == ModulatorReading { level: 0.7, held: Some(0.7) },
            ),
            ("input", |s| s.apply(Command::SetInputStrength(2.0)), |s| s.sample.input_strength == 2.0),
            (
                "rule",
                |s| s.apply(Command::SetRule { rule: Rule::TripletStdp, enabled: false }),
                |s| !s.sample.rules_enabled[0],
            ),
            (
                "parameter",
                |s| {
                    let parameter = "rate".to_owned();
                    s.apply(Command::SetParameter { rule: Rule::TripletStdp, parameter, value: 0.9 });
                },
                |s| s.sample.parameters[0].value == 0.9 && s.sample.parameters[0].moved,
            ),
            ("paint", |s| s.apply(Command::Paint { neurons: vec![1], value: 0.5 }), |s| s.sample.paint[1] == 0.5),
            (
                "cue",
                |s| s.apply(Command::Cue { pattern: 0, fraction: 0.4 }),
                |s| s.sample.presentation.is_some_and(|now| now.fraction == 0.4 && now.frozen),
            ),
            (
                "brain state",
                |s| s.apply(Command::EnterState(BrainState::Nrem)),
                |s| s.sample.state_held && s.sample.state == BrainState::Nrem,
            ),
        ]
    }

    #[test]
    fn what_was_asked_for_is_shown_until_a_sample_answers_it_and_then_no_longer() {
        assert_eq!(Modulator::Dopamine as usize, 0);
        for (what, ask, is_shown) in asked() {
            let mut session = Session::detached(info(), unaware());
            assert!(!is_shown(&session), "{what}: not before it is asked for");
            ask(&mut session);
            assert!(is_shown(&session), "{what}: at once");
            // Samples that were on their way.
            for _ in 0..3 {
                session.receive(unaware(), RunnerStatus::default());
                assert!(is_shown(&session), "{what}: no sample that does not know of it may take it back");
            }
            let answered = RunnerStatus { answered: Ticket::default().next(), ..RunnerStatus::default() };
            session.receive(unaware(), answered);
            assert!(!is_shown(&session), "{what}: the network has the last word");
            session.receive(unaware(), answered);
            assert!(!is_shown(&session), "{what}: it does not come back");
        }
    }

    #[test]
    fn each_request_is_shown_until_its_own_answer() {
        let mut session = Session::detached(info(), unaware());
        session.apply(SimulationCommand::SetInputStrength(2.0));
        session.set_speed(5.0);
        let first = RunnerStatus { answered: Ticket::default().next(), speed_asked: 0.25, ..RunnerStatus::default() };
        session.receive(ViewSample { input_strength: 1.9, ..unaware() }, first);
        assert_eq!((session.sample.input_strength, session.status.speed_asked), (1.9, 5.0));
    }

    #[test]
    fn a_long_drag_while_nobody_answers_is_remembered_once() {
        let mut unanswered = Unanswered::default();
        let mut ticket = Ticket::default();
        for step in 0..1000 {
            ticket = ticket.next();
            // The pad moves two levels at a time.
            for modulator in [Modulator::Dopamine, Modulator::Acetylcholine] {
                let command = SimulationCommand::SetModulator { modulator, level: step as f32 * 0.001 };
                unanswered.add(ticket, RunnerRequest::Apply(command));
            }
        }
        assert_eq!(unanswered.0.len(), 2);
        let (mut sample, mut status) = (unaware(), RunnerStatus::default());
        unanswered.restore(&info(), &mut sample, &mut status);
        assert_eq!(sample.modulators.map(|reading| reading.level)[..2], [999.0 * 0.001; 2]);
    }
}
