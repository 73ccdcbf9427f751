//! What is drawn at random is judged by its tail, for as many draws as the scene makes: the mean alone says nothing about the
//! cell that is drawn last.

use super::{Check, shortest};
use crate::scene::file::{AdexFile, Distribution, NeuronFile, PatternsFile, PopulationFile, ProjectionFile, Selection};
use crate::units::Millivolts;
use crate::words::words;
use std::f64::consts::SQRT_2;

/// Expected number of draws beyond a limit that is let pass: one run in a hundred then has one.
const RARE: f64 = 0.01;

/// Largest rate of spikes from outside into one neuron (kHz).
pub const LARGEST_RATE_KHZ: f64 = 100.0;

/// Probability that a standard normal number is larger than `z`.
fn above(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// Probability that a lognormal number with a mean and a standard deviation of its logarithm is larger than `limit`.
fn lognormal_above(limit: f64, mean: f64, sigma: f64) -> f64 {
    above(((limit / mean).ln() + 0.5 * sigma * sigma) / sigma)
}

/// The least distance in standard deviations beyond which so few of `draws` lie that they are rare.
fn safe_distance(draws: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if draws * above(middle) > RARE {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// An expected number of draws in words.
fn about(expected: f64, of: f64) -> String {
    match expected {
        expected if expected > of - 0.5 => words!("fault-about-all", "all { $of }", of = format!("{of:.0}")),
        expected if expected >= 1.5 => words!(
            "fault-about",
            "about { $expected } of { $of }",
            expected = format!("{expected:.0}"),
            of = format!("{of:.0}")
        ),
        expected if expected >= 0.5 => words!("fault-about-one", "about one of { $of }", of = format!("{of:.0}")),
        expected => words!(
            "fault-about-runs",
            "in one of { $runs } runs one of { $of }",
            runs = format!("{:.0}", 1.0 / expected),
            of = format!("{of:.0}")
        ),
    }
}

/// Cells whose thresholds are lowered.
pub struct Lowered<'a> {
    /// Their population.
    pub population: &'a PopulationFile,
    /// Which of it.
    pub neurons: &'a Selection,
    /// By how many units.
    pub value: f32,
    /// How far a unit lowers a threshold.
    pub a_unit: Millivolts,
}

/// What a threshold must not lie below, or its cell fires for ever without input: the higher of rest and reset, and its name. None
/// where the mean cell itself does: the scene means it, and a reset above the mean is a fault of its own.
fn least_threshold(neuron: &NeuronFile) -> Option<(f64, &'static str)> {
    // The exponential neuron spikes where its upstroke ends, and may be reset above its threshold.
    let rise = neuron.adex.map_or(0.0, |adex| f64::from(AdexFile::PEAK * adex.slope.0));
    let reset = shortest(neuron.reset_potential.0) - rise;
    let rest = shortest(neuron.resting_potential.0);
    let limits = [
        (rest, words!("fault-rest", "the resting potential")),
        (reset, words!("fault-after-spike", "the potential after a spike")),
    ];
    let below = limits.into_iter().filter(|(level, _)| *level < shortest(neuron.threshold.0));
    below.max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// Expected number of `draws` thresholds below a limit that is `distance` below their mean.
fn expected_below(draws: f64, distance: f64, sd: f64) -> f64 {
    match sd {
        sd if sd > 0.0 => draws * above(distance / sd),
        _ if distance < 0.0 => draws,
        _ => 0.0,
    }
}

/// What is wrong with thresholds below a level.
fn fires_for_ever(expected: f64, draws: f64, (level, name): (f64, &str)) -> String {
    let thresholds = if draws < 1.5 && expected > 0.5 {
        words!("fault-threshold-lies", "the threshold lies").to_owned()
    } else {
        words!("fault-thresholds-lie", "{ $about } thresholds lie", about = about(expected, draws))
    };
    words!(
        "fault-fires-for-ever",
        "{ $thresholds } below { $level } mV, { $name }: such a cell fires for ever, without input.",
        thresholds = thresholds,
        level = level.to_string(),
        name = name
    )
}

impl Check<'_> {
    /// Thresholds of cells against what they rest at and are reset to.
    pub fn drawn_thresholds(&mut self, path: &str, neuron: &NeuronFile, count: i64) {
        let (mean, sd) = (shortest(neuron.threshold.0), shortest(neuron.threshold_sd.0));
        let Some(limit) = least_threshold(neuron) else { return };
        let (draws, distance) = (count as f64, mean - limit.0);
        let expected = expected_below(draws, distance, sd);
        if expected > RARE {
            let what = words!(
                "fault-with-this-spread",
                "with this spread { $fault }",
                fault = fires_for_ever(expected, draws, limit)
            );
            let largest = (distance / safe_distance(draws) * 100.0).floor() / 100.0;
            let hint = words!(
                "fault-threshold-sd-hint",
                "Make threshold_sd at most { $largest } mV for so many cells, or raise the threshold.",
                largest = largest.to_string()
            );
            self.fault(&format!("{path}.threshold_sd"), what, hint);
        }
    }

    /// The same for cells whose thresholds a phase lowers.
    pub fn lowered_thresholds(&mut self, path: &str, lowered: &Lowered<'_>) {
        let Lowered { population, neurons, value, a_unit } = *lowered;
        let (mean, sd) = (shortest(population.neuron.threshold.0), shortest(population.neuron.threshold_sd.0));
        let Some(limit) = least_threshold(&population.neuron).filter(|_| value > 0.0) else { return };
        let draws = match neurons {
            Selection::All => population.count as f64,
            Selection::Neurons(neurons) => neurons.len() as f64,
            Selection::Range(first, end) => (end - first).max(0) as f64,
            Selection::Fraction(fraction) => fraction * population.count as f64,
            Selection::Rank { count, .. } => *count as f64,
        };
        let (distance, a_unit) = (mean - limit.0, shortest(a_unit.0));
        let expected = expected_below(draws, distance - shortest(value) * a_unit, sd);
        // What is below without it is a fault of the population.
        if expected > RARE && expected_below(population.count as f64, distance, sd) <= RARE {
            let what = words!(
                "fault-at-this-value",
                "at this value { $fault }",
                fault = fires_for_ever(expected, draws, limit)
            );
            let largest = ((distance - sd * safe_distance(draws)) / a_unit * 100.0).floor() / 100.0;
            let hint = words!(
                "fault-value-hint",
                "Make it at most { $largest } for so many cells, or raise their threshold.",
                largest = largest.to_string()
            );
            self.fault(path, what, hint);
        }
    }

    /// Initial weights against the bounds between which rules move them.
    pub fn drawn_weights(&mut self, path: &str, projection: &ProjectionFile) {
        let recurrent = projection.from == projection.to;
        let (from, to) = (self.size(&projection.from), self.size(&projection.to));
        let draws = projection.wiring.expected_synapses(from, to, recurrent);
        let largest = shortest(projection.maximum_weight);
        let (beyond, below, at_most, mean) = match projection.weight {
            Distribution::Normal { mean, sd, at_most } if sd > 0.0 => {
                let (mean, sd) = (shortest(mean), shortest(sd));
                (above((largest - mean) / sd), above(mean / sd), at_most, mean)
            }
            Distribution::Lognormal { mean, sigma, at_most } if sigma > 0.0 && mean > 0.0 => {
                (lognormal_above(largest, shortest(mean), shortest(sigma)), 0.0, at_most, shortest(mean))
            }
            Distribution::Uniform { low, high } if low < high => {
                let (low, high) = (shortest(low), shortest(high));
                (((high - largest) / (high - low)).clamp(0.0, 1.0), 0.0, None, f64::midpoint(low, high))
            }
            _ => return,
        };
        let cut = at_most.is_some_and(|most| shortest(most) <= largest);
        // A mean above the largest weight is a fault of its own.
        if projection.is_plastic() && !cut && mean <= largest && draws * beyond > RARE {
            let what = format!(
                "{} initial weights are drawn above the largest that the rules allow, {largest}: these are not cut, but can \
                 only shrink.",
                about(draws * beyond, draws)
            );
            let hint = match projection.weight {
                Distribution::Uniform { .. } => "Lower their upper bound, or raise maximum_weight.".to_owned(),
                _ => format!("Cut them with `at_most: {largest:?}`, raise maximum_weight, or make the spread smaller."),
            };
            self.note(&format!("{path}.weight"), what, hint);
        }
        if draws * below > 0.5 {
            let what = format!("{} initial weights are drawn below 0 and become 0.", about(draws * below, draws));
            self.note(&format!("{path}.weight"), what, "Make sd smaller if that is not meant.");
        }
    }

    /// Rates that patterns bring to a neuron: the mean of all contacts, and the fastest contact of all.
    pub fn drawn_contacts(&mut self, patterns: &PatternsFile) {
        let (mean, sigma) = (shortest(patterns.contact_rate.0), shortest(patterns.contact_sigma));
        let contacts = patterns.channels as f64 * patterns.contact_probability;
        let rate = contacts * mean;
        if rate > LARGEST_RATE_KHZ {
            let what = words!(
                "fault-contact-rate",
                "a pattern would bring { $rate } kHz to each neuron, through { $contacts } contacts of { $mean } kHz on average.",
                rate = format!("{rate:.0}"),
                contacts = format!("{contacts:.0}"),
                mean = mean.to_string()
            );
            let hint = words!(
                "fault-contact-rate-hint",
                "At most { $largest } kHz: lower contact_rate, contact_probability or channels.",
                largest = LARGEST_RATE_KHZ.to_string()
            );
            self.fault("patterns.contact_rate", what, hint);
            return;
        }
        let draws = contacts * self.size(&patterns.to) * patterns.names.len() as f64;
        let expected = draws * lognormal_above(LARGEST_RATE_KHZ, mean, sigma);
        if sigma > 0.0 && mean > 0.0 && expected > RARE {
            let what = words!(
                "fault-contact-sigma",
                "with this spread { $about } contacts bring more than { $largest } kHz to their neuron.",
                about = about(expected, draws),
                largest = LARGEST_RATE_KHZ.to_string()
            );
            // The smaller root of σ² / 2 - zσ + ln(limit / mean) = 0.
            let z = safe_distance(draws);
            let largest = z - (z * z - 2.0 * (LARGEST_RATE_KHZ / mean).ln()).max(0.0).sqrt();
            let largest = (largest * 100.0).floor() / 100.0;
            let hint = words!(
                "fault-contact-sigma-hint",
                "Make contact_sigma at most { $largest } for so many contacts, or lower contact_rate.",
                largest = largest.to_string()
            );
            self.fault("patterns.contact_sigma", what, hint);
        }
    }

    /// Number of neurons of a population, 0 if there is none of that name.
    fn size(&self, name: &str) -> f64 {
        let population = self.file.populations.iter().find(|population| population.name == *name);
        population.map_or(0.0, |population| population.count.max(0) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_normal_law() {
        assert!((above(0.0) - 0.5).abs() < 1e-15);
        assert!((above(1.959_963_985) - 0.025).abs() < 1e-10);
        assert!((above(6.0) - 9.865_876_45e-10).abs() < 1e-18);
        let distance = safe_distance(1000.0);
        assert!((1000.0 * above(distance) - RARE).abs() < 1e-9, "{distance}");
        assert!(safe_distance(1e6) > distance);
    }

    #[test]
    fn expected_numbers_are_said_in_words() {
        assert_eq!(about(22.8, 1000.0), "about 23 of 1000");
        assert_eq!(about(0.9, 1000.0), "about one of 1000");
        assert_eq!(about(0.02, 10.0), "in one of 50 runs one of 10");
    }
}
