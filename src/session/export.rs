//! The results of the run in a folder: it is done again from its account on a thread of its own, while the window goes on.

use super::returned::KeptAs;
use super::scene_file::Wake;
use crate::caught::catch;
use crate::export::{self, Done, Output};
use crate::simulation::RunAccount;
use crate::words::{in_force, number, speak, words};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// What came of an export, for the user.
pub type Exported = Result<String, String>;

/// The export that goes on, if any.
#[derive(Default)]
pub struct Export {
    /// Folder for which the account of the run was asked.
    asked: Option<PathBuf>,
    job: Option<Job>,
    /// A run that is done again, and the hash of its state there, as its file says.
    again: Option<(KeptAs, Option<u64>)>,
}

struct Job {
    /// Steps in all, and those that are done.
    steps: u64,
    done: Arc<AtomicU64>,
    wanted: Arc<AtomicBool>,
    news: Mutex<Receiver<Exported>>,
}

impl Drop for Job {
    fn drop(&mut self) {
        self.wanted.store(false, Ordering::Relaxed);
    }
}

impl Export {
    /// The account of the run was asked for, for an export into this folder.
    pub(super) fn ask(&mut self, folder: PathBuf) {
        self.asked = Some(folder);
    }

    /// A run that was kept is done again; its state had this hash there.
    pub(super) const fn expect(&mut self, kept_as: KeptAs, hash: Option<u64>) {
        self.again = Some((kept_as, hash));
    }

    /// The account of the run is there: begin the export for which it was asked, or say whether the run is the one that was exported.
    pub(super) fn answer(&mut self, account: RunAccount, wake: Option<Wake>) -> Option<Exported> {
        if let Some((kept_as, expected)) = self.again.take() {
            return compared(kept_as, expected, &account);
        }
        self.begin(account, wake).err().map(Err)
    }

    /// Share that is done; none if nothing is being exported.
    #[must_use]
    pub fn progress(&self) -> Option<f32> {
        let waiting = self.asked.as_ref().map(|_| 0.0);
        let job = self.job.as_ref();
        job.map(|job| job.done.load(Ordering::Relaxed) as f32 / job.steps.max(1) as f32).or(waiting)
    }

    /// End it early: what was written until then stays.
    pub fn cancel(&mut self) {
        self.asked = None;
        if let Some(job) = &self.job {
            job.wanted.store(false, Ordering::Relaxed);
        }
    }

    /// Begin with an account that was asked for.
    fn begin(&mut self, account: RunAccount, wake: Option<Wake>) -> Result<(), String> {
        let Some(folder) = self.asked.take() else { return Ok(()) };
        let (sender, news) = channel();
        let (done, wanted) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(true)));
        let (steps, language) = (account.steps, in_force());
        let thread = std::thread::Builder::new().name("export".to_owned()).spawn({
            let (done, wanted) = (Arc::clone(&done), Arc::clone(&wanted));
            move || {
                // What comes of it is told in the window.
                speak(language);
                let exported = catch(|| export(&account, &folder, &done, &wanted)).unwrap_or_else(|caught| {
                    Err(words!("export-crashed", "The export broke down: { $why }", why = caught.to_string()))
                });
                // Nobody listens once the window is closed.
                drop(sender.send(exported));
                if let Some(wake) = wake {
                    wake();
                }
            }
        });
        thread.map_err(|error| {
            words!("export-not-begun", "The export could not begin: { $error }", error = error.to_string())
        })?;
        self.job = Some(Job { steps, done, wanted, news: Mutex::new(news) });
        Ok(())
    }

    /// What came of it, once it is over.
    pub(super) fn take(&mut self) -> Option<Exported> {
        let news = self.job.as_ref()?.news.lock().unwrap_or_else(PoisonError::into_inner).try_recv();
        let exported = match news {
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(words!("export-ended-early", "The export ended early.").to_owned()),
            Ok(exported) => exported,
        };
        self.job = None;
        Some(exported)
    }
}

/// Whether a run that was done again is the one that was kept; nothing of a run of which nothing more is known.
fn compared(kept_as: KeptAs, expected: Option<u64>, account: &RunAccount) -> Option<Exported> {
    let time = number(&format!("{:.3}", account.scene.time_s(account.steps)));
    let changes = account.log.len();
    let same = expected.map(|expected| account.hash == Some(expected));
    Some(match (kept_as, same) {
        (KeptAs::Export, None) => return None,
        (KeptAs::Export, Some(true)) => Ok(words!(
            "export-same",
            "The exported run, done again to { $time } s with { $changes -> [one] 1 change *[other] { $changes } changes }: the same to the last bit.",
            time = time,
            changes = changes
        )),
        (KeptAs::Export, Some(false)) => Err(words!(
            "export-not-same",
            "Done again to { $time } s, the run is not the one that was exported: its scene or the program is another.",
            time = time
        )),
        (KeptAs::Session, Some(true)) => Ok(words!(
            "session-same",
            "The session goes on at { $time } s, after { $changes -> [one] 1 change *[other] { $changes } changes }: the same to the last bit.",
            time = time,
            changes = changes
        )),
        (KeptAs::Session, Some(false)) => Err(words!(
            "session-not-same",
            "Done again to { $time } s, the run is not the one that was saved: the program that saved it was another.",
            time = time
        )),
        (KeptAs::Session, None) => Ok(words!(
            "session-opened",
            "The session goes on at { $time } s, after { $changes -> [one] 1 change *[other] { $changes } changes }.",
            time = time,
            changes = changes
        )),
    })
}

