//! The box that asks how films and pictures are to be made.

use super::command::Command;
use super::files::state::name;
use super::state::PanelState;
use super::style::{combo_for_readers, dim};
use super::top_bar::command_button;
use crate::session::{FilmLength, FilmQuality, FilmRate, FilmStatus, PictureSize};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, ComboBox, Context, Grid, Id, Rect, Ui, Window, vec2};

/// The box, if it is open; it can be moved, and the run goes on.
pub fn film_box_ui(context: &Context, state: &mut PanelState, film: &FilmStatus, theme: &Theme, free: Rect) {
    if !state.film.open || film.recording.is_some() {
        return;
    }
    let mut open = true;
    Window::new(words!("film-title", "Film and picture"))
        .id(Id::new("film"))
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .pivot(Align2::RIGHT_TOP)
        .default_pos(free.right_top() + vec2(-theme.spacing.margin, theme.spacing.margin))
        .show(context, |ui| {
            Grid::new("film choices").num_columns(2).show(ui, |ui| choices_ui(ui, state, theme));
            ui.add_space(theme.spacing.item);
            ui.horizontal(|ui| {
                command_button(ui, Command::Film, words!("film-start", "Start the film"), state);
                command_button(ui, Command::Still, words!("film-picture", "Save a picture"), state);
            });
            let again = words!(
                "film-again",
                "{ $key } starts the next film like this, and finishes it.",
                key = Command::Film.key_text()
            );
            ui.label(dim(theme, again));
        });
    state.film.open &= open;
}

fn choices_ui(ui: &mut Ui, state: &mut PanelState, theme: &Theme) {
    let choices = &mut state.film.choices;
    let size = words!("film-size", "Size");
    ui.label(size);
    let combo = ComboBox::from_id_salt("film size").selected_text(choices.size.label()).show_ui(ui, |ui| {
        for size in PictureSize::ALL {
            ui.selectable_value(&mut choices.size, size, size.label());
        }
    });
    combo_for_readers(&combo.response, size);
    ui.end_row();
    ui.label(words!("film-rate", "Pictures a second"));
    ui.horizontal(|ui| {
        for rate in FilmRate::ALL {
            ui.selectable_value(&mut choices.rate, rate, rate.frames_per_second().to_string());
        }
    });
    ui.end_row();
    ui.label(words!("film-quality", "Quality"));
    ui.horizontal(|ui| {
        for quality in FilmQuality::ALL {
            ui.selectable_value(&mut choices.quality, quality, quality.label());
        }
    });
    ui.end_row();
    ui.label(words!("film-length", "Length"));
    ui.horizontal(|ui| {
        for length in FilmLength::ALL {
            ui.selectable_value(&mut choices.length, length, length.label());
        }
    });
    ui.end_row();
    ui.label(words!("film-folder", "Folder for films"));
    ui.horizontal(|ui| {
        let usual = || words!("film-own-folder", "your own for films").to_owned();
        let folder = choices.folder.as_ref();
        let text = ui.label(dim(theme, folder.map_or_else(usual, |folder| name(folder))));
        if let Some(folder) = folder {
            text.on_hover_text(folder.display().to_string());
        }
        if ui.button(words!("film-choose-folder", "Choose …")).clicked() {
            state.files.ask_for_films();
        }
    });
    ui.end_row();
}
