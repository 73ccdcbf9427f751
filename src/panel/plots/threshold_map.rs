//! The threshold map: threshold shift of every neuron over the whole run, ordered by memory, one texture.

use super::display_order::row_groups;
use super::dock::Dock;
use super::frame::{Axis, following_plot, measured, paint_under, reserve_under};
use super::raster::{colour_groups, name_groups, select_row_ui};
use crate::modulation::BrainState;
use crate::number_text::with_minus;
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::plasticity::Rule;
use crate::scene::file::PlotTab;
use crate::scene::file::Variable;
use crate::session::Session;
use crate::session::course::blocks;
use crate::session::history::HEAT_COLUMNS;
use crate::theme::{ColourScale, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{
    Align2, Color32, ColorImage, FontId, Mesh, Pos2, Rect, Sense, Shape, TextureHandle, Ui, UiBuilder, pos2, vec2,
};
use egui_plot::PlotPoint;
use std::ops::Range;

/// Shortest time between two drawings (s of watching).
const REDRAW_S: f64 = 0.12;
/// Least time that the map spans (s of model time), so that its first columns are not stretched over the whole plot.
const LEAST_SPAN_S: f64 = 10.0;
/// Share of the width that the band of groups takes.
const BAND_SHARE: f64 = 0.022;
/// Least width of the legend (logical pixels).
const LEGEND_WIDTH: f32 = 74.0;
/// Colours in the legend's bar.
const LEGEND_STEPS: u8 = 32;

/// The map with its legend.
pub fn threshold_map_ui(ui: &mut Ui, session: &mut Session, dock: &mut Dock, theme: &Theme, place: usize) {
    if session.info.display_order.is_empty() {
        empty_ui(ui, theme, words!("plots-no-neurons", "This scene has no neurons to show."));
        return;
    }
    if session.history.map.is_empty() {
        let why = words!(
            "plots-no-column",
            "No threshold was recorded yet: a column is added every 250 ms of model time. { $press }",
            press = Command::press_to_play()
        );
        empty_ui(ui, theme, &why);
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let (low, font) = (words!("plots-low-ready", "low = ready"), FontId::proportional(theme.text.small));
    let width = ui.painter().layout_no_wrap(low.to_owned(), font, Color32::WHITE).size().x.max(LEGEND_WIDTH);
    let legend = Rect::from_min_max(pos2(whole.right() - width, whole.top()), whole.max);
    let plot = Rect::from_min_max(whole.min, pos2(legend.left() - theme.spacing.item, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(plot), |ui| map_ui(ui, session, dock, theme, place));
    legend_ui(ui, session, theme, legend);
    ui.advance_cursor_after_rect(whole);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "columns and rows on the screen")]
fn map_ui(ui: &mut Ui, session: &mut Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let ground = ground(theme);
    let now = ui.input(|input| input.time);
    let history = session.plotted();
    let rows = history.map.iter().map(|column| column.rows.len()).max().unwrap_or(1).max(1);
    let picture = &mut dock.threshold_map[place];
    picture.fit(ui, [HEAT_COLUMNS + 1, rows], ground.colours.diverging.neutral.into());
    let columns = history.map.len().min(HEAT_COLUMNS + 1);
    let scale = session.shift_scale();
    let range = scale.range.1.to_bits() as usize;
    let from = (history.clears, rows, history.map_stride(), u32::from(theme.is_light()), range);
    if picture.drawn_from != from || (columns as u64) < picture.columns {
        picture.clear(from, ground.colours.diverging.neutral.into());
    }
    if now - picture.drawn_at >= REDRAW_S {
        // The newest column may not be complete: it is written again the next time.
        let first = (picture.columns as usize).saturating_sub(1);
        picture.write(first, &draw(session, &ground, first..columns, rows));
        picture.columns = columns as u64;
        picture.drawn_at = now;
    }
    let drawn = (picture.columns as usize).clamp(1, columns.max(1));
    let first = history.map.first().map_or(0.0, |column| column.time_s);
    let end = history.map.get(drawn - 1).map_or(first, |column| column.time_s);
    let width = if drawn > 1 { (end - first) / (drawn - 1) as f64 } else { 0.25 };
    let start = (first - width).max(0.0);
    let used = drawn as f32 / (HEAT_COLUMNS + 1) as f32;
    let Some(texture) = picture.texture.as_ref().map(TextureHandle::id) else { return };
    let height = session.info.display_order.len() as f64;
    let under = reserve_under(ui);
    let span = (end - start).max(LEAST_SPAN_S);
    let key = (place, PlotTab::ThresholdMap);
    let kept = start..=end;
    let shown = dock.time_views.shown(key, session.status.generation, start..=start + span, &kept);
    let band = (shown.end() - shown.start()) * BAND_SHARE;
    let left = shown.start() - band;
    let groups = row_groups(&session.info, theme);
    let neurons = Axis::bare(words!("plots-neurons-axis", "neurons"));
    let plot = following_plot(ui, theme, "threshold map", Axis::time(), neurons).show_grid(false).invert_y(true);
    let changes: Vec<(f64, BrainState)> =
        blocks(history.course.past()).iter().skip(1).map(|block| (*block.times_s.start(), block.state)).collect();
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(left..=*shown.end());
        plot.set_plot_bounds_y(0.0..=height);
        colour_groups(plot, &groups, left..=shown.start() - 0.15 * band);
        name_groups(plot, theme, &groups, *shown.start(), height);
        for (time_s, state) in &changes {
            if *time_s <= start.max(*shown.start()) || *time_s >= end {
                continue;
            }
            let colour = theme.colours.phases.of(*state).to_egui_with_opacity(0.6);
            plot.vline(egui_plot::VLine::new("", *time_s).stroke((1.0, colour)).allow_hover(false));
        }
    });
    paint_under(ui, under, &response.transform, texture, &kept, height, (0.0, used), *shown.start());
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    let rows = session.info.display_order.clone();
    select_row_ui(ui, theme, (&response.response, &response.transform), &rows, session, shift_text);
}

