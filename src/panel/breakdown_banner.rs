//! The message when the run broke down through a fault of the program: what happened, what is kept, and what can be done.

use super::command::Command;
use super::state::PanelState;
use super::style::{dim, overlay_frame};
use crate::session::{Breakdown, Session};
use crate::simulation::RunnerRequest;
use crate::theme::Theme;
use bevy_egui::egui::{Color32, RichText, Stroke, Ui};

/// How far "go back" goes (s of model time).
const BACK_S: f64 = 5.0;

/// The banner; nothing while the run is whole.
pub fn breakdown_banner_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let Some(Breakdown { failure, report }) = session.breakdown.clone() else { return };
    let frame = overlay_frame(theme).stroke(Stroke::new(2.0, Color32::from(theme.colours.stop)));
    frame.show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(560.0));
        ui.label(
            RichText::new(format!("The run broke down at {:.3} s", failure.time_s))
                .size(theme.text.heading)
                .strong()
                .color(theme.colours.stop),
        );
        let place = failure.place.as_ref().map_or_else(String::new, |place| format!(" ({place})"));
        let what = format!("While {}: {}{place}", failure.doing, failure.message);
        ui.label(RichText::new(what).color(theme.colours.text));
        let kept = match failure.log.len() {
            0 => "scene and seed lead to it again".to_owned(),
            1 => "scene, seed and your one change lead to it again".to_owned(),
            changes => format!("scene, seed and your {changes} changes lead to it again"),
        };
        ui.label(dim(
            theme,
            format!("This is a fault of Rheobase, not of your network. Nothing is lost: {kept}, and the report has them."),
        ));
        ui.horizontal_wrapped(|ui| {
            if ui.button("Restart").on_hover_text(Command::Restart.tooltip()).clicked() {
                state.ask(Command::Restart);
            }
            let back = ui
                .button(format!("Go back {BACK_S:.0} s"))
                .on_hover_text("Does the run again up to 5 s of model time before. What you changed after that is dropped.");
            if back.clicked() {
                session.request(RunnerRequest::Rewind { seconds: BACK_S });
            }
            let save = ui.button("Save report").on_hover_text(
                "Writes a text file with scene, seed, version, your changes and the message to the current folder. Please pass \
                 it on to those who maintain Rheobase.",
            );
            if save.clicked() {
                session.save_report(&std::env::current_dir().unwrap_or_default());
            }
        });
        match report {
            Some(Ok(path)) => {
                ui.label(RichText::new(format!("Report saved: {}", path.display())).color(theme.colours.text));
            }
            Some(Err(why)) => {
                ui.label(RichText::new(why).color(theme.colours.warning));
            }
            None => {}
        }
    });
}
