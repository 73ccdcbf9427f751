//! One object for a run: a world of its own, its schedule, its log of commands; and the thread that steps it for a window.

mod command;
mod runner;
mod sample;

pub use command::{LoggedCommand, SimulationCommand};
pub use runner::{Runner, RunnerRequest, RunnerStatus};
pub use sample::{
    Fibre, HeatColumn, ModulatorReading, NetworkInfo, PatternInfo, PhaseInfo, PopulationInfo, Presentation, RateBin,
    SelectedNeuron, SpikeEvent, Stop, TracePoint, ViewSample, WeightHistogram, WeightSummary,
};
