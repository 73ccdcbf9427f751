//! A plot as SVG: shapes become elements, text stays text, textures become pictures within.

use super::painted::Painted;
use super::pixels::encode;
use bevy_egui::egui::epaint::{
    CircleShape, ColorMode, CubicBezierShape, EllipseShape, PathShape, PathStroke, QuadraticBezierShape, RectShape,
    TextShape,
};
use bevy_egui::egui::{Color32, ColorImage, FontFamily, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2};
use std::fmt::Write;

/// The drawing.
///
/// # Errors
/// Why a texture cannot be written.
pub fn svg(painted: &Painted<'_>) -> Result<String, String> {
    let size = painted.rect.size();
    let [width, height] = [size.x, size.y].map(number);
    let mut drawing = Drawing { painted, text: String::new(), clips: Vec::new() };
    for entry in &painted.shapes {
        let clip = entry.clip_rect.intersect(painted.rect);
        if !clip.is_positive() {
            continue;
        }
        let mut inside = String::new();
        drawing.shape(&entry.shape, &mut inside)?;
        if !inside.is_empty() {
            let clip = drawing.clip(clip);
            drawing.text.push_str(&format!("<g clip-path=\"url(#c{clip})\">{inside}</g>\n"));
        }
    }
    let clips = drawing.clips.iter().enumerate().fold(String::new(), |text, (place, clip)| {
        text + &format!("<clipPath id=\"c{place}\"><rect {}/></clipPath>\n", edges(drawing.at_rect(*clip)))
    });
    let origin = escaped(&painted.origin);
    let ground = paint("fill", painted.ground);
    let body = &drawing.text;
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<title>{origin}</title>\n<defs>\n{clips}</defs>\n\
         <rect width=\"{width}\" height=\"{height}\"{ground}/>\n{body}</svg>\n"
    ))
}

struct Drawing<'a> {
    painted: &'a Painted<'a>,
    text: String,
    clips: Vec<Rect>,
}

