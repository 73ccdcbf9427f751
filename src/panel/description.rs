//! The description of what is seen, in a box over the 3D view: for screen readers, captions, and who reads aloud.

use super::clear::Over;
use super::command::Command;
use super::state::PanelState;
use super::style::overlay_frame;
use crate::session::{Session, describe};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, Area, Context, Id, Label, Order, Rect, RichText, pos2};

/// Widest that it becomes (logical pixels).
const WIDEST: f32 = 620.0;

/// The box, if it is open.
pub fn description_ui(context: &Context, session: &Session, state: &mut PanelState, theme: &Theme, free: Rect) {
    if !state.open.description {
        return;
    }
    let text = describe(session);
    // Above the boxes at the foot, which say what the colours mean.
    let boxes = [Over::Legend, Over::Caption, Over::Replays].into_iter().filter_map(|over| state.taken.kept(over));
    let foot = boxes.map(|rect| rect.top()).fold(free.bottom(), f32::min);
    let place = pos2(free.center().x, foot - theme.spacing.item);
    Area::new(Id::new("description")).order(Order::Middle).pivot(Align2::CENTER_BOTTOM).fixed_pos(place).show(
        context,
        |ui| {
            overlay_frame(theme).fill(theme.colours.panel.into()).show(ui, |ui| {
                ui.set_max_width((free.width() - 2.0 * theme.spacing.section).clamp(200.0, WIDEST));
                ui.add(Label::new(RichText::new(&text).color(theme.colours.text)).wrap());
                ui.horizontal(|ui| {
                    if ui.button(words!("description-copy", "Copy")).clicked() {
                        state.copied = Some(text.clone());
                    }
                    if ui
                        .button(words!("description-close", "Close"))
                        .on_hover_text(Command::Describe.tooltip())
                        .clicked()
                    {
                        state.ask(Command::Describe);
                    }
                });
            });
        },
    );
}
