//! What is written into the pictures of stills and films: a sentence at the bottom, and names where the view has them.

use crate::session::{ViewLabel, place_labels};
use crate::theme::{FallbackFont, Theme};
use bevy_egui::egui::epaint::text::{FontDefinitions, Fonts, TextOptions};
use bevy_egui::egui::{Color32, ColorImage, FontData, FontFamily, FontId, Galley, Pos2, Rect, pos2, vec2};
use std::sync::Arc;

/// Height of the text (share of the picture's height).
const TEXT: f32 = 1.0 / 30.0;
/// Distance from the lower edge, and round the text (share of the text's height).
const MARGIN: f32 = 0.8;
/// Share of the picture's width that a line may take.
const WIDEST: f32 = 0.9;
/// What is left of the picture behind the text.
const BACKDROP: f32 = 0.3;
/// Smallest letters of a name (share of the picture's height).
const SMALLEST: f32 = 1.0 / 42.0;
/// Colour of a caption's letters.
const LIGHT: Color32 = Color32::from_gray(235);

/// What is written into one picture.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The sentence.
    pub caption: Option<String>,
    /// The names, with places in the picture (px).
    pub names: Vec<ViewLabel>,
    /// Cells on which no name may stand (px).
    pub cells: Vec<bevy::math::Rect>,
    /// Pixels of the picture in a logical one of the window.
    pub scale: f32,
    /// Colours and sizes.
    pub theme: Theme,
}

/// Writes captions and names, with fonts that are loaded once.
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

    /// Write a text into a picture: its caption and names.
    pub fn write(&mut self, picture: &mut Pixels, written: &Written) {
        let caption = written.caption.as_ref().map(|caption| self.write_caption(picture, caption));
        let cells = written
            .cells
            .iter()
            .map(|cell| Rect::from_min_max(pos2(cell.min.x, cell.min.y), pos2(cell.max.x, cell.max.y)));
        self.write_names(picture, written, caption.into_iter().chain(cells).collect());
    }

    /// Write a sentence at the bottom, in light letters on a darker strip; gives the strip.
    fn write_caption(&mut self, picture: &mut Pixels, text: &str) -> Rect {
        let (width, height) = (picture.width as f32, picture.height as f32);
        let size = (height * TEXT).max(8.0);
        let margin = size * MARGIN;
        self.fonts.begin_pass(TextOptions::default());
        let mut fonts = self.fonts.with_pixels_per_point(1.0);
        let galley = fonts.layout(text.to_owned(), FontId::proportional(size), LIGHT, width * WIDEST);
        let image = fonts.image();
        let left = ((width - galley.size().x) * 0.5).max(0.0).round();
        let top = (height - galley.size().y - 1.5 * margin).max(0.0).round();
        let text = Rect::from_min_size(pos2(left, top), galley.size());
        let strip = text.expand2(vec2(margin, 0.5 * margin));
        picture.cover(strip, Color32::BLACK, 1.0 - BACKDROP);
        picture.letters(&galley, &image, text.min, LIGHT);
        strip
    }

    /// Write the names that the view gives to places of the network, beside what is `taken`.
    fn write_names(&mut self, picture: &mut Pixels, written: &Written, taken: Vec<Rect>) {
        let whole = Rect::from_min_size(pos2(0.0, 0.0), vec2(picture.width as f32, picture.height as f32));
        let scale = written.scale.max(whole.height() * SMALLEST / written.theme.text.body);
        self.fonts.begin_pass(TextOptions::default());
        let mut fonts = self.fonts.with_pixels_per_point(1.0);
        let layout = |text: &str, size: f32, colour| {
            fonts.layout_no_wrap(text.to_owned(), FontId::proportional(size * scale), colour)
        };
        let placed = place_labels(&written.names, &written.theme, whole, taken, layout);
        let image = fonts.image();
        for name in placed {
            picture.cover(name.backdrop, written.theme.colours.panel.into(), 1.0);
            picture.letters(&name.galley, &image, name.text.min, name.colour);
        }
    }
}

/// A picture of RGBA bytes without padding.
pub struct Pixels<'a> {
    bytes: &'a mut [u8],
    width: usize,
    height: usize,
}

impl<'a> Pixels<'a> {
    /// A picture of this size; none if there are not so many bytes.
    pub fn new(bytes: &'a mut [u8], width: usize, height: usize) -> Option<Self> {
        (bytes.len() >= 4 * width * height).then_some(Self { bytes, width, height })
    }

