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
    /// Biological time that is skipped passes at once; only where a timeline skips some.
    Skip,
    /// Inputs set currents and conductances.
    Stimulate,
    /// Membranes, thresholds and afterhyperpolarization; emits spikes.
    Integrate,
    /// Spikes whose delay is over open conductances.
    Propagate,
    /// Spike-driven rules: arriving presynaptic and emitted postsynaptic spikes.
    Learn,
    /// Traces decay and grow, after the rules have read them.
    Trace,
    /// Excitability and what neuromodulators do to it.
    Modulate,
    /// Slow processes at their own intervals.
    Consolidate,
    /// Recorders sample.
    Record,
    /// Not-finite, runaway and silence checks.
    Guard,
    /// The clock moves on.
    Tick,
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
                StepSet::Skip,
                StepSet::Stimulate,
                StepSet::Integrate,
                StepSet::Propagate,
                StepSet::Learn,
                StepSet::Trace,
                StepSet::Modulate,
                StepSet::Consolidate,
                StepSet::Record,
                StepSet::Guard,
                StepSet::Tick,
            )
                .chain(),
        )
        .add_systems(tick.in_set(StepSet::Tick));
    schedule
}
