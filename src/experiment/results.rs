//! Results of runs: kept line by line as they are finished, so that an interrupted experiment goes on where it stood.

use super::plan::{Plan, Run};
use crate::scene::Variation;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What one run gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Hash of the scene.
    pub scene: String,
    /// Version of the program.
    pub version: String,
    /// Name of the arm.
    pub arm: String,
    /// Name of the condition.
    pub condition: String,
    /// Seed.
    pub seed: u64,
    /// Which parameter was not as the scene says, if one was varied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub varied: Option<Variation>,
    /// Value of each metric, in order; none where it has none.
    pub values: Vec<Option<f64>>,
    /// Why the run ended too early, if it did.
    pub stopped: Option<String>,
}

/// Results so far, by run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// By run, in order of condition, arm, seed.
    pub runs: BTreeMap<Run, RunRecord>,
}

/// A file of results cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {error}.\n    Make room, or choose another folder for --out; what was finished before is kept.", path.display())]
pub struct ResultError {
    /// The file.
    pub path: PathBuf,
    /// What went wrong.
    pub error: std::io::Error,
}

/// Version of the program that stamps results.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl RunRecord {
    /// The record of a run.
    #[must_use]
    pub fn new(plan: &Plan, run: Run, values: Vec<Option<f64>>, stopped: Option<String>) -> Self {
        let experiment = &plan.experiment;
        Self {
            scene: plan.scene_hash.clone(),
            version: VERSION.to_owned(),
            arm: experiment.arms[run.arm].name.clone(),
            condition: experiment.conditions[run.condition].name.clone(),
            seed: run.seed,
            varied: plan.variation.clone(),
            values,
            stopped,
        }
    }
}

impl Results {
    /// Take over the records that belong to a plan; those of another scene, variation, version or arm are left out.
    pub fn add(&mut self, plan: &Plan, record: RunRecord) {
        let experiment = &plan.experiment;
        let arm = experiment.arms.iter().position(|arm| arm.name == record.arm);
        let condition = experiment.conditions.iter().position(|condition| condition.name == record.condition);
        if let (Some(arm), Some(condition)) = (arm, condition)
            && record.scene == plan.scene_hash
            && record.version == VERSION
            && record.values.len() == experiment.metrics.len()
            && record.varied == plan.variation
            && plan.seeds.contains(&record.seed)
        {
            let run = Run { condition, arm, seed: record.seed };
            if plan.scene(run).is_some() {
                self.runs.insert(run, record);
            }
        }
    }

    /// Read lines of records; what is not a record (a line that was cut off) is left out.
    ///
    /// # Errors
    /// The file exists and cannot be read.
    pub fn read(plan: &Plan, path: &Path) -> Result<Self, ResultError> {
        let mut results = Self::default();
        let fail = |error| ResultError { path: path.to_owned(), error };
        match File::open(path) {
            Ok(file) => {
                for line in BufReader::new(file).lines() {
                    if let Ok(record) = serde_json::from_str(&line.map_err(fail)?) {
                        results.add(plan, record);
                    }
                }
                Ok(results)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(results),
            Err(error) => Err(fail(error)),
        }
    }

    /// Records of a text that belong to a plan or its variation, also those of an older scene or version; whether there are such.
    #[must_use]
    pub fn of_text(plan: &Plan, text: &str) -> (Self, bool) {
        let (mut results, mut stale) = (Self::default(), false);
        let records = text.lines().filter_map(|line| serde_json::from_str::<RunRecord>(line).ok());
        for mut record in records.filter(|record| record.varied == plan.variation) {
            stale |= record.scene != plan.scene_hash || record.version != VERSION;
            (record.scene, record.version) = (plan.scene_hash.clone(), VERSION.to_owned());
            results.add(plan, record);
        }
        (results, stale)
    }

    /// Append a record to a file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn append(path: &Path, record: &RunRecord) -> Result<(), ResultError> {
        let line = serde_json::to_string(record).unwrap_or_default();
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            // A line that was cut off before must not swallow this one: each begins anew.
            .and_then(|mut file| file.write_all(format!("\n{line}\n").as_bytes()))
            .map_err(|error| ResultError { path: path.to_owned(), error })
    }

    /// Whether every seed of a plan gives the same, bit for bit, in each arm and condition: nothing in the scene is random. Two
    /// seeds can agree by chance, in counts above all.
    #[must_use]
    pub fn are_the_same_for_all(&self, plan: &Plan) -> bool {
        let Some((first, others)) = plan.seeds.split_first() else { return false };
        others.len() >= 2
            && plan.runs().into_iter().all(|run| {
                let values = |seed| self.runs.get(&Run { seed, ..run }).map(|record| &record.values);
                values(run.seed).is_some() && values(run.seed) == values(*first)
            })
    }

    /// Value of a metric in a run.
    #[must_use]
    pub fn value(&self, run: Run, metric: usize) -> Option<f64> {
        self.runs.get(&run)?.values.get(metric).copied().flatten()
    }
}
