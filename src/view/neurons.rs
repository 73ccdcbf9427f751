//! All neurons in two draw calls, bodies and the light round them: a mesh of quads, and a storage buffer with what each of them shows.

use super::bloom::Spread;
use super::camera::TWIN_LAYER;
use super::glow::Glows;
use super::looks::{Coats, Marks, looks, looks_apart};
use super::neuron_material::{NeuronLook, NeuronMaterial, NeuronMaterialPlugin, NeuronStyle, Part};
use super::places::Places;
use super::set::ViewSet;
use super::shape::NetworkShape;
use super::sky::Sky;
use crate::scene::file::ViewLayout;
use crate::session::{Session, ViewClock, ViewOptions};
use crate::theme::{Colour, Theme};
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::storage::ShaderBuffer;

/// Corners of a quad.
const CORNERS: [[f32; 2]; 4] = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];

/// Draws the neurons.
pub(super) struct NeuronsPlugin;

impl Plugin for NeuronsPlugin {
    fn build(&self, app: &mut App) {
        app.add_plugins(NeuronMaterialPlugin)
            .add_systems(Update, (rebuild_neurons, show_neurons).chain().in_set(ViewSet::Upload));
    }
}

/// The entities that draw the neurons, and their assets.
#[derive(Resource)]
pub(super) struct NeuronDrawing {
    /// The network in front, and the other one of run and twin while both are seen.
    pub sides: Vec<DrawnNeurons>,
    /// What all neurons have in common.
    pub style: NeuronStyle,
    /// Whether they were uploaded in this frame.
    pub uploaded: bool,
    /// Version of the network that the mesh shows.
    version: u64,
    coats: Coats,
    /// What was last uploaded besides what the sample says.
    shown: Option<Marks>,
}

/// The neurons of one network as they are drawn.
pub(super) struct DrawnNeurons {
    parts: [(Entity, Handle<NeuronMaterial>); Part::ALL.len()],
    /// What each neuron shows.
    pub looks: Handle<ShaderBuffer>,
}

/// The layer on which a side is drawn.
pub(super) const fn layer(side: usize) -> usize {
    if side == 0 { 0 } else { TWIN_LAYER }
}

/// Make a new mesh when the network changed.
fn rebuild_neurons(
    mut commands: Commands,
    session: Res<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    drawing: Option<Res<NeuronDrawing>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<NeuronMaterial>>,
) {
    let sides = if session.shows_both() { 2 } else { 1 };
    let known = |drawing: &NeuronDrawing| drawing.version == shape.version && drawing.sides.len() == sides;
    if drawing.as_deref().is_some_and(known) && !theme.is_changed() {
        return;
    }
    let old = drawing.iter().flat_map(|drawing| &drawing.sides).flat_map(|side| &side.parts);
    for (old, _) in old {
        commands.entity(*old).despawn();
    }
    let neurons = session.info.positions.len();
    let mesh = meshes.add(quads(neurons, &CORNERS));
    let style = NeuronStyle::default();
    let draw = |side| {
        let looks = buffers.add(ShaderBuffer::from(vec![NeuronLook::default(); neurons.max(1)]));
        let parts = Part::ALL.map(|part| {
            let material = materials.add(NeuronMaterial { looks: looks.clone(), style, part });
            let drawn = (Mesh3d(mesh.clone()), MeshMaterial3d(material.clone()), NoFrustumCulling);
            let entity = commands.spawn((Name::new(part.name()), drawn, RenderLayers::layer(layer(side))));
            (entity.id(), material)
        });
        DrawnNeurons { parts, looks }
    };
    let sides = (0..sides).map(draw).collect();
    commands.insert_resource(NeuronDrawing {
        sides,
        style,
        uploaded: false,
        version: shape.version,
        coats: Coats::of(&session, &theme),
        shown: None,
    });
}

/// A mesh of so many quads: for each, four corners and its index.
pub(super) fn quads(count: usize, corners: &[[f32; 2]; 4]) -> Mesh {
    let mut uvs = Vec::with_capacity(4 * count);
    let mut numbers = Vec::with_capacity(4 * count);
    let mut indices = Vec::with_capacity(6 * count);
    for index in (0_u32..).take(count) {
        uvs.extend_from_slice(corners);
        numbers.extend([[index as f32, 0.0]; 4]);
        indices.extend([0, 1, 2, 0, 2, 3].map(|corner| 4 * index + corner));
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vec![[0.0_f32; 3]; 4 * count])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, numbers)
        .with_inserted_indices(Indices::U32(indices))
}

