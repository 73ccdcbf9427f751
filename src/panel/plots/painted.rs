//! What was painted of a plot, taken from egui after it was drawn.

use bevy_egui::egui::epaint::ClippedShape;
use bevy_egui::egui::layers::PaintList;
use bevy_egui::egui::{Color32, ColorImage, LayerId, Rect, Shape, TextureId, Ui};

/// Shapes of a plot, in the order in which they lie on each other.
pub struct Painted<'a> {
    /// The plot's rectangle (logical pixels).
    pub rect: Rect,
    /// Colour behind it.
    pub ground: Color32,
    /// What was painted, each with the rectangle beyond which nothing of it is seen.
    pub shapes: Vec<ClippedShape>,
    /// The textures that shapes show.
    pub textures: Vec<(TextureId, &'a ColorImage)>,
    /// Where it comes from, in a line.
    pub origin: String,
}

impl Painted<'_> {
    /// A texture.
    #[must_use]
    pub fn texture(&self, id: TextureId) -> Option<&ColorImage> {
        self.textures.iter().find(|(own, _)| *own == id).map(|(_, image)| *image)
    }
}

/// How many shapes were painted in this layer until now.
#[must_use]
pub fn count(ui: &Ui) -> usize {
    let layer = ui.layer_id();
    ui.ctx().graphics(|graphics| graphics.get(layer).map_or(0, |list| list.next_idx().0))
}

/// The shapes that were painted in this layer since there were so many.
#[must_use]
pub fn since(ui: &Ui, count: usize) -> Vec<ClippedShape> {
    let layer: LayerId = ui.layer_id();
    ui.ctx().graphics(|graphics| {
        let all = graphics.get(layer).into_iter().flat_map(PaintList::all_entries);
        all.skip(count).filter(|entry| entry.shape != Shape::Noop).cloned().collect()
    })
}
