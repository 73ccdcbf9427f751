//! The small marks that explain what the 3D view draws: rings of the forecast, arrowheads of painted neurons.

use crate::session::Standing;
use crate::theme::Theme;
use bevy::math::ops;
use bevy_egui::egui::{Color32, Painter, Pos2, Response, Sense, Shape, Stroke, Ui, pos2, vec2};
use std::f32::consts::TAU;

/// Dashes of a dashed ring; fewer than in the 3D view, as the mark is small.
const DASHES: usize = 6;
/// Share of a dash and its gap that is drawn.
const DASH_SHARE: f32 = 0.6;

/// The ring of a standing, in the colour of a pattern.
pub fn ring_mark(painter: &Painter, theme: &Theme, pattern: usize, standing: Standing, centre: Pos2, radius: f32) {
    let faded = standing == Standing::Miss;
    let colour = Color32::from(if faded { theme.colours.text_dim } else { theme.pattern(pattern) });
    let stroke = Stroke::new(theme.spacing.line + 0.5, colour);
    let at = |angle: f32| {
        let (sin, cos) = ops::sin_cos(angle);
        centre + radius * vec2(cos, sin)
    };
    match standing {
        Standing::Hit => {
            painter.circle_stroke(centre, radius, stroke);
        }
        Standing::Forecast | Standing::Miss => {
            let step = TAU / DASHES as f32;
            for dash in 0..DASHES {
                let from = dash as f32 * step;
                let points = [0.0, 0.5, 1.0].map(|share| at(from + share * DASH_SHARE * step));
                painter.add(Shape::line(points.to_vec(), stroke));
            }
        }
        Standing::Unforeseen => {
            for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)] {
                let corner = centre + radius * vec2(x, y);
                let (along, down) = (vec2(-x * 0.6 * radius, 0.0), vec2(0.0, -y * 0.6 * radius));
                painter.add(Shape::line(vec![corner + along, corner, corner + down], stroke));
            }
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
