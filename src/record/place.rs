//! Where stills and films go, and their names.

use std::path::{Path, PathBuf};

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A PNG picture.
    Still,
    /// An MP4 film.
    Film,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Self::Still => "png",
            Self::Film => "mp4",
        }
    }

    /// The folder that the desktop has for this, whatever it is called in the user's language.
    fn desktop_folder(self) -> Option<PathBuf> {
        match self {
            Self::Still => dirs::picture_dir(),
            Self::Film => dirs::video_dir(),
        }
    }

    /// Folders in the user's home that desktops make for this.
    fn home_folders(self) -> &'static [&'static str] {
        match self {
            Self::Still => &["Pictures"],
            Self::Film => &["Videos", "Movies"],
        }
    }
}

/// A name in the folder that was chosen, else in the user's for pictures or films, or in the current one where there is none. No file
/// has it yet.
#[must_use]
pub fn free_path(kind: Kind, scene: &str, chosen: Option<&Path>) -> PathBuf {
    free_path_in(&chosen.map_or_else(|| folder(kind), Path::to_owned), kind, scene)
}

fn folder(kind: Kind) -> PathBuf {
    let named = |home: PathBuf| kind.home_folders().iter().map(move |name| home.join(name));
    let mut folders = kind.desktop_folder().into_iter().chain(std::env::home_dir().into_iter().flat_map(named));
    folders.find(|folder| folder.is_dir()).or_else(|| std::env::current_dir().ok()).unwrap_or_default()
}

fn free_path_in(folder: &Path, kind: Kind, scene: &str) -> PathBuf {
    let stem = stem(scene);
    let path = |number: u32| folder.join(format!("rheobase-{stem}-{number}.{}", kind.ending()));
    // Creating the file decides in the end; nothing is ever overwritten.
    (1..u32::MAX).map(path).find(|path| !path.exists()).unwrap_or_else(|| path(u32::MAX))
}

/// The scene's title as part of a file name that every system accepts.
fn stem(scene: &str) -> String {
    let mut stem = String::new();
    for letter in scene.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            stem.push(letter);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
        if stem.len() >= 40 {
            break;
        }
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { "scene".to_owned() } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_title_and_count_up() {
        let folder = std::env::temp_dir().join(format!("rheobase-names-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let first = free_path_in(&folder, Kind::Film, "Learn, sleep, remember");
        assert_eq!(first.file_name().unwrap(), "rheobase-learn-sleep-remember-1.mp4");
        std::fs::write(&first, "").unwrap();
        let second = free_path_in(&folder, Kind::Film, "Learn, sleep, remember");
        assert_eq!(second.file_name().unwrap(), "rheobase-learn-sleep-remember-2.mp4");
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_title_never_leaves_its_folder() {
        assert_eq!(stem("../../etc/passwd"), "etc-passwd");
        assert_eq!(stem("睡眠"), "scene");
        assert_eq!(stem(""), "scene");
    }
}
