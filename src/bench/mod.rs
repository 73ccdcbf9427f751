//! Speed, measured: how fast the shipped benchmarks run, what their synapses cost, and what the entities cost over plain arrays.

mod measure;
mod past;
mod plain_coba;
mod report;
mod rules;
mod stopwatch;

pub use measure::{Benchmark, measure};
pub use past::{PastCosts, measure_past};
pub use plain_coba::{NotPlain, PlainNetwork};
pub use report::{Comparison, Measurement, Report};
pub use rules::{RuleCost, RuleCosts, measure_rules};
