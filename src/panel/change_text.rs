//! What the user changed, in words: for the time bar, and for what Undo says it will take back.

use crate::number_text::{counted, with_unit};
use crate::session::{Session, UserEvent};
use crate::simulation::SimulationCommand;

/// An entry of the history.
pub fn event_text(session: &Session, event: &UserEvent) -> String {
    let text = change_text(session, &event.command);
    if event.undoes { format!("undone: {text}") } else { text }
}

/// A change of one or several commands: the first of them, and how many more.
pub fn changes_text(session: &Session, commands: &[SimulationCommand]) -> String {
    let first = commands.first().map(|command| change_text(session, command)).unwrap_or_default();
    if commands.len() > 1 { format!("{first} and {} more", commands.len() - 1) } else { first }
}

/// Some neurons in words.
fn whom(neurons: &[u32]) -> String {
    match neurons {
        [neuron] => format!("neuron #{neuron}"),
        _ => counted(neurons.len() as u64, "neuron"),
    }
}

/// A pulse of current.
fn poke_text(neurons: &[u32], current_pa: f32, milliseconds: f32) -> String {
    format!("poked {}: {current_pa:+} pA for {milliseconds} ms", whom(neurons)).replace('-', "−")
}

/// A stroke of the paint tool, or paint taken off.
fn paint_text(neurons: &[u32], value: f32) -> String {
    let whom = whom(neurons);
    if value == 0.0 {
        format!("took the paint off {whom}")
    } else {
        format!("painted {whom} {value:+.2}").replace('-', "−")
    }
}

/// What the user changed, in words.
pub fn change_text(session: &Session, command: &SimulationCommand) -> String {
    let pattern =
        |index: &usize| session.info.patterns.get(*index).map_or("?", |pattern| pattern.name.as_str()).to_owned();
    match command {
        SimulationCommand::SetModulator { modulator, level } => format!("{} held at {level:.2}", modulator.label()),
        SimulationCommand::ReleaseModulator { modulator } => format!("{} released", modulator.label()),
        SimulationCommand::SetInputStrength(strength) => format!("input strength {strength:.2} ×"),
        SimulationCommand::SetRule { rule, enabled } => {
            format!("{} {}", rule.label(), if *enabled { "on" } else { "off" })
        }
        SimulationCommand::SetParameter { rule, parameter, value } => {
            format!("{}: {} = {value}", rule.label(), parameter.replace('_', " "))
        }
        SimulationCommand::ResetParameter { rule, parameter } => {
            format!("{}: {} as in the scene", rule.label(), parameter.replace('_', " "))
        }
        SimulationCommand::Present { pattern: index } => format!("present {}", pattern(index)),
        SimulationCommand::Cue { pattern: index, fraction } => {
            format!("cue {} ({:.0} %)", pattern(index), fraction * 100.0)
        }
        SimulationCommand::EndPresentation => "end of the presentation".to_owned(),
        SimulationCommand::EnterState(state) => format!("{} held", state.label()),
        SimulationCommand::FollowTimeline => "following the scene".to_owned(),
        SimulationCommand::Paint { neurons, value } => paint_text(neurons, *value),
        SimulationCommand::SetNeuron { neurons, property, value } => {
            let value = with_unit(*value, 2, property.unit());
            format!("{} of {}: {}", property.label(), whom(neurons), value.trim_end())
        }
        SimulationCommand::Poke { neurons, current_pa, milliseconds } => poke_text(neurons, *current_pa, *milliseconds),
        SimulationCommand::Reward { size } => format!("reward {size}"),
        SimulationCommand::Resume => "continued after a stop".to_owned(),
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
    }
}
