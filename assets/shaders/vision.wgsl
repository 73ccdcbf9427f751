// The whole window as people with a deficiency of colour vision see it.

#import bevy_core_pipeline::fullscreen_vertex_shader::FullscreenVertexOutput

struct Vision {
    // Rows of the matrix that makes linear colours of linear colours.
    red: vec4<f32>,
    green: vec4<f32>,
    blue: vec4<f32>,
}

@group(0) @binding(0) var picture: texture_2d<f32>;
@group(0) @binding(1) var pixel: sampler;
@group(0) @binding(2) var<uniform> vision: Vision;

@fragment
fn fragment(in: FullscreenVertexOutput) -> @location(0) vec4<f32> {
    let colour = textureSample(picture, pixel, in.uv);
    let seen = vec3(dot(vision.red, colour), dot(vision.green, colour), dot(vision.blue, colour));
    return vec4(saturate(seen), colour.a);
}
