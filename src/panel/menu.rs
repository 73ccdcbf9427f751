//! The menu: all commands by group, from the one table, each with its key.

use super::command::{Command, Group};
use super::state::PanelState;
use crate::words::words;
use bevy_egui::egui::{Button, ScrollArea, TextStyle, Ui};

/// Height of a long list, as a share of the window.
const TALLEST: f32 = 0.85;
/// Least width of a list (logical pixels).
const WIDTH: f32 = 250.0;

/// The button of the menu.
pub fn menu_ui(ui: &mut Ui, state: &mut PanelState) {
    let explanation = words!("menu-text", "All that can be done, with its keys.");
    let button = ui.menu_button(words!("menu", "Menu"), |ui| {
        for group in Group::ALL {
            ui.menu_button(group.label(), |ui| group_ui(ui, state, group));
        }
    });
    button.response.on_hover_text(explanation);
}

/// The height of so many whole rows as fit into a height.
fn whole_rows(ui: &Ui, height: f32) -> f32 {
    let text = ui.text_style_height(&TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
    let row = text.max(ui.spacing().interact_size.y) + ui.spacing().item_spacing.y;
    (height / row).floor().max(1.0) * row - ui.spacing().item_spacing.y
}

/// The commands of a group.
fn group_ui(ui: &mut Ui, state: &mut PanelState, group: Group) {
    ui.set_min_width(WIDTH);
    let height = whole_rows(ui, TALLEST * ui.ctx().content_rect().height());
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for command in Command::all().filter(|command| command.group() == group) {
            let row = Button::new(command.label()).shortcut_text(command.key_text());
            if ui.add(row).on_hover_text(command.explanation()).clicked() {
                state.ask(command);
                ui.close();
            }
        }
    });
}
