//! The window: Bevy's app with the session, the 3D view, and what the caller adds.

use super::settings::WindowSize;
use crate::caught::{Caught, catch_silently};
use crate::session::{Session, ViewRequest};
use crate::simulation::{Runner, RunnerRequest};
use crate::theme::Theme;
use crate::view::ViewPlugin;
use crate::words::scene_text;
use bevy::app::{AppExit, PluginGroup};
use bevy::log::LogPlugin;
use bevy::post_process::PostProcessPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::render::renderer::RenderInstance;
use bevy::render::settings::Backends;
use bevy::window::{
    ExitCondition, Monitor, MonitorSelection, PresentMode, PrimaryWindow, WindowMode, WindowPlugin, WindowResolution,
};
use bevy_egui::{EguiGlobalSettings, EguiPlugin};
use std::ops::Deref;

/// Width and height of the window where the screen has room for it (logical pixels).
const SIZE: (u32, u32) = (1600, 900);
/// Smallest width and height (logical pixels).
const SMALLEST: (f32, f32) = (1024.0, 700.0);

/// How the panic of Bevy's window plugin begins when the display cannot be opened.
const REFUSAL: &str = "Failed to build event loop";

/// Why there is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// No screen: over ssh, in a container, on a server.
    #[error("no display was found")]
    NoDisplay,
    /// A screen is announced and does not answer.
    #[error("the display could not be opened: {0}")]
    DisplayRefused(String),
    /// A fault while the window was being made.
    #[error("the window could not be made: {0}\n    This is a fault of Rheobase or of a driver; please report it.")]
    Fault(Caught),
    /// A screen but no usable graphics adapter.
    #[error("no graphics adapter was found; {}", driver_hint())]
    NoAdapter,
    /// The window ended with an error that was logged.
    #[error("the window ended with an error (exit code {0})")]
    Ended(u8),
}

const fn driver_hint() -> &'static str {
    if cfg!(target_os = "windows") {
        "install the newest driver of your graphics card's maker (NVIDIA, AMD or Intel)"
    } else if cfg!(target_os = "macos") {
        "Metal is part of macOS 10.13 and newer: this Mac or virtual machine does not offer it"
    } else {
        "install a Vulkan driver: `sudo apt install mesa-vulkan-drivers` on Debian and Ubuntu, `mesa-vulkan-drivers` on Fedora, \
         or the driver of your graphics card's maker"
    }
}

/// Order of what the window does in a frame.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UpdateSession;

/// Open the window on a running simulation and stay until it is closed. It has the usual size where none is given; `unpaced`, it does
/// not wait for the screen; `extend` adds panels and recorder.
///
/// # Errors
/// Why there is no window; nothing was shown then.
pub fn open(
    runner: Runner,
    size: Option<WindowSize>,
    unpaced: bool,
    extend: impl FnOnce(&mut App),
) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    if !has_adapter() {
        return Err(WindowError::NoAdapter);
    }
    let session = Session::new(runner);
    session.run_ahead();
    session.request(RunnerRequest::Play);
    // Plugins say by a panic that they cannot start.
    let mut app = catch_silently(|| {
        let mut app = App::new();
        app.add_plugins(bevy_plugins(size, unpaced))
            // A texture that is looked up by its number costs a software renderer far more than one that is bound.
            .add_plugins(EguiPlugin { bindless_mode_array_size: None })
            .insert_resource(EguiGlobalSettings { auto_create_primary_context: false, ..default() })
            .insert_resource(session)
            .insert_resource(Theme::built_in())
            .add_plugins(ViewPlugin)
            .add_systems(First, update_session.in_set(UpdateSession))
            .add_systems(Update, (fit_to_screen, fill_screen, name_window));
        extend(&mut app);
        app
    })
    .map_err(why_no_window)?;
    match app.run() {
        AppExit::Success => Ok(()),
        AppExit::Error(code) => Err(WindowError::Ended(code.get())),
    }
}

/// What a panic of the plugins means: the display refused, or a fault.
fn why_no_window(caught: Caught) -> WindowError {
    match caught.message.strip_prefix(REFUSAL) {
        Some(cause) => WindowError::DisplayRefused(cause.trim_start_matches([':', ' ']).to_owned()),
        None => WindowError::Fault(caught),
    }
}

