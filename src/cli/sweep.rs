//! `rheobase sweep`: a scene run with other values and other seeds.

use super::ending::{Ending, say};
use super::interrupt;
use super::scene_arguments::{SceneArguments, duration_s, typed_steps};
use super::switches::{rule, switched_off};
use crate::experiment::Share;
use crate::export::{Failure, cannot_write};
use crate::number_text::{counted, estimate, significant, thousands};
use crate::plasticity::Rule;
use crate::simulation::RunAccount;
use crate::study::{self, Axis, Cost, Estimate, Pace, Readings, Readout, Study, Varied, curve_table, spaced, table};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Most values of a parameter, and most seeds.
const MOST: usize = 1000;
/// Seeds where none are given: as many as are evidence.
const SEEDS: u64 = 20;
/// How long the speed is measured before the first run.
const MEASURE: Duration = Duration::from_millis(300);

/// How to sweep.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct SweepArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// Give a value of the scene (a path as --set takes it), or a parameter of a rule wherever it applies (RULE.PARAMETER), these values,
    /// as FROM..TO:COUNT, FROM..TO:COUNT:log or with commas between them; once or twice.
    #[arg(long, value_name = "PATH=FROM..TO:COUNT", value_parser = axis, allow_hyphen_values = true)]
    pub vary: Vec<Axis>,
    /// Seeds, as FIRST..LAST or with commas between them [default: 1..20, or that of --seed].
    #[arg(long, value_name = "FIRST..LAST", value_parser = seeds, conflicts_with = "seed")]
    pub seeds: Option<Seeds>,
    /// What is read of each run, such as rate:E, recall:A, threshold:E, weight:E_to_E or level:dopamine [default: the rate of each
    /// population].
    #[arg(long, value_name = "NAME")]
    pub read: Vec<String>,
    /// How long each run is in model time, such as 500ms, 10s or 2min [default: as the scene says].
    #[arg(long = "for", value_name = "TIME", value_parser = duration_s)]
    pub duration: Option<f64>,
    /// Switch a plasticity rule off in all runs, such as triplet_stdp.
    #[arg(long, value_name = "RULE", value_parser = rule)]
    pub off: Vec<Rule>,
    /// Write a table with a row for each run and read-out into this file.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write a table with each read-out over time into this file.
    #[arg(long, value_name = "FILE")]
    pub curves: Option<PathBuf>,
    /// Runs at the same time; results do not depend on it [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Begin even if it would take more than an hour, or be more than 10,000 runs.
    #[arg(long)]
    pub anyway: bool,
    /// No progress and no table: only what is wrong.
    #[arg(long)]
    pub quiet: bool,
}

/// Seeds as they are typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeds(pub Vec<u64>);

/// Run a scene with all values and seeds.
///
/// # Errors
/// The scene, a path, a value or a read-out is at fault; it would take too long; a run broke down, or a file cannot be written.
pub fn sweep(arguments: &SweepArguments) -> Result<Ending, Failure> {
    interrupt::listen();
    let study = Arc::new(study_of(arguments)?);
    let cores = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = arguments.jobs.map_or_else(cores, usize::from).min(study.runs());
    let pace = Pace::measure(&study.base, MEASURE).map_err(|fault| Failure::from(vec![fault]))?;
    let cost = Cost::of(&study, pace, jobs);
    let told = cost_told(cost);
    if cost.is_too_much() && !arguments.anyway {
        let most = thousands(cost.most_runs() as u64);
        let way_out = format!("Take fewer values or seeds (up to {most} runs), make them shorter, or add --anyway.");
        return Err(Failure(format!("{told}\n    {way_out}")));
    }
    if !arguments.quiet {
        say(&mut std::io::stderr(), &told);
    }
    let (readings, complete) = run(&study, jobs, arguments.quiet)?;
    let write = |path: &Option<PathBuf>, text: &dyn Fn() -> String| match path {
        Some(path) => std::fs::write(path, text()).map_err(|error| cannot_write(path, &error)),
        None => Ok(()),
    };
    write(&arguments.out, &|| table(&study, &readings))?;
    write(&arguments.curves, &|| curve_table(&study, &readings))?;
    if !complete {
        let (done, all) = (readings.len(), study.runs());
        say(&mut std::io::stderr(), &format!("interrupted: {done} of {all} runs are done, and in the tables."));
        return Ok(Ending::Interrupted);
    }
    if !arguments.quiet {
        say(&mut std::io::stdout(), &means(&study, &readings));
    }
    Ok(Ending::Complete)
}

