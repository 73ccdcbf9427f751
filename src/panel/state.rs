//! What the panels remember between frames: what is open, what is chosen, textures, the last notice.

use super::library::Library;
use super::plots::{PlotTab, TimeViews};
use super::slice::SliceBench;
use super::speed::StepUnit;
use crate::session::FilmRequest;
use bevy::ecs::resource::Resource;
use bevy_egui::egui::{Color32, ColorImage, TextureHandle, TextureOptions, Ui};
use std::ops::RangeInclusive;

/// Most that the interface may be scaled.
const SCALE: RangeInclusive<f32> = 0.6..=3.0;

/// State of the panels.
#[derive(Resource)]
#[expect(clippy::struct_excessive_bools, reason = "each is a panel that is open or not")]
pub struct PanelState {
    /// Whether the controls are open.
    pub controls: bool,
    /// Whether the inspector is open.
    pub inspector: bool,
    /// Whether the plots are open.
    pub plots: bool,
    /// Whether everything but the network is hidden.
    pub hidden: bool,
    /// Whether the list of keys is open.
    pub key_list: bool,
    /// The scene library.
    pub library: Library,
    /// Plots shown in the dock: the left one, and the right one where there is room for two.
    pub tabs: [PlotTab; 2],
    /// Expectation whose runs the evidence shows.
    pub expectation: usize,
    /// Time that the raster shows (s of model time).
    pub raster_window_s: f64,
    /// What stretches of time the plots hold.
    pub time_views: TimeViews,
    /// What one press of "step" does.
    pub step_unit: StepUnit,
    /// Share of a pattern's channels that the cue buttons use, 0 to 1.
    pub cue_fraction: f32,
    /// Scale of text and widgets on top of the display's own, 1 is usual.
    pub interface_scale: f32,
    /// Whether a neuron was ever selected: then the hint is not needed any more.
    pub has_selected: bool,
    /// What the user asked of the recorder and was not passed on yet.
    pub film_requests: Vec<FilmRequest>,
    /// Slice measurements of the selected neuron.
    pub slice: Option<SliceBench>,
    /// Number of the last recorder message that was shown, and until when (s of watching) it stays.
    pub notice: (u64, f64),
    /// Projection whose weights are shown; `None`: the first that learns.
    pub projection: Option<usize>,
    /// Textures of the raster, one a place in the dock.
    pub raster: [Picture; 2],
    /// Textures of the threshold map, one a place in the dock.
    pub threshold_map: [Picture; 2],
    /// Window size class at the last frame, to close panels when it becomes small.
    pub room: Option<Room>,
}

/// A texture whose columns are times, and what it shows.
///
/// Only columns that changed are written: a texture that is replaced as a whole is missing from the picture for a frame.
#[derive(Default)]
pub struct Picture {
    /// The texture, once there was something to show.
    pub texture: Option<TextureHandle>,
    /// What it was drawn from, see the plots: when this changes, all columns are drawn again.
    pub drawn_from: (u64, usize, usize),
    /// Columns that are complete.
    pub columns: u64,
    /// When it was drawn (s of watching).
    pub drawn_at: f64,
}

impl Picture {
    /// Make a texture of this size, unless it is there already.
    pub fn fit(&mut self, ui: &Ui, size: [usize; 2], background: Color32) {
        if self.texture.as_ref().is_none_or(|texture| texture.size() != size) {
            let image = ColorImage::filled(size, background);
            self.texture = Some(ui.ctx().load_texture("plot", image, TextureOptions::NEAREST));
        }
    }

    /// Write columns from `first` on; beyond the right edge they go on at the left.
    pub fn write(&mut self, first: usize, image: &ColorImage) {
        let Some(texture) = &mut self.texture else { return };
        let [width, height] = texture.size();
        let [columns, rows] = image.size;
        if columns == 0 || columns > width || rows != height || first >= width {
            return;
        }
        let before_edge = columns.min(width - first);
        for (at, from, count) in [(first, 0, before_edge), (0, before_edge, columns - before_edge)] {
            if count > 0 {
                let part = image.region_by_pixels([from, 0], [count, height]);
                texture.set_partial([at, 0], part, TextureOptions::NEAREST);
            }
        }
    }
}

/// How much room the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Whether both side panels fit beside a useful 3D view.
    pub wide: bool,
    /// Whether the plots fit below it.
    pub tall: bool,
}

impl Default for PanelState {
    fn default() -> Self {
        Self {
            controls: true,
            inspector: true,
            plots: true,
            hidden: false,
            key_list: false,
            library: Library::default(),
            tabs: [PlotTab::Raster, PlotTab::ThresholdMap],
            expectation: 0,
            raster_window_s: 2.0,
            time_views: TimeViews::default(),
            step_unit: StepUnit::default(),
            cue_fraction: 0.4,
            interface_scale: 1.0,
            has_selected: false,
            film_requests: Vec::new(),
            notice: (0, 0.0),
            slice: None,
            projection: None,
            raster: Default::default(),
            threshold_map: Default::default(),
            room: None,
        }
    }
}

impl PanelState {
    /// Another scene opens: forget what was chosen in the plots of the one before.
    pub fn forget_scene(&mut self) {
        self.expectation = 0;
        self.projection = None;
        self.slice = None;
        self.time_views = TimeViews::default();
    }

    /// Change the scale of the interface by a factor, within bounds.
    pub fn scale_interface(&mut self, factor: f32) {
        let scale = (self.interface_scale * factor * 20.0).round() / 20.0;
        self.interface_scale = scale.clamp(*SCALE.start(), *SCALE.end());
    }

    /// Close what does not fit when the window becomes small, open it again when it becomes large.
    pub fn make_room(&mut self, room: Room) {
        if self.room == Some(room) {
            return;
        }
        let before = self.room.unwrap_or(Room { wide: true, tall: true });
        if room.wide != before.wide {
            self.inspector = room.wide;
        }
        if room.tall != before.tall {
            self.plots = room.tall;
        }
        self.room = Some(room);
    }
}
