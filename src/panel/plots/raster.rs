//! The raster: every spike of the last seconds, drawn as one texture.

use super::display_order::{RowGroup, positions, row_groups};
use super::frame::{Axis, following_plot, last_seconds, paint_under, reserve_under};
use crate::panel::state::PanelState;
use crate::panel::style::empty_ui;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Color32, ColorImage, ComboBox, RichText, TextureOptions, Ui, Vec2};
use egui_plot::{PlotPoint, Text};
use std::ops::RangeInclusive;

/// Windows to choose from (s of model time).
const WINDOWS_S: [f64; 5] = [0.5, 1.0, 2.0, 5.0, 10.0];
/// Shortest time between two drawings (s of watching): 30 a second.
const REDRAW_S: f64 = 1.0 / 31.0;
/// Share of the width that the band of groups takes.
const BAND_SHARE: f64 = 0.022;
/// Largest texture.
const LARGEST: (usize, usize) = (1000, 600);

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
    let size = texture_size(pixels, neurons);
    let groups = row_groups(&session.info, theme);
    let picture = &mut state.raster[place];
    let from = (session.history.version, size.0, size.1);
    if picture.is_settled() && picture.drawn_from != from && now - picture.drawn_at >= REDRAW_S {
        let image = draw(session, theme, &groups, &shown, size);
        picture.draw(ui, "raster", image, TextureOptions::NEAREST, shown);
        picture.drawn_from = from;
        picture.drawn_at = now;
    }
    let Some(layer) = picture.layer() else { return };
    let shown = layer.covers;
    let (start, end) = (*shown.start(), *shown.end());
    let band = (end - start) * BAND_SHARE;
    #[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^52")]
    let height = neurons as f64;
    let texture = layer.texture.id();
    let under = reserve_under(ui);
    let plot = following_plot(ui, theme, "raster", Axis::new("model time (s)"), Axis::new("neuron"))
        .show_grid(false)
        .invert_y(true)
        .sense(bevy_egui::egui::Sense::click());
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(start - band..=end);
        plot.set_plot_bounds_y(0.0..=height);
        name_groups(plot, theme, &groups, start, height);
        plot.pointer_coordinate()
    });
    paint_under(ui, under, &response.transform, texture, &(start - band..=end), height);
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

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes on the screen")]
fn texture_size(pixels: Vec2, neurons: usize) -> (usize, usize) {
    let width = (pixels.x.max(64.0) as usize).min(LARGEST.0);
    let height = (pixels.y.max(32.0) as usize).min(LARGEST.1).min(neurons);
    (width, height.max(1))
}

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
    shown: &RangeInclusive<f64>,
    (width, height): (usize, usize),
) -> ColorImage {
    let neurons = session.info.display_order.len();
    let mut image = ColorImage::filled([width, height], Color32::from(theme.colours.background.awake));
    let band = ((width as f64 * BAND_SHARE / (1.0 + BAND_SHARE)) as usize).clamp(2, width - 1);
    let mut colours = vec![Color32::from(theme.colours.text); neurons];
    for group in groups {
        colours[group.start..group.end].fill(group.colour.into());
    }
    for row in 0..height {
        let colour = colours[row * neurons / height];
        // A gap of one texel between the band and the spikes.
        image.pixels[row * width..row * width + band - 1].fill(colour);
    }
    let positions = positions(&session.info);
    let (start, end) = (*shown.start(), *shown.end());
    let columns = (width - band) as f64;
    for spike in session.history.spikes.iter().rev().take_while(|spike| spike.time_s >= start) {
        let Some(&position) = positions.get(spike.neuron as usize).filter(|position| **position < neurons) else { continue };
        let column = band + (((spike.time_s - start) / (end - start) * columns) as usize).min(width - band - 1);
        let row = position * height / neurons;
        image.pixels[row * width + column] = colours[position];
    }
    image
}