impl Drawing<'_> {
    /// Number of a rectangle to which shapes are cut.
    fn clip(&mut self, rect: Rect) -> usize {
        self.clips.iter().position(|known| *known == rect).unwrap_or_else(|| {
            self.clips.push(rect);
            self.clips.len() - 1
        })
    }

    fn at(&self, point: Pos2) -> Pos2 {
        point - self.painted.rect.min.to_vec2()
    }

    fn at_rect(&self, rect: Rect) -> Rect {
        rect.translate(-self.painted.rect.min.to_vec2())
    }

    fn points(&self, points: &[Pos2]) -> String {
        let points = points.iter().filter(|point| point.is_finite()).map(|point| {
            let point = self.at(*point);
            format!("{},{}", number(point.x), number(point.y))
        });
        points.collect::<Vec<_>>().join(" ")
    }

    fn shape(&self, shape: &Shape, to: &mut String) -> Result<(), String> {
        match shape {
            Shape::Noop | Shape::Callback(_) => {}
            Shape::Vec(shapes) => return shapes.iter().try_for_each(|shape| self.shape(shape, to)),
            Shape::Circle(CircleShape { center, radius, fill, stroke }) => {
                let center = self.at(*center);
                let at = format!("cx=\"{}\" cy=\"{}\" r=\"{}\"", number(center.x), number(center.y), number(*radius));
                to.push_str(&format!("<circle {at}{}{}/>", paint("fill", *fill), line(*stroke)));
            }
            Shape::Ellipse(EllipseShape { center, radius, fill, stroke, angle }) => {
                let center = self.at(*center);
                let at = format!(
                    "cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"",
                    number(center.x),
                    number(center.y),
                    number(radius.x),
                    number(radius.y)
                );
                let turn = turned(*angle, center);
                to.push_str(&format!("<ellipse {at}{turn}{}{}/>", paint("fill", *fill), line(*stroke)));
            }
            Shape::LineSegment { points, stroke } => {
                if !stroke.is_empty() {
                    let [from, end] = points.map(|point| self.at(point));
                    let at = format!(
                        "x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"",
                        number(from.x),
                        number(from.y),
                        number(end.x),
                        number(end.y)
                    );
                    to.push_str(&format!("<line {at}{}/>", line(*stroke)));
                }
            }
            Shape::Path(PathShape { points, closed, fill, stroke }) => {
                let name = if *closed { "polygon" } else { "polyline" };
                let stroke = path_line(stroke, points);
                to.push_str(&format!(
                    "<{name} points=\"{}\"{}{}/>",
                    self.points(points),
                    paint("fill", *fill),
                    line(stroke)
                ));
            }
            Shape::Rect(rect) => self.rect(rect, to)?,
            Shape::Text(text) => self.words(text, to),
            Shape::Mesh(mesh) => return self.mesh(mesh, to),
            Shape::QuadraticBezier(QuadraticBezierShape { points: [a, b, c], fill, stroke, .. }) => {
                let [p, q, r] = [*a, *b, *c].map(|point| place(self.at(point)));
                let stroke = path_line(stroke, &[*a, *b, *c]);
                to.push_str(&format!("<path d=\"M{p} Q{q} {r}\"{}{}/>", paint("fill", *fill), line(stroke)));
            }
            Shape::CubicBezier(CubicBezierShape { points: [a, b, c, d], fill, stroke, .. }) => {
                let [p, q, r, s] = [*a, *b, *c, *d].map(|point| place(self.at(point)));
                let stroke = path_line(stroke, &[*a, *b, *c, *d]);
                to.push_str(&format!("<path d=\"M{p} C{q} {r} {s}\"{}{}/>", paint("fill", *fill), line(stroke)));
            }
        }
        Ok(())
    }

    fn rect(&self, shape: &RectShape, to: &mut String) -> Result<(), String> {
        let by = match shape.stroke_kind {
            _ if shape.stroke.is_empty() => 0.0,
            StrokeKind::Inside => -0.5 * shape.stroke.width,
            StrokeKind::Middle => 0.0,
            StrokeKind::Outside => 0.5 * shape.stroke.width,
        };
        let rect = self.at_rect(shape.rect.expand(by));
        if let Some(brush) = &shape.brush
            && let Some(texture) = self.painted.texture(brush.fill_texture_id)
        {
            return picture(texture, brush.uv, self.at_rect(shape.rect), to);
        }
        let round = f32::from(shape.corner_radius.average() as u8);
        let round = if round > 0.0 { format!(" rx=\"{}\"", number(round)) } else { String::new() };
        let turn = turned(shape.angle, rect.center());
        to.push_str(&format!(
            "<rect {}{round}{turn}{}{}/>",
            edges(rect),
            paint("fill", shape.fill),
            line(shape.stroke)
        ));
        Ok(())
    }

    /// Text, row by row, in stretches of one colour.
    fn words(&self, shape: &TextShape, to: &mut String) {
        let origin = self.at(shape.pos);
        let turn = turned(shape.angle, origin);
        let font = shape.galley.job.sections.first().map(|section| section.format.font_id.clone()).unwrap_or_default();
        let family = match font.family {
            FontFamily::Monospace => "Hack, monospace",
            _ => "Ubuntu, 'Ubuntu Sans', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif",
        };
        let mut inside = String::new();
        for row in &shape.galley.rows {
            let colour = |first: u32| {
                let own =
                    row.visuals.mesh.vertices.get(first as usize).map_or(Color32::PLACEHOLDER, |vertex| vertex.color);
                let own = if own == Color32::PLACEHOLDER { shape.fallback_color } else { own };
                shape.override_text_color.unwrap_or(own).gamma_multiply(shape.opacity_factor)
            };
            let ground =
                shape.galley.job.sections.first().map_or(Color32::TRANSPARENT, |section| section.format.background);
            if ground != Color32::TRANSPARENT && shape.angle == 0.0 {
                let rect = row.rect().translate(origin.to_vec2());
                inside.push_str(&format!("<rect {}{}/>", edges(rect), paint("fill", ground)));
            }
            // A space has no picture of its own: it goes with what stands before it.
            let mut stretches: Vec<Stretch> = Vec::new();
            for glyph in &row.glyphs {
                let inked = |colour: &Color32| *colour != Color32::TRANSPARENT;
                let seen = (!glyph.uv_rect.is_nothing()).then(|| colour(glyph.first_vertex)).filter(inked);
                match (stretches.last_mut(), seen) {
                    (Some(last), None) => last.text.push(glyph.chr),
                    (Some(last), Some(colour)) if colour == last.colour => {
                        last.text.push(glyph.chr);
                        last.end = glyph.max_x();
                    }
                    (_, Some(colour)) => {
                        let at = origin + row.pos.to_vec2() + glyph.pos.to_vec2();
                        let (begin, end) = (glyph.pos.x, glyph.max_x());
                        stretches.push(Stretch { at, begin, end, colour, text: glyph.chr.to_string() });
                    }
                    (None, None) => {}
                }
            }
            for Stretch { at, begin, end, colour, text } in stretches {
                // With another font it is as wide as here.
                let length = number(end - begin);
                let at = format!(
                    "x=\"{}\" y=\"{}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"",
                    number(at.x),
                    number(at.y)
                );
                inside.push_str(&format!("<text {at}{}>{}</text>", paint("fill", colour), escaped(text.trim_end())));
            }
        }
        if !inside.is_empty() {
            let size = number(font.size);
            to.push_str(&format!(
                "<g font-family=\"{family}\" font-size=\"{size}\" xml:space=\"preserve\"{turn}>{inside}</g>"
            ));
        }
    }

    /// Triangles: pairs that make an upright rectangle become one.
    fn mesh(&self, mesh: &Mesh, to: &mut String) -> Result<(), String> {
        let vertex = |index: u32| mesh.vertices.get(index as usize);
        let texture = self.painted.texture(mesh.texture_id);
        let mut rest = &mesh.indices[..];
        while let [a, b, c, after @ ..] = rest {
            if let [d, e, f, beyond @ ..] = after
                && let Some(quad) = upright(mesh, [*a, *b, *c, *d, *e, *f])
            {
                let rect = self.at_rect(quad.rect);
                match texture {
                    Some(texture) => picture(texture, quad.uv, rect, to)?,
                    None => to.push_str(&format!(
                        "<rect {}{} shape-rendering=\"crispEdges\"/>",
                        edges(rect),
                        paint("fill", quad.colour)
                    )),
                }
                rest = beyond;
                continue;
            }
            if let (Some(a), Some(b), Some(c)) = (vertex(*a), vertex(*b), vertex(*c)) {
                let points = self.points(&[a.pos, b.pos, c.pos]);
                let colour = mean([a.color, b.color, c.color]);
                let _ = write!(
                    to,
                    "<polygon points=\"{points}\"{} shape-rendering=\"crispEdges\"/>",
                    paint("fill", colour)
                );
            }
            rest = after;
        }
        Ok(())
    }
}

