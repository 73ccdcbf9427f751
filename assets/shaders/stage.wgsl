// What is round the network, at infinity: a sky, and a floor with rings that the network's own light falls on. Colours change so slowly
// over the picture that they are worked out at the corners of a coarse net and mixed in between: a picture has a million pixels.

#import bevy_pbr::mesh_view_bindings::view

struct Style {
    // w: how far an Up state has spread over the floor, in radii of the network.
    zenith: vec4<f32>,
    // w: strength of that front, 0 to 1.
    horizon: vec4<f32>,
    // w: height of the floor.
    ground: vec4<f32>,
    // Colour of the light of the network on the floor; w: its strength, 0 to 1.
    wave: vec4<f32>,
    // What the modulators add to the light at the horizon; w: 1 on a light ground, where light is shown as colour.
    tint: vec4<f32>,
    // Centre and radius of the network.
    network: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> style: Style;

struct Vertex {
    @location(0) position: vec3<f32>,
    // Of the net: place in the picture, from -1 to 1. Of a ring: its direction from the centre, of length 1.
    @location(2) corner: vec2<f32>,
    // x: 0 for the net, else the radius of a ring; y: -1 to 1 across the ring.
    @location(3) ring: vec2<f32>,
}

struct Varying {
    @builtin(position) position: vec4<f32>,
    @location(0) @interpolate(linear) colour: vec3<f32>,
}

// Half width of a ring in units of its radius.
const RING_WIDTH: f32 = 0.012;

// Colour of what lies in a direction at infinity.
fn sky(way: vec3<f32>) -> vec3<f32> {
    let height = abs(way.y);
    // The modulators stand at the horizon like a glow after sunset.
    let dusk = 1.0 - smoothstep(0.0, 0.22, height);
    return mix(style.horizon.rgb, style.zenith.rgb, smoothstep(0.0, 0.55, height)) + style.tint.rgb * 0.05 * dusk * dusk;
}

// A colour in so much of the network's light.
fn lit(colour: vec3<f32>, light: f32) -> vec3<f32> {
    return mix(colour + style.wave.rgb * light, mix(colour, style.wave.rgb, min(1.6 * light, 1.0)), style.tint.w);
}

// Colour of the floor at a place relative to the centre of the network, in units of its radius.
fn floor_at(place: vec2<f32>, ring: f32) -> vec3<f32> {
    let away = length(place);
    // Shadow of the network, and the light of its spikes.
    var colour = style.ground.rgb * (1.0 + 0.6 * ring) * (1.0 - 0.35 * exp(-1.4 * away * away));
    colour = lit(colour, style.wave.w * 0.35 * exp(-0.55 * away * away));
    let front = (away - style.zenith.w) / 0.45;
    return lit(colour, style.horizon.w * 0.16 * exp(-front * front));
}

// The floor as it is seen, fading into the sky with distance.
fn seen_floor(place: vec2<f32>, way: vec3<f32>, ring: f32) -> vec3<f32> {
    return mix(floor_at(place, ring), sky(way), smoothstep(1.5, 9.0, length(place)));
}

@vertex
fn vertex(in: Vertex) -> Varying {
    var out: Varying;
    let eye = view.world_position;
    let radius = max(style.network.w, 0.001);
    if in.ring.x > 0.0 {
        let place = in.corner * in.ring.x * (1.0 + RING_WIDTH * in.ring.y);
        let world = vec3(style.network.x + place.x * radius, style.ground.w, style.network.z + place.y * radius);
        out.position = view.clip_from_world * vec4(world, 1.0);
        // Just before infinity, so that the network and all else covers it. From below the floor is not seen.
        out.position.z = 1e-7 * out.position.w;
        if eye.y < style.ground.w { out.position = vec4(0.0, 0.0, 2.0, 1.0); }
        out.colour = seen_floor(place, normalize(world - eye), 1.0 - abs(in.ring.y));
        return out;
    }
    // Depth 0 is infinitely far.
    out.position = vec4(in.corner, 0.0, 1.0);
    let near = view.world_from_clip * vec4(in.corner, 1.0, 1.0);
    let way = normalize(near.xyz / near.w - eye);
    out.colour = sky(way);
    let fall = (style.ground.w - eye.y) / way.y;
    if way.y < -0.0001 && fall > 0.0 {
        out.colour = seen_floor((eye + way * fall - style.network.xyz).xz / radius, way, 0.0);
    }
    return out;
}

// Between two steps of 8 bits, so that no bands are seen where colours change slowly.
fn between_steps(pixel: vec2<f32>) -> f32 {
    return (fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715)))) - 0.5) / 425.0;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    return vec4(in.colour + between_steps(in.position.xy), 1.0);
}
