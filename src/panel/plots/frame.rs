//! What all plots share: axes with units, phases as tint, lines with few points.

use super::ticks::Numbers;
use crate::number_text::{with_minus, with_unit, without_zeros};
use crate::session::Session;
use crate::session::course::{blocks, planned};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::layers::ShapeIdx;
use bevy_egui::egui::{Color32, FontId, Id, Mesh, Rangef, Rect, Shape, Stroke, TextureId, Ui, pos2, vec2};
use egui_plot::{AxisHints, GridMark, HPlacement, Plot, PlotPoint, PlotPoints, PlotTransform, PlotUi, Span};
use std::ops::RangeInclusive;

/// Opacity of the tint by which a plot shows the brain state.
const PHASE_TINT: f32 = 0.10;
/// The same where it is only planned.
const PLAN_TINT: f32 = 0.04;

/// Units of an axis and how its ticks are written.
pub struct Axis {
    /// Name with unit.
    pub label: &'static str,
    /// The same, short: where the other has no room. Empty: what stands before the unit.
    pub short: &'static str,
    /// Text of a tick.
    pub ticks: fn(f64) -> String,
    /// Whether there is nothing between two whole numbers.
    pub whole: bool,
}

impl Axis {
    /// An axis with plain numbers.
    pub const fn new(label: &'static str) -> Self {
        Self { label, short: "", ticks: mark_text, whole: false }
    }

    /// With a short name.
    pub const fn short(self, short: &'static str) -> Self {
        Self { short, ..self }
    }

    /// An axis that counts something.
    pub const fn count(label: &'static str) -> Self {
        Self { label, short: "", ticks: mark_text, whole: true }
    }

    /// Model time; a run begins at 0, so what lies before has no number.
    pub fn time() -> Self {
        let ticks = |value| if value < 0.0 { String::new() } else { mark_text(value) };
        Self { label: words!("plots-model-time", "model time (s)"), short: "", ticks, whole: false }
    }

    /// A short name.
    fn shorter(&self) -> &'static str {
        let before = self.label.split_once(" (").map_or(self.label, |(before, _)| before);
        if self.short.is_empty() { before } else { self.short }
    }

    /// The unit, if it stands in brackets, else the whole name.
    fn unit(&self) -> &'static str {
        self.label.split_once('(').map_or(self.label, |(_, unit)| unit.trim_end_matches(')'))
    }

    /// The first word of the name.
    fn word(&self) -> &'static str {
        self.label.split([' ', ',']).next().unwrap_or_default()
    }

    /// An axis without numbers.
    pub const fn bare(label: &'static str) -> Self {
        Self { label, short: "", ticks: |_| String::new(), whole: true }
    }
}

/// A value with its unit, as the window's language writes it.
pub fn measured(value: f32, decimals: usize, unit: &str) -> String {
    number(with_unit(value, decimals, unit).trim_end())
}

/// A time with its unit.
pub fn seconds(time_s: f64, decimals: usize) -> String {
    number(&format!("{time_s:.decimals$} s"))
}

