// What few neurons have, in one draw call: the outline of those that are selected, of the one under the pointer and its partners, arrowheads of painted ones,
// glyphs of the forecast. A neuron without a mark draws nothing.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{Vertex, CORNER, neurons, style, centre_of, pixel_at, depth_of, clearness}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // In units of the neuron's radius.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) glyph: vec4<f32>,
    // x: outline; y: paint; z: 1 for diamonds.
    @location(2) @interpolate(flat) state: vec3<f32>,
    // x: size of a pixel in units of the radius; y: share of light that distance and isolation leave.
    @location(3) @interpolate(flat) scale: vec2<f32>,
}

// Edges in units of the radius.
const MARK: f32 = 1.18;
const MARK_WIDTH: f32 = 0.22;
// Base of the arrowhead above or below a painted neuron, and its height and half width at full paint.
const PAINT_BASE: f32 = 1.14;
const PAINT_HEIGHT: f32 = 1.0;
const PAINT_WIDTH: f32 = 0.66;
// Place and size of the glyph at the lower right.
const GLYPH_PLACE: vec2<f32> = vec2<f32>(0.92, -0.92);
const GLYPH: f32 = 0.5;
// Marks lie so much before their neuron.
const BEFORE: f32 = 0.02;

// Height of a painted neuron's arrowhead; never so small that it can't be seen.
fn paint_height(paint: f32, pixel: f32) -> f32 {
    return max(PAINT_HEIGHT * (0.55 + 0.45 * abs(paint)), 4.5 * pixel);
}

// Half size of a glyph; never so small that its kind can't be told.
fn glyph_size(pixel: f32) -> f32 {
    return max(GLYPH, 3.2 * pixel);
}

@vertex
fn vertex(in: Vertex) -> Varying {
    let neuron = neurons[u32(in.index.x + 0.5)];
    var out: Varying;
    if neuron.state.y == 0.0 && neuron.state.x < 0.5 && neuron.glyph.w < 0.5 {
        out.position = vec4(0.0, 0.0, 0.0, 1.0);
        return out;
    }
    let centre = centre_of(neuron);
    let pixel = pixel_at(centre);
    var extent = 0.0;
    if neuron.state.y != 0.0 { extent = max(extent, PAINT_BASE + paint_height(neuron.state.y, pixel) + pixel); }
    if neuron.state.x > 0.5 { extent = max(extent, MARK + max(MARK_WIDTH, 2.0 * pixel)); }
    if neuron.glyph.w > 0.5 { extent = max(extent, GLYPH_PLACE.x + 1.5 * glyph_size(pixel)); }
    extent += pixel;
    if neuron.place.w > 0.5 { extent *= CORNER; }
    out.place = in.corner * extent;
    out.position = view.clip_from_view * vec4(centre + vec3(out.place, BEFORE) * style.size.x, 1.0);
    out.glyph = neuron.glyph;
    out.state = vec3(neuron.state.xy, neuron.place.w);
    out.scale = vec2(pixel, mix(clearness(depth_of(centre)), 1.0, 0.5) * neuron.fill.w);
    return out;
}

// How much of a pixel at `edge` lies between `inner` and `outer`.
fn band(edge: f32, inner: f32, outer: f32, pixel: f32) -> f32 {
    return saturate((edge - inner) / pixel + 0.5) * saturate((outer - edge) / pixel + 0.5);
}

// Forecast: a hollow disc; hit: a full one; miss: a cross; unforeseen: a full square.
fn glyph_cover(place: vec2<f32>, kind: f32, pixel: f32) -> f32 {
    let size = glyph_size(pixel);
    let at = (place - GLYPH_PLACE) / size;
    let soft = pixel / size;
    let side = abs(at);
    if kind < 1.5 { return band(length(at), 0.55, 1.0, soft); }
    if kind < 2.5 { return saturate((1.0 - length(at)) / soft + 0.5); }
    if kind < 3.5 {
        let arm = min(abs(at.x - at.y), abs(at.x + at.y));
        return saturate((0.4 - arm) / soft + 0.5) * saturate((1.0 - max(side.x, side.y)) / soft + 0.5);
    }
    return saturate((0.85 - max(side.x, side.y)) / soft + 0.5);
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let pixel = in.scale.x;
    let diamond = in.state.z > 0.5;
    let edge = select(length(in.place), (abs(in.place.x) + abs(in.place.y)) / CORNER, diamond);
    var colour = style.fog.rgb;
    var coverage = 0.0;
    if in.state.y != 0.0 {
        let height = paint_height(in.state.y, pixel);
        let up = (in.place.y * sign(in.state.y) - PAINT_BASE) / height;
        let inside = (PAINT_WIDTH / PAINT_HEIGHT * height * (1.0 - up) - abs(in.place.x)) / pixel;
        if up > -1.0 * pixel / height && up < 1.0 && inside > -1.0 {
            // A dark seam keeps it apart from what lies behind.
            let head = saturate(inside) * step(0.0, up);
            colour = mix(style.fog.rgb, select(style.lowered.rgb, style.raised.rgb, in.state.y > 0.0), head * in.scale.y);
            coverage = 1.0;
        }
    }
    if in.glyph.w > 0.5 {
        let seam = glyph_cover(in.place, 4.0, pixel);
        let glyph = glyph_cover(in.place, in.glyph.w, pixel);
        colour = mix(colour, style.fog.rgb, 0.75 * seam);
        colour = mix(colour, in.glyph.rgb, glyph);
        coverage = max(coverage, step(0.04, max(glyph, seam)));
    }
    if in.state.x > 0.5 {
        // Of the partners of the one under the pointer it is thin.
        let width = select(max(MARK_WIDTH, 1.8 * pixel), max(0.4 * MARK_WIDTH, pixel), in.state.x < 0.9);
        let mark = band(edge, MARK, MARK + width, pixel);
        colour = mix(colour, select(style.hovered.rgb, style.selected.rgb, in.state.x > 1.5), mark);
        coverage = max(coverage, step(0.04, mark));
    }
    if coverage < 0.5 { discard; }
    return vec4(colour, 1.0);
}
