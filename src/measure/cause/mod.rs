//! Why a neuron fired, and why its threshold is where it is: both are sums, and here are their terms.
//!
//! Where every conductance is known, the membrane is linear: in a step V - E_L keeps the share d = exp(-dt Σ g / C) of what it was and
//! gains (1 - d) g (E - E_L) / Σ g from each conductance, (1 - d) I / Σ g from the current, and the noise of the step (MODEL 2.12). Each
//! of these goes on to shrink by the same shares. So V - E_L is at any moment the sum of what each sender, input, current,
//! afterhyperpolarization and the noise have left of it, and a spike has a list of causes without any remainder.
//!
//! What excites also opens a conductance that lets other contributions fade sooner: a term says what is there of a cause, not what
//! would be missing without it.

mod account;
mod spike_cause;
mod threshold;
mod watch;

pub use spike_cause::{Cause, Contribution, SpikeCause};
pub use threshold::{ThresholdPart, ThresholdParts, threshold_parts};
pub use watch::{CauseWatch, note_drive, note_spike};