/// Letters of one colour in a row.
struct Stretch {
    /// Where the first one stands on its line.
    at: Pos2,
    /// Left edge of the first and right edge of the last one, counted from the row (logical pixels).
    begin: f32,
    end: f32,
    colour: Color32,
    text: String,
}

/// Two triangles that make an upright rectangle.
struct Quad {
    rect: Rect,
    uv: Rect,
    colour: Color32,
}

fn upright(mesh: &Mesh, indices: [u32; 6]) -> Option<Quad> {
    let mut vertices = Vec::with_capacity(6);
    for index in indices {
        vertices.push(mesh.vertices.get(index as usize)?);
    }
    let rect = Rect::from_points(&vertices.iter().map(|vertex| vertex.pos).collect::<Vec<_>>());
    let uv = Rect::from_points(&vertices.iter().map(|vertex| vertex.uv).collect::<Vec<_>>());
    let corner =
        |at: Pos2| (at.x == rect.left() || at.x == rect.right()) && (at.y == rect.top() || at.y == rect.bottom());
    let same = vertices.iter().all(|vertex| vertex.color == vertices[0].color);
    // Both triangles have half of it: their areas are seen in how often each corner is there.
    let mut corners: Vec<[u32; 2]> =
        vertices.iter().map(|vertex| [vertex.pos.x.to_bits(), vertex.pos.y.to_bits()]).collect();
    corners.sort_unstable();
    corners.dedup();
    let whole = rect.is_positive() && corners.len() == 4 && vertices.iter().all(|vertex| corner(vertex.pos));
    (whole && same).then_some(Quad { rect, uv, colour: vertices[0].color })
}

