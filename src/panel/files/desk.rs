//! What the panels ask of who keeps the session, and the session that a program left.

use crate::session::Session;
use crate::session_file::Unfinished;
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Color32, Frame, Panel, RichText, Ui};
use std::path::PathBuf;

/// What the panels ask of who keeps the session, and what they know of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionDesk {
    /// The file of the session.
    pub file: Option<PathBuf>,
    /// Save the session here.
    pub save: Option<PathBuf>,
    /// Open this session.
    pub open: Option<PathBuf>,
    /// A session that nobody ended, until somebody decides about it.
    pub unfinished: Option<Unfinished>,
    /// What was decided: to go on with it, or not.
    pub decided: Option<bool>,
}

/// Asks whether to go on with a session that nobody ended, in a strip of its own; nothing without one.
pub fn unfinished_ui(ui: &mut Ui, session: &Session, desk: &mut SessionDesk, theme: &Theme, frame: Frame) {
    let Some(left) = desk.unfinished.clone().filter(|_| desk.decided.is_none() && !session.is_returning()) else {
        return;
    };
    Panel::top("unfinished").frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let text = words!(
                "unfinished-session",
                "Rheobase ended in the middle of \"{ $title }\": { $time } s, { $changes -> [one] 1 change *[other] { $changes } changes }.",
                title = scene_text(&left.title),
                time = number(&format!("{:.1}", left.time_s)),
                changes = left.changes
            );
            ui.label(RichText::new(text).color(Color32::from(theme.colours.text)));
            let go_on = ui.button(words!("unfinished-go-on", "Go on with it"));
            let go_on = go_on.on_hover_text(words!(
                "unfinished-go-on-text",
                "Does it again, to the same bits, and shows it as it was shown. At most its last second is missing."
            ));
            let discard = ui.button(words!("unfinished-discard", "Discard"));
            let discard = discard.on_hover_text(words!(
                "unfinished-discard-text",
                "Asks no more. Its file stays beside the settings as discarded.rheobase, until the next one is discarded."
            ));
            if go_on.clicked() {
                desk.decided = Some(true);
            } else if discard.clicked() {
                (desk.decided, desk.unfinished) = (Some(false), None);
            }
        });
    });
}
