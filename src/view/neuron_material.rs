//! What the graphics processor knows of neurons, and the parts of them that it draws, each all neurons in one draw call.

use bevy::asset::{load_internal_asset, uuid_handle};
use bevy::mesh::MeshVertexBufferLayoutRef;
use bevy::pbr::{MaterialPipeline, MaterialPipelineKey};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, RenderPipelineDescriptor, ShaderType, SpecializedMeshPipelineError};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::ShaderRef;

/// What the shaders share; they import it by its name.
const NEURON: Handle<Shader> = uuid_handle!("c91e5b04-6a3d-4d27-9f10-7be2a8d4c653");
const BODIES: Handle<Shader> = uuid_handle!("6f1c3a52-7f0e-4a0b-9c5e-2d8a4b1e7c10");
const MARKS: Handle<Shader> = uuid_handle!("7a40f6d2-1c8e-4be5-8d93-06b1e9f2c4a5");
const HALOS: Handle<Shader> = uuid_handle!("b2a7f1de-30c4-4f5b-8a86-51d3c9e0f7a2");
const PILLARS: Handle<Shader> = uuid_handle!("e5d08c3b-4b77-4b0e-a1f6-92c45d7e0b18");

/// Loads the shaders of neurons.
pub(super) struct NeuronMaterialPlugin;

impl Plugin for NeuronMaterialPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, NEURON, "../../assets/shaders/neuron.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, BODIES, "../../assets/shaders/neurons.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, MARKS, "../../assets/shaders/marks.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, HALOS, "../../assets/shaders/halos.wgsl", Shader::from_wgsl);
        load_internal_asset!(app, PILLARS, "../../assets/shaders/pillars.wgsl", Shader::from_wgsl);
        app.add_plugins(MaterialPlugin::<NeuronMaterial>::default());
    }
}

/// What one neuron shows; the shaders' `Neuron`.
#[derive(Clone, Copy, Debug, Default, ShaderType)]
pub(super) struct NeuronLook {
    pub place: Vec4,
    pub fill: Vec4,
    pub light: Vec4,
    pub memory: Vec4,
    pub glyph: Vec4,
    pub bar: Vec4,
    pub state: Vec4,
    pub near: Vec4,
}

impl NeuronLook {
    /// Whether it has something of a part to draw.
    pub fn has(&self, part: Part) -> bool {
        match part {
            Part::Bodies => true,
            Part::Marks => self.state.x > 0.0 || self.state.y != 0.0 || self.glyph.w > 0.0,
            Part::Halos => self.light.w > 0.0 || self.memory.w > 0.0,
            Part::Pillars => self.bar.w > 0.0 || self.state.z > 0.0,
        }
    }
}

/// What all neurons have in common; the shaders' `Style`.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
pub(super) struct NeuronStyle {
    pub fog: Vec4,
    pub selected: Vec4,
    pub hovered: Vec4,
    pub raised: Vec4,
    pub lowered: Vec4,
    pub key: Vec4,
    pub rim: Vec4,
    pub network: Vec4,
    pub size: Vec4,
}

/// What is drawn of neurons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// The bodies.
    #[default]
    Bodies,
    /// Outlines, arrowheads, glyphs.
    Marks,
    /// The light round them.
    Halos,
    /// The pillars of the bar view.
    Pillars,
}

impl Part {
    pub const ALL: [Self; 4] = [Self::Bodies, Self::Marks, Self::Halos, Self::Pillars];

    fn shader(self) -> Handle<Shader> {
        match self {
            Self::Bodies => BODIES,
            Self::Marks => MARKS,
            Self::Halos => HALOS,
            Self::Pillars => PILLARS,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Bodies => "neurons",
            Self::Marks => "marks",
            Self::Halos => "halos",
            Self::Pillars => "pillars",
        }
    }
}

/// Draws a part of all neurons.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
#[bind_group_data(Part)]
pub(super) struct NeuronMaterial {
    #[storage(0, read_only)]
    pub looks: Handle<ShaderBuffer>,
    #[uniform(1)]
    pub style: NeuronStyle,
    pub part: Part,
}

impl From<&NeuronMaterial> for Part {
    fn from(material: &NeuronMaterial) -> Self {
        material.part
    }
}

impl Material for NeuronMaterial {
    fn vertex_shader() -> ShaderRef {
        BODIES.into()
    }

    fn fragment_shader() -> ShaderRef {
        BODIES.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        if self.part == Part::Halos { AlphaMode::Add } else { AlphaMode::Opaque }
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }

    fn specialize(
        _pipeline: &MaterialPipeline,
        descriptor: &mut RenderPipelineDescriptor,
        _layout: &MeshVertexBufferLayoutRef,
        key: MaterialPipelineKey<Self>,
    ) -> Result<(), SpecializedMeshPipelineError> {
        let shader = key.bind_group_data.shader();
        if let Some(fragment) = &mut descriptor.fragment {
            fragment.shader = shader.clone();
        }
        descriptor.vertex.shader = shader;
        Ok(())
    }
}