/// A number without needless digits.
pub fn plain_tick(value: f64) -> String {
    short(if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") })
}

/// A mark of an axis: a round number, with all its digits.
pub fn mark_text(value: f64) -> String {
    short(format!("{value:.6}"))
}

fn short(text: String) -> String {
    let text = without_zeros(&text);
    if text == "-0" { "0".to_owned() } else { number(&with_minus(text)) }
}

/// A plot whose bounds are set by its content and by what the user holds: egui_plot's own dragging and zoom are off.
pub fn following_plot<'a>(ui: &Ui, theme: &Theme, id: &str, horizontal: Axis, vertical: Axis) -> Plot<'a> {
    let (x_ticks, y_ticks) = (horizontal.ticks, vertical.ticks);
    let across = Numbers { text: x_ticks, whole: horizontal.whole, vertical: false };
    let upwards = Numbers { text: y_ticks, whole: vertical.whole, vertical: true };
    // Beside it stand the numbers and the name of the other axis.
    let room = ui.available_width() - 4.0 * theme.text.small;
    let across_name = fitting(ui, theme, [horizontal.label, horizontal.shorter(), horizontal.unit()], room);
    let x = axis_name(theme, &across_name, false)
        .formatter(move |mark: GridMark, _: &RangeInclusive<f64>| x_ticks(mark.value));
    // Below it stand the numbers and the name of the other axis.
    let room = ui.available_height() - 2.5 * theme.text.small;
    let brief = if vertical.short.is_empty() { vertical.unit() } else { vertical.short };
    let name = fitting(ui, theme, [vertical.label, brief, vertical.word()], room);
    let y = axis_name(theme, &name, true).formatter(move |mark: GridMark, _: &RangeInclusive<f64>| y_ticks(mark.value));
    Plot::new(id)
        .id(plot_id(ui, id))
        .custom_x_axes(vec![x])
        .custom_y_axes(vec![y])
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .show_crosshair(false)
        .grid_spacing(Rangef::new(theme.text.small, theme.text.small * 10.0))
        .x_grid_spacer(move |input| across.marks(&input))
        .y_grid_spacer(move |input| upwards.marks(&input))
        .set_margin_fraction(vec2(0.0, 0.0))
        .grid_color(Color32::from(theme.colours.outline))
        .label_formatter(|_| None)
}

/// The id of a plot in this room.
pub fn plot_id(ui: &Ui, id: &str) -> Id {
    ui.make_persistent_id(ui.id().with(id))
}

/// An axis with this name and plain numbers.
pub fn axis_name(theme: &Theme, name: &str, vertical: bool) -> AxisHints<'static> {
    let font = FontId::proportional(theme.text.small);
    let colour = Color32::from(theme.colours.text_dim);
    let hints = if vertical { AxisHints::new_y() } else { AxisHints::new_x() };
    let hints = hints
        .label(bevy_egui::egui::RichText::new(name).size(theme.text.small).color(colour))
        .tick_label_font(font)
        .tick_label_color(colour)
        .formatter(|mark: GridMark, _: &RangeInclusive<f64>| mark_text(mark.value))
        // The marks are as far apart as their numbers need.
        .label_spacing(Rangef::new(0.0, 1.0));
    if vertical { hints.placement(HPlacement::Left).min_thickness(theme.text.small * 2.6) } else { hints }
}

/// The first of several names, from the longest to the shortest, that fits into so much room (logical pixels).
pub fn fitting(ui: &Ui, theme: &Theme, names: [&str; 3], room: f32) -> String {
    let font = FontId::proportional(theme.text.small);
    let fits =
        |name: &&str| ui.painter().layout_no_wrap((*name).to_owned(), font.clone(), Color32::WHITE).size().x <= room;
    names.into_iter().find(fits).unwrap_or(names[2]).to_owned()
}

/// A place in the drawing order for a texture that lies under a plot; fill it with [`paint_under`] after the plot.
///
/// egui_plot's own images are lost on an axis that points down.
pub fn reserve_under(ui: &Ui) -> ShapeIdx {
    ui.painter().add(Shape::Noop)
}

/// Paint a texture under a plot, over these times and rows. `ring` is the column that stands for the earliest time, as a share of
/// the width; `used` the share of the columns that stand for a time. Nothing is painted left of `from_s`.
pub fn paint_under(
    ui: &Ui,
    place: ShapeIdx,
    transform: &PlotTransform,
    texture: TextureId,
    times: &RangeInclusive<f64>,
    rows: f64,
    (ring, used): (f32, f32),
    from_s: f64,
) {
    let first = transform.position_from_point(&PlotPoint::new(*times.start(), 0.0));
    let last = transform.position_from_point(&PlotPoint::new(*times.end(), rows));
    let whole = Rect::from_two_pos(first, last);
    let mut mesh = Mesh::with_texture(texture);
    let seam = whole.left() + whole.width() * ((1.0 - ring) / used.max(f32::EPSILON)).min(1.0);
    let left = Rect::from_min_max(whole.min, pos2(seam, whole.bottom()));
    mesh.add_rect_with_uv(left, Rect::from_min_max(pos2(ring, 0.0), pos2((ring + used).min(1.0), 1.0)), Color32::WHITE);
    if ring > 0.0 {
        let right = Rect::from_min_max(pos2(seam, whole.top()), whole.max);
        mesh.add_rect_with_uv(right, Rect::from_min_max(pos2(0.0, 0.0), pos2(ring, 1.0)), Color32::WHITE);
    }
    let mut clip = *transform.frame();
    clip.min.x = transform.position_from_point(&PlotPoint::new(from_s, 0.0)).x.max(clip.min.x);
    ui.painter().with_clip_rect(clip).set(place, Shape::mesh(mesh));
}

