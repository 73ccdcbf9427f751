//! The bar at the top: scene, restart, panels, recorder, keys.

use super::change_text::changes_text;
use super::command::Command;
use super::letters::missing_text;
use super::menu::menu_ui;
use super::state::PanelState;
use super::style::dim;
use crate::session::{FilmStatus, Session};
use crate::simulation::SimulationCommand;
use crate::theme::Theme;
use crate::words::{Language, in_force, number, scene_text, words};
use bevy_egui::egui::{Align, Button, Color32, Layout, Response, RichText, Sense, Ui, vec2};

/// Width below which names are shortened (logical pixels).
const FULL_FROM: f32 = 1160.0;
/// Share of the bar that the title may take.
const TITLE_SHARE: f32 = 0.3;
/// Width below which undo and redo have only their keys (logical pixels).
const UNDO_FROM: f32 = 900.0;
/// Width below which a new seed is only in the menu (logical pixels).
const SEED_FROM: f32 = 760.0;

/// The bar.
pub fn top_bar_ui(ui: &mut Ui, session: &Session, state: &mut PanelState, film: &FilmStatus, theme: &Theme) {
    let room = ui.available_width() - longer_names();
    let (full, undo) = (room >= FULL_FROM, room >= UNDO_FROM);
    ui.horizontal_centered(|ui| {
        menu_ui(ui, state);
        title_ui(ui, session, state, theme);
        ui.add_space(theme.spacing.section);
        let restart =
            if full { words!("top-restart-full", "Restart, same seed") } else { words!("top-restart", "Restart") };
        command_button(ui, Command::Restart, restart, state);
        if room >= SEED_FROM {
            seed_ui(ui, session, state, theme, full);
        }
        if undo {
            ui.add_space(theme.spacing.item);
            undo_ui(ui, session, state);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            command_button(ui, Command::KeyList, if full { words!("top-keys", "Keys  ?") } else { "?" }, state);
            if full {
                command_button(ui, Command::Manual, words!("top-manual", "Manual"), state);
                command_button(ui, Command::Palette, words!("top-find", "Find …"), state);
            }
            ui.add_space(theme.spacing.item);
            for (command, open) in [
                (Command::TogglePlots, state.open.plots),
                (Command::ToggleInspector, state.open.inspector),
                (Command::ToggleControls, state.open.controls),
            ] {
                if ui.selectable_label(open, command.label()).on_hover_text(command.tooltip()).clicked() {
                    state.ask(command);
                }
            }
            ui.add_space(theme.spacing.item);
            film_ui(ui, state, film, theme, full);
        });
    });
}

/// Another seed, and the one that the run has.
fn seed_ui(ui: &mut Ui, session: &Session, state: &mut PanelState, theme: &Theme, full: bool) {
    let reseed = if full { words!("top-reseed-full", "New seed") } else { words!("top-reseed", "Reseed") };
    command_button(ui, Command::RestartNewSeed, reseed, state);
    ui.label(dim(theme, words!("top-seed", "seed { $seed }", seed = session.info.seed.to_string()))).on_hover_text(
        words!("top-seed-text", "All random draws follow from this number: the same seed gives the same run."),
    );
}

/// How much wider the names are than in English (logical pixels).
fn longer_names() -> f32 {
    match in_force() {
        Language::English => 0.0,
        Language::German => 120.0,
    }
}

/// Undo and redo; their tooltips say what.
fn undo_ui(ui: &mut Ui, session: &Session, state: &mut PanelState) {
    let text = |commands: Option<&[SimulationCommand]>| commands.map(|commands| changes_text(session, commands));
    let restart = || words!("top-undo-restart", "Does the run again that the restart left.").to_owned();
    let undo = text(session.undo.next_undo()).or_else(|| session.undo.has_left().then(restart));
    let changes = [(Command::Undo, undo), (Command::Redo, text(session.undo.next_redo()))];
    for (command, change) in changes {
        let tooltip = change.as_ref().map_or_else(String::new, |change| format!("{change}\n")) + &command.tooltip();
        let button = ui
            .add_enabled(change.is_some(), Button::new(command.label()))
            .on_hover_text(tooltip)
            .on_disabled_hover_text(words!(
                "top-no-change",
                "No change of yours to act on. Presentations and rewards can't be taken back."
            ));
        if button.clicked() {
            state.ask(command);
        }
    }
}

/// The scene's title; it opens the library.
fn title_ui(ui: &mut Ui, session: &Session, state: &mut PanelState, theme: &Theme) {
    let title = if session.info.title.is_empty() { "Rheobase" } else { scene_text(&session.info.title) };
    let mut about = Command::Library.tooltip();
    for line in std::iter::once(&session.info.summary).chain(&session.info.references) {
        about.push_str("\n\n");
        about.push_str(scene_text(line));
    }
    let set: Vec<String> = session
        .info
        .scene
        .iter()
        .flat_map(|scene| scene.changes())
        .map(|(path, value)| format!("{path}={value}"))
        .collect();
    if !set.is_empty() {
        about.push_str("\n\n");
        about.push_str(&words!("top-changed", "Set when it was opened: { $changes }", changes = set.join(", ")));
    }
    if let Some(text) = missing_text(session) {
        about.push_str("\n\n");
        about.push_str(&text);
    }
    let text = RichText::new(format!("{title} ⏷")).size(theme.text.title).strong().color(theme.colours.text);
    let response = ui.scope(|ui| {
        ui.set_max_width(TITLE_SHARE * ui.available_width());
        ui.add(Button::new(text).truncate())
    });
    if response.inner.on_hover_text(about.trim_end()).clicked() {
        state.ask(Command::Library);
    }
}

fn film_ui(ui: &mut Ui, state: &mut PanelState, film: &FilmStatus, theme: &Theme, full: bool) {
    if let Some(progress) = &film.recording {
        let finish = if full { words!("top-finish-full", "Finish film") } else { words!("top-finish", "Finish") };
        command_button(ui, Command::Film, finish, state);
        let text = words!(
            "top-filmed",
            "{ $seconds } s, { $frames -> [one] 1 frame *[other] { $frames } frames }",
            seconds = number(&format!("{:.1}", progress.seconds)),
            frames = progress.frames
        );
        ui.label(RichText::new(text).color(theme.colours.warning)).on_hover_text(&progress.path);
        let (rect, _) = ui.allocate_exact_size(vec2(theme.text.body, theme.text.body), Sense::hover());
        ui.painter().circle_filled(rect.center(), rect.width() * 0.4, Color32::from(theme.colours.warning));
        ui.label(RichText::new(words!("time-filming", "FILMING")).strong().color(theme.colours.warning));
    } else {
        command_button(ui, Command::Film, words!("top-film", "Film"), state);
        command_button(ui, Command::Still, words!("top-picture", "Picture"), state);
    }
}

/// A button that does a command; its tooltip explains it and names the key.
pub fn command_button(ui: &mut Ui, command: Command, text: &str, state: &mut PanelState) -> Response {
    let response = ui.button(text).on_hover_text(command.tooltip());
    if response.clicked() {
        state.ask(command);
    }
    response
}
