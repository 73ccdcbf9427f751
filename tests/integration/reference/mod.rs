//! An independent reference in double precision, and random networks on which the program is held against it.
//!
//! The reference follows the model as it is documented: event by event, with the closed form of every linear trace, and a fine
//! step for what has none. It shares no code with the program. Weights under scripted spikes agree to single precision at any
//! step; what the program integrates agrees within an error that shrinks with the step.

mod draws;
mod excitability;
mod forced;
mod membrane;
mod network;
mod pair_rules;
mod slow_rules;
mod slow_traces;
mod voltage;
