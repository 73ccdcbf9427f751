//! Neuromodulators and brain states: what sets the tone of the whole network.

mod levels;
mod reward;
mod state;

pub use levels::{Modulation, ModulationEffects, Modulator};
pub use reward::{RewardSystem, clear_dopamine};
pub use state::{BrainState, StateLevels, StateTable};
