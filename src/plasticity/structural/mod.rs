//! Structural plasticity: weak synapses are pruned, and new ones grow in their place.

mod growth;
mod row_order;
mod structure;

pub use growth::{Candidates, PartnerKernel};
pub use row_order::{RowOrder, check_rows, move_column};
pub use structure::{Structure, Turnover, TurnoverLog, rewire_synapses};
