//! The session of a running program, written again and again on a thread of its own.

use super::format::text;
use super::slot::Slot;
use crate::export::{Failure, cannot_write};
use crate::simulation::WholeRun;
use crate::whole_file;
use crate::words::{in_force, speak, words};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Shortest time between two looks at the session. With the time that writing takes, no more than a second is lost.
const INTERVAL: Duration = Duration::from_millis(500);

/// Writes the session that goes on; `W` is how the window shows it.
#[derive(Debug)]
pub struct Autosave<W> {
    slot: Slot,
    jobs: Sender<Job<W>>,
    failures: Mutex<Receiver<Failure>>,
    thread: JoinHandle<()>,
    asked: Option<Instant>,
}

#[derive(Debug)]
enum Job<W> {
    /// Write this.
    Save(WholeRun, W),
    /// Remove a file, once what came before is on the disk.
    Remove(PathBuf),
}

impl<W: Serialize + Send + 'static> Autosave<W> {
    /// Begin to keep a session in this place.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn begin(slot: Slot) -> Result<Self, Failure> {
        let (jobs, todo) = channel();
        let (sender, failures) = channel();
        let (path, language) = (slot.autosave(), in_force());
        let thread = std::thread::Builder::new().name("autosave".to_owned()).spawn(move || {
            // Failures are told to the user.
            speak(language);
            work(&path, &todo, &sender);
        });
        let thread = thread.map_err(|error| cannot_write(&slot.autosave(), &error))?;
        Ok(Self { slot, jobs, failures: Mutex::new(failures), thread, asked: None })
    }

    /// Where it is kept.
    #[must_use]
    pub const fn slot(&self) -> &Slot {
        &self.slot
    }

    /// Whether it is time to look at the session again; the next time is counted from here then.
    pub fn is_due(&mut self) -> bool {
        let due = self.asked.is_none_or(|asked| asked.elapsed() >= INTERVAL);
        if due {
            self.asked = Some(Instant::now());
        }
        due
    }

    /// Write this; nobody waits for it.
    pub fn save(&self, run: WholeRun, window: W) {
        // A thread that has ended wrote all that it could.
        drop(self.jobs.send(Job::Save(run, window)));
    }

    /// Remove a file once all that is to be saved is on the disk.
    pub fn remove(&self, path: PathBuf) {
        drop(self.jobs.send(Job::Remove(path)));
    }

    /// Why the session could not be written, told once until it can again.
    #[must_use]
    pub fn failure(&self) -> Option<Failure> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).try_iter().last()
    }

    /// The program ends as it should: there is nothing to go on with.
    pub fn end(self) {
        let Self { slot, jobs, thread, .. } = self;
        drop(jobs);
        drop(thread.join());
        drop(fs::remove_file(slot.autosave()));
    }
}

/// Write what is to be saved, of several the newest, until nobody can ask any more.
fn work<W: Serialize>(path: &Path, todo: &Receiver<Job<W>>, failures: &Sender<Failure>) {
    let mut written = String::new();
    let mut failing = false;
    while let Ok(first) = todo.recv() {
        let jobs: Vec<Job<W>> = std::iter::once(first).chain(todo.try_iter()).collect();
        let newest = jobs.iter().rposition(|job| matches!(job, Job::Save(..)));
        for (index, job) in jobs.into_iter().enumerate() {
            match job {
                Job::Save(run, window) if Some(index) == newest => {
                    let saved = save(path, &run, &window, &mut written);
                    if let Err(failure) = &saved
                        && !failing
                    {
                        drop(failures.send(failure.clone()));
                    }
                    failing = saved.is_err();
                }
                Job::Save(..) => {}
                Job::Remove(file) if failing => drop(file),
                Job::Remove(file) => drop(fs::remove_file(file)),
            }
        }
    }
}

fn save<W: Serialize>(path: &Path, run: &WholeRun, window: &W, written: &mut String) -> Result<(), Failure> {
    let not = |why: String| {
        Failure(words!(
            "autosave-failed",
            "The session is not kept for the case that the program ends by itself: { $why }\nIt goes on all the same. \"Save the session\" saves it elsewhere.",
            why = why
        ))
    };
    let text = text(run, window).map_err(|failure| not(failure.0))?;
    if text != *written {
        whole_file::replace(path, text.as_bytes()).map_err(|error| not(format!("{}: {error}.", path.display())))?;
        *written = text;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::session_file::read;
    use crate::simulation::RunAccount;
    use std::sync::Arc;

    fn run(steps: u64) -> WholeRun {
        let scene = Arc::new(Scene::shipped("one_neuron").unwrap());
        RunAccount { scene, seed: 1, steps, log: Vec::new(), hash: None }.into()
    }

    fn wait(mut holds: impl FnMut() -> bool) {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < Duration::from_secs(30), "it never happens");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_told_once_and_nothing_is_left_at_a_good_end() {
        let folder = std::env::temp_dir().join(format!("rheobase-autosave-{}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        let mut autosave: Autosave<u32> = Autosave::begin(Slot::take(&folder).unwrap()).unwrap();
        assert!(autosave.is_due() && !autosave.is_due());
        let path = autosave.slot().autosave();
        let steps = || read::<u32>(&path).ok().map(|read| (read.run.account.steps, read.window));
        let old = folder.join("old");
        fs::write(&old, "").unwrap();
        autosave.save(run(1), 1);
        autosave.save(run(2), 2);
        autosave.remove(old.clone());
        wait(|| steps() == Some((2, Ok(2))) && !old.exists());
        assert!(autosave.failure().is_none());
        // The place is taken by something that no file can replace.
        fs::remove_file(&path).unwrap();
        fs::create_dir_all(path.join("inside")).unwrap();
        let mut told = Vec::new();
        fs::write(&old, "").unwrap();
        for steps in 3..30 {
            autosave.save(run(steps), 0);
            autosave.remove(old.clone());
            std::thread::sleep(Duration::from_millis(2));
            told.extend(autosave.failure());
        }
        wait(|| {
            told.extend(autosave.failure());
            !told.is_empty()
        });
        assert!(told.len() == 1 && told[0].0.contains("autosave.rheobase") && old.exists(), "{told:?}");
        fs::remove_dir_all(&path).unwrap();
        autosave.save(run(30), 0);
        wait(|| steps() == Some((30, Ok(0))));
        autosave.end();
        assert!(!path.exists());
        drop(fs::remove_dir_all(&folder));
    }
}
