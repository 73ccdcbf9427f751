//! The raster: every spike of the last seconds, drawn as one texture.

use super::display_order::{RowGroup, positions};
use super::dock::{Choice, Dock};
use super::frame::{Axis, following_plot, kept, last_seconds, measured, paint_under, reserve_under, seconds};
use super::row_order::{RowOrder, Rows, colours, groups};
use super::time_view::read_out_ui;
use crate::panel::command::Command;
use crate::panel::style::{combo_for_readers, dim, empty_ui};
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::simulation::{LARGEST_INPUT_STRENGTH, SimulationCommand, SpikeEvent, survives};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{
    Align2, Color32, ColorImage, ComboBox, FontId, Rect, Response, RichText, Sense, TextureHandle, Ui, WidgetInfo,
    WidgetType,
};
use egui_plot::{PlotPoint, PlotTransform, Polygon, Text};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// Windows to choose from (s of model time).
const WINDOWS_S: [f64; 5] = [0.5, 1.0, 2.0, 5.0, 10.0];
/// Height of the menu with all windows and orders (logical pixels).
const MENU: f32 = 420.0;
/// Shortest time between two drawings (s of watching): 30 a second.
const REDRAW_S: f64 = 1.0 / 31.0;
/// Share of the width that the band of groups takes.
const BAND_SHARE: f64 = 0.022;
/// Height of a capital letter, as a share of the size of its letters: that is lower than its line.
const CAPITAL: f32 = 0.7;
/// Columns of the texture; twice as many in a wide plot.
const COLUMNS: usize = 600;
/// Width from which a plot is wide (pixels of the screen).
const WIDE_FROM: f32 = 1000.0;
/// Most rows of the texture.
const MOST_ROWS: usize = 600;

/// Choice of the time window and of the order of rows.
pub fn window_ui(ui: &mut Ui, choice: &mut Choice, rows: &mut Rows, title: &str) {
    let text = |window_s: f64| number(&format!("{window_s} s"));
    let shown = text(choice.raster_window_s);
    let combo = ComboBox::from_id_salt("raster window")
        .width(ui.spacing().interact_size.x)
        .height(MENU)
        .selected_text(&shown)
        .show_ui(ui, |ui| {
            for window in WINDOWS_S {
                ui.selectable_value(&mut choice.raster_window_s, window, text(window));
            }
            ui.separator();
            for order in RowOrder::ALL {
                let chosen = ui.selectable_label(choice.order == order, order.label());
                if chosen.on_hover_text(order.explanation()).clicked() {
                    choice.order = order;
                    rows.sort_anew();
                }
            }
        })
        .response
        .on_hover_text(words!(
            "plots-raster-window-hint",
            "How much of the past the raster shows (model time), and in which order it lists neurons."
        ));
    combo_for_readers(
        &combo,
        &words!("plots-raster-window", "{ $title } shows { $window }", title = title, window = shown),
    );
}

