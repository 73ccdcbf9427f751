//! Numbers as the inspector reads them out.

use crate::number_text::with_unit;
use crate::words::{number, words};

/// A number with its unit, in the language of the window.
pub fn read(value: f32, decimals: usize, unit: &str) -> String {
    number(&with_unit(value, decimals, unit))
}

/// The unit of rates.
pub fn spikes_per_second() -> &'static str {
    words!("unit-spikes-per-second", "spikes/s")
}
