//! The synapses that are shown, in one draw call: a mesh of ribbons, and a storage buffer with their ends.

use super::camera::WindowCamera;
use super::neuron_material::NeuronStyle;
use super::neurons::{self, NeuronDrawing, layer};
use super::places::Places;
use super::set::ViewSet;
use super::shape::NetworkShape;
use super::turnover::Turnover;
use super::weight_changes::{WeightChanges, WeightsChanged, follow_weights};
use crate::scene::file::{NeuronKind, ViewLayout};
use crate::session::{Session, ShownSynapses, TwinShown, ViewOptions};
use crate::simulation::{Fibre, RunnerRequest, WeightSummary};
use crate::theme::{Colour, Theme};
use bevy::asset::{RenderAssetUsages, load_internal_asset, uuid_handle};
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, ShaderType};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::ShaderRef;
use std::sync::Arc;

const SHADER: Handle<Shader> = uuid_handle!("0b7d9e14-35c2-4f6a-8d1b-94e2c7a6f381");

/// Most synapses of the selected neuron that are drawn, of each direction.
const MOST_OF_SELECTION: usize = 100;
/// Most ends that are drawn at one neuron.
const MOST_ENDS_TOGETHER: usize = 12;
/// A ribbon ends so many neuron radii before the neuron's centre.
const GAP: f32 = 1.15;
/// Ribbons in the mesh are a multiple of this.
const SMALLEST_CAPACITY: usize = 64;
/// Number of synapses from which each is drawn fainter.
const FAINTER_FROM: f32 = 300.0;
/// Draws the synapses.
pub(super) struct SynapsesPlugin;

impl Plugin for SynapsesPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SHADER, "../../assets/shaders/synapses.wgsl", Shader::from_wgsl);
        app.add_plugins(MaterialPlugin::<SynapseMaterial>::default())
            .init_resource::<SynapseDrawings>()
            .init_resource::<WeightsChanged>()
            .add_systems(
                Update,
                (ask_for_synapses, follow_weights, show_synapses, bind_synapses)
                    .chain()
                    .after(neurons::show_neurons)
                    .in_set(ViewSet::Upload),
            );
    }
}

/// One synapse as drawn; the shader's `Fibre`.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
struct Ribbon {
    ends: UVec4,
    look: Vec4,
    colour: Vec4,
}

/// Draws ribbons between neurons, whose places and light it reads from their own buffer.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
struct SynapseMaterial {
    #[storage(0, read_only)]
    neurons: Handle<ShaderBuffer>,
    #[uniform(1)]
    style: NeuronStyle,
    #[storage(2, read_only)]
    ribbons: Handle<ShaderBuffer>,
}

impl Material for SynapseMaterial {
    fn vertex_shader() -> ShaderRef {
        SHADER.into()
    }

    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn alpha_mode(&self) -> AlphaMode {
        AlphaMode::Premultiplied
    }

    fn enable_prepass() -> bool {
        false
    }

    fn enable_shadows() -> bool {
        false
    }
}

/// Those of the network in front, and of the other one of run and twin.
#[derive(Resource, Default)]
struct SynapseDrawings([SynapseDrawing; 2]);

/// The entity that draws the synapses of a network, its assets, and what it shows.
#[derive(Default)]
struct SynapseDrawing {
    capacity: usize,
    assets: Option<(Entity, Handle<SynapseMaterial>, Handle<ShaderBuffer>)>,
    shown: Option<Shown>,
    /// Whether others were uploaded in this frame.
    uploaded: bool,
}

/// Ask for all synapses while they are shown, and for the strongest else; a scene begins with the strongest.
fn ask_for_synapses(
    session: Res<Session>,
    shape: Res<NetworkShape>,
    options: Res<ViewOptions>,
    mut asked: Local<Option<(u64, bool)>>,
) {
    let all = options.synapses == ShownSynapses::All;
    let now = Some((shape.version, all));
    if *asked != now {
        if all != session.sample.weights.all || asked.is_some_and(|(version, _)| version == shape.version) {
            session.request(RunnerRequest::DrawAllSynapses(all));
        }
        *asked = now;
    }
}

/// What decides which synapses are drawn.
#[derive(PartialEq)]
struct Shown {
    version: u64,
    synapses: ShownSynapses,
    isolate: bool,
    selected: Option<u32>,
    /// Whether the user chose a replay.
    replay: bool,
    /// Whether the sample held the selected neuron's synapses.
    detailed: bool,
    twin: Option<TwinShown>,
    weights: SameLook,
    /// What decides which of two ribbons lies in front.
    camera: Transform,
}