/// The raster.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "columns and rows on the screen"
)]
pub fn raster_ui(ui: &mut Ui, session: &mut Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let neurons = session.info.display_order.len();
    if neurons == 0 {
        empty_ui(ui, theme, words!("plots-no-neurons", "This scene has no neurons to show."));
        return;
    }
    let key = (place, PlotTab::Raster);
    let kept = kept(session, session.history.spikes.front().map_or(0.0, |spike| spike.time_s));
    let following = last_seconds(session, dock.choices[place].raster_window_s);
    let clears = session.history.clears;
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let any = session.history.spikes.iter().rev().take_while(|spike| spike.time_s >= *shown.start()).next().is_some();
    if !any && !dock.time_views.is_held(key) {
        silence_ui(ui, session, &mut dock.choices[place], theme);
        return;
    }
    let now = ui.input(|input| input.time);
    let pixels = ui.available_size() * ui.pixels_per_point();
    let height = texture_height(pixels.y, neurons);
    let order = dock.choices[place].order;
    dock.rows[place].follow(order, session);
    let groups = groups(order, &session.info, theme);
    let window_s = shown.end() - shown.start();
    let columns = if pixels.x < WIDE_FROM { COLUMNS } else { 2 * COLUMNS };
    let column_s = window_s / columns as f64;
    let newest = if dock.time_views.is_held(key) { *shown.end() } else { session.sample.time_s };
    let last_column = (newest.max(0.0) / column_s).floor().max(0.0) as u64;
    let (picture, rows) = (&mut dock.raster[place], &dock.rows[place]);
    let level = session.ahead().map_or(0, |ahead| ahead.spikes.level(&shown)).max(session.history.spikes.level(&shown));
    let difference = usize::from(session.shows_difference());
    let size = 2 * (height + columns * (MOST_ROWS + 1)) + difference;
    let from = (clears, size, (window_s * 1e6).round() as usize, level, rows.version);
    picture.fit(ui, [columns, height], theme.colours.background.awake.into());
    if picture.drawn_from != from || last_column < picture.columns {
        picture.clear(from, theme.colours.background.awake.into());
    }
    if now - picture.drawn_at >= REDRAW_S {
        let first_column = picture.columns.max((last_column + 1).saturating_sub(columns as u64));
        let image = draw(session, theme, (rows, &groups), first_column..=last_column, column_s, height, level);
        picture.write((first_column % columns as u64) as usize, &image);
        // The newest column is not complete: it is written again the next time.
        picture.columns = last_column;
        picture.drawn_at = now;
    }
    let Some(texture) = picture.texture.as_ref().map(TextureHandle::id) else { return };
    let end = (picture.columns + 1) as f64 * column_s;
    let start = end - window_s;
    let ring = ((picture.columns + 1) % columns as u64) as f32 / columns as f32;
    let band = (end - start) * BAND_SHARE;
    let height = neurons as f64;
    let under = reserve_under(ui);
    let plot =
        following_plot(ui, theme, "raster", Axis::time(), Axis::bare(order.axis())).show_grid(false).invert_y(true);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(start - band..=end);
        plot.set_plot_bounds_y(0.0..=height);
        colour_groups(plot, &groups, start - band..=start - 0.15 * band);
        name_groups(plot, theme, &groups, start, height);
    });
    paint_under(ui, under, &response.transform, texture, &(start..=end), height, (ring, 1.0), start);
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    thinned_ui(ui, theme, level, *response.transform.frame());
    let rows = &dock.rows[place].neurons;
    select_row_ui(ui, theme, (&response.response, &response.transform), rows, session, |_, _| String::new());
}

/// What share of the spikes is drawn, if it is not all of them.
#[must_use]
pub fn thinned_text(level: u32) -> Option<String> {
    (level > 0).then(|| {
        words!("plots-thinned", "1 of { $number } spikes is drawn", number = (1_u64 << level.min(63)).to_string())
    })
}

fn thinned_ui(ui: &mut Ui, theme: &Theme, level: u32, frame: Rect) {
    let Some(text) = thinned_text(level) else { return };
    let colour = Color32::from(theme.colours.warning);
    let galley = ui.painter().layout_no_wrap(text.clone(), FontId::proportional(theme.text.small), colour);
    let rect = Align2::RIGHT_BOTTOM.anchor_size(frame.right_bottom(), galley.size());
    ui.painter().rect_filled(rect, 0.0, theme.colours.panel.to_egui_with_opacity(0.85));
    ui.painter().galley(rect.min, galley, colour);
    let response = ui.interact(rect, ui.id().with("thinned"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, text.clone()));
    response.on_hover_text(words!(
        "plots-thinned-hint",
        "There are more spikes than can be kept. Which ones are drawn is a matter of chance, the same share everywhere; rates and \
         the light in the 3D view count all of them."
    ));
}

