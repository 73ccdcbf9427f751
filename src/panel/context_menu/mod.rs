//! The menu that a right click in the 3D view opens: what can be done with the neuron there, or with the selection, or with the view.

pub(super) mod state;

use super::command::Command;
use super::copied_values::copied_values;
use super::state::PanelState;
use super::style::dim;
use crate::session::{MenuCall, Session};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::containers::menu::menu_style;
use bevy_egui::egui::{
    Align, Button, Context, Id, LayerId, Layout, Popup, PopupKind, RichText, SetOpenCommand, Ui, pos2,
};

/// Least width of the menu (logical pixels).
const WIDTH: f32 = 190.0;

/// The menu, if it was called in this frame or is open.
pub fn context_menu_ui(
    context: &Context,
    session: &mut Session,
    state: &mut PanelState,
    call: Option<MenuCall>,
    theme: &Theme,
) {
    if let Some(call) = call {
        let zoom = context.zoom_factor().max(0.1);
        state.menu.place = Some(pos2(call.place.x / zoom, call.place.y / zoom));
        state.menu.neuron = call.neuron;
    }
    let Some(place) = state.menu.place else { return };
    let open = call.map(|_| SetOpenCommand::Bool(true));
    let popup = Popup::new(Id::new("menu of the 3D view"), context.clone(), place, LayerId::background())
        .kind(PopupKind::Menu)
        .layout(Layout::top_down_justified(Align::Min))
        .style(menu_style)
        .open_memory(open);
    let shown = popup.show(|ui| {
        ui.set_min_width(WIDTH);
        match state.menu.neuron {
            Some(neuron) => neuron_menu_ui(ui, session, state, theme, neuron),
            None => background_menu_ui(ui, session, state),
        }
    });
    if shown.is_none() {
        state.menu.place = None;
    }
}

/// What can be done with a neuron, or with the group of which it is one.
fn neuron_menu_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, neuron: u32) {
    let group = session.selection.neurons().len();
    let title = if group > 1 {
        words!("menu-selected", "{ $n -> [one] 1 selected neuron *[other] { $n } selected neurons }", n = group)
    } else {
        words!("neuron-number", "Neuron #{ $number }", number = neuron.to_string())
    };
    ui.label(RichText::new(title).strong().color(theme.colours.text));
    let inspect = words!("menu-inspect", "Inspect #{ $number }", number = neuron.to_string());
    if entry_ui(ui, &inspect, "", words!("menu-inspect-text", "Selects it alone and opens the inspector.")) {
        session.select(Some(neuron));
        (state.open.inspector, state.open.hidden) = (true, false);
    }
    let watch =
        if session.watches_selection() { words!("menu-unwatch", "Watch no longer") } else { Command::Watch.label() };
    command_ui(ui, state, Command::Watch, watch);
    command_ui(ui, state, Command::Follow, Command::Follow.label());
    let pulse = words!("menu-poke-text", "Gives a pulse of { $pulse }.", pulse = session.poke.text());
    if entry_ui(ui, words!("menu-poke", "Poke"), "", &pulse) {
        session.poke(session.selection.neurons().to_vec());
    }
    command_ui(ui, state, Command::Isolate, words!("menu-isolate", "Isolate"));
    let explanation =
        words!("menu-copy-text", "Copies name, value and unit of what is known of it, to be pasted into a table.");
    if entry_ui(ui, words!("menu-copy", "Copy values"), "", explanation) {
        state.copied = Some(copied_values(session));
    }
    if group > 1 {
        ui.separator();
        ui.label(dim(theme, words!("menu-group", "All but the first and Follow\nare for the whole group.")));
    }
}

/// What can be done with the view.
fn background_menu_ui(ui: &mut Ui, session: &Session, state: &mut PanelState) {
    for command in [Command::FrameAll, Command::SelectAll, Command::SelectBox] {
        command_ui(ui, state, command, command.label());
    }
    ui.add_enabled_ui(!session.selection.neurons().is_empty(), |ui| {
        command_ui(ui, state, Command::ClearSelection, Command::ClearSelection.label());
    });
    ui.add_enabled_ui(!session.watched.is_empty(), |ui| {
        command_ui(ui, state, Command::UnwatchAll, Command::UnwatchAll.label());
    });
}

/// An entry that is a command.
fn command_ui(ui: &mut Ui, state: &mut PanelState, command: Command, name: &str) {
    if entry_ui(ui, name, &command.key_text(), command.explanation()) {
        state.ask(command);
    }
}

/// An entry with its key at the right; gives whether it was clicked.
fn entry_ui(ui: &mut Ui, name: &str, key: &str, explanation: &str) -> bool {
    let button = Button::new(name);
    let button = if key.is_empty() { button } else { button.shortcut_text(key) };
    ui.add(button).on_hover_text(explanation).clicked()
}
