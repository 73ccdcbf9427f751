//! How far an export is, and a way to end it.

use crate::panel::style::overlay_frame;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, Area, Context, Id, Order, ProgressBar, Rect, vec2};

/// Width of the bar (logical pixels).
const WIDTH: f32 = 220.0;

/// Drawn while a run is exported.
pub(super) fn exporting_ui(context: &Context, session: &mut Session, theme: &Theme, free: Rect) {
    let Some(share) = session.export.progress() else { return };
    Area::new(Id::new("export"))
        .order(Order::Foreground)
        .pivot(Align2::CENTER_TOP)
        .fixed_pos(free.center_top() + vec2(0.0, 5.5 * theme.text.badge))
        .show(context, |ui| {
            overlay_frame(theme).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let percent = format!("{:.0}", 100.0 * share);
                    let text = words!("exporting", "Exporting the run: { $percent } %", percent = percent);
                    ui.add(ProgressBar::new(share).desired_width(WIDTH).text(text));
                    let cancel = ui.button(words!("exporting-cancel", "Cancel"));
                    if cancel.on_hover_text(words!("exporting-stays", "What was written until now stays.")).clicked() {
                        session.export.cancel();
                    }
                });
            });
        });
    // The window rests while the run is paused; the export does not.
    context.request_repaint_after(std::time::Duration::from_millis(200));
}
