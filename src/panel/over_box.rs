//! The boxes over the 3D view: the mark that closes one, and the chips that open them again.

use super::command::Command;
use super::open_boxes::OverBox;
use super::open_panels::OpenPanels;
use super::style::{TARGET, name_for_readers};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align, Align2, Area, Button, Color32, Context, FontId, Frame, Id, Layout, Order, Pos2, Rect, RichText, Sense,
    Stroke, Ui, Vec2, vec2,
};

/// Half of the cross that closes a box (logical pixels).
const CROSS: f32 = 4.5;

/// Draw a box with a mark that closes it; `content` gets what is left beside the mark.
pub fn over_box_ui(
    context: &Context,
    open: &mut OpenPanels,
    theme: &Theme,
    what: OverBox,
    rect: Rect,
    content: impl FnOnce(&mut Ui, &mut OpenPanels, Rect),
) {
    let area = Area::new(Id::new("over box").with(what as u8)).order(Order::Middle).fixed_pos(rect.min).fade_in(false);
    area.show(context, |ui| {
        ui.allocate_exact_size(rect.size(), Sense::hover());
        ui.painter().rect_filled(rect, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.92));
        let mut inside = rect.shrink2(vec2(theme.spacing.item + 2.0, PADDING));
        inside.max.x = inside.min.x + rect.width() - beside_content(theme);
        content(ui, open, inside);
        if close_mark_ui(ui, theme, what, rect) {
            open.boxes.set(what, false);
        }
    });
}

/// Space above and below what a box holds (logical pixels).
pub const PADDING: f32 = 5.0;

/// Width of a box beside what it holds: padding, and the mark that closes it.
#[must_use]
pub const fn beside_content(theme: &Theme) -> f32 {
    2.0 * theme.spacing.item + 2.0 + TARGET
}

/// The cross at the upper right; whether it was clicked.
fn close_mark_ui(ui: &Ui, theme: &Theme, what: OverBox, rect: Rect) -> bool {
    let place = Rect::from_min_size(rect.right_top() - vec2(TARGET, 0.0), vec2(TARGET, TARGET));
    let name = words!("box-close", "Close: { $name }", name = what.label());
    let response = ui.interact(place, ui.id().with("close"), Sense::click());
    name_for_readers(&response, true, &name);
    let colour = if response.hovered() { theme.colours.text } else { theme.colours.text_dim };
    let stroke = Stroke::new(theme.spacing.line, Color32::from(colour));
    for way in [vec2(CROSS, CROSS), vec2(CROSS, -CROSS)] {
        ui.painter().line_segment([place.center() - way, place.center() + way], stroke);
    }
    let explanation = words!(
        "box-close-text",
        "Closes it; a chip at the lower right opens it again.\nKey for all boxes: { $key }",
        key = Command::ToggleBoxes.key_text()
    );
    response.on_hover_text(explanation).clicked()
}

/// Between two chips (logical pixels).
const BETWEEN: f32 = 2.0;

/// Size of the chips of closed boxes.
#[must_use]
pub fn chips_size(ui: &Ui, theme: &Theme, closed: &[OverBox]) -> Vec2 {
    let font = FontId::proportional(theme.text.small);
    let padding = 2.0 * ui.spacing().button_padding;
    let size = |what: &OverBox| {
        let text = ui.painter().layout_no_wrap(what.label().to_owned(), font.clone(), Color32::WHITE).size();
        (text + padding).max(Vec2::splat(TARGET))
    };
    let row = closed.iter().map(size).fold(Vec2::ZERO, |row, chip| vec2(row.x + chip.x + BETWEEN, row.y.max(chip.y)));
    vec2((row.x - BETWEEN).max(0.0), row.y.max(if closed.is_empty() { 0.0 } else { ui.spacing().interact_size.y }))
}

/// The chips of closed boxes, each with what its tooltip says, with their lower right corner at a place; gives the room that they take.
pub fn chips_ui(
    context: &Context,
    open: &mut OpenPanels,
    theme: &Theme,
    closed: &[(OverBox, String)],
    corner: Pos2,
) -> Option<Rect> {
    if closed.is_empty() {
        return None;
    }
    let area = Area::new(Id::new("chips")).order(Order::Middle).pivot(Align2::RIGHT_BOTTOM).fixed_pos(corner);
    let shown = area.fade_in(false).show(context, |ui| {
        let fill = theme.colours.panel.to_egui_with_opacity(0.92);
        Frame::NONE.fill(fill).corner_radius(theme.spacing.rounding).show(ui, |ui| {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                for (what, tooltip) in closed {
                    let text = RichText::new(what.label()).size(theme.text.small);
                    let chip = ui.add(Button::new(text).min_size(vec2(TARGET, TARGET))).on_hover_text(tooltip);
                    let name = words!("box-open", "Open: { $name }", name = what.label());
                    name_for_readers(&chip, true, &name);
                    if chip.clicked() {
                        open.boxes.set(*what, true);
                    }
                }
            });
        });
    });
    Some(shown.response.rect)
}

/// Put boxes of these sizes side by side from the lower left, in as many rows as they need.
#[must_use]
pub fn rows_from_below(room: Rect, sizes: &[Vec2], gap: f32) -> Vec<Rect> {
    let mut places = Vec::with_capacity(sizes.len());
    let (mut x, mut bottom, mut row) = (room.left(), room.bottom(), 0.0_f32);
    for size in sizes {
        if x > room.left() && x + size.x > room.right() {
            (x, bottom, row) = (room.left(), bottom - row - gap, 0.0);
        }
        places.push(Rect::from_min_size(Pos2::new(x, bottom - size.y), *size));
        x += size.x + gap;
        row = row.max(size.y);
    }
    places
}
