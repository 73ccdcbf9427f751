//! What can go wrong with a still or a film: what happened, at which frame, why, and the way out.

use crate::words::words;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// A still or a film that did not work out as asked.
#[derive(Debug)]
pub enum RecordError {
    /// No file could be made.
    Create {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A picture could not be written.
    Write {
        /// Number of the frame, from 0.
        frame: usize,
        /// What the system says.
        cause: io::Error,
    },
    /// The index of the film could not be written.
    Finish {
        /// Number of the last frame, from 0.
        frame: usize,
        /// What the system says.
        cause: io::Error,
    },
    /// The encoder refused a picture.
    Encode {
        /// Number of the frame, from 0.
        frame: usize,
        /// What the encoder says.
        cause: String,
    },
    /// A picture of another size than the film.
    Size {
        /// Number of the frame, from 0.
        frame: usize,
        /// Bytes of a picture of this film.
        expected: usize,
        /// Bytes that came.
        found: usize,
    },
    /// A size that H.264 in this program can't have.
    Dimensions {
        /// Width (px).
        width: u32,
        /// Height (px).
        height: u32,
    },
    /// A still could not be written.
    Still {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        cause: String,
    },
    /// The graphics card gave no picture.
    NoPicture {
        /// Number of the frame, from 0.
        frame: usize,
    },
    /// The 3D view is not there.
    NoView,
    /// The encoder's thread ended early.
    EncoderGone {
        /// Number of the frame, from 0.
        frame: usize,
    },
}

impl std::error::Error for RecordError {}

impl fmt::Display for RecordError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl RecordError {
    /// What the user is told.
    fn text(&self) -> String {
        match self {
            Self::Create { path, cause } => words!(
                "record-create",
                "Cannot make the file { $file }: { $cause }. { $way_out }",
                file = path.display().to_string(),
                cause = cause.to_string(),
                way_out = way_out(cause)
            ),
            Self::Write { frame, cause } => words!(
                "record-write",
                "The film stopped at frame { $frame }: { $cause }. { $way_out } The frames before it are kept.",
                frame = frame.to_string(),
                cause = cause.to_string(),
                way_out = way_out(cause)
            ),
            Self::Finish { frame, cause } => words!(
                "record-finish",
                "The film could not be completed after frame { $frame }: { $cause }. { $way_out }",
                frame = frame.to_string(),
                cause = cause.to_string(),
                way_out = way_out(cause)
            ),
            Self::Encode { frame, cause } => words!(
                "record-encode",
                "The film stopped at frame { $frame }: the H.264 encoder failed ({ $cause }). The frames before it are kept. Start another film; if it happens again, please report it.",
                frame = frame.to_string(),
                cause = cause
            ),
            Self::Size { frame, expected, found } => words!(
                "record-size",
                "The film stopped at frame { $frame }: a picture of { $found } bytes came where { $expected } belong. This is a fault of Rheobase; please report it.",
                frame = frame.to_string(),
                found = found.to_string(),
                expected = expected.to_string()
            ),
            Self::Dimensions { width, height } => words!(
                "record-dimensions",
                "A film of { $width } × { $height } pixels is not possible: both must be even, at least 16, and at most 3840 × 2160.",
                width = width.to_string(),
                height = height.to_string()
            ),
            Self::Still { path, cause } => words!(
                "record-still",
                "The still { $file } could not be written: { $cause }. Free some space or start Rheobase in another folder.",
                file = path.display().to_string(),
                cause = cause
            ),
            Self::NoPicture { frame } => words!(
                "record-no-picture",
                "Frame { $frame } did not come back from the graphics card. The frames before it are kept. Make the window visible and try again.",
                frame = frame.to_string()
            ),
            Self::NoView => words!(
                "record-no-view",
                "There is no 3D view to record yet. Try again when the network is on the screen."
            )
            .to_owned(),
            Self::EncoderGone { frame } => words!(
                "record-encoder-gone",
                "The film stopped at frame { $frame }: its encoder thread ended. The frames before it are kept. Start another film.",
                frame = frame.to_string()
            ),
        }
    }
}

/// What a user can do about a failed file operation.
fn way_out(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::WriteZero => {
            words!("record-way-out-space", "Free some space and start another film.")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            words!("record-way-out-folder", "Start Rheobase in a folder in which you may write.")
        }
        io::ErrorKind::NotFound => words!("record-way-out-make-folder", "Make the folder first."),
        io::ErrorKind::AlreadyExists => {
            words!("record-way-out-other-name", "Choose another name; nothing is overwritten.")
        }
        _ => words!("record-way-out-disk", "Check the disk and start another film."),
    }
}
