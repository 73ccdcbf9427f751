//! The window through other eyes: a filter over network and panels, to check that what has to be told apart can be.

use super::canvas::{PanelCamera, PanelPasses};
use super::set::ViewSet;
use crate::session::ViewOptions;
use crate::theme::ColourVision;
use bevy::asset::{load_internal_asset, uuid_handle};
use bevy::core_pipeline::fullscreen_material::{FullscreenMaterial, FullscreenMaterialPlugin};
use bevy::core_pipeline::upscaling::upscaling;
use bevy::ecs::schedule::{ScheduleConfigs, ScheduleLabel};
use bevy::ecs::system::BoxedSystem;
use bevy::prelude::*;
use bevy::render::extract_component::ExtractComponent;
use bevy::render::render_resource::ShaderType;
use bevy::shader::ShaderRef;
use bevy_egui::render::egui_pass;

const SHADER: Handle<Shader> = uuid_handle!("a9c34f10-77be-4d58-8e21-3f0d6b95c1e4");

/// Filters the window.
pub(super) struct VisionPlugin;

impl Plugin for VisionPlugin {
    fn build(&self, app: &mut App) {
        load_internal_asset!(app, SHADER, "../../assets/shaders/vision.wgsl", Shader::from_wgsl);
        app.add_plugins(FullscreenMaterialPlugin::<VisionFilter>::default())
            .add_systems(Update, choose_vision.in_set(ViewSet::Upload));
    }
}

/// The filter on the camera that draws the panels last; none while colours are shown as they are.
#[derive(Component, ExtractComponent, Clone, Copy, Debug, Default, PartialEq, ShaderType)]
struct VisionFilter {
    red: Vec4,
    green: Vec4,
    blue: Vec4,
}

impl From<ColourVision> for VisionFilter {
    fn from(vision: ColourVision) -> Self {
        let [red, green, blue] = vision.matrix().map(|row| Vec3::from(row).extend(0.0));
        Self { red, green, blue }
    }
}

impl FullscreenMaterial for VisionFilter {
    fn fragment_shader() -> ShaderRef {
        SHADER.into()
    }

    fn schedule() -> impl ScheduleLabel + Clone {
        PanelPasses
    }

    fn schedule_configs(system: ScheduleConfigs<BoxedSystem>) -> ScheduleConfigs<BoxedSystem> {
        system.after(egui_pass).before(upscaling)
    }
}

fn choose_vision(
    mut commands: Commands,
    options: Res<ViewOptions>,
    cameras: Query<(Entity, Option<&VisionFilter>), With<PanelCamera>>,
) {
    let wanted = options.vision.map(VisionFilter::from);
    for (camera, now) in &cameras {
        match wanted {
            Some(filter) if now != Some(&filter) => {
                commands.entity(camera).insert(filter);
            }
            None if now.is_some() => {
                commands.entity(camera).remove::<VisionFilter>();
            }
            _ => {}
        }
    }
}
