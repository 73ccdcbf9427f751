//! What single neurons have at the start instead of what is drawn for them.

use super::{NeuronFile, Selection};
use crate::units::Millivolts;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Values of some neurons at the start. Of several for the same neuron the last counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InitialFile {
    /// Population.
    pub population: String,
    /// Which neurons; default all.
    #[serde(default)]
    pub neurons: Selection,
    /// Threshold at rest, above rest and reset and at most 50 mV; default: as drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Millivolts>,
    /// Fast component e_f of learned excitability, -1 to 1; default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fast_excitability: Option<f32>,
    /// Slow component e_s of learned excitability, -1 to 1; default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excitability: Option<f32>,
    /// Paint, -1 to 1; default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paint: Option<f32>,
}

impl InitialFile {
    /// Whether it says nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.threshold.is_none()
            && self.fast_excitability.is_none()
            && self.excitability.is_none()
            && self.paint.is_none()
    }
}

/// As a scene writes it.
impl fmt::Display for InitialFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "(population: {:?}", self.population)?;
        if self.neurons != Selection::All {
            write!(f, ", neurons: {:?}", self.neurons)?;
        }
        if let Some(threshold) = self.threshold {
            write!(f, ", threshold: mV({:?})", threshold.0)?;
        }
        for (name, value) in
            [("fast_excitability", self.fast_excitability), ("excitability", self.excitability), ("paint", self.paint)]
        {
            if let Some(value) = value {
                write!(f, ", {name}: {value:?}")?;
            }
        }
        f.write_str(")")
    }
}

impl NeuronFile {
    /// Highest threshold that one of its neurons may be given (mV).
    pub const HIGHEST_THRESHOLD_MV: f32 = 50.0;

    /// Lowest threshold that one of its neurons may be given (mV): above rest and reset, or it fires for ever, and nobody asked for that.
    #[must_use]
    pub fn lowest_threshold_mv(&self) -> f32 {
        // The exponential neuron spikes where its upstroke ends, and may be reset above its threshold.
        let reset = if self.adex.is_some() { -100.0 } else { self.reset_potential.0 };
        self.resting_potential.0.max(reset) + 1.0
    }
}
