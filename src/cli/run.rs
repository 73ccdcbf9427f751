//! `rheobase run`: a scene in the terminal.

use super::arguments::RunArguments;
use super::ending::{Ending, say, say_notes};
use super::interrupt;
use super::scene_arguments::typed_steps;
use super::switches::switched_off;
use crate::export::{self, Done, Failure, Output};
use crate::plasticity::Rule;
use crate::scene::Scene;
use crate::simulation::RunAccount;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// How to run a scene in the terminal.
#[derive(Clone, Debug, PartialEq)]
pub struct RunOptions {
    /// How many steps.
    pub steps: u64,
    /// Seed.
    pub seed: u64,
    /// Rules that are switched off.
    pub off: Vec<Rule>,
    /// Folder for the results.
    pub out: Option<PathBuf>,
    /// Whether to say nothing.
    pub quiet: bool,
}

impl RunOptions {
    /// What the scene itself says.
    #[must_use]
    pub fn of(scene: &Scene) -> Self {
        Self { steps: scene.run_steps(), seed: scene.seed, off: Vec::new(), out: None, quiet: false }
    }

    /// What was typed.
    ///
    /// # Errors
    /// The run would have no step.
    pub fn from_arguments(scene: &Scene, arguments: &RunArguments) -> Result<Self, Failure> {
        let steps = match arguments.until {
            Some(seconds) => typed_steps(scene, "--until", seconds, arguments.quiet)?,
            None => scene.run_steps(),
        };
        Ok(Self {
            steps,
            seed: arguments.scene.seed.unwrap_or(scene.seed),
            off: arguments.off.clone(),
            out: arguments.out.clone(),
            quiet: arguments.quiet,
        })
    }
}

/// Run a scene, with progress on the error stream, a table at the end, and files if asked for. Ctrl+C stops it early.
///
/// # Errors
/// A file cannot be written, or a guard stopped the run; what was computed is written all the same.
pub fn run_scene(scene: &Scene, options: &RunOptions) -> Result<Ending, Failure> {
    let account = RunAccount {
        scene: Arc::new(scene.clone()),
        seed: options.seed,
        steps: options.steps,
        log: switched_off(scene, &options.off, options.quiet),
        hash: None,
    };
    run_account(&account, options.out.as_deref(), options.quiet)
}

/// Do a run as its account says; where that knows the hash of its end, whether it is the same is told.
///
/// # Errors
/// As [`run_scene`], or it is not the same.
pub fn run_account(account: &RunAccount, out: Option<&Path>, quiet: bool) -> Result<Ending, Failure> {
    interrupt::listen();
    let scene = &*account.scene;
    if !quiet {
        say_notes(scene, &mut std::io::stderr());
    }
    let output = match out {
        Some(folder) => Some(Output::create(folder, scene)?),
        None => None,
    };
    if let Some(strangers) = output.as_ref().and_then(Output::strangers).filter(|_| !quiet) {
        say(&mut std::io::stderr(), &strangers);
    }
    let progress = progress_bar(account.steps, quiet);
    let start = Instant::now();
    let done = export::run(account, output, &mut |simulation| {
        let (time, wall) = (simulation.time_s(), start.elapsed().as_secs_f64());
        progress.set_position(simulation.steps());
        progress.set_message(format!(
            "{time:.1} / {:.1} s  {:.1} times real time",
            scene.time_s(account.steps),
            time / wall.max(1e-9)
        ));
        !interrupt::interrupted()
    });
    progress.finish_and_clear();
    let Done { summary, stop, interrupted, failure } = done?;
    if !quiet {
        say(&mut std::io::stdout(), &summary.table());
    }
    let expected = account.hash.filter(|_| !interrupted).map(|hash| format!("{hash:016x}"));
    let same = expected.map(|expected| expected == summary.state_hash);
    if same == Some(true) && !quiet {
        say(&mut std::io::stdout(), "\nThe same as when it was saved, to the last bit.");
    }
    match (failure, stop) {
        (Some(failure), _) => Err(failure),
        (None, Some(stop)) => Err(Failure(format!("stopped at {:.3} s: {}", stop.time_s, stop.reason))),
        (None, None) if same == Some(false) => {
            let why = "this is not the run that was saved: the program that saved it was another.";
            Err(Failure(format!("{}: {why}", scene.source())))
        }
        (None, None) if interrupted => Ok(Ending::Interrupted),
        (None, None) => Ok(Ending::Complete),
    }
}

fn progress_bar(steps: u64, quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(steps);
    match ProgressStyle::with_template("{bar:30} {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
