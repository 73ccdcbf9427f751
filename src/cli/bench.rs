//! `rheobase bench`: how fast this machine runs the benchmarks.

use crate::bench::{Benchmark, measure};
use crate::scene::Fault;
use clap::Args;

/// Measure the speed of the simulation on this machine.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Benchmarks to run (coba, isp, default); all if none is named.
    #[arg(value_name = "NAME", value_parser = benchmark)]
    pub names: Vec<Benchmark>,
    /// Write JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// The benchmark of a name, or a message that lists them.
fn benchmark(name: &str) -> Result<Benchmark, String> {
    Benchmark::named(name).copied().ok_or_else(|| {
        let names: Vec<&str> = Benchmark::ALL.iter().map(|benchmark| benchmark.name).collect();
        format!("there is no benchmark `{name}`; choose from {}", names.join(", "))
    })
}

/// Run the benchmarks; returns what to write to standard output. Progress goes to standard error.
///
/// # Errors
/// The faults of a shipped scene.
#[expect(clippy::print_stderr, reason = "this is the command line")]
pub fn bench(arguments: &BenchArguments) -> Result<String, Vec<Fault>> {
    let chosen = if arguments.names.is_empty() { &Benchmark::ALL[..] } else { &arguments.names };
    let report = measure(chosen, |what| eprintln!("{what}"))?;
    if arguments.json {
        // A report holds only numbers and text, which always can be written.
        return Ok(serde_json::to_string_pretty(&report).unwrap_or_default() + "\n");
    }
    Ok(report.to_string())
}
