//! Over the 3D view, at its upper left: the way home, and the layouts that say something about the network.

use super::command::Command;
use super::state::PanelState;
use super::style::{TARGET, name_for_readers};
use crate::scene::file::ViewLayout;
use crate::session::{Session, ViewReport, ViewRequest, layouts};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Area, Button, Color32, Context, Frame, Id, Margin, Order, Painter, Rect, Response, Shape, Stroke, Ui, pos2, vec2,
};

/// Width of the 3D view from which all layouts stand beside the badge (logical pixels).
const ALL_FROM: f32 = 860.0;

/// The tools; gives the room that they take.
pub fn view_tools_ui(
    context: &Context,
    session: &Session,
    state: &mut PanelState,
    shown: &ViewReport,
    theme: &Theme,
    free: Rect,
) -> Option<Rect> {
    if session.info.positions.is_empty() || !free.is_positive() {
        return None;
    }
    let margin = theme.spacing.margin;
    let area = Area::new(Id::new("view tools")).order(Order::Middle).fixed_pos(free.min + vec2(margin, margin));
    let drawn = area.constrain_to(free).fade_in(false).show(context, |ui| {
        let fill = theme.colours.panel.to_egui_with_opacity(0.92);
        let frame = Frame::NONE.fill(fill).corner_radius(theme.spacing.rounding).inner_margin(Margin::same(2));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.spacing_mut().interact_size.y = TARGET;
                home_ui(ui, state, shown.home, theme);
                let offered = layouts(&session.info);
                if offered.len() < 2 {
                    return;
                }
                if free.width() >= ALL_FROM {
                    for layout in offered {
                        layout_ui(ui, state, shown.layout, layout);
                    }
                } else {
                    let menu = ui.menu_button(format!("{} ⏷", shown.layout.label()), |ui| {
                        for layout in offered {
                            if layout_ui(ui, state, shown.layout, layout).clicked() {
                                ui.close();
                            }
                        }
                    });
                    menu.response.on_hover_text(Command::Layout.tooltip());
                }
            });
        });
    });
    Some(drawn.response.rect)
}

/// One layout.
fn layout_ui(ui: &mut Ui, state: &mut PanelState, shown: ViewLayout, layout: ViewLayout) -> Response {
    let text = format!("{}\n{}", layout.explanation(), Command::Layout.tooltip());
    let button = ui.selectable_label(shown == layout, layout.label()).on_hover_text(text);
    name_for_readers(&button, true, &words!("layout-button", "Layout: { $layout }", layout = layout.label()));
    if button.clicked() {
        state.view_requests.push(ViewRequest::Layout(layout));
    }
    button
}

/// The way home, paler while the camera is there.
fn home_ui(ui: &mut Ui, state: &mut PanelState, at_home: bool, theme: &Theme) {
    let button =
        ui.add(Button::new("").min_size(vec2(TARGET + 2.0, TARGET))).on_hover_text(Command::FrameAll.tooltip());
    name_for_readers(&button, true, Command::FrameAll.label());
    let colour = if at_home && !button.hovered() { theme.colours.text_dim } else { theme.colours.text };
    house(ui.painter(), button.rect, Stroke::new(theme.spacing.line, Color32::from(colour)));
    if button.clicked() {
        state.ask(Command::FrameAll);
    }
}

/// A small house.
fn house(painter: &Painter, rect: Rect, stroke: Stroke) {
    let at = |x: f32, y: f32| pos2(rect.center().x + x, rect.center().y + y);
    painter.add(Shape::line(vec![at(-7.0, 0.5), at(0.0, -6.0), at(7.0, 0.5)], stroke));
    painter.add(Shape::line(vec![at(-4.5, -1.0), at(-4.5, 6.0), at(4.5, 6.0), at(4.5, -1.0)], stroke));
}
