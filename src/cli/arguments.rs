//! The arguments as they are typed.

use super::bench::BenchArguments;
use super::experiment::ExperimentArguments;
#[cfg(feature = "viewer")]
use super::film::FilmArguments;
#[cfg(feature = "viewer")]
use super::picture::PictureArguments;
use super::scene_arguments::{SceneArguments, duration_s};
use super::sweep::SweepArguments;
use super::switches::rule;
use crate::plasticity::Rule;
use std::path::PathBuf;

/// See synaptic and intrinsic plasticity make memory together: a spiking network, live in 3D.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "rheobase", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without it the scene opens in a window.
    #[command(subcommand)]
    pub command: Option<Subcommand>,
    /// The scene, and how its window opens.
    #[command(flatten)]
    pub view: ViewArguments,
}

/// A scene in a window.
#[derive(Clone, Debug, clap::Args)]
pub struct ViewArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// Neither use nor keep the window's settings (size, panels, plots, brush, last scene).
    #[cfg(feature = "viewer")]
    #[arg(long)]
    pub no_settings: bool,
    /// Width and height of the window [default: as it was left, or 1600x900].
    #[cfg(feature = "viewer")]
    #[arg(long, value_name = "WxH", value_parser = super::picture::size)]
    pub window: Option<(u32, u32)>,
    /// Say what so many frames cost, as fast as they can be drawn, and close the window; settings are not used.
    #[cfg(feature = "viewer")]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub bench_frames: Option<u32>,
    /// With --bench-frames: as JSON.
    #[cfg(feature = "viewer")]
    #[arg(long, requires = "bench_frames")]
    pub json: bool,
}

/// What to do.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Open a scene in a window, as without a subcommand.
    #[cfg(feature = "viewer")]
    View(ViewArguments),
    /// Run a scene in the terminal, without a window.
    Run(RunArguments),
    /// Test the claim of a scene: arms with and without its mechanisms over many seeds, with a verdict (exit code 0 green, 3 amber,
    /// 4 red).
    Experiment(ExperimentArguments),
    /// Run a scene with other values of one or two parameters and other seeds, and read a number of each run.
    Sweep(SweepArguments),
    /// Measure the speed of the simulation on this machine.
    Bench(BenchArguments),
    /// Save a picture of the 3D view at one moment of a scene, always the same.
    #[cfg(feature = "viewer")]
    Picture(PictureArguments),
    /// Make a film of a stretch of a scene, always of the same moments.
    #[cfg(feature = "viewer")]
    Film(FilmArguments),
    /// List the scenes that come with the program.
    Scenes,
    /// Look for faults in scene files; exit code 1 if there is one.
    Check {
        /// Scene files, or names of shipped scenes.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// How to run a scene in the terminal.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct RunArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// How long in model time, such as 500ms, 10s or 2min [default: as the scene says].
    #[arg(long, value_name = "TIME", value_parser = duration_s)]
    pub until: Option<f64>,
    /// Switch a plasticity rule off, such as triplet_stdp.
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub off: Vec<Rule>,
    /// Write summary.json, spikes.csv and a table for each recorder of the scene into this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// No progress and no table: only what is wrong.
    #[arg(long)]
    pub quiet: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_scene_may_stand_alone_or_after_run() {
        let alone = Arguments::try_parse_from(["rheobase", "wake"]).map(|arguments| arguments.view.scene.scene);
        assert_eq!(alone.ok().flatten(), Some(PathBuf::from("wake")));
        let run = Arguments::try_parse_from([
            "rheobase",
            "run",
            "wake",
            "--until",
            "1s",
            "--off",
            "triplet_stdp",
            "--set",
            "a=-1",
        ]);
        assert!(matches!(run.map(|arguments| arguments.command), Ok(Some(Subcommand::Run(_)))));
    }
}
