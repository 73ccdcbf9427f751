//! `rheobase experiment`: a claim put to the test.

use super::ending::{Ending, say};
use super::interrupt;
use super::scene_arguments::SceneArguments;
use crate::experiment::{
    Batch, Plan, Results, RunRecord, Share, csv_text, judge, markdown, seeds_needed, steps, table, varied_markdown,
    varied_table,
};
use crate::export::{Failure, cannot_write};
use crate::measure::inference::Verdict;
use crate::number_text::{counted, thousands};
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
    /// Make the runs also with each parameter that the scene names under `vary` a fifth smaller and a fifth larger, and report what
    /// becomes of its primary expectations. Costs, for each of these parameters and each of a few seeds, twice the arms and
    /// conditions that those compare; how many runs that are is said before the first.
    #[arg(long)]
    pub vary: bool,
    /// Seeds of the varied runs, the first ones of the experiment [default: 5].
    #[arg(long, value_name = "N", requires = "vary", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub vary_seeds: Option<u16>,
    /// Folder for results.csv, report.md and figures; finished runs in it are not done again [default: evidence/SCENE].
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// No progress and no table: only what is wrong.
    #[arg(long)]
    pub quiet: bool,
}

/// Runs of a plan, and the file in which finished ones are kept.
struct Kept {
    plan: Arc<Plan>,
    results: Results,
    file: PathBuf,
}

impl Kept {
    fn read(plan: Plan, file: PathBuf) -> Result<Self, Failure> {
        let results = Results::read(&plan, &file).map_err(|error| Failure(error.to_string()))?;
        Ok(Self { plan: Arc::new(plan), results, file })
    }
}

/// The experiment, and one plan a variation.
struct Work {
    plain: Kept,
    varied: Vec<Kept>,
}

impl Work {
    fn all(&self) -> impl Iterator<Item = &Kept> {
        std::iter::once(&self.plain).chain(&self.varied)
    }

    fn finished(&self) -> usize {
        self.all().map(|kept| kept.results.runs.len()).sum()
    }

    fn total(&self) -> usize {
        self.all().map(|kept| kept.plan.runs().len()).sum()
    }

    /// Steps of all runs: each by itself, and with what they have in common once.
    fn steps(&self) -> (u64, u64) {
        let steps = self.all().map(|kept| steps(&kept.plan, &kept.plan.runs()));
        steps.fold((0, 0), |sum, of| (sum.0 + of.0, sum.1 + of.1))
    }

    /// Keep the record of a finished run.
    fn keep(&mut self, record: RunRecord) -> Result<(), Failure> {
        let mut all = std::iter::once(&mut self.plain).chain(&mut self.varied);
        if let Some(kept) = all.find(|kept| kept.plan.variation == record.varied) {
            Results::append(&kept.file, &record).map_err(|error| Failure(error.to_string()))?;
            kept.results.add(&kept.plan, record);
        }
        Ok(())
    }

    /// What there is to know before the first run.
    fn announce(&self, arguments: &ExperimentArguments) {
        let plan = &self.plain.plan;
        let needed = seeds_needed(&plan.experiment);
        if plan.seeds.len() < needed {
            let seeds = counted(plan.seeds.len() as u64, "seed");
            let hint = format!("{seeds}: a verdict needs {needed}, unless nothing in the scene is random.");
            say(&mut std::io::stderr(), &hint);
        }
        if let Some(Kept { plan: one, .. }) = self.varied.first() {
            let parameters = counted(plan.experiment.vary.len() as u64, "parameter");
            let seeds = counted(one.seeds.len() as u64, "seed");
            let all = if arguments.vary_seeds() > one.seeds.len() { ", all there are" } else { "" };
            let own = plan.runs().len();
            let runs = counted((self.total() - own) as u64, "run");
            let cost =
                format!("--vary: {parameters} a fifth smaller and larger on {seeds}{all}: {runs} besides the {own}.");
            say(&mut std::io::stderr(), &cost);
        }
        let (alone, together) = self.steps();
        if together < alone {
            let (alone, together) = (thousands(alone), thousands(together));
            let cost = format!("What runs have in common is computed once: {together} steps instead of {alone}.");
            say(&mut std::io::stderr(), &cost);
        }
        if self.finished() > 0 {
            let kept = format!("{} of {} runs were finished before and are kept.", self.finished(), self.total());
            say(&mut std::io::stderr(), &kept);
        }
    }

