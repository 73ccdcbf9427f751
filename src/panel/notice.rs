//! The recorder's last message, for a few seconds.

use super::style::overlay_frame;
use crate::session::FilmStatus;
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Area, Color32, Context, Id, Order, Rect, RichText, Stroke, vec2};

/// How long a notice stays (s of watching).
const NOTICE_S: f64 = 8.0;

/// Which message was shown last, and how long it stays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Notice {
    /// Number of the message.
    message: u64,
    /// When it goes (s of watching).
    until_s: f64,
}

/// The last message of the recorder, for a few seconds, at the top of the 3D view.
pub fn notice_ui(context: &Context, notice: &mut Notice, film: &FilmStatus, theme: &Theme, rect: Rect) {
    let now = context.input(|input| input.time);
    if film.messages != notice.message {
        *notice = Notice { message: film.messages, until_s: now + NOTICE_S };
    }
    if film.message.is_empty() || now >= notice.until_s {
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
                        notice.until_s = now;
                    }
                });
            });
        });
}
