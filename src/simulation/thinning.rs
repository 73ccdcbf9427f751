//! Thinning where there is more than can be kept: evenly, and by a number that is told.
//!
//! Whether a spike is kept follows from its time and its neuron alone. So a spike that is kept of every eight is also kept of
//! every two, and stretches that were thinned differently can be brought to the same density afterwards.

use super::sample::SpikeEvent;

/// Whether a spike is among those that are kept at a level: one of 2^level, none more likely than another.
#[must_use]
pub const fn survives(spike: &SpikeEvent, level: u32) -> bool {
    number_survives(spike.time_s.to_bits() ^ ((spike.neuron as u64) << 40), level)
}

/// The same for the items of a list, by their number in it.
#[must_use]
pub const fn number_survives(number: u64, level: u32) -> bool {
    level == 0 || mix(number).trailing_zeros() >= level
}

/// Keep so few spikes that there are at most `most`; gives the level, which is not below the one they had.
pub fn thin(spikes: &mut Vec<SpikeEvent>, level: u32, most: usize) -> u32 {
    let mut level = level;
    while spikes.len() > most && level < u64::BITS {
        level += 1;
        spikes.retain(|spike| survives(spike, level));
    }
    level
}

/// Spread the bits of a number evenly (the finalizer of SplitMix64; Steele, Lea & Flood 2014).
const fn mix(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_spread_evenly_over_time_and_neurons() {
        // All neurons fire in every step, in order: the worst case for keeping one of so many by counting.
        let (steps, neurons) = (200_u32, 1000_u32);
        let all = || (0..steps).flat_map(|step| (0..neurons).map(move |neuron| (f64::from(step) * 0.0005, neuron)));
        let mut spikes: Vec<SpikeEvent> = all().map(|(time_s, neuron)| SpikeEvent { time_s, neuron }).collect();
        let level = thin(&mut spikes, 0, 60_000);
        assert_eq!(level, 2);
        let expected = f64::from(steps * neurons) / 4.0;
        let spread = (expected * 0.75).sqrt();
        assert!((spikes.len() as f64 - expected).abs() < 4.0 * spread, "{} of {expected}", spikes.len());
        for part in 0..10_u32 {
            let (from, to) = (f64::from(part * 20) * 0.0005 - 1e-9, f64::from((part + 1) * 20) * 0.0005 - 1e-9);
            let in_time = spikes.iter().filter(|spike| (from..to).contains(&spike.time_s)).count() as f64;
            let in_rows = spikes.iter().filter(|spike| spike.neuron / 100 == part).count() as f64;
            for count in [in_time, in_rows] {
                let (expected, spread) = (expected / 10.0, spread / 10_f64.sqrt());
                assert!((count - expected).abs() < 4.5 * spread, "{count} of {expected}");
            }
        }
    }

    #[test]
    fn what_survives_much_thinning_survives_less() {
        let spikes = (0..1000).map(|neuron| SpikeEvent { time_s: 0.25, neuron });
        for spike in spikes {
            assert!(!survives(&spike, 5) || survives(&spike, 4));
            assert!(survives(&spike, 0));
        }
    }
}
