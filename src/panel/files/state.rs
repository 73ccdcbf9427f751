//! Scene files of the user's own: which was opened, which is asked for, what is wrong with one.

use super::desk::SessionDesk;
use super::labels::labels;
use crate::export;
use crate::panel::notice::Notice;
use crate::panel::plots::saved::Format;
use crate::scene::file::PlotTab;
use crate::scene::{Fault, Scene};
use crate::session::{Evidence, KeptAs, SceneFile, Session, Told, UndoList};
use crate::session_file::{self, ENDING};
use crate::words::words;
use bevy_egui::egui::Align2;
use egui_file_dialog::FileDialog;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most files that are kept in mind.
const MOST_RECENT: usize = 8;

/// What is done with the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardUse {
    /// The scene is copied.
    Copy,
    /// A scene that was copied is opened.
    Paste,
}

/// What the window knows about scene files.
#[derive(Default)]
pub struct Files {
    /// Files that were opened, the newest first.
    pub recent: Vec<PathBuf>,
    /// A file that is held over the window.
    pub held: Option<PathBuf>,
    /// Files that were dropped on the window and not opened yet.
    pub dropped: Vec<PathBuf>,
    /// What was done last, to be told.
    pub message: Told,
    /// Whether that is being told.
    pub notice: Notice,
    /// What is to be done with the clipboard.
    pub clipboard: Option<ClipboardUse>,
    /// What is asked of who keeps the session.
    pub sessions: SessionDesk,
    pub(super) dialog: Option<Dialog>,
    /// Where the last file of each kind was opened or saved in this session.
    folders: BTreeMap<Kind, PathBuf>,
    /// What is wrong with a file that was to be opened.
    pub(super) faulty: Option<Faulty>,
    file: Option<SceneFile>,
    /// Whether the file was asked for and not read yet.
    asked: bool,
    /// Whether it is the open scene's, which is to be opened anew.
    anew: bool,
    /// The scene for which the file was looked at.
    seen: Option<Arc<Scene>>,
}

/// A dialog for a file, and what for.
pub(super) struct Dialog {
    pub purpose: Purpose,
    pub dialog: FileDialog,
}

/// What a chosen file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To open it.
    Open,
    /// To save the scene in it.
    Save,
    /// To save the session in it.
    Session,
    /// To save a plot in it, which has this form.
    Plot(Format, Vec<u8>),
    /// To save the results of the run in a folder of that name.
    Export,
    /// To save the lab sheet in a folder of that name.
    LabSheet,
    /// To save films in this folder.
    Films,
}

impl Purpose {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Open | Self::Save | Self::Session => Kind::Scene,
            Self::Plot(..) => Kind::Plot,
            Self::Export | Self::LabSheet => Kind::Run,
            Self::Films => Kind::Film,
        }
    }
}

/// What a dialog is about: files of one kind often lie together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Scenes, and runs that are opened like scenes.
    Scene,
    /// Plots.
    Plot,
    /// Folders with the results of a run.
    Run,
    /// Folders with films.
    Film,
}

/// A file that cannot be opened.
pub(super) struct Faulty {
    pub path: PathBuf,
    pub faults: Vec<Fault>,
}

impl Files {
    /// Open a scene file, and read it again whenever it is saved; or do a run again that was exported or saved as a session.
    pub fn open(&mut self, path: &Path, session: &mut Session) {
        self.open_changed(path, &[], session);
    }

    /// Open the scene anew that is open, from its file if it has one; it goes on as it was, running or not. Whether it is opened now.
    pub fn reload(&mut self, session: &mut Session) -> bool {
        let Some(scene) = session.info.scene.clone() else {
            session.restart(None);
            return false;
        };
        let path = Path::new(scene.source());
        if path.is_file() {
            self.open_changed(path, scene.changes(), session);
            self.anew = self.asked;
            return false;
        }
        let (playing, evidence) = (session.status.playing, session.evidence.as_ref().map(Evidence::copy));
        session.leave();
        session.open(&scene, evidence);
        session.set_playing(playing);
        true
    }

    /// Read the file again in which there are faults.
    pub(super) fn open_again(&mut self, path: &Path, session: &mut Session) {
        let changes = self.file.as_ref().filter(|file| file.path() == path).map(|file| file.changes().to_vec());
        self.open_changed(path, &changes.unwrap_or_default(), session);
    }

    fn open_changed(&mut self, path: &Path, changes: &[(String, String)], session: &mut Session) {
        self.faulty = None;
        self.keep_folder(Kind::Scene, path);
        if session_file::is_session(path) {
            self.sessions.open = Some(path.to_owned());
            self.remember(path);
            return;
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            match export::read(path) {
                Ok(account) => session.do_again(account.into(), KeptAs::Export, UndoList::default()),
                Err(failure) => self.message.tell(Err(failure.0)),
            }
            return;
        }
        match SceneFile::open(path, changes, session.wake()) {
            Ok(file) => (self.file, self.asked) = (Some(file), true),
            Err(error) => {
                let what = words!(
                    "files-no-thread",
                    "the system refuses a thread to read it: { $error }.",
                    error = error.to_string()
                );
                let hint = words!("files-close-others", "Close other programs, and try again.");
                let fault = Fault::of_file(&path.display().to_string(), what, hint);
                self.faulty = Some(Faulty { path: path.to_owned(), faults: vec![fault] });
            }
        }
    }

