//! One object for a run: a world of its own, its schedule, its log of commands; and the thread that steps it for a window.

mod answer;
mod before;
mod checkpoints;
mod choices;
mod command;
mod course;
mod group;
mod hand_watch;
mod happening;
mod hold_watch;
mod info;
mod looking;
mod neuron_property;
mod past;
mod rate_watch;
mod recalled;
mod reset;
mod run;
mod runner;
mod sample;
mod sampler;
mod slice;
mod snapshot;
mod state;
mod thinning;
mod trace_watch;
mod twin_watch;
mod variable;
mod weight_matrix;
mod weights;

pub use checkpoints::KEPT_BUDGET;
pub use choices::choices_made;
pub use command::{LARGEST_INPUT_STRENGTH, LoggedCommand, POKE_CURRENT_PA, POKE_MS, PokeRange, SimulationCommand};
pub use hand_watch::ByHand;
pub use happening::{ChangeReading, ChoiceReading, Happening, Presentation, Stretch};
pub use looking::Looking;
pub use neuron_property::NeuronProperty;
pub use recalled::Recalled;
pub use run::{Simulation, projections};
pub use runner::{
    Delivery, Doing, INITIAL_SPEED, Known, RECALLED_SHARE, RunAccount, RunBranch, RunFailure, Runner, RunnerError,
    RunnerRequest, RunnerStatus, Ticket, TwinSample, Until, WholeRun,
};
pub use sample::{
    Fibre, GroupReading, GroupSynapses, GroupValue, HeatColumn, ModulatorReading, Neighbours, NetworkInfo, NeuronTrace,
    ParameterReading, PatternAnswer, PatternInfo, PhaseInfo, PopulationInfo, RateBin, RuleParameter, SelectedNeuron,
    ShownValues, SpikeEvent, Spread, Stop, SynapseTurnover, TracePoint, ViewSample, WeightHistogram, WeightSummary,
};
pub use sampler::Sampler;
pub use snapshot::Snapshot;
pub use state::RestoreError;
pub use thinning::{number_survives, survives};
pub use twin_watch::{FirstDifference, TwinReading, WINDOW_S as TWIN_WINDOW_S};
pub use weight_matrix::{WeightGroup, WeightMatrix};
