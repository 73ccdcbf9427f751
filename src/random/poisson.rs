//! Poisson counts by inversion of the cumulative distribution, with all of its digits.
//!
//! The probabilities come from the recursion p(k + 1) = p(k) λ / (k + 1) on both sides of the most probable count and are divided by
//! their sum: no exponential that could underflow, and the same bits on every platform. Cumulative probabilities are whole numbers
//! in units of 2⁻⁶⁴, so that the tail ends where 2⁻⁶⁴ does and not where a word of 32 bits does.

/// 2⁶⁴, the unit of the thresholds.
const SCALE: f64 = 18_446_744_073_709_551_616.0;
/// Counts less probable than this, relative to the most probable one, are left out: 2⁻⁷⁰.
const NEGLIGIBLE: f64 = 1.0 / 1_180_591_620_717_411_303_424.0;

/// The cumulative distribution for a mean of `mean` events: `cumulative[k]` becomes the probability of at most `first + k` events
/// in units of 2⁻⁶⁴, and `first` is returned. Where `mean` is 0 there is nothing to draw, and `cumulative` is empty.
pub fn poisson_cumulative(mean: f64, cumulative: &mut Vec<u64>, probabilities: &mut Vec<f64>) -> u32 {
    cumulative.clear();
    probabilities.clear();
    if mean <= 0.0 {
        return 0;
    }
    let mode = mean.floor();
    let (mut first, mut probability) = (mode, 1.0);
    while first > 0.0 {
        probability *= first / mean;
        if probability < NEGLIGIBLE {
            break;
        }
        first -= 1.0;
        probabilities.push(probability);
    }
    probabilities.reverse();
    probabilities.push(1.0);
    let (mut last, mut probability) = (mode, 1.0);
    loop {
        last += 1.0;
        probability *= mean / last;
        if probability < NEGLIGIBLE {
            break;
        }
        probabilities.push(probability);
    }
    let total: f64 = probabilities.iter().sum();
    // Each half is summed from its thin end, so that no digits of a tail are lost beside the bulk.
    let mut below = 0.0;
    for probability in &*probabilities {
        below += probability / total;
        if below > 0.5 {
            break;
        }
        cumulative.push((below * SCALE) as u64);
    }
    let rest = cumulative.len();
    let mut above = 0.0;
    for probability in probabilities[rest + 1..].iter().rev() {
        above += probability / total;
        // What is left of 2⁶⁴, which itself is one more than the largest number.
        cumulative.push(u64::MAX - ((above * SCALE) as u64).saturating_sub(1));
    }
    cumulative[rest..].reverse();
    first as u32
}

/// The cumulative distribution of one mean, to turn many random words into counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PoissonTable {
    /// The smallest count with a probability worth mentioning.
    first: i32,
    /// Probability of at most `first + k` events, in units of 2⁻⁶⁴.
    cumulative: Vec<u64>,
}

impl PoissonTable {
    /// The table for a mean of `mean` events.
    #[must_use]
    pub fn new(mean: f64) -> Self {
        let mut cumulative = Vec::new();
        let first = poisson_cumulative(mean, &mut cumulative, &mut Vec::new()) as i32;
        Self { first, cumulative }
    }

    /// The largest count that can come.
    #[must_use]
    pub fn largest(&self) -> usize {
        self.first as usize + self.cumulative.len()
    }

