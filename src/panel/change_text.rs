//! What the user changed, in words: for the time bar, and for what Undo says it will take back.

use super::parameter_slider::{parameter_name, value_text};
use crate::number_text::{grouped, with_unit};
use crate::plasticity::Rule;
use crate::session::{Session, UserEvent};
use crate::simulation::SimulationCommand;
use crate::words::{number, words};

/// An entry of the history.
pub fn event_text(session: &Session, event: &UserEvent) -> String {
    let text = change_text(session, &event.command);
    if event.undoes { words!("change-undone", "undone: { $change }", change = text) } else { text }
}

/// A change of one or several commands: the first of them, and how many more.
pub fn changes_text(session: &Session, commands: &[SimulationCommand]) -> String {
    let first = commands.first().map(|command| change_text(session, command)).unwrap_or_default();
    if commands.len() > 1 {
        words!("change-and-more", "{ $change } and { $count } more", change = first, count = commands.len() - 1)
    } else {
        first
    }
}

/// Some neurons in words.
fn whom(neurons: &[u32]) -> String {
    match neurons {
        [neuron] => words!("change-neuron", "neuron #{ $neuron }", neuron = neuron.to_string()),
        _ => {
            words!("change-neurons", "{ $count -> [one] 1 neuron *[other] { $count } neurons }", count = neurons.len())
        }
    }
}

/// A parameter of a rule by its name for people, and a value of it.
fn parameter_text(session: &Session, rule: Rule, field: &str, value: f32) -> (String, String) {
    let known = session.info.parameters.iter().find(|known| known.rule == rule && known.parameter.facts.name == field);
    match known.map(|known| &known.parameter.facts) {
        Some(facts) => (parameter_name(facts, rule), value_text(value, facts.unit)),
        None => (field.replace('_', " "), number(&value.to_string())),
    }
}

/// A pulse of current.
fn poke_text(neurons: &[u32], current_pa: f32, milliseconds: f32) -> String {
    words!(
        "change-poke",
        "poked { $whom }: { $current } pA for { $length } ms",
        whom = whom(neurons),
        current = number(&grouped(&format!("{current_pa:+}"))),
        length = number(&milliseconds.to_string())
    )
}

/// A stroke of the paint tool, or paint taken off.
fn paint_text(neurons: &[u32], value: f32) -> String {
    let whom = whom(neurons);
    if value == 0.0 {
        words!("change-paint-off", "took the paint off { $whom }", whom = whom)
    } else {
        let value = number(&format!("{value:+.2}").replace('-', "−"));
        words!("change-paint", "painted { $whom } { $value }", whom = whom, value = value)
    }
}

/// What the user changed, in words.
pub fn change_text(session: &Session, command: &SimulationCommand) -> String {
    let pattern =
        |index: &usize| session.info.patterns.get(*index).map_or("?", |pattern| pattern.name.as_str()).to_owned();
    match command {
        SimulationCommand::SetModulator { modulator, level } => words!(
            "change-modulator",
            "{ $modulator } held at { $level }",
            modulator = modulator.label(),
            level = number(&format!("{level:.2}"))
        ),
        SimulationCommand::ReleaseModulator { modulator } => {
            words!("change-modulator-released", "{ $modulator } released", modulator = modulator.label())
        }
        SimulationCommand::SetInputStrength(strength) => words!(
            "change-input-strength",
            "input strength { $strength } ×",
            strength = number(&format!("{strength:.2}"))
        ),
        SimulationCommand::SetRule { rule, enabled: true } => {
            words!("change-rule-on", "{ $rule } on", rule = rule.label())
        }
        SimulationCommand::SetRule { rule, enabled: false } => {
            words!("change-rule-off", "{ $rule } off", rule = rule.label())
        }
        SimulationCommand::SetParameter { rule, parameter, value } => {
            let (name, value) = parameter_text(session, *rule, parameter, *value);
            format!("{}: {name} = {value}", rule.label())
        }
        SimulationCommand::ResetParameter { rule, parameter } => words!(
            "change-parameter-reset",
            "{ $rule }: { $parameter } as in the scene",
            rule = rule.label(),
            parameter = parameter_text(session, *rule, parameter, 0.0).0
        ),
        SimulationCommand::Present { pattern: index } => {
            words!("change-present", "present { $pattern }", pattern = pattern(index))
        }
        SimulationCommand::Cue { pattern: index, fraction } => words!(
            "change-cue",
            "cue { $pattern } ({ $percent } %)",
            pattern = pattern(index),
            percent = format!("{:.0}", fraction * 100.0)
        ),
        SimulationCommand::EndPresentation => words!("change-end", "end of the presentation").to_owned(),
        SimulationCommand::EnterState(state) => words!("change-state", "{ $state } held", state = state.label()),
        SimulationCommand::FollowTimeline => words!("change-follow", "following the scene").to_owned(),
        SimulationCommand::Paint { neurons, value } => paint_text(neurons, *value),
        SimulationCommand::SetNeuron { neurons, property, value } => words!(
            "change-own",
            "{ $property } of { $whom }: { $value }",
            property = property.label(),
            whom = whom(neurons),
            value = number(with_unit(*value, 2, property.unit()).trim_end())
        ),
        SimulationCommand::Poke { neurons, current_pa, milliseconds } => poke_text(neurons, *current_pa, *milliseconds),
        SimulationCommand::Reward { size } => {
            words!("change-reward", "reward { $size }", size = number(&size.to_string()))
        }
        SimulationCommand::ResetActivity => words!("change-reset-activity", "activity as at the start").to_owned(),
        SimulationCommand::ResetPlasticity => {
            words!("change-reset-plasticity", "plasticity as at the start").to_owned()
        }
        SimulationCommand::Resume => words!("change-resume", "continued after a stop").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paint_is_told_with_its_count_and_sign() {
        let many: Vec<u32> = (0..120).collect();
        assert_eq!(paint_text(&many, 0.6), "painted 120 neurons +0.60");
        assert_eq!(paint_text(&[7], -1.0), "painted neuron #7 −1.00");
        assert_eq!(paint_text(&many, 0.0), "took the paint off 120 neurons");
        assert_eq!(poke_text(&[7], -200.0, 0.5), "poked neuron #7: −200 pA for 0.5 ms");
        assert_eq!(poke_text(&[7], 1000.0, 0.5), "poked neuron #7: +1,000 pA for 0.5 ms");
    }
}
