// The light round neurons in one draw call, added to what is behind it: a wide one round a cell that just fired, a soft ring in its
// memory's colour round a cell of the memory that is presented or replayed. A cell without either draws nothing.

#import bevy_pbr::mesh_view_bindings::view
#import rheobase::neuron::{Vertex, neurons, style, centre_of, depth_of, clearness}

struct Varying {
    @builtin(position) position: vec4<f32>,
    // In units of the neuron's radius.
    @location(0) place: vec2<f32>,
    // Light of the spike, with its strength and that of fog.
    @location(1) @interpolate(flat) light: vec3<f32>,
    @location(2) @interpolate(flat) memory: vec3<f32>,
    // Strengths of both.
    @location(3) @interpolate(flat) strength: vec2<f32>,
}

// Reach of the light in units of the radius.
const SPIKE: f32 = 2.4;
const MEMORY: f32 = 1.9;

@vertex
fn vertex(in: Vertex) -> Varying {
    let neuron = neurons[u32(in.index.x + 0.5)];
    var out: Varying;
    let spike = neuron.light.w;
    if spike < 0.02 && neuron.memory.w < 0.02 {
        out.position = vec4(0.0, 0.0, 0.0, 1.0);
        return out;
    }
    let centre = centre_of(neuron);
    let clear = clearness(depth_of(centre)) * neuron.fill.w * style.size.y;
    out.place = in.corner * select(MEMORY, SPIKE, spike >= 0.02);
    out.position = view.clip_from_view * vec4(centre + vec3(out.place * style.size.x, 0.0), 1.0);
    out.light = neuron.light.rgb * spike * clear;
    out.memory = neuron.memory.rgb * neuron.memory.w * clear;
    out.strength = vec2(spike, neuron.memory.w) * clear;
    return out;
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    // Squares of distances: no root is needed.
    let square = dot(in.place, in.place);
    let spike = saturate(1.0 - square / (SPIKE * SPIKE));
    let ring = saturate(1.0 - square / (MEMORY * MEMORY)) * saturate(square * 1.8 - 1.0);
    // Light that is blurred needs only a little halo of its own. On a light ground, which no light makes lighter, it is a film of colour.
    let share = vec2(select(select(0.34, 0.12, style.fog.w > 0.0), 0.6, style.rim.w > 0.5) * spike * spike, 1.1 * ring * ring);
    let film = style.rim.w * saturate(dot(share, in.strength));
    return vec4(share.x * in.light + share.y * in.memory, film);
}
