//! What goes back to how it was, from the smallest to the largest: each line says what it does, and has its key.

use super::command::Command;
use super::differing::group_name;
use super::state::PanelState;
use super::style::dim;
use crate::session::{Session, SettingGroup};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Align, Button, Color32, FontId, FontSelection, RichText, Style, Ui};

/// Width of the menu (logical pixels).
const WIDTH: f32 = 340.0;

/// What is reset by commands, after single controls and groups.
const LADDER: [Command; 6] = [
    Command::ResetControls,
    Command::ResetActivity,
    Command::ResetPlasticity,
    Command::Restart,
    Command::RestartNewSeed,
    Command::ReloadScene,
];

/// The button of the menu.
pub fn reset_menu_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let explanation = words!(
        "reset-menu-text",
        "Brings back how it was: one group of controls, all controls, or the whole run. Each line says what it does."
    );
    let button = ui.menu_button(words!("reset-menu", "Reset ⏷"), |ui| {
        ui.set_width(WIDTH);
        let one = words!("reset-one", "One control: double-click its name, or click “revert” or “release” beside it.");
        // Not justified, as all else is.
        ui.vertical(|ui| ui.label(dim(theme, one)));
        ui.menu_button(words!("reset-group", "One group of controls"), |ui| {
            for group in SettingGroup::ALL {
                let count = session.differing().into_iter().filter(|setting| setting.group() == group).count();
                let name = format!("{} ({count})", group_name(group));
                if ui.add_enabled(count > 0, Button::new(name)).clicked() {
                    session.revert_group(Some(group));
                    ui.close();
                }
            }
        })
        .response
        .on_hover_text(words!(
            "reset-group-text",
            "Gives the settings of a group back what the scene has; in brackets how many differ."
        ));
        for command in LADDER {
            if ui.add(line(ui.style(), theme, command)).clicked() {
                state.ask(command);
                ui.close();
            }
        }
    });
    button.response.on_hover_text(explanation);
}

/// A command with its sentence below.
fn line(style: &Style, theme: &Theme, command: Command) -> Button<'static> {
    let mut job = LayoutJob::default();
    let name = RichText::new(format!("{}\n", command.label())).color(theme.colours.text);
    let sentence = RichText::new(command.explanation())
        .font(FontId::proportional(theme.text.small))
        .color(Color32::from(theme.colours.text_dim));
    for text in [name, sentence] {
        text.append_to(&mut job, style, FontSelection::Default, Align::Min);
    }
    Button::new(job).wrap().shortcut_text(command.key_text())
}