fn bevy_plugins(size: Option<WindowSize>, unpaced: bool) -> impl PluginGroup {
    let (width, height) = size
        .map_or(SIZE, |size| (size.width.max(SMALLEST.0).round() as u32, size.height.max(SMALLEST.1).round() as u32));
    DefaultPlugins
        .build()
        // Of its effects only bloom is used; the view adds that.
        .disable::<PostProcessPlugin>()
        .set(WindowPlugin {
            primary_window: Some(Window {
                title: "Rheobase".to_owned(),
                name: Some("rheobase".to_owned()),
                present_mode: if unpaced { PresentMode::AutoNoVsync } else { PresentMode::default() },
                resolution: WindowResolution::new(width, height),
                resize_constraints: bevy::window::WindowResizeConstraints {
                    min_width: SMALLEST.0,
                    min_height: SMALLEST.1,
                    ..default()
                },
                ..default()
            }),
            exit_condition: ExitCondition::OnPrimaryClosed,
            ..default()
        })
        // Nothing is drawn incompletely while shaders compile.
        .set(RenderPlugin { synchronous_pipeline_compilation: true, ..default() })
        .set(LogPlugin {
            level: bevy::log::Level::WARN,
            filter: "wgpu=error,naga=error,calloop=error".to_owned(),
            ..default()
        })
}

/// Whether there is a screen to open a window on. Windows and macOS always have one.
#[must_use]
pub fn has_display() -> bool {
    if !cfg!(all(unix, not(target_os = "macos"))) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The graphics instance of the renderer; Bevy does not name the type.
type Instance = <<<RenderInstance as Deref>::Target as Deref>::Target as Deref>::Target;

/// Whether there is a graphics adapter that can draw the network: storage buffers in all shader stages.
fn has_adapter() -> bool {
    let backends = Backends::from_env().unwrap_or(Backends::all());
    let adapters = bevy::tasks::block_on(Instance::default().enumerate_adapters(backends));
    adapters.iter().any(|adapter| adapter.limits().max_storage_buffers_per_shader_stage >= 4)
}

fn update_session(mut session: ResMut<Session>) {
    session.update();
}

/// Make the window smaller once, if the screen is smaller than the window wants to be.
fn fit_to_screen(
    monitors: Query<&Monitor>,
    mut windows: Query<&mut Window, With<PrimaryWindow>>,
    mut done: Local<bool>,
) {
    if *done {
        return;
    }
    let Some(monitor) = monitors.iter().max_by_key(|monitor| monitor.physical_width) else { return };
    let Ok(mut window) = windows.single_mut() else { return };
    *done = true;
    let scale = window.resolution.scale_factor().max(0.1);
    let screen = Vec2::new(monitor.physical_width as f32, monitor.physical_height as f32) / scale;
    let wanted = Vec2::new(window.width(), window.height());
    if wanted.x > screen.x || wanted.y > screen.y {
        // A desktop maximizes the window to what its bars leave free; without one, it takes the whole screen.
        let size = wanted.min(screen).max(SMALLEST.into());
        window.resolution.set(size.x, size.y);
        window.set_maximized(true);
    }
}

/// Let the window fill its screen when that is asked for, and give it its size back.
fn fill_screen(mut requests: MessageReader<ViewRequest>, mut windows: Query<&mut Window, With<PrimaryWindow>>) {
    for _ in requests.read().filter(|request| **request == ViewRequest::FullScreen) {
        for mut window in &mut windows {
            window.mode = match window.mode {
                WindowMode::Windowed => WindowMode::BorderlessFullscreen(MonitorSelection::Current),
                _ => WindowMode::Windowed,
            };
        }
    }
}

/// The window's title names the scene.
fn name_window(session: Res<Session>, mut windows: Query<&mut Window, With<PrimaryWindow>>) {
    let title = match scene_text(&session.info.title) {
        "" => "Rheobase".to_owned(),
        scene => format!("{scene} – Rheobase"),
    };
    for mut window in &mut windows {
        if window.title != title {
            window.title.clone_from(&title);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_display_that_refuses_counts_as_one_and_a_fault_keeps_its_words_and_place() {
        let panic =
            |message: &str| Caught { message: message.to_owned(), place: Some("src/view/mod.rs:7:1".to_owned()) };
        let refused = why_no_window(panic("Failed to build event loop: Os(OsError { error: XOpenDisplayFailed })"));
        assert_eq!(refused, WindowError::DisplayRefused("Os(OsError { error: XOpenDisplayFailed })".to_owned()));
        let fault = why_no_window(panic("Requested resource Theme does not exist")).to_string();
        for part in ["Requested resource Theme does not exist", "src/view/mod.rs:7:1", "please report"] {
            assert!(fault.contains(part), "{part} in {fault}");
        }
        assert!(!fault.contains("display"), "{fault}");
    }
}