/// The theme with a middle of the map that does not stand out. On a light ground that of single neurons does, as they have to.
fn ground(theme: &Theme) -> Theme {
    let mut theme = theme.clone();
    if theme.is_light() {
        theme.colours.diverging.neutral = theme.colours.background.awake;
    }
    theme
}

/// The threshold shift at a place of the map.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a row, looked up"
)]
fn shift_text(session: &Session, point: PlotPoint) -> String {
    let column = session.plotted().map.iter().find(|column| column.time_s >= point.x);
    let shift = column.and_then(|column| {
        let row = point.y * column.rows.len() as f64 / session.info.display_order.len().max(1) as f64;
        column.rows.get(row.max(0.0) as usize).copied()
    });
    shift.map_or_else(String::new, |shift| {
        let shift = measured(shift, 2, Variable::ThresholdShift.facts().unit);
        format!("\n{}", words!("plots-shift", "threshold shift { $shift }", shift = shift))
    })
}

/// The colour bar, what its ends mean, and why it may be grey.
fn legend_ui(ui: &mut Ui, session: &Session, theme: &Theme, rect: Rect) {
    let painter = ui.painter_at(rect);
    let font = FontId::proportional(theme.text.small);
    let dim = Color32::from(theme.colours.text_dim);
    let line = theme.text.small + 3.0;
    let bar = Rect::from_min_max(
        pos2(rect.left(), rect.top() + line * 1.3),
        pos2(rect.left() + theme.spacing.margin, rect.bottom() - line * 1.4),
    );
    let facts = Variable::ThresholdShift.facts();
    painter.text(rect.left_top(), Align2::LEFT_TOP, format!("{} ({})", facts.symbol, facts.unit), font.clone(), dim);
    let scale = session.shift_scale();
    painter.add(gradient(&ground(theme), &scale, bar));
    let x = bar.right() + theme.spacing.item;
    let label = |y: f32, align, text: String| painter.text(pos2(x, y), align, text, font.clone(), dim);
    let (low, high) = scale.range;
    let zero = bar.bottom() - scale.position(0.0) * bar.height();
    label(bar.top(), Align2::LEFT_TOP, number(&with_minus(&format!("{high:+}"))));
    // No room for it beside an end.
    if zero - bar.top() > 1.5 * line && bar.bottom() - zero > 1.5 * line {
        label(zero, Align2::LEFT_CENTER, "0".to_owned());
    }
    label(bar.bottom(), Align2::LEFT_BOTTOM, number(&with_minus(&format!("{low:+}"))));
    let (low, high) = (words!("plots-low-ready", "low = ready"), words!("plots-twin-less-run", "Twin − run"));
    let meaning = if session.shows_difference() { high } else { low };
    painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, meaning, font.clone(), dim);
    let mean = mean_shift(session);
    let off = session
        .info
        .rules
        .iter()
        .position(|rule| *rule == Rule::IntrinsicPlasticity)
        .is_none_or(|index| session.sample.rules_enabled.get(index) == Some(&false));
    let mut text = if session.shows_difference() {
        words!(
            "plots-map-difference",
            "Threshold shift of the twin minus that of the run. Warm neurons are easier to excite in the twin, blue ones harder.\nMean now: { $mean }",
            mean = measured(mean, 2, facts.unit)
        )
    } else {
        words!(
            "plots-map-legend",
            "{ $meaning } The range is fixed. Warm neurons are easier to excite than at the start, blue ones harder.\nMean now: { $mean }",
            meaning = facts.meaning,
            mean = measured(mean, 2, facts.unit)
        )
    };
    if off && !session.shows_difference() {
        let why = words!(
            "plots-map-off",
            "Intrinsic plasticity is off or not part of this scene, so thresholds do not learn."
        );
        text.push_str(&format!("\n{why}"));
    }
    ui.interact(rect, ui.id().with("legend"), Sense::hover()).on_hover_text(text);
}

#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
fn mean_shift(session: &Session) -> f32 {
    let rows = session.history.map.last().map(|column| column.rows.as_slice()).unwrap_or_default();
    rows.iter().sum::<f32>() / rows.len().max(1) as f32
}

fn gradient(theme: &Theme, scale: &ColourScale, bar: Rect) -> Shape {
    let mut mesh = Mesh::default();
    let step = vec2(0.0, bar.height() / f32::from(LEGEND_STEPS));
    for k in 0..LEGEND_STEPS {
        let value = scale.value_at(1.0 - (f32::from(k) + 0.5) / f32::from(LEGEND_STEPS));
        let min: Pos2 = bar.left_top() + step * f32::from(k);
        let rect = Rect::from_min_size(min, vec2(bar.width(), step.y));
        mesh.add_colored_rect(rect, scale.colour(theme, value).into());
    }
    Shape::mesh(mesh)
}

/// Columns of the map.
fn draw(session: &Session, theme: &Theme, columns: Range<usize>, rows: usize) -> ColorImage {
    let shown = session.plotted().map.get(columns).unwrap_or_default();
    let width = shown.len();
    let scale = session.shift_scale();
    let mut image = ColorImage::filled([width, rows], Color32::from(theme.colours.diverging.neutral));
    for (x, column) in shown.iter().enumerate() {
        for (y, &shift) in column.rows.iter().enumerate() {
            image.pixels[y * width + x] = scale.colour(theme, shift).into();
        }
    }
    image
}
