//! Over the 3D view: how often each memory was replayed in this sleep, and what the light round the cells of a replay means.

use super::over_box::{PADDING, beside_content};
use super::replay_marks::triangle;
use super::replay_text::{missing, name};
use crate::modulation::BrainState;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{
    Align2, Color32, FontId, Galley, Mesh, Painter, Rect, Sense, Shape, Stroke, Ui, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// Memories that are counted.
const MOST: usize = 4;
/// Width of the box (logical pixels).
const WIDTH: f32 = 400.0;
/// Height of the scale of colours (logical pixels).
const SCALE_HEIGHT: f32 = 9.0;
/// Steps of the scale of colours.
const STEPS: u8 = 24;

/// Whether there is something to say: in sleep, and while a replay is lit up.
#[must_use]
pub fn has_replays(session: &Session) -> bool {
    let asleep = session.sample.state != BrainState::Awake;
    !session.info.patterns.is_empty() && (asleep || session.lens.shown().is_some())
}

/// Size of the box where so much width is left.
#[must_use]
pub fn replay_legend_size(ui: &Ui, session: &Session, theme: &Theme, width: f32) -> Vec2 {
    let width = width.min(WIDTH);
    let line = line_height(theme);
    let counts = why(ui, session, theme, width - beside_content(theme)).map_or(line, |why| why.size().y);
    let order = if session.lens.shown().is_some() { line } else { 0.0 };
    vec2(width, line + counts + order + 2.0 * PADDING)
}

/// Why there is no replay to count, if there is none.
fn why(ui: &Ui, session: &Session, theme: &Theme, width: f32) -> Option<Arc<Galley>> {
    let (font, colour) = (FontId::proportional(theme.text.small), Color32::from(theme.colours.text_dim));
    missing(session).map(|why| ui.painter().layout(why.to_owned(), font, colour, width.max(1.0)))
}

fn line_height(theme: &Theme) -> f32 {
    theme.text.body + 5.0
}

/// What it holds: a heading, a count a memory, and the order of the replay that is shown.
pub fn replay_legend_ui(ui: &Ui, session: &Session, theme: &Theme, inside: Rect) {
    let painter = ui.painter_at(inside);
    let line = line_height(theme);
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let small = FontId::proportional(theme.text.small);
    let memories = &session.sample.replay.memories;
    let mut heading = if session.sample.state == BrainState::Awake {
        words!("replays-last-sleep", "Replays in the last sleep").to_owned()
    } else {
        words!("replays-this-sleep", "Replays in this sleep").to_owned()
    };
    if memories.len() > MOST {
        heading += &format!(", {}", words!("replays-some", "{ $n } of { $all }", n = MOST, all = memories.len()));
    }
    if missing(session).is_none() {
        heading += &format!(" ({})", words!("replays-by-chance", "expected by chance"));
    }
    painter.text(inside.left_top(), Align2::LEFT_TOP, heading, FontId::proportional(theme.text.body), text);
    if session.lens.chosen.is_some() {
        painter.text(
            inside.right_top(),
            Align2::RIGHT_TOP,
            words!("replays-let-go", "Esc lets go"),
            small.clone(),
            text,
        );
    }
    // A pixel more, so that rounding breaks no line elsewhere than before.
    if let Some(why) = why(ui, session, theme, inside.width() + 1.0) {
        painter.galley(pos2(inside.left(), inside.top() + line), why, dim);
    } else {
        counts(&painter, session, theme, inside, inside.top() + 1.5 * line);
    }
    if session.lens.shown().is_some() {
        order(&painter, session, theme, inside, inside.bottom() - 0.5 * line);
    }
    ui.interact(inside, ui.id().with("replays"), Sense::hover()).on_hover_text(all_counts(session));
}

/// Each memory in words: there may be more, with longer names, than the box has room for.
fn all_counts(session: &Session) -> String {
    let memories = session.sample.replay.memories.iter().enumerate().map(|(pattern, memory)| {
        let name = name(&session.info, pattern);
        if memory.members == 0 {
            words!("replays-none-of", "{ $name }: not presented yet", name = name)
        } else {
            words!(
                "replays-of",
                "{ $name }: { $n -> [one] 1 replay *[other] { $n } replays }, by chance { $chance }",
                name = name,
                n = memory.replays,
                chance = number(&format!("{:.1}", memory.chance))
            )
        }
    });
    memories.collect::<Vec<String>>().join("\n")
}

/// Each memory with its replays, and with those that chance would give it.
fn counts(painter: &Painter, session: &Session, theme: &Theme, inside: Rect, y: f32) {
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let body = FontId::proportional(theme.text.body);
    let mut x = inside.left();
    for (pattern, memory) in session.sample.replay.memories.iter().enumerate().take(MOST) {
        let colour = Color32::from(theme.pattern(pattern));
        triangle(painter, pos2(x + 5.0, y + 4.0), colour, Stroke::NONE);
        let name = name(&session.info, pattern);
        let (count, chance) = if memory.members == 0 {
            (format!("{name} –"), words!("replays-not-presented", "not presented").to_owned())
        } else {
            (format!("{name} {}", memory.replays), number(&format!("({:.1})", memory.chance)))
        };
        x = painter.text(pos2(x + 14.0, y), Align2::LEFT_CENTER, count, body.clone(), text).right() + 4.0;
        x = painter.text(pos2(x, y), Align2::LEFT_CENTER, chance, FontId::proportional(theme.text.small), dim).right()
            + theme.spacing.section;
    }
}

/// The scale of colours: which cells fire first in the replay that is shown, and which last.
fn order(painter: &Painter, session: &Session, theme: &Theme, inside: Rect, y: f32) {
    let Some(replay) = session.lens.shown() else { return };
    let (text, dim) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let small = FontId::proportional(theme.text.small);
    let first =
        words!("replays-first", "Glow of the cells of { $name }: first", name = name(&session.info, replay.pattern));
    let left = painter.text(pos2(inside.left(), y), Align2::LEFT_CENTER, first, small.clone(), text).right();
    let last = words!("replay-later", "{ $ms } ms and later", ms = format!("{:.0}", 1000.0 * replay.spread_s()));
    let right = painter.text(pos2(inside.right(), y), Align2::RIGHT_CENTER, last, small, dim).left();
    let bar = Rect::from_x_y_ranges(
        left + theme.spacing.item..=(right - theme.spacing.item).max(left + theme.spacing.item),
        y - 0.5 * SCALE_HEIGHT..=y + 0.5 * SCALE_HEIGHT,
    );
    let mut mesh = Mesh::default();
    for step in 0..STEPS {
        let [from, to] = [step, step + 1].map(|step| f32::from(step) / f32::from(STEPS));
        let colour = theme.replay_order(replay.pattern, 0.5 * (from + to));
        let part =
            Rect::from_x_y_ranges(bar.left() + from * bar.width()..=bar.left() + to * bar.width(), bar.y_range());
        mesh.add_colored_rect(part, Color32::from(colour));
    }
    painter.add(Shape::mesh(mesh));
}
