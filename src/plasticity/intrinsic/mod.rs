//! Rules that change how excitable a neuron is.

mod coupling;
mod delay;
mod excitability;
mod homeostasis;
mod learned;
mod skip;
mod timing;
mod window;

pub use coupling::lower_potentiation_threshold;
pub use delay::DelayedGrowth;
pub use excitability::{
    EffectiveProperties, IntrinsicPlasticity, Tone, Trigger, express_excitability, total_excitability,
    update_excitability,
};
pub use homeostasis::{Homeostasis, update_homeostasis};
pub use skip::skip_excitability;
pub use timing::{TimingExcitability, learn_timing, skip_timing};
pub use window::{NEVER_TAGGED, close_windows, needs_slow_columns};
