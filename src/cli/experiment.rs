//! `rheobase experiment`: a claim put to the test.

use super::ending::{Ending, Failure, say};
use super::interrupt;
use super::output::cannot_write;
use super::scene_arguments::SceneArguments;
use crate::experiment::{Batch, Judgement, Plan, Results, Share, csv_text, judge, markdown, seeds_needed, table};
use crate::measure::inference::Verdict;
use crate::number_text::counted;
use crate::scene::Scene;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How to test the claim of a scene.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ExperimentArguments {
    /// The scene.
    #[command(flatten)]
    pub scene: SceneArguments,
    /// Number of seeds [default: as the scene says, 20].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(2..=1000))]
    pub seeds: Option<u64>,
    /// First seed [default: as the scene says, 1001; 1 to 20 are for tuning].
    #[arg(long, value_name = "N")]
    pub first_seed: Option<u64>,
    /// Only these arms, with commas between them; may be given more than once.
    #[arg(long, value_name = "ARMS")]
    pub arms: Vec<String>,
    /// Runs at the same time [default: one a core].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// Folder for results.csv, report.md and figures; finished runs in it are not done again [default: evidence/SCENE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// No progress and no table: only what is wrong.
    #[arg(long)]
    pub quiet: bool,
}

/// Test the claim of a scene.
///
/// # Errors
/// The scene has faults or no experiment, or a file cannot be written; finished runs are kept.
pub fn experiment(arguments: &ExperimentArguments) -> Result<Ending, Failure> {
    interrupt::listen();
    let scene: Scene = arguments.scene.read()?;
    let plan = Plan::new(&scene, arguments.seeds, arguments.first_seed, &arguments.arms)?;
    let plan = Arc::new(plan);
    let folder = arguments.out.clone().unwrap_or_else(|| {
        let stem = Path::new(scene.source()).file_stem().map_or_else(|| "scene".into(), std::ffi::OsStr::to_owned);
        Path::new("evidence").join(stem)
    });
    std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    let runs_file = folder.join("runs.jsonl");
    let mut results = Results::read(&plan, &runs_file).map_err(|error| Failure(error.to_string()))?;
    let total = plan.runs().len();
    let needed = seeds_needed(&plan.experiment);
    if plan.seeds.len() < needed && !arguments.quiet {
        let seeds = counted(plan.seeds.len() as u64, "seed");
        let hint = format!("{seeds}: a verdict needs {needed}, unless nothing in the scene is random.");
        say(&mut std::io::stderr(), &hint);
    }
    if !results.runs.is_empty() && !arguments.quiet {
        let kept = format!("{} of {total} runs were finished before and are kept.", results.runs.len());
        say(&mut std::io::stderr(), &kept);
    }
    let jobs = arguments
        .jobs
        .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
    let batch = Batch::start(&plan, &results, jobs, Share::Usual);
    let bar = progress_bar(arguments, total);
    bar.set_position(results.runs.len() as u64);
    bar.reset_eta();
    while results.runs.len() < total && !interrupt::interrupted() {
        // Whether the threads have ended is asked first: what they sent before then is still taken.
        let over = batch.is_over();
        if let Some((run, record)) =
            batch.next(Duration::from_millis(200)).map_err(|fault| Failure::from(vec![fault]))?
        {
            Results::append(&runs_file, &record).map_err(|error| Failure(error.to_string()))?;
            results.runs.insert(run, record);
            bar.set_position(results.runs.len() as u64);
        } else if over {
            return Err(Failure("The system refused the threads that the experiment runs on.".to_owned()));
        }
    }
    bar.finish_and_clear();
    if results.runs.len() < total {
        let kept = format!(
            "interrupted: {} of {total} runs are kept in {}; the same command goes on.",
            results.runs.len(),
            folder.display()
        );
        say(&mut std::io::stderr(), &kept);
        return Ok(Ending::Interrupted);
    }
    let judgement = judge(&plan, &results);
    write_files(&folder, &plan, &results, &judgement)?;
    if !arguments.quiet {
        say(&mut std::io::stdout(), &table(&plan, &judgement));
        say(&mut std::io::stdout(), &format!("report: {}", folder.join("report.md").display()));
    }
    Ok(match judgement.verdict {
        Verdict::Green => Ending::Complete,
        Verdict::Amber => Ending::Amber,
        Verdict::Red => Ending::Red,
        Verdict::TooFew => Ending::TooFew,
    })
}

fn write_files(folder: &Path, plan: &Plan, results: &Results, judgement: &Judgement) -> Result<(), Failure> {
    let (report, figures) = markdown(plan, results, judgement);
    let files = [("results.csv".to_owned(), csv_text(plan, results)), ("report.md".to_owned(), report)];
    for (name, text) in files.into_iter().chain(figures) {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| cannot_write(&path, &error))?;
    }
    Ok(())
}

fn progress_bar(arguments: &ExperimentArguments, total: usize) -> ProgressBar {
    if arguments.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(total as u64);
    match ProgressStyle::with_template("{bar:30} {pos} / {len} runs  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