/// A look at the weights.
struct SameLook(Arc<WeightSummary>);

impl PartialEq for SameLook {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Upload the synapses, if others are to be shown or weights were looked at again.
fn show_synapses(
    mut commands: Commands,
    mut session: ResMut<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    options: Res<ViewOptions>,
    turnover: Res<Turnover>,
    changed: Res<WeightsChanged>,
    places: Res<Places>,
    neurons: Option<Res<NeuronDrawing>>,
    cameras: Query<&Transform, With<WindowCamera>>,
    mut drawings: ResMut<SynapseDrawings>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<SynapseMaterial>>,
) {
    let (Some(neurons), Ok(&camera)) = (neurons, cameras.single()) else { return };
    let surroundings = Surroundings {
        theme: &theme,
        theme_changed: theme.is_changed(),
        shape: &shape,
        options: &options,
        turnover: &turnover,
        places: &places,
        camera,
    };
    let session = session.bypass_change_detection();
    let difference = session
        .shows_difference()
        .then(|| {
            let weights = Arc::clone(&session.sample.weights);
            session.with_other(|session| WeightChanges::between(&weights, &session.sample.weights))
        })
        .flatten();
    let [front, other] = &mut drawings.0;
    let mut upload = |session: &Session, side: usize, changes: &WeightChanges, drawing: &mut SynapseDrawing| {
        let Some(ribbons) = drawing.update(session, changes, &surroundings) else { return };
        if drawing.assets.is_none() || drawing.capacity < ribbons.len() {
            if let Some((entity, ..)) = drawing.assets.take() {
                commands.entity(entity).despawn();
            }
            drawing.capacity = ribbons.len().max(1).next_multiple_of(SMALLEST_CAPACITY);
            let buffer = buffers.add(ShaderBuffer::from(vec![Ribbon::default(); drawing.capacity]));
            let material = materials.add(SynapseMaterial {
                neurons: neurons.sides[side].looks.clone(),
                style: neurons.style,
                ribbons: buffer.clone(),
            });
            let entity = commands
                .spawn((
                    Name::new("synapses"),
                    Mesh3d(meshes.add(strips(drawing.capacity))),
                    MeshMaterial3d(material.clone()),
                    NoFrustumCulling,
                    RenderLayers::layer(layer(side)),
                ))
                .id();
            drawing.assets = Some((entity, material, buffer));
        }
        let Some((.., buffer)) = &drawing.assets else { return };
        let mut ribbons = ribbons;
        ribbons.resize(drawing.capacity, Ribbon::default());
        if let Some(mut buffer) = buffers.get_mut(buffer) {
            buffer.set_data(ribbons);
        }
    };
    upload(session, 0, difference.as_ref().unwrap_or(&changed.0[0]), front);
    if neurons.sides.len() > 1 {
        session.with_other(|session| upload(session, 1, &changed.0[1], other));
    } else if let Some((entity, ..)) = std::mem::take(other).assets {
        commands.entity(entity).despawn();
    }
}

/// On what the synapses that are drawn depend besides their network.
struct Surroundings<'a> {
    theme: &'a Theme,
    theme_changed: bool,
    shape: &'a NetworkShape,
    options: &'a ViewOptions,
    turnover: &'a Turnover,
    places: &'a Places,
    camera: Transform,
}

