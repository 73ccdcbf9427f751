//! The command line: arguments as typed, then options, then what they ask for.

mod arguments;
mod bench;
mod check;
mod ending;
mod experiment;
#[cfg(feature = "viewer")]
mod film;
mod interrupt;
#[cfg(feature = "viewer")]
mod picture;
mod run;
mod saved;
mod scene_arguments;
mod scenes;
mod sweep;
mod switches;

pub use crate::export::Failure;
pub use arguments::{Arguments, RunArguments, Subcommand, ViewArguments};
pub use ending::Ending;
pub use experiment::ExperimentArguments;
#[cfg(feature = "viewer")]
pub use film::FilmArguments;
#[cfg(feature = "viewer")]
pub use picture::{LookArguments, PictureArguments};
pub use run::{RunOptions, run_scene};
pub use scene_arguments::SceneArguments;
pub use sweep::{Seeds, SweepArguments};

#[cfg(feature = "viewer")]
use crate::app::{self, FrameBench, Note, Remembered, SettingsFile, WindowError};
#[cfg(feature = "viewer")]
use crate::scene::Scene;
#[cfg(feature = "viewer")]
use crate::simulation::Runner;
use clap::Parser;
use ending::say;
use run::run_account;
use std::process::ExitCode;
#[cfg(feature = "viewer")]
use std::sync::Arc;

/// The whole program: read the arguments, do what they ask, give the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match &arguments.command {
        Some(Subcommand::Run(arguments)) => run(arguments),
        Some(Subcommand::Experiment(arguments)) => experiment::experiment(arguments),
        Some(Subcommand::Sweep(arguments)) => sweep::sweep(arguments),
        Some(Subcommand::Bench(arguments)) => bench::bench(arguments).map(|()| Ending::Complete),
        Some(Subcommand::Scenes) => scenes::list().map(|()| Ending::Complete),
        Some(Subcommand::Check { files }) => check::check(files).map(|()| Ending::Complete),
        #[cfg(feature = "viewer")]
        Some(Subcommand::Picture(arguments)) => picture::picture(arguments).map(|()| Ending::Complete),
        #[cfg(feature = "viewer")]
        Some(Subcommand::Film(arguments)) => film::film(arguments).map(|()| Ending::Complete),
        #[cfg(feature = "viewer")]
        Some(Subcommand::View(view)) => show(view),
        None => show(&arguments.view),
    };
    match done {
        Ok(Ending::Complete) => ExitCode::SUCCESS,
        Ok(Ending::Amber) => ExitCode::from(3),
        Ok(Ending::Red) => ExitCode::from(4),
        Ok(Ending::TooFew) => ExitCode::from(5),
        Ok(Ending::Interrupted) => ExitCode::from(interrupt::exit_code()),
        Err(Failure(message)) => {
            say(&mut std::io::stderr(), &message);
            ExitCode::FAILURE
        }
    }
}

/// Open a scene in the window; where there is no display, run it in the terminal.
#[cfg(feature = "viewer")]
fn show(arguments: &ViewArguments) -> Result<Ending, Failure> {
    let bench = arguments.bench_frames.map(|frames| FrameBench { frames, json: arguments.json });
    let mut remembered = None;
    if app::has_display() && !arguments.no_settings && bench.is_none() {
        remembered = SettingsFile::of_user().map(Remembered::read);
    }
    let session = saved::session(&arguments.scene)?;
    let scene = match &session {
        Some(whole) => Scene::clone(&whole.account.scene),
        None => first_scene(&arguments.scene, remembered.as_mut())?,
    };
    for note in remembered.iter().flat_map(|remembered| &remembered.notes) {
        say(&mut std::io::stderr(), &note.to_string());
    }
    let own_seed = session.as_ref().map(|whole| whole.account.seed);
    let seed = arguments.scene.seed.or(own_seed).unwrap_or(scene.seed);
    let options = RunOptions { seed, ..RunOptions::of(&scene) };
    let file = session.as_ref().and(arguments.scene.scene.clone());
    let runner = Runner::start(Arc::new(scene.clone()), options.seed).map_err(|error| Failure(error.to_string()))?;
    match app::show(runner, (remembered, file), arguments.window, bench) {
        Err(error @ (WindowError::NoDisplay | WindowError::DisplayRefused(_))) => {
            let rest = "the scene runs in the terminal, as `rheobase run` does. Ctrl+C stops it.";
            say(&mut std::io::stderr(), &format!("There is no window, as {error}: {rest}"));
            match session {
                Some(whole) => run_account(&saved::account_of(whole), None, false),
                None => run_scene(&scene, &options),
            }
        }
        Err(error) => Err(Failure(error.to_string())),
        Ok(()) => Ok(Ending::Complete),
    }
}

/// The scene that was asked for; else the one that was open last; else the usual one.
#[cfg(feature = "viewer")]
fn first_scene(arguments: &SceneArguments, remembered: Option<&mut Remembered>) -> Result<Scene, Failure> {
    if arguments.scene.is_none()
        && let Some(remembered) = remembered
        && let Some(last) = remembered.scene().map(str::to_owned)
    {
        match Scene::find(std::path::Path::new(&last), &arguments.set) {
            Ok(scene) => return Ok(scene),
            Err(faults) => {
                remembered.notes.extend(faults.first().map(|fault| Note::Scene(fault.to_string())));
            }
        }
    }
    arguments.read()
}

/// Run a scene in the terminal: this program was built without a window.
#[cfg(not(feature = "viewer"))]
fn show(arguments: &ViewArguments) -> Result<Ending, Failure> {
    if let Some(whole) = saved::session(&arguments.scene)? {
        return run_account(&saved::account_of(whole), None, false);
    }
    let scene = arguments.scene.read()?;
    run_scene(&scene, &RunOptions { seed: arguments.scene.seed.unwrap_or(scene.seed), ..RunOptions::of(&scene) })
}

/// Run a scene in the terminal.
fn run(arguments: &RunArguments) -> Result<Ending, Failure> {
    if let Some(whole) = saved::session(&arguments.scene)? {
        return saved::run_session(whole, arguments);
    }
    let scene = arguments.scene.read()?;
    let options = RunOptions::from_arguments(&scene, arguments)?;
    run_scene(&scene, &options)
}
