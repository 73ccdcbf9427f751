//! A plot as PNG: egui makes triangles of its shapes, as for the screen, and they are filled here pixel by pixel.
//!
//! A picture of the screen would need the graphics card and show what lies over the plot, such as the menu from which it was asked for.

use super::painted::Painted;
use bevy::asset::RenderAssetUsages;
use bevy::image::{Image, ImageFormat};
use bevy::render::render_resource::{Extent3d, TextureDimension, TextureFormat};
use bevy_egui::egui::epaint::{ClippedShape, Primitive, Vertex};
use bevy_egui::egui::{Color32, ColorImage, Context, Mesh, Pos2, RawInput, Rect, Shape, TextureId, ViewportId, pos2};
use std::io::Cursor;

/// Largest picture (pixels along one side).
const LARGEST: usize = 8192;
/// Pixels of the picture in one of the screen, along each side: fine enough for a slide.
const FINER: f32 = 3.0;

/// The picture.
///
/// # Errors
/// Why it cannot be made.
pub fn png(context: &Context, painted: &Painted<'_>) -> Result<Vec<u8>, String> {
    let scale = context.pixels_per_point() * FINER;
    let fine = fine_letters(context, scale);
    let side = |points: f32| ((points * scale).round().max(1.0) as usize).min(LARGEST);
    let size = [side(painted.rect.width()), side(painted.rect.height())];
    let mut canvas = Canvas { image: ColorImage::filled(size, painted.ground), origin: painted.rect.min, scale };
    let shapes = painted
        .shapes
        .iter()
        .map(|entry| (entry.clip_rect.intersect(painted.rect), refined(&fine, &entry.shape)))
        .map(|(clip_rect, shape)| ClippedShape { clip_rect, shape })
        .collect();
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method itself has one lifetime only")]
    let letters = fine.fonts(|fonts| fonts.image());
    for primitive in fine.tessellate(shapes, scale) {
        if let Primitive::Mesh(mesh) = &primitive.primitive {
            let texture = if mesh.texture_id == TextureId::default() {
                Some(Texture { image: &letters, smooth: true })
            } else {
                painted.texture(mesh.texture_id).map(|image| Texture { image, smooth: false })
            };
            if let Some(texture) = texture {
                canvas.mesh(mesh, primitive.clip_rect, &texture);
            }
        }
    }
    drop(fine.end_pass());
    Ok(with_text(encode(&canvas.image)?, &painted.origin))
}

/// A context with the same fonts, whose letters have so many pixels in a logical one. Nothing is drawn with it on the screen.
fn fine_letters(context: &Context, scale: f32) -> Context {
    let fine = Context::default();
    fine.set_fonts(context.fonts(|fonts| fonts.definitions().clone()));
    let mut input = RawInput::default();
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(scale);
    fine.begin_pass(input);
    fine
}

/// A shape with letters of that context; all else has no pixels of its own.
fn refined(fine: &Context, shape: &Shape) -> Shape {
    match shape {
        Shape::Text(text) => {
            let job = (*text.galley.job).clone();
            let mut text = text.clone();
            text.galley = fine.fonts_mut(|fonts| fonts.layout_job(job));
            Shape::Text(text)
        }
        Shape::Vec(shapes) => Shape::Vec(shapes.iter().map(|shape| refined(fine, shape)).collect()),
        other => other.clone(),
    }
}

/// A picture as the bytes of a PNG file.
///
/// # Errors
/// Why it cannot be made.
pub fn encode(image: &ColorImage) -> Result<Vec<u8>, String> {
    let [width, height] = image.size.map(|side| side as u32);
    let pixels = image.pixels.iter().flat_map(Color32::to_srgba_unmultiplied).collect();
    let size = Extent3d { width, height, depth_or_array_layers: 1 };
    let image =
        Image::new(size, TextureDimension::D2, pixels, TextureFormat::Rgba8UnormSrgb, RenderAssetUsages::MAIN_WORLD);
    let format = ImageFormat::Png.as_image_crate_format().ok_or("this build has no PNG")?;
    let mut file = Cursor::new(Vec::new());
    let picture = image.try_into_dynamic().map_err(|error| error.to_string())?;
    picture.write_to(&mut file, format).map_err(|error| error.to_string())?;
    Ok(file.into_inner())
}

