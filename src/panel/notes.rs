//! Over the 3D view: what the scene simplifies.

use super::over_box::{PADDING, beside_content};
use super::style::TARGET;
use crate::theme::Theme;
use crate::words::{scene_text, words};
use bevy_egui::egui::text::LayoutJob;
use bevy_egui::egui::{Color32, FontId, Galley, Rect, Ui, Vec2, vec2};
use std::sync::Arc;

/// Widest that the box gets (logical pixels).
const WIDTH: f32 = 380.0;
/// Lines that are written out; all are in the tooltip.
const LINES: usize = 3;

/// All lines, each with a dot.
#[must_use]
pub fn notes_text(lines: &[String]) -> String {
    listed(lines, lines.len())
}

fn listed(lines: &[String], shown: usize) -> String {
    let mut text = words!("notes-heading", "Simplified here:").to_owned();
    for line in lines.iter().take(shown) {
        text.push_str("\n· ");
        text.push_str(scene_text(line));
    }
    if lines.len() > shown {
        text.push_str("\n· ");
        text.push_str(&words!("notes-more", "and { $count } more", count = lines.len() - shown));
    }
    text
}

fn galley(ui: &Ui, theme: &Theme, lines: &[String], width: f32) -> Arc<Galley> {
    let font = FontId::proportional(theme.text.small);
    let width = width - beside_content(theme);
    ui.painter().layout_job(LayoutJob::simple(listed(lines, LINES), font, Color32::from(theme.colours.text_dim), width))
}

/// Size of the box where so much width is left.
#[must_use]
pub fn notes_size(ui: &Ui, theme: &Theme, lines: &[String], width: f32) -> Vec2 {
    let text = galley(ui, theme, lines, width.min(WIDTH)).size();
    vec2(text.x + beside_content(theme), (text.y + 2.0 * PADDING).max(TARGET))
}

/// What it holds.
pub fn notes_ui(ui: &Ui, theme: &Theme, lines: &[String], inside: Rect) {
    // A pixel more, so that rounding breaks no line elsewhere than before.
    let text = galley(ui, theme, lines, inside.width() + beside_content(theme) + 1.0);
    ui.painter().galley(inside.min, text, Color32::from(theme.colours.text_dim));
    let response = ui.interact(inside, ui.id().with("notes"), bevy_egui::egui::Sense::hover());
    if lines.len() > LINES {
        response.on_hover_text(notes_text(lines));
    }
}
