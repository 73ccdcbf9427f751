//! Physical units at the edges of the program: scene files, command line, panels.
//!
//! Inside the inner loops every quantity is a plain `f32` in one consistent system (mV, ms, nS, pA, pF), in which
//! nS · mV = pA and pA / pF = mV / ms. A scene file names the unit of every number, `tau: ms(20.0)`, and a wrong name
//! is a parse error at its line and column.

use serde::{Deserialize, Serialize};

/// Seconds in an hour: the slow processes count in hours of biological time, the steps in seconds.
pub const SECONDS_PER_HOUR: f64 = 3600.0;

/// A number with a unit, or a plain number.
pub trait Quantity: Copy {
    /// Symbol of the unit; empty for a plain number.
    const UNIT: &'static str;

    /// The quantity of a number in its unit.
    fn of(value: f32) -> Self;

    /// The number.
    fn value(self) -> f32;
}

impl Quantity for f32 {
    const UNIT: &'static str = "";

    fn of(value: f32) -> Self {
        value
    }

    fn value(self) -> f32 {
        self
    }
}

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

        impl Quantity for $name {
            const UNIT: &'static str = $symbol;

            fn of(value: f32) -> Self {
                Self(value)
            }

            fn value(self) -> f32 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} {}", self.0, $symbol)
            }
        }
    };
}

/// A time or a duration that becomes a number of steps: double precision, so that a run of days is exact to the step.
pub trait Time: Copy {
    /// Symbol of the unit.
    const UNIT: &'static str;

    /// The number in that unit.
    fn value(self) -> f64;
}

macro_rules! time {
    ($(#[$doc:meta])* $name:ident, $symbol:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(rename = $symbol)]
        pub struct $name(pub f64);

        impl Time for $name {
            const UNIT: &'static str = $symbol;

            fn value(self) -> f64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{} {}", self.0, $symbol)
            }
        }
    };
}

time!(
    /// When or how long something happens, in milliseconds: currents, spikes at given times, recorders.
    TimeInMilliseconds, "ms");
time!(
    /// When or how long something happens, in seconds: phases, trains, runs.
    TimeInSeconds, "s");
unit!(
    /// Time constants and delays in milliseconds: the clock of membranes and synapses.
    Milliseconds, "ms");
unit!(
    /// Time constants in seconds: slow traces.
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
unit!(
    /// Length in centimetres: tracks.
    Centimeters, "cm");
unit!(
    /// Angle in degrees.
    Degrees, "deg");