    /// Cover a rectangle by a share of a colour.
    fn cover(&mut self, place: Rect, colour: Color32, share: f32) {
        let across = place.left().max(0.0) as usize..(place.right().max(0.0) as usize).min(self.width);
        for y in place.top().max(0.0) as usize..(place.bottom().max(0.0) as usize).min(self.height) {
            for x in across.clone() {
                self.mix(x, y, colour, share);
            }
        }
    }

    /// Write letters at a place.
    fn letters(&mut self, galley: &Galley, image: &ColorImage, at: Pos2, colour: Color32) {
        for row in &galley.rows {
            for glyph in row.glyphs.iter().filter(|glyph| !glyph.uv_rect.is_nothing()) {
                let [from_x, from_y] = glyph.uv_rect.min.map(usize::from);
                let [to_x, to_y] = glyph.uv_rect.max.map(usize::from);
                let place = at + row.pos.to_vec2() + glyph.pos.to_vec2() + glyph.uv_rect.offset;
                let (left, top) = (place.x.round() as i64, place.y.round() as i64);
                for y in from_y..to_y {
                    for x in from_x..to_x {
                        let (x_there, y_there) = (left + (x - from_x) as i64, top + (y - from_y) as i64);
                        if (0..self.width as i64).contains(&x_there) && (0..self.height as i64).contains(&y_there) {
                            let share = f32::from(image.pixels[y * image.size[0] + x].a()) / 255.0;
                            self.mix(x_there as usize, y_there as usize, colour, share);
                        }
                    }
                }
            }
        }
    }

    fn mix(&mut self, x: usize, y: usize, colour: Color32, share: f32) {
        let at = 4 * (y * self.width + x);
        for (byte, wanted) in self.bytes[at..at + 3].iter_mut().zip(colour.to_array()) {
            *byte = (f32::from(*byte) * (1.0 - share) + f32::from(wanted) * share) as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{LabelSide, LabelSubject};
    use bevy::math::Vec2;

    fn caption(text: &str) -> Written {
        Written { caption: Some(text.to_owned()), ..Written::default() }
    }

    fn write(width: usize, height: usize, written: &Written) -> Vec<u8> {
        let mut bytes = vec![60; 4 * width * height];
        let mut picture = Pixels::new(&mut bytes, width, height).expect("as many bytes as pixels need");
        CaptionWriter::new(&[]).write(&mut picture, written);
        bytes
    }

    #[test]
    fn a_caption_is_written_at_the_bottom_and_nowhere_else() {
        let pixels = write(1280, 720, &caption("Learning pattern A"));
        let (above, below) = pixels.split_at(4 * 1280 * 600);
        assert!(above.iter().all(|byte| *byte == 60));
        let bright = below.chunks(4).filter(|pixel| pixel[0] > 200).count();
        assert!((200..6000).contains(&bright), "{bright} bright pixels");
        assert_ne!(pixels, write(1280, 720, &caption("NREM sleep")));
    }

    #[test]
    fn a_name_is_written_in_its_colour_above_its_place_and_nowhere_else() {
        let theme = Theme::default();
        let label = ViewLabel {
            text: "A".to_owned(),
            subject: LabelSubject::Memory(0),
            position: Vec2::new(640.0, 300.0),
            side: LabelSide::Above,
        };
        let written = Written { names: vec![label], scale: 1.5, theme: theme.clone(), ..Written::default() };
        let pixels = write(1280, 720, &written);
        let changed =
            |(place, _): &(usize, &[u8])| (600..680).contains(&(place % 1280)) && (250..302).contains(&(place / 1280));
        let (here, elsewhere): (Vec<_>, Vec<_>) = pixels.chunks(4).enumerate().partition(changed);
        assert!(elsewhere.iter().all(|(_, pixel)| pixel[..3] == [60; 3]));
        let colour = Color32::from(theme.pattern(0)).to_array();
        let like = |pixel: &[u8]| pixel.iter().zip(colour).take(3).all(|(byte, wanted)| byte.abs_diff(wanted) < 20);
        assert!(here.iter().filter(|(_, pixel)| like(pixel)).count() > 20);
    }

    #[test]
    fn tiny_pictures_and_long_texts_do_no_harm() {
        let mut written = caption(&"Learning pattern A: ".repeat(200));
        let name = |x: f32, y: f32| ViewLabel {
            text: "a long name".to_owned(),
            subject: LabelSubject::Selected(0),
            position: Vec2::new(x, y),
            side: LabelSide::Left,
        };
        written.names = vec![name(0.0, 0.0), name(-500.0, 9.0), name(1e9, f32::NAN)];
        for (width, height) in [(1, 1), (16, 9), (64, 48)] {
            write(width, height, &written);
        }
        assert!(Pixels::new(&mut [], 64, 48).is_none());
    }
}
