//! All neurons in one draw call: a mesh of quads, and a storage buffer with what each of them shows.

use super::glow::Glow;
use super::set::ViewSet;
use super::shape::NetworkShape;
use crate::scene::file::NeuronKind;
use crate::session::replay_lens::place;
use crate::session::{Session, Standing, ViewClock, ViewOptions};
use crate::theme::{Theme, palette};
use bevy::asset::{RenderAssetUsages, load_internal_asset, uuid_handle};
use bevy::camera::visibility::NoFrustumCulling;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, ShaderType};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::ShaderRef;

const SHADER: Handle<Shader> = uuid_handle!("6f1c3a52-7f0e-4a0b-9c5e-2d8a4b1e7c10");

/// Corners of a quad.
const CORNERS: [[f32; 2]; 4] = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];

/// Styles of rings, as the shader numbers them.
const SOLID: f32 = 1.0;
const DASHED: f32 = 2.0;
const CORNER_PIECES: f32 = 3.0;

/// Draws the neurons.
pub(super) struct NeuronsPlugin;

impl Plugin for NeuronsPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SHADER, "../../assets/shaders/neurons.wgsl", Shader::from_wgsl);
        app.add_plugins(MaterialPlugin::<NeuronMaterial>::default())
            .add_systems(Update, (rebuild_neurons, show_neurons).chain().in_set(ViewSet::Upload));
    }
}

/// What one neuron shows; the shader's `Neuron`.
#[derive(Clone, Copy, Debug, Default, ShaderType)]
struct NeuronLook {
    fill: Vec4,
    ring: Vec4,
    state: Vec4,
}

/// What all neurons have in common; the shader's `Style`.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
struct NeuronStyle {
    background: Vec4,
    glow: Vec4,
    selected: Vec4,
    hovered: Vec4,
    raised: Vec4,
    lowered: Vec4,
    network: Vec4,
    size: Vec4,
}

#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
struct NeuronMaterial {
    #[storage(0, read_only)]
    looks: Handle<ShaderBuffer>,
    #[uniform(1)]
    style: NeuronStyle,
}

impl Material for NeuronMaterial {
    fn vertex_shader() -> ShaderRef {
        SHADER.into()
    }

    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }
}

/// The entity that draws the neurons, and its assets.
#[derive(Resource)]
struct NeuronDrawing {
    entity: Entity,
    material: Handle<NeuronMaterial>,
    looks: Handle<ShaderBuffer>,
    /// Version of the network that the mesh shows.
    version: u64,
    /// 1 for diamonds, by neuron.
    kinds: Vec<f32>,
    /// What was last uploaded besides what the sample says.
    shown: Option<Marks>,
}

/// What decides a picture besides sample and glow.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Marks {
    selected: Option<u32>,
    hovered: Option<u32>,
    isolate: bool,
    /// Begin, pattern and age of the replay that is lit up.
    replay: Option<(f64, usize, f32)>,
    /// Neurons that the present stroke has touched.
    stroke: Option<usize>,
    /// Version of the forecast, if one is shown.
    forecast: Option<u64>,
}

impl Marks {
    /// The ring under the pointer belongs to the mouse, so it is in no picture and no film.
    fn of(session: &Session, options: ViewOptions, clock: &ViewClock) -> Self {
        let hovered = session.hovered.filter(|_| !clock.recording);
        Self {
            selected: session.selected,
            hovered,
            isolate: options.isolate,
            replay: session.lens.mark(),
            stroke: session.paint.stroke.as_ref().map(Vec::len),
            forecast: session.forecast.shown.then_some(session.forecast.version),
        }
    }
}

