//! The caption of a film, written into its pictures at the bottom.

use crate::theme::FallbackFont;
use bevy_egui::egui::epaint::text::{FontDefinitions, Fonts, TextOptions};
use bevy_egui::egui::{Color32, FontData, FontFamily, FontId};
use std::sync::Arc;

/// Height of the text (share of the picture's height).
const TEXT: f32 = 1.0 / 30.0;
/// Distance from the lower edge, and round the text (share of the text's height).
const MARGIN: f32 = 0.8;
/// Share of the picture's width that a line may take.
const WIDEST: f32 = 0.9;
/// What is left of the picture behind the text.
const BACKDROP: f32 = 0.3;

/// Writes captions, with fonts that are loaded once.
pub struct CaptionWriter {
    fonts: Fonts,
}

impl CaptionWriter {
    /// With egui's fonts, and others for letters that these lack.
    pub fn new(fallback: &[FallbackFont]) -> Self {
        let mut fonts = FontDefinitions::default();
        for (number, font) in fallback.iter().enumerate() {
            let name = format!("fallback {number}");
            let mut data = FontData::from_static(font.data);
            data.index = font.index;
            fonts.font_data.insert(name.clone(), Arc::new(data));
            fonts.families.entry(FontFamily::Proportional).or_default().push(name);
        }
        Self { fonts: Fonts::new(TextOptions::default(), fonts) }
    }

    /// Write `text` into a picture of RGBA bytes without padding, in light letters on a darker strip.
    pub fn write(&mut self, pixels: &mut [u8], width: usize, height: usize, text: &str) {
        if pixels.len() < 4 * width * height || text.is_empty() {
            return;
        }
        let size = (height as f32 * TEXT).max(8.0);
        let margin = size * MARGIN;
        self.fonts.begin_pass(TextOptions::default());
        let (galley, image) = {
            let mut fonts = self.fonts.with_pixels_per_point(1.0);
            let font = FontId::proportional(size);
            let galley = fonts.layout(text.to_owned(), font, Color32::WHITE, width as f32 * WIDEST);
            let image = fonts.image();
            (galley, image)
        };
        let (text_width, text_height) = (galley.size().x, galley.size().y);
        let left = ((width as f32 - text_width) * 0.5).max(0.0).round();
        let top = (height as f32 - text_height - 1.5 * margin).max(0.0).round();
        let strip_x = (left - margin).max(0.0) as usize..((left + text_width + margin) as usize).min(width);
        let strip_y = (top - 0.5 * margin).max(0.0) as usize..((top + text_height + 0.5 * margin) as usize).min(height);
        for y in strip_y {
            for x in strip_x.clone() {
                let at = 4 * (y * width + x);
                for channel in &mut pixels[at..at + 3] {
                    *channel = (f32::from(*channel) * BACKDROP) as u8;
                }
            }
        }
        for row in &galley.rows {
            for glyph in row.glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
                let [from_x, from_y] = glyph.uv_rect.min.map(usize::from);
                let [to_x, to_y] = glyph.uv_rect.max.map(usize::from);
                let place = row.pos + glyph.pos.to_vec2() + glyph.uv_rect.offset;
                let (x0, y0) = ((left + place.x).round() as usize, (top + place.y).round() as usize);
                for y in from_y..to_y {
                    for x in from_x..to_x {
                        let (to_x, to_y) = (x0 + x - from_x, y0 + y - from_y);
                        if to_x >= width || to_y >= height {
                            continue;
                        }
                        let cover = f32::from(image.pixels[y * image.size[0] + x].a()) / 255.0;
                        let at = 4 * (to_y * width + to_x);
                        for channel in &mut pixels[at..at + 3] {
                            *channel = (f32::from(*channel) * (1.0 - cover) + 235.0 * cover) as u8;
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_written_at_the_bottom_and_nowhere_else() {
        let (width, height) = (1280, 720);
        let mut pixels = vec![60; 4 * width * height];
        CaptionWriter::new(&[]).write(&mut pixels, width, height, "Learning pattern A");
        let (above, below) = pixels.split_at(4 * width * 600);
        assert!(above.iter().all(|byte| *byte == 60));
        let bright = below.chunks(4).filter(|pixel| pixel[0] > 200).count();
        assert!((200..6000).contains(&bright), "{bright} bright pixels");
        let mut other = vec![60; 4 * width * height];
        CaptionWriter::new(&[]).write(&mut other, width, height, "NREM sleep");
        assert_ne!(pixels, other);
    }

    #[test]
    fn tiny_pictures_and_long_texts_do_no_harm() {
        let text = "Learning pattern A: ".repeat(200);
        for (width, height) in [(1, 1), (16, 9), (64, 48)] {
            let mut pixels = vec![60; 4 * width * height];
            CaptionWriter::new(&[]).write(&mut pixels, width, height, &text);
        }
        CaptionWriter::new(&[]).write(&mut [], 64, 48, &text);
    }
}
