//! The message when a guard stopped the run: what happened, and what can be done.

use super::command::Command;
use super::state::PanelState;
use super::style::overlay_frame;
use crate::session::Session;
use crate::simulation::SimulationCommand;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Color32, RichText, Stroke, Ui};

/// How far "rewind" goes back (s of model time).
const REWIND_S: f64 = 5.0;

/// The banner; nothing while the run goes on.
pub fn stop_banner_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let Some(stop) = session.sample.stop.clone() else { return };
    let frame = overlay_frame(theme).stroke(Stroke::new(2.0, Color32::from(theme.colours.stop)));
    frame.show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        let time = number(&format!("{:.3}", stop.time_s));
        ui.label(
            RichText::new(words!("stop-heading", "Stopped at { $time } s", time = time))
                .size(theme.text.heading)
                .strong()
                .color(theme.colours.stop),
        );
        ui.label(RichText::new(stop.reason.to_string()).color(theme.colours.text));
        ui.horizontal_wrapped(|ui| {
            let rewind = ui
                .button(words!("stop-rewind", "Rewind { $seconds } s", seconds = format!("{REWIND_S:.0}")))
                .on_hover_text(words!(
                    "stop-rewind-text",
                    "Goes back by 5 s of model time. What came after that stays as a branch."
                ));
            if rewind.clicked() {
                session.rewind(REWIND_S);
            }
            let restart = ui.button(words!("top-restart", "Restart")).on_hover_text(Command::Restart.tooltip());
            if restart.clicked() {
                state.ask(Command::Restart);
            }
            let resume = ui.button(words!("stop-continue", "Continue anyway")).on_hover_text(words!(
                "stop-continue-text",
                "Goes on with the network as it is. The same guard will not stop it again for this."
            ));
            if resume.clicked() {
                session.apply(SimulationCommand::Resume);
            }
        });
    });
}
