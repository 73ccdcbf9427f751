//! What a run amounts to: the table in the terminal and `summary.json`.

use crate::measure::{DownStates, FEWEST_CELLS, RunStatistics};
use crate::number_text::{counted, thousands};
use crate::scene::Scene;
use crate::simulation::{ChoiceReading, LoggedCommand, Stop};
use crate::units::SECONDS_PER_HOUR;
use serde::Serialize;
use std::collections::BTreeMap;

/// What `summary.json` holds.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// File or name of the scene.
    pub scene: String,
    /// Values that were changed in it, as `--set` takes them: PATH=VALUE.
    pub set: Vec<String>,
    /// Seed.
    pub seed: u64,
    /// What was changed by hand, each with the step before which: scene, set, seed and these are the whole run.
    pub commands: Vec<LoggedCommand>,
    /// Integration step (ms).
    pub dt_ms: f64,
    /// Model time (s).
    pub simulated_s: f64,
    /// Biological time (h): model time, stretched by the time-lapse, and what was skipped.
    pub biological_hours: f64,
    /// Time that it took (s).
    pub wall_s: f64,
    /// Number of neurons.
    pub neurons: u32,
    /// Number of synapses.
    pub synapses: usize,
    /// Number of spikes.
    pub spikes: u64,
    /// Hash of the whole state at the end, in hexadecimal: the same scene and seed give the same.
    pub state_hash: String,
    /// Tables beside this file.
    pub tables: Vec<String>,
    /// By name, over the whole run.
    pub populations: BTreeMap<String, PopulationSummary>,
    /// Down states of the excitatory cells, over the whole run; none if they have too few spikes to tell.
    pub down_states: Option<DownSummary>,
    /// What the timeline read and chose, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<ChoiceSummary>,
    /// Why a guard stopped the run, if one did.
    pub stopped: Option<StopSummary>,
    /// Why the results are not those of the whole run, if they are not: it was interrupted, or a file could not be written.
    pub note: Option<String>,
}

/// One population in `summary.json`.
#[derive(Clone, Debug, Serialize)]
pub struct PopulationSummary {
    /// Number of neurons.
    pub neurons: usize,
    /// Spikes per second and neuron, over the whole run.
    pub rate_hz: f64,
    /// Coefficient of variation of inter-spike intervals.
    pub cv_isi: Option<f64>,
    /// Coefficient of variation of the count in 20 ms bins; none of a population of fewer than ten.
    pub population_cv: Option<f64>,
}

/// Down states in `summary.json`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct DownSummary {
    /// Number a second.
    pub per_s: f64,
    /// Share of the time.
    pub fraction: f64,
}

/// A choice of the timeline in `summary.json`.
#[derive(Clone, Debug, Serialize)]
pub struct ChoiceSummary {
    /// When (s of model time).
    pub time_s: f64,
    /// What was decided.
    pub name: String,
    /// The option that was taken.
    pub chosen: String,
    /// Rate of each group that was read, by the option that it stands for.
    pub rates_hz: BTreeMap<String, f32>,
}

impl From<ChoiceReading> for ChoiceSummary {
    fn from(choice: ChoiceReading) -> Self {
        let ChoiceReading { time_s, name, chosen, rates, .. } = choice;
        Self { time_s, name, chosen, rates_hz: rates.into_iter().collect() }
    }
}

/// A guard's reason in `summary.json`.
#[derive(Clone, Debug, Serialize)]
pub struct StopSummary {
    /// When (s of model time).
    pub time_s: f64,
    /// Why.
    pub reason: String,
}

impl Summary {
    /// Enter the statistics of a run.
    pub fn set_statistics(&mut self, scene: &Scene, statistics: &RunStatistics) {
        let populations = scene.populations.iter().zip(scene.ranges()).zip(&statistics.populations);
        self.populations = populations
            .map(|((population, range), own)| {
                let summary = PopulationSummary {
                    neurons: range.len(),
                    rate_hz: own.rate_hz,
                    cv_isi: own.cv_isi,
                    population_cv: own.population_cv,
                };
                (population.name.clone(), summary)
            })
            .collect();
        let summary = |down: DownStates| DownSummary { per_s: down.per_s, fraction: down.fraction };
        self.down_states = statistics.down_states.map(summary);
    }

    /// Enter why a guard stopped the run.
    pub fn set_stop(&mut self, stop: Option<&Stop>) {
        self.stopped = stop.map(|stop| StopSummary { time_s: stop.time_s, reason: stop.reason.to_string() });
    }

    /// The short table for the terminal.
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines = Vec::new();
        let speed = self.simulated_s / self.wall_s.max(1e-9);
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
        lines.push(format!(
            "{}, seed {}: {} s simulated in {:.1} s ({speed:.1} times real time)",
            self.scene, self.seed, self.simulated_s, self.wall_s
        ));
        lines.push(format!(
            "{}, {}, {}, state {}\n",
            counted(u64::from(self.neurons), "neuron"),
            counted(self.synapses as u64, "synapse"),
            counted(self.spikes, "spike"),
            self.state_hash
        ));
        if self.biological_hours * SECONDS_PER_HOUR > self.simulated_s * 1.001 {
            lines.insert(1, format!("{} of biological time", biological(self.biological_hours)));
        }
        let width = self.populations.keys().map(|name| name.chars().count()).max().unwrap_or(0).max("population".len());
        lines.push(format!(
            "{:width$}  {:>9}  {:>9}  {:>15}  {:>16}",
            "population", "neurons", "rate (Hz)", "CV of intervals", "CV of population"
        ));
        for (name, own) in &self.populations {
            let neurons = thousands(own.neurons as u64);
            let few = own.neurons < FEWEST_CELLS && own.rate_hz > 0.0;
            let population = if few { "too few cells".to_owned() } else { shown(own.population_cv) };
            let intervals = shown(own.cv_isi);
            lines.push(format!("{name:width$}  {neurons:>9}  {:>9.2}  {intervals:>15}  {population:>16}", own.rate_hz));
        }
        lines.push(match self.down_states {
            Some(DownSummary { per_s, fraction }) => {
                format!("\nDown states: {per_s:.2} a second, {:.0} % of the time", fraction * 100.0)
            }
            None => "\nDown states: too few spikes of excitatory cells to tell".to_owned(),
        });
        lines.extend(counts_of(&self.choices));
        lines.extend(self.note.iter().map(|note| format!("\nNot the whole run: {note}")));
        lines.join("\n")
    }
}

/// How often each option of each choice was taken.
fn counts_of(choices: &[ChoiceSummary]) -> Vec<String> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for choice in choices {
        *counts.entry(&choice.name).or_default().entry(&choice.chosen).or_default() += 1;
    }
    let line = |(name, options): (&&str, &BTreeMap<&str, u64>)| {
        let options: Vec<String> = options.iter().map(|(option, count)| format!("{option} {count}")).collect();
        format!("Chosen: {name}: {}", options.join(", "))
    };
    counts.iter().map(line).collect()
}

/// A biological time in a unit in which it is read easily.
fn biological(hours: f64) -> String {
    match hours {
        hours if hours >= 48.0 => format!("{:.1} days", hours / 24.0),
        hours if hours >= 1.0 => format!("{hours:.1} hours"),
        hours => format!("{:.1} minutes", hours * 60.0),
    }
}
