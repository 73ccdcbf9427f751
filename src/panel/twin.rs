//! The run beside its twin: which difference, which of them is shown, and where they part.

use super::command::Command;
use super::state::PanelState;
use crate::plasticity::Rule;
use crate::scene::file::Mechanism;
use crate::session::{Session, TwinShown, without_text};
use crate::simulation::{SimulationCommand, TWIN_WINDOW_S};
use crate::words::{number, words};
use bevy_egui::egui::{Button, Ui};

/// Open the twin with the difference that was chosen last, or the first that the scene offers; or end it.
pub fn toggle(session: &mut Session, state: &PanelState) {
    if session.twin.is_some() {
        session.close_twin();
        return;
    }
    let offered = offered(session);
    let chosen = state.twin_without.filter(|rule| offered.contains(rule));
    match chosen.or_else(|| offered.first().copied()) {
        Some(rule) => open(session, Some(rule)),
        None => open(session, None),
    }
}

/// Show both, then each alone, then what is other in the twin.
pub fn show_next(session: &mut Session) {
    if let Some(shown) = session.twin_shown() {
        session.show_twin(shown.next());
    } else {
        session.refused.count += 1;
        session.refused.why =
            words!("twin-none", "There is no twin. { $key } opens one.", key = Command::Twin.key_text());
    }
}

fn open(session: &mut Session, without: Option<Rule>) {
    session.open_twin(without.map(|rule| SimulationCommand::SetRule { rule, enabled: false }));
}

/// Rules that can be missing in a twin: those that are on, those of neurons first.
fn offered(session: &Session) -> Vec<Rule> {
    let rules = session.info.rules.iter().zip(&session.sample.rules_enabled);
    let mut on: Vec<Rule> = rules.filter(|(_, on)| **on).map(|(rule, _)| *rule).collect();
    on.sort_by_key(|rule| rule.mechanism() != Some(Mechanism::Intrinsic));
    on
}

/// The menu that opens it, or which of both is shown and its end.
pub fn twin_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, full: bool) {
    let Some(shown) = session.twin_shown() else {
        let menu = ui.menu_button(words!("twin-title", "Twin"), |ui| {
            for rule in offered(session) {
                if ui.add(Button::new(without_text(rule)).frame(false)).clicked() {
                    state.twin_without = Some(rule);
                    open(session, Some(rule));
                }
            }
            let same = ui.add(Button::new(words!("twin-without-nothing", "no difference")).frame(false));
            if same.clicked() {
                open(session, None);
            }
        });
        menu.response.on_hover_text(Command::Twin.tooltip());
        return;
    };
    for choice in TwinShown::ALL {
        let label = ui.selectable_label(shown == choice, choice_text(choice, full));
        if label.on_hover_text(Command::ShowTwin.tooltip()).clicked() {
            session.show_twin(choice);
        }
    }
    let end = if full { words!("twin-end", "End the twin") } else { words!("twin-end-short", "End") };
    if ui.button(end).on_hover_text(Command::Twin.tooltip()).clicked() {
        session.close_twin();
    }
}

fn choice_text(shown: TwinShown, full: bool) -> &'static str {
    match shown {
        TwinShown::Both => words!("twin-both", "Both"),
        TwinShown::Run => words!("twin-run", "Run"),
        TwinShown::Twin => words!("twin-title", "Twin"),
        TwinShown::Difference if full => words!("twin-difference", "Difference"),
        TwinShown::Difference => words!("twin-difference-short", "Δ"),
    }
}

/// What is seen of both, for the badge; nothing while each has its own heading, or without a twin.
pub fn shown_name(session: &Session) -> Option<String> {
    let [name] = <[String; 1]>::try_from(session.twin_names()).ok()?;
    Some(name)
}

/// Where the spikes of both part, and how much differs; none without a twin.
pub fn twin_text(session: &Session) -> Option<String> {
    let twin = session.twin.as_ref()?;
    let time = |time_s: f64| number(&format!("{time_s:.2}"));
    let Some(first) = twin.reading.first else {
        let begin = time(twin.reading.begin_s);
        return Some(words!("twin-same", "Run and twin have been identical since { $begin } s.", begin = begin));
    };
    let share = if twin.reading.share.is_nan() { 0.0 } else { 100.0 * twin.reading.share };
    Some(words!(
        "twin-parted",
        "Identical until { $time } s, then #{ $neuron } fires in the { $who } only. Of the spikes of the last { $seconds } s { $share } % differ.",
        time = time(first.time_s),
        neuron = first.neuron.to_string(),
        who = if first.in_twin { words!("twin-in-twin", "twin") } else { words!("twin-in-run", "run") },
        seconds = format!("{TWIN_WINDOW_S:.0}"),
        share = format!("{share:.0}")
    ))
}