/// Tint the background by brain state, for plots over time: what happened, and paler what is planned.
pub fn tint_course(plot: &mut PlotUi<'_>, theme: &Theme, session: &Session, shown: &RangeInclusive<f64>) {
    let past = blocks(session.plotted().course.past());
    let plan = blocks(&planned(&session.info, session.end()));
    let tinted = past.iter().map(|block| (block, PHASE_TINT)).chain(plan.iter().map(|block| (block, PLAN_TINT)));
    for (block, opacity) in tinted {
        if block.times_s.end() > shown.start() && block.times_s.start() < shown.end() {
            let colour = theme.colours.phases.of(block.state).to_egui_with_opacity(opacity);
            let range = block.times_s.start().max(*shown.start())..=block.times_s.end().min(*shown.end());
            plot.span(Span::new("", range).fill(colour).border(Stroke::NONE));
        }
    }
}

/// The last `window_s` seconds up to now.
pub fn last_seconds(session: &Session, window_s: f64) -> RangeInclusive<f64> {
    let end = if session.sample.time_s.is_finite() { session.sample.time_s.max(window_s) } else { window_s };
    end - window_s..=end
}

/// Lowest and highest value in each of `columns` equal parts, so that no peak is lost and few points are drawn.
pub fn decimate(points: &[[f64; 2]], columns: usize) -> PlotPoints<'static> {
    if points.len() <= 2 * columns.max(1) {
        return PlotPoints::Owned(points.iter().map(|&[x, y]| PlotPoint::new(x, y)).collect());
    }
    let chunk = points.len().div_ceil(columns.max(1));
    let mut kept = Vec::with_capacity(2 * columns);
    for part in points.chunks(chunk) {
        let lowest = part.iter().enumerate().min_by(|a, b| a.1[1].total_cmp(&b.1[1]));
        let highest = part.iter().enumerate().max_by(|a, b| a.1[1].total_cmp(&b.1[1]));
        let (Some((low_at, low)), Some((high_at, high))) = (lowest, highest) else { continue };
        let (first, second) = if low_at <= high_at { (low, high) } else { (high, low) };
        kept.push(PlotPoint::new(first[0], first[1]));
        kept.push(PlotPoint::new(second[0], second[1]));
    }
    PlotPoints::Owned(kept)
}

/// Outline of a histogram as a line.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
pub fn outline(heights: &[f64], start: f64, width: f64) -> PlotPoints<'static> {
    let mut points = Vec::with_capacity(2 * heights.len() + 2);
    points.push(PlotPoint::new(start, 0.0));
    for (bin, &height) in heights.iter().enumerate() {
        points.push(PlotPoint::new(start + bin as f64 * width, height));
        points.push(PlotPoint::new(start + (bin + 1) as f64 * width, height));
    }
    points.push(PlotPoint::new(start + heights.len() as f64 * width, 0.0));
    PlotPoints::Owned(points)
}

/// The time up to which the run is known, from `first_s` on.
pub fn kept(session: &Session, first_s: f64) -> RangeInclusive<f64> {
    let known = session.end().time_s.max(session.sample.time_s);
    let end = if known.is_finite() { known } else { 0.0 };
    first_s.min(end)..=end
}

/// What is compared: now with the start, or the twin with the run.
pub fn compared_names(session: &Session) -> [&'static str; 2] {
    if session.shows_difference() {
        [words!("plots-in-twin", "in the twin"), words!("plots-in-run", "in the run")]
    } else {
        [words!("plots-now", "now"), words!("plots-at-the-start", "at the start")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimation_keeps_peaks() {
        let points: Vec<[f64; 2]> = (0..10_000).map(|k| [f64::from(k), if k == 5_123 { 9.0 } else { 0.0 }]).collect();
        let PlotPoints::Owned(kept) = decimate(&points, 100) else { panic!("owned") };
        assert!(kept.len() <= 200 && kept.iter().any(|point| point.y > 8.0));
        assert!(kept.windows(2).all(|pair| pair[0].x <= pair[1].x));
    }

    #[test]
    fn ticks_are_short() {
        assert_eq!(plain_tick(-0.0), "0");
        assert_eq!(plain_tick(-2.50), "−2.5");
        assert_eq!(plain_tick(1200.0), "1200");
        assert_eq!([0.1 * 3.0, 120.5, -0.0005].map(mark_text), ["0.3", "120.5", "−0.0005"]);
    }
}
