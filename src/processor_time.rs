//! Time on a processor, as the system counts it.

use std::time::Duration;

/// Time that this thread has spent on a processor, which leaves out what other programs took. Linux only.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}
