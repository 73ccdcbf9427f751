//! What the panels remember between frames: what is open, what is chosen, textures, the last notice.

use super::plots::PlotTab;
use super::speed::StepUnit;
use crate::session::FilmRequest;
use bevy::ecs::resource::Resource;
use bevy_egui::egui::{ColorImage, TextureHandle, TextureOptions, Ui};
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
    /// Plots shown in the dock: the left one, and the right one where there is room for two.
    pub tabs: [PlotTab; 2],
    /// Time that the raster shows (s of model time).
    pub raster_window_s: f64,
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

/// A picture that is redrawn often: two textures in turn.
///
/// A new texture reaches the screen only after the renderer has prepared it, a frame or two later; until then the one before
/// stays in view.
pub struct Picture {
    shown: Option<Layer>,
    coming: Option<(Layer, u8)>,
    spare: Option<TextureHandle>,
    /// What it was last drawn from, see the plots.
    pub drawn_from: (u64, usize, usize),
    /// When it was last drawn (s of watching).
    pub drawn_at: f64,
}

/// A texture and the model time that it covers (s).
#[derive(Clone)]
pub struct Layer {
    /// The texture.
    pub texture: TextureHandle,
    /// Model time that it covers (s).
    pub covers: RangeInclusive<f64>,
}

/// Frames that the renderer needs to prepare a texture.
const FRAMES_TO_PREPARE: u8 = 2;

impl Default for Picture {
    fn default() -> Self {
        Self { shown: None, coming: None, spare: None, drawn_from: (0, 0, 0), drawn_at: f64::NEG_INFINITY }
    }
}

impl Picture {
    /// Whether it can take a new image: the last one is in view.
    pub const fn is_settled(&self) -> bool {
        self.coming.is_none()
    }

    /// Draw a new image, which comes into view as soon as it is prepared.
    pub fn draw(&mut self, ui: &Ui, name: &str, image: ColorImage, options: TextureOptions, covers: RangeInclusive<f64>) {
        let texture = match self.spare.take() {
            Some(mut texture) => {
                texture.set(image, options);
                texture
            }
            None => ui.ctx().load_texture(name, image, options),
        };
        self.coming = Some((Layer { texture, covers }, FRAMES_TO_PREPARE));
    }

    /// What to show in this frame. Called once a frame.
    pub fn layer(&mut self) -> Option<Layer> {
        match self.coming.take() {
            Some((layer, 0)) => self.spare = self.shown.replace(layer).map(|old| old.texture),
            Some((layer, left)) => self.coming = Some((layer, left - 1)),
            None => {}
        }
        self.shown.clone()
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
            tabs: [PlotTab::Raster, PlotTab::ThresholdMap],
            raster_window_s: 2.0,
            step_unit: StepUnit::default(),
            cue_fraction: 0.4,
            interface_scale: 1.0,
            has_selected: false,
            film_requests: Vec::new(),
            notice: (0, 0.0),
            projection: None,
            raster: Default::default(),
            threshold_map: Default::default(),
            room: None,
        }
    }
}

impl PanelState {
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
