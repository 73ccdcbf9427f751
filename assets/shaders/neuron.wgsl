// What is known of a neuron, and where it is drawn; shared by its body and by the light round it.

#define_import_path rheobase::neuron

#import bevy_pbr::mesh_view_bindings::view

struct Neuron {
    // Place; w: 0 ball, 1 diamond.
    place: vec4<f32>,
    // Linear colour of the variable; w: share of light kept, 0 to 1.
    fill: vec4<f32>,
    // Linear colour of its spikes; w: light of recent ones, 0 to 1.
    light: vec4<f32>,
    // Linear colour of the memory that is presented or replayed; w: strength, 0 to 1.
    memory: vec4<f32>,
    // Linear colour of the small glyph below; w: its kind, 0 none.
    glyph: vec4<f32>,
    // Foot of its pillar; w: height of its threshold over it, 0 for no pillar.
    bar: vec4<f32>,
    // x: outline: 0 none, 1 hovered, 2 selected; y: painted excitability, -1 to 1; z: height of the threshold at the start.
    state: vec4<f32>,
    // Direction towards its neighbours, as long as the light that they take; w: time since its last spike (ms of model time).
    near: vec4<f32>,
}

struct Style {
    // Colour into which distance fades; w: light of a fresh spike beyond white, which is then blurred.
    fog: vec4<f32>,
    selected: vec4<f32>,
    hovered: vec4<f32>,
    raised: vec4<f32>,
    lowered: vec4<f32>,
    // Light from the left above; w: strength of the light from all sides.
    key: vec4<f32>,
    // Light from behind: what the modulators tint; w: 1 on a light ground, where light is shown as colour.
    rim: vec4<f32>,
    // Centre and radius of the network.
    network: vec4<f32>,
    // x: radius of a neuron; y: strength of halos; z: model time that passes in a second of watching (ms); w: how far a synapse may bend
    // away from the straight line.
    size: vec4<f32>,
}

@group(#{MATERIAL_BIND_GROUP}) @binding(0) var<storage, read> neurons: array<Neuron>;
@group(#{MATERIAL_BIND_GROUP}) @binding(1) var<uniform> style: Style;

struct Vertex {
    @location(0) position: vec3<f32>,
    @location(2) corner: vec2<f32>,
    @location(3) index: vec2<f32>,
}

// From the centre of a diamond to its corner, in units of a neuron's radius.
const CORNER: f32 = 1.24;

// The middle of a neuron before the camera. A bead stands in front of its pillar, which would cut it in half.
fn centre_of(neuron: Neuron) -> vec3<f32> {
    let centre = (view.view_from_world * vec4(neuron.place.xyz, 1.0)).xyz;
    return centre * (1.0 - select(0.0, 1.1 * style.size.x / max(length(centre), style.size.x), neuron.bar.w > 0.0));
}

// Size of a pixel at a place before the camera, in units of a neuron's radius.
fn pixel_at(centre: vec3<f32>) -> f32 {
    return 2.0 * max(-centre.z, 0.001) / (view.clip_from_view[1][1] * view.viewport.w * style.size.x);
}

// Distance behind the front of the network, 0 to 1.
fn depth_of(centre: vec3<f32>) -> f32 {
    let middle = (view.view_from_world * vec4(style.network.xyz, 1.0)).z;
    return clamp((middle - centre.z + style.network.w) / max(2.0 * style.network.w, 0.001), 0.0, 1.0);
}

// How much of the colour of what is far away is left.
fn clearness(depth: f32) -> f32 {
    return 1.0 - 0.62 * depth;
}
