//! The list of keys, with a search.

use super::command::Command;
use super::key_change::KeyChange;
use super::keys::shortcut_text;
use super::style::{TARGET, dim, name_for_readers};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align, Align2, Button, Context, Id, Label, Layout, Order, Response, RichText, ScrollArea, TextEdit, Ui, Vec2,
    Window, vec2,
};

/// Widest that the list becomes (logical pixels).
const WIDEST: f32 = 1000.0;
/// Width of the keys (logical pixels).
const KEYS: f32 = 134.0;
/// Width of the names (logical pixels).
const NAMES: f32 = 190.0;

/// The list, if it is open; gives the command that was clicked.
pub fn key_list_ui(context: &Context, open: &mut bool, keys: &mut KeyChange, theme: &Theme) -> Option<Command> {
    let mut chosen = None;
    let room = context.content_rect().size() - vec2(4.0, 7.0) * theme.spacing.section;
    let query_id = Id::new("search in the list of keys");
    let was_open = *open;
    Window::new(words!("key-list-title", "Keys"))
        .id(Id::new("Keys"))
        .order(Order::Foreground)
        .open(open)
        .collapsible(false)
        .resizable(false)
        .default_height(room.y)
        .anchor(Align2::CENTER_TOP, vec2(0.0, theme.spacing.section))
        .show(context, |ui| {
            ui.set_width(room.x.min(WIDEST));
            let mut query = ui.data(|data| data.get_temp::<String>(query_id)).unwrap_or_default();
            let search = ui.add(TextEdit::singleline(&mut query).hint_text(words!("key-list-search", "Search: film, colour, F7 …")));
            if ui.data(|data| data.get_temp::<String>(query_id)).is_none() {
                search.request_focus();
            }
            change_ui(ui, keys, theme);
            ScrollArea::vertical().max_height(room.y).auto_shrink([false, true]).show(ui, |ui| {
                chosen = commands_ui(ui, &query, keys, theme);
                let mouse = words!(
                    "key-list-mouse",
                    "Mouse in the 3D view: drag turns, right drag or Shift+drag moves, wheel zooms, click selects (Shift: as well, \
                     Ctrl: no longer), double-click focuses (Alt: follows), right click opens a menu.\n\
                     With the brush: left drag paints, Shift turns the sign round, Ctrl+wheel changes its size."
                );
                ui.add(Label::new(dim(theme, mouse)).wrap());
            });
            ui.data_mut(|data| data.insert_temp(query_id, query));
        });
    if !*open {
        keys.waiting = None;
    }
    if was_open && !*open {
        context.data_mut(|data| data.remove_temp::<String>(query_id));
    }
    chosen
}

/// The commands that a search leaves, under their headings; gives the one that was clicked.
fn commands_ui(ui: &mut Ui, query: &str, keys: &mut KeyChange, theme: &Theme) -> Option<Command> {
    let mut chosen = None;
    let mut group = None;
    let left: Vec<Command> = Command::all().filter(|&command| fits(command, query)).collect();
    if left.is_empty() {
        ui.label(dim(theme, words!("key-list-none", "No key does that.")));
    }
    for command in left {
        if group.replace(command.group()) != Some(command.group()) {
            let heading = RichText::new(command.group().label()).size(theme.text.heading).strong();
            ui.label(heading.color(theme.colours.accent));
        }
        ui.horizontal_top(|ui| {
            column(ui, KEYS, |ui| key_ui(ui, command, keys, theme));
            let hint = words!("key-list-click-does", "Click does it.");
            let name = |ui: &mut Ui| ui.selectable_label(false, command.label()).on_hover_text(hint);
            if column(ui, NAMES, name).clicked() {
                chosen = Some(command);
            }
            ui.add(Label::new(dim(theme, command.explanation())).wrap());
        });
    }
    chosen
}

/// What is being changed, and the way back to the usual keys.
fn change_ui(ui: &mut Ui, keys: &mut KeyChange, theme: &Theme) {
    ui.horizontal_wrapped(|ui| {
        let text = match keys.waiting {
            Some(command) => {
                let told = words!(
                    "key-list-press",
                    "Press the new key of \"{ $command }\"; Esc keeps the one it has.",
                    command = command.label()
                );
                RichText::new(told).strong().color(theme.colours.accent)
            }
            None if keys.told.is_empty() => dim(
                theme,
                words!("key-list-hint", "A click on a name does it; a click on its key lets you press another."),
            ),
            None => RichText::new(&keys.told).color(theme.colours.text),
        };
        ui.label(text);
        if !keys.own.is_empty() && ui.button(words!("key-list-all-usual", "All keys as usual")).clicked() {
            keys.clear();
        }
    });
}

/// The key of a command, which a click changes.
fn key_ui(ui: &mut Ui, command: Command, keys: &mut KeyChange, theme: &Theme) -> Response {
    let waits = keys.waiting == Some(command);
    let own = keys.own.ids().any(|id| id == command.id());
    let colour = if own { theme.colours.warning } else { theme.colours.text };
    let text = if waits { "…".to_owned() } else { command.key_text() };
    let usual: Vec<String> = command.usual_keys().iter().map(|&key| shortcut_text(key)).collect();
    let hint = if own {
        words!(
            "key-list-change-back",
            "Click, and press another key. Usual: { $keys }; a right click brings it back.",
            keys = usual.join(", ")
        )
    } else {
        words!("key-list-change", "Click, and press another key.").to_owned()
    };
    let label = Button::selectable(waits, RichText::new(text).monospace().color(colour));
    let button = ui.add(label.min_size(Vec2::splat(TARGET)));
    name_for_readers(
        &button,
        true,
        &words!(
            "key-list-key-of",
            "Key of { $command }: { $key }",
            command = command.label(),
            key = command.key_text()
        ),
    );
    if button.clicked() {
        keys.wait_for(command);
    }
    if button.secondary_clicked() && own {
        keys.forget(command);
    }
    button.on_hover_text(hint)
}

/// A part of a row that is so wide, whatever is in it.
fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui) -> Response) -> Response {
    let size = vec2(width, ui.spacing().interact_size.y);
    let part = ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min), |ui| {
        ui.set_min_width(width);
        content(ui)
    });
    part.inner
}

/// Whether every word of a search is in a command's name, key, explanation or heading.
fn fits(command: Command, query: &str) -> bool {
    let keys: Vec<String> = command.shortcuts().iter().map(|&key| shortcut_text(key)).collect();
    let text = format!("{} {} {} {}", command.label(), keys.join(" "), command.explanation(), command.group().label());
    let text = text.to_lowercase();
    query.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_by_what_it_does_and_by_itself() {
        assert!(fits(Command::Film, "film") && fits(Command::ColourVision, "f7"));
        assert!(!fits(Command::Film, "film dopamine"));
        assert!(Command::all().all(|command| fits(command, "")));
    }
}
