//! Place fields: Poisson spikes whose rate follows the position on a track.
//!
//! r(x) = background + (peak - background) · exp(-(x - c)² / 2w²), with x in the middle of each step (MODEL 2.1).

use super::timeline::Protocol;
use crate::model::{AmpaConductance, NeuronTable};
use crate::random::RandomStream;
use crate::schedule::Clock;
use bevy::ecs::resource::Resource;
use bevy::ecs::system::{Res, ResMut};
use std::ops::Range;

/// Beyond so many standard deviations from its centre a field adds less than 2 · 10⁻⁸ of its peak, which is taken as nothing.
const REACH: f64 = 6.0;
/// Words of 64 bits.
const WORDS: f64 = 18_446_744_073_709_551_616.0;

/// The place fields of one track.
pub struct TrackInput {
    /// Neurons with a field.
    pub target: Range<usize>,
    /// Centre of each field (cm).
    pub centres: Vec<f64>,
    /// Length of the track (cm).
    pub length: f64,
    /// Standard deviation of a field (cm).
    pub width: f64,
    /// Rate at a centre (kHz).
    pub peak: f64,
    /// Rate far from it (kHz).
    pub background: f64,
    /// Conductance a spike (nS).
    pub conductance: f32,
    /// Random words.
    pub stream: RandomStream,
}

impl TrackInput {
    /// Rate of a field at a position (kHz, cm).
    #[must_use]
    pub fn rate(&self, centre: f64, position: f64) -> f64 {
        let distance = (position - centre) / self.width;
        if distance.abs() > REACH {
            return self.background;
        }
        self.background + (self.peak - self.background) * libm::exp(-0.5 * distance * distance)
    }
}

/// All tracks of a scene.
#[derive(Resource, Default)]
pub struct TrackInputs {
    /// In the order of the scene.
    pub tracks: Vec<TrackInput>,
    words: Vec<u32>,
}

impl TrackInputs {
    /// These tracks.
    #[must_use]
    pub const fn new(tracks: Vec<TrackInput>) -> Self {
        Self { tracks, words: Vec::new() }
    }
}

/// The Poisson count of a mean at a point of its distribution, 0 to 1.
fn poisson_count(mean: f64, point: f64) -> u32 {
    // exp(-m) is at least 1 - m, and most steps are without a spike.
    if point < 1.0 - mean {
        return 0;
    }
    let mut probability = libm::exp(-mean);
    let (mut count, mut cumulative) = (0, probability);
    while point >= cumulative && probability > 0.0 {
        count += 1;
        probability *= mean / f64::from(count);
        cumulative += probability;
    }
    count
}

/// While a lap runs, the neurons of its track get spikes at the rates of their fields.
pub fn drive_tracks(
    mut neurons: NeuronTable<&mut AmpaConductance>,
    mut inputs: ResMut<TrackInputs>,
    protocol: Res<Protocol>,
    clock: Res<Clock>,
) {
    let TrackInputs { tracks, words } = &mut *inputs;
    let Some((track, share)) = protocol.driven_lap() else { return };
    let Some(track) = tracks.get_mut(track) else { return };
    let position = share * track.length;
    let dt = clock.length.milliseconds();
    words.resize(track.target.len() + 1, 0);
    track.stream.fill(clock.step, 0, words);
    let Some((&rest, own)) = words.split_last() else { return };
    let ampa = neurons.slices();
    for ((ampa, &centre), &word) in ampa[track.target.clone()].iter_mut().zip(&track.centres).zip(own) {
        let point = (u64::from(word) << 32 | u64::from(rest)) as f64 / WORDS;
        ampa.0 += track.conductance * poisson_count(track.rate(centre, position) * dt, point) as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_the_probabilities_of_their_mean() {
        for mean in [0.0, 1e-3, 0.3, 1.0] {
            let points = 1_000_000;
            let mut tally = [0_u32; 12];
            for point in 0..points {
                tally[poisson_count(mean, (f64::from(point) + 0.5) / f64::from(points)) as usize] += 1;
            }
            let mut expected = libm::exp(-mean);
            for (count, &found) in tally.iter().enumerate() {
                let found = f64::from(found) / f64::from(points);
                assert!((found - expected).abs() < 3e-6, "{count} of mean {mean}: {found}, not {expected}");
                expected *= mean / (count + 1) as f64;
            }
        }
    }
}