/// Upload what the neurons show, if it changed.
pub(super) fn show_neurons(
    mut session: ResMut<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    options: Res<ViewOptions>,
    clock: Res<ViewClock>,
    glows: Res<Glows>,
    sky: Res<Sky>,
    spread: Res<Spread>,
    places: Res<Places>,
    drawing: Option<ResMut<NeuronDrawing>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<NeuronMaterial>>,
    mut visibilities: Query<&mut Visibility>,
) {
    let Some(mut drawing) = drawing else { return };
    let marks = Marks::of(&session, *options, &clock);
    drawing.uploaded = false;
    if !theme.is_changed()
        && !session.fresh
        && !glows.front.changed
        && !glows.other.changed
        && !sky.changed
        && !places.changed
        && drawing.shown == Some(marks)
    {
        return;
    }
    drawing.shown = Some(marks);
    drawing.uploaded = true;
    // Looking at the other one changes nothing.
    let session = session.bypass_change_detection();
    let front = if session.shows_difference() {
        looks_apart(session, &theme, &glows, &places, marks, &drawing.coats)
    } else {
        looks(session, &theme, &glows.front, &places, marks, &drawing.coats)
    };
    let other = session.shows_both().then(|| {
        session.with_other(|session| {
            let marks = Marks::of(session, *options, &clock);
            looks(session, &theme, &glows.other, &places, marks, &drawing.coats)
        })
    });
    drawing.style = style(session, &theme, &shape, &sky, &spread, places.layout());
    for (side, looks) in drawing.sides.iter().zip([Some(front), other.flatten()]) {
        let Some(looks) = looks else { continue };
        let had = parts_of(&looks);
        for ((entity, _), any) in side.parts.iter().zip(had) {
            if let Ok(mut visibility) = visibilities.get_mut(*entity) {
                visibility.set_if_neq(if any { Visibility::Inherited } else { Visibility::Hidden });
            }
        }
        if let Some(mut buffer) = buffers.get_mut(&side.looks) {
            buffer.set_data(looks);
        }
        for (_, material) in &side.parts {
            // Fetching a material marks it as changed, which binds the new buffer.
            if let Some(mut material) = materials.get_mut(material) {
                material.style = drawing.style;
            }
        }
    }
}

fn style(
    session: &Session,
    theme: &Theme,
    shape: &NetworkShape,
    sky: &Sky,
    spread: &Spread,
    layout: ViewLayout,
) -> NeuronStyle {
    // As fast as it goes is no slow motion.
    let speed_ms = (1000.0 * session.status.speed_asked).min(1e6);
    // Lines between the rows of a circuit stay between them.
    let bend = if layout == ViewLayout::Circuit { 1.5 * shape.neuron_radius } else { f32::MAX };
    let colour = |colour: Colour| Vec3::from(colour.to_linear()).extend(1.0);
    NeuronStyle {
        // On a light ground nothing is beyond white.
        fog: sky.horizon().extend(if theme.is_light() { 0.0 } else { spread.beyond_white() }),
        selected: colour(theme.colours.selected),
        hovered: colour(theme.colours.hovered),
        raised: colour(theme.colours.raised),
        lowered: colour(theme.colours.lowered),
        key: sky.key(),
        rim: sky.rim().extend(if theme.is_light() { 1.0 } else { 0.0 }),
        network: shape.centre.extend(shape.radius),
        size: Vec4::new(shape.neuron_radius, theme.view.halo, speed_ms, bend),
    }
}

/// Which parts any neuron has: the others need not be drawn.
fn parts_of(looks: &[NeuronLook]) -> [bool; Part::ALL.len()] {
    looks.iter().fold([false; Part::ALL.len()], |mut any, look| {
        for (any, part) in any.iter_mut().zip(Part::ALL) {
            *any |= look.has(part);
        }
        any
    })
}
