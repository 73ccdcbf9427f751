//! The list of keys, and the notice of the recorder.

use super::command::{Command, Group};
use super::state::PanelState;
use super::style::{dim, overlay_frame};
use crate::session::FilmStatus;
use crate::theme::Theme;
use bevy_egui::egui::{
    Align2, Area, Color32, Context, Grid, Id, Order, Rect, RichText, ScrollArea, Stroke, Window, vec2,
};

/// How long a notice stays (s of watching).
const NOTICE_S: f64 = 8.0;

/// The list, if it is open.
pub fn key_list_ui(context: &Context, state: &mut PanelState, theme: &Theme) {
    let mut open = state.key_list;
    let room = context.content_rect().size() - vec2(4.0, 6.0) * theme.spacing.section;
    Window::new("Keys")
        .open(&mut open)
        .collapsible(false)
        .resizable(false)
        .default_height(room.y)
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .show(context, |ui| {
            ScrollArea::vertical().max_height(room.y).show(ui, |ui| {
                Grid::new("keys").num_columns(3).spacing(vec2(theme.spacing.section, theme.spacing.item)).show(ui, |ui| {
                    for group in Group::ALL {
                        ui.label(RichText::new(group.label()).size(theme.text.heading).strong().color(theme.colours.accent));
                        ui.end_row();
                        for command in Command::ALL.into_iter().filter(|command| command.group() == group) {
                            ui.label(RichText::new(command.key_text()).monospace().color(theme.colours.text));
                            ui.label(command.label());
                            ui.label(dim(theme, command.explanation()));
                            ui.end_row();
                        }
                    }
                });
                ui.label(dim(
                    theme,
                    "Mouse in the 3D view: drag turns, right drag or Shift+drag moves, wheel zooms, click selects, double-click focuses.\n\
                     With the brush: left drag paints, Shift turns the sign round, Ctrl+wheel changes its size.",
                ));
            });
        });
    state.key_list = open;
}

/// The last message of the recorder, for a few seconds, at the top of the 3D view.
pub fn notice_ui(context: &Context, state: &mut PanelState, film: &FilmStatus, theme: &Theme, rect: Rect) {
    let now = context.input(|input| input.time);
    if film.messages != state.notice.0 {
        state.notice = (film.messages, now + NOTICE_S);
    }
    if film.message.is_empty() || now >= state.notice.1 {
        return;
    }
    let colour = if film.failed { theme.colours.warning } else { theme.colours.accent };
    Area::new(Id::new("film notice"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(rect.center_top() + vec2(0.0, theme.text.badge * 5.5))
        .show(context, |ui| {
            overlay_frame(theme).stroke(Stroke::new(1.0, Color32::from(colour))).show(ui, |ui| {
                ui.set_max_width((rect.width() - 4.0 * theme.spacing.section).max(160.0));
                ui.horizontal(|ui| {
                    ui.label(RichText::new(&film.message).color(colour));
                    if ui.small_button("Close").clicked() {
                        state.notice.1 = now;
                    }
                });
            });
        });
}
