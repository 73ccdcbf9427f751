//! What is read off a run: recorders, statistics, and the guards that stop it.

mod cause;
pub mod forecast;
mod guard;
pub mod inference;
pub mod maps;
pub mod memory;
pub mod ranks;
mod recorder;
pub mod replay;
pub mod slice;
mod statistics;
mod swing;
pub mod trials;
mod variable;

pub use cause::{
    Cause, CauseWatch, Contribution, SpikeCause, ThresholdPart, ThresholdParts, note_drive, note_spike, threshold_parts,
};
pub use forecast::{FORECAST_SHARE, ForecastOutcome, PatternReach};
pub use guard::{Guard, GuardStop, guard_run};
pub use memory::degradation_area;
pub use recorder::{RecorderSet, RecorderTable, record};
pub use slice::{CURVE_CURRENTS, PostBurstAhp, SliceReadout};
pub use statistics::{
    DownStates, FEWEST_CELLS, MeasuredPopulation, PopulationStatistics, RunStatistics, StatisticsCollector,
};
pub use swing::{Activity, SwingWatch};
pub use variable::{NeuronState, OwnReader, own_reader};
