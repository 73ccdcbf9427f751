//! To what the run goes on as fast as it can: a menu in the time bar, and the key that repeats its last choice.

mod back;
pub mod choice;

use super::command::Command;
use super::state::PanelState;
use super::style::dim;
use crate::modulation::BrainState;
use crate::session::Session;
use crate::simulation::SimulationCommand;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Button, Ui};
use choice::RunUntil;

/// The menu.
pub fn run_until_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, full: bool) {
    let title = if full { words!("until-title", "Run until …") } else { words!("until-title-short", "Until …") };
    let menu = ui.menu_button(title, |ui| {
        for choice in RunUntil::ALL {
            let until = choice.until(session);
            let key = if choice == state.run_until { Command::RunUntil.key_text() } else { String::new() };
            let item = ui.add_enabled(until.is_ok(), Button::new(choice.label()).shortcut_text(key).frame(false));
            let why = until.err().unwrap_or_default();
            if item.on_disabled_hover_text(why).clicked() {
                state.run_until = choice;
                go(session, state);
            }
        }
        ui.separator();
        ui.label(dim(theme, words!("back-title", "Back to …")));
        for choice in RunUntil::ALL {
            let before = choice.before(session);
            let key = if choice == state.run_until { Command::BackTo.key_text() } else { String::new() };
            let item = ui.add_enabled(before.is_ok(), Button::new(choice.back_label()).shortcut_text(key).frame(false));
            if item.on_disabled_hover_text(before.err().unwrap_or_default()).clicked() {
                state.run_until = choice;
                go_back(session, state);
            }
        }
    });
    menu.response.on_hover_text(Command::RunUntil.tooltip());
}

/// Go on to what was chosen last, or say why it will never come.
pub fn go(session: &mut Session, state: &PanelState) {
    match state.run_until.until(session) {
        Ok(until) => session.run_until(until),
        Err(why) => {
            let until = state.run_until.label();
            session.refuse(words!("until-refused", "Not gone on until { $until }: { $why }", until = until, why = why));
        }
    }
}

/// Stand still where what was chosen last happened last, or say why there is no way back.
pub fn go_back(session: &mut Session, state: &PanelState) {
    match state.run_until.before(session) {
        Ok(time_s) => {
            session.set_playing(false);
            session.seek(time_s, false);
        }
        Err(why) => {
            let to = state.run_until.back_label();
            session.refuse(words!("back-refused", "Not gone back to { $to }: { $why }", to = to, why = why));
        }
    }
}

/// Put the network to sleep, from wherever it is; or let it follow the scene again.
pub fn let_it_sleep(session: &mut Session) {
    if session.sample.state_held {
        session.apply(SimulationCommand::FollowTimeline);
    } else {
        session.apply(SimulationCommand::EnterState(BrainState::Nrem));
        session.set_playing(true);
    }
}

/// Start again when the timeline is over, if the user wants that.
pub fn loop_scene(session: &Session, state: &mut PanelState) {
    let end_s = session.info.phases.last().map_or(session.info.duration_s, |last| last.end_s);
    let over = end_s > 0.0 && session.sample.timeline_s >= end_s;
    let runs = session.status.playing && !session.is_stopped() && !session.status.filming;
    if state.loops && over && runs && state.looped != Some(session.status.cuts()) {
        state.looped = Some(session.status.cuts());
        state.ask(Command::Restart);
    }
}