fn export(account: &RunAccount, folder: &Path, steps: &AtomicU64, wanted: &AtomicBool) -> Exported {
    let not = |failure: export::Failure| words!("export-failed", "The run was not exported. { $why }", why = failure.0);
    let output = Output::create(folder, &account.scene).map_err(not)?;
    let strangers = output.strangers().map(|note| format!("{note}."));
    let done = export::run(account, Some(output), &mut |simulation| {
        steps.store(simulation.steps(), Ordering::Relaxed);
        wanted.load(Ordering::Relaxed)
    });
    let Done { summary, failure, interrupted, .. } = done.map_err(not)?;
    if let Some(failure) = failure {
        return Err(not(failure));
    }
    let saved = words!(
        "export-saved",
        "Saved { $spikes -> [one] 1 spike *[other] { $spikes } spikes } in { $tables -> [one] 1 table *[other] { $tables } tables } and a summary in { $folder }.",
        spikes = summary.spikes,
        tables = summary.tables.len(),
        folder = folder.display().to_string()
    );
    let part = interrupted.then(|| {
        let time = number(&format!("{:.3}", summary.simulated_s));
        words!("export-interrupted", "Not the whole run: interrupted at t = { $time } s.", time = time)
    });
    let sentences = [Some(saved), part, strangers];
    Ok(sentences.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::simulation::{LoggedCommand, Simulation, SimulationCommand};
    use std::time::{Duration, Instant};

    fn set() -> Vec<(String, String)> {
        vec![("populations[E].neuron.threshold".to_owned(), "-51".to_owned())]
    }

    fn account(seconds: f64) -> RunAccount {
        let scene = Scene::shipped("one_neuron").and_then(|scene| scene.changed(&set())).expect("it ships");
        let scene = Arc::new(scene);
        let command = SimulationCommand::SetInputStrength(1.5);
        let steps = scene.steps_in(seconds);
        RunAccount { scene, seed: 3, steps, log: vec![LoggedCommand { step: steps / 2, command }], hash: None }
    }

    fn folder(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("rheobase-export-{name}-{}", std::process::id()))
    }

    fn wait(export: &mut Export) -> Exported {
        let start = Instant::now();
        loop {
            if let Some(exported) = export.take() {
                return exported;
            }
            assert!(start.elapsed() < Duration::from_mins(1));
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[test]
    fn what_is_exported_is_the_run_with_what_was_changed_by_hand() {
        let (folder, account) = (folder("whole"), account(1.0));
        let mut again = Simulation::from_shared(Arc::clone(&account.scene), account.seed).expect("it runs");
        again.follow(&account.log, account.steps, |_| ()).expect("no command is refused");
        let mut export = Export::default();
        export.ask(folder.clone());
        assert_eq!(export.progress(), Some(0.0));
        assert_eq!(export.answer(account.clone(), None), None);
        let said = wait(&mut export);
        assert!(said.as_ref().is_ok_and(|said| said.contains("summary")), "{said:?}");
        assert_eq!(export.progress(), None);
        let text = std::fs::read_to_string(folder.join("summary.json")).expect("it was written");
        let summary: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(summary["state_hash"], format!("{:016x}", again.state_hash()));
        let commands: Vec<LoggedCommand> = serde_json::from_value(summary["commands"].clone()).expect("commands");
        assert_eq!(commands, account.log);
        let read = export::read(&folder.join("summary.json")).expect("it can be done again");
        assert_eq!((read.seed, read.steps, &read.log), (account.seed, account.steps, &account.log));
        assert_eq!(read.hash, Some(again.state_hash()));
        assert_eq!(summary["set"][0], "populations[E].neuron.threshold=-51");
        assert_eq!(read.scene.changes(), set());
        let mut once_more = Simulation::from_shared(Arc::clone(&read.scene), read.seed).expect("it runs");
        once_more.follow(&read.log, read.steps, |_| ()).expect("no command is refused");
        assert_eq!(once_more.state_hash(), again.state_hash(), "a value that was set counts in the run done again");
        export.expect(KeptAs::Export, read.hash);
        let told = export.answer(RunAccount { hash: Some(1), ..account.clone() }, None);
        assert!(told.is_some_and(|told| told.is_err()), "another run is not taken for it");
        export.expect(KeptAs::Export, read.hash);
        assert!(export.answer(read, None).is_some_and(|told| told.is_ok()));
        let spikes = std::fs::read_to_string(folder.join("spikes.csv")).expect("it was written");
        assert_eq!(spikes.lines().count() as u64, again.spike_count() + 1);
        drop(std::fs::remove_dir_all(folder));
    }

    #[test]
    fn an_export_that_is_ended_early_says_so_and_one_without_a_place_says_why() {
        let place = folder("early");
        let mut export = Export::default();
        export.ask(place.clone());
        assert_eq!(export.answer(account(100_000.0), None), None);
        export.cancel();
        let said = wait(&mut export);
        assert!(said.as_ref().is_ok_and(|said| said.contains("Not the whole run")), "{said:?}");
        let read = export::read(&place.join("summary.json")).expect("as far as it came, it can be done again");
        assert!(read.log.is_empty(), "the change by hand came later");
        export.ask(place.join("summary.json").join("below"));
        assert_eq!(export.answer(account(1.0), None), None);
        let said = wait(&mut export);
        assert!(said.as_ref().is_err_and(|said| said.contains("Choose another folder")), "{said:?}");
        drop(std::fs::remove_dir_all(place));
    }
}
