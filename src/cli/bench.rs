//! `rheobase bench`: how fast this machine runs the benchmarks.

use super::{Failure, say};
use crate::bench::{Benchmark, measure};
use clap::Args;

/// Measure the speed of the simulation on this machine.
#[derive(Args, Clone, Debug)]
pub struct BenchArguments {
    /// Benchmarks to run (coba, isp, default, large); all if none is named.
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

/// Run the benchmarks and write what they found; progress goes to standard error.
///
/// # Errors
/// A shipped scene has faults.
pub fn bench(arguments: &BenchArguments) -> Result<(), Failure> {
    let chosen = if arguments.names.is_empty() { &Benchmark::ALL[..] } else { &arguments.names };
    let report = measure(chosen, |what| say(&mut std::io::stderr(), what))?;
    let text = if arguments.json {
        serde_json::to_string_pretty(&report).map_err(|error| Failure(error.to_string()))?
    } else {
        report.to_string()
    };
    say(&mut std::io::stdout(), &text);
    Ok(())
}
