//! The file with the settings: written whole or not at all; what can't be read is kept aside and said, never overwritten.

use super::note::Note;
use super::settings::{FORMAT, Settings};
use crate::whole_file;
use serde::Deserialize;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Environment variable that, if it has a value, keeps the program from reading and writing settings, as `--no-settings` does.
const NO_SETTINGS: &str = "RHEOBASE_NO_SETTINGS";

/// How the file begins.
const ABOUT: &str = "// Settings of Rheobase's window. It writes them anew when they change; without this file it uses the usual ones.\n";

/// Where settings are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsFile {
    path: PathBuf,
    /// Whether the file holds something that could be neither read nor moved away: then it is left as it is.
    untouchable: bool,
}

/// The part that every format has.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl SettingsFile {
    /// The user's own file in the system's folder for such files; none where there is no such folder or the user wants none.
    #[must_use]
    pub fn of_user() -> Option<Self> {
        if std::env::var_os(NO_SETTINGS).is_some_and(|value| !value.is_empty()) {
            return None;
        }
        dirs::config_dir().map(|folder| Self::at(folder.join("rheobase").join("settings.ron")))
    }

    /// A file at this place.
    #[must_use]
    pub const fn at(path: PathBuf) -> Self {
        Self { path, untouchable: false }
    }

    /// Read it; without a file, or with one that can't be used, the usual settings. What the user should know goes into `notes`.
    pub fn read(&mut self, notes: &mut Vec<Note>) -> Settings {
        let text = match fs::read(&self.path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| "it is not text".to_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Settings::default(),
            Err(error) => {
                self.untouchable = true;
                notes.push(Note::Unreadable { path: self.path.clone(), error: error.to_string() });
                return Settings::default();
            }
        };
        let read = text.and_then(|text| {
            let head: Head = ron::from_str(&text).map_err(|error| error.to_string())?;
            if head.format > FORMAT {
                return Ok(Err(head.format));
            }
            ron::from_str::<Settings>(&text).map(Ok).map_err(|error| error.to_string())
        });
        match read {
            Ok(Ok(mut settings)) => {
                settings.format = FORMAT;
                settings.mend(notes);
                settings
            }
            Ok(Err(newer)) => {
                let kept = self.put_aside("newer");
                notes.push(Note::Newer { path: self.path.clone(), formats: (newer, FORMAT), kept });
                Settings::default()
            }
            Err(error) => {
                let kept = self.put_aside("damaged");
                notes.push(Note::Damaged { path: self.path.clone(), error, kept });
                Settings::default()
            }
        }
    }

    /// Move the file out of the way under a name that is free.
    fn put_aside(&mut self, word: &str) -> Option<PathBuf> {
        let names = (1..).map(|number| match number {
            1 => self.path.with_extension(format!("{word}.ron")),
            number => self.path.with_extension(format!("{word}-{number}.ron")),
        });
        let aside = names.take(1000).find(|path| !path.exists());
        let moved = aside.and_then(|aside| fs::rename(&self.path, &aside).ok().map(|()| aside));
        self.untouchable = moved.is_none();
        moved
    }

    /// Write settings.
    ///
    /// # Errors
    /// The folder or the file can't be written; the old file is as it was.
    pub fn write(&self, settings: &Settings) -> io::Result<()> {
        if self.untouchable {
            return Ok(());
        }
        let text = ron::ser::to_string_pretty(settings, ron::ser::PrettyConfig::default()).map_err(io::Error::other)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        whole_file::replace(&self.path, format!("{ABOUT}{text}\n").as_bytes())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Arrangement;
    use crate::scene::file::PlotTab;

    /// A folder of its own, with the settings that belong there.
    fn file(name: &str) -> (PathBuf, SettingsFile) {
        let folder = std::env::temp_dir().join(format!("rheobase-settings-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        let file = SettingsFile::at(folder.join("rheobase").join("settings.ron"));
        (folder, file)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder.join("rheobase")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn settings_are_read_as_they_were_written_and_nothing_else_is_left() {
        let (folder, mut file) = file("whole");
        let mut notes = Vec::new();
        assert_eq!(file.read(&mut notes), Settings::default(), "no file yet");
        let plot = Arrangement::Plot;
        let settings = Settings {
            scene: Some("nrem".to_owned()),
            interface_scale: 1.25,
            arrangement: Arrangement::Row(vec![
                (1.25, Arrangement::Tabs { front: 1, tabs: vec![plot(PlotTab::Raster), plot(PlotTab::Replay)] }),
                (0.75, Arrangement::Column(vec![(1.0, plot(PlotTab::Neuron)), (1.0, plot(PlotTab::Neuron))])),
            ]),
            ..Settings::default()
        };
        file.write(&settings).unwrap();
        file.write(&settings).unwrap();
        assert_eq!(file.read(&mut notes), settings);
        assert_eq!(names(&folder), ["settings.ron"]);
        assert!(notes.is_empty(), "{notes:?}");
        drop(fs::remove_dir_all(&folder));
    }

    #[test]
    fn a_file_with_less_in_it_is_filled_up() {
        let (folder, mut file) = file("less");
        fs::create_dir_all(folder.join("rheobase")).unwrap();
        fs::write(file.path(), "(format: 1, interface_scale: 2.0)").unwrap();
        let mut notes = Vec::new();
        assert_eq!(file.read(&mut notes), Settings { interface_scale: 2.0, ..Settings::default() });
        assert!(notes.is_empty(), "{notes:?}");
        drop(fs::remove_dir_all(&folder));
    }

    #[test]
    fn plots_of_an_old_file_stand_side_by_side_and_what_cannot_be_shown_is_said() {
        let (folder, mut file) = file("plots");
        fs::create_dir_all(folder.join("rheobase")).unwrap();
        let mut read = |text: &str| {
            fs::write(file.path(), text).unwrap();
            let mut notes = Vec::new();
            (file.read(&mut notes), notes)
        };
        let (old, notes) = read("(format: 1, tabs: (Rates, Weights), tabs_of: Some(\"Wake\"))");
        assert_eq!(old.arrangement, Arrangement::from(&[PlotTab::Rates, PlotTab::Weights][..]));
        assert!(notes.is_empty() && old.tabs_of.as_deref() == Some("Wake"), "{notes:?}");
        for bad in ["Row([])", "Row([(NaN, Plot(Raster))])", "Column([(-1.0, Plot(Raster)), (1.0, Plot(Rates))])"] {
            let (mended, notes) = read(&format!("(format: 1, interface_scale: 2.0, arrangement: {bad})"));
            assert_eq!(mended, Settings { interface_scale: 2.0, ..Settings::default() }, "{bad}");
            assert!(notes.len() == 1 && notes[0].to_string().contains("arrangement of the plots"), "{notes:?}");
        }
        let deep = format!("{}Plot(Raster){}", "Row([(1.0, ".repeat(5000), ")])".repeat(5000));
        let (_, notes) = read(&format!("(format: 1, arrangement: {deep})"));
        assert!(notes.len() == 1 && notes[0].to_string().contains("damaged"), "{notes:?}");
        drop(fs::remove_dir_all(&folder));
    }

    #[test]
    fn what_is_damaged_or_newer_is_kept_aside_and_said() {
        let (folder, mut file) = file("aside");
        fs::create_dir_all(folder.join("rheobase")).unwrap();
        let bad: [(&[u8], &str); 5] = [
            (b"(format: 1, interface_scale: 2", "settings.damaged.ron"),
            (b"\xff\xfe", "settings.damaged-2.ron"),
            (b"", "settings.damaged-3.ron"),
            (b"(format: 1, arrangement: Plot(Nothing))", "settings.damaged-4.ron"),
            (b"(format: 2, anything: [1, 2], interface_scale: \"huge\")", "settings.newer.ron"),
        ];
        for (bytes, aside) in bad {
            fs::write(file.path(), bytes).unwrap();
            let mut notes = Vec::new();
            assert_eq!(file.read(&mut notes), Settings::default());
            assert!(notes.len() == 1 && notes[0].to_string().contains(aside), "{notes:?}");
            assert_eq!(fs::read(folder.join("rheobase").join(aside)).unwrap(), bytes);
            file.write(&Settings::default()).unwrap();
            assert_eq!(file.read(&mut notes), Settings::default());
        }
        drop(fs::remove_dir_all(&folder));
    }

    #[test]
    fn what_cannot_be_read_is_never_overwritten() {
        let (folder, mut file) = file("folder");
        fs::create_dir_all(file.path().join("inside")).unwrap();
        let mut notes = Vec::new();
        assert_eq!(file.read(&mut notes), Settings::default());
        assert_eq!(notes.len(), 1, "{notes:?}");
        file.write(&Settings::default()).unwrap();
        assert!(file.path().join("inside").is_dir());
        drop(fs::remove_dir_all(&folder));
    }
}
