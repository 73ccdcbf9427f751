//! Day and night: what is round the network and the light that falls on it, by brain state, modulators and what the network does.
//!
//! All of it changes slowly, so that nothing flashes: a new state dawns, and the floor follows the light of the whole network.

use super::camera::TWIN_LAYER;
use super::glow::Glows;
use super::set::ViewSet;
use super::shape::NetworkShape;
use crate::modulation::BrainState;
use crate::session::{Session, ViewClock, ViewOptions};
use crate::theme::{Colour, Theme};
use bevy::asset::{RenderAssetUsages, load_internal_asset, uuid_handle};
use bevy::camera::visibility::{NoFrustumCulling, RenderLayers};
use bevy::math::ops;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::render::render_resource::{AsBindGroup, ShaderType};
use bevy::shader::ShaderRef;
use std::f32::consts::TAU;

const SHADER: Handle<Shader> = uuid_handle!("4d6e0b97-91f2-4c38-b5a1-e07c62d3f894");

/// Time in which a new brain state dawns (to 1/e, s of watching).
const DAWN_S: f32 = 0.6;
/// What is left of a change that cannot be seen any more.
const SETTLED: f32 = 0.001;
/// Speed at which an Up state spreads over the floor (radii/s of watching), and how long it can be seen (s of watching).
const FRONT_SPEED: f32 = 2.2;
const FRONT_S: f32 = 2.0;
/// An Up state begins when the light of the network rises above one of these, and is over when it falls below the other.
const UP: (f32, f32) = (0.10, 0.04);
/// Share of the light from behind that a modulator at level 1 adds.
const TINT: f32 = 0.55;
/// Cells of the net of colours, across and down.
const NET: (u32, u32) = (48, 32);
/// Rings on the floor, one a radius of the network, and the pieces of each.
const RINGS: u32 = 5;
const RING_PIECES: u32 = 128;

/// Draws what is round the network.
pub(super) struct SkyPlugin;

impl Plugin for SkyPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SHADER, "../../assets/shaders/stage.wgsl", Shader::from_wgsl);
        app.add_plugins(MaterialPlugin::<StageMaterial>::default())
            .init_resource::<Sky>()
            .add_systems(Startup, build_stage)
            .add_systems(Update, show_stage.in_set(ViewSet::Upload));
    }
}

/// Colours of the surroundings and of the light (linear).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Air {
    zenith: Vec3,
    horizon: Vec3,
    ground: Vec3,
    key: Vec3,
    ambient: f32,
    /// What the modulators add to the light from behind.
    tint: Vec3,
}

impl Air {
    fn of(session: &Session, theme: &Theme) -> Self {
        let linear = |colour: Colour| Vec3::from(colour.to_linear());
        let stage = theme.colours.stage.of(session.sample.state);
        let modulators = session.sample.modulators.iter().zip(theme.colours.modulators);
        let tint = modulators.map(|(reading, colour)| linear(colour) * reading.level.clamp(0.0, 1.0)).sum::<Vec3>();
        Self {
            zenith: linear(stage.zenith),
            horizon: linear(stage.horizon),
            ground: linear(stage.ground),
            key: linear(stage.key),
            ambient: stage.ambient,
            tint: TINT * tint,
        }
    }

    fn towards(&self, goal: &Self, share: f32) -> Self {
        Self {
            zenith: self.zenith.lerp(goal.zenith, share),
            horizon: self.horizon.lerp(goal.horizon, share),
            ground: self.ground.lerp(goal.ground, share),
            key: self.key.lerp(goal.key, share),
            ambient: self.ambient + (goal.ambient - self.ambient) * share,
            tint: self.tint.lerp(goal.tint, share),
        }
    }

    fn apart(&self, other: &Self) -> f32 {
        let pairs = [
            (self.zenith, other.zenith),
            (self.horizon, other.horizon),
            (self.ground, other.ground),
            (self.key, other.key),
            (self.tint, other.tint),
        ];
        pairs.iter().map(|(a, b)| (*a - *b).abs().max_element()).fold((self.ambient - other.ambient).abs(), f32::max)
    }
}

