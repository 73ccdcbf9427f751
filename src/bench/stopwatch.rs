//! Time and memory as the system counts them.

use crate::processor_time::processor_time;
use std::time::Instant;
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System};

/// A span of time on two clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Span {
    /// On the wall (s).
    pub wall: f64,
    /// Of this thread on a processor (s), where the system tells it; it leaves out what other programs took.
    pub processor: Option<f64>,
}

impl Span {
    /// Processor time where it is known, else wall time (s).
    #[must_use]
    pub fn best_known(self) -> f64 {
        self.processor.unwrap_or(self.wall)
    }
}

/// Time what a closure does.
pub fn time<R>(work: impl FnOnce() -> R) -> (R, Span) {
    let (processor, start) = (processor_time(), Instant::now());
    let result = work();
    let wall = start.elapsed().as_secs_f64();
    let processor = processor.zip(processor_time()).map(|(before, after)| after.saturating_sub(before).as_secs_f64());
    (result, Span { wall, processor })
}

/// Memory of this process that is in use and in RAM (bytes), where the system tells it.
#[must_use]
pub fn resident_memory() -> Option<u64> {
    let process = sysinfo::get_current_pid().ok()?;
    let mut system = System::new();
    system.refresh_processes_specifics(
        ProcessesToUpdate::Some(&[process]),
        false,
        ProcessRefreshKind::nothing().with_memory().without_tasks(),
    );
    Some(system.process(process)?.memory())
}