/// What was typed, as a study.
fn study_of(arguments: &SweepArguments) -> Result<Study, Failure> {
    let scene = arguments.scene.read()?;
    if arguments.vary.len() > 2 {
        let what = format!("--vary: {} parameters are varied; one or two can be.", arguments.vary.len());
        return Err(Failure(format!("{what}\n    Make a sweep for each of the others.")));
    }
    let steps = match arguments.duration {
        Some(seconds) => typed_steps(&scene, "--for", seconds, arguments.quiet)?,
        None => scene.run_steps(),
    };
    let read = if arguments.read.is_empty() {
        (0..scene.populations.len()).map(Readout::Rate).collect()
    } else {
        let named = arguments.read.iter().map(|name| Readout::named(name, &scene));
        named.collect::<Result<Vec<_>, _>>().map_err(|fault| Failure::from(vec![fault]))?
    };
    let seeds = match (&arguments.seeds, arguments.scene.seed) {
        (Some(Seeds(seeds)), _) => seeds.clone(),
        (None, Some(seed)) => vec![seed],
        (None, None) => (1..=SEEDS).collect(),
    };
    let (seed, log) = (scene.seed, switched_off(&scene, &arguments.off, arguments.quiet));
    let base = RunAccount { scene: Arc::new(scene), seed, steps, log, hash: None };
    Ok(Study::new(base, arguments.vary.clone(), seeds, read)?)
}

/// Do all runs; false with those that are done if a signal came.
fn run(study: &Arc<Study>, jobs: usize, quiet: bool) -> Result<(Readings, bool), Failure> {
    let (mut readings, total) = (Readings::new(), study.runs());
    let runs = study.start(jobs, Share::Usual);
    let bar = progress_bar(quiet, total);
    while readings.len() < total && !interrupt::interrupted() {
        // Whether the threads have ended is asked first: what they sent before then is still taken.
        let over = runs.is_over();
        match runs.next(Duration::from_millis(200)) {
            Some((number, reading)) => {
                readings.insert(number, reading.map_err(|fault| Failure::from(vec![fault]))?);
                bar.set_position(readings.len() as u64);
            }
            None if over => {
                return Err(Failure("The system refused the threads that the runs are made on.".to_owned()));
            }
            None => {}
        }
    }
    bar.finish_and_clear();
    let complete = readings.len() == total;
    Ok((readings, complete))
}

/// What it costs, in a sentence.
fn cost_told(cost: Cost) -> String {
    let runs = counted(cost.runs as u64, "run");
    let time = match cost.seconds {
        seconds if seconds < 90.0 => format!("{} s", significant(seconds.ceil())),
        seconds if seconds < 5400.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.0} h", seconds / 3600.0),
    };
    let memory = cost.bytes as f64 / 1e6;
    let memory = if memory < 0.1 { "less than 0.1".to_owned() } else { format!("{memory:.1}") };
    format!("{runs}: about {time}, {memory} MB of results.")
}

/// The mean over seeds at each combination of values, with its interval.
fn means(study: &Study, readings: &Readings) -> String {
    let paths = study.axes.iter().map(|axis| axis.what.path());
    let mut rows: Vec<Vec<String>> =
        vec![paths.chain(study.read.iter().map(|readout| readout.id(&study.base.scene))).collect()];
    for (number, point) in study.points().iter().enumerate() {
        let found = (0..study.read.len()).map(|readout| told(&study::estimate(study, readings, number, readout)));
        rows.push(point.iter().map(f64::to_string).chain(found).collect());
    }
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let seeds = counted(study.seeds.len() as u64, "seed");
    let last = match study.seeds.len() {
        1 => format!("{seeds}: one run is an example, {SEEDS} are evidence."),
        _ => format!("Mean over {seeds}, and its 95 % interval."),
    };
    rows.iter().map(line).chain([last]).collect::<Vec<_>>().join("\n")
}