/// The same file with a text that programs show as its title.
fn with_text(mut png: Vec<u8>, text: &str) -> Vec<u8> {
    /// Signature and head of a PNG file.
    const HEAD: usize = 33;
    let mut chunk = b"iTXtTitle\0\0\0\0\0".to_vec();
    chunk.extend(text.as_bytes());
    let length = (chunk.len() - 4) as u32;
    let sum = checksum(&chunk);
    if png.len() > HEAD {
        let whole = length.to_be_bytes().into_iter().chain(chunk).chain(sum.to_be_bytes());
        drop(png.splice(HEAD..HEAD, whole));
    }
    png
}

/// The checksum of PNG (CRC-32).
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xEDB8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

struct Texture<'a> {
    image: &'a ColorImage,
    /// Whether values between pixels are means of them.
    smooth: bool,
}

impl Texture<'_> {
    fn pixel(&self, x: i64, y: i64) -> [f32; 4] {
        let [width, height] = self.image.size.map(|side| side as i64);
        let (x, y) = (x.clamp(0, width - 1), y.clamp(0, height - 1));
        self.image.pixels[(y * width + x) as usize].to_array().map(f32::from)
    }

    /// Colour at a place, each part 0 to 255, already multiplied with its opacity.
    fn at(&self, uv: Pos2) -> [f32; 4] {
        let [width, height] = self.image.size.map(|side| side as f32);
        if !self.smooth {
            return self.pixel((uv.x * width).floor() as i64, (uv.y * height).floor() as i64);
        }
        let (x, y) = (uv.x * width - 0.5, uv.y * height - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right, down) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let corners = [
            self.pixel(left, top),
            self.pixel(left + 1, top),
            self.pixel(left, top + 1),
            self.pixel(left + 1, top + 1),
        ];
        let shares = [(1.0 - right) * (1.0 - down), right * (1.0 - down), (1.0 - right) * down, right * down];
        [0, 1, 2, 3].map(|part| corners.iter().zip(shares).map(|(corner, share)| corner[part] * share).sum())
    }
}

struct Canvas {
    image: ColorImage,
    /// What lies at the upper left corner (logical pixels).
    origin: Pos2,
    /// Pixels of the picture in a logical pixel.
    scale: f32,
}

impl Canvas {
    fn at(&self, point: Pos2) -> Pos2 {
        pos2((point.x - self.origin.x) * self.scale, (point.y - self.origin.y) * self.scale)
    }

    fn mesh(&mut self, mesh: &Mesh, clip: Rect, texture: &Texture<'_>) {
        let clip = Rect::from_min_max(self.at(clip.min), self.at(clip.max));
        for triangle in mesh.indices.chunks_exact(3) {
            let vertex = |k: usize| mesh.vertices.get(triangle[k] as usize).copied();
            if let (Some(a), Some(b), Some(c)) = (vertex(0), vertex(1), vertex(2)) {
                self.triangle([a, b, c], clip, texture);
            }
        }
    }

