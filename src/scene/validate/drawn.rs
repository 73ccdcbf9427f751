//! What is drawn at random is judged by its tail, for as many draws as the scene makes: the mean alone says nothing about the
//! cell that is drawn last.

use super::{Check, shortest};
use crate::scene::file::{AdexFile, Distribution, Mechanism, NeuronFile, ProjectionFile};
use std::f64::consts::SQRT_2;

/// Expected number of draws beyond a limit that is let pass: one run in a hundred then has one.
const RARE: f64 = 0.01;

/// Rules of synapses that leave a weight above the largest as it is; all others keep it below whenever they touch it.
const LEAVE_LARGE_WEIGHTS: [&str; 5] =
    ["heterosynaptic_pull", "incoming_cap", "consolidation", "down_selection", "structure"];

/// Probability that a standard normal number is larger than `z`.
fn above(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
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
        expected if expected >= 1.5 => format!("about {expected:.0} of {of:.0}"),
        expected if expected >= 0.5 => format!("about one of {of:.0}"),
        expected => format!("in one of {:.0} runs one of {of:.0}", 1.0 / expected),
    }
}

impl Check<'_> {
    /// Thresholds of cells against what they rest at and are reset to.
    pub fn drawn_thresholds(&mut self, path: &str, neuron: &NeuronFile, count: i64) {
        let (mean, sd) = (shortest(neuron.threshold.0), shortest(neuron.threshold_sd.0));
        // The exponential neuron spikes where its upstroke ends, and may be reset above its threshold.
        let rise = neuron.adex.map_or(0.0, |adex| f64::from(AdexFile::PEAK * adex.slope.0));
        let reset = shortest(neuron.reset_potential.0) - rise;
        let rest = shortest(neuron.resting_potential.0);
        // Where the mean cell itself fires without input, the scene means it, and a reset above the mean is a fault of its own.
        let limits = [(rest, "the resting potential"), (reset, "the potential after a spike")];
        let limits = limits.into_iter().filter(|(level, _)| *level < mean);
        let Some((level, name)) = limits.max_by(|(a, _), (b, _)| a.total_cmp(b)) else { return };
        let (draws, distance) = (count as f64, mean - level);
        let expected = draws * above(distance / sd);
        if !(sd > 0.0 && expected > RARE) {
            return;
        }
        let what = format!(
            "with this spread {} thresholds lie below {level} mV, {name}: such a cell fires for ever, without input.",
            about(expected, draws)
        );
        let largest = (distance / safe_distance(draws) * 100.0).floor() / 100.0;
        let hint = format!("Make threshold_sd at most {largest} mV for so many cells, or raise the threshold.");
        self.fault(&format!("{path}.threshold_sd"), what, hint);
    }

    /// Initial weights against the bounds between which they are kept.
    pub fn drawn_weights(&mut self, path: &str, projection: &ProjectionFile) {
        let plastic = projection
            .rule_facts()
            .iter()
            .any(|rule| rule.mechanism == Some(Mechanism::Synaptic) && !LEAVE_LARGE_WEIGHTS.contains(&rule.id));
        let size = |name: &str| {
            let population = self.file.populations.iter().find(|population| population.name == *name);
            population.map_or(0.0, |population| population.count.max(0) as f64)
        };
        let recurrent = projection.from == projection.to;
        let draws = projection.wiring.expected_synapses(size(&projection.from), size(&projection.to), recurrent);
        let largest = shortest(projection.maximum_weight);
        let (beyond, below, at_most, mean) = match projection.weight {
            Distribution::Normal { mean, sd, at_most } if sd > 0.0 => {
                let (mean, sd) = (shortest(mean), shortest(sd));
                (above((largest - mean) / sd), above(mean / sd), at_most, mean)
            }
            Distribution::Lognormal { mean, sigma, at_most } if sigma > 0.0 && mean > 0.0 => {
                let (mean, sigma) = (shortest(mean), shortest(sigma));
                let z = ((largest / mean).ln() + 0.5 * sigma * sigma) / sigma;
                (above(z), 0.0, at_most, mean)
            }
            _ => return,
        };
        let cut = at_most.is_some_and(|most| shortest(most) <= largest);
        // A mean above the largest weight is a fault of its own.
        if plastic && !cut && mean <= largest && draws * beyond > RARE {
            let what = format!(
                "{} initial weights are drawn above the largest that the rules allow, {largest}: the rules would cut them \
                 when they first touch them.",
                about(draws * beyond, draws)
            );
            let hint = format!(
                "Cut them yourself with `at_most: {largest:?}`, raise maximum_weight, or make the spread smaller."
            );
            self.fault(&format!("{path}.weight"), what, hint);
        }
        if draws * below > 0.5 {
            let what = format!("{} initial weights are drawn below 0 and become 0.", about(draws * below, draws));
            self.note(&format!("{path}.weight"), what, "Make sd smaller if that is not meant.");
        }
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
