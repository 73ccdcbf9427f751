//! Rate maps of a run: laps cut into bins of equal time.

use super::observation::Observation;
use crate::measure::maps::{FieldDefinition, place_fields};
use crate::scene::file::{FieldFile, WindowFile};
use std::ops::Range;

/// Rate maps of a range of cells.
pub struct Maps {
    /// Rate (Hz) of each cell in each bin.
    pub rates: Vec<Vec<f64>>,
    /// Spikes of each cell.
    pub spikes: Vec<u64>,
    /// Length of each bin (s).
    pub occupancy: Vec<f64>,
}

impl Maps {
    /// Number of place fields of each cell.
    pub fn fields(&self, field: &FieldFile) -> Vec<usize> {
        let bins = usize::try_from(field.bins).unwrap_or(1);
        let field = FieldDefinition { peak_hz: f64::from(field.peak.0), share: field.share, bins };
        self.rates.iter().map(|rates| place_fields(rates, &field)).collect()
    }

    /// Maps of those cells alone that are members.
    pub fn of(self, members: &[bool]) -> Self {
        fn kept<T>(all: Vec<T>, members: &[bool]) -> Vec<T> {
            all.into_iter().zip(members).filter_map(|(one, member)| member.then_some(one)).collect()
        }
        Self { rates: kept(self.rates, members), spikes: kept(self.spikes, members), occupancy: self.occupancy }
    }
}

/// Maps over all laps together; none if one was not reached, or bins are shorter than a step.
pub fn mean_maps(run: &Observation, range: &Range<u32>, laps: &WindowFile, bins: i64) -> Option<Maps> {
    maps_of(run, range, &run.windows(laps)?, bins)
}

/// Maps of each lap by itself.
pub fn lap_maps(run: &Observation, range: &Range<u32>, laps: &WindowFile, bins: i64) -> Option<Vec<Maps>> {
    run.windows(laps)?.into_iter().map(|lap| maps_of(run, range, &[lap], bins)).collect()
}

fn maps_of(run: &Observation, range: &Range<u32>, laps: &[(u64, u64)], bins: i64) -> Option<Maps> {
    let bins = u64::try_from(bins).ok()?;
    let (from, to) = *laps.first()?;
    let length = to - from;
    if bins == 0 || length < bins {
        return None;
    }
    // A step belongs to the bin in which it begins: bins differ by a step where their number does not divide the lap.
    let begin = |bin: u64| (bin * length).div_ceil(bins);
    let occupancy: Vec<f64> = (0..bins).map(|bin| run.scene.time_s(begin(bin + 1) - begin(bin))).collect();
    let mut rates = vec![vec![0.0; occupancy.len()]; range.len()];
    let mut spikes = vec![0_u64; range.len()];
    for &(from, to) in laps {
        for (step, neuron) in run.spikes_between(range, from, to) {
            let (cell, bin) = ((neuron - range.start) as usize, usize::try_from((step - from) * bins / length).ok()?);
            rates[cell][bin] += 1.0 / (occupancy[bin] * laps.len() as f64);
            spikes[cell] += 1;
        }
    }
    Some(Maps { rates, spikes, occupancy })
}
