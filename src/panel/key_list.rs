//! The list of keys.

use super::command::Command;
use super::style::dim;
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Context, Grid, RichText, ScrollArea, Window, vec2};

/// The list, if it is open; gives the command that was clicked.
pub fn key_list_ui(context: &Context, open: &mut bool, theme: &Theme) -> Option<Command> {
    let mut chosen = None;
    let room = context.content_rect().size() - vec2(4.0, 6.0) * theme.spacing.section;
    Window::new("Keys")
        .open(open)
        .collapsible(false)
        .resizable(false)
        .default_height(room.y)
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .show(context, |ui| {
            ScrollArea::vertical().max_height(room.y).show(ui, |ui| {
                Grid::new("keys").num_columns(3).spacing(vec2(theme.spacing.section, theme.spacing.item)).show(ui, |ui| {
                    let mut group = None;
                    for command in Command::all() {
                        if group != Some(command.group()) {
                            group = Some(command.group());
                            let heading = RichText::new(command.group().label()).size(theme.text.heading).strong();
                            ui.label(heading.color(theme.colours.accent));
                            ui.end_row();
                        }
                        ui.label(RichText::new(command.key_text()).monospace().color(theme.colours.text));
                        let row = ui.selectable_label(false, command.label()).on_hover_text("Click does it.");
                        if row.clicked() {
                            chosen = Some(command);
                        }
                        ui.label(dim(theme, command.explanation()));
                        ui.end_row();
                    }
                });
                ui.label(dim(
                    theme,
                    "Mouse in the 3D view: drag turns, right drag or Shift+drag moves, wheel zooms, click selects, double-click focuses.\n\
                     With the brush: left drag paints, Shift turns the sign round, Ctrl+wheel changes its size.",
                ));
            });
        });
    chosen
}
