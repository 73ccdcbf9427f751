//! A run that was exported, from its summary: it can be done again.

use super::failure::Failure;
use crate::scene::Scene;
use crate::simulation::{LoggedCommand, RunAccount};
use crate::words::{number, words};
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;

/// Longest run (s of model time), as on the command line.
const LONGEST_S: f64 = 1e7;

/// What a summary says of how its run was made.
#[derive(Deserialize)]
struct Made {
    scene: String,
    /// Not in summaries from before values could be changed.
    #[serde(default)]
    set: Vec<String>,
    seed: u64,
    commands: Vec<LoggedCommand>,
    dt_ms: f64,
    simulated_s: f64,
    state_hash: String,
}

fn owned((path, value): (&str, &str)) -> (String, String) {
    (path.to_owned(), value.to_owned())
}

/// Read what run a `summary.json` is of; its hash is that of its last state.
///
/// # Errors
/// Why it cannot be done again.
pub fn read(path: &Path) -> Result<RunAccount, Failure> {
    let not = |why: String| Failure(format!("{}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| {
        not(words!("again-unreadable", "it cannot be read: { $error }.", error = error.to_string()))
    })?;
    let made: Made = serde_json::from_str(&text).map_err(|error| {
        not(words!(
            "again-no-summary",
            "it is not the summary of an exported run ({ $error }). Open its `summary.json`.",
            error = error.to_string()
        ))
    })?;
    let changes: Vec<(String, String)> = made.set.iter().filter_map(|set| set.split_once('=')).map(owned).collect();
    let scene = Scene::find(Path::new(&made.scene), &changes).map_err(|faults| {
        not(words!("again-no-scene", "its scene cannot be opened. { $fault }", fault = Failure::from(faults).0))
    })?;
    if scene.step().milliseconds() != made.dt_ms {
        return Err(not(words!(
            "again-other-step",
            "its time step was { $before } ms, and that of { $scene } is { $now } ms now.",
            before = number(&made.dt_ms.to_string()),
            scene = &made.scene,
            now = number(&scene.step().milliseconds().to_string())
        )));
    }
    if !made.simulated_s.is_finite() || made.simulated_s < 0.0 {
        return Err(not(words!("again-no-times", "its times do not fit each other.").to_owned()));
    }
    let steps = scene.steps_in(made.simulated_s);
    let hash = u64::from_str_radix(&made.state_hash, 16).ok();
    account_of(Arc::new(scene), made.seed, steps, made.commands, hash).map_err(|failure| not(failure.0))
}

/// The account of a run, checked: it can be done again.
///
/// # Errors
/// Why it cannot.
pub fn account_of(
    scene: Arc<Scene>,
    seed: u64,
    steps: u64,
    log: Vec<LoggedCommand>,
    hash: Option<u64>,
) -> Result<RunAccount, Failure> {
    let in_order = log.is_sorted_by_key(|logged| logged.step) && log.last().is_none_or(|logged| logged.step <= steps);
    if !in_order || scene.time_s(steps) > LONGEST_S {
        return Err(Failure(words!("again-no-times", "its times do not fit each other.").to_owned()));
    }
    if let Some(fault) = log.iter().find_map(|logged| logged.command.fault(&scene)) {
        return Err(Failure(words!(
            "again-no-change",
            "a change by hand does not fit the scene any more. { $fault }",
            fault = fault.to_string()
        )));
    }
    Ok(RunAccount { scene, seed, steps, log, hash })
}