/// Make a new mesh when the network changed.
fn rebuild_neurons(
    mut commands: Commands,
    session: Res<Session>,
    shape: Res<NetworkShape>,
    drawing: Option<Res<NeuronDrawing>>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<NeuronMaterial>>,
) {
    if drawing.as_ref().is_some_and(|drawing| drawing.version == shape.version) {
        return;
    }
    if let Some(old) = drawing {
        commands.entity(old.entity).despawn();
    }
    let positions = &session.info.positions;
    let mut kinds = vec![0.0; positions.len()];
    for population in &session.info.populations {
        if population.kind == NeuronKind::Inhibitory {
            let range = population.range.start as usize..(population.range.end as usize).min(kinds.len());
            if let Some(kinds) = kinds.get_mut(range) {
                kinds.fill(1.0);
            }
        }
    }
    let looks = buffers.add(ShaderBuffer::from(vec![NeuronLook::default(); positions.len().max(1)]));
    let material = materials.add(NeuronMaterial { looks: looks.clone(), style: NeuronStyle::default() });
    let entity = commands
        .spawn((
            Name::new("neurons"),
            Mesh3d(meshes.add(quads(positions.iter().copied(), &CORNERS))),
            MeshMaterial3d(material.clone()),
            NoFrustumCulling,
        ))
        .id();
    commands.insert_resource(NeuronDrawing { entity, material, looks, version: shape.version, kinds, shown: None });
}

/// A mesh of quads: for each, a place, four corners and its index.
pub(super) fn quads(places: impl ExactSizeIterator<Item = [f32; 3]>, corners: &[[f32; 2]; 4]) -> Mesh {
    let count = places.len();
    let mut positions = Vec::with_capacity(4 * count);
    let mut uvs = Vec::with_capacity(4 * count);
    let mut numbers = Vec::with_capacity(4 * count);
    let mut indices = Vec::with_capacity(6 * count);
    for (index, place) in (0_u32..).zip(places) {
        for &corner in corners {
            positions.push(place);
            uvs.push(corner);
            numbers.push([index as f32, 0.0]);
        }
        indices.extend([0, 1, 2, 0, 2, 3].map(|corner| 4 * index + corner));
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, numbers)
        .with_inserted_indices(Indices::U32(indices))
}

/// Upload what the neurons show, if it changed.
fn show_neurons(
    session: Res<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    options: Res<ViewOptions>,
    clock: Res<ViewClock>,
    glow: Res<Glow>,
    drawing: Option<ResMut<NeuronDrawing>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<NeuronMaterial>>,
) {
    let Some(mut drawing) = drawing else { return };
    let marks = Marks::of(&session, *options, &clock);
    if !session.fresh && !glow.changed && drawing.shown == Some(marks) {
        return;
    }
    drawing.shown = Some(marks);
    let looks = looks(&session, &theme, &glow, marks, &drawing.kinds);
    if let Some(mut buffer) = buffers.get_mut(&drawing.looks) {
        buffer.set_data(looks);
    }
    // Fetching the material marks it as changed, which binds the new buffer.
    if let Some(mut material) = materials.get_mut(&drawing.material) {
        material.style = style(&session, &theme, &shape);
    }
}

fn style(session: &Session, theme: &Theme, shape: &NetworkShape) -> NeuronStyle {
    let colour = |colour: crate::theme::Colour| Vec3::from(colour.to_linear()).extend(1.0);
    NeuronStyle {
        background: colour(theme.colours.background.of(session.sample.state)),
        glow: colour(theme.colours.spike_glow),
        selected: colour(theme.colours.selected),
        hovered: colour(theme.colours.hovered),
        raised: colour(theme.colours.raised),
        lowered: colour(theme.colours.lowered),
        network: shape.centre.extend(shape.radius),
        size: Vec4::new(shape.neuron_radius, 0.0, 0.0, 0.0),
    }
}