/// Why there is nothing to see, and what can be done.
fn silence_ui(ui: &mut Ui, session: &mut Session, choice: &mut Choice, theme: &Theme) {
    let window_s = choice.raster_window_s;
    let window = number(&window_s.to_string());
    let press = Command::press_to_play();
    let text = match (session.sample.step, !session.status.playing) {
        (0, true) => words!("plots-nothing-ran", "Nothing has run yet. { $press }", press = press),
        (_, true) => words!(
            "plots-paused-silent",
            "Paused, and no spikes in the last { $window } s. { $press }",
            window = window,
            press = press
        ),
        (_, false) => words!("plots-silent", "No spikes in the last { $window } s.", window = window),
    };
    let below = below_threshold(session).map(|gap| {
        let gap = measured(gap, 1, "mV");
        words!("plots-below-threshold", "On average the potential is { $gap } below threshold.", gap = gap)
    });
    let text = below.map_or_else(|| text.clone(), |below| format!("{text} {below}"));
    ui.vertical_centered(|ui| {
        ui.add_space((0.5 * ui.available_height() - 2.0 * theme.text.body).max(0.0));
        ui.label(dim(theme, text));
        let strength = session.sample.input_strength;
        let longer = WINDOWS_S.into_iter().find(|longer| *longer > window_s);
        let raise = !session.info.patterns.is_empty() && strength < LARGEST_INPUT_STRENGTH;
        if raise
            && ui
                .button(words!("plots-raise-input", "Raise input"))
                .on_hover_text(words!(
                    "plots-raise-input-hint",
                    "Sets the strength of the pattern inputs to 1.5 × what it is now."
                ))
                .clicked()
        {
            session.apply(SimulationCommand::SetInputStrength((strength * 1.5).clamp(0.5, LARGEST_INPUT_STRENGTH)));
        }
        let Some(longer) = longer else { return };
        let seconds = number(&longer.to_string());
        let button = ui.button(words!("plots-wider-window", "Wider window ({ $seconds } s)", seconds = seconds));
        if button.on_hover_text(words!("plots-wider-window-hint", "Shows more of the past.")).clicked() {
            choice.raster_window_s = longer;
        }
    });
}

/// Mean distance from the potential up to the threshold (mV), if it was measured and is positive.
#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
fn below_threshold(session: &Session) -> Option<f32> {
    let sample = &session.sample;
    let gaps = sample.potential_mv.iter().zip(&sample.threshold_mv).map(|(potential, threshold)| threshold - potential);
    let count = sample.potential_mv.len().min(sample.threshold_mv.len()) as f32;
    let mean = gaps.sum::<f32>() / count;
    (mean.is_finite() && mean > 0.0).then_some(mean)
}

/// Names of the groups at the left, where there is room for them.
pub fn name_groups(plot: &mut egui_plot::PlotUi<'_>, theme: &Theme, groups: &[RowGroup], x: f64, height: f64) {
    let plot_height = plot.response().rect.height();
    // Rows that a line of text is high, and a capital letter.
    let [line, capital] =
        [1.2, CAPITAL].map(|share| height * f64::from(share * theme.text.small / plot_height.max(1.0)));
    let named = |group: &&RowGroup| (group.end - group.start) as f64 >= capital && !group.name.is_empty();
    let named: Vec<&RowGroup> = groups.iter().filter(named).collect();
    let middles = named.iter().map(|group| 0.5 * (group.start + group.end) as f64).collect();
    let places = apart(middles, capital, 0.5 * line..=height - 0.5 * line);
    let panel = Color32::from(theme.colours.panel);
    // The ground of a name does not cover another one.
    for is_ground in [true, false] {
        for (group, &place) in named.iter().zip(&places) {
            let text = RichText::new(format!(" {} ", group.name)).size(theme.text.small).strong();
            let text = if is_ground {
                text.color(Color32::TRANSPARENT).background_color(panel)
            } else {
                text.color(group.colour)
            };
            plot.text(Text::new("", PlotPoint::new(x, place), text).anchor(Align2::LEFT_CENTER).allow_hover(false));
        }
    }
}

