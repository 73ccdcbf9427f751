//! In the upper right corner of the 3D view: from which side the network is seen. A click on a side looks from there.

use super::clear::Over;
use super::state::PanelState;
use super::style::{TARGET, name_for_readers};
use crate::session::{Side, ViewReport, ViewRequest};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align2, Area, Color32, Context, FontId, Id, LayerId, Order, Rect, Sense, Stroke, Ui, Vec2, pos2, vec2,
};

/// From the middle to a side (logical pixels).
const ARM: f32 = 24.0;
/// Radius of a side's ball, and of one that has no letter.
const BALL: (f32, f32) = (8.0, 5.0);
/// Size of the 3D view from which there is room for it (logical pixels).
const ROOM_FROM: Vec2 = vec2(420.0, 260.0);
/// Size of the 3D view from which there is room for what the letters stand for (logical pixels).
const WORDS_FROM: Vec2 = vec2(700.0, 400.0);

/// The sides; gives the room that they take.
pub fn gizmo_ui(
    context: &Context,
    state: &mut PanelState,
    shown: &ViewReport,
    theme: &Theme,
    free: Rect,
) -> Option<Rect> {
    if free.width() < ROOM_FROM.x || free.height() < ROOM_FROM.y {
        return None;
    }
    let size = Vec2::splat(2.0 * ARM + TARGET);
    let corner = pos2(free.right() - theme.spacing.margin - size.x, free.top() + theme.spacing.margin);
    let area = Area::new(Id::new("sides")).order(Order::Middle).fixed_pos(corner).fade_in(false);
    let drawn = area.show(context, |ui| {
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut sides = Side::ALL.map(|side| (side, shown.facing.inverse() * side.direction()));
        // What is nearer lies on top, for the eye and for the pointer.
        sides.sort_by(|(_, a), (_, b)| a.z.total_cmp(&b.z));
        for (side, seen) in sides {
            let centre = rect.center() + ARM * vec2(seen.x, -seen.y);
            side_ui(ui, state, theme, side, Rect::from_center_size(centre, Vec2::splat(TARGET)), seen.z);
        }
        rect
    });
    if free.width() >= WORDS_FROM.x && free.height() >= WORDS_FROM.y {
        state.taken.take(Over::Sides, words_ui(context, theme, drawn.inner));
    }
    Some(drawn.inner)
}

/// What the letters stand for, below the sides; gives the room that it takes.
fn words_ui(context: &Context, theme: &Theme, sides: Rect) -> Rect {
    let painter = context.layer_painter(LayerId::background());
    let letters = Side::ALL.into_iter().filter_map(|side| Some(format!("{} {}", side.letter()?, side.name()?)));
    let text = letters.collect::<Vec<_>>().join("  ");
    let colour = Color32::from(theme.colours.text);
    let galley = painter.layout_no_wrap(text, FontId::proportional(theme.text.small), colour);
    let place = Align2::RIGHT_TOP.anchor_size(sides.right_bottom() + vec2(0.0, 2.0), galley.size());
    let ground = place.expand2(vec2(4.0, 1.0));
    painter.rect_filled(ground, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.92));
    painter.galley(place.min, galley, colour);
    ground
}

fn side_ui(ui: &mut Ui, state: &mut PanelState, theme: &Theme, side: Side, target: Rect, nearness: f32) {
    let response = ui.interact(target, ui.id().with(side.label()), Sense::click());
    name_for_readers(&response, true, &words!("gizmo-from", "From { $side }", side = side.label()));
    let named = side.letter();
    let clear = 0.75 + 0.25 * nearness;
    let fill = if response.hovered() || response.has_focus() { theme.colours.accent } else { theme.colours.panel };
    let line = theme.colours.text.to_egui_with_opacity(0.6 * clear);
    let radius = if named.is_some() { BALL.0 } else { BALL.1 };
    let painter = ui.painter();
    painter.circle(target.center(), radius, fill.to_egui_with_opacity(0.9), Stroke::new(1.0, line));
    if let Some(letter) = named {
        let ink = if response.hovered() { theme.colours.panel } else { theme.colours.text };
        let font = FontId::proportional(theme.text.small);
        painter.text(target.center(), Align2::CENTER_CENTER, letter, font, Color32::from(ink));
    }
    let look = words!("gizmo-look-from", "Look from { $side }", side = side.label());
    let explanation = named.map_or_else(|| look.clone(), |letter| format!("{letter}: {look}"));
    let response = response.on_hover_text(explanation);
    if response.clicked() {
        state.view_requests.push(ViewRequest::LookFrom(side));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposite_sides_are_opposite_and_each_is_seen_from_where_it_says() {
        for side in Side::ALL {
            let (yaw, pitch) = side.angles();
            let facing = bevy::math::Quat::from_euler(bevy::math::EulerRot::YXZ, yaw, -pitch, 0.0);
            let seen = facing.inverse() * side.direction();
            assert!(seen.z > 0.999, "{side:?}: {seen}");
            let opposite = Side::ALL.iter().filter(|other| other.direction() == -side.direction());
            assert_eq!(opposite.count(), 1);
        }
    }
}
