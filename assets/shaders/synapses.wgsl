// All synapses that are shown in one draw call: curved ribbons that taper from the sender to the receiver, laid over what is behind them
// (never added to it: where hundreds meet, their colour must stay readable). When the sender fires, a glint runs along.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{neurons, style}

struct Fibre {
    // Sender and receiver; z: end at the receiver: 0 none, 1 arrow, 2 bar.
    ends: vec4<u32>,
    // x: width in pixels of a picture 720 pixels high, 0 draws nothing; y: opacity, 0 to 1; z: distance of its ends from the centres of
    // the neurons; w: axonal delay (ms of model time), 0 if it is not told.
    look: vec4<f32>,
    // Linear colour.
    colour: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(2) var<storage, read> fibres: array<Fibre>;

struct Vertex {
    @location(0) position: vec3<f32>,
    // x: share of the way, 0 sender, 1 receiver; y: side, -1 or 1.
    @location(2) corner: vec2<f32>,
    @location(3) index: vec2<f32>,
}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // x: signed distance from the middle line in pixels; y: share of the way.
    @location(0) place: vec2<f32>,
    @location(1) @interpolate(flat) colour: vec4<f32>,
    // x: half width at the sender, in pixels; y: light of the sender's spike, or of the travelling one; z: length of the way in pixels;
    // w: where the spike is, as a share of the way.
    @location(2) @interpolate(flat) size: vec4<f32>,
    // x: kind of end; y: its size in pixels.
    @location(3) @interpolate(flat) cap: vec2<f32>,
    // Linear colour of the glint; w: light of the whole line.
    @location(4) @interpolate(flat) glint: vec4<f32>,
}

const NEAREST: f32 = 0.5;
// Largest size of an arrow or bar, in pixels of a picture 720 pixels high.
const CAP: f32 = 7.0;
// How far the middle of a ribbon lies from the straight line, in units of its length.
const BULGE: f32 = 0.16;
// Light of a fresh spike, and the share of the way that a glint goes while light falls to 1/e.
const FRESH: f32 = 0.8;
const WAY_PER_DECAY: f32 = 0.5;
// A spike whose way takes longer than this is seen travelling (s of watching): too slowly to flash, whatever fires.
const TRAVEL_FROM: f32 = 0.12;

// A point of the ribbon's middle line.
fn along(sender: vec3<f32>, middle: vec3<f32>, receiver: vec3<f32>, share: f32) -> vec3<f32> {
    return mix(mix(sender, middle, share), mix(middle, receiver, share), share);
}