    /// Fill the pixels whose middle lies in a triangle. Of two triangles with an edge in common, one has what lies on it.
    fn triangle(&mut self, mut corners: [Vertex; 3], clip: Rect, texture: &Texture<'_>) {
        let mut at = corners.map(|corner| self.at(corner.pos));
        if at.iter().any(|point| !point.is_finite()) {
            return;
        }
        if cross(at[0], at[1], at[2]) < 0.0 {
            at.swap(1, 2);
            corners.swap(1, 2);
        }
        let area = cross(at[0], at[1], at[2]);
        if area <= 0.0 {
            return;
        }
        let box_of = Rect::from_points(&at).intersect(clip);
        let [width, height] = self.image.size;
        let first = |edge: f32| (edge - 0.5).ceil().max(0.0) as usize;
        let (left, right) = (first(box_of.left()), first(box_of.right() + 1e-3).min(width));
        let (top, bottom) = (first(box_of.top()), first(box_of.bottom() + 1e-3).min(height));
        let edges = [(1, 2), (2, 0), (0, 1)].map(|(from, to)| (at[from], at[to]));
        let owned = edges.map(|(from, to)| to.y < from.y || (to.y == from.y && to.x > from.x));
        for y in top..bottom {
            for x in left..right {
                let middle = pos2(x as f32 + 0.5, y as f32 + 0.5);
                let parts = edges.map(|(from, to)| cross(from, to, middle));
                if parts.iter().zip(owned).all(|(part, owned)| *part > 0.0 || (*part == 0.0 && owned)) {
                    let shares = parts.map(|part| part / area);
                    let uv = corners
                        .iter()
                        .zip(shares)
                        .fold(pos2(0.0, 0.0), |uv, (corner, share)| uv + corner.uv.to_vec2() * share);
                    let texel = texture.at(uv);
                    let colour = |part: usize| -> f32 {
                        let own: f32 = corners
                            .iter()
                            .zip(shares)
                            .map(|(corner, share)| f32::from(corner.color.to_array()[part]) * share)
                            .sum();
                        own * texel[part] / 255.0
                    };
                    let pixel = &mut self.image.pixels[y * width + x];
                    let under = pixel.to_array();
                    let left = 1.0 - colour(3) / 255.0;
                    let [red, green, blue, alpha] = [0, 1, 2, 3]
                        .map(|part| (colour(part) + f32::from(under[part]) * left).round().clamp(0.0, 255.0) as u8);
                    *pixel = Color32::from_rgba_premultiplied(red, green, blue, alpha);
                }
            }
        }
    }
}

/// Twice the area of a triangle, positive if it turns clockwise on the screen.
fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn painted(shapes: Vec<Shape>) -> Painted<'static> {
        let rect = Rect::from_min_max(pos2(10.0, 10.0), pos2(30.0, 20.0));
        let shapes = shapes.into_iter().map(|shape| ClippedShape { clip_rect: rect, shape }).collect();
        Painted { rect, ground: Color32::BLACK, shapes, textures: Vec::new(), origin: "Raster of A & B".to_owned() }
    }

    fn drawn(shapes: Vec<Shape>) -> ColorImage {
        let (context, mut file) = (Context::default(), Vec::new());
        drop(
            context
                .run_ui(RawInput::default(), |ui| file = png(ui.ctx(), &painted(shapes.clone())).expect("it is made")),
        );
        assert!(file.starts_with(b"\x89PNG"));
        assert_eq!(
            u32::from_be_bytes([file[33], file[34], file[35], file[36]]) as usize,
            "Title\0\0\0\0\0Raster of A & B".len()
        );
        let image = Image::from_buffer(
            &file,
            bevy::image::ImageType::Format(ImageFormat::Png),
            bevy::image::CompressedImageFormats::NONE,
            true,
            bevy::image::ImageSampler::Default,
            RenderAssetUsages::MAIN_WORLD,
        )
        .expect("others can read it");
        let size = [image.width() as usize, image.height() as usize];
        ColorImage::from_rgba_unmultiplied(size, &image.data.expect("it has pixels"))
    }

    #[test]
    fn what_is_painted_stands_where_it_was_and_nothing_is_painted_twice() {
        let rect = Rect::from_min_max(pos2(15.0, 12.0), pos2(25.0, 18.0));
        let half = Color32::from_rgba_unmultiplied(255, 0, 0, 128);
        let image = drawn(vec![Shape::rect_filled(rect, 0.0, half)]);
        assert_eq!(image.size, [60, 30]);
        let at = |x: usize, y: usize| image.pixels[(3 * y + 1) * 60 + 3 * x + 1];
        assert_eq!([at(2, 5), at(18, 5), at(10, 0), at(10, 9)], [Color32::BLACK; 4]);
        // The middle, where both triangles of the rectangle meet, is as red as the rest.
        let red = at(8, 5);
        assert!((i32::from(red.r()) - 128).abs() < 3 && red.g() == 0, "{red:?}");
        assert!((7..13).all(|x| (4..6).all(|y| at(x, y) == red)));
    }

    #[test]
    fn the_checksum_is_that_of_others() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum(b"IEND"), 0xAE42_6082);
    }
}
