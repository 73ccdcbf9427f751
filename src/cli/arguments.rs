//! The arguments as they are typed.

use crate::plasticity::Rule;
use crate::scene::fault::name_hint;
use std::path::PathBuf;

/// See synaptic and intrinsic plasticity make memory together: a spiking network, live in 3D.
#[derive(Clone, Debug, clap::Parser)]
#[command(name = "rheobase", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without it the scene opens in a window.
    #[command(subcommand)]
    pub command: Option<Subcommand>,
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
}

/// What to do.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Run a scene in the terminal, without a window.
    Run(RunArguments),
    /// Test the claim of a scene: arms with and without its mechanisms over many seeds, with a verdict (exit code 0 green, 3 amber,
    /// 4 red).
    Experiment(super::ExperimentArguments),
    /// Measure the speed of the simulation on this machine.
    Bench(super::bench::BenchArguments),
    /// Save a picture of the 3D view at one moment of a scene, always the same.
    #[cfg(feature = "viewer")]
    Picture(super::PictureArguments),
    /// List the scenes that come with the program.
    Scenes,
    /// Look for faults in scene files; exit code 1 if there is one.
    Check {
        /// Scene files, or names of shipped scenes.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<String>,
    },
}

/// Which scene, and what to change in it.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SceneArguments {
    /// A scene file, or the name of a shipped scene (see `rheobase scenes`) [default: learn_sleep_remember].
    #[arg(value_name = "SCENE")]
    pub scene: Option<String>,
    /// Seed of all random draws [default: the scene's].
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Change a value of the scene.
    #[arg(
        help = "Change a value of the scene, such as projections[0].conductance=3.0 or populations[E].neuron.threshold=-51"
    )]
    #[arg(long, value_name = "PATH=VALUE", value_parser = change, allow_hyphen_values = true)]
    pub set: Vec<(String, String)>,
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

fn change(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("write it as PATH=VALUE, such as projections[0].conductance=3.0")?;
    if path.trim().is_empty() || value.trim().is_empty() {
        return Err("write it as PATH=VALUE, such as projections[0].conductance=3.0".to_owned());
    }
    Ok((path.trim().to_owned(), value.trim().to_owned()))
}

/// A duration with its unit, in seconds.
pub fn duration_s(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let split = text.find(|c: char| c.is_alphabetic()).unwrap_or(text.len());
    // The exponent of a number is a letter too: 1e3s.
    let split = match text[split..].strip_prefix(['e', 'E']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+') => {
            let after = split + 2;
            text[after..].find(|c: char| c.is_alphabetic()).map_or(text.len(), |at| after + at)
        }
        _ => split,
    };
    let (number, unit) = text.split_at(split);
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3600.0,
        "" => return Err("the unit is missing: write 10s, 500ms or 2min".to_owned()),
        other => return Err(format!("`{other}` is not a unit of time: write 10s, 500ms or 2min")),
    };
    let number: f64 = number.trim().parse().map_err(|_| format!("`{number}` is not a number"))?;
    let duration = number * seconds;
    if !(duration > 0.0 && duration <= 1e7) {
        return Err("allowed: more than 0 and at most 10,000,000 s".to_owned());
    }
    Ok(duration)
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::ALL.into_iter().find(|rule| rule.id() == text).ok_or_else(|| {
        let ids = Rule::ALL.map(Rule::id);
        format!("there is no such rule. {}", name_hint(text, &ids, "rules").replace('"', ""))
    })
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
    fn durations_need_a_unit() {
        assert_eq!(duration_s("10s"), Ok(10.0));
        assert_eq!(duration_s("500ms"), Ok(0.5));
        assert_eq!(duration_s("2min"), Ok(120.0));
        assert_eq!(duration_s("1e3s"), Ok(1000.0));
        for wrong in ["10", "s", "-1s", "0s", "1e99s", "NaNs", "10 parsecs", ""] {
            assert!(duration_s(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_scene_may_stand_alone_or_after_run() {
        let alone = Arguments::try_parse_from(["rheobase", "wake"]).map(|arguments| arguments.scene.scene);
        assert_eq!(alone.ok().flatten().as_deref(), Some("wake"));
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
