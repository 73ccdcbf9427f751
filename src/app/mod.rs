//! The window put together: Bevy's app with the session, the 3D view, the panels and the recorder, and what it remembers.

mod frame_cost;
mod in_turn;
mod note;
mod remember;
mod rest;
mod session_window;
mod sessions;
mod settings;
mod settings_file;
mod system_motion;
pub mod window;

pub use frame_cost::FrameBench;
pub use note::Note;
pub use remember::Remembered;
pub use settings_file::SettingsFile;
pub use window::{WindowError, has_display};

use settings::WindowSize;

use crate::panel::{PanelPlugin, PanelState};
use crate::record::RecordPlugin;
use crate::scene::file::ViewLayout;
use crate::session::{Shine, ViewOptions};
use crate::simulation::Runner;
use crate::sound::SoundPlugin;
use crate::view::OrbitCamera;
use bevy::app::{Last, PreUpdate, Startup, Update};
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy_egui::EguiPrimaryContextPass;
use frame_cost::FrameCostPlugin;
use in_turn::InTurnPlugin;
use sessions::Sessions;
use std::path::PathBuf;
use system_motion::{SystemMotion, follow_system};

/// Open the window on a running simulation and stay until it is closed. With `remembered` it is as it was left, and remembers how it
/// is left, and its session is kept for the case that the program ends by itself. A `file` of a session is opened. A `size` that is asked for comes first. With `bench` it says what frames cost and closes.
///
/// # Errors
/// There is no window: see [`WindowError`].
pub fn show(
    runner: Runner,
    (remembered, file): (Option<Remembered>, Option<PathBuf>),
    size: Option<(u32, u32)>,
    bench: Option<FrameBench>,
) -> Result<(), WindowError> {
    let asked = size.map(|(width, height)| WindowSize { width: width as f32, height: height as f32 });
    let size = asked.or(remembered.as_ref().and_then(Remembered::window));
    window::open(runner, size, bench.is_some(), |app| {
        app.add_plugins((PanelPlugin, RecordPlugin, SoundPlugin, FrameCostPlugin, InTurnPlugin))
            .add_systems(Startup, rest::wake_with_samples)
            .insert_resource(SystemMotion::listen())
            .add_systems(PreUpdate, follow_system)
            .add_systems(Update, (rest::forget_unchanged_modifiers, rest::tell_egui_the_time).chain())
            .add_systems(Last, (sessions::keep_session, rest::rest).chain());
        let world = app.world_mut();
        let folder = remembered.as_ref().and_then(Remembered::folder);
        let mut panels = world.get_resource_or_init::<PanelState>();
        panels.files.sessions.open = file;
        let sessions = Sessions::autosaving(folder.as_deref(), &mut panels);
        world.insert_resource(sessions);
        if let Some(bench) = bench {
            app.insert_resource(bench);
        }
        if let Some(remembered) = remembered {
            app.insert_resource(remembered)
                .add_systems(Startup, remember::restore)
                .add_systems(Last, remember::remember.before(rest::rest));
        }
    })
}

/// How the 3D view looks in a picture or film that nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched {
    /// Where neurons are put; none: as the scene says.
    pub layout: Option<ViewLayout>,
    /// How the light of spikes is spread.
    pub shine: Shine,
}

/// Take one picture of the 3D view, or a film; no panels, no settings.
///
/// # Errors
/// There is no window, or the picture could not be taken.
pub fn record(runner: Runner, look: Unwatched, wanted: impl Resource) -> Result<(), WindowError> {
    window::open(runner, None, false, |app| {
        let mut options = app.world_mut().get_resource_or_init::<ViewOptions>();
        (options.layout, options.shine) = (look.layout, look.shine);
        app.add_plugins(RecordPlugin).insert_resource(wanted);
        // There are no panels to draw.
        app.init_schedule(EguiPrimaryContextPass);
        // The same moment is always seen from the same side.
        app.world_mut().get_resource_or_init::<OrbitCamera>().drifting = false;
    })
}
