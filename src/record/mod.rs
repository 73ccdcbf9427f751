//! Stills and films of the 3D view.

mod colour;
mod error;
mod mp4;
mod writer;

pub use error::RecordError;
pub use writer::{FilmSummary, FilmWriter};
