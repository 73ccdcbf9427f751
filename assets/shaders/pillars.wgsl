// The bar view: a pillar a neuron from its rest to its threshold, in one draw call. A light edge marks the threshold, a faint frame the
// height that it had at the start.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{Vertex, neurons, style, pixel_at, depth_of, clearness}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // x: from -1 to 1 across; y: height over the foot, in units of a neuron's radius.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) fill: vec4<f32>,
    // x: height of the threshold; y: of the threshold at the start; z: size of a pixel; all in units of a neuron's radius; w: depth.
    @location(2) @interpolate(flat) heights: vec4<f32>,
    @location(3) @interpolate(flat) light: vec4<f32>,
}

// Half width of a pillar in units of a neuron's radius.
const WIDTH: f32 = 0.45;

@vertex
fn vertex(in: Vertex) -> Varying {
    let neuron = neurons[u32(in.index.x + 0.5)];
    var out: Varying;
    if neuron.bar.w <= 0.0 && neuron.state.z <= 0.0 {
        out.position = vec4(0.0, 0.0, 0.0, 1.0);
        return out;
    }
    let radius = style.size.x;
    let foot = (view.view_from_world * vec4(neuron.bar.xyz, 1.0)).xyz;
    let up = (view.view_from_world * vec4(0.0, 1.0, 0.0, 0.0)).xyz;
    // A pillar stands upright and turns its face to the camera; seen from above it keeps a little height.
    let side = normalize(cross(up, -foot) + vec3(0.0001, 0.0, 0.0));
    let pixel = pixel_at(foot);
    let top = max(neuron.bar.w, neuron.state.z) + 2.0 * pixel * radius;
    let height = select(0.0, top, in.corner.y > 0.0);
    let across = in.corner.x * (WIDTH + pixel);
    let place = foot + side * across * radius + up * height;
    out.position = view.clip_from_view * vec4(place, 1.0);
    out.place = vec2(across / WIDTH, height / radius);
    out.fill = neuron.fill;
    out.light = neuron.light;
    out.heights = vec4(neuron.bar.w / radius, neuron.state.z / radius, pixel, depth_of(foot));
    return out;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let pixel = in.heights.z;
    let threshold = in.heights.x;
    let before = in.heights.y;
    let across = in.place.x;
    let edge = max(0.30, 1.6 * pixel);
    let clear = clearness(in.heights.w) * in.fill.w;
    var colour = in.fill.rgb;
    if in.place.y <= threshold {
        // Round, lit from the left, darker towards the foot.
        let normal = vec2(across, sqrt(max(1.0 - across * across, 0.0)));
        let key = max(dot(normal, vec2(-0.52, 0.82)), 0.0);
        let rise = smoothstep(0.0, max(threshold, 0.001), in.place.y);
        colour = in.fill.rgb * (style.key.w + style.key.rgb * key) * (0.22 + 0.58 * rise);
        if threshold - in.place.y < edge {
            // The bar itself.
            colour = mix(in.fill.rgb, vec3(1.0 - style.rim.w), 0.25) + in.light.rgb * in.light.w;
        }
    } else if abs(in.place.y - before) < 1.6 * pixel || (in.place.y < before && abs(across) > 1.0 - 1.6 * pixel / WIDTH) {
        // The frame of what it was at the start.
        colour = mix(style.fog.rgb, vec3(mix(0.85, 0.1, style.rim.w)), 0.65);
    } else {
        discard;
    }
    return vec4(mix(style.fog.rgb, min(colour, vec3(1.0)), clear), 1.0);
}
