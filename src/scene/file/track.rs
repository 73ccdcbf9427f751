//! Tracks: neurons with place fields, which laps of the timeline drive.

use crate::units::{Centimeters, Hertz, Nanosiemens};
use serde::{Deserialize, Serialize};

/// A linear track along which each neuron of a population has a place field: while a lap runs, it gets Poisson spikes through an
/// excitatory synapse, at a rate that is a Gaussian of the position (MODEL 2.1). Centres tile the track evenly.
///
/// A clock of trials is the same, with time in place of position: the length stands for the duration of the lap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrackFile {
    /// Name.
    pub name: String,
    /// Population whose neurons have the fields.
    pub to: String,
    /// Length, 1 to 100,000 cm; 200.
    #[serde(default = "two_hundred")]
    pub length: Centimeters,
    /// Standard deviation of a field, 0.1 to 100,000 cm; 10.
    #[serde(default = "ten")]
    pub width: Centimeters,
    /// Rate at the centre of a field, 0 to 1,000 Hz; 15.
    #[serde(default = "fifteen")]
    pub peak: Hertz,
    /// Rate far from it, 0 to 1,000 Hz; 0.
    #[serde(default)]
    pub background: Hertz,
    /// Conductance a spike, 0 to 1,000 nS; one that fires a relay neuron makes its spikes those of the field.
    pub conductance: Nanosiemens,
    /// Which neuron has which centre.
    #[serde(default)]
    pub order: PlaceOrder,
    /// Keep the centres of another track up to a position; default none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<LikeFile>,
}

/// Which neuron has which centre.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceOrder {
    /// Drawn from the seed and the name of the track.
    #[default]
    Drawn,
    /// In the order of the neurons.
    InOrder,
}

/// What a track keeps of an earlier one. Neurons with a centre beyond share out the remaining centres anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LikeFile {
    /// Name of the earlier track.
    pub track: String,
    /// Up to this position, 0 cm to the length.
    pub until: Centimeters,
}

const fn two_hundred() -> Centimeters {
    Centimeters(200.0)
}

const fn ten() -> Centimeters {
    Centimeters(10.0)
}

const fn fifteen() -> Hertz {
    Hertz(15.0)
}
