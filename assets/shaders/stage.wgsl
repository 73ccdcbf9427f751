// What is round the network: a sky, and a floor with rings that the network's own light falls on. It fills the picture at infinity.

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
    // What the modulators add to the light at the horizon.
    tint: vec4<f32>,
    // Centre and radius of the network.
    network: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<uniform> style: Style;

struct Vertex {
    @location(0) position: vec3<f32>,
    @location(2) corner: vec2<f32>,
}

struct Varying {
    @builtin(position) position: vec4<f32>,
    @location(0) corner: vec2<f32>,
}

@vertex
fn vertex(in: Vertex) -> Varying {
    var out: Varying;
    // Depth 0 is infinitely far.
    out.position = vec4(in.corner, 0.0, 1.0);
    out.corner = in.corner;
    return out;
}

// Between two steps of 8 bits, so that no bands are seen where colours change slowly.
fn between_steps(pixel: vec2<f32>) -> f32 {
    return (fract(52.9829189 * fract(dot(floor(pixel), vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let near = view.world_from_clip * vec4(in.corner, 1.0, 1.0);
    let eye = view.world_position;
    let way = normalize(near.xyz / near.w - eye);
    let radius = max(style.network.w, 0.001);

    // What lies at infinity, above and below the horizon.
    let height = abs(way.y);
    var colour = mix(style.horizon.rgb, style.zenith.rgb, smoothstep(0.0, 0.55, height));
    // The modulators stand at the horizon like a glow after sunset.
    let dusk = 1.0 - smoothstep(0.0, 0.22, height);
    colour += style.tint.rgb * 0.05 * dusk * dusk;

    let fall = (style.ground.w - eye.y) / way.y;
    if way.y < -0.0001 && fall > 0.0 {
        let place = (eye + way * fall - style.network.xyz).xz / radius;
        let away = length(place);
        // Rings of one radius, drawn a pixel wide.
        let width = max(fwidth(away), 0.0001);
        let ring = abs(fract(away + 0.5) - 0.5) / width;
        let line = clamp(1.2 - ring, 0.0, 1.0) * clamp(0.25 / width, 0.0, 1.0);
        var floor_colour = style.ground.rgb * (1.0 + 0.55 * line);
        // Shadow of the network, and the light of its spikes.
        let below = exp(-1.4 * away * away);
        floor_colour *= 1.0 - 0.35 * below;
        floor_colour += style.wave.rgb * style.wave.w * 0.35 * exp(-0.55 * away * away);
        let front = (away - style.zenith.w) / 0.45;
        floor_colour += style.wave.rgb * style.horizon.w * 0.16 * exp(-front * front);
        colour = mix(floor_colour, colour, smoothstep(1.5, 9.0, away));
    }
    return vec4(max(colour + between_steps(in.position.xy) * 0.6, vec3(0.0)), 1.0);
}
