//! What the window knows of the lab sheet: what was typed, and how far saving it is.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A lab sheet, kept as long as the window is open.
#[derive(Default)]
pub struct LabSheet {
    /// Whether its box is open.
    pub open: bool,
    /// What is asked.
    pub question: String,
    /// What is concluded.
    pub conclusion: String,
    pub(super) stage: Stage,
}

/// A plot as it was seen.
pub struct Figure {
    /// What it shows, for the file.
    pub title: String,
    /// The picture (PNG), or why there is none.
    pub picture: Result<Vec<u8>, String>,
}

/// How far saving is.
#[derive(Default)]
pub(super) enum Stage {
    /// Nothing is saved.
    #[default]
    Rests,
    /// The plots are drawn once for it.
    Plots { folder: PathBuf, frames: u8, figures: BTreeMap<usize, Figure> },
    /// All but the picture of the network is written, under another name.
    Picture {
        folder: PathBuf,
        part: PathBuf,
        /// Messages of the recorder before.
        messages: u64,
        /// When it was asked for (s of watching).
        since_s: f64,
    },
}

impl LabSheet {
    /// Save it in a new folder of this name.
    pub fn save(&mut self, folder: PathBuf) {
        if matches!(self.stage, Stage::Rests) {
            self.stage = Stage::Plots { folder, frames: 0, figures: BTreeMap::new() };
        }
    }

    /// Whether it wants the plot at this place.
    #[must_use]
    pub fn wants(&self, place: usize) -> bool {
        matches!(&self.stage, Stage::Plots { figures, .. } if !figures.contains_key(&place))
    }

    /// The plot at a place.
    pub fn add(&mut self, place: usize, figure: Figure) {
        if let Stage::Plots { figures, .. } = &mut self.stage {
            figures.insert(place, figure);
        }
    }
}