/// Middles of names (ascending), at least so far apart and within a range, else as near as can be to where they should be.
fn apart(mut middles: Vec<f64>, least: f64, range: RangeInclusive<f64>) -> Vec<f64> {
    let mut lowest = *range.start();
    for middle in &mut middles {
        *middle = middle.max(lowest);
        lowest = *middle + least;
    }
    let mut highest = *range.end();
    for middle in middles.iter_mut().rev() {
        *middle = middle.min(highest);
        highest = *middle - least;
    }
    middles
}

/// Select the neuron whose row was clicked, at the moment that is shown if a key is held down; say which one the pointer is on, when, and its `value` there.
pub fn select_row_ui(
    ui: &Ui,
    theme: &Theme,
    (response, transform): (&Response, &PlotTransform),
    rows: &[u32],
    session: &mut Session,
    value: impl Fn(&Session, PlotPoint) -> String,
) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and looked up")]
    let neuron_at = |point: PlotPoint| (point.y >= 0.0).then(|| rows.get(point.y as usize).copied()).flatten();
    if let Some(pointer) = response.hover_pos() {
        session.pointed = neuron_at(transform.value_from_position(pointer));
    }
    if response.clicked()
        && let Some(pointer) = response.interact_pointer_pos()
        && let Some(neuron) = neuron_at(transform.value_from_position(pointer))
    {
        session.select(Some(neuron));
    }
    read_out_ui(ui, theme, response, transform, |point| {
        let neuron = neuron_at(point)?;
        let name = words!("plots-neuron-number", "neuron #{ $neuron }", neuron = neuron.to_string());
        Some(format!("{name}\n{}{}", seconds(point.x, 3), value(session, point)))
    });
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
    (rows, groups): (&Rows, &[RowGroup]),
    columns: RangeInclusive<u64>,
    column_s: f64,
    height: usize,
    level: u32,
) -> ColorImage {
    let neurons = rows.neurons.len();
    let width = (columns.end() + 1 - columns.start()) as usize;
    let mut image = ColorImage::filled([width, height], Color32::from(theme.colours.background.awake));
    let colours = colours(rows, groups, &session.info, theme);
    let positions = positions(&session.info, &rows.neurons);
    let start = *columns.start() as f64 * column_s;
    let pixel = |spike: &SpikeEvent| {
        let position = positions.get(spike.neuron as usize).copied().filter(|position| *position < neurons)?;
        let column = ((spike.time_s - start) / column_s) as usize;
        let there = column < width && survives(spike, level);
        there.then_some((position, position * height / neurons * width + column))
    };
    if session.shows_difference() {
        let [run, twin] = session.spikes_apart(start);
        let mut more: HashMap<usize, i32> = HashMap::new();
        for (spikes, sign) in [(run, -1), (twin, 1)] {
            for (_, pixel) in spikes.iter().filter_map(pixel) {
                *more.entry(pixel).or_default() += sign;
            }
        }
        for (pixel, more) in more {
            let ends = theme.colours.diverging;
            let colour = match more.signum() {
                0 => theme.colours.text_dim,
                1 => ends.warm,
                _ => ends.cool,
            };
            image.pixels[pixel] = colour.into();
        }
    } else {
        let now_s = session.sample.time_s;
        let later = session.ahead().into_iter().flat_map(|ahead| ahead.spikes.iter().rev());
        let later = later.take_while(|spike| spike.time_s > now_s && spike.time_s >= start);
        let spikes = session.history.spikes.iter().rev().take_while(|spike| spike.time_s >= start);
        for (position, pixel) in spikes.chain(later).filter_map(pixel) {
            image.pixels[pixel] = colours[position];
        }
    }
    image
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_at_an_edge_are_moved_inside_and_do_not_meet() {
        assert_eq!(apart(vec![30.0, 70.0], 7.0, 6.0..=94.0), [30.0, 70.0]);
        assert_eq!(apart(vec![2.0, 50.0, 99.0], 7.0, 6.0..=94.0), [6.0, 50.0, 94.0]);
        assert_eq!(apart(vec![3.0, 9.0], 7.0, 6.0..=94.0), [6.0, 13.0]);
        assert_eq!(apart(vec![90.0, 97.0], 7.0, 6.0..=94.0), [87.0, 94.0]);
    }
}