    /// Take over what was read, and follow the file of the scene that is open. Whether a scene is opened now.
    pub fn update(&mut self, session: &mut Session) -> bool {
        for path in std::mem::take(&mut self.dropped) {
            self.open(&path, session);
        }
        self.follow(session);
        let Some((path, news)) = self.file.as_ref().and_then(|file| Some((file.path().to_owned(), file.news()?)))
        else {
            return false;
        };
        let (asked, anew) = (std::mem::take(&mut self.asked), std::mem::take(&mut self.anew));
        match news {
            Ok(scene) => {
                self.faulty = None;
                self.remember(&path);
                let playing = session.status.playing;
                if anew {
                    session.leave();
                }
                session.open(&Arc::new(scene), None);
                if anew || !asked {
                    // It goes on as it was, running or not.
                    session.set_playing(playing);
                }
                if !asked {
                    self.message.tell(Ok(anew_text(&path, self.file.as_ref().map_or(&[], SceneFile::changes))));
                }
                true
            }
            Err(faults) => {
                self.faulty = Some(Faulty { path, faults });
                false
            }
        }
    }

    /// Follow the file of another scene that is open now.
    fn follow(&mut self, session: &Session) {
        let Some(scene) = &session.info.scene else { return };
        if self.asked || self.seen.as_ref().is_some_and(|seen| Arc::ptr_eq(seen, scene)) {
            return;
        }
        self.seen = Some(Arc::clone(scene));
        let path = Path::new(scene.source());
        if self.file.as_ref().is_some_and(|file| file.path() == path && file.changes() == scene.changes()) {
            return;
        }
        self.faulty = None;
        let own = path.is_file();
        // Without a thread it is not followed, which takes nothing away.
        self.file = own.then(|| SceneFile::follow(path, scene.changes(), session.wake()).ok()).flatten();
        if own {
            self.remember(path);
        }
    }

    fn remember(&mut self, path: &Path) {
        // Wherever the program is started next.
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }

    /// A dialog for this kind begins beside this file from now on.
    pub(super) fn keep_folder(&mut self, kind: Kind, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.folders.extend(path.parent().map(|folder| (kind, folder.to_owned())));
    }

    /// Where dialogs begin: where the last file of the kind lay, else where the user keeps documents.
    fn folder(&self, kind: Kind) -> Option<PathBuf> {
        let recent = self.recent.first().filter(|_| kind == Kind::Scene).and_then(|path| path.parent());
        let last = self.folders.get(&kind).map(PathBuf::as_path).or(recent).map(Path::to_owned);
        [last, dirs::document_dir(), dirs::home_dir()].into_iter().flatten().find(|folder| folder.is_dir())
    }

    /// Whether a file is asked for.
    #[must_use]
    pub const fn is_asking(&self) -> bool {
        self.dialog.is_some()
    }

    /// Ask for a file to open.
    pub fn ask_to_open(&mut self) {
        let kinds = words!("files-kinds", "Scenes, sessions and exported runs (*.ron, *.rheobase, *.json)");
        let mut dialog = self
            .begun(Kind::Scene)
            .add_file_filter_extensions(kinds, vec!["ron", ENDING, "json"])
            .default_file_filter(kinds)
            .title(words!("files-ask-open", "Open a scene file, a session, or the summary of an exported run"));
        dialog.pick_file();
        self.dialog = Some(Dialog { purpose: Purpose::Open, dialog });
    }

