//! A run that broke down, as the window tells of it, and the file that it can be reported with.

use super::Session;
use crate::simulation::RunFailure;
use crate::words::words;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A run that cannot go on, through a fault of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// What happened.
    pub failure: Arc<RunFailure>,
    /// Where the report was saved, or why it could not be; none as long as nobody asked for it.
    pub report: Option<Result<PathBuf, String>>,
}

impl Session {
    /// The run broke down, or is whole again.
    pub fn follow_failure(&mut self, failure: Option<Arc<RunFailure>>) {
        let known = self.breakdown.as_ref().map(|breakdown| &breakdown.failure);
        if known == failure.as_ref() {
            return;
        }
        self.breakdown = failure.map(|failure| Breakdown { failure, report: None });
        if self.breakdown.is_some() {
            self.unanswered.clear();
            self.status.playing = false;
            self.opening = None;
        }
    }

    /// Whether nothing moves until somebody decides how to go on: a guard stopped the run, or it broke down.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        self.sample.stop.is_some() || self.breakdown.is_some()
    }

    /// Save the report of the breakdown as a new file in this folder.
    pub fn save_report(&mut self, folder: &Path) {
        if let Some(breakdown) = &mut self.breakdown {
            let text = breakdown.failure.report();
            breakdown.report = Some(save(folder, &text).map_err(|error| {
                words!(
                    "report-not-written",
                    "The report cannot be written to { $folder }: { $error }.",
                    folder = folder.display().to_string(),
                    error = error.to_string()
                )
            }));
        }
    }
}

/// Write a new file; nothing is ever overwritten.
fn save(folder: &Path, text: &str) -> io::Result<PathBuf> {
    for number in 1..u32::MAX {
        let path = folder.join(format!("rheobase-report-{number}.txt"));
        match File::create_new(&path) {
            Ok(mut file) => return file.write_all(text.as_bytes()).map(|()| path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(words!("report-too-many", "there are too many reports")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, RunnerRequest, RunnerStatus, SimulationCommand, ViewSample};

    fn broken() -> Session {
        let mut session =
            Session::detached(NetworkInfo::default(), ViewSample { input_strength: 1.0, ..ViewSample::default() });
        session.set_playing(true);
        let failure = RunFailure { scene: "wake".to_owned(), message: "it broke".to_owned(), ..RunFailure::default() };
        session.follow_failure(Some(Arc::new(failure)));
        session
    }

    #[test]
    fn a_run_that_broke_down_stands_still_and_shows_nothing_that_it_will_not_do() {
        let mut session = broken();
        assert!(session.is_stopped() && !session.status.playing);
        session.set_playing(true);
        session.apply(SimulationCommand::SetInputStrength(2.0));
        assert!(!session.status.playing, "nothing plays");
        assert_eq!(session.sample.input_strength, 1.0, "nothing is set");
        session.receive(ViewSample::default(), RunnerStatus::default());
        assert!(!session.status.playing && session.breakdown.is_some(), "the last sample changes nothing of that");
        session.request(RunnerRequest::Restart { seed: None });
        session.follow_failure(None);
        assert!(!session.is_stopped());
    }

    #[test]
    fn reports_are_saved_under_names_of_their_own() {
        let folder = std::env::temp_dir().join(format!("rheobase-reports-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let mut session = broken();
        let mut paths = Vec::new();
        for _ in 0..2 {
            session.save_report(&folder);
            let path = session.breakdown.as_ref().and_then(|breakdown| breakdown.report.clone()).unwrap().unwrap();
            assert!(std::fs::read_to_string(&path).unwrap().contains("it broke"));
            paths.push(path);
        }
        assert_ne!(paths[0], paths[1]);
        session.save_report(&folder.join("not there"));
        let report = session.breakdown.as_ref().and_then(|breakdown| breakdown.report.clone());
        assert!(report.is_some_and(|report| report.is_err_and(|why| why.contains("not there"))));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
