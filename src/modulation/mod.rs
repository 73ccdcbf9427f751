//! Neuromodulators and brain states: what sets the tone of the whole network.

mod levels;
mod receptors;
mod reward;
mod state;

pub use levels::{Modulation, ModulationEffects, Modulator};
pub use receptors::Receptors;
pub use reward::{RewardSystem, clear_dopamine};
pub use state::{BrainState, StateLevels, StateTable};
