//! Neuromodulators and brain states: what sets the tone of the whole network.

mod levels;
mod receptors;
mod state;

pub use levels::{Modulation, ModulationEffects, Modulator};
pub use receptors::Receptors;
pub use state::{BrainState, StateLevels, StateTable};
