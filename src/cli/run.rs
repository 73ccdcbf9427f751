//! `rheobase run`: a scene in the terminal.

use super::arguments::RunArguments;
use super::ending::{Ending, Failure, say, say_notes};
use super::interrupt;
use super::output::Output;
use super::report::Summary;
use super::scene_arguments::typed_steps;
use crate::measure::{MeasuredPopulation, StatisticsCollector};
use crate::model::Weight;
use crate::plasticity::Rule;
use crate::scene::Scene;
use crate::scene::file::NeuronKind;
use crate::simulation::{Simulation, SimulationCommand};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Model time between two looks at the results (s).
const CHUNK_S: f64 = 0.02;

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
    interrupt::listen();
    if !options.quiet {
        say_notes(scene, &mut std::io::stderr());
    }
    let mut output = match &options.out {
        Some(folder) => Some(Output::create(folder, scene)?),
        None => None,
    };
    if let Some(strangers) = output.as_ref().and_then(Output::strangers).filter(|_| !options.quiet) {
        say(&mut std::io::stderr(), &strangers);
    }
    let mut simulation =
        Simulation::from_shared(Arc::new(scene.clone()), options.seed).map_err(|fault| Failure::from(vec![fault]))?;
    simulation.enable_recording();
    for &rule in &options.off {
        if simulation.has_rule(rule) {
            let off = SimulationCommand::SetRule { rule, enabled: false };
            simulation.obey(off).map_err(|fault| Failure::from(vec![fault]))?;
        } else if !options.quiet {
            say(
                &mut std::io::stderr(),
                &format!("note: the scene has no {}, so that --off changes nothing", rule.id()),
            );
        }
    }
    let mut statistics = collector(scene);
    let progress = progress_bar(options);
    let chunk = scene.steps_in(CHUNK_S).max(1);
    let start = Instant::now();
    let mut write_failure = None;
    while simulation.steps() < options.steps && simulation.stop().is_none() && !interrupt::interrupted() {
        simulation.step(chunk.min(options.steps - simulation.steps()));
        let spikes = simulation.take_spikes();
        statistics.add(&spikes);
        let records = simulation.take_records();
        if let Some(output) = &mut output
            && let Err(failure) = output.add_spikes(scene, &spikes).and_then(|()| output.add_records(records))
        {
            write_failure = Some(failure);
            break;
        }
        progress.set_position(simulation.steps());
        let (time, wall) = (simulation.time_s(), start.elapsed().as_secs_f64());
        progress.set_message(format!(
            "{time:.1} / {:.1} s  {:.1} times real time",
            scene.time_s(options.steps),
            time / wall.max(1e-9)
        ));
    }
    progress.finish_and_clear();
    let mut summary = Summary {
        scene: scene.source().to_owned(),
        seed: options.seed,
        dt_ms: scene.step().milliseconds(),
        simulated_s: simulation.time_s(),
        biological_hours: simulation.biological_hours(),
        wall_s: start.elapsed().as_secs_f64(),
        neurons: scene.neuron_count(),
        synapses: simulation.with_column(|weights: &[Weight]| weights.len()),
        spikes: simulation.spike_count(),
        state_hash: format!("{:016x}", simulation.state_hash()),
        tables: output.as_ref().map_or_else(Vec::new, Output::tables),
        populations: BTreeMap::new(),
        down_states: None,
        stopped: None,
        note: None,
    };
    let ending = if simulation.steps() < options.steps && interrupt::interrupted() {
        Ending::Interrupted
    } else {
        Ending::Complete
    };
    if write_failure.is_some() {
        summary.note = Some(format!("a table could not be written at t = {:.3} s", simulation.time_s()));
    } else if ending == Ending::Interrupted {
        summary.note = Some(format!("interrupted at t = {:.3} s", simulation.time_s()));
    }
    let stop = simulation.stop();
    summary.set_statistics(scene, &statistics.finish(simulation.steps()));
    summary.set_stop(stop.as_ref());
    if let Some(output) = output {
        let finished = output.finish(&mut summary);
        write_failure = write_failure.or(finished.err());
    }
    if !options.quiet {
        say(&mut std::io::stdout(), &summary.table());
    }
    match (write_failure, stop) {
        (Some(failure), _) => Err(failure),
        (None, Some(stop)) => Err(Failure(format!("stopped at {:.3} s: {}", stop.time_s, stop.reason))),
        (None, None) => Ok(ending),
    }
}

/// A collector over the whole run.
fn collector(scene: &Scene) -> StatisticsCollector {
    let populations = scene.populations.iter().zip(scene.ranges());
    let populations = populations
        .map(|(population, range)| MeasuredPopulation {
            range: range.clone(),
            excitatory: population.kind == NeuronKind::Excitatory,
        })
        .collect();
    StatisticsCollector::new(populations, scene.step().milliseconds(), 0.0)
}

fn progress_bar(options: &RunOptions) -> ProgressBar {
    if options.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(options.steps);
    match ProgressStyle::with_template("{bar:30} {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
