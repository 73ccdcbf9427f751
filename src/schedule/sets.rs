//! The sets of one step, chained in the order that spiking simulators have proved.

use super::clock::tick;
use bevy::ecs::schedule::{
    IntoScheduleConfigs, LogLevel, Schedule, ScheduleBuildSettings, ScheduleLabel, SingleThreadedExecutor, SystemSet,
};

/// One time step.
#[derive(ScheduleLabel, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StepSchedule;

/// The parts of a step, in their order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StepSet {
    /// The timeline enters its phases.
    Follow,
    /// Where biological time is skipped: membranes come to rest.
    Rest,
    /// Where biological time is skipped: what spikes left behind is settled and gone.
    Settle,
    /// Where biological time is skipped: slow processes pass at once.
    Skip,
    /// Inputs set currents and conductances.
    Stimulate,
    /// Membranes, thresholds and afterhyperpolarization; emits spikes.
    Integrate,
    /// Axons whose spikes arrive say how much transmitter they release.
    Release,
    /// Spikes whose delay is over open conductances.
    Propagate,
    /// Spike-driven rules: arriving presynaptic and emitted postsynaptic spikes.
    Learn,
    /// Traces decay and grow, after the rules have read them.
    Trace,
    /// Rules that move excitability.
    Modulate,
    /// Excitability and neuromodulators set threshold, afterhyperpolarization and leak.
    Express,
    /// Slow processes of synapses at their own intervals.
    Consolidate,
    /// Columns follow synapses that found a new partner.
    MoveRows,
    /// Recorders sample.
    Record,
    /// Not-finite, runaway and silence checks.
    Guard,
    /// The clock moves on.
    Tick,
}

/// The inputs within [`StepSet::Stimulate`], in their order.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputSet {
    /// Injected currents.
    Current,
    /// Spikes at given times.
    SpikeTimes,
    /// Independent Poisson spikes.
    Poisson,
    /// Disruptions of replay.
    Disruption,
    /// The pattern that is presented.
    Patterns,
    /// Spike trains and volleys.
    Trains,
    /// Place fields, during a lap.
    Tracks,
}

/// An empty schedule of one step: single-threaded, in order, an ambiguity is an error.
#[must_use]
pub fn step_schedule() -> Schedule {
    let mut schedule = Schedule::new(StepSchedule);
    schedule
        .set_executor(SingleThreadedExecutor::new())
        // No system defers anything (a test checks it), so nothing has to be applied either.
        .set_apply_final_deferred(false)
        .set_build_settings(ScheduleBuildSettings {
            ambiguity_detection: LogLevel::Error,
            auto_insert_apply_deferred: false,
            ..ScheduleBuildSettings::new()
        })
        .configure_sets(
            (
                StepSet::Follow,
                StepSet::Rest,
                StepSet::Settle,
                StepSet::Skip,
                StepSet::Stimulate,
                StepSet::Integrate,
                StepSet::Release,
                StepSet::Propagate,
                StepSet::Learn,
                StepSet::Trace,
                StepSet::Modulate,
                StepSet::Express,
                StepSet::Consolidate,
                StepSet::MoveRows,
                StepSet::Record,
                StepSet::Guard,
                StepSet::Tick,
            )
                .chain(),
        )
        .configure_sets(
            (
                InputSet::Current,
                InputSet::SpikeTimes,
                InputSet::Poisson,
                InputSet::Disruption,
                InputSet::Patterns,
                InputSet::Trains,
                InputSet::Tracks,
            )
                .chain()
                .in_set(StepSet::Stimulate),
        )
        .add_systems(tick.in_set(StepSet::Tick));
    schedule
}
