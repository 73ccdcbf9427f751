//! Where a running program keeps its session, and what one that ended without a farewell left there.

use super::format::{ENDING, read};
use crate::export::{Failure, cannot_write};
use crate::whole_file;
use serde::de::IgnoredAny;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Most programs that run at the same time and keep a session each.
const MOST: usize = 8;
/// A session without changes is offered from this length on (s of model time): a shorter one is the start of its scene.
const WORTH_S: f64 = 10.0;

/// A place for the session of one running program. Others see that it is taken until the program ends, in whatever way.
#[derive(Debug)]
pub struct Slot {
    folder: PathBuf,
    number: usize,
    /// The system lets go of it when the program ends.
    _lock: File,
}

/// A session that nobody ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Unfinished {
    /// Its file.
    pub path: PathBuf,
    /// Title of its scene.
    pub title: String,
    /// Changes that were made in it.
    pub changes: usize,
    /// Until when it went (s of model time).
    pub time_s: f64,
}

impl Slot {
    /// Take a place in a folder: the one whose session was left last, else the first that is free.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn take(folder: &Path) -> Result<Self, Failure> {
        let free = Self::free(folder).map_err(|error| cannot_write(folder, &error))?;
        let left = free.into_iter().map(|slot| (slot.left_at(), slot));
        // Of several that nobody used, the first.
        let last = left.reduce(|best, next| if next.0 > best.0 { next } else { best });
        let slot = last.map(|(_, slot)| slot).ok_or_else(|| cannot_write(folder, &ErrorKind::ResourceBusy.into()))?;
        for file in [slot.autosave(), slot.unfinished()] {
            whole_file::remove_remains(&file);
        }
        Ok(slot)
    }

    /// The first place that no running program has, and all others of that kind in which something lies.
    fn free(folder: &Path) -> io::Result<Vec<Self>> {
        fs::create_dir_all(folder)?;
        let mut free = Vec::new();
        for number in 1..=MOST {
            let is_empty = !["autosave", "unfinished"].iter().any(|what| folder.join(named(what, number)).exists());
            if is_empty && !free.is_empty() {
                continue;
            }
            let path = folder.join(named("autosave", number)).with_extension("lock");
            let lock = File::options().create(true).write(true).truncate(false).open(path)?;
            match lock.try_lock() {
                Err(TryLockError::WouldBlock) => {}
                // A disk that knows no locks is used without.
                Ok(()) | Err(TryLockError::Error(_)) => {
                    free.push(Self { folder: folder.to_owned(), number, _lock: lock });
                }
            }
        }
        Ok(free)
    }

    /// When a session was left here, if one was.
    fn left_at(&self) -> Option<SystemTime> {
        let changed = |path: PathBuf| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        [self.autosave(), self.unfinished()].into_iter().filter_map(changed).max()
    }

    /// The file of the session that goes on.
    #[must_use]
    pub fn autosave(&self) -> PathBuf {
        self.folder.join(named("autosave", self.number))
    }

    /// The file of a session that was left, until somebody decides about it.
    fn unfinished(&self) -> PathBuf {
        self.folder.join(named("unfinished", self.number))
    }

    /// Put aside what was left here, so that the session that begins does not overwrite it, and tell of it.
    ///
    /// # Errors
    /// It cannot be read or moved.
    pub fn put_aside(&self) -> Result<Option<Unfinished>, Failure> {
        let (autosave, unfinished) = (self.autosave(), self.unfinished());
        if autosave.is_file() {
            if told(&autosave).is_ok_and(|left| left.changes == 0 && left.time_s < WORTH_S) {
                fs::remove_file(&autosave).map_err(|error| cannot_write(&autosave, &error))?;
            } else {
                fs::rename(&autosave, &unfinished).map_err(|error| cannot_write(&unfinished, &error))?;
            }
        }
        if unfinished.is_file() { told(&unfinished).map(Some) } else { Ok(None) }
    }

    /// The session that was left is not wanted: it stays under another name until the next one is not.
    ///
    /// # Errors
    /// It cannot be moved.
    pub fn discard(&self) -> Result<(), Failure> {
        let (unfinished, discarded) = (self.unfinished(), self.folder.join(named("discarded", self.number)));
        match fs::rename(&unfinished, &discarded) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(cannot_write(&discarded, &error)),
            _ => Ok(()),
        }
    }
}

fn named(what: &str, number: usize) -> String {
    if number == 1 { format!("{what}.{ENDING}") } else { format!("{what}-{number}.{ENDING}") }
}

fn told(path: &Path) -> Result<Unfinished, Failure> {
    let account = read::<IgnoredAny>(path)?.run.account;
    Ok(Unfinished {
        path: path.to_owned(),
        title: account.scene.name.clone(),
        changes: account.log.len(),
        time_s: account.scene.time_s(account.steps),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::session_file::write;
    use crate::simulation::{LoggedCommand, RunAccount, SimulationCommand, WholeRun};
    use std::sync::Arc;

    /// A run of 0.2 s.
    fn run(changes: usize) -> WholeRun {
        let scene = Arc::new(Scene::shipped("one_neuron").unwrap());
        let logged = LoggedCommand { step: 3, command: SimulationCommand::SetInputStrength(1.5) };
        RunAccount { scene, seed: 1, steps: 2000, log: vec![logged; changes], hash: None }.into()
    }

    #[test]
    fn what_was_left_is_told_until_somebody_decides_and_running_programs_have_places_of_their_own() {
        let folder = std::env::temp_dir().join(format!("rheobase-slots-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        let first = Slot::take(&folder).unwrap();
        assert_eq!(first.put_aside(), Ok(None));
        write(&first.autosave(), &run(2), &()).unwrap();
        let second = Slot::take(&folder).unwrap();
        assert_ne!(first.autosave(), second.autosave());
        assert_eq!(second.put_aside(), Ok(None), "the first still runs");
        drop((first, second));
        let again = Slot::take(&folder).unwrap();
        let left = again.put_aside().unwrap().unwrap();
        assert_eq!((left.changes, left.time_s, left.title.as_str()), (2, 0.2, "One neuron"));
        // Nobody decided, and nothing was done.
        write(&again.autosave(), &run(0), &()).unwrap();
        drop(again);
        let again = Slot::take(&folder).unwrap();
        assert_eq!(again.put_aside().unwrap().map(|left| left.changes), Some(2));
        write(&again.autosave(), &run(1), &()).unwrap();
        drop(again);
        let again = Slot::take(&folder).unwrap();
        assert_eq!(again.put_aside().unwrap().map(|left| left.changes), Some(1), "the newest");
        again.discard().unwrap();
        assert_eq!((again.put_aside(), again.discard()), (Ok(None), Ok(())));
        assert!(folder.join("discarded.rheobase").is_file(), "there is a way back");
        fs::write(again.autosave(), "Session(format: 1,").unwrap();
        assert!(again.put_aside().is_err_and(|failure| failure.0.contains("not whole")));
        drop(again);
        assert!(Slot::take(&folder.join("discarded.rheobase")).is_err());
        drop(fs::remove_dir_all(&folder));
    }
}
