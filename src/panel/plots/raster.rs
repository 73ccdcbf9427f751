//! The raster: every spike of the last seconds, drawn as one texture.

use super::display_order::{RowGroup, positions, row_groups};
use super::frame::{Axis, following_plot, last_seconds, paint_under, reserve_under};
use crate::panel::state::PanelState;
use crate::panel::style::empty_ui;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Color32, ColorImage, ComboBox, RichText, TextureHandle, Ui};
use egui_plot::{PlotPoint, Polygon, Text};
use std::ops::RangeInclusive;

/// Windows to choose from (s of model time).
const WINDOWS_S: [f64; 5] = [0.5, 1.0, 2.0, 5.0, 10.0];
/// Shortest time between two drawings (s of watching): 30 a second.
const REDRAW_S: f64 = 1.0 / 31.0;
/// Share of the width that the band of groups takes.
const BAND_SHARE: f64 = 0.022;
/// Columns of the texture.
const COLUMNS: usize = 600;
/// Most rows of the texture.
const MOST_ROWS: usize = 600;

/// Choice of the time window.
pub fn window_ui(ui: &mut Ui, state: &mut PanelState) {
    ComboBox::from_id_salt("raster window")
        .width(ui.spacing().interact_size.x)
        .selected_text(format!("{} s", state.raster_window_s))
        .show_ui(ui, |ui| {
            for window in WINDOWS_S {
                ui.selectable_value(&mut state.raster_window_s, window, format!("{window} s"));
            }
        })
        .response
        .on_hover_text("How much of the past the raster shows (model time).");
}

/// The raster.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns and rows on the screen"
)]
pub fn raster_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, place: usize) {
    let neurons = session.info.display_order.len();
    if neurons == 0 {
        empty_ui(ui, theme, "This scene has no neurons to show.");
        return;
    }
    let shown = last_seconds(session, state.raster_window_s);
    let any = session.history.spikes.iter().rev().take_while(|spike| spike.time_s >= *shown.start()).next().is_some();
    if !any {
        empty_ui(ui, theme, &silence_text(session, state.raster_window_s));
        return;
    }
    let now = ui.input(|input| input.time);
    let pixels = ui.available_size() * ui.pixels_per_point();
    let height = texture_height(pixels.y, neurons);
    let groups = row_groups(&session.info, theme);
    let column_s = state.raster_window_s / COLUMNS as f64;
    let last_column = (session.sample.time_s.max(0.0) / column_s).floor().max(0.0) as u64;
    let picture = &mut state.raster[place];
    let from = (session.history.clears, height, (state.raster_window_s * 1000.0) as usize);
    picture.fit(ui, [COLUMNS, height], theme.colours.background.awake.into());
    if picture.drawn_from != from || last_column < picture.columns {
        picture.drawn_from = from;
        picture.columns = 0;
        picture.drawn_at = f64::NEG_INFINITY;
    }
    if now - picture.drawn_at >= REDRAW_S {
        let first_column = picture.columns.max((last_column + 1).saturating_sub(COLUMNS as u64));
        let image = draw(session, theme, &groups, first_column..=last_column, column_s, height);
        picture.write((first_column % COLUMNS as u64) as usize, &image);
        // The newest column is not complete: it is written again the next time.
        picture.columns = last_column;
        picture.drawn_at = now;
    }
    let Some(texture) = picture.texture.as_ref().map(TextureHandle::id) else { return };
    let end = (picture.columns + 1) as f64 * column_s;
    let start = end - state.raster_window_s;
    let ring = ((picture.columns + 1) % COLUMNS as u64) as f32 / COLUMNS as f32;
    let band = (end - start) * BAND_SHARE;
    let height = neurons as f64;
    let under = reserve_under(ui);
    let plot = following_plot(ui, theme, "raster", Axis::new("model time (s)"), Axis::new("neuron"))
        .show_grid(false)
        .invert_y(true)
        .sense(bevy_egui::egui::Sense::click());
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(start - band..=end);
        plot.set_plot_bounds_y(0.0..=height);
        colour_groups(plot, &groups, start - band..=start - 0.15 * band);
        name_groups(plot, theme, &groups, start, height);
        plot.pointer_coordinate()
    });
    paint_under(ui, under, &response.transform, texture, &(start..=end), height, (ring, 1.0));
    select_row(&response.response, response.inner, session);
}

