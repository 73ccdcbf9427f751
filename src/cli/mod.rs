//! The command line: arguments as typed, then options, then what they ask for.

mod arguments;
mod bench;
mod check;
mod ending;
mod experiment;
mod interrupt;
mod output;
#[cfg(feature = "viewer")]
mod picture;
mod report;
mod run;
mod scene_arguments;
mod scenes;
#[cfg(feature = "viewer")]
pub mod window;

pub use arguments::{Arguments, RunArguments, Subcommand};
pub use ending::{Ending, Failure};
pub use experiment::ExperimentArguments;
#[cfg(feature = "viewer")]
pub use picture::PictureArguments;
pub use run::{RunOptions, run_scene};
pub use scene_arguments::SceneArguments;

#[cfg(feature = "viewer")]
use crate::panel::PanelPlugin;
#[cfg(feature = "viewer")]
use crate::record::RecordPlugin;
#[cfg(feature = "viewer")]
use crate::simulation::Runner;
use clap::Parser;
use ending::say;
use std::process::ExitCode;
#[cfg(feature = "viewer")]
use std::sync::Arc;

/// The whole program: read the arguments, do what they ask, give the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Some(Subcommand::Run(arguments)) => run(&arguments),
        Some(Subcommand::Experiment(arguments)) => experiment::experiment(&arguments),
        Some(Subcommand::Bench(arguments)) => bench::bench(&arguments).map(|()| Ending::Complete),
        Some(Subcommand::Scenes) => scenes::list().map(|()| Ending::Complete),
        Some(Subcommand::Check { files }) => check::check(&files).map(|()| Ending::Complete),
        #[cfg(feature = "viewer")]
        Some(Subcommand::Picture(arguments)) => picture::picture(&arguments).map(|()| Ending::Complete),
        None => show(&arguments.scene),
    };
    match done {
        Ok(Ending::Complete) => ExitCode::SUCCESS,
        Ok(Ending::Amber) => ExitCode::from(3),
        Ok(Ending::Red) => ExitCode::from(4),
        Ok(Ending::Interrupted) => ExitCode::from(interrupt::EXIT_CODE),
        Err(Failure(message)) => {
            say(&mut std::io::stderr(), &message);
            ExitCode::FAILURE
        }
    }
}

/// Open a scene in the window; where there is no display, run it in the terminal.
fn show(arguments: &SceneArguments) -> Result<Ending, Failure> {
    let scene = arguments.read()?;
    let options = RunOptions { seed: arguments.seed.unwrap_or(scene.seed), ..RunOptions::of(&scene) };
    #[cfg(feature = "viewer")]
    {
        use window::WindowError;
        let runner = Runner::start(Arc::new(scene.clone()), options.seed)
            .map_err(|error| Failure(format!("the simulation thread could not be started: {error}")))?;
        match window::open(runner, |app| {
            app.add_plugins((PanelPlugin, RecordPlugin));
        }) {
            Err(WindowError::NoDisplay) => say(
                &mut std::io::stderr(),
                "No display was found: the scene runs in the terminal, as `rheobase run` does. Ctrl+C stops it.",
            ),
            Err(error) => return Err(Failure(error.to_string())),
            Ok(()) => return Ok(Ending::Complete),
        }
    }
    run_scene(&scene, &options)
}

/// Run a scene in the terminal.
fn run(arguments: &RunArguments) -> Result<Ending, Failure> {
    let scene = arguments.scene.read()?;
    let options = RunOptions::from_arguments(&scene, arguments);
    run_scene(&scene, &options)
}
