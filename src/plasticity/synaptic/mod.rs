//! Rules that change synapses; one rule a file.

mod consolidation;
mod heterosynaptic_pull;
mod incoming_cap;
mod inhibitory;
mod spike_rule;
mod traces;
mod triplet;

pub use consolidation::{Consolidation, consolidate_weights};
pub use heterosynaptic_pull::HeterosynapticPull;
pub use incoming_cap::{IncomingCap, cap_incoming_weights};
pub use inhibitory::InhibitoryPlasticity;
pub use spike_rule::{SpikeRule, Synapse, learn};
pub use traces::{SpikeTraces, Trace, TraceSet, TraceTimes, update_traces};
pub use triplet::TripletStdp;
