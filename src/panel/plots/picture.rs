//! A texture that is written column by column as time goes on.

use bevy_egui::egui::{Color32, ColorImage, TextureHandle, TextureOptions, Ui};

/// What a picture was drawn from: see the plots.
pub type DrawnFrom = (u64, usize, usize, u32, usize);

/// A texture whose columns are times, and what it shows.
///
/// Only columns that changed are written: a texture that is replaced as a whole is missing from the picture for a frame.
#[derive(Default)]
pub struct Picture {
    /// The texture, once there was something to show.
    pub texture: Option<TextureHandle>,
    /// The same in memory, for when the plot is saved.
    pub image: ColorImage,
    /// What it was drawn from, see the plots: when this changes, all columns are drawn again.
    pub drawn_from: DrawnFrom,
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
            self.image = image.clone();
            self.texture = Some(ui.ctx().load_texture("plot", image, TextureOptions::NEAREST));
        }
    }

    /// Begin anew: nothing that was drawn is left.
    pub fn clear(&mut self, drawn_from: DrawnFrom, background: Color32) {
        let size = self.texture.as_ref().map(TextureHandle::size).unwrap_or_default();
        self.write(0, &ColorImage::filled(size, background));
        self.drawn_from = drawn_from;
        self.columns = 0;
        self.drawn_at = f64::NEG_INFINITY;
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
                for row in 0..height {
                    let to = row * width + at;
                    self.image.pixels[to..to + count].copy_from_slice(&part.pixels[row * count..(row + 1) * count]);
                }
                texture.set_partial([at, 0], part, TextureOptions::NEAREST);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{Context, ImageData, RawInput};

    #[test]
    fn a_picture_that_begins_anew_keeps_nothing_of_what_was_drawn() {
        let (context, mut picture, size) = (Context::default(), Picture::default(), [4, 3]);
        drop(context.run_ui(RawInput::default(), |ui| {
            picture.fit(ui, size, Color32::BLACK);
            picture.write(3, &ColorImage::filled([2, 3], Color32::WHITE));
        }));
        let output = context.run_ui(RawInput::default(), |_| picture.clear((1, 0, 0, 0, 0), Color32::BLACK));
        let whole = output.textures_delta.set.values().flatten().any(|delta| {
            let ImageData::Color(image) = &delta.image;
            image.size == size && image.pixels.iter().all(|pixel| *pixel == Color32::BLACK)
        });
        assert!(whole, "every column is written over");
        assert!(picture.image.pixels.iter().all(|pixel| *pixel == Color32::BLACK));
        assert_eq!((picture.drawn_from, picture.columns), ((1, 0, 0, 0, 0), 0));
    }
}
