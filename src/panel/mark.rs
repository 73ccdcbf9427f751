//! The small marks that explain what the 3D view draws: glyphs of the forecast, arrowheads of painted neurons.

use crate::session::Standing;
use crate::theme::Theme;
use bevy_egui::egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, pos2, vec2};

/// The glyph of a standing, in the colour of a pattern: forecast, a hollow disc; hit, a full one; miss, a cross; unforeseen, a square.
pub fn standing_mark(painter: &Painter, theme: &Theme, pattern: usize, standing: Standing, centre: Pos2, radius: f32) {
    let faded = standing == Standing::Miss;
    let colour = Color32::from(if faded { theme.colours.text_dim } else { theme.pattern(pattern) });
    let stroke = Stroke::new(theme.spacing.line + 0.5, colour);
    match standing {
        Standing::Forecast => {
            painter.circle_stroke(centre, radius, stroke);
        }
        Standing::Hit => {
            painter.circle_filled(centre, radius, colour);
        }
        Standing::Miss => {
            for way in [vec2(0.8, 0.8), vec2(0.8, -0.8)] {
                painter.line_segment([centre - radius * way, centre + radius * way], stroke);
            }
        }
        Standing::Unforeseen => {
            painter.rect_filled(Rect::from_center_size(centre, vec2(1.7, 1.7) * radius), 0.0, colour);
        }
    }
}

/// The arrowhead of painted neurons: up for raised, down for lowered.
pub fn paint_mark(painter: &Painter, theme: &Theme, raised: bool, centre: Pos2, radius: f32) {
    let (colour, up) = if raised { (theme.colours.raised, -1.0) } else { (theme.colours.lowered, 1.0) };
    let corners = [(0.0, up), (0.9, -0.7 * up), (-0.9, -0.7 * up)];
    let points = corners.map(|(x, y)| pos2(centre.x + radius * x, centre.y + radius * y));
    painter.add(Shape::convex_polygon(points.to_vec(), Color32::from(colour), Stroke::NONE));
}

/// Room for a mark in a row of widgets.
pub fn mark_ui(ui: &mut Ui, theme: &Theme, draw: impl FnOnce(&Painter, Pos2, f32)) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(theme.text.body, theme.text.body), Sense::hover());
    draw(ui.painter(), rect.center(), rect.width() * 0.4);
    response
}
