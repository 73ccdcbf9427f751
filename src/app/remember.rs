//! Keeps the settings while the window is open: as they were at the start, saved when they have changed.

use super::note::Note;
use super::settings::{Settings, WindowSize};
use super::settings_file::SettingsFile;
use crate::panel::PanelState;
use crate::scene::Scene;
use crate::session::{FilmStatus, Session, ViewOptions};
use crate::view::{KeptViews, OrbitCamera};
use crate::words::{speak, words};
use bevy::app::AppExit;
use bevy::ecs::message::MessageReader;
use bevy::ecs::prelude::{Local, Query, Res, ResMut, Resource, With};
use bevy::input::ButtonInput;
use bevy::input::mouse::MouseButton;
use bevy::time::{Real, Time};
use bevy::window::{PrimaryWindow, Window};
use std::path::{Path, PathBuf};

/// Shortest time between two savings (s of watching).
const INTERVAL_S: f64 = 1.0;

/// The settings of this window, and where they are kept.
#[derive(Resource, Clone, Debug)]
pub struct Remembered {
    file: SettingsFile,
    /// As they were read or last saved.
    saved: Settings,
    /// As they are now.
    now: Settings,
    /// Scene that is open, as it was named.
    source: String,
    /// What the user should know about them.
    pub notes: Vec<Note>,
}

impl Remembered {
    /// Read the settings.
    #[must_use]
    pub fn read(mut file: SettingsFile) -> Self {
        let mut notes = Vec::new();
        let settings = file.read(&mut notes);
        Self { file, saved: settings.clone(), now: settings, source: String::new(), notes }
    }

    /// Scene that was open last.
    #[must_use]
    pub fn scene(&self) -> Option<&str> {
        self.now.scene.as_deref()
    }

    /// The folder in which they are kept.
    #[must_use]
    pub fn folder(&self) -> Option<PathBuf> {
        self.file.path().parent().map(Path::to_owned)
    }

    /// Size that the window had.
    #[must_use]
    pub const fn window(&self) -> Option<WindowSize> {
        self.now.window
    }

    /// Take over how the window is now.
    fn follow(
        &mut self,
        panels: &PanelState,
        session: &Session,
        (options, views): (ViewOptions, &KeptViews),
        window: Option<&Window>,
    ) {
        self.now.follow(panels, session, window);
        (self.now.shine, self.now.motion, self.now.wheel) = (options.shine, options.motion, options.wheel);
        if self.now.views != *views {
            self.now.views.clone_from(views);
        }
        let source = session.info.scene.as_ref().map_or("", |scene| scene.source());
        if self.source != source {
            source.clone_into(&mut self.source);
            // One that came as text, or within a session, may be nowhere.
            if Scene::is_somewhere(Path::new(source)) {
                self.now.scene = Some(lasting_name(source));
            }
        }
    }

    /// Whether something is to be saved.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.now != self.saved
    }

    /// Save what has changed. Whatever goes wrong is told once: it would go wrong each time.
    fn save(&mut self, status: &mut FilmStatus) {
        if !self.is_unsaved() {
            return;
        }
        self.saved = self.now.clone();
        if let Err(error) = self.file.write(&self.now) {
            status.report_failure(words!(
                "settings-not-saved",
                "The settings could not be saved in { $file }: { $error }",
                file = self.file.path().display().to_string(),
                error = error.to_string()
            ));
        }
    }
}

/// Make everything as it was, and tell what could not be.
pub fn restore(
    remembered: Res<Remembered>,
    mut panels: ResMut<PanelState>,
    mut session: ResMut<Session>,
    mut options: ResMut<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
    mut status: ResMut<FilmStatus>,
) {
    remembered.now.restore(&mut panels, &mut session);
    let now = &remembered.now;
    (options.shine, options.motion, options.wheel) = (now.shine, now.motion, now.wheel);
    camera.kept.clone_from(&now.views);
    if !remembered.notes.is_empty() {
        // The first thing that the window says.
        speak(panels.look.spoken());
        status.report_failure(remembered.notes.iter().map(Note::to_string).collect::<Vec<_>>().join("\n"));
    }
}

/// Follow what the user sets, and save it when no mouse button is down; at once when the program ends.
pub fn remember(
    time: Res<Time<Real>>,
    panels: Res<PanelState>,
    session: Res<Session>,
    options: Res<ViewOptions>,
    camera: Res<OrbitCamera>,
    buttons: Res<ButtonInput<MouseButton>>,
    windows: Query<&Window, With<PrimaryWindow>>,
    mut exits: MessageReader<AppExit>,
    mut remembered: ResMut<Remembered>,
    mut status: ResMut<FilmStatus>,
    mut saved_at: Local<f64>,
) {
    let remembered = &mut *remembered;
    remembered.follow(&panels, &session, (*options, &camera.kept), windows.single().ok());
    let now = time.elapsed_secs_f64();
    let calm = buttons.get_pressed().next().is_none() && now - *saved_at >= INTERVAL_S;
    if exits.read().next().is_some() || calm {
        if remembered.is_unsaved() {
            *saved_at = now;
        }
        remembered.save(&mut status);
    }
}

/// A scene's name or file such that it is found from any folder.
fn lasting_name(source: &str) -> String {
    match std::fs::canonicalize(source) {
        Ok(path) if path.is_file() => path.to_string_lossy().into_owned(),
        _ => source.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{KeptView, Motion, Shine, Wheel};
    use crate::simulation::{NetworkInfo, ViewSample};
    use bevy::ecs::system::RunSystemOnce;
    use bevy::ecs::world::World;

    #[test]
    fn light_motion_wheel_and_kept_views_are_there_again_at_the_next_start() {
        let file = std::env::temp_dir().join(format!("rheobase-light-{}", std::process::id())).join("settings.ron");
        let session = || Session::detached(NetworkInfo::default(), ViewSample::default());
        let mut remembered = Remembered::read(SettingsFile::at(file.clone()));
        let chosen =
            ViewOptions { shine: Shine::Halos, motion: Motion::Less, wheel: Wheel::Turns, ..ViewOptions::default() };
        let mut camera = OrbitCamera::default();
        camera.keep("a scene", KeptView::Two);
        remembered.follow(&PanelState::default(), &session(), (chosen, &camera.kept), None);
        assert!(remembered.is_unsaved());
        remembered.save(&mut FilmStatus::default());
        let mut world = World::new();
        world.insert_resource(Remembered::read(SettingsFile::at(file.clone())));
        world.insert_resource(session());
        world.init_resource::<PanelState>();
        world.init_resource::<ViewOptions>();
        world.init_resource::<OrbitCamera>();
        world.init_resource::<FilmStatus>();
        world.run_system_once(restore).expect("all that it needs is there");
        assert_eq!(*world.resource::<ViewOptions>(), chosen);
        assert_eq!(world.resource::<OrbitCamera>().kept, camera.kept);
        drop(file.parent().map(std::fs::remove_dir_all));
    }
}
