//! The message when the run broke down through a fault of the program: what happened, what is kept, and what can be done.

use super::command::Command;
use super::state::PanelState;
use super::style::{dim, overlay_frame};
use crate::session::{Breakdown, Session};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Color32, RichText, Stroke, Ui};

/// How far "go back" goes (s of model time).
const BACK_S: f64 = 5.0;

/// The banner; nothing while the run is whole.
pub fn breakdown_banner_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let Some(Breakdown { failure, report }) = session.breakdown.clone() else { return };
    let frame = overlay_frame(theme).stroke(Stroke::new(2.0, Color32::from(theme.colours.stop)));
    frame.show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(560.0));
        let time = number(&format!("{:.3}", failure.time_s));
        ui.label(
            RichText::new(words!("breakdown-heading", "The run broke down at { $time } s", time = time))
                .size(theme.text.heading)
                .strong()
                .color(theme.colours.stop),
        );
        let place = failure.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let message = format!("{}{place}", failure.message);
        let what = words!(
            "breakdown-what",
            "While { $doing }: { $message }",
            doing = failure.doing.to_string(),
            message = message
        );
        ui.label(RichText::new(what).color(theme.colours.text));
        ui.label(dim(theme, kept_text(failure.log.len())));
        ui.horizontal_wrapped(|ui| ways_on_ui(ui, session, state));
        match report {
            Some(Ok(path)) => {
                let saved = words!("breakdown-saved", "Report saved: { $path }", path = path.display().to_string());
                ui.label(RichText::new(saved).color(theme.colours.text));
            }
            Some(Err(why)) => {
                ui.label(RichText::new(why).color(theme.colours.warning));
            }
            None => {}
        }
    });
}

/// Whose fault it is, and what leads to it again.
fn kept_text(changes: usize) -> String {
    if changes == 0 {
        return words!(
            "breakdown-kept-unchanged",
            "This is a fault of Rheobase, not of your network. Nothing is lost: scene and seed lead to it again, and the report \
             has them."
        )
        .to_owned();
    }
    words!(
        "breakdown-kept",
        "This is a fault of Rheobase, not of your network. Nothing is lost: scene, seed and your { $changes -> [one] one change \
         *[other] { $changes } changes } lead to it again, and the report has them.",
        changes = changes
    )
}

/// What can be done.
fn ways_on_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState) {
    let restart = ui.button(words!("top-restart", "Restart")).on_hover_text(Command::Restart.tooltip());
    if restart.clicked() {
        state.ask(Command::Restart);
    }
    let back = ui
        .button(words!("breakdown-back", "Go back { $seconds } s", seconds = format!("{BACK_S:.0}")))
        .on_hover_text(words!(
            "breakdown-back-text",
            "Does the run again up to 5 s of model time before. What came after that stays as a branch."
        ));
    if back.clicked() {
        session.rewind(BACK_S);
    }
    let save = ui.button(words!("breakdown-save", "Save report")).on_hover_text(words!(
        "breakdown-save-text",
        "Writes a text file with scene, seed, version, your changes and the message to the current folder. Please pass \
         it on to those who maintain Rheobase."
    ));
    if save.clicked() {
        session.save_report(&std::env::current_dir().unwrap_or_default());
    }
}