    /// Make the runs that are missing; false if a signal came before they were made.
    fn finish(&mut self, arguments: &ExperimentArguments) -> Result<bool, Failure> {
        let jobs = arguments
            .jobs
            .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
        let plans: Vec<(Arc<Plan>, &Results)> =
            self.all().map(|kept| (Arc::clone(&kept.plan), &kept.results)).collect();
        let batch = Batch::start_all(&plans, jobs, Share::Usual);
        let bar = progress_bar(arguments, self.total());
        bar.set_position(self.finished() as u64);
        bar.reset_eta();
        while self.finished() < self.total() && !interrupt::interrupted() {
            // Whether the threads have ended is asked first: what they sent before then is still taken.
            let over = batch.is_over();
            if let Some((_, record)) =
                batch.next(Duration::from_millis(200)).map_err(|fault| Failure::from(vec![fault]))?
            {
                self.keep(record)?;
                bar.set_position(self.finished() as u64);
            } else if over {
                return Err(Failure("The system refused the threads that the experiment runs on.".to_owned()));
            }
        }
        bar.finish_and_clear();
        Ok(self.finished() == self.total())
    }
}

impl ExperimentArguments {
    fn vary_seeds(&self) -> usize {
        self.vary_seeds.map_or(5, usize::from)
    }
}

/// Test the claim of a scene.
///
/// # Errors
/// The scene has faults or no experiment, or a file cannot be written; finished runs are kept.
pub fn experiment(arguments: &ExperimentArguments) -> Result<Ending, Failure> {
    interrupt::listen();
    let scene: Scene = arguments.scene.read()?;
    let plan = Plan::new(&scene, arguments.seeds, arguments.first_seed, &arguments.arms)?;
    let variations = if arguments.vary { plan.variations(&scene, arguments.vary_seeds())? } else { Vec::new() };
    let folder = arguments.out.clone().unwrap_or_else(|| {
        let stem = Path::new(scene.source()).file_stem().map_or_else(|| "scene".into(), std::ffi::OsStr::to_owned);
        Path::new("evidence").join(stem)
    });
    std::fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    let varied: Result<Vec<Kept>, Failure> =
        variations.into_iter().map(|plan| Kept::read(plan, folder.join("varied.jsonl"))).collect();
    let mut work = Work { plain: Kept::read(plan, folder.join("runs.jsonl"))?, varied: varied? };
    if !arguments.quiet {
        work.announce(arguments);
    }
    if !work.finish(arguments)? {
        let (finished, total) = (work.finished(), work.total());
        let kept = format!(
            "interrupted: {finished} of {total} runs are kept in {}; the same command goes on.",
            folder.display()
        );
        say(&mut std::io::stderr(), &kept);
        return Ok(Ending::Interrupted);
    }
    report(&folder, &work, arguments.quiet)
}

/// Judge what was found, and write and say it.
fn report(folder: &Path, work: &Work, quiet: bool) -> Result<Ending, Failure> {
    let Kept { plan, results, .. } = &work.plain;
    let varied: Vec<(&Plan, &Results)> = work.varied.iter().map(|kept| (&*kept.plan, &kept.results)).collect();
    let judgement = judge(plan, results);
    let section = if varied.is_empty() { String::new() } else { varied_markdown(plan, results, &varied) };
    let (report, figures) = markdown(plan, results, &judgement, &section);
    let files = [("results.csv".to_owned(), csv_text(plan, results)), ("report.md".to_owned(), report)];
    for (name, text) in files.into_iter().chain(figures) {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| cannot_write(&path, &error))?;
    }
    if !quiet {
        say(&mut std::io::stdout(), &table(plan, &judgement));
        if !varied.is_empty() {
            say(&mut std::io::stdout(), &varied_table(plan, results, &varied));
        }
        say(&mut std::io::stdout(), &format!("report: {}", folder.join("report.md").display()));
    }
    Ok(match judgement.verdict {
        Verdict::Green => Ending::Complete,
        Verdict::Amber => Ending::Amber,
        Verdict::Red => Ending::Red,
        Verdict::TooFew => Ending::TooFew,
    })
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
