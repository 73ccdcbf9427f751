//! What is done to the network: the timeline of phases, patterns, Poisson drive, trains, currents, explicit spikes, and what is done
//! in closed loop.

mod choice;
mod contact;
mod current;
mod disruption;
mod intervene;
mod pattern;
mod phase_label;
mod poisson;
mod poke;
mod sequence;
mod spike_times;
mod timeline;
mod track;
mod train;

pub use choice::{Choices, Made, count_groups, took};
pub use contact::{Contact, ContactLaw, Replacement};
pub use current::{CurrentInput, CurrentInputs, inject_currents};
pub use disruption::{Disruption, Disruptions, disrupt_replay};
pub use intervene::{ParameterMoves, keep_cells_lost, keep_references_lost, keep_synapses_lost, move_parameters};
pub use pattern::{PatternDrive, drive_patterns};
pub use phase_label::PhaseLabel;
pub use poisson::{PoissonInput, PoissonInputs, drive_poisson};
pub use poke::{Poke, Pokes};
pub use sequence::Sequence;
pub use spike_times::{SpikeTimes, TimedSpike, fire_spike_times};
pub use timeline::{Active, Protocol, UserPresentation, follow_timeline};
pub use track::{TrackInput, TrackInputs, drive_tracks};
pub use train::{Train, Trains, drive_trains};
