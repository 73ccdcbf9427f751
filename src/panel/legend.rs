//! The legend of the 3D view: what fill, light and marks of a neuron mean, with the thresholds of now inside the bar.

use super::inspector::paint_kind_mark;
use super::mark::{paint_mark, standing_mark};
use super::plots::distribution;
use crate::number_text::thousands;
use crate::scene::file::NeuronKind;
use crate::session::{Session, Standing};
use crate::theme::{Theme, palette};
use bevy_egui::egui::{Align2, Color32, FontId, Mesh, Rect, Shape, Stroke, Ui, pos2, vec2};

/// Bins of the histogram inside the bar.
const BINS: usize = 28;
/// Height of the bar (logical pixels).
const BAR_HEIGHT: f32 = 26.0;

/// The legend, at the bottom left of `inner`; gives its upper edge.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
pub fn legend_ui(ui: &mut Ui, session: &Session, theme: &Theme, inner: Rect) -> f32 {
    let painter = ui.painter_at(inner.expand(theme.spacing.margin));
    let line = theme.text.body + 4.0;
    let padding = theme.spacing.margin;
    let replaced = session.sample.synapses_replaced;
    let (raised, lowered) = session.painted();
    let painted = raised + lowered > 0 || session.paint.stroke.is_some();
    let more = [replaced.is_some(), painted, session.forecast.shown].into_iter().filter(|&shown| shown).count();
    let lines = 3.0 + more as f32;
    let size = vec2(theme.panels.legend.min(inner.width()), BAR_HEIGHT + lines * line + 2.0 * padding);
    let whole = Rect::from_min_size(pos2(inner.left(), inner.bottom() - size.y), size);
    painter.rect_filled(whole, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.82));
    let content = whole.shrink(padding);
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let body = FontId::proportional(theme.text.body);
    let small = FontId::proportional(theme.text.small);
    painter.text(content.left_top(), Align2::LEFT_TOP, "Fill: firing threshold (mV)", body.clone(), text);
    let bar = Rect::from_min_size(content.left_top() + vec2(0.0, line), vec2(content.width(), BAR_HEIGHT));
    let counts = distribution(&session.sample.threshold_mv, BINS);
    let highest = counts.iter().copied().fold(1.0, f64::max);
    let mut mesh = Mesh::default();
    let width = bar.width() / BINS as f32;
    for (bin, count) in counts.iter().enumerate() {
        let colour = palette::viridis((bin as f32 + 0.5) / BINS as f32);
        let left = bar.left() + bin as f32 * width;
        let column = Rect::from_min_size(pos2(left, bar.top()), vec2(width, bar.height()));
        mesh.add_colored_rect(column, colour.into());
        #[expect(clippy::cast_possible_truncation, reason = "a height on the screen")]
        let height = (bar.height() - 3.0) * (*count / highest) as f32;
        let filled = Rect::from_min_max(pos2(left, bar.bottom() - height), pos2(left + width, bar.bottom()));
        // Dark on the light end, light on the dark end, so that the shape is seen everywhere.
        let ink = if bin * 2 < BINS { theme.colours.text } else { theme.colours.background.awake };
        mesh.add_colored_rect(filled, ink.to_egui_with_opacity(0.75));
    }
    painter.add(Shape::mesh(mesh));
    let range = palette::THRESHOLD_RANGE_MV;
    let ticks = [*range.start(), 0.5 * (range.start() + range.end()), *range.end()];
    for (tick, (x, align)) in ticks.into_iter().zip([
        (bar.left(), Align2::LEFT_TOP),
        (bar.center().x, Align2::CENTER_TOP),
        (bar.right(), Align2::RIGHT_TOP),
    ]) {
        painter.text(pos2(x, bar.bottom() + 2.0), align, format!("−{:.0}", -tick), small.clone(), dim);
    }
    let selected = session.selected.and_then(|neuron| session.sample.threshold_mv.get(neuron as usize).copied());
    if let Some(threshold) = selected.filter(|threshold| threshold.is_finite()) {
        let x = bar.left() + palette::position(threshold, &range) * bar.width();
        let marker = vec![pos2(x - 5.0, bar.top() - 6.0), pos2(x + 5.0, bar.top() - 6.0), pos2(x, bar.top() + 2.0)];
        painter.add(Shape::convex_polygon(
            marker,
            Color32::from(theme.colours.selected),
            Stroke::new(1.0, Color32::from(theme.colours.panel)),
        ));
        painter.vline(x, bar.y_range(), Stroke::new(1.5, Color32::from(theme.colours.selected)));
    }
    let mut y = content.bottom() - 0.5 * line;
    let mark = 0.4 * theme.text.body;
    if session.forecast.shown {
        let pattern = session.forecast.pattern;
        let decided = session.forecast.current().is_some_and(|forecast| forecast.outcome.is_some());
        let mut x = content.left();
        for (standing, word) in Standing::ALL.into_iter().zip(["forecast to join", "hit", "miss", "unforeseen"]) {
            if decided != (standing == Standing::Forecast) {
                standing_mark(&painter, theme, pattern, standing, pos2(x + mark + 1.0, y), mark);
                let drawn = painter.text(pos2(x + 2.0 * mark + 7.0, y), Align2::LEFT_CENTER, word, body.clone(), text);
                x = drawn.right() + theme.spacing.section;
            }
        }
        y -= line;
    }
    if painted {
        let mut x = content.left();
        for (up, word) in [(true, "painted up"), (false, "painted down")] {
            paint_mark(&painter, theme, up, pos2(x + mark + 1.0, y), mark);
            let drawn = painter.text(pos2(x + 2.0 * mark + 7.0, y), Align2::LEFT_CENTER, word, body.clone(), text);
            x = drawn.right() + theme.spacing.section;
        }
        y -= line;
    }
    if let Some(replaced) = replaced {
        let mut x = content.left();
        for (colour, name) in [(theme.colours.synapse_formed, "new"), (theme.colours.synapse_pruned, "pruned")] {
            let mark = theme.text.body;
            painter.hline(x..=x + mark, y, Stroke::new(2.0 * theme.spacing.line, Color32::from(colour)));
            let drawn = painter.text(pos2(x + mark + 4.0, y), Align2::LEFT_CENTER, name, body.clone(), text);
            x = drawn.right() + theme.spacing.item + 2.0;
        }
        let count = format!("{} replaced", thousands(replaced));
        painter.text(pos2(content.right(), y), Align2::RIGHT_CENTER, count, small, dim);
        y -= line;
    }
    let mut x = content.left();
    for (kind, name) in [(NeuronKind::Excitatory, "excitatory"), (NeuronKind::Inhibitory, "inhibitory")] {
        let mark = Rect::from_center_size(pos2(x + 0.5 * theme.text.body, y), vec2(theme.text.body, theme.text.body));
        paint_kind_mark(&painter, theme, kind, mark);
        let drawn = painter.text(pos2(mark.right() + 4.0, y), Align2::LEFT_CENTER, name, body.clone(), text);
        x = drawn.right() + theme.spacing.section;
    }
    whole.top()
}