/// What is round the network now.
#[derive(Resource, Debug, Default)]
pub struct Sky {
    air: Air,
    goal: Air,
    /// Version of the network that was last seen: another one begins in its own light.
    version: u64,
    /// The film for which it began anew.
    take: u32,
    /// Light of the whole network, 0 to 1.
    wave: f32,
    /// Since when the present Up state spreads over the floor (s of watching), while it does.
    front_s: Option<f32>,
    /// Whether the network is in an Up state.
    up: bool,
    /// Whether something changed since the last frame.
    pub(super) changed: bool,
}

impl Sky {
    /// Whether it is not yet what it is going to be.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.changed
    }

    /// Colour into which distance fades (linear).
    pub(super) fn horizon(&self) -> Vec3 {
        0.5 * (self.air.horizon + self.air.ground)
    }

    /// Light from the left above, and from all sides.
    pub(super) fn key(&self) -> Vec4 {
        self.air.key.extend(self.air.ambient)
    }

    /// Light from behind.
    pub(super) fn rim(&self) -> Vec3 {
        0.25 * self.air.key + self.air.tint
    }

    /// Let time pass (s of watching) with this light of the whole network.
    fn advance(&mut self, seconds: f32, whole: f32, state: BrainState) {
        let before = (self.wave, self.front_s);
        self.air = self.air.towards(&self.goal, 1.0 - ops::exp(-seconds / DAWN_S));
        if self.air.apart(&self.goal) < SETTLED {
            self.air = self.goal;
        }
        self.wave = whole;
        self.front_s = self.front_s.map(|age| age + seconds).filter(|&age| age < FRONT_S);
        let rises = !self.up && whole > UP.0;
        self.up = whole > if self.up { UP.1 } else { UP.0 };
        if rises && state == BrainState::Nrem {
            self.front_s = Some(0.0);
        }
        self.changed = self.air != self.goal || (self.wave, self.front_s) != before;
    }
}

/// Follow brain state, modulators and the light of the network.
pub(super) fn follow_sky(
    time: Res<Time>,
    clock: Res<ViewClock>,
    session: Res<Session>,
    theme: Res<Theme>,
    shape: Res<NetworkShape>,
    glows: Res<Glows>,
    options: Res<ViewOptions>,
    mut sky: ResMut<Sky>,
) {
    let Some(seconds) = clock.watched_s(session.fresh, time.delta_secs()) else {
        sky.changed = false;
        return;
    };
    sky.goal = Air::of(&session, &theme);
    if (sky.version, sky.take) == (shape.version, clock.take) {
        sky.advance(seconds, glows.front.whole, session.sample.state);
        if options.less_motion() {
            sky.front_s = None;
        }
    } else {
        let (version, take, goal) = (shape.version, clock.take, sky.goal);
        *sky = Sky { air: goal, goal, version, take, changed: true, ..Sky::default() };
    }
}

/// The shader's `Style`.
#[derive(Clone, Copy, Debug, Default, PartialEq, ShaderType)]
struct StageStyle {
    zenith: Vec4,
    horizon: Vec4,
    ground: Vec4,
    wave: Vec4,
    tint: Vec4,
    network: Vec4,
}

#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
struct StageMaterial {
    #[uniform(0)]
    style: StageStyle,
}

impl Material for StageMaterial {
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

/// The one entity that draws the surroundings.
#[derive(Resource)]
struct Stage(Handle<StageMaterial>);

fn build_stage(mut commands: Commands, mut meshes: ResMut<Assets<Mesh>>, mut materials: ResMut<Assets<StageMaterial>>) {
    let material = materials.add(StageMaterial { style: StageStyle::default() });
    commands.spawn((
        Name::new("stage"),
        RenderLayers::from_layers(&[0, TWIN_LAYER]),
        Mesh3d(meshes.add(stage_mesh())),
        MeshMaterial3d(material.clone()),
        NoFrustumCulling,
    ));
    commands.insert_resource(Stage(material));
}

/// The net that fills the picture, and the rings on the floor, each a soft line of two halves.
fn stage_mesh() -> Mesh {
    let (across, down) = NET;
    let mut corners: Vec<[f32; 2]> = Vec::new();
    let mut rings: Vec<[f32; 2]> = Vec::new();
    let mut indices: Vec<u32> = Vec::new();
    // Two triangles between four corners: this one, the next, and those of the row after.
    let mut cell = |first: u32, row: u32| indices.extend([0, 1, row + 1, 0, row + 1, row].map(|corner| first + corner));
    for y in 0..=down {
        for x in 0..=across {
            corners.push([2.0 * x as f32 / across as f32 - 1.0, 2.0 * y as f32 / down as f32 - 1.0]);
            rings.push([0.0, 0.0]);
            if x < across && y < down {
                cell(y * (across + 1) + x, across + 1);
            }
        }
    }
    for ring in 1..=RINGS {
        for piece in 0..=RING_PIECES {
            let (sin, cos) = ops::sin_cos(TAU * piece as f32 / RING_PIECES as f32);
            let first = corners.len() as u32;
            for side in [-1.0, 0.0, 1.0] {
                corners.push([cos, sin]);
                rings.push([ring as f32, side]);
            }
            if piece < RING_PIECES {
                cell(first, 3);
                cell(first + 1, 3);
            }
        }
    }
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, vec![[0.0_f32; 3]; corners.len()])
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, corners)
        .with_inserted_attribute(Mesh::ATTRIBUTE_UV_1, rings)
        .with_inserted_indices(Indices::U32(indices))
}

