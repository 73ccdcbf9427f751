//! Files that are there whole or not at all: written under another name, put on the disk, then moved to their place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Ending of the name under which a file is written first.
const NEW: &str = "new";

/// Write a file, or put it in the place of the one that is there. Whatever happens meanwhile, the old one or the new one is there whole.
///
/// # Errors
/// The folder or the file can't be written; the old file is as it was.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = beside(path);
    let written = write(&new, content).and_then(|()| fs::rename(&new, path)).inspect_err(|_| {
        // What is left of it is of no use.
        drop(fs::remove_file(&new));
    });
    written.map(|()| sync_folder(path))
}

/// Take away what is left of writing a file that ended before it was there.
pub fn remove_remains(path: &Path) {
    let Some(name) = path.file_name().map(|name| format!("{}.", name.to_string_lossy())) else { return };
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
    for entry in entries {
        let number = entry.file_name().to_string_lossy().strip_prefix(&name).and_then(|rest| {
            let (number, ending) = rest.split_once('.')?;
            (ending == NEW && number.chars().all(|digit| digit.is_ascii_digit())).then_some(())
        });
        if number.is_some() {
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Its name until it is whole: another program may be writing the same.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}.{NEW}", std::process::id()));
    PathBuf::from(name)
}

/// Write a file and wait until it is on the disk.
fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Wait until the name of a file is on the disk, where the system lets one.
fn sync_folder(path: &Path) {
    if cfg!(unix) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // The file is there, whether its folder can be opened or not.
        drop(File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_one_that_cannot_be_leaves_nothing() {
        let folder = std::env::temp_dir().join(format!("rheobase-whole-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.rheobase");
        let names = || fs::read_dir(&folder).unwrap().count();
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!((fs::read(&path).unwrap(), names()), (b"two".to_vec(), 1));
        let taken = folder.join("taken");
        fs::create_dir_all(taken.join("inside")).unwrap();
        assert!(replace(&taken, b"three").is_err() && taken.join("inside").is_dir());
        assert!(replace(&path.join("below"), b"four").is_err());
        assert_eq!(names(), 2);
        for name in ["a.rheobase.77.new", "a.rheobase.x.new", "b.rheobase.77.new"] {
            fs::write(folder.join(name), "").unwrap();
        }
        remove_remains(&path);
        assert!(!folder.join("a.rheobase.77.new").exists() && names() == 4, "only its own");
        drop(fs::remove_dir_all(&folder));
    }
}