impl SynapseDrawing {
    /// What is to be shown from now on; nothing if that is shown already.
    fn update(
        &mut self,
        session: &Session,
        changes: &WeightChanges,
        surroundings: &Surroundings<'_>,
    ) -> Option<Vec<Ribbon>> {
        let &Surroundings { theme, shape, options, turnover, places, camera, .. } = surroundings;
        let details = session.sample.selected.as_ref().filter(|details| Some(details.neuron) == session.selected());
        let now = Shown {
            version: shape.version,
            synapses: options.synapses,
            isolate: options.isolate,
            selected: session.selected(),
            replay: session.lens.chosen.is_some(),
            detailed: details.is_some(),
            twin: session.twin_shown(),
            weights: SameLook(Arc::clone(&session.sample.weights)),
            camera,
        };
        let moved = surroundings.theme_changed || places.changed || turnover.changed;
        self.uploaded = moved || self.shown.as_ref() != Some(&now);
        if !self.uploaded {
            return None;
        }
        self.shown = Some(now);
        let mut ribbons = Vec::new();
        let painter = Painter { session, theme, changes, gap: GAP * shape.neuron_radius };
        // Synapses of the selection stand out, so the network's step back while there is one.
        // Between pillars they would only be in the way.
        let standing = places.layout() == ViewLayout::Bar;
        // So they would be before the cells of a replay that someone looks at.
        let replay = session.lens.chosen.is_some();
        let network = !replay && matches!(options.synapses, ShownSynapses::Strongest | ShownSynapses::All);
        if network && !standing && !(options.isolate && session.selected().is_some()) {
            let strongest = &session.sample.weights.strongest;
            // The more there are, the fainter each.
            let crowd = (FAINTER_FROM / strongest.len().max(1) as f32).sqrt().min(1.0);
            let step_back = crowd * if details.is_some() { 0.4 } else { 1.0 };
            let (low, high) = theme.view.synapse_opacity;
            painter.paint(strongest, (low * step_back, high * step_back), 0, &mut ribbons);
        }
        if let Some(details) = details.filter(|_| options.synapses != ShownSynapses::None) {
            // Incoming synapses all end at one neuron: more than a few ends there would hide it.
            for (fibres, caps) in [(&details.incoming, MOST_ENDS_TOGETHER), (&details.outgoing, MOST_OF_SELECTION)] {
                let most = fibres.len().min(MOST_OF_SELECTION);
                painter.paint(&fibres[..most], theme.view.selected_synapse_opacity, caps, &mut ribbons);
            }
        }
        if options.synapses != ShownSynapses::None {
            let (formed, pruned) = theme.view.turnover_opacity;
            let isolated = session.selected().filter(|_| options.isolate);
            let shown = |fibre: &Fibre| {
                isolated.is_none_or(|neuron| fibre.presynaptic == neuron || fibre.postsynaptic == neuron)
            };
            for (fibre, light) in turnover.pruned().filter(|(fibre, _)| shown(fibre)) {
                painter.paint_change(&fibre, theme.colours.synapse_pruned, pruned * light, NO_CAP, &mut ribbons);
            }
            for (fibre, light) in turnover.formed().filter(|(fibre, _)| shown(fibre)) {
                let cap = cap(painter.kind(fibre.presynaptic));
                painter.paint_change(&fibre, theme.colours.synapse_formed, formed * light, cap, &mut ribbons);
            }
        }

        // What is farther away is drawn first.
        let depth = |ribbon: &Ribbon| {
            let ends = [ribbon.ends.x, ribbon.ends.y].map(|neuron| places.of(neuron).unwrap_or_default());
            (0.5 * (ends[0] + ends[1]) - camera.translation).length_squared()
        };
        ribbons.sort_by(|a, b| depth(b).total_cmp(&depth(a)));
        Some(ribbons)
    }
}

/// Follow the neurons' buffer and light: fetching the material marks it as changed, which binds what is in the buffers now.
fn bind_synapses(
    neurons: Option<Res<NeuronDrawing>>,
    drawings: Res<SynapseDrawings>,
    mut materials: ResMut<Assets<SynapseMaterial>>,
) {
    let Some(neurons) = neurons else { return };
    for (side, drawing) in neurons.sides.iter().zip(&drawings.0) {
        if let Some((_, material, _)) = &drawing.assets
            && (neurons.uploaded || drawing.uploaded)
            && let Some(mut material) = materials.get_mut(material)
        {
            material.neurons = side.looks.clone();
            material.style = neurons.style;
        }
    }
}

/// Straight pieces of a ribbon: a few ribbons are seen from near.
const fn pieces(ribbons: usize) -> u32 {
    if ribbons <= SMALLEST_CAPACITY { 16 } else { 7 }
}

/// A mesh of so many ribbons: for each, pairs of vertices along its way, and its index.
fn strips(count: usize) -> Mesh {
    let pieces = pieces(count);
    let mut uvs = Vec::new();
    let mut numbers = Vec::new();
    let mut indices = Vec::new();
    for index in (0_u32..).take(count) {
        let first = index * 2 * (pieces + 1);
        for piece in 0..=pieces {
            uvs.extend([-1.0, 1.0].map(|side| [piece as f32 / pieces as f32, side]));
            numbers.extend([[index as f32, 0.0]; 2]);
        }
        for piece in 0..pieces {
            indices.extend([0, 2, 3, 0, 3, 1].map(|corner| first + 2 * piece + corner));
        }
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vec![[0.0_f32; 3]; uvs.len()])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, uvs)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, numbers)
        .with_inserted_indices(Indices::U32(indices))
}

/// No cap, for the shader.
const NO_CAP: u32 = 0;

