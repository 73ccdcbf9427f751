//! Neuromodulators and brain states: what sets the tone of the whole network.

mod levels;
mod state;

pub use levels::{Modulation, ModulationEffects, Modulator};
pub use state::{BrainState, StateLevels, StateTable};
