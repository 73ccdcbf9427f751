//! All neurons in two draw calls, bodies and the light round them: a mesh of quads, and a storage buffer with what each of them shows.

use super::bloom::Spread;
use super::camera::TWIN_LAYER;
use super::fill::{fills, share};
use super::glow::{Glow, Glows};
use super::layout::bar_height;
use super::neuron_material::{NeuronLook, NeuronMaterial, NeuronMaterialPlugin, NeuronStyle, Part};
use super::places::Places;
use super::set::ViewSet;
use super::shape::NetworkShape;
use super::sky::Sky;
use crate::scene::file::{NeuronKind, ViewLayout};
use crate::session::replay_lens::place;
use crate::session::{Session, Standing, TwinShown, ViewClock, ViewOptions};
use crate::simulation::RunnerStatus;
use crate::theme::{Colour, Theme};
use bevy::asset::RenderAssetUsages;
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::storage::ShaderBuffer;

/// Corners of a quad.
const CORNERS: [[f32; 2]; 4] = [[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]];

/// Kinds of glyphs, as the shader numbers them.
const FORECAST: f32 = 1.0;
const HIT: f32 = 2.0;
const MISS: f32 = 3.0;
const UNFORESEEN: f32 = 4.0;

/// Outlines, as the shader numbers them: of a partner of the one under the pointer, of that one, of those that are selected.
const PARTNER: f32 = 0.75;
const HOVERED: f32 = 1.0;
const SELECTED: f32 = 2.0;

/// Light of a spike that is shown again in a replay: little enough to leave its colour, which tells the order.
const REPLAYED_SPIKE: f32 = 0.4;
/// The same where all else has stepped back.
const REPLAYED_ALONE: f32 = 0.7;
/// Speeds from which the light of single spikes begins to run together, and at which it has (model seconds a second of watching).
const RUNS_TOGETHER: (f32, f32) = (0.25, 1.0);
/// What is left of that light while a replay is lit.
const BEHIND_REPLAY: f32 = 0.15;

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
    /// 1 for diamonds, by neuron.
    kinds: Vec<f32>,
    /// Colour of each neuron's spikes (linear).
    hues: Vec<Vec3>,
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

/// What decides a picture besides sample and glow.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Marks {
    /// Version of the selection.
    selection: u64,
    selected: Option<u32>,
    hovered: Option<u32>,
    /// Neuron on which the pointer rests, once its partners are known.
    resting: Option<u32>,
    isolate: bool,
    /// Begin, pattern and age of the replay that is lit up.
    replay: Option<(f64, usize, f32)>,
    /// How far all else steps back for it.
    veil: f32,
    /// Neurons that the present stroke has touched.
    stroke: Option<usize>,
    /// Version of the forecast, if one is shown.
    forecast: Option<u64>,
    /// What is seen of run and twin.
    twin: Option<TwinShown>,
}

impl Marks {
    /// The ring under the pointer belongs to the mouse, so it is in no picture and no film.
    fn of(session: &Session, options: ViewOptions, clock: &ViewClock) -> Self {
        let hovered = session.hovered.filter(|_| !clock.recording);
        Self {
            selection: session.selection.version(),
            selected: session.selected(),
            hovered,
            resting: hovered.filter(|_| session.neighbours().is_some()),
            isolate: options.isolate,
            replay: session.lens.mark(),
            veil: veil(session.lens.veil(), &session.status),
            stroke: session.paint.stroke.as_ref().map(Vec::len),
            forecast: session.forecast.shown.then_some(session.forecast.version),
            twin: session.twin_shown(),
        }
    }
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
    let mut kinds = vec![0.0; neurons];
    for population in &session.info.populations {
        if population.kind == NeuronKind::Inhibitory {
            let range = population.range.start as usize..(population.range.end as usize).min(kinds.len());
            if let Some(kinds) = kinds.get_mut(range) {
                kinds.fill(1.0);
            }
        }
    }
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
    let hues = hues(&session, &theme, &kinds);
    commands.insert_resource(NeuronDrawing {
        sides,
        style,
        uploaded: false,
        version: shape.version,
        kinds,
        hues,
        shown: None,
    });
}

