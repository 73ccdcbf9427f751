// All neurons in one draw call: quads that face whichever camera draws them, shaded as balls (excitatory) or as
// octahedra seen from a corner (inhibitory). Nothing is blended: edges fade into the background's colour instead.

#import bevy_pbr::mesh_view_bindings::view

struct Neuron {
    // Linear colour of the threshold; w: 0 ball, 1 diamond.
    fill: vec4<f32>,
    // Linear colour of the ring; w: 0 none, 1 solid, 2 dashed, 3 only the corners of a square.
    ring: vec4<f32>,
    // x: glow of recent spikes, 0 to 1; y: share of light kept, 0 to 1; z: 0 unmarked, 1 hovered, 2 selected;
    // w: painted excitability, -1 to 1.
    state: vec4<f32>,
}

struct Style {
    background: vec4<f32>,
    glow: vec4<f32>,
    selected: vec4<f32>,
    hovered: vec4<f32>,
    raised: vec4<f32>,
    lowered: vec4<f32>,
    // Centre and radius of the network.
    network: vec4<f32>,
    // x: radius of a neuron.
    size: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<storage, read> neurons: array<Neuron>;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<uniform> style: Style;

struct Vertex {
    @location(0) position: vec3<f32>,
    @location(2) corner: vec2<f32>,
    @location(3) index: vec2<f32>,
}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // In units of the neuron's radius.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) fill: vec4<f32>,
    @location(2) @interpolate(flat) ring: vec4<f32>,
    @location(3) @interpolate(flat) state: vec4<f32>,
    // x: size of a pixel in units of the radius; y: distance behind the front of the network, 0 to 1.
    @location(4) @interpolate(flat) scale: vec2<f32>,
}

// Edges in units of the radius.
const HALO: f32 = 0.5;
const RING: f32 = 1.2;
const RING_WIDTH: f32 = 0.17;
const MARK: f32 = 1.62;
const MARK_WIDTH: f32 = 0.22;
// Dashes round a neuron, and the share of a square's side that its corner pieces leave free.
const DASHES: f32 = 7.0;
const CORNER_GAP: f32 = 0.5;
// Base of the arrowhead above or below a painted neuron, and its height and half width at full paint.
const PAINT_BASE: f32 = 1.14;
const PAINT_HEIGHT: f32 = 1.0;
const PAINT_WIDTH: f32 = 0.66;
// From the centre of a diamond to its corner.
const CORNER: f32 = 1.24;

// Height of a painted neuron's arrowhead; never so small that it can't be seen.
fn paint_height(paint: f32, pixel: f32) -> f32 {
    return max(PAINT_HEIGHT * (0.55 + 0.45 * abs(paint)), 4.5 * pixel);
}

@vertex
fn vertex(in: Vertex) -> Varying {
    let neuron = neurons[u32(in.index.x + 0.5)];
    let radius = style.size.x;
    let centre = (view.view_from_world * vec4(in.position, 1.0)).xyz;
    let middle = (view.view_from_world * vec4(style.network.xyz, 1.0)).z;
    let pixel = 2.0 * max(-centre.z, 0.001) / (view.clip_from_view[1][1] * view.viewport.w * radius);

    // The quad is only as large as what it shows: pixels are what costs.
    var extent = 1.0 + HALO * neuron.state.x;
    if neuron.ring.w > 0.0 { extent = max(extent, RING + max(RING_WIDTH, 1.6 * pixel)); }
    if neuron.state.w != 0.0 { extent = max(extent, PAINT_BASE + paint_height(neuron.state.w, pixel) + pixel); }
    if neuron.state.z > 0.5 { extent = max(extent, MARK + max(MARK_WIDTH, 2.0 * pixel)); }
    extent += pixel;
    if neuron.fill.w > 0.5 { extent *= CORNER; }

    var out: Varying;
    out.place = in.corner * extent;
    out.position = view.clip_from_view * vec4(centre + vec3(out.place * radius, 0.0), 1.0);
    out.fill = neuron.fill;
    out.ring = neuron.ring;
    out.state = neuron.state;
    let behind = (middle - centre.z + style.network.w) / max(2.0 * style.network.w, 0.001);
    out.scale = vec2(pixel, clamp(behind, 0.0, 1.0));
    return out;
}