/// Part of a texture as a picture in the drawing.
fn picture(texture: &ColorImage, uv: Rect, rect: Rect, to: &mut String) -> Result<(), String> {
    let [width, height] = texture.size;
    let edge = |share: f32, size: usize| ((share * size as f32).round().max(0.0) as usize).min(size);
    let (left, right) = (edge(uv.left(), width), edge(uv.right(), width));
    let (top, bottom) = (edge(uv.top(), height), edge(uv.bottom(), height));
    if left >= right || top >= bottom {
        return Ok(());
    }
    let part = texture.region_by_pixels([left, top], [right - left, bottom - top]);
    let data = base64(&encode(&part)?);
    to.push_str(&format!(
        "<image {} preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,{data}\"/>",
        edges(rect)
    ));
    Ok(())
}

/// A number without needless digits.
fn number(value: f32) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn place(at: Pos2) -> String {
    format!("{},{}", number(at.x), number(at.y))
}

fn edges(rect: Rect) -> String {
    let Vec2 { x: width, y: height } = rect.size().max(Vec2::ZERO);
    let Pos2 { x, y } = pos2(rect.left(), rect.top());
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(x), number(y), number(width), number(height))
}

fn turned(angle: f32, about: Pos2) -> String {
    if angle == 0.0 {
        return String::new();
    }
    format!(" transform=\"rotate({} {} {})\"", number(angle.to_degrees()), number(about.x), number(about.y))
}

/// An attribute for a colour, with its opacity.
fn paint(name: &str, colour: Color32) -> String {
    let [red, green, blue, alpha] = colour.to_srgba_unmultiplied();
    match alpha {
        0 => format!(" {name}=\"none\""),
        255 => format!(" {name}=\"#{red:02x}{green:02x}{blue:02x}\""),
        _ => format!(" {name}=\"#{red:02x}{green:02x}{blue:02x}\" {name}-opacity=\"{:.3}\"", f32::from(alpha) / 255.0),
    }
}

fn line(stroke: Stroke) -> String {
    if stroke.is_empty() {
        return String::new();
    }
    format!("{} stroke-width=\"{}\"", paint("stroke", stroke.color), number(stroke.width))
}

/// The stroke of a path; one whose colour goes along it has that of its middle.
fn path_line(stroke: &PathStroke, points: &[Pos2]) -> Stroke {
    let colour = match &stroke.color {
        ColorMode::Solid(colour) => *colour,
        ColorMode::UV(colour) => points
            .get(points.len() / 2)
            .map_or(Color32::TRANSPARENT, |middle| colour(Rect::from_points(points), *middle)),
    };
    Stroke::new(stroke.width, colour)
}

fn mean(colours: [Color32; 3]) -> Color32 {
    let part = |k: usize| (colours.iter().map(|colour| u32::from(colour.to_array()[k])).sum::<u32>() / 3) as u8;
    Color32::from_rgba_premultiplied(part(0), part(1), part(2), part(3))
}

/// Text within XML: what has a meaning there is written otherwise, what is not allowed there is left out.
fn escaped(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() && !matches!(letter, '\t' | '\n' | '\r') => {}
            letter => to.push(letter),
        }
    }
    to
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let whole = part.iter().fold(0_u32, |whole, byte| (whole << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        for k in 0..4 {
            let letter = LETTERS[(whole >> (18 - 6 * k)) as usize & 63];
            text.push(if k <= part.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_others_read_them() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn what_has_a_meaning_in_xml_is_escaped() {
        assert_eq!(escaped("a<b & \"c\"\u{1}\u{7f}"), "a&lt;b &amp; &quot;c&quot;");
        assert_eq!([number(1.0), number(-0.001), number(2.50), number(f32::NAN)], ["1", "0", "2.5", "0"]);
    }

    #[test]
    fn two_triangles_are_one_rectangle_only_if_they_are() {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_min_max(pos2(1.0, 2.0), pos2(4.0, 6.0)), Color32::RED);
        let indices = |mesh: &Mesh| <[u32; 6]>::try_from(&mesh.indices[..6]).expect("six");
        let quad = upright(&mesh, indices(&mesh)).expect("it is one");
        assert_eq!((quad.rect.min, quad.rect.max, quad.colour), (pos2(1.0, 2.0), pos2(4.0, 6.0), Color32::RED));
        mesh.vertices[0].color = Color32::BLUE;
        assert!(upright(&mesh, indices(&mesh)).is_none(), "a gradient");
        mesh.vertices[0].color = Color32::RED;
        mesh.vertices[0].pos = pos2(0.0, 2.5);
        assert!(upright(&mesh, indices(&mesh)).is_none(), "askew");
    }
}
