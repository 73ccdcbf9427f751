//! The synapses that are shown, in one draw call: a mesh of ribbons, and a storage buffer with their ends.

use super::neurons::quads;
use super::set::ViewSet;
use super::shape::NetworkShape;
use super::turnover::Turnover;
use crate::scene::file::NeuronKind;
use crate::session::{Session, ShownSynapses, ViewOptions};
use crate::simulation::{Fibre, WeightSummary};
use crate::theme::{Colour, Theme};
use bevy::asset::{load_internal_asset, uuid_handle};
use bevy::camera::visibility::NoFrustumCulling;
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, ShaderType};
use bevy::render::storage::ShaderBuffer;
use bevy::shader::ShaderRef;
use std::sync::Arc;

const SHADER: Handle<Shader> = uuid_handle!("0b7d9e14-35c2-4f6a-8d1b-94e2c7a6f381");

/// Corners of a ribbon: end (0 sender, 1 receiver) and side.
const CORNERS: [[f32; 2]; 4] = [[0.0, -1.0], [1.0, -1.0], [1.0, 1.0], [0.0, 1.0]];
/// Most synapses of the selected neuron that are drawn, of each direction.
const MOST_OF_SELECTION: usize = 100;
/// Most ends that are drawn at one neuron.
const MOST_ENDS_TOGETHER: usize = 12;
/// A ribbon ends so many neuron radii before the neuron's centre.
const GAP: f32 = 1.15;
/// Smallest number of ribbons in the mesh; it doubles from there.
const SMALLEST_CAPACITY: usize = 512;

/// Draws the synapses.
pub(super) struct SynapsesPlugin;

impl Plugin for SynapsesPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SHADER, "../../assets/shaders/synapses.wgsl", Shader::from_wgsl);
        app.add_plugins(MaterialPlugin::<SynapseMaterial>::default())
            .init_resource::<SynapseDrawing>()
            .add_systems(Update, show_synapses.in_set(ViewSet::Upload));
    }
}

/// One synapse as drawn; the shader's `Fibre`.
#[derive(Clone, Copy, Debug, Default, ShaderType)]
struct Ribbon {
    sender: Vec4,
    receiver: Vec4,
    colour: Vec4,
}

/// What all synapses have in common; the shader's `Style`.
#[derive(Clone, Copy, Debug, Default, ShaderType)]
struct SynapseStyle {
    network: Vec4,
}

