//! The tool in hand, drawn over the 3D view, and what it does in words.

use crate::session::{HandTool, Session};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Stroke, StrokeKind, Ui, pos2, vec2};

/// Width of the 3D view from which the whole sentence is written (logical pixels).
const SENTENCE_FROM: f32 = 460.0;

/// What the tool in hand does; in few words where the view is narrow.
pub fn hand_hint(session: &Session, width: f32) -> Option<&'static str> {
    let (short, long) = match session.in_hand()? {
        HandTool::Brush => (
            words!("hand-brush", "Drag paints, Esc ends"),
            words!("hand-brush-long", "Drag paints, click paints one neuron, Shift turns the sign round, Esc ends"),
        ),
        HandTool::Poke => (
            words!("hand-poke", "Click pokes, Esc ends"),
            words!(
                "hand-poke-long",
                "Click or drag pokes the neurons in the circle, Ctrl+wheel changes its size, Esc ends"
            ),
        ),
        HandTool::Box => (
            words!("hand-box", "Draw a box, Esc ends"),
            words!(
                "hand-box-long",
                "Draw a box round neurons: it selects them, with Shift as well, with Ctrl no longer; Esc ends"
            ),
        ),
    };
    Some(if width < SENTENCE_FROM { short } else { long })
}

/// Brush or box, where the pointer has them.
pub fn hand_ui(ui: &Ui, session: &Session, theme: &Theme, rect: Rect) {
    let painter = ui.painter_at(rect);
    let zoom = ui.ctx().zoom_factor().max(0.1);
    let place = |place: bevy::math::Vec2| pos2(place.x / zoom, place.y / zoom);
    match session.in_hand() {
        Some(HandTool::Brush) => {
            if let Some(brush) = session.paint.brush {
                brush_ui(&painter, session, theme, place(brush), session.paint.radius / zoom);
            }
        }
        Some(HandTool::Box) => {
            if let Some(drawn) = session.box_tool.drawn {
                let colour = theme.colours.selected;
                let drawn = Rect::from_min_max(place(drawn.min), place(drawn.max));
                painter.rect_filled(drawn, CornerRadius::ZERO, colour.to_egui_with_opacity(0.08));
                let stroke = Stroke::new(theme.spacing.line, Color32::from(colour));
                painter.rect_stroke(drawn, CornerRadius::ZERO, stroke, StrokeKind::Inside);
            }
        }
        Some(HandTool::Poke) => {
            if let Some(brush) = session.poke.brush {
                poke_ui(&painter, session, theme, place(brush), session.poke.radius / zoom);
            }
        }
        None => {}
    }
}

/// The brush of the poke tool, with the pulse that it gives.
fn poke_ui(painter: &Painter, session: &Session, theme: &Theme, centre: Pos2, radius: f32) {
    let text = session.poke.text();
    let stroke = session.poke.stroke.as_deref();
    let text = with_stroke(text, stroke);
    circle_ui(painter, theme, centre, radius, Color32::from(theme.colours.accent), stroke.is_some(), text);
}

/// What a stroke does, and to how many neurons so far.
fn with_stroke(text: String, stroke: Option<&[u32]>) -> String {
    match stroke {
        Some(stroke) => words!(
            "hand-stroke",
            "{ $what } · { $neurons -> [one] 1 neuron *[other] { $neurons } neurons }",
            what = text,
            neurons = stroke.len()
        ),
        None => text,
    }
}

/// The brush: a circle of its size with the sign of what it does.
fn brush_ui(painter: &Painter, session: &Session, theme: &Theme, centre: Pos2, radius: f32) {
    let value = session.paint.value();
    let colour = Color32::from(if value < 0.0 { theme.colours.lowered } else { theme.colours.raised });
    let busy = session.paint.stroke.is_some();
    let text = with_stroke(number(&format!("{value:+.2}").replace('-', "−")), session.paint.stroke.as_deref());
    circle_ui(painter, theme, centre, radius, colour, busy, text);
}

/// A circle with a word beside it, stronger while it is at work.
fn circle_ui(painter: &Painter, theme: &Theme, centre: Pos2, radius: f32, colour: Color32, busy: bool, text: String) {
    painter.circle_stroke(centre, radius, Stroke::new(if busy { 2.5 } else { 1.5 }, colour));
    let galley = painter.layout_no_wrap(text, FontId::proportional(theme.text.body), colour);
    let backdrop = Align2::LEFT_CENTER.anchor_size(centre + vec2(radius + theme.spacing.item, 0.0), galley.size());
    painter.rect_filled(backdrop.expand(2.0), theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.92));
    painter.galley(backdrop.min, galley, colour);
}
