//! Rules that change synapses; one rule a file.

mod consolidation;
mod down_selection;
mod heterosynaptic_pull;
mod incoming_cap;
mod inhibitory;
mod scaling;
mod short_term;
mod spike_rule;
mod traces;
mod triplet;

pub use consolidation::{Consolidation, consolidate_weights, skip_forgetting};
pub use down_selection::{DownSelection, down_select_weights};
pub use heterosynaptic_pull::HeterosynapticPull;
pub use incoming_cap::{IncomingCap, cap_incoming_weights};
pub use inhibitory::InhibitoryPlasticity;
pub use scaling::{Scaling, scale_weights};
pub use short_term::{AxonState, ShortTermPlasticity, release_transmitter};
pub use spike_rule::{Postspike, Prespike, SpikeRule, learn};
pub use traces::{SpikeTraces, TraceTimes, skip_traces, update_traces};
pub use triplet::TripletStdp;