@vertex
fn vertex(in: Vertex) -> Varying {
    let fibre = fibres[u32(in.index.x + 0.5)];
    var out: Varying;
    let from_neuron = neurons[fibre.ends.x];
    let from_place = from_neuron.place.xyz;
    let to_place = neurons[fibre.ends.y].place.xyz;
    let straight = to_place - from_place;
    let length_um = length(straight);
    if fibre.look.x <= 0.0 || length_um <= 2.0 * fibre.look.z {
        out.position = vec4(0.0, 0.0, 0.0, 1.0);
        return out;
    }
    let inset = straight * (fibre.look.z / length_um);
    let sender = from_place + inset;
    let receiver = to_place - inset;
    // Bulging outwards from the centre of the network; there and back lie side by side.
    let halfway = 0.5 * (sender + receiver);
    let out_of_centre = halfway - style.network.xyz;
    let aside = cross(straight, out_of_centre + vec3(0.0, 0.11, 0.37) * style.network.w);
    let middle = halfway + 2.0 * min(BULGE * length_um, style.size.w) * (
        out_of_centre / max(length(out_of_centre), 0.001) + 0.35 * aside / max(length(aside), 0.001));
    let here_world = along(sender, middle, receiver, in.corner.x);
    let step = 0.02;
    let before_world = along(sender, middle, receiver, in.corner.x - step);
    let after_world = along(sender, middle, receiver, in.corner.x + step);
    let here_view = (view.view_from_world * vec4(here_world, 1.0)).xyz;
    if here_view.z > -NEAREST {
        // Behind the camera: left out.
        out.position = vec4(0.0, 0.0, 2.0, 1.0);
        return out;
    }
    let here = view.clip_from_world * vec4(here_world, 1.0);
    let before = view.clip_from_world * vec4(before_world, 1.0);
    let after = view.clip_from_world * vec4(after_world, 1.0);
    let pixels = view.viewport.zw;
    let way = (after.xy / max(after.w, 0.001) - before.xy / max(before.w, 0.001)) * pixels;
    let direction = way / max(length(way), 0.001);
    // Seen from near a line is thick as its neurons are large. One thinner than a pixel is drawn one pixel wide and fainter.
    let radius = style.size.x * view.clip_from_view[1][1] * 0.5 * pixels.y / -here_view.z;
    let width = fibre.look.x * max(max(pixels.y / 720.0, 1.0), 0.05 * radius);
    let drawn = max(width, 1.0);
    // Ends get smaller with distance, and are left out where they would be dots.
    var cap = 0.0;
    if fibre.ends.z > 0u {
        let near = view.clip_from_view[1][1] * 0.5 * pixels.y / max(-here_view.z, NEAREST);
        cap = clamp(style.network.w * 0.028 * near, 0.0, CAP * max(pixels.y / 720.0, 1.0));
        if cap < 2.5 { cap = 0.0; }
    }
    var spike = from_neuron.light.w;
    // Where the glint is follows from how much light is left; in slow motion from the time since the spike.
    var at = -log(clamp(spike / FRESH, 0.0001, 1.0)) * WAY_PER_DECAY;
    if fibre.look.w > TRAVEL_FROM * style.size.z {
        at = from_neuron.near.w / fibre.look.w;
        spike = select(0.0, FRESH, at <= 1.05);
    }
    let reach = max(0.5 * drawn * (1.0 + spike), cap) + 0.5;
    var clip = here;
    clip += vec4(vec2(-direction.y, direction.x) * in.corner.y * reach * 2.0 / pixels * clip.w, 0.0, 0.0);
    out.position = clip;
    out.place = vec2(in.corner.y * reach, in.corner.x);
    let network = (view.view_from_world * vec4(style.network.xyz, 1.0)).z;
    let centre = (view.view_from_world * vec4(halfway, 1.0)).z;
    let behind = clamp((network - centre + style.network.w) / max(2.0 * style.network.w, 0.001), 0.0, 1.0);
    out.colour = vec4(fibre.colour.rgb, fibre.look.y * min(width, 1.0) * (1.0 - 0.6 * behind) * from_neuron.fill.w);
    let ends = (view.clip_from_world * vec4(receiver, 1.0));
    let begin = (view.clip_from_world * vec4(sender, 1.0));
    let apart = (ends.xy / max(ends.w, 0.001) - begin.xy / max(begin.w, 0.001)) * pixels * 0.5;
    out.size = vec4(0.5 * drawn, spike, length(apart), at);
    out.cap = vec2(f32(fibre.ends.z), cap);
    out.glint = vec4(mix(from_neuron.light.rgb, vec3(1.0 - style.rim.w), 0.4), from_neuron.light.w);
    return out;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let aside = abs(in.place.x);
    let share = in.place.y;
    let spike = in.size.y;
    // Thick where it starts, thin where it ends.
    let half_width = max(in.size.x * mix(1.0, 0.55, share), 0.5);
    let coverage = clamp(half_width + 0.5 - aside, 0.0, 1.0);
    var alpha = in.colour.a * coverage * mix(0.45, 1.0, share);
    if in.cap.y > 0.0 {
        let from_end = (1.0 - share) * in.size.z;
        var end = 0.0;
        if in.cap.x < 1.5 {
            // An arrow: its tip at the receiver, half as wide as long.
            let inside = from_end * 0.45 - aside;
            end = clamp(inside + 0.5, 0.0, 1.0) * clamp(1.5 * in.cap.y - from_end + 0.5, 0.0, 1.0);
        } else {
            // A bar across.
            end = clamp(in.cap.y - aside + 0.5, 0.0, 1.0) * clamp(0.4 * in.cap.y - from_end + 0.5, 0.0, 1.0);
        }
        alpha = max(alpha, end * min(1.8 * in.colour.a, 0.9));
    }
    var colour = in.colour.rgb;
    if spike > 0.01 {
        // The whole line brightens a little.
        let apart = (share - in.size.w) / 0.10;
        let glint = exp(-apart * apart) * clamp(in.size.x * 1.6 + 0.5 - aside, 0.0, 1.0);
        let lift = max(0.85 * glint, 0.5 * in.glint.w * coverage) * min(in.colour.a * 3.0, 1.0);
        colour = mix(colour, in.glint.rgb, clamp(lift / max(alpha + lift, 0.001), 0.0, 1.0));
        alpha = min(alpha + lift, 0.95);
    }
    return vec4(colour * alpha, alpha);
}
