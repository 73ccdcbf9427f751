//! What the user should know about the settings at the start. The terminal is told in English, and then the window in its own language.

use crate::words::{number, words};
use std::fmt;
use std::path::{Path, PathBuf};

/// Something to know about the settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// The system does not give the file.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: String,
    },
    /// The file makes no sense.
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        error: String,
        /// Where it is kept, if it could be moved.
        kept: Option<PathBuf>,
    },
    /// The file is of a newer program.
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format, and the newest that this program knows.
        formats: (u32, u32),
        /// Where it is kept, if it could be moved.
        kept: Option<PathBuf>,
    },
    /// A number is not possible.
    OutOfRange {
        /// Its name.
        name: &'static str,
        /// The number.
        value: f32,
        /// The least and the most that is possible.
        range: (f32, f32),
        /// What is used instead.
        usual: f32,
    },
    /// The plots cannot be arranged as they were, and why.
    Plots(String),
    /// The scene that was open last cannot be opened, and why.
    Scene(String),
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl Note {
    fn text(&self) -> String {
        match self {
            Self::Unreadable { path, error } => words!(
                "settings-unreadable",
                "The settings in { $file } can't be read ({ $error }): the usual ones are used, and none are kept.",
                file = shown(path),
                error = error
            ),
            Self::Damaged { path, error, kept: Some(kept) } => words!(
                "settings-damaged",
                "The settings in { $file } are damaged ({ $error }): they are kept as { $kept }, and the usual ones are used.",
                file = shown(path),
                error = error,
                kept = shown(kept)
            ),
            Self::Damaged { path, error, kept: None } => words!(
                "settings-damaged-stay",
                "The settings in { $file } are damaged ({ $error }): they stay as they are, and none are kept, and the usual ones are used.",
                file = shown(path),
                error = error
            ),
            Self::Newer { path, formats: (format, here), kept: Some(kept) } => words!(
                "settings-newer",
                "The settings in { $file } were written by a newer Rheobase (format { $format }, here { $here }): they are kept as { $kept }, and the usual ones are used.",
                file = shown(path),
                format = format.to_string(),
                here = here.to_string(),
                kept = shown(kept)
            ),
            Self::Newer { path, formats: (format, here), kept: None } => words!(
                "settings-newer-stay",
                "The settings in { $file } were written by a newer Rheobase (format { $format }, here { $here }): they stay as they are, and none are kept, and the usual ones are used.",
                file = shown(path),
                format = format.to_string(),
                here = here.to_string()
            ),
            Self::OutOfRange { name, value, range: (low, high), usual } => words!(
                "settings-out-of-range",
                "{ $name } is { $value } in the settings; allowed is { $low } to { $high }, so { $usual } is used.",
                name = *name,
                value = written(*value),
                low = written(*low),
                high = written(*high),
                usual = written(*usual)
            ),
            Self::Plots(why) => words!(
                "settings-plots",
                "The arrangement of the plots in the settings can't be shown ({ $why }): that of the scene is used.",
                why = why
            ),
            Self::Scene(why) => words!(
                "settings-scene",
                "The scene that was open last can't be opened, so the usual one is: { $why }",
                why = why
            ),
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn written(value: f32) -> String {
    number(&value.to_string())
}