/// Why there is nothing to see, and what to do.
fn silence_text(session: &Session, window_s: f64) -> String {
    if session.sample.step == 0 && !session.status.playing {
        "Nothing has run yet. Press Space to play.".to_owned()
    } else if session.status.playing {
        format!("No spikes in the last {window_s} s. Raise the input strength, or choose a longer window.")
    } else {
        format!("Paused, and no spikes in the last {window_s} s. Press Space to play.")
    }
}

/// Names of the groups at the left, where there is room for them.
pub fn name_groups(plot: &mut egui_plot::PlotUi<'_>, theme: &Theme, groups: &[RowGroup], x: f64, height: f64) {
    let plot_height = plot.response().rect.height();
    for group in groups {
        #[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^52")]
        let (start, end) = (group.start as f64, group.end as f64);
        #[expect(clippy::cast_possible_truncation, reason = "for drawing")]
        let room = ((end - start) / height) as f32 * plot_height;
        if room < theme.text.small || group.name.is_empty() {
            continue;
        }
        let text = RichText::new(format!(" {} ", group.name))
            .size(theme.text.small)
            .strong()
            .color(group.colour)
            .background_color(theme.colours.panel.to_egui_with_opacity(0.8));
        plot.text(Text::new("", PlotPoint::new(x, 0.5 * (start + end)), text).anchor(Align2::LEFT_CENTER));
    }
}

/// Select the neuron whose row was clicked; say which one the pointer is on.
pub fn select_row(response: &bevy_egui::egui::Response, pointer: Option<PlotPoint>, session: &mut Session) {
    let Some(point) = pointer.filter(|point| point.y >= 0.0) else { return };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and looked up")]
    let Some(&neuron) = session.info.display_order.get(point.y as usize) else { return };
    if response.clicked() {
        session.select(Some(neuron));
    } else if response.hovered() {
        response.clone().on_hover_text_at_pointer(format!("neuron #{neuron}, {:.2} s", point.x));
    }
}

/// A band in the colours of the groups, over these times.
#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^52")]
pub fn colour_groups(plot: &mut egui_plot::PlotUi<'_>, groups: &[RowGroup], times: RangeInclusive<f64>) {
    let (left, right) = (*times.start(), *times.end());
    for group in groups {
        let (top, bottom) = (group.start as f64, group.end as f64);
        let corners = vec![[left, top], [right, top], [right, bottom], [left, bottom]];
        plot.polygon(
            Polygon::new("", corners)
                .fill_color(Color32::from(group.colour))
                .stroke((0.0, Color32::TRANSPARENT))
                .allow_hover(false),
        );
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size on the screen")]
fn texture_height(pixels: f32, neurons: usize) -> usize {
    // Steps of 32, so that dragging the panel does not make a new texture at every pixel.
    (pixels.max(32.0) as usize / 32 * 32).clamp(32, MOST_ROWS).min(neurons).max(1)
}

/// Columns of the raster, each `column_s` long.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "positions within a texture, clamped"
)]
fn draw(
    session: &Session,
    theme: &Theme,
    groups: &[RowGroup],
    columns: RangeInclusive<u64>,
    column_s: f64,
    height: usize,
) -> ColorImage {
    let neurons = session.info.display_order.len();
    let width = (columns.end() + 1 - columns.start()) as usize;
    let mut image = ColorImage::filled([width, height], Color32::from(theme.colours.background.awake));
    let mut colours = vec![Color32::from(theme.colours.text); neurons];
    for group in groups {
        colours[group.start..group.end].fill(group.colour.into());
    }
    let positions = positions(&session.info);
    let start = *columns.start() as f64 * column_s;
    for spike in session.history.spikes.iter().rev().take_while(|spike| spike.time_s >= start) {
        let Some(&position) = positions.get(spike.neuron as usize).filter(|position| **position < neurons) else {
            continue;
        };
        let column = (((spike.time_s - start) / column_s) as usize).min(width - 1);
        let row = position * height / neurons;
        image.pixels[row * width + column] = colours[position];
    }
    image
}
