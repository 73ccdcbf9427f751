//! What measurements of laps and trials name.

use crate::units::Hertz;
use serde::{Deserialize, Serialize};

/// What counts as a place field: neighbouring bins whose rate is at least a share of the cell's greatest, and whose own peak and number
/// are large enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldFile {
    /// Least peak rate, 0 to 1,000 Hz; 2 Hz.
    #[serde(default = "two_hertz")]
    pub peak: Hertz,
    /// Least rate in it as a share of the cell's greatest, 0 to 1; 0.2.
    #[serde(default = "a_fifth")]
    pub share: f64,
    /// Least number of bins, 1 to 1,000; 1.
    #[serde(default = "one")]
    pub bins: i64,
}

impl Default for FieldFile {
    fn default() -> Self {
        Self { peak: two_hertz(), share: a_fifth(), bins: one() }
    }
}

/// What is read off the rate maps of a group's cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MapReadout {
    /// Mean spatial information of the cells that fire often enough (bits a spike).
    Information,
    /// Share of the cells that have a place field.
    WithField,
    /// Mean number of place fields a cell, silent cells included.
    Fields,
    /// Variance over mean of the number of place fields a cell; 1 if they were scattered at random over cells that are alike.
    FieldDispersion,
}

/// How rate maps are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SimilarityBasis {
    /// Correlation of the two maps of a cell, mean over the cells.
    #[default]
    Cells,
    /// Correlation of the two population vectors of a bin, mean over the bins.
    Vectors,
}

/// A property of cells at a mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellProperty {
    /// Lasting threshold θ (mV).
    Threshold,
    /// Excitability e.
    Excitability,
    /// Sum of the incoming weights of a projection.
    IncomingWeight(String),
}

/// When a group begins to fire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Onset {
    /// Median, over its cells that fire, of the first spike.
    #[default]
    Median,
    /// Its first spike.
    FirstSpike,
}

/// What of a group none of whose cells fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SilentGroup {
    /// It comes last, with the others that stay silent; no value if fewer than two groups fire.
    #[default]
    Last,
    /// It is left out; no value if fewer than three groups fire.
    LeftOut,
}

const fn two_hertz() -> Hertz {
    Hertz(2.0)
}

const fn a_fifth() -> f64 {
    0.2
}

const fn one() -> i64 {
    1
}
