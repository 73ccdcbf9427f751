//! The number and the unit of a quantity, for messages and range checks.

use crate::units::{
    Hertz, Hours, Kilohertz, Micrometers, Milliseconds, Millivolts, Nanosiemens, Picoamperes, Picofarads, Seconds,
};

/// A number with a unit.
pub trait Quantity {
    /// The number and its unit.
    fn value_and_unit(self) -> (f32, &'static str);
}

macro_rules! quantities {
    ($($unit:ident),*) => {$(
        impl Quantity for $unit {
            fn value_and_unit(self) -> (f32, &'static str) {
                (self.0, Self::SYMBOL)
            }
        }
    )*};
}

quantities!(
    Hertz,
    Hours,
    Kilohertz,
    Micrometers,
    Milliseconds,
    Millivolts,
    Nanosiemens,
    Picoamperes,
    Picofarads,
    Seconds
);
