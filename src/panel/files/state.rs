//! Scene files of the user's own: which was opened, which is asked for, what is wrong with one.

use crate::export;
use crate::panel::notice::Notice;
use crate::panel::plots::saved::Format;
use crate::scene::file::PlotTab;
use crate::scene::{Fault, Scene};
use crate::session::Told;
use crate::session::{SceneFile, Session};
use bevy_egui::egui::Align2;
use egui_file_dialog::FileDialog;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most files that are kept in mind.
const MOST_RECENT: usize = 8;

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
    /// Whether the scene is to be copied.
    pub copies: bool,
    pub(super) dialog: Option<Dialog>,
    /// What is wrong with a file that was to be opened.
    pub(super) faulty: Option<Faulty>,
    file: Option<SceneFile>,
    /// Whether the file was asked for and not read yet.
    asked: bool,
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
    /// To save a plot in it, which has this form.
    Plot(Format, Vec<u8>),
    /// To save the results of the run in a folder of that name.
    Export,
}

/// A file that cannot be opened.
pub(super) struct Faulty {
    pub path: PathBuf,
    pub faults: Vec<Fault>,
}

impl Files {
    /// Open a scene file, and read it again whenever it is saved; or do a run again that was exported.
    pub fn open(&mut self, path: &Path, session: &mut Session) {
        self.faulty = None;
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            match export::read(path) {
                Ok(account) => session.do_again(account),
                Err(failure) => self.message.tell(Err(failure.0)),
            }
            return;
        }
        match SceneFile::open(path, session.wake()) {
            Ok(file) => (self.file, self.asked) = (Some(file), true),
            Err(error) => {
                let what = format!("the system refuses a thread to read it: {error}.");
                let fault = Fault::of_file(&path.display().to_string(), what, "Close other programs, and try again.");
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
        let asked = std::mem::take(&mut self.asked);
        match news {
            Ok(scene) => {
                self.faulty = None;
                self.remember(&path);
                let playing = session.status.playing;
                session.open(&Arc::new(scene), None);
                if !asked {
                    // It was edited: it goes on as it was, running or not.
                    session.set_playing(playing);
                    self.message.tell(Ok(format!("{} was saved and is open anew.", name(&path))));
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
        if self.file.as_ref().is_some_and(|file| file.path() == path) {
            return;
        }
        self.faulty = None;
        let own = path.is_file();
        // Without a thread it is not followed, which takes nothing away.
        self.file = own.then(|| SceneFile::follow(path, session.wake()).ok()).flatten();
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

    /// Where dialogs begin: where the last file lay.
    fn folder(&self) -> Option<PathBuf> {
        self.recent.first().and_then(|path| path.parent()).map(Path::to_owned)
    }

    /// Whether a file is asked for.
    #[must_use]
    pub const fn is_asking(&self) -> bool {
        self.dialog.is_some()
    }

    /// Ask for a file to open.
    pub fn ask_to_open(&mut self) {
        let kinds = "Scenes and exported runs (*.ron, *.json)";
        let mut dialog = self
            .begun()
            .add_file_filter_extensions(kinds, vec!["ron", "json"])
            .default_file_filter(kinds)
            .title("Open a scene file, or the summary of an exported run");
        dialog.pick_file();
        self.dialog = Some(Dialog { purpose: Purpose::Open, dialog });
    }

    /// Ask for a file in which the scene is saved.
    pub fn ask_to_save(&mut self, session: &Session) {
        let source = session.info.scene.as_ref().map_or("scene", |scene| scene.source());
        let stem = Path::new(source).file_stem().map_or("scene".into(), |stem| stem.to_string_lossy());
        let mut dialog = self
            .begun()
            .add_file_filter_extensions("Scenes (*.ron)", vec!["ron"])
            .default_file_filter("Scenes (*.ron)")
            .title("Save the scene as it is set now")
            .default_file_name(&format!("{stem}.ron"));
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Save, dialog });
    }

    /// Ask for a folder for the results of the run.
    pub fn ask_to_export(&mut self, session: &Session) {
        let source = session.info.scene.as_ref().map_or("run", |scene| scene.source());
        let stem = Path::new(source).file_stem().map_or("run".into(), |stem| stem.to_string_lossy());
        let mut dialog = self
            .begun()
            .title("Export the run: a new folder of this name")
            .default_file_name(&format!("{stem}_seed_{}", session.info.seed));
        dialog.save_file();
        self.dialog = Some(Dialog { purpose: Purpose::Export, dialog });
    }

    /// Ask for a file in which a plot is saved: its content as it was when that was asked for.
    pub fn ask_to_save_plot(&mut self, tab: PlotTab, format: Format, file: &str, content: Vec<u8>) {
        let kind = format!("{}, *.{}", format.label(), format.ending());
        let mut dialog = self
            .begun()
            .add_file_filter_extensions(&kind, vec![format.ending()])
            .default_file_filter(&kind)
            .title(&format!("Save {}: {}", tab.label(), format.label()))
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

    fn begun(&self) -> FileDialog {
        let dialog = FileDialog::new().default_size([720.0, 420.0]).anchor(Align2::CENTER_CENTER, [0.0, 0.0]);
        match self.folder() {
            Some(folder) => dialog.initial_directory(folder),
            None => dialog,
        }
    }
}

/// Name of a file without its folder.
#[must_use]
pub fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
