//! Rules that change synapses; one rule a file.

mod bcm;
mod btsp;
mod calcium;
mod consolidation;
mod down_selection;
mod eligibility;
mod full_triplet;
mod heterosynaptic_pull;
mod incoming_cap;
mod inhibitory;
mod pair;
mod scaling;
mod short_term;
mod slow_trace;
mod spike_rule;
mod traces;
mod triplet;
mod voltage;

pub use bcm::{Bcm, BcmTraces};
pub use btsp::{Btsp, Overlap, learn_btsp, skip_btsp};
pub use calcium::CalciumStdp;
pub use consolidation::{Consolidation, consolidate_weights, skip_forgetting};
pub use down_selection::{DownSelection, down_select_weights};
pub use eligibility::{ThreeFactor, learn_three_factor, skip_eligibility, update_pair_traces};
pub use full_triplet::{FullTripletStdp, TripletTraces};
pub use heterosynaptic_pull::HeterosynapticPull;
pub use incoming_cap::{IncomingCap, cap_incoming_weights};
pub use inhibitory::InhibitoryPlasticity;
pub use pair::{PairStdp, PairTraces};
pub use scaling::{Scaling, scale_weights};
pub use short_term::{AxonState, ShortTermPlasticity, release_transmitter};
pub use slow_trace::SlowTrace;
pub use spike_rule::{SpikeRule, Synapse, learn};
pub use traces::{SpikeTraces, Trace, TraceClock, TraceSet, TraceTimes, Traced, skip_traces, update_traces};
pub use triplet::TripletStdp;
pub use voltage::{VoltageStdp, VoltageTraces, potentiate_depolarized, skip_voltage_traces, update_voltage_traces};
