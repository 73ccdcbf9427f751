//! Keeps the session: in its file when the user asks for it, and all the time for the case that the program ends by itself.

use super::session_window::SessionWindow;
use crate::panel::PanelState;
use crate::session::{KeptAs, Session, ViewOptions};
use crate::session_file::{self, Autosave, Slot, Unfinished};
use crate::simulation::WholeRun;
use crate::view::OrbitCamera;
use crate::words::{in_force, number, speak, words};
use bevy::app::AppExit;
use bevy::ecs::message::MessageReader;
use bevy::ecs::prelude::{ResMut, Resource};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Frames after which a scene that opens has put its camera where it wants it.
const SETTLED: u8 = 3;
/// Longest that the end of the program waits for a session that is being saved (s).
const FAREWELL: Duration = Duration::from_secs(5);

/// What came of saving, for the user.
type Said = Result<String, String>;

/// What keeps the session.
#[derive(Resource, Default)]
pub struct Sessions {
    autosave: Option<Autosave<SessionWindow>>,
    unfinished: Option<Unfinished>,
    opening: Option<Opening>,
    /// A camera that waits until its scene is there, and for how many frames it did.
    camera: Option<(SessionWindow, u8)>,
    saving: Option<Saving>,
    /// What was autosaved last.
    seen: Option<Seen>,
    /// A file that is not needed any more once the session that came from it is autosaved.
    replaces: Option<PathBuf>,
    /// The run that belongs to the file, by its number.
    of_file: Option<u64>,
}

/// A session that was read and is being done again.
struct Opening {
    window: SessionWindow,
    path: PathBuf,
    /// Whether it is the one that nobody ended.
    unfinished: bool,
}

/// A session that is being saved in a file.
enum Saving {
    /// The run was asked for.
    Asked(PathBuf),
    /// It is being written.
    Writing(PathBuf, Mutex<Receiver<Said>>),
}

/// By what a session is known to be the same as before, without asking for all of it.
#[derive(PartialEq)]
struct Seen {
    run: (u64, u64, u32),
    step: u64,
    commands: usize,
    marker_s: Option<f64>,
    window: SessionWindow,
}

impl Sessions {
    /// Autosave in this folder; what a program left there is offered in the window. What goes wrong is told in it.
    pub fn autosaving(folder: Option<&Path>, panels: &mut PanelState) -> Self {
        let mut sessions = Self::default();
        let Some(folder) = folder else { return sessions };
        let begun = Slot::take(folder).and_then(|slot| {
            let left = slot.put_aside();
            Ok((Autosave::begin(slot)?, left))
        });
        let failure = match begun {
            Err(failure) => Some(failure),
            Ok((autosave, left)) => {
                sessions.autosave = Some(autosave);
                match left {
                    Ok(left) => {
                        panels.files.sessions.unfinished.clone_from(&left);
                        sessions.unfinished = left;
                        None
                    }
                    Err(failure) => Some(failure),
                }
            }
        };
        if let Some(failure) = failure {
            panels.files.message.tell(Err(words!(
                "autosave-not-begun",
                "The session that was kept last cannot be used, or this one cannot be kept: { $why }",
                why = failure.0
            )));
        }
        sessions
    }

    /// Do what the panels asked for.
    fn answer(&mut self, session: &mut Session, panels: &mut PanelState) {
        let files = &mut panels.files;
        if let Some(path) = files.sessions.open.take() {
            self.open(&path, false, session, panels);
        }
        match panels.files.sessions.decided.take().zip(self.unfinished.clone()) {
            Some((true, left)) => self.open(&left.path, true, session, panels),
            Some((false, _)) => {
                self.unfinished = None;
                let discarded = self.autosave.as_ref().map_or(Ok(()), |autosave| autosave.slot().discard());
                if let Err(failure) = discarded {
                    panels.files.message.tell(Err(failure.0));
                }
            }
            None => {}
        }
        if let Some(path) = panels.files.sessions.save.take() {
            if session.breakdown.is_some() {
                panels.files.message.tell(Err(words!(
                    "session-broke-down",
                    "The run broke down: start it again, or go back in it, before you save it."
                )
                .to_owned()));
            } else if self.saving.is_none() && !session.is_returning() {
                session.ask_whole(true);
                self.saving = Some(Saving::Asked(path));
            }
        }
    }

    fn open(&mut self, path: &Path, unfinished: bool, session: &mut Session, panels: &mut PanelState) {
        match session_file::read::<SessionWindow>(path) {
            Ok(read) => {
                if let Err(why) = &read.window {
                    panels.files.message.tell(Err(words!(
                        "session-no-window",
                        "The run of { $file } opens, but not how it was shown: { $why }",
                        file = path.display().to_string(),
                        why = why
                    )));
                }
                let window = read.window.unwrap_or_default();
                session.do_again(read.run, KeptAs::Session, window.undo.clone());
                self.opening = Some(Opening { window, path: path.to_owned(), unfinished });
            }
            Err(failure) => panels.files.message.tell(Err(failure.0)),
        }
    }

    /// Once the run of a session is there, show it as it was shown.
    fn follow_opening(
        &mut self,
        session: &mut Session,
        panels: &mut PanelState,
        options: &mut ViewOptions,
        camera: &mut OrbitCamera,
    ) {
        if let Some(there) = session.take_returned()
            && let Some(Opening { window, path, unfinished }) = self.opening.take()
            && there
        {
            window.restore(session, panels, options);
            self.camera = Some((window, 0));
            if unfinished {
                (self.unfinished, panels.files.sessions.unfinished) = (None, None);
                (self.replaces, self.seen) = (Some(path), None);
            } else {
                self.of_file = Some(session.status.generation);
                panels.files.sessions.file = Some(path);
            }
        }
        if let Some((window, frames)) = &mut self.camera {
            *frames += 1;
            if *frames > SETTLED {
                window.restore_camera(camera);
                self.camera = None;
            }
        }
        // Another run is not put into the file of this one without a question.
        if self.of_file.is_some_and(|run| run != session.status.generation) {
            self.of_file = None;
            panels.files.sessions.file = None;
        }
    }