/// A mean with its interval.
fn told(found: &Estimate) -> String {
    let missing = if found.missing > 0 { format!(" ({} without)", found.missing) } else { String::new() };
    let mean = match found.interval {
        _ if found.values.is_empty() => "-".to_owned(),
        Some(interval) => estimate(found.mean, interval),
        None => significant(found.mean),
    };
    mean + &missing
}

/// A parameter with its values, as typed.
fn axis(text: &str) -> Result<Axis, String> {
    let form = "write it as PATH=FROM..TO:COUNT, such as projections[0].conductance=1..3:5, or PATH=1,2,3";
    let (path, values) = text.split_once('=').filter(|(path, _)| !path.trim().is_empty()).ok_or(form)?;
    let number = |text: &str| {
        let value = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
        value.ok_or_else(|| format!("`{}` is not a number; {form}", text.trim()))
    };
    let values = match values.split_once("..") {
        None => values.split(',').map(number).collect::<Result<Vec<_>, _>>()?,
        Some((from, rest)) => {
            let mut parts = rest.split(':');
            let (from, to) = (number(from)?, number(parts.next().unwrap_or_default())?);
            let count = parts.next().and_then(|count| count.trim().parse().ok());
            let count = count.filter(|count| (2..=MOST).contains(count));
            let count = count.ok_or_else(|| format!("how many values, 2 to {MOST}? {form}"))?;
            let ratios = match parts.next().map(str::trim) {
                None => false,
                Some("log") if from > 0.0 && to > 0.0 => true,
                Some("log") => return Err("equal ratios (:log) need both ends above 0".to_owned()),
                Some(_) => return Err(form.to_owned()),
            };
            spaced(from, to, count, ratios)
        }
    };
    if values.len() > MOST {
        return Err(format!("{} values; at most {MOST}", values.len()));
    }
    Ok(Axis { what: Varied::of(path.trim()), values })
}

/// Seeds as typed.
fn seeds(text: &str) -> Result<Seeds, String> {
    let form = "write them as 1..20, or 3,5,8";
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| form.to_owned());
    let seeds: Vec<u64> = match text.split_once("..") {
        Some((first, last)) => {
            let (first, last) = (number(first)?, number(last)?);
            (first..=last).take(MOST + 1).collect()
        }
        None => text.split(',').map(number).collect::<Result<_, _>>()?,
    };
    let mut different = seeds.clone();
    different.sort_unstable();
    different.dedup();
    match seeds.len() {
        0 => Err(format!("there is no seed from the first to the last; {form}")),
        count if count > MOST => Err(format!("more than {MOST} seeds; {form}")),
        count if different.len() < count => Err(format!("a seed twice gives the same run twice; {form}")),
        _ => Ok(Seeds(seeds)),
    }
}

fn progress_bar(quiet: bool, total: usize) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total as u64);
    match ProgressStyle::with_template("{bar:30} {pos} / {len} runs  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_a_range_or_a_list() {
        let values = |text: &str| axis(text).map(|axis| axis.values);
        assert_eq!(values("a=1..3:5"), Ok(vec![1.0, 1.5, 2.0, 2.5, 3.0]));
        assert_eq!(values("a=-55..-45:2"), Ok(vec![-55.0, -45.0]));
        assert_eq!(values("a=0.1..10:3:log"), Ok(vec![0.1, 1.0, 10.0]));
        assert_eq!(values("a=1,4,2"), Ok(vec![1.0, 4.0, 2.0]));
        for wrong in ["a", "=1..2:3", "a=1..2", "a=1..2:1", "a=1..2:9999", "a=0..2:3:log", "a=1..x:3", "a=1..2:3:lin"] {
            assert!(values(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn seeds_are_a_range_or_a_list() {
        assert_eq!(seeds("3..5"), Ok(Seeds(vec![3, 4, 5])));
        assert_eq!(seeds("9,2"), Ok(Seeds(vec![9, 2])));
        for wrong in ["", "5..3", "1..99999999999", "2,2", "-1..3", "a"] {
            assert!(seeds(wrong).is_err(), "{wrong}");
        }
    }
}
