//! How the window's picture is put together: the ground in the colour of the panels, the network in the part that panels leave free,
//! and the panels over both.
//!
//! Two cameras draw into one picture, and a third one between them while a twin is seen beside the run. What the panels hide of the network is not drawn, and panels need no ground of their own: on
//! a software renderer full-screen layers are most of the cost.

use super::camera::{OrbitCamera, TWIN_LAYER, TwinCamera, WindowCamera};
use super::set::ViewSet;
use super::shape::NetworkShape;
use crate::session::Viewport3d;
use crate::theme::Theme;
use bevy::camera::visibility::RenderLayers;
use bevy::camera::{CameraOutputMode, SubCameraView, Viewport};
use bevy::core_pipeline::tonemapping::Tonemapping;
use bevy::core_pipeline::upscaling::upscaling;
use bevy::ecs::schedule::ScheduleLabel;
use bevy::prelude::*;
use bevy::render::RenderApp;
use bevy::render::camera::CameraRenderGraph;
use bevy::render::view::Msaa;
use bevy_egui::PrimaryEguiContext;
use bevy_egui::render::egui_pass;

/// Draws the window.
pub(super) struct CanvasPlugin;

impl Plugin for CanvasPlugin {
    fn build(&self, app: &mut App) {
        app.add_systems(Startup, spawn_cameras)
            .add_systems(Update, clear_in_colour_of_panels)
            .add_systems(Update, fit_network_cameras.after(super::camera::place_window_camera).in_set(ViewSet::Place));
        if let Some(renderer) = app.get_sub_app_mut(RenderApp) {
            renderer.add_systems(PanelPasses, (egui_pass, upscaling).chain());
        }
    }
}

/// What the renderer does for the camera of the panels: draw them, and hand the picture to the window.
#[derive(ScheduleLabel, Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct PanelPasses;

/// Marks the camera that draws the panels.
#[derive(Component)]
pub(super) struct PanelCamera;

fn spawn_cameras(mut commands: Commands, theme: Res<Theme>, orbit: Res<OrbitCamera>, shape: Res<NetworkShape>) {
    let ground = ClearColorConfig::Custom(theme.colours.panel.to_bevy());
    commands.spawn((
        WindowCamera,
        Camera3d::default(),
        // The picture goes to the window when the panels are drawn too.
        Camera { clear_color: ground, output_mode: CameraOutputMode::Skip, ..default() },
        orbit.pose.projection(&shape),
        orbit.pose.transform(),
        Tonemapping::None,
        Msaa::Off,
    ));
    commands.spawn((
        TwinCamera,
        Camera3d::default(),
        Camera {
            order: 1,
            is_active: false,
            clear_color: ClearColorConfig::None,
            output_mode: CameraOutputMode::Skip,
            ..default()
        },
        RenderLayers::layer(TWIN_LAYER),
        orbit.pose.projection(&shape),
        orbit.pose.transform(),
        Tonemapping::None,
        Msaa::Off,
    ));
    commands.spawn((
        PanelCamera,
        Camera { order: 2, clear_color: ClearColorConfig::None, ..default() },
        CameraRenderGraph::new(PanelPasses),
        Projection::Orthographic(OrthographicProjection::default_2d()),
        Msaa::Off,
        PrimaryEguiContext,
    ));
}

/// Where panels are, the window is cleared in their colour.
fn clear_in_colour_of_panels(theme: Res<Theme>, mut cameras: Query<&mut Camera, With<WindowCamera>>) {
    if theme.is_changed() {
        for mut camera in &mut cameras {
            camera.clear_color = ClearColorConfig::Custom(theme.colours.panel.to_bevy());
        }
    }
}

/// Draw the network where panels leave the window free; it is seen as if it filled the window behind them. The twin is seen from the
/// same side beside it.
fn fit_network_cameras(
    viewport: Res<Viewport3d>,
    mut cameras: Query<(&mut Camera, Has<TwinCamera>), Or<(With<WindowCamera>, With<TwinCamera>)>>,
) {
    for (mut camera, of_twin) in &mut cameras {
        let active = !of_twin || viewport.beside.is_some();
        if camera.is_active != active {
            camera.is_active = active;
        }
        let (Some(size), Some(scale)) = (camera.physical_target_size(), camera.target_scaling_factor()) else {
            continue;
        };
        let (own, section) = free_part(viewport.rect, size, scale);
        let shown = match viewport.beside {
            Some(beside) if of_twin => free_part(Some(beside), size, scale).0,
            _ => own,
        };
        let same = |now: &Viewport| {
            (now.physical_position, now.physical_size) == (shown.physical_position, shown.physical_size)
        };
        if !camera.viewport.as_ref().is_some_and(same) || camera.sub_camera_view != Some(section) {
            camera.viewport = Some(shown);
            camera.sub_camera_view = Some(section);
        }
    }
}

/// The pixels of the window in which the network is drawn, and the same as a section of what the camera sees.
fn free_part(rect: Option<Rect>, size: UVec2, scale: f32) -> (Viewport, SubCameraView) {
    let size = size.max(UVec2::ONE);
    let rect = rect.map_or(Rect::from_corners(Vec2::ZERO, size.as_vec2()), |rect| {
        Rect::from_corners(rect.min * scale, rect.max * scale)
    });
    // Never nothing, which no renderer can draw into.
    let first = rect.min.round().clamp(Vec2::ZERO, size.as_vec2() - 1.0).as_uvec2();
    let end = rect.max.round().clamp(first.as_vec2() + 1.0, size.as_vec2()).as_uvec2();
    let shown = Viewport { physical_position: first, physical_size: end - first, ..default() };
    let section = SubCameraView { full_size: size, offset: first.as_vec2(), size: end - first };
    (shown, section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_is_drawn_in_the_free_part_and_always_in_a_pixel_of_the_window() {
        let size = UVec2::new(1600, 900);
        let (shown, section) = free_part(Some(Rect::new(100.0, 20.0, 500.2, 300.0)), size, 2.0);
        assert_eq!((shown.physical_position, shown.physical_size), (UVec2::new(200, 40), UVec2::new(800, 560)));
        assert_eq!(
            (section.full_size, section.offset, section.size),
            (size, Vec2::new(200.0, 40.0), shown.physical_size)
        );
        let (whole, _) = free_part(None, size, 2.0);
        assert_eq!((whole.physical_position, whole.physical_size), (UVec2::ZERO, size));
        for rect in [
            Rect::new(5.0, 5.0, 5.0, 5.0),
            Rect::new(-50.0, 2000.0, 9000.0, 3000.0),
            Rect::new(f32::NAN, 0.0, 1.0, 1.0),
        ] {
            let (shown, _) = free_part(Some(rect), size, 1.0);
            let end = shown.physical_position + shown.physical_size;
            assert!(shown.physical_size.min_element() >= 1 && end.cmple(size).all(), "{rect:?}: {shown:?}");
        }
    }
}