/// The shader's number for the end of a synapse: 1 arrow (excitatory), 2 bar (inhibitory).
const fn cap(sender: NeuronKind) -> u32 {
    match sender {
        NeuronKind::Excitatory => 1,
        NeuronKind::Inhibitory => 2,
    }
}

struct Painter<'a> {
    session: &'a Session,
    theme: &'a Theme,
    changes: &'a WeightChanges,
    /// Distance of a ribbon's end from the neuron's centre (µm).
    gap: f32,
}

impl Painter<'_> {
    /// Add ribbons for fibres; width and opacity grow with the weight, relative to the strongest of them. The ends
    /// of the first `caps` say what they do: an arrow excites, a bar inhibits.
    fn paint(&self, fibres: &[Fibre], opacity: (f32, f32), caps: usize, ribbons: &mut Vec<Ribbon>) {
        let strongest = fibres.iter().map(|fibre| fibre.weight).fold(f32::MIN_POSITIVE, f32::max);
        let width = self.theme.view.synapse_width;
        for (index, fibre) in fibres.iter().enumerate() {
            let share = (fibre.weight / strongest).clamp(0.0, 1.0);
            let kind = self.kind(fibre.presynaptic);
            let cap = if index < caps { cap(kind) } else { NO_CAP };
            // Warm where the weight grew of late, cold where it shrank.
            let change = self.changes.of(fibre);
            let ends = self.theme.colours.diverging;
            let changed = if change < 0.0 { ends.cool } else { ends.warm };
            let colour = self.theme.kind(kind).mix(changed, 0.85 * change.abs());
            let opacity = opacity.0 + (opacity.1 - opacity.0) * share;
            let opacity = opacity + (1.0 - opacity) * 0.5 * change.abs();
            ribbons.push(self.ribbon(fibre, width.0 + (width.1 - width.0) * share * share, opacity, colour, cap));
        }
    }

    /// Add a ribbon for a synapse that grew or was pruned.
    fn paint_change(&self, fibre: &Fibre, colour: Colour, opacity: f32, cap: u32, ribbons: &mut Vec<Ribbon>) {
        ribbons.push(self.ribbon(fibre, self.theme.view.synapse_width.1, opacity, colour, cap));
    }

    fn ribbon(&self, fibre: &Fibre, width: f32, opacity: f32, colour: Colour, cap: u32) -> Ribbon {
        // A neuron that is not there draws nothing.
        let neurons = self.session.info.positions.len();
        let known = [fibre.presynaptic, fibre.postsynaptic].iter().all(|&neuron| (neuron as usize) < neurons);
        Ribbon {
            ends: UVec4::new(fibre.presynaptic, fibre.postsynaptic, cap, 0),
            look: Vec4::new(if known { width } else { 0.0 }, opacity, self.gap, fibre.delay_ms),
            colour: Vec3::from(colour.to_linear()).extend(1.0),
        }
    }

    fn kind(&self, neuron: u32) -> NeuronKind {
        let populations = &self.session.info.populations;
        populations
            .iter()
            .find(|population| population.range.contains(&neuron))
            .map(|found| found.kind)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, PopulationInfo, ViewSample};

    #[test]
    fn ends_of_the_selected_neurons_synapses_say_what_they_do() {
        let population = |kind, range| PopulationInfo { name: String::new(), kind, range };
        let info = NetworkInfo {
            positions: vec![[0.0; 3], [50.0, 0.0, 0.0], [0.0, 50.0, 0.0]],
            populations: vec![population(NeuronKind::Excitatory, 0..2), population(NeuronKind::Inhibitory, 2..3)],
            ..NetworkInfo::default()
        };
        let session = Session::detached(info, ViewSample::default());
        let theme = Theme::built_in();
        let changes = WeightChanges::default();
        let painter = Painter { session: &session, theme: &theme, changes: &changes, gap: 1.0 };
        let fibre = |presynaptic| Fibre { presynaptic, postsynaptic: 0, weight: 1.0, ..Fibre::default() };
        let mut ribbons = Vec::new();
        painter.paint(&[fibre(1), fibre(2)], (0.1, 1.0), 2, &mut ribbons);
        painter.paint(&[fibre(1)], (0.1, 1.0), 0, &mut ribbons);
        let caps: Vec<u32> = ribbons.iter().map(|ribbon| ribbon.ends.z).collect();
        assert_eq!(caps, [1, 2, 0]);
        painter.paint(&[fibre(7)], (0.1, 1.0), 0, &mut ribbons);
        assert_eq!(ribbons[3].look.x, 0.0, "there is no neuron 7");
    }
}