#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
struct SynapseMaterial {
    #[storage(0, read_only)]
    ribbons: Handle<ShaderBuffer>,
    #[uniform(1)]
    style: SynapseStyle,
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

/// The entity that draws the synapses, its assets, and what it shows.
#[derive(Resource, Default)]
struct SynapseDrawing {
    capacity: usize,
    assets: Option<(Entity, Handle<SynapseMaterial>, Handle<ShaderBuffer>)>,
    shown: Option<Shown>,
}

/// What decides which synapses are drawn.
struct Shown {
    version: u64,
    synapses: ShownSynapses,
    isolate: bool,
    selected: Option<u32>,
    /// Whether the sample held the selected neuron's synapses.
    detailed: bool,
    weights: Arc<WeightSummary>,
}

/// Upload the synapses, if others are to be shown or weights were looked at again.
fn show_synapses(
    mut commands: Commands,
    session: Res<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    options: Res<ViewOptions>,
    turnover: Res<Turnover>,
    mut drawing: ResMut<SynapseDrawing>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut buffers: ResMut<Assets<ShaderBuffer>>,
    mut materials: ResMut<Assets<SynapseMaterial>>,
) {
    let details = session.sample.selected.as_ref().filter(|details| Some(details.neuron) == session.selected);
    let up_to_date = drawing.shown.as_ref().is_some_and(|shown| {
        shown.version == shape.version
            && shown.synapses == options.synapses
            && shown.isolate == options.isolate
            && shown.selected == session.selected
            && shown.detailed == details.is_some()
            && Arc::ptr_eq(&shown.weights, &session.sample.weights)
            && !turnover.changed
    });
    if up_to_date {
        return;
    }
    drawing.shown = Some(Shown {
        version: shape.version,
        synapses: options.synapses,
        isolate: options.isolate,
        selected: session.selected,
        detailed: details.is_some(),
        weights: Arc::clone(&session.sample.weights),
    });

    let mut ribbons = Vec::new();
    let painter = Painter { session: &session, theme: &theme, gap: GAP * shape.neuron_radius };
    // Synapses of the selection stand out, so the network's step back while there is one.
    if options.synapses == ShownSynapses::Strongest && !(options.isolate && session.selected.is_some()) {
        let step_back = if details.is_some() { 0.4 } else { 1.0 };
        let (low, high) = theme.view.synapse_opacity;
        painter.paint(&session.sample.weights.strongest, (low * step_back, high * step_back), 0, &mut ribbons);
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
        let isolated = session.selected.filter(|_| options.isolate);
        let shown =
            |fibre: &Fibre| isolated.is_none_or(|neuron| fibre.presynaptic == neuron || fibre.postsynaptic == neuron);
        for (fibre, light) in turnover.pruned().filter(|(fibre, _)| shown(fibre)) {
            painter.paint_change(&fibre, theme.colours.synapse_pruned, pruned * light, NO_CAP, &mut ribbons);
        }
        for (fibre, light) in turnover.formed().filter(|(fibre, _)| shown(fibre)) {
            let cap = cap(painter.kind(fibre.presynaptic));
            painter.paint_change(&fibre, theme.colours.synapse_formed, formed * light, cap, &mut ribbons);
        }
    }

    if drawing.assets.is_none() || drawing.capacity < ribbons.len() {
        if let Some((entity, ..)) = drawing.assets.take() {
            commands.entity(entity).despawn();
        }
        drawing.capacity = ribbons.len().next_power_of_two().max(SMALLEST_CAPACITY);
        let buffer = buffers.add(ShaderBuffer::from(vec![Ribbon::default(); drawing.capacity]));
        let style = SynapseStyle { network: shape.centre.extend(shape.radius) };
        let material = materials.add(SynapseMaterial { ribbons: buffer.clone(), style });
        let places = std::iter::repeat_n([0.0; 3], drawing.capacity);
        let entity = commands
            .spawn((
                Name::new("synapses"),
                Mesh3d(meshes.add(quads(places, &CORNERS))),
                MeshMaterial3d(material.clone()),
                NoFrustumCulling,
            ))
            .id();
        drawing.assets = Some((entity, material, buffer));
    }
    let Some((_, material, buffer)) = &drawing.assets else { return };
    ribbons.resize(drawing.capacity, Ribbon::default());
    if let Some(mut buffer) = buffers.get_mut(buffer) {
        buffer.set_data(ribbons);
    }
    // Fetching the material marks it as changed, which binds the new buffer.
    if let Some(mut material) = materials.get_mut(material) {
        material.style.network = shape.centre.extend(shape.radius);
    }
}

/// No cap, for the shader.
const NO_CAP: f32 = 0.0;

/// The shader's number for the end of a synapse: 1 arrow (excitatory), 2 bar (inhibitory).
const fn cap(sender: NeuronKind) -> f32 {
    match sender {
        NeuronKind::Excitatory => 1.0,
        NeuronKind::Inhibitory => 2.0,
    }
}

struct Painter<'a> {
    session: &'a Session,
    theme: &'a Theme,
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
            let Some((sender, receiver)) = self.ends(fibre) else { continue };
            let share = (fibre.weight / strongest).clamp(0.0, 1.0);
            let kind = self.kind(fibre.presynaptic);
            let cap = if index < caps { cap(kind) } else { NO_CAP };
            ribbons.push(Ribbon {
                sender: sender.extend(width.0 + (width.1 - width.0) * share * share),
                receiver: receiver.extend(opacity.0 + (opacity.1 - opacity.0) * share),
                colour: Vec3::from(self.theme.kind(kind).to_linear()).extend(cap),
            });
        }
    }

    /// Add a ribbon for a synapse that grew or was pruned.
    fn paint_change(&self, fibre: &Fibre, colour: Colour, opacity: f32, cap: f32, ribbons: &mut Vec<Ribbon>) {
        let Some((sender, receiver)) = self.ends(fibre) else { return };
        ribbons.push(Ribbon {
            sender: sender.extend(self.theme.view.synapse_width.1),
            receiver: receiver.extend(opacity),
            colour: Vec3::from(colour.to_linear()).extend(cap),
        });
    }

    /// Where its ribbon begins and ends; none if its neurons touch.
    fn ends(&self, fibre: &Fibre) -> Option<(Vec3, Vec3)> {
        let position = |neuron: u32| self.session.info.positions.get(neuron as usize).copied().map(Vec3::from);
        let (sender, receiver) = (position(fibre.presynaptic)?, position(fibre.postsynaptic)?);
        let length = sender.distance(receiver);
        let inset = (receiver - sender) * (self.gap / length);
        (length > 2.0 * self.gap).then_some((sender + inset, receiver - inset))
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
        let painter = Painter { session: &session, theme: &theme, gap: 1.0 };
        let fibre = |presynaptic| Fibre { presynaptic, postsynaptic: 0, weight: 1.0, age_h: None };
        let mut ribbons = Vec::new();
        painter.paint(&[fibre(1), fibre(2)], (0.1, 1.0), 2, &mut ribbons);
        painter.paint(&[fibre(1)], (0.1, 1.0), 0, &mut ribbons);
        let caps: Vec<f32> = ribbons.iter().map(|ribbon| ribbon.colour.w).collect();
        assert_eq!(caps, [1.0, 2.0, 0.0]);
    }
}
