//! Over the 3D view: how often each memory was replayed in this sleep, and what the light round the cells of a replay means.

use super::replay_marks::triangle;
use super::replay_text::{missing, name};
use crate::modulation::BrainState;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Color32, FontId, Mesh, Rect, Shape, Stroke, Ui, pos2, vec2};

/// Memories that have a line of their own.
const MOST_LINES: usize = 4;
/// Height of the scale of colours (logical pixels).
const SCALE_HEIGHT: f32 = 9.0;
/// Steps of the scale of colours.
const STEPS: u8 = 24;

/// The box, at the bottom left of `inner`; in sleep, and while a replay is lit up.
pub fn replay_legend_ui(ui: &Ui, session: &Session, theme: &Theme, inner: Rect) {
    let shown = session.lens.shown();
    let asleep = session.sample.state != BrainState::Awake;
    if session.info.patterns.is_empty() || !(asleep || shown.is_some()) {
        return;
    }
    let painter = ui.painter_at(inner.expand(theme.spacing.margin));
    let (line, padding) = (theme.text.body + 4.0, theme.spacing.margin);
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let body = FontId::proportional(theme.text.body);
    let small = FontId::proportional(theme.text.small);
    let width = theme.panels.legend.min(inner.width());
    let why = missing(session)
        .map(|why| painter.layout(why.to_owned(), small.clone(), dim, (width - 2.0 * padding).max(1.0)));
    let memories = &session.sample.replay.memories;
    let lines = if why.is_some() { 0 } else { memories.len().min(MOST_LINES) };
    let scale = if shown.is_some() { 2.0 * line + SCALE_HEIGHT + theme.spacing.item } else { 0.0 };
    let height = line + why.as_ref().map_or(0.0, |why| why.size().y) + line * lines as f32 + scale + 2.0 * padding;
    if height > inner.height() {
        return;
    }
    let whole = Rect::from_min_size(pos2(inner.left(), inner.bottom() - height), vec2(width, height));
    painter.rect_filled(whole, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.82));
    let content = whole.shrink(padding);
    let which = if asleep { "this" } else { "the last" };
    let part =
        if memories.len() > lines && lines > 0 { format!(", {lines} of {}", memories.len()) } else { String::new() };
    let heading = format!("Replays in {which} sleep{part}");
    painter.text(content.left_top(), Align2::LEFT_TOP, heading, body.clone(), text);
    if session.lens.chosen.is_some() {
        painter.text(content.right_top(), Align2::RIGHT_TOP, "Esc lets go", small.clone(), text);
    }
    let mut y = content.top() + line;
    if let Some(why) = why {
        let height = why.size().y;
        painter.galley(pos2(content.left(), y), why, dim);
        y += height;
    }
    for (pattern, memory) in memories.iter().enumerate().take(lines) {
        let colour = Color32::from(theme.pattern(pattern));
        let middle = y + 0.5 * line;
        triangle(&painter, pos2(content.left() + 5.0, middle + 4.0), colour, Stroke::NONE);
        let label = if memory.members == 0 {
            format!("{}: not presented yet", name(&session.info, pattern))
        } else {
            format!("{}  {}", name(&session.info, pattern), memory.replays)
        };
        painter.text(pos2(content.left() + 16.0, middle), Align2::LEFT_CENTER, label, body.clone(), text);
        if memory.members > 0 {
            let chance = format!("by chance {:.1}", memory.chance);
            painter.text(pos2(content.right(), middle), Align2::RIGHT_CENTER, chance, small.clone(), dim);
        }
        y += line;
    }
    let Some(replay) = shown else { return };
    y += theme.spacing.item;
    let words = format!("Light round cells: order in this replay of {}", name(&session.info, replay.pattern));
    painter.text(pos2(content.left(), y), Align2::LEFT_TOP, words, small.clone(), text);
    let bar = Rect::from_min_size(pos2(content.left(), y + line), vec2(content.width(), SCALE_HEIGHT));
    let mut mesh = Mesh::default();
    for step in 0..STEPS {
        let [from, to] = [step, step + 1].map(|step| f32::from(step) / f32::from(STEPS));
        let colour = theme.replay_order(replay.pattern, 0.5 * (from + to));
        let part =
            Rect::from_x_y_ranges(bar.left() + from * bar.width()..=bar.left() + to * bar.width(), bar.y_range());
        mesh.add_colored_rect(part, Color32::from(colour));
    }
    painter.add(Shape::mesh(mesh));
    let last = format!("last, {:.0} ms later", 1000.0 * replay.spread_s());
    painter.text(pos2(bar.left(), bar.bottom() + 1.0), Align2::LEFT_TOP, "first", small.clone(), dim);
    painter.text(pos2(bar.right(), bar.bottom() + 1.0), Align2::RIGHT_TOP, last, small, dim);
}
