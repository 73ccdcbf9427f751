//! A run from its account: the same bits as the run that the account is of, with its results written on the way.

use super::failure::Failure;
use super::output::Output;
use super::summary::Summary;
use crate::measure::{MeasuredPopulation, StatisticsCollector};
use crate::model::Weight;
use crate::scene::Scene;
use crate::scene::file::NeuronKind;
use crate::simulation::{RunAccount, Simulation, Stop, choices_made};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

/// Model time between two looks at the results (s).
const CHUNK_S: f64 = 0.02;

/// What came of it.
pub struct Done {
    /// What it amounts to.
    pub summary: Summary,
    /// Why a guard stopped it, if one did.
    pub stop: Option<Stop>,
    /// Whether it was ended before its time.
    pub interrupted: bool,
    /// The first file that could not be written.
    pub failure: Option<Failure>,
}

/// Do a run as its account says, and write its results if there is a place for them. It is asked after each chunk of steps whether to
/// `go_on`.
///
/// # Errors
/// The scene or a command of the account is refused. That a file cannot be written is told with the results.
pub fn run(
    account: &RunAccount,
    mut output: Option<Output>,
    go_on: &mut dyn FnMut(&Simulation) -> bool,
) -> Result<Done, Failure> {
    let scene = &*account.scene;
    let refused = |fault| Failure::from(vec![fault]);
    let mut simulation = Simulation::from_shared(Arc::clone(&account.scene), account.seed).map_err(refused)?;
    simulation.enable_recording();
    let mut statistics = collector(scene);
    let chunk = scene.steps_in(CHUNK_S).max(1);
    let start = Instant::now();
    let mut failure = None;
    let mut commands = account.log.iter().peekable();
    let mut interrupted = false;
    loop {
        while let Some(logged) = commands.next_if(|logged| logged.step <= simulation.steps()) {
            simulation.obey(logged.command.clone()).map_err(refused)?;
        }
        if simulation.steps() >= account.steps || simulation.stop().is_some() {
            break;
        }
        if !go_on(&simulation) {
            interrupted = true;
            break;
        }
        let end = commands.peek().map_or(account.steps, |logged| logged.step.min(account.steps));
        simulation.step(chunk.min(end - simulation.steps()));
        let spikes = simulation.take_spikes();
        statistics.add(&spikes);
        let records = simulation.take_records();
        if let Some(output) = &mut output
            && let Err(cause) = output.add_spikes(scene, &spikes).and_then(|()| output.add_records(records))
        {
            failure = Some(cause);
            break;
        }
    }
    let time_s = simulation.time_s();
    // Of a run that ended early, only what was done: it is then a run of its own.
    let done = account.log.len() - commands.len();
    let mut summary = Summary {
        scene: scene.source().to_owned(),
        set: scene.changes().iter().map(|(path, value)| format!("{path}={value}")).collect(),
        seed: account.seed,
        commands: account.log.iter().take(done).cloned().collect(),
        dt_ms: scene.step().milliseconds(),
        simulated_s: time_s,
        biological_hours: simulation.biological_hours(),
        wall_s: start.elapsed().as_secs_f64(),
        neurons: scene.neuron_count(),
        synapses: simulation.with_column(|weights: &[Weight]| weights.len()),
        spikes: simulation.spike_count(),
        state_hash: format!("{:016x}", simulation.state_hash()),
        tables: output.as_ref().map_or_else(Vec::new, Output::tables),
        populations: BTreeMap::new(),
        down_states: None,
        choices: choices_made(&simulation).into_iter().map(Into::into).collect(),
        stopped: None,
        note: None,
    };
    if failure.is_some() {
        summary.note = Some(format!("a table could not be written at t = {time_s:.3} s"));
    } else if interrupted {
        summary.note = Some(format!("interrupted at t = {time_s:.3} s"));
    }
    let stop = simulation.stop();
    summary.set_statistics(scene, &statistics.finish(simulation.steps()));
    summary.set_stop(stop.as_ref());
    if let Some(output) = output {
        let finished = output.finish(&mut summary);
        failure = failure.or(finished.err());
    }
    Ok(Done { summary, stop, interrupted, failure })
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
