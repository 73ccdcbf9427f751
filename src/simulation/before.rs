//! Thresholds at an earlier moment, to which those of now are compared.

use super::run::Simulation;
use crate::measure::{ThresholdPart, ThresholdParts};
use crate::model::{RestingThreshold, Threshold, column_of};

/// Thresholds at an earlier moment (mV), and their terms.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// The thresholds.
    pub thresholds: &'a [f32],
    /// Their terms.
    pub parts: &'a [ThresholdParts],
}

impl Before<'_> {
    /// How far each threshold has moved (mV). A resting threshold that a user set is no part of it: nothing was learned.
    #[must_use]
    pub fn shift(&self, simulation: &Simulation) -> Vec<f32> {
        let (now, resting): (&[Threshold], &[RestingThreshold]) =
            (column_of(simulation.world()), column_of(simulation.world()));
        let set = resting.iter().zip(self.parts).map(|(now, before)| now.0 - before.part(ThresholdPart::Resting));
        now.iter().zip(self.thresholds).zip(set).map(|((now, before), set)| now.0 - before - set).collect()
    }
}