/// Colours of the neurons' spikes (linear): of the first memory to which a neuron belongs, else of its kind.
fn hues(session: &Session, theme: &Theme, kinds: &[f32]) -> Vec<Vec3> {
    let linear = |colour: Colour| Vec3::from(colour.to_linear());
    let [excitatory, inhibitory] =
        [NeuronKind::Excitatory, NeuronKind::Inhibitory].map(|kind| linear(theme.kind(kind)));
    let mut hues: Vec<Vec3> = kinds.iter().map(|&kind| if kind > 0.5 { inhibitory } else { excitatory }).collect();
    for (index, pattern) in session.info.patterns.iter().enumerate().rev() {
        for &member in &pattern.members {
            if let Some(hue) = hues.get_mut(member as usize) {
                *hue = linear(theme.pattern(index));
            }
        }
    }
    hues
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
        looks_apart(session, &theme, &glows, &places, marks, &drawing)
    } else {
        looks(session, &theme, &glows.front, &places, marks, &drawing)
    };
    let other = session.shows_both().then(|| {
        session.with_other(|session| {
            let marks = Marks::of(session, *options, &clock);
            looks(session, &theme, &glows.other, &places, marks, &drawing)
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

/// The difference of run and twin: only spikes that one of them has are light, in the colour of more or less.
fn looks_apart(
    session: &Session,
    theme: &Theme,
    glows: &Glows,
    places: &Places,
    marks: Marks,
    drawing: &NeuronDrawing,
) -> Vec<NeuronLook> {
    let mut looks = looks(session, theme, &glows.front, places, marks, drawing);
    let ends = [theme.colours.diverging.cool, theme.colours.diverging.warm].map(|end| Vec3::from(end.to_linear()));
    for (neuron, look) in looks.iter_mut().enumerate() {
        let more = glows.other.of(neuron) - glows.front.of(neuron);
        look.light = ends[usize::from(more > 0.0)].extend(more.abs());
    }
    looks
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

fn looks(
    session: &Session,
    theme: &Theme,
    glow: &Glow,
    places: &Places,
    marks: Marks,
    drawing: &NeuronDrawing,
) -> Vec<NeuronLook> {
    let sample = &session.sample;
    let fills = fills(session, theme);
    let no_value = Vec3::from(theme.colours.no_value.to_linear());
    let mut looks: Vec<NeuronLook> = drawing
        .kinds
        .iter()
        .zip(&places.now)
        .zip(&drawing.hues)
        .enumerate()
        .map(|(neuron, ((&kind, &place), &hue))| {
            let fill = fills.get(neuron).copied().unwrap_or(no_value);
            NeuronLook {
                place: place.extend(kind),
                fill: fill.extend(share(session, theme, neuron)),
                light: hue.extend(glow.of(neuron)),
                memory: Vec4::ZERO,
                glyph: Vec4::ZERO,
                bar: Vec4::ZERO,
                state: Vec4::new(0.0, sample.paint.get(neuron).copied().unwrap_or(0.0), 0.0, 0.0),
                near: places.contact(neuron).extend(glow.age_ms(neuron, sample.time_s)),
            }
        })
        .collect();
    for &neuron in &sample.lost {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.fill = no_value.extend(theme.view.dimmed);
        }
    }
    if places.risen > 0.0 {
        raise_bars(session, places.risen, &mut looks);
    }
    if let (true, Some(selected)) = (marks.isolate, marks.selected) {
        // A group stands alone, one neuron with its partners.
        let group = session.selection.is_group();
        let kept = if group { session.selection.neurons().to_vec() } else { partners(session, selected) };
        for (look, neuron) in looks.iter_mut().zip(0_u32..) {
            if kept.binary_search(&neuron).is_err() {
                look.fill.w = theme.view.dimmed;
            }
        }
    }
    if let (Some(_), Some(neighbours)) = (marks.resting, session.neighbours()) {
        for (look, neuron) in looks.iter_mut().zip(0_u32..) {
            if neighbours.binary_search(&neuron).is_ok() {
                look.state.x = PARTNER;
            } else {
                look.fill.w = look.fill.w.min(theme.view.dimmed);
            }
        }
    }
    // A stroke shows what it will do while it is drawn.
    let stroke = session.paint.stroke.iter().flatten();
    for &neuron in stroke {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.state.y = session.paint.value();
        }
    }
    light_presented(session, theme, &mut looks);
    step_back(marks.veil, theme, &mut looks);
    light_replay(session, theme, marks.veil, &mut looks);
    for (neuron, glyph) in glyphs(session, theme) {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.glyph = glyph;
        }
    }
    let hovered = marks.hovered.map(|neuron| (neuron, HOVERED));
    let selected = session.selection.neurons().iter().map(|&neuron| (neuron, SELECTED));
    for (neuron, mark) in hovered.into_iter().chain(selected) {
        if let Some(look) = looks.get_mut(neuron as usize) {
            look.fill.w = 1.0;
            look.state.x = mark;
        }
    }
    looks
}

/// Pillars from rest to threshold, and each neuron at its potential: a bead that reaches the bar when it fires.
fn raise_bars(session: &Session, risen: f32, looks: &mut [NeuronLook]) {
    let (info, sample) = (&session.info, &session.sample);
    for (neuron, look) in looks.iter_mut().enumerate() {
        let height =
            |values: &[f32]| values.get(neuron).map_or(0.0, |&millivolts| risen * bar_height(info, neuron, millivolts));
        let (threshold, start) = (height(&sample.threshold_mv), height(&info.initial_threshold));
        // After a spike the potential is reset at once; the light of the spike shows where it was.
        let bead = height(&sample.potential_mv).min(threshold);
        let bead = bead + (threshold - bead) * (1.25 * look.light.w).min(1.0);
        look.bar = look.place.truncate().extend(threshold.max(0.0));
        look.state.z = start.max(0.0);
        look.place.y += bead;
    }
}

/// The neurons that the presented pattern drives most stand in its light, and their spikes have its colour.
fn light_presented(session: &Session, theme: &Theme, looks: &mut [NeuronLook]) {
    let Some(presented) = session.sample.presentation else { return };
    let Some(pattern) = session.info.patterns.get(presented.pattern) else { return };
    let colour = Vec3::from(theme.pattern(presented.pattern).to_linear());
    for &member in &pattern.members {
        if let Some(look) = looks.get_mut(member as usize) {
            look.memory = colour.extend(1.0);
            look.light = colour.extend(look.light.w);
        }
    }
}

/// How far all else steps back for a replay that is lit, 0 to 1: in slow motion it stands out by itself.
fn veil(lens: f32, status: &RunnerStatus) -> f32 {
    let speed = if status.speed_asked.is_finite() { status.speed_asked } else { status.speed_got };
    let (from, to) = RUNS_TOGETHER;
    lens * ((speed - from) / (to - from)).clamp(0.0, 1.0)
}

/// Take light from all neurons, so that a replay is seen among them.
fn step_back(veil: f32, theme: &Theme, looks: &mut [NeuronLook]) {
    if veil > 0.0 {
        for look in looks {
            look.light.w *= 1.0 - veil * (1.0 - BEHIND_REPLAY);
            look.fill.w *= 1.0 - 0.5 * veil * (1.0 - theme.view.dimmed);
        }
    }
}

/// The cells of a replay shine in the colour of their order, for its spikes are shown again; one that the user chose dims all others.
fn light_replay(session: &Session, theme: &Theme, veil: f32, looks: &mut [NeuronLook]) {
    let Some(replay) = session.lens.shown() else { return };
    if session.lens.chosen.is_some() {
        for look in looks.iter_mut() {
            look.fill.w = theme.view.dimmed;
        }
    }
    let spike = REPLAYED_SPIKE + (REPLAYED_ALONE - REPLAYED_SPIKE) * veil;
    for cell in &replay.cells {
        let light = session.lens.light(cell);
        if light > 0.0
            && let Some(look) = looks.get_mut(cell.neuron as usize)
        {
            let colour = theme.replay_order(replay.pattern, place(replay, cell));
            let colour = Vec3::from(colour.to_linear());
            look.memory = colour.extend(0.6 * light);
            look.light = colour.extend(spike * light);
            look.fill.w = 1.0;
        }
    }
}

/// Glyphs of the forecast that is shown, with their colour and the shader's number of their kind.
fn glyphs(session: &Session, theme: &Theme) -> Vec<(u32, Vec4)> {
    if !session.forecast.shown {
        return Vec::new();
    }
    let colour = |colour: Colour| Vec3::from(colour.to_linear());
    let pattern = colour(theme.pattern(session.forecast.pattern));
    let look = |standing| match standing {
        Standing::Forecast => pattern.extend(FORECAST),
        Standing::Hit => pattern.extend(HIT),
        Standing::Miss => colour(theme.colours.text_dim).extend(MISS),
        Standing::Unforeseen => pattern.extend(UNFORESEEN),
    };
    session.forecast.standings().into_iter().map(|(cell, standing)| (cell, look(standing))).collect()
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
        (session.hovered, session.selection) = (Some(3), Some(4).into());
        let options = ViewOptions::default();
        assert_eq!(Marks::of(&session, options, &ViewClock::default()).hovered, Some(3));
        let filmed = Marks::of(&session, options, &ViewClock { recording: true, ..ViewClock::default() });
        assert_eq!((filmed.hovered, filmed.selected), (None, Some(4)));
    }

    #[test]
    fn all_else_steps_back_for_a_replay_where_the_light_of_spikes_runs_together() {
        let at =
            |speed_asked, speed_got| veil(1.0, &RunnerStatus { speed_asked, speed_got, ..RunnerStatus::default() });
        assert_eq!([at(0.1, 0.1), at(5.0, 2.0), at(f32::INFINITY, 12.0)], [0.0, 1.0, 1.0], "not in slow motion");
        let lit = NeuronLook { light: Vec4::ONE, fill: Vec4::ONE, ..NeuronLook::default() };
        let mut looks = vec![lit];
        step_back(1.0, &Theme::built_in(), &mut looks);
        assert!((looks[0].light.w - BEHIND_REPLAY).abs() < 1e-6 && looks[0].fill.w < 0.8);
    }
}
