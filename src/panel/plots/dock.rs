//! What the plots remember between frames: which are shown, what was chosen in them, their textures.

use super::picture::Picture;
use super::time_view::TimeViews;
use crate::scene::file::PlotTab;

/// The two places for plots, and what the user chose there.
pub struct Dock {
    /// Plots shown: the left one, and the right one where there is room for two.
    pub tabs: [PlotTab; PlotTab::BESIDE],
    /// Title of the scene in which they were left at the end of the last start; they stay if it opens first.
    pub left_in: Option<String>,
    /// What stretches of time the plots hold.
    pub time_views: TimeViews,
    /// Time that the raster shows (s of model time).
    pub raster_window_s: f64,
    /// Textures of the raster, one a place.
    pub raster: [Picture; 2],
    /// Textures of the threshold map, one a place.
    pub threshold_map: [Picture; 2],
    /// Projection whose weights are shown; `None`: the first that learns.
    pub projection: Option<usize>,
    /// Expectation whose runs the evidence shows.
    pub expectation: usize,
}

impl Default for Dock {
    fn default() -> Self {
        Self {
            tabs: PlotTab::USUAL,
            left_in: None,
            time_views: TimeViews::default(),
            raster_window_s: 2.0,
            raster: Default::default(),
            threshold_map: Default::default(),
            projection: None,
            expectation: 0,
        }
    }
}

impl Dock {
    /// Colours are others now: draw the pictures again.
    pub fn forget_pictures(&mut self) {
        (self.raster, self.threshold_map) = Default::default();
    }

    /// Another scene opens: forget what was chosen of the one before.
    pub fn forget_scene(&mut self) {
        self.time_views = TimeViews::default();
        self.projection = None;
        self.expectation = 0;
    }
}