    /// Autosave what has changed. Nobody waits for it.
    fn follow_change(&mut self, session: &Session, window: impl FnOnce() -> SessionWindow) {
        let Some(autosave) = self.autosave.as_mut() else { return };
        if session.is_returning() || session.breakdown.is_some() || !autosave.is_due() {
            return;
        }
        let status = &session.status;
        let now = Seen {
            run: (status.generation, status.known.jumps, status.known.run),
            step: session.sample.step,
            commands: status.known.commands,
            marker_s: session.sample.marker_s,
            window: window(),
        };
        if self.seen.as_ref() != Some(&now) {
            session.ask_whole(false);
            self.seen = Some(now);
        }
    }

    /// Write what was told of the run.
    fn write(&mut self, session: &Session, panels: &mut PanelState, window: impl Fn() -> SessionWindow) {
        for run in session.take_wholes() {
            if run.hash.is_some() {
                if let Some(Saving::Asked(path)) = self.saving.take() {
                    match begin_to_write(path, run, window(), left_out(session)) {
                        Ok(writing) => self.saving = Some(writing),
                        Err(why) => panels.files.message.tell(Err(why)),
                    }
                }
            } else if let Some(autosave) = &self.autosave {
                autosave.save(run, window());
                if let Some(path) = self.replaces.take() {
                    autosave.remove(path);
                }
            }
        }
        if let Some(failure) = self.autosave.as_ref().and_then(Autosave::failure) {
            panels.files.message.tell(Err(failure.0));
        }
        if let Some(Saving::Writing(path, news)) = &self.saving {
            let news = news.lock().unwrap_or_else(PoisonError::into_inner).try_recv();
            if matches!(news, Err(TryRecvError::Empty)) {
                return;
            }
            if matches!(news, Ok(Ok(_))) {
                self.of_file = Some(session.status.generation);
                panels.files.sessions.file = Some(path.clone());
            }
            if let Ok(said) = news {
                panels.files.message.tell(said);
            }
            self.saving = None;
        }
    }

    /// The program ends: what was asked for is saved, and nothing is left to go on with, unless the run broke down.
    fn end(&mut self, session: &Session, panels: &mut PanelState, window: impl Fn() -> SessionWindow) {
        let begin = Instant::now();
        while self.saving.is_some() && begin.elapsed() < FAREWELL {
            self.write(session, panels, &window);
            std::thread::sleep(Duration::from_millis(2));
        }
        if let Some(autosave) = self.autosave.take().filter(|_| session.breakdown.is_none()) {
            autosave.end();
        }
    }
}

/// What of a session its file does not have.
fn left_out(session: &Session) -> Vec<&'static str> {
    let twin = session.twin.is_some().then(|| words!("session-twin", "the twin"));
    let branches = (!session.branches().is_empty()).then(|| words!("session-branches", "other branches of the run"));
    twin.into_iter().chain(branches).collect()
}

/// Write a session on a thread of its own.
fn begin_to_write(
    path: PathBuf,
    run: WholeRun,
    window: SessionWindow,
    left_out: Vec<&'static str>,
) -> Result<Saving, String> {
    let (sender, news) = channel();
    let (file, language) = (path.clone(), in_force());
    let thread = std::thread::Builder::new().name("save".to_owned()).spawn(move || {
        speak(language);
        // Nobody listens once the window is closed.
        drop(sender.send(write_said(&file, &run, &window, &left_out)));
    });
    thread
        .map_err(|error| words!("session-not-saved", "The session was not saved: { $why }", why = error.to_string()))?;
    Ok(Saving::Writing(path, Mutex::new(news)))
}

fn write_said(path: &Path, run: &WholeRun, window: &SessionWindow, left_out: &[&str]) -> Said {
    session_file::write(path, run, window)
        .map_err(|failure| words!("session-not-saved", "The session was not saved: { $why }", why = failure.0))?;
    let account = &run.account;
    let said = words!(
        "session-saved",
        "Saved in { $file }: the run up to { $time } s with { $changes -> [one] 1 change *[other] { $changes } changes }.",
        file = path.display().to_string(),
        time = number(&format!("{:.3}", account.scene.time_s(account.steps))),
        changes = account.log.len()
    );
    let without = (!left_out.is_empty())
        .then(|| words!("files-without", "Not in it: { $left_out }.", left_out = left_out.join(", ")));
    Ok(std::iter::once(said).chain(without).collect::<Vec<_>>().join(" "))
}

/// Open, save and autosave, as the panels asked and as time passes.
pub fn keep_session(
    mut sessions: ResMut<Sessions>,
    mut session: ResMut<Session>,
    mut panels: ResMut<PanelState>,
    mut options: ResMut<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
    mut exits: MessageReader<AppExit>,
) {
    sessions.answer(&mut session, &mut panels);
    sessions.follow_opening(&mut session, &mut panels, &mut options, &mut camera);
    let docked = panels.dock.arrangement();
    let window = || SessionWindow::of(&session, docked.clone(), &options, &camera);
    sessions.follow_change(&session, window);
    sessions.write(&session, &mut panels, window);
    if exits.read().next().is_some() {
        sessions.end(&session, &mut panels, window);
    }
}

#[cfg(test)]
#[path = "sessions_tests.rs"]
mod tests;
