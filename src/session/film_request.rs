//! How the panels ask for a still or a film, and what the film reports back. The recorder reads and writes these.

use super::film_choices::{FilmChoices, PictureSize};
use bevy::ecs::message::Message;
use bevy::ecs::resource::Resource;
use std::path::PathBuf;

/// What a user asks of the recorder.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub enum FilmRequest {
    /// Save one picture of the 3D view, of this size; while a film is made, one of its own pictures.
    Still(PictureSize),
    /// The same in a new file of this name.
    StillAs(PictureSize, PathBuf),
    /// Start a film of the 3D view, or finish the one that is being recorded.
    ToggleFilm(FilmChoices),
}

/// A film that is being recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilmProgress {
    /// Frames written so far.
    pub frames: u64,
    /// Length of the film so far (s of watching).
    pub seconds: f64,
    /// File that is being written.
    pub path: String,
}

/// What the recorder has to say; shown in the top bar and as a short notice.
#[derive(Resource, Clone, Debug, Default, PartialEq)]
pub struct FilmStatus {
    /// The film that is being recorded, if any.
    pub recording: Option<FilmProgress>,
    /// Last thing worth telling: where a picture or film was saved, or what went wrong.
    pub message: String,
    /// Whether `message` tells of a failure.
    pub failed: bool,
    /// The last file of a picture that was asked for by name, once it is written.
    pub picture: Option<PathBuf>,
    /// Counts the messages, so that the panels notice a new one with the same text.
    pub messages: u64,
}

impl FilmStatus {
    /// Tell the user that something was saved.
    pub fn report_saved(&mut self, message: impl Into<String>) {
        self.report(message.into(), false);
    }

    /// Tell the user that something failed, and why.
    pub fn report_failure(&mut self, message: impl Into<String>) {
        self.report(message.into(), true);
    }

    fn report(&mut self, message: String, failed: bool) {
        self.message = message;
        self.failed = failed;
        self.messages += 1;
    }
}