fn looks(session: &Session, theme: &Theme, glow: &Glow, marks: Marks, kinds: &[f32]) -> Vec<NeuronLook> {
    let (info, sample) = (&session.info, &session.sample);
    let thresholds =
        if sample.threshold_mv.len() == kinds.len() { &sample.threshold_mv } else { &info.initial_threshold };
    let mut looks: Vec<NeuronLook> = kinds
        .iter()
        .enumerate()
        .map(|(neuron, &kind)| {
            let threshold = thresholds.get(neuron).copied().unwrap_or_default();
            NeuronLook {
                fill: Vec3::from(palette::threshold(threshold).to_linear()).extend(kind),
                ring: Vec4::ZERO,
                state: Vec4::new(glow.of(neuron), 1.0, 0.0, sample.paint.get(neuron).copied().unwrap_or(0.0)),
            }
        })
        .collect();
    if let (true, Some(selected)) = (marks.isolate, marks.selected) {
        let partners = partners(session, selected);
        for (look, neuron) in looks.iter_mut().zip(0_u32..) {
            if partners.binary_search(&neuron).is_err() {
                look.state.y = theme.view.dimmed;
            }
        }
    }
    // A stroke shows what it will do while it is drawn.
    let stroke = session.paint.stroke.iter().flatten();
    for &neuron in stroke {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.state.w = session.paint.value();
        }
    }
    for (neuron, ring) in rings(session, theme) {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.ring = ring;
        }
    }
    light_replay(session, theme, &mut looks);
    for (neuron, mark) in [(marks.hovered, 1.0), (marks.selected, 2.0)] {
        if let Some(look) = neuron.and_then(|neuron| looks.get_mut(neuron as usize)) {
            look.state.y = 1.0;
            look.state.z = mark;
        }
    }
    looks
}

/// Rings round the cells of a replay by their order; one that the user chose dims all others.
fn light_replay(session: &Session, theme: &Theme, looks: &mut [NeuronLook]) {
    let Some(replay) = session.lens.shown() else { return };
    if session.lens.chosen.is_some() {
        for look in looks.iter_mut() {
            look.state.y = theme.view.dimmed;
        }
    }
    for cell in &replay.cells {
        let light = session.lens.light(cell);
        if light > 0.0
            && let Some(look) = looks.get_mut(cell.neuron as usize)
        {
            let colour = theme.replay_order(replay.pattern, place(replay, cell));
            look.ring = Vec3::from(colour.to_linear()).extend(light);
            look.state.y = 1.0;
        }
    }
}

/// Rings with their colour and the shader's number of their style. While a forecast is shown, rings mean the forecast; else the
/// neurons that the presented pattern drives most.
fn rings(session: &Session, theme: &Theme) -> Vec<(u32, Vec4)> {
    let colour = |colour: crate::theme::Colour| Vec3::from(colour.to_linear());
    if session.forecast.shown {
        let pattern = colour(theme.pattern(session.forecast.pattern));
        let look = |standing| match standing {
            Standing::Forecast => pattern.extend(DASHED),
            Standing::Hit => pattern.extend(SOLID),
            Standing::Miss => colour(theme.colours.text_dim).extend(DASHED),
            Standing::Unforeseen => pattern.extend(CORNER_PIECES),
        };
        return session.forecast.standings().into_iter().map(|(cell, standing)| (cell, look(standing))).collect();
    }
    let Some(presented) = session.sample.presentation else { return Vec::new() };
    let members = session.info.patterns.get(presented.pattern).map_or(&[][..], |pattern| &pattern.members);
    let ring = colour(theme.pattern(presented.pattern)).extend(SOLID);
    members.iter().map(|&member| (member, ring)).collect()
}

/// A neuron and those with which it shares a synapse, sorted.
fn partners(session: &Session, selected: u32) -> Vec<u32> {
    let mut partners = vec![selected];
    if let Some(details) = session.sample.selected.as_ref().filter(|details| details.neuron == selected) {
        partners.extend(details.incoming.iter().map(|fibre| fibre.presynaptic));
        partners.extend(details.outgoing.iter().map(|fibre| fibre.postsynaptic));
    }
    partners.sort_unstable();
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn the_ring_under_the_pointer_is_in_no_film() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        (session.hovered, session.selected) = (Some(3), Some(4));
        let options = ViewOptions::default();
        assert_eq!(Marks::of(&session, options, &ViewClock::default()).hovered, Some(3));
        let filmed = Marks::of(&session, options, &ViewClock { recording: true, ..ViewClock::default() });
        assert_eq!((filmed.hovered, filmed.selected), (None, Some(4)));
    }
}