    /// The Poisson count of each random word but the last. The last word is the rest of the others: it settles for this set of
    /// draws what is finer than a word, so that the probabilities are exact to 2⁻⁶⁴.
    pub fn counts(&self, words: &[u32], counts: &mut Vec<i32>) {
        counts.clear();
        let Some((&rest, words)) = words.split_last() else { return };
        counts.resize(words.len(), self.first);
        for &cumulative in &self.cumulative {
            // Beyond the largest word nobody is; the counts above are rarer still.
            let Some(threshold) = cumulative.checked_add(u64::from(rest)) else { break };
            let threshold = (threshold >> 32) as u32;
            for (count, &word) in counts.iter_mut().zip(words) {
                *count += i32::from(word >= threshold);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, RandomStream};

    /// ln k! by its sum: independent of the recursion.
    fn ln_factorial(k: usize) -> f64 {
        (1..=k).map(|k| (k as f64).ln()).sum()
    }

    #[test]
    fn the_cumulative_distribution_is_that_of_the_law_at_every_rate() {
        let mut cumulative = Vec::new();
        for mean in [1e-9, 1e-4, 0.05, 0.45, 0.9, 1.0, 5.0, 30.0, 100.0, 700.0, 20_000.0] {
            let first = poisson_cumulative(mean, &mut cumulative, &mut Vec::new()) as usize;
            assert!(cumulative.is_sorted(), "mean {mean}");
            let law = |k: usize| (k as f64 * mean.ln() - mean - ln_factorial(k)).exp();
            let mut below = 0.0;
            for (k, &threshold) in cumulative.iter().enumerate() {
                below += law(first + k);
                let share = threshold as f64 / SCALE;
                assert!((share - below).abs() < 1e-9, "P(N <= {}) is {share} and not {below} at {mean}", first + k);
            }
            // The first count that is left out.
            assert!(law(first + cumulative.len() + 1) < 1e-20, "the tail at {mean} is complete");
            assert!(cumulative.len() < 50 + (24.0 * mean.sqrt()) as usize, "{} entries at {mean}", cumulative.len());
        }
        assert_eq!(poisson_cumulative(0.0, &mut cumulative, &mut Vec::new()), 0);
        assert!(cumulative.is_empty());
    }

    #[test]
    fn the_smallest_means_keep_their_digits() {
        let mut cumulative = Vec::new();
        for mean in [1e-6, 1e-9, 1e-12] {
            poisson_cumulative(mean, &mut cumulative, &mut Vec::new());
            let some = cumulative[0].wrapping_neg() as f64 / SCALE;
            assert!((some / mean - 1.0).abs() < 1e-5, "P(N > 0) is {some} for {mean}");
        }
    }

    #[test]
    fn counts_follow_the_law_by_chi_square_and_none_is_absurd() {
        // 0.45 is 0.9 kHz at 0.5 ms, where a table in single precision never reached 1.
        for mean in [0.05, 0.45, 0.5, 3.0, 50.0] {
            let table = PoissonTable::new(mean);
            let mut stream = RandomStream::new(1, Purpose::PoissonInput, 0);
            let (mut words, mut counts) = (vec![0; 100_001], Vec::new());
            let mut seen = vec![0.0; table.largest() + 2];
            let steps = 100;
            for step in 0..steps {
                stream.fill(step, 0, &mut words);
                table.counts(&words, &mut counts);
                for &count in &counts {
                    seen[count as usize] += 1.0;
                }
            }
            let draws = steps as f64 * 100_000.0;
            let law = |k: usize| (k as f64 * mean.ln() - mean - ln_factorial(k)).exp();
            let (mut chi, mut bins, mut rest) = (0.0, 0.0, (0.0, 0.0));
            for (k, &observed) in seen.iter().enumerate() {
                let expected = draws * law(k);
                if expected >= 10.0 {
                    chi += (observed - expected).powi(2) / expected;
                    bins += 1.0;
                } else {
                    rest = (rest.0 + observed, rest.1 + expected);
                }
            }
            // The cube root of χ² over its degrees of freedom is nearly normal (Wilson & Hilferty 1931): chance passes once in a million.
            let spread = 2.0 / (9.0 * bins);
            let z = ((chi / bins).cbrt() - 1.0 + spread) / spread.sqrt();
            println!("χ² {chi:.1} in {bins} bins at {mean}: {z:.2} standard deviations");
            assert!(z < 4.75, "χ² {chi} in {bins} bins at {mean}");
            assert!(
                (rest.0 - rest.1).abs() < 5.0 * rest.1.sqrt() + 1.0,
                "{} of {} rare ones at {mean}",
                rest.0,
                rest.1
            );
        }
    }

    #[test]
    fn every_word_has_a_sensible_count() {
        let table = PoissonTable::new(0.45);
        let mut counts = Vec::new();
        for rest in [0, 1 << 31, u32::MAX] {
            table.counts(&[0, u32::MAX, rest], &mut counts);
            assert_eq!(counts[0], 0);
            assert!((8..=14).contains(&counts[1]) || rest == 0, "the largest word is {} events", counts[1]);
            assert!(counts[1] as usize <= table.largest());
        }
    }
}
