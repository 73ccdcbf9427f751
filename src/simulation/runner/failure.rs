//! A run that broke down through a fault of the program: what happened, and a report of it that can be passed on.

use crate::scene::Scene;
use crate::simulation::{LoggedCommand, Simulation};
use crate::words::{in_english, words};
use std::fmt::{self, Write};
use std::sync::Arc;

/// What is being done with a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Doing {
    /// Steps.
    #[default]
    Stepping,
    /// A command, as text.
    Applying(String),
    /// A sample for the window.
    Looking,
    /// A new network.
    Spawning,
    /// All steps up to this one once more.
    Again(u64),
    /// Anything of these.
    Running,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stepping => f.write_str(words!("doing-stepping", "stepping")),
            Self::Applying(command) => {
                f.write_str(&words!("doing-applying", "applying { $command }", command = command))
            }
            Self::Looking => f.write_str(words!("doing-looking", "looking at the network")),
            Self::Spawning => f.write_str(words!("doing-spawning", "spawning the network")),
            Self::Again(step) => {
                f.write_str(&words!("doing-again", "doing the run again up to step { $step }", step = step.to_string()))
            }
            Self::Running => f.write_str(words!("doing-running", "running")),
        }
    }
}

/// A run that broke down. Scene, seed and log are the whole of it: they lead to the same fault again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunFailure {
    /// File or name of the scene.
    pub scene: String,
    /// Seed.
    pub seed: u64,
    /// Steps completed before it.
    pub step: u64,
    /// Model time then (s).
    pub time_s: f64,
    /// What was being done.
    pub doing: Doing,
    /// What the program says.
    pub message: String,
    /// File, line and column in the program's source, where known.
    pub place: Option<String>,
    /// Commands so far.
    pub log: Vec<LoggedCommand>,
}

impl RunFailure {
    /// A failure of a run that is there.
    pub(super) fn of(simulation: &Simulation, steps: u64) -> Self {
        let scene = simulation.scene();
        Self {
            step: steps,
            time_s: scene.time_s(steps),
            log: simulation.log().to_vec(),
            ..Self::opening(scene, simulation.seed())
        }
    }

    /// A failure of a run that has not begun.
    pub(super) fn opening(scene: &Arc<Scene>, seed: u64) -> Self {
        Self { scene: scene.source().to_owned(), seed, ..Self::default() }
    }

    /// What a maintainer needs in order to see the fault with their own eyes, as text.
    #[must_use]
    pub fn report(&self) -> String {
        let mut text = format!("Rheobase {}: a run broke down\n\n", env!("CARGO_PKG_VERSION"));
        let pretty = ron::ser::PrettyConfig::new().compact_structs(true).struct_names(false);
        let log = ron::ser::to_string_pretty(&self.log, pretty)
            .unwrap_or_else(|error| format!("(the commands cannot be written down: {error})\n{:?}", self.log));
        let place = self.place.as_deref().unwrap_or("not known");
        let lines = [
            ("Scene", self.scene.clone()),
            ("Seed", self.seed.to_string()),
            ("Moment", format!("step {}, {:.4} s of model time", self.step, self.time_s)),
            ("While", in_english(|| self.doing.to_string())),
            ("Message", self.message.clone()),
            ("Place", place.to_owned()),
            ("System", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
        ];
        for (name, value) in lines {
            // A string can be written to without fail.
            let _ = writeln!(text, "{name}: {value}");
        }
        text + "\nCommands of the run, in RON, each with the step before which it was applied:\n" + &log + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::SimulationCommand;

    #[test]
    fn a_report_leads_to_the_same_run_again() {
        let log = vec![
            LoggedCommand { step: 3, command: SimulationCommand::SetInputStrength(1.5) },
            LoggedCommand { step: 40, command: SimulationCommand::Paint { neurons: vec![1, 2], value: 0.5 } },
        ];
        let failure = RunFailure {
            scene: "my scene.ron".to_owned(),
            seed: 77,
            step: 41,
            time_s: 0.0205,
            doing: Doing::Stepping,
            message: "index out of bounds".to_owned(),
            place: Some("src/model/column.rs:12:5".to_owned()),
            log,
        };
        let report = failure.report();
        for part in [
            env!("CARGO_PKG_VERSION"),
            "Scene: my scene.ron",
            "Seed: 77",
            "step 41, 0.0205 s",
            "While: stepping",
            "index out of bounds",
            "src/model/column.rs:12:5",
            std::env::consts::OS,
        ] {
            assert!(report.contains(part), "{part} in\n{report}");
        }
        let (_, written) = report.split_once("was applied:\n").unwrap();
        assert_eq!(ron::from_str::<Vec<LoggedCommand>>(written).unwrap(), failure.log);
    }
}
