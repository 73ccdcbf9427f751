//! Physical units at the edges of the program: scene files, command line, panels.
//!
//! Inside the inner loops every quantity is a plain `f32` in one consistent system (mV, ms, nS, pA, pF), in which
//! nS · mV = pA and pA / pF = mV / ms. A scene file names the unit of every number, `tau: ms(20.0)`, and a wrong name
//! is a parse error at its line and column.

use serde::{Deserialize, Serialize};

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident, $symbol:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(rename = $symbol)]
        pub struct $name(pub f32);

        impl $name {
            /// The symbol by which a scene file names this unit.
            pub const SYMBOL: &'static str = $symbol;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} {}", self.0, $symbol)
            }
        }
    };
}

unit!(
    /// Time in milliseconds: the clock of membranes and synapses.
    Milliseconds, "ms");
unit!(
    /// Time in seconds: phases of an experiment, slow traces.
    Seconds, "s");
unit!(
    /// Biological time in hours: processes that a time-lapse speeds up.
    Hours, "h");
unit!(
    /// Electric potential in millivolts.
    Millivolts, "mV");
unit!(
    /// Conductance in nanosiemens.
    Nanosiemens, "nS");
unit!(
    /// Current in picoamperes.
    Picoamperes, "pA");
unit!(
    /// Capacitance in picofarads.
    Picofarads, "pF");
unit!(
    /// Rate in events per second.
    Hertz, "Hz");
unit!(
    /// Rate in events per millisecond.
    Kilohertz, "kHz");
unit!(
    /// Length in micrometres.
    Micrometers, "um");
