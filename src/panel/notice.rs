//! What is told for a few seconds: the recorder's last message, and why a command was refused.

use super::style::overlay_frame;
use crate::session::{FilmStatus, Refused, Told};
use crate::theme::Theme;
use crate::words::words;
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

/// Something to tell.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    /// Counts the messages of its kind, so that a new one with the same text is noticed.
    number: u64,
    text: &'a str,
    failed: bool,
}

impl<'a> From<&'a FilmStatus> for Message<'a> {
    fn from(film: &'a FilmStatus) -> Self {
        Self { number: film.messages, text: &film.message, failed: film.failed }
    }
}

impl<'a> From<&'a Refused> for Message<'a> {
    fn from(refused: &'a Refused) -> Self {
        Self { number: refused.count, text: &refused.why, failed: true }
    }
}

impl<'a> From<&'a Told> for Message<'a> {
    fn from(told: &'a Told) -> Self {
        Self { number: told.count, text: &told.text, failed: told.failed }
    }
}

/// The last message of a kind, for a few seconds, at the top of the 3D view, in one of its lines.
pub fn notice_ui(
    context: &Context,
    notice: &mut Notice,
    message: Message<'_>,
    theme: &Theme,
    (rect, line): (Rect, u8),
) {
    let now = context.input(|input| input.time);
    if message.number != notice.message {
        *notice = Notice { message: message.number, until_s: now + NOTICE_S };
    }
    if message.text.is_empty() || now >= notice.until_s {
        return;
    }
    let colour = if message.failed { theme.colours.warning } else { theme.colours.accent };
    Area::new(Id::new("notice").with(line))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(rect.center_top() + vec2(0.0, theme.text.badge * (5.5 + 3.5 * f32::from(line))))
        .show(context, |ui| {
            overlay_frame(theme).fill(theme.colours.panel.into()).stroke(Stroke::new(1.0, Color32::from(colour))).show(
                ui,
                |ui| {
                    ui.set_max_width((rect.width() - 4.0 * theme.spacing.section).max(160.0));
                    ui.horizontal(|ui| {
                        ui.label(RichText::new(message.text).color(colour));
                        if ui.button(words!("notice-close", "Close")).clicked() {
                            notice.until_s = now;
                        }
                    });
                },
            );
        });
}