// How much of a pixel at `edge` lies between `inner` and `outer`.
fn band(edge: f32, inner: f32, outer: f32, pixel: f32) -> f32 {
    return clamp((edge - inner) / pixel + 0.5, 0.0, 1.0) * clamp((outer - edge) / pixel + 0.5, 0.0, 1.0);
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let diamond = in.fill.w > 0.5;
    let pixel = in.scale.x;
    let glow = in.state.x;
    // 1 at the outline of the shape.
    let edge = select(length(in.place), (abs(in.place.x) + abs(in.place.y)) / CORNER, diamond);

    var colour = style.background.rgb;
    var coverage = 0.0;

    // The halo of a spike fades outwards and shrinks as it decays.
    let reach = HALO * glow;
    if edge < 1.0 + reach {
        let fade = clamp(1.0 - (edge - 1.0) / max(reach, 0.0001), 0.0, 1.0);
        let light = 0.8 * fade * fade * glow;
        colour += style.glow.rgb * light;
        coverage = select(0.0, 1.0, light > 0.03);
    }

    let body = clamp((1.0 - edge) / pixel + 0.5, 0.0, 1.0);
    // What is less than a third covered is left out: no dark rim round a neuron in front of others.
    if body > 0.3 {
        var normal = vec3(in.place, sqrt(max(1.0 - dot(in.place, in.place), 0.0)));
        if diamond { normal = normalize(vec3(sign(in.place) * 0.62, 0.5)); }
        let light = dot(normal, vec3(-0.42, 0.58, 0.70));
        var surface = in.fill.rgb * (0.42 + 0.62 * max(light, 0.0));
        let shine = max(light, 0.0);
        surface += vec3(0.10) * shine * shine * shine * shine * shine * shine;
        // Light is added at the rim, so that the colour in the middle can still be read.
        let rim = smoothstep(0.5, 1.0, edge);
        surface += style.glow.rgb * glow * (0.05 + 0.95 * rim * rim);
        colour = mix(colour, surface, body);
        coverage = 1.0;
    }

    if in.ring.w > 0.0 {
        let side = abs(in.place);
        let corners = in.ring.w > 2.5;
        let away = select(edge, max(side.x, side.y), corners);
        var ring = band(away, RING, RING + max(RING_WIDTH, 1.5 * pixel), pixel);
        if corners {
            ring *= step(CORNER_GAP * RING, min(side.x, side.y));
        } else if in.ring.w > 1.5 {
            ring *= step(0.42, fract(atan2(in.place.y, in.place.x) * DASHES / 6.2831853));
        }
        colour = mix(colour, in.ring.rgb, ring);
        coverage = max(coverage, step(0.04, ring));
    }
    if in.state.w != 0.0 {
        let height = paint_height(in.state.w, pixel);
        let up = (in.place.y * sign(in.state.w) - PAINT_BASE) / height;
        let inside = (PAINT_WIDTH / PAINT_HEIGHT * height * (1.0 - up) - abs(in.place.x)) / pixel;
        if up > -1.0 * pixel / height && up < 1.0 && inside > -1.0 {
            // A dark seam keeps it apart from what lies behind.
            let head = clamp(inside, 0.0, 1.0) * step(0.0, up);
            colour = mix(style.background.rgb, select(style.lowered.rgb, style.raised.rgb, in.state.w > 0.0), head);
            coverage = 1.0;
        }
    }
    colour = min(colour, vec3(1.0));
    // Distance takes contrast away, so that the front reads as front.
    colour = mix(colour, style.background.rgb, 0.6 * in.scale.y);
    colour = mix(style.background.rgb, colour, in.state.y);
    if in.state.z > 0.5 {
        let mark = band(edge, MARK, MARK + max(MARK_WIDTH, 1.8 * pixel), pixel);
        colour = mix(colour, select(style.hovered.rgb, style.selected.rgb, in.state.z > 1.5), mark);
        coverage = max(coverage, step(0.04, mark));
    }
    if coverage < 0.5 { discard; }
    return vec4(colour, 1.0);
}
