//! How far an export is, or a run that is done again, and a way to end it.

use crate::panel::style::{dim, overlay_frame};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, Area, Context, Id, Order, ProgressBar, Rect, vec2};

/// Width of the bar (logical pixels).
const WIDTH: f32 = 220.0;

/// Drawn while a run is exported.
pub(super) fn exporting_ui(context: &Context, session: &mut Session, theme: &Theme, free: Rect) {
    let Some(share) = session.export.progress() else { return };
    let text = words!("exporting", "Exporting the run: { $percent } %", percent = format!("{:.0}", 100.0 * share));
    let stays = words!("exporting-stays", "What was written until now stays.");
    if progress_ui(context, "export", theme, free, share, text, stays) {
        session.export.cancel();
    }
}

/// Drawn while a run is done again.
pub(super) fn returning_ui(context: &Context, session: &Session, theme: &Theme, free: Rect) {
    let Some(share) = session.returning_share() else { return };
    let text = words!("returning", "Doing the run again: { $percent } %", percent = format!("{:.0}", 100.0 * share));
    let stays = words!("returning-text", "The run before stays until it is there.");
    if progress_ui(context, "returning", theme, free, share, text, stays) {
        session.cancel_return();
    }
}

/// A bar with a text, what stays if it is ended, and a button for that; gives whether that was clicked.
fn progress_ui(context: &Context, id: &str, theme: &Theme, free: Rect, share: f32, text: String, stays: &str) -> bool {
    let mut ended = false;
    Area::new(Id::new(id))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(free.center_top() + vec2(0.0, 5.5 * theme.text.badge))
        .show(context, |ui| {
            overlay_frame(theme).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.add(ProgressBar::new(share).desired_width(WIDTH).text(text));
                    let cancel = ui.button(words!("exporting-cancel", "Cancel"));
                    ended = cancel.on_hover_text(stays).clicked();
                });
                ui.label(dim(theme, stays));
            });
        });
    // The window rests while the run is paused; this does not.
    context.request_repaint_after(std::time::Duration::from_millis(200));
    ended
}
