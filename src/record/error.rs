//! What can go wrong with a still or a film: what happened, at which frame, why, and the way out.

use std::io;
use std::path::PathBuf;

/// A still or a film that did not work out as asked.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// No file could be made.
    #[error("Cannot make the file {}: {cause}. {}", path.display(), way_out(cause))]
    Create {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// A picture could not be written.
    #[error("The film stopped at frame {frame}: {cause}. {} The frames before it are kept.", way_out(cause))]
    Write {
        /// Number of the frame, from 0.
        frame: usize,
        /// What the system says.
        cause: io::Error,
    },
    /// The index of the film could not be written.
    #[error("The film could not be completed after frame {frame}: {cause}. {}", way_out(cause))]
    Finish {
        /// Number of the last frame, from 0.
        frame: usize,
        /// What the system says.
        cause: io::Error,
    },
    /// The encoder refused a picture.
    #[error(
        "The film stopped at frame {frame}: the H.264 encoder failed ({cause}). The frames before it are kept. Start \
         another film; if it happens again, please report it."
    )]
    Encode {
        /// Number of the frame, from 0.
        frame: usize,
        /// What the encoder says.
        cause: String,
    },
    /// A picture of another size than the film.
    #[error(
        "The film stopped at frame {frame}: a picture of {found} bytes came where {expected} belong. This is a fault of Rheobase; please report it."
    )]
    Size {
        /// Number of the frame, from 0.
        frame: usize,
        /// Bytes of a picture of this film.
        expected: usize,
        /// Bytes that came.
        found: usize,
    },
    /// A size that H.264 in this program can't have.
    #[error(
        "A film of {width} × {height} pixels is not possible: both must be even, at least 16, and at most 3840 × 2160."
    )]
    Dimensions {
        /// Width (px).
        width: u32,
        /// Height (px).
        height: u32,
    },
    /// A still could not be written.
    #[error("The still {} could not be written: {cause}. Free some space or start Rheobase in another folder.", path.display())]
    Still {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        cause: String,
    },
    /// The graphics card gave no picture.
    #[error(
        "Frame {frame} did not come back from the graphics card. The frames before it are kept. Make the window visible and try again."
    )]
    NoPicture {
        /// Number of the frame, from 0.
        frame: usize,
    },
    /// The 3D view is not there.
    #[error("There is no 3D view to record yet. Try again when the network is on the screen.")]
    NoView,
    /// The encoder's thread ended early.
    #[error(
        "The film stopped at frame {frame}: its encoder thread ended. The frames before it are kept. Start another film."
    )]
    EncoderGone {
        /// Number of the frame, from 0.
        frame: usize,
    },
}

/// What a user can do about a failed file operation.
fn way_out(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::WriteZero => {
            "Free some space and start another film."
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "Start Rheobase in a folder in which you may write."
        }
        io::ErrorKind::NotFound => "Make the folder first.",
        io::ErrorKind::AlreadyExists => "Choose another name; nothing is overwritten.",
        _ => "Check the disk and start another film.",
    }
}