fn show_stage(
    sky: Res<Sky>,
    shape: Res<NetworkShape>,
    session: Res<Session>,
    theme: Res<Theme>,
    stage: Res<Stage>,
    mut materials: ResMut<Assets<StageMaterial>>,
) {
    if !sky.changed && !theme.is_changed() {
        return;
    }
    let light = Vec3::from(theme.colours.phases.of(session.sample.state).to_linear());
    let front = sky.front_s.map_or(Vec4::ZERO, |age| Vec4::new(age * FRONT_SPEED, 1.0 - age / FRONT_S, 0.0, 0.0));
    let air = sky.air;
    let style = StageStyle {
        zenith: air.zenith.extend(front.x),
        horizon: air.horizon.extend(front.y),
        ground: air.ground.extend(shape.floor),
        wave: light.extend(sky.wave),
        tint: air.tint.extend(if theme.is_light() { 1.0 } else { 0.0 }),
        network: shape.centre.extend(shape.radius),
    };
    if let Some(mut material) = materials.get_mut(&stage.0) {
        material.style = style;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    fn air(state: BrainState) -> Air {
        let sample = ViewSample { state, ..ViewSample::default() };
        Air::of(&Session::detached(NetworkInfo::default(), sample), &Theme::built_in())
    }

    #[test]
    fn night_falls_within_seconds_but_not_at_once() {
        let mut sky = Sky { air: air(BrainState::Awake), goal: air(BrainState::Nrem), ..Sky::default() };
        sky.advance(0.1, 0.0, BrainState::Nrem);
        assert!(sky.is_moving() && sky.air.apart(&sky.goal) > 0.5 * air(BrainState::Awake).apart(&sky.goal));
        for _ in 0..100 {
            sky.advance(0.1, 0.0, BrainState::Nrem);
        }
        assert!(!sky.is_moving() && sky.air == sky.goal);
    }

    #[test]
    fn an_up_state_in_sleep_spreads_over_the_floor_once() {
        let mut sky = Sky::default();
        sky.advance(0.1, 0.5, BrainState::Awake);
        assert_eq!(sky.front_s, None, "awake the network is always active");
        sky.advance(0.1, 0.0, BrainState::Nrem);
        sky.advance(0.1, 0.2, BrainState::Nrem);
        assert_eq!(sky.front_s, Some(0.0));
        sky.advance(0.1, 0.06, BrainState::Nrem);
        sky.advance(0.1, 0.2, BrainState::Nrem);
        assert!(sky.front_s > Some(0.1), "it went on");
        sky.advance(FRONT_S, 0.2, BrainState::Nrem);
        assert_eq!(sky.front_s, None);
    }

    #[test]
    fn modulators_tint_the_light() {
        let mut sample = ViewSample::default();
        let none = Air::of(&Session::detached(NetworkInfo::default(), sample.clone()), &Theme::built_in());
        sample.modulators[0].level = 1.0;
        let dopamine = Air::of(&Session::detached(NetworkInfo::default(), sample), &Theme::built_in());
        assert!(dopamine.tint.x > none.tint.x + 0.2 && dopamine.tint.x > dopamine.tint.z);
    }
}
