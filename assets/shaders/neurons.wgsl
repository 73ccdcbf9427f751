// The bodies of all neurons in one draw call: quads that face whichever camera draws them, shaded as balls (excitatory) or as
// octahedra seen from a corner (inhibitory). Nothing is blended: edges fade into the fog's colour instead. A software renderer runs
// every line for every pixel, so that what few neurons have is drawn by itself (marks.wgsl), and what can be is worked out at the corners.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{Vertex, CORNER, neurons, style, centre_of, pixel_at, depth_of, clearness}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // In units of the neuron's radius.
    @location(0) place: vec2<f32>,
    // Colour of the variable as far as distance leaves it; w: 1 for diamonds.
    @location(1) @interpolate(flat) fill: vec4<f32>,
    // Colour of a spike at the edge; w: share of it.
    @location(2) @interpolate(flat) light: vec4<f32>,
    // Towards the neighbours, as long as the light that they take, before the camera.
    @location(4) @interpolate(flat) near: vec3<f32>,
    // x: pixels in a radius; y: share of the fog.
    @location(3) @interpolate(flat) scale: vec2<f32>,
}

// A spike at full light is so much whiter than its hue in the middle.
const WHITE_HOT: f32 = 0.45;

@vertex
fn vertex(in: Vertex) -> Varying {
    let neuron = neurons[u32(in.index.x + 0.5)];
    let centre = centre_of(neuron);
    let pixel = pixel_at(centre);
    let diamond = neuron.place.w > 0.5;
    // The quad is only as large as what it shows: pixels are what costs.
    let extent = (1.0 + pixel) * select(1.0, CORNER, diamond);
    let spike = neuron.light.w;
    // Light carries farther than the colour of what only stands there.
    let clear = mix(clearness(depth_of(centre)), 1.0, 0.5 * spike) * neuron.fill.w;

    var out: Varying;
    out.place = in.corner * extent;
    out.position = view.clip_from_view * vec4(centre + vec3(out.place * style.size.x, 0.0), 1.0);
    out.fill = vec4(neuron.fill.rgb * clear, neuron.place.w);
    out.light = vec4(neuron.light.rgb, smoothstep(0.0, 0.75, spike) * neuron.fill.w);
    out.near = (view.view_from_world * vec4(neuron.near.xyz, 0.0)).xyz;
    out.scale = vec2(1.0 / pixel, 1.0 - clear);
    return out;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let square = dot(in.place, in.place);
    let side = abs(in.place);
    // 1 at the outline of the shape, squared.
    let across = (side.x + side.y) / CORNER;
    let edge = mix(square, across * across, in.fill.w);
    // How much of the pixel is covered. What is less than a third is left out: no dark rim round a neuron in front of others.
    let body = saturate((1.0 - edge) * 0.5 * in.scale.x + 0.5);
    if body < 0.3 { discard; }
    let ball = vec3(in.place, sqrt(saturate(1.0 - square)));
    // Facets of a few pixels would leave only the upper ones of a diamond to be seen.
    let facets = smoothstep(4.0, 12.0, in.scale.x);
    let normal = mix(ball, mix(vec3(0.0, 0.0, 1.0), vec3(sign(in.place) * 0.62, 0.5), facets), in.fill.w);
    let key = saturate(dot(normal, vec3(-0.42, 0.58, 0.70)));
    // The light from behind makes the edge; near the outline the neurons around take light away.
    let rim = saturate(edge * 1.6 - 0.6);
    let rim_square = rim * rim;
    let shine = key * key * key;
    var surface = in.fill.rgb * (style.key.w + style.key.rgb * key) * (1.0 - 0.35 * rim)
        + style.rim.rgb * (rim_square * max(saturate(normal.y + 0.35), 0.35 * in.fill.w)) + 0.07 * shine * shine;
    surface *= 1.0 - saturate(dot(ball, in.near));
    // A spike: the whole cell lights up, hottest in the middle.
    let hot = mix(in.light.rgb, vec3(1.0), WHITE_HOT * in.light.w * (1.0 - 0.8 * rim) * (1.0 - style.rim.w));
    surface = mix(surface, hot, in.light.w);
    surface += style.fog.rgb * in.scale.y * (1.0 - in.light.w);
    let beyond = style.fog.w * body * in.light.w * in.light.w * in.light.rgb;
    return vec4(min(mix(style.fog.rgb, surface, body), vec3(1.0)) + beyond, 1.0);
}
