//! Over the 3D view, at its upper left: the layouts that say something about the network.

use super::command::Command;
use super::state::PanelState;
use super::style::name_for_readers;
use crate::scene::file::ViewLayout;
use crate::session::{Session, ViewRequest, layouts};
use crate::theme::Theme;
use bevy_egui::egui::{Area, Context, Frame, Id, Margin, Order, Rect, vec2};

/// Width of the 3D view from which the switch has room beside the badge (logical pixels).
const BESIDE_BADGE_FROM: f32 = 860.0;

/// The switch; nothing where there is nothing to choose.
pub fn layout_switch_ui(
    context: &Context,
    session: &Session,
    state: &mut PanelState,
    shown: ViewLayout,
    theme: &Theme,
    free: Rect,
) {
    let offered = layouts(&session.info);
    if offered.len() < 2 || !free.is_positive() {
        return;
    }
    let margin = theme.spacing.margin;
    // In a narrow view it stands below the badge and what may be written under it.
    let down =
        if free.width() >= BESIDE_BADGE_FROM { 0.0 } else { 3.0 * (theme.text.badge + 2.0 * theme.spacing.item) };
    Area::new(Id::new("layouts"))
        .order(Order::Middle)
        .fixed_pos(free.left_top() + vec2(margin, margin + down))
        .constrain_to(free)
        .show(context, |ui| {
            let fill = theme.colours.panel.to_egui_with_opacity(0.72);
            let frame = Frame::NONE.fill(fill).corner_radius(theme.spacing.rounding).inner_margin(Margin::same(4));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    for layout in offered {
                        let text = format!("{}\n{}", layout.explanation(), Command::Layout.tooltip());
                        let button = ui.selectable_label(shown == layout, layout.label()).on_hover_text(text);
                        name_for_readers(&button, true, &format!("Layout: {}", layout.label()));
                        if button.clicked() {
                            state.view_requests.push(ViewRequest::Layout(layout));
                        }
                    }
                });
            });
        });
}
