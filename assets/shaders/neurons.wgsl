// The bodies of all neurons in one draw call: quads that face whichever camera draws them, shaded as balls (excitatory) or as
// octahedra seen from a corner (inhibitory). Nothing is blended: edges fade into the fog's colour instead.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{Vertex, neurons, style, centre_of, pixel_at, depth_of, clearness}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // In units of the neuron's radius.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) fill: vec4<f32>,
    @location(2) @interpolate(flat) light: vec4<f32>,
    @location(3) @interpolate(flat) glyph: vec4<f32>,
    // x: outline; y: paint; z: 1 for diamonds.
    @location(4) @interpolate(flat) state: vec3<f32>,
    // x: size of a pixel in units of the radius; y: distance behind the front of the network, 0 to 1.
    @location(5) @interpolate(flat) scale: vec2<f32>,
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
// From the centre of a diamond to its corner.
const CORNER: f32 = 1.24;
// A spike at full light is so much whiter than its hue.
const WHITE_HOT: f32 = 0.45;

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
    let centre = centre_of(neuron);
    let pixel = pixel_at(centre);
    let diamond = neuron.place.w > 0.5;

    // The quad is only as large as what it shows: pixels are what costs.
    var extent = 1.0;
    if neuron.state.y != 0.0 { extent = max(extent, PAINT_BASE + paint_height(neuron.state.y, pixel) + pixel); }
    if neuron.state.x > 0.5 { extent = max(extent, MARK + max(MARK_WIDTH, 2.0 * pixel)); }
    if neuron.glyph.w > 0.5 { extent = max(extent, GLYPH_PLACE.x + 1.5 * glyph_size(pixel)); }
    extent += pixel;
    if diamond { extent *= CORNER; }

    var out: Varying;
    out.place = in.corner * extent;
    out.position = view.clip_from_view * vec4(centre + vec3(out.place * style.size.x, 0.0), 1.0);
    out.fill = neuron.fill;
    out.light = neuron.light;
    out.glyph = neuron.glyph;
    out.state = vec3(neuron.state.xy, neuron.place.w);
    out.scale = vec2(pixel, depth_of(centre));
    return out;
}

// How much of a pixel at `edge` lies between `inner` and `outer`.
fn band(edge: f32, inner: f32, outer: f32, pixel: f32) -> f32 {
    return clamp((edge - inner) / pixel + 0.5, 0.0, 1.0) * clamp((outer - edge) / pixel + 0.5, 0.0, 1.0);
}

// Forecast: a hollow disc; hit: a full one; miss: a cross; unforeseen: a full square.
fn glyph_cover(place: vec2<f32>, kind: f32, pixel: f32) -> f32 {
    let size = glyph_size(pixel);
    let at = (place - GLYPH_PLACE) / size;
    let soft = pixel / size;
    let side = abs(at);
    if kind < 1.5 { return band(length(at), 0.55, 1.0, soft); }
    if kind < 2.5 { return clamp((1.0 - length(at)) / soft + 0.5, 0.0, 1.0); }
    if kind < 3.5 {
        let arm = min(abs(at.x - at.y), abs(at.x + at.y));
        return clamp((0.4 - arm) / soft + 0.5, 0.0, 1.0) * clamp((1.0 - max(side.x, side.y)) / soft + 0.5, 0.0, 1.0);
    }
    return clamp((0.85 - max(side.x, side.y)) / soft + 0.5, 0.0, 1.0);
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let diamond = in.state.z > 0.5;
    let pixel = in.scale.x;
    let spike = in.light.w;
    // 1 at the outline of the shape.
    let edge = select(length(in.place), (abs(in.place.x) + abs(in.place.y)) / CORNER, diamond);

    var colour = style.fog.rgb;
    var coverage = 0.0;
    let body = clamp((1.0 - edge) / pixel + 0.5, 0.0, 1.0);
    // What is less than a third covered is left out: no dark rim round a neuron in front of others.
    if body > 0.3 {
        var normal = vec3(in.place, sqrt(max(1.0 - dot(in.place, in.place), 0.0)));
        if diamond { normal = normalize(vec3(sign(in.place) * 0.62, 0.5)); }
        let key = max(dot(normal, vec3(-0.42, 0.58, 0.70)), 0.0);
        var surface = in.fill.rgb * (style.key.w + style.key.rgb * key);
        let shine = key * key * key;
        surface += vec3(0.07) * shine * shine;
        // The light from behind makes the edge; near the outline the neurons around take light away.
        let rim = smoothstep(0.55, 1.0, edge);
        surface = surface * (1.0 - 0.35 * rim) + style.rim.rgb * rim * rim * max(normal.y + 0.35, 0.0);
        // A spike: the whole cell lights up, hottest in the middle.
        let hot = mix(in.light.rgb, vec3(1.0), WHITE_HOT * spike * (1.0 - 0.8 * rim));
        surface = mix(surface, hot, smoothstep(0.0, 0.75, spike) * (0.82 + 0.18 * (1.0 - rim)));
        // Distance takes contrast away, so that the front reads as front; light carries farther.
        let clear = mix(clearness(in.scale.y), 1.0, 0.5 * spike);
        surface = mix(style.fog.rgb, surface, clear * in.fill.w);
        colour = mix(colour, surface, body);
        coverage = 1.0;
    }
    if in.state.y != 0.0 {
        let height = paint_height(in.state.y, pixel);
        let up = (in.place.y * sign(in.state.y) - PAINT_BASE) / height;
        let inside = (PAINT_WIDTH / PAINT_HEIGHT * height * (1.0 - up) - abs(in.place.x)) / pixel;
        if up > -1.0 * pixel / height && up < 1.0 && inside > -1.0 {
            // A dark seam keeps it apart from what lies behind.
            let head = clamp(inside, 0.0, 1.0) * step(0.0, up);
            let paint = select(style.lowered.rgb, style.raised.rgb, in.state.y > 0.0);
            colour = mix(style.fog.rgb, paint, head * mix(clearness(in.scale.y), 1.0, 0.5) * in.fill.w);
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
    colour = min(colour, vec3(1.0));
    if in.state.x > 0.5 {
        let mark = band(edge, MARK, MARK + max(MARK_WIDTH, 1.8 * pixel), pixel);
        colour = mix(colour, select(style.hovered.rgb, style.selected.rgb, in.state.x > 1.5), mark);
        coverage = max(coverage, step(0.04, mark));
    }
    if coverage < 0.5 { discard; }
    return vec4(colour, 1.0);
}
