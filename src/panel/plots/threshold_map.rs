//! The threshold map: threshold shift of every neuron over the whole run, ordered by memory, one texture.

use super::display_order::row_groups;
use super::frame::{Axis, following_plot, paint_under, reserve_under};
use super::raster::{name_groups, select_row};
use crate::panel::state::PanelState;
use crate::panel::style::{empty_ui, number};
use crate::plasticity::Rule;
use crate::session::Session;
use crate::theme::{Theme, palette};
use bevy_egui::egui::{
    Align2, Color32, ColorImage, FontId, Mesh, Pos2, Rect, Sense, Shape, TextureOptions, Ui, UiBuilder, pos2, vec2,
};

/// Shortest time between two drawings (s of watching).
const REDRAW_S: f64 = 0.12;
/// Least time that the map spans (s of model time), so that its first columns are not stretched over the whole plot.
const LEAST_SPAN_S: f64 = 10.0;
/// Share of the width that the band of groups takes.
const BAND_SHARE: f64 = 0.022;
/// Width of the legend (logical pixels).
const LEGEND_WIDTH: f32 = 74.0;
/// Colours in the legend's bar.
const LEGEND_STEPS: u8 = 32;

/// The map with its legend.
pub fn threshold_map_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, place: usize) {
    if session.info.display_order.is_empty() {
        empty_ui(ui, theme, "This scene has no neurons to show.");
        return;
    }
    if session.history.map.is_empty() {
        empty_ui(ui, theme, "No threshold was recorded yet: a column is added every 250 ms of model time. Press Space to play.");
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let legend = Rect::from_min_max(pos2(whole.right() - LEGEND_WIDTH, whole.top()), whole.max);
    let plot = Rect::from_min_max(whole.min, pos2(legend.left() - theme.spacing.item, whole.bottom()));
    ui.scope_builder(UiBuilder::new().max_rect(plot), |ui| map_ui(ui, session, state, theme, place));
    legend_ui(ui, session, theme, legend);
    ui.advance_cursor_after_rect(whole);
}

fn map_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, place: usize) {
    let now = ui.input(|input| input.time);
    let picture = &mut state.threshold_map[place];
    let columns = session.history.map.len();
    let last = session.history.map.last().map_or(0.0, |column| column.time_s);
    let from = (session.history.version, columns, session.info.display_order.len());
    if picture.is_settled() && picture.drawn_from != from && now - picture.drawn_at >= REDRAW_S {
        let first = session.history.map.first().map_or(0.0, |column| column.time_s);
        #[expect(clippy::cast_precision_loss, reason = "columns are few")]
        let width = if columns > 1 { (last - first) / (columns - 1) as f64 } else { 0.25 };
        let covers = (first - width).max(0.0)..=last;
        picture.draw(ui, "threshold map", draw(session, theme), TextureOptions::NEAREST, covers);
        picture.drawn_from = from;
        picture.drawn_at = now;
    }
    let Some(layer) = picture.layer() else { return };
    let (start, end) = (*layer.covers.start(), *layer.covers.end());
    #[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^52")]
    let height = session.info.display_order.len() as f64;
    let texture = layer.texture.id();
    let under = reserve_under(ui);
    let span = (end - start).max(LEAST_SPAN_S);
    let left = start - span * BAND_SHARE;
    let groups = row_groups(&session.info, theme);
    let plot = following_plot(ui, theme, "threshold map", Axis::new("model time (s)"), Axis::new("neuron"))
        .show_grid(false)
        .invert_y(true)
        .sense(Sense::click());
    let info = session.info.clone();
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(left..=start + span);
        plot.set_plot_bounds_y(0.0..=height);
        for group in &groups {
            #[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^52")]
            let (top, bottom) = (group.start as f64, group.end as f64);
            let right = start - span * BAND_SHARE * 0.15;
            let corners = vec![[left, top], [right, top], [right, bottom], [left, bottom]];
            plot.polygon(
                egui_plot::Polygon::new("", corners)
                    .fill_color(Color32::from(group.colour))
                    .stroke((0.0, Color32::TRANSPARENT))
                    .allow_hover(false),
            );
        }
        name_groups(plot, theme, &groups, start, height);
        for phase in info.phases.iter().filter(|phase| phase.start_s > start && phase.start_s < end) {
            let colour = theme.colours.phases.of(phase.state).to_egui_with_opacity(0.6);
            plot.vline(egui_plot::VLine::new("", phase.start_s).stroke((1.0, colour)).allow_hover(false));
        }
        plot.pointer_coordinate()
    });
    paint_under(ui, under, &response.transform, texture, &(start..=end), height);
    select_row(&response.response, response.inner, session);
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
    painter.text(rect.left_top(), Align2::LEFT_TOP, "shift (mV)", font.clone(), dim);
    painter.add(gradient(theme, bar));
    let range = palette::THRESHOLD_SHIFT_RANGE_MV;
    let x = bar.right() + theme.spacing.item;
    let label = |y: f32, align, text: String| painter.text(pos2(x, y), align, text, font.clone(), dim);
    label(bar.top(), Align2::LEFT_TOP, format!("+{:.0}", range.end()));
    label(bar.center().y, Align2::LEFT_CENTER, "0".to_owned());
    label(bar.bottom(), Align2::LEFT_BOTTOM, format!("−{:.0}", -range.start()));
    painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, "low = ready", font.clone(), dim);
    let mean = mean_shift(session);
    let off = session.info.rules.iter().position(|rule| *rule == Rule::IntrinsicPlasticity).is_none_or(|index| {
        session.sample.rules_enabled.get(index) == Some(&false)
    });
    let why = if off { "\nIntrinsic plasticity is off or not part of this scene, so thresholds do not learn." } else { "" };
    ui.interact(rect, ui.id().with("legend"), Sense::hover()).on_hover_text(format!(
        "Threshold now minus threshold at the start, fixed range. Blue neurons are easier to excite than at the start, \
         orange ones harder.\nMean now: {}{why}",
        number(mean, 2, "mV")
    ));
}

#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
fn mean_shift(session: &Session) -> f32 {
    let rows = session.history.map.last().map(|column| column.rows.as_slice()).unwrap_or_default();
    rows.iter().sum::<f32>() / rows.len().max(1) as f32
}

fn gradient(theme: &Theme, bar: Rect) -> Shape {
    let mut mesh = Mesh::default();
    let step = vec2(0.0, bar.height() / f32::from(LEGEND_STEPS));
    for k in 0..LEGEND_STEPS {
        let position = 1.0 - 2.0 * (f32::from(k) + 0.5) / f32::from(LEGEND_STEPS);
        let min: Pos2 = bar.left_top() + step * f32::from(k);
        let rect = Rect::from_min_size(min, vec2(bar.width(), step.y));
        mesh.add_colored_rect(rect, theme.diverging(position).into());
    }
    Shape::mesh(mesh)
}

fn draw(session: &Session, theme: &Theme) -> ColorImage {
    let map = &session.history.map;
    let width = map.len().max(1);
    let height = map.iter().map(|column| column.rows.len()).max().unwrap_or(1).max(1);
    let mut image = ColorImage::filled([width, height], Color32::from(theme.colours.diverging.neutral));
    for (x, column) in map.iter().enumerate() {
        for (y, &shift) in column.rows.iter().enumerate() {
            image.pixels[y * width + x] = theme.threshold_shift(shift).into();
        }
    }
    image
}