    /// Ask for a file in which the scene is saved.
    pub fn ask_to_save(&mut self, session: &Session) {
        let stem = stem(session, "scene");
        let kind = words!("files-scenes", "Scenes (*.ron)");
        let mut dialog = self
            .begun(Kind::Scene)
            .add_file_filter_extensions(kind, vec!["ron"])
            .default_file_filter(kind)
            .title(words!("files-ask-save", "Save the scene as it is set now"))
            .default_file_name(&format!("{stem}.ron"));
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Save, dialog });
    }

    /// Save the session: in its file, or in one that is asked for.
    pub fn save_session(&mut self, session: &Session, elsewhere: bool) {
        if let Some(file) = self.sessions.file.clone().filter(|_| !elsewhere) {
            self.sessions.save = Some(file);
            return;
        }
        let stem = stem(session, "session");
        let kind = words!("files-sessions", "Sessions (*.rheobase)");
        let mut dialog = self
            .begun(Kind::Scene)
            .add_file_filter_extensions(kind, vec![ENDING])
            .default_file_filter(kind)
            .title(words!("files-ask-session", "Save the session: the run with all that you did, and how it is shown"))
            .default_file_name(&format!("{stem}.{ENDING}"));
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Session, dialog });
    }

    /// Ask for a folder for the results of the run.
    pub fn ask_to_export(&mut self, session: &Session) {
        let stem = stem(session, "run");
        let mut dialog = self
            .begun(Kind::Run)
            .title(words!("files-ask-export", "Export the run: a new folder of this name"))
            .default_file_name(&format!("{stem}_seed_{}", session.info.seed));
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Export, dialog });
    }

    /// Ask for a folder for the lab sheet.
    pub(in crate::panel) fn ask_to_save_lab_sheet(&mut self, folder: &str) {
        let title = words!("files-ask-lab-sheet", "Save the lab sheet: a new folder of this name");
        let mut dialog = self.begun(Kind::Run).title(title).default_file_name(folder);
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::LabSheet, dialog });
    }

    /// Ask for a folder in which films are saved.
    pub(in crate::panel) fn ask_for_films(&mut self) {
        let mut dialog = self.begun(Kind::Film).title(words!("files-ask-films", "The folder for films"));
        dialog.pick_directory();
        self.dialog = Some(Dialog { purpose: Purpose::Films, dialog });
    }

    /// Ask for a file in which a plot is saved: its content as it was when that was asked for.
    pub fn ask_to_save_plot(&mut self, tab: PlotTab, format: Format, file: &str, content: Vec<u8>) {
        let title =
            words!("files-ask-plot", "Save { $plot }: { $format }", plot = tab.label(), format = format.label());
        self.ask_to_save_as(&title, format, file, content);
    }

    /// Ask for a file for something of this form.
    pub(in crate::panel) fn ask_to_save_as(&mut self, title: &str, format: Format, file: &str, content: Vec<u8>) {
        let kind = format!("{}, *.{}", format.label(), format.ending());
        let mut dialog = self
            .begun(Kind::Plot)
            .add_file_filter_extensions(&kind, vec![format.ending()])
            .default_file_filter(&kind)
            .title(title)
            .default_file_name(file);
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Plot(format, content), dialog });
    }

    /// What would be saved of a plot.
    #[cfg(test)]
    pub fn plot_to_save(&self) -> Option<(Format, &[u8])> {
        match &self.dialog.as_ref()?.purpose {
            Purpose::Plot(format, content) => Some((*format, content)),
            _ => None,
        }
    }

    fn begun(&self, kind: Kind) -> FileDialog {
        let dialog = FileDialog::new().default_size([720.0, 420.0]).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
        let dialog = dialog.labels(labels());
        match self.folder(kind) {
            Some(folder) => dialog.initial_directory(folder),
            None => dialog,
        }
    }
}

/// Name of the scene, for files that come from it.
fn stem(session: &Session, otherwise: &str) -> String {
    let source = session.info.scene.as_ref().map_or(otherwise, |scene| scene.source());
    Path::new(source).file_stem().map_or(otherwise.into(), |stem| stem.to_string_lossy()).into_owned()
}

/// What is said of a file that was saved and is open anew, with these values changed by path.
fn anew_text(path: &Path, changes: &[(String, String)]) -> String {
    if changes.is_empty() {
        return words!("files-anew", "{ $file } was saved and is open anew.", file = name(path));
    }
    let set: Vec<String> = changes.iter().map(|(path, value)| format!("{path}={value}")).collect();
    words!(
        "files-anew-changed",
        "{ $file } was saved and is open anew, with { $changes } as before.",
        file = name(path),
        changes = set.join(", ")
    )
}

/// Name of a file without its folder.
#[must_use]
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_begins_where_the_last_file_of_its_kind_lay() {
        let folder = std::env::temp_dir().join(format!("rheobase-dialogs-{}", std::process::id()));
        let [scenes, plots] = ["scenes", "plots"].map(|name| folder.join(name));
        for folder in [&scenes, &plots] {
            std::fs::create_dir_all(folder).expect("a folder");
        }
        let mut files = Files { recent: vec![scenes.join("mine.ron")], ..Files::default() };
        let elsewhere = files.folder(Kind::Run);
        assert_eq!(files.folder(Kind::Scene), Some(scenes.clone()));
        assert_eq!(files.folder(Kind::Plot), elsewhere, "a plot is no scene");
        files.keep_folder(Kind::Plot, &plots.join("raster.png"));
        assert_eq!(files.folder(Kind::Plot), Some(plots.clone()));
        files.keep_folder(Kind::Scene, &plots.join("other.ron"));
        assert_eq!(files.folder(Kind::Scene), Some(plots), "what was opened in this session comes first");
        drop(std::fs::remove_dir_all(&folder));
        assert_eq!(files.folder(Kind::Plot), elsewhere, "it is gone");
    }
}
