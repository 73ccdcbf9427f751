//! `rheobase bench`: how fast this machine runs the benchmarks.

use super::ending::say;
use crate::bench::{Benchmark, PastCosts, Report, RuleCosts, measure, measure_past, measure_rules};
use crate::export::Failure;
use clap::Args;
use serde::Serialize;

/// Measure the speed of the simulation on this machine.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Benchmarks to run (coba, isp, default, large); all if none is named.
    #[arg(value_name = "NAME", value_parser = benchmark)]
    pub names: Vec<Benchmark>,
    /// Measure what each synaptic rule costs, and no benchmark unless it is named. Without a name both are measured.
    #[arg(long)]
    pub rules: bool,
    /// Measure what the way back through a run costs. Without a name it is measured as well.
    #[arg(long)]
    pub past: bool,
    /// Write JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// What is written as JSON.
#[derive(Serialize)]
struct Everything {
    #[serde(flatten)]
    report: Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<RuleCosts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    past: Option<PastCosts>,
}

/// The benchmark of a name, or a message that lists them.
fn benchmark(name: &str) -> Result<Benchmark, String> {
    Benchmark::named(name).copied().ok_or_else(|| {
        let names: Vec<&str> = Benchmark::ALL.iter().map(|benchmark| benchmark.name).collect();
        format!("there is no benchmark `{name}`; choose from {}", names.join(", "))
    })
}

/// Run the benchmarks and write what they found; progress goes to standard error.
///
/// # Errors
/// A shipped scene has faults.
pub fn bench(arguments: &BenchArguments) -> Result<(), Failure> {
    let progress = |what: &str| say(&mut std::io::stderr(), what);
    let everything = arguments.names.is_empty() && !arguments.rules && !arguments.past;
    let chosen = if everything { &Benchmark::ALL[..] } else { &arguments.names };
    let report = measure(chosen, progress)?;
    let rules = if everything || arguments.rules { Some(measure_rules(progress)?) } else { None };
    let past = if everything || arguments.past { Some(measure_past(progress)?) } else { None };
    let text = if arguments.json {
        serde_json::to_string_pretty(&Everything { report, rules, past }).map_err(|error| Failure(error.to_string()))?
    } else {
        let rules = rules.map_or_else(String::new, |rules| format!("\n{rules}"));
        let past = past.map_or_else(String::new, |past| format!("\n{past}"));
        if chosen.is_empty() { rules + &past } else { report.to_string() + &rules + &past }
    };
    say(&mut std::io::stdout(), &text);
    Ok(())
}
