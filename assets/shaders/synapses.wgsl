// All synapses that are shown in one draw call: ribbons of constant width on the screen, laid over what is behind them
// (never added to it: where hundreds meet, their colour must stay readable), fainter at the sender than at the receiver.

#import bevy_pbr::mesh_view_bindings::view

struct Fibre {
    // Sender; w: width in pixels of a picture 720 pixels high; 0 draws nothing.
    sender: vec4<f32>,
    // Receiver; w: opacity, 0 to 1.
    receiver: vec4<f32>,
    // Linear colour; w: end at the receiver: 0 none, 1 arrow, 2 bar.
    colour: vec4<f32>,
}

struct Style {
    // Centre and radius of the network.
    network: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<storage, read> fibres: array<Fibre>;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<uniform> style: Style;

struct Vertex {
    @location(0) position: vec3<f32>,
    // x: 0 sender, 1 receiver; y: side, -1 or 1.
    @location(2) corner: vec2<f32>,
    @location(3) index: vec2<f32>,
}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // x: signed distance from the middle line in pixels; y: share of the way.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) colour: vec4<f32>,
    @location(2) @interpolate(flat) half_width: f32,
    // Distance from the receiver's end, in pixels of the screen.
    @location(3) @interpolate(linear) from_end: f32,
    // x: kind of end; y: its size in pixels.
    @location(4) @interpolate(flat) cap: vec2<f32>,
}

const NEAREST: f32 = 0.5;
// Largest size of an arrow or bar, in pixels of a picture 720 pixels high.
const CAP: f32 = 7.0;

// A point of the segment in front of the camera, in place of one behind it.
fn before_camera(point: vec3<f32>, other: vec3<f32>) -> vec3<f32> {
    if point.z < -NEAREST || other.z > -NEAREST { return point; }
    return mix(point, other, (point.z + NEAREST) / (point.z - other.z));
}

@vertex
fn vertex(in: Vertex) -> Varying {
    let fibre = fibres[u32(in.index.x + 0.5)];
    var out: Varying;
    let sender_view = (view.view_from_world * vec4(fibre.sender.xyz, 1.0)).xyz;
    let receiver_view = (view.view_from_world * vec4(fibre.receiver.xyz, 1.0)).xyz;
    if fibre.sender.w <= 0.0 || (sender_view.z > -NEAREST && receiver_view.z > -NEAREST) {
        out.position = vec4(0.0, 0.0, 0.0, 1.0);
        return out;
    }
    let sender = view.clip_from_view * vec4(before_camera(sender_view, receiver_view), 1.0);
    let receiver = view.clip_from_view * vec4(before_camera(receiver_view, sender_view), 1.0);
    let size = view.viewport.zw;
    let way = (receiver.xy / receiver.w - sender.xy / sender.w) * size;
    let direction = way / max(length(way), 0.001);
    // A line thinner than a pixel is drawn one pixel wide and fainter.
    let width = fibre.sender.w * max(size.y / 720.0, 1.0);
    let drawn = max(width, 1.0);
    // Ends get smaller with distance, and are left out where they would be dots.
    var cap = 0.0;
    if fibre.colour.w > 0.5 {
        let scale = max(size.y / 720.0, 1.0);
        let near = view.clip_from_view[1][1] * 0.5 * size.y / max(-receiver_view.z, NEAREST);
        cap = clamp(style.network.w * 0.028 * near, 0.0, CAP * scale);
        if cap < 2.5 { cap = 0.0; }
    }
    let reach = max(0.5 * drawn, cap) + 0.5;

    var clip = mix(sender, receiver, in.corner.x);
    clip += vec4(vec2(-direction.y, direction.x) * in.corner.y * reach * 2.0 / size * clip.w, 0.0, 0.0);
    out.position = clip;
    out.place = vec2(in.corner.y * reach, in.corner.x);
    let middle = 0.5 * (sender_view.z + receiver_view.z);
    let network = (view.view_from_world * vec4(style.network.xyz, 1.0)).z;
    let behind = clamp((network - middle + style.network.w) / max(2.0 * style.network.w, 0.001), 0.0, 1.0);
    out.colour = vec4(fibre.colour.rgb, fibre.receiver.w * min(width, 1.0) * (1.0 - 0.5 * behind));
    out.half_width = 0.5 * drawn;
    out.from_end = (1.0 - in.corner.x) * 0.5 * length(way);
    out.cap = vec2(fibre.colour.w, cap);
    return out;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let aside = abs(in.place.x);
    let coverage = clamp(in.half_width + 0.5 - aside, 0.0, 1.0);
    var alpha = in.colour.a * coverage * mix(0.3, 1.0, in.place.y);
    if in.cap.y > 0.0 {
        var end = 0.0;
        if in.cap.x < 1.5 {
            // An arrow: its tip at the receiver, half as wide as long.
            let inside = in.from_end * 0.45 - aside;
            end = clamp(inside + 0.5, 0.0, 1.0) * clamp(1.5 * in.cap.y - in.from_end + 0.5, 0.0, 1.0);
        } else {
            // A bar across.
            end = clamp(in.cap.y - aside + 0.5, 0.0, 1.0) * clamp(0.4 * in.cap.y - in.from_end + 0.5, 0.0, 1.0);
        }
        alpha = max(alpha, end * min(1.8 * in.colour.a, 0.9));
    }
    return vec4(in.colour.rgb * alpha, alpha);
}
