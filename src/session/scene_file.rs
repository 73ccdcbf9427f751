//! A scene file of the user's own, read on a thread of its own and followed: whenever it is saved it is read again.

use crate::scene::{Fault, Scene};
use crate::words::{in_force, speak};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, SystemTime};

/// How often the file is looked at (s). Editors write in steps: it is read once it stays as it is for so long.
const LOOK: Duration = Duration::from_millis(400);

/// Wakes the window when there is news.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What came of reading a file.
pub type Read = Result<Scene, Vec<Fault>>;

/// A file that is followed until this is dropped.
pub struct SceneFile {
    path: PathBuf,
    changes: Vec<(String, String)>,
    news: Mutex<Receiver<Read>>,
    /// The thread goes on as long as this is there.
    _followed: Arc<()>,
}

impl SceneFile {
    /// Read a file now, and again whenever it changes; each time with these values changed by path.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn open(path: &Path, changes: &[(String, String)], wake: Option<Wake>) -> std::io::Result<Self> {
        Self::start(path, changes, true, wake)
    }

    /// Read a file whenever it changes from now on; each time with these values changed by path.
    ///
    /// # Errors
    /// The system refuses a thread.
    pub fn follow(path: &Path, changes: &[(String, String)], wake: Option<Wake>) -> std::io::Result<Self> {
        Self::start(path, changes, false, wake)
    }

    fn start(path: &Path, changes: &[(String, String)], at_once: bool, wake: Option<Wake>) -> std::io::Result<Self> {
        let (sender, news) = channel();
        let followed = Arc::new(());
        let (path, changes, wanted) = (path.to_owned(), changes.to_vec(), Arc::downgrade(&followed));
        let language = in_force();
        std::thread::Builder::new().name("scene file".to_owned()).spawn({
            let (path, changes) = (path.clone(), changes.clone());
            move || {
                // Faults are said to the user.
                speak(language);
                follow((&path, &changes), at_once, &wanted, &|read| tell(read, &sender, wake.as_ref()));
            }
        })?;
        Ok(Self { path, changes, news: Mutex::new(news), _followed: followed })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is changed in it by path.
    #[must_use]
    pub fn changes(&self) -> &[(String, String)] {
        &self.changes
    }

    /// The newest of what was read since the last call.
    #[must_use]
    pub fn news(&self) -> Option<Read> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).try_iter().last()
    }
}

/// Time of the last change and length, where the system tells them.
type Stamp = Option<(SystemTime, u64)>;

fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// Read a file and tell it, at once or when it says something else than now, as long as it is wanted.
fn follow((path, changes): (&Path, &[(String, String)]), at_once: bool, wanted: &Weak<()>, tell: &dyn Fn(&Read)) {
    let mut read_at = stamp(path);
    let mut read = Scene::read_changed(path, changes);
    if at_once {
        tell(&read);
    }
    let mut before = read_at;
    while wanted.strong_count() > 0 {
        std::thread::sleep(LOOK);
        let now = stamp(path);
        // A file that is being written is gone for a moment, or still grows.
        let calm = now == before;
        before = now;
        if calm && now != read_at {
            read_at = now;
            let again = Scene::read_changed(path, changes);
            if again != read {
                read = again;
                tell(&read);
            }
        }
    }
}

fn tell(read: &Read, listener: &Sender<Read>, wake: Option<&Wake>) {
    // Who opened another file meanwhile does not need it.
    let heard = listener.send(read.clone()).is_ok();
    if let Some(wake) = wake.filter(|_| heard) {
        wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::shipped;
    use std::time::Instant;

    fn wait_for(file: &SceneFile) -> Read {
        let begin = Instant::now();
        loop {
            if let Some(news) = file.news() {
                return news;
            }
            assert!(begin.elapsed() < Duration::from_secs(30), "no news of {}", file.path().display());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn text(name: &str) -> &'static str {
        shipped().iter().find(|scene| scene.name == name).expect("it ships").text
    }

    #[test]
    fn a_file_is_read_at_once_and_again_whenever_it_is_saved() {
        let folder = std::env::temp_dir().join(format!("rheobase-follow-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let path = folder.join("mine.ron");
        std::fs::write(&path, text("wake")).expect("written");
        let file = SceneFile::open(&path, &[], None).expect("a thread");
        let first = wait_for(&file).expect("it has no fault");
        assert_eq!(first.name, Scene::shipped("wake").expect("it ships").name);
        std::fs::write(&path, "Scene(version: 1, nonsense: 3)").expect("written");
        let faults = wait_for(&file).expect_err("it has faults");
        assert!(faults.iter().all(|fault| fault.file == path.display().to_string()), "{faults:?}");
        std::fs::write(&path, text("nrem")).expect("written");
        assert_eq!(wait_for(&file).expect("mended").name, Scene::shipped("nrem").expect("it ships").name);
        // What is open already is no news, until it changes.
        let seed = [("seed".to_owned(), "77".to_owned())];
        let followed = SceneFile::follow(&path, &seed, None).expect("a thread");
        std::thread::sleep(2 * LOOK);
        assert!(followed.news().is_none());
        std::fs::write(&path, text("wake")).expect("written");
        let again = wait_for(&followed).expect("no fault");
        assert_eq!((&again.name, again.seed, again.changes()), (&first.name, 77, &seed[..]));
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
