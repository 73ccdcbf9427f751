//! What many seeds say together (SCENES 1.2): the seed is the unit, arms are paired by it, and a claim is green, amber or red.
//!
//! Interval: bias-corrected percentile bootstrap (Efron 1981, eq. 7.9; Efron & Tibshirani 1993, section 14.3 with a = 0).
//! Effect sizes: Cliff's delta (Cliff 1993) and d_z (Cohen 1988). Several primary metrics: Holm (1979).

use crate::random::{Purpose, RandomStream};

/// Resamples of a bootstrap, and sign flips of a test where not all of them are made.
pub const RESAMPLES: usize = 10_000;
/// Up to so many seeds all flips of signs are made, and p is exact.
const EXACT: usize = 13;

/// Share of the standard normal distribution below `z`.
#[must_use]
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The z below which lies a share of the standard normal distribution: infinite at 0 and 1.
#[must_use]
pub fn normal_quantile(share: f64) -> f64 {
    if share <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if share >= 1.0 {
        return f64::INFINITY;
    }
    // Bisection to the last bit of what matters: it runs a few times an experiment.
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if normal_share(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Paired differences of one metric between two arms, one a seed, summed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedEffect {
    /// Seeds.
    pub seeds: usize,
    /// Mean difference.
    pub mean: f64,
    /// 95 % interval of the mean difference.
    pub interval: (f64, f64),
    /// d_z: mean over standard deviation of the differences; none if they do not vary.
    pub d_z: Option<f64>,
    /// Cliff's delta of the two arms, -1 to 1.
    pub cliffs_delta: f64,
    /// Two-sided p of the mean difference by flipping signs.
    pub p: f64,
}

impl PairedEffect {
    /// Compare two arms whose values are in the order of the same seeds. None with fewer than two seeds, or if a value is not finite.
    #[must_use]
    pub fn of(arm: &[f64], reference: &[f64]) -> Option<Self> {
        if arm.len() < 2 || arm.len() != reference.len() || arm.iter().chain(reference).any(|value| !value.is_finite())
        {
            return None;
        }
        let differences: Vec<f64> = arm.iter().zip(reference).map(|(arm, reference)| arm - reference).collect();
        let centre = mean(&differences);
        let spread = standard_deviation(&differences);
        Some(Self {
            seeds: differences.len(),
            mean: centre,
            interval: bootstrap_interval(&differences),
            d_z: (spread > 0.0).then(|| centre / spread),
            cliffs_delta: cliffs_delta(arm, reference),
            p: sign_flip_p(&differences),
        })
    }
}

/// A mean with its 95 % interval; none of fewer than two values, or if one is not finite.
#[must_use]
pub fn mean_with_interval(values: &[f64]) -> Option<(f64, (f64, f64))> {
    let enough = values.len() >= 2 && values.iter().all(|value| value.is_finite());
    enough.then(|| (mean(values), bootstrap_interval(values)))
}

/// 95 % bias-corrected bootstrap interval of a mean. The resamples are the same for the same number of values.
fn bootstrap_interval(values: &[f64]) -> (f64, f64) {
    let mut stream = RandomStream::new(0, Purpose::Resampling, 0);
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let mut draws = stream.sequence(0);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| (0..count).map(|_| values[draws.below(count) as usize]).sum::<f64>() / f64::from(count))
        .collect();
    means.sort_by(f64::total_cmp);
    let centre = mean(values);
    let below = means.partition_point(|&mean| mean < centre) as f64;
    let not_above = means.partition_point(|&mean| mean <= centre) as f64;
    // Resamples that equal the mean count half on each side; without spread the bias is 0.
    let bias = normal_quantile(0.5 * (below + not_above) / RESAMPLES as f64);
    let at = |z: f64| {
        let share = normal_share(2.0 * bias + z);
        means[((share * RESAMPLES as f64) as usize).min(RESAMPLES - 1)]
    };
    let z = normal_quantile(0.975);
    (at(-z), at(z))
}

/// Share of pairs in which the first is larger minus the share in which it is smaller.
fn cliffs_delta(first: &[f64], second: &[f64]) -> f64 {
    let mut balance = 0_i64;
    for a in first {
        for b in second {
            balance += i64::from(a > b) - i64::from(a < b);
        }
    }
    balance as f64 / (first.len() * second.len()) as f64
}

/// How often flipped signs make the mean difference as large as it is; never 0. All flips of few seeds, a random sample of many.
fn sign_flip_p(differences: &[f64]) -> f64 {
    let observed = differences.iter().sum::<f64>().abs();
    // Sums that differ by rounding only are equal.
    let threshold = observed * (1.0 - 1e-12);
    let reaches = |sum: f64| sum.abs() >= threshold;
    if differences.len() <= EXACT {
        let flips = 1_u32 << differences.len();
        let flipped =
            |flip: u32, index: usize| if flip >> index & 1 == 0 { differences[index] } else { -differences[index] };
        let sum = |flip: u32| (0..differences.len()).map(|index| flipped(flip, index)).sum::<f64>();
        return (0..flips).filter(|&flip| reaches(sum(flip))).count() as f64 / f64::from(flips);
    }
    let mut stream = RandomStream::new(0, Purpose::Resampling, 1);
    let mut draws = stream.sequence(0);
    let reached = (0..RESAMPLES)
        .filter(|_| reaches(differences.iter().map(|value| if draws.below(2) == 0 { *value } else { -value }).sum()))
        .count();
    (reached + 1) as f64 / (RESAMPLES + 1) as f64
}

/// The smallest p that a number of seeds can give: all differences on one side.
fn smallest_p(seeds: usize) -> f64 {
    if seeds <= EXACT { 2.0 / f64::from(1_u32 << seeds) } else { 1.0 / (RESAMPLES + 1) as f64 }
}

/// The least number of seeds with which so many claims can all have a p of at most `significant` after Holm's correction; none if
/// there are more claims than that allows.
#[must_use]
pub fn sufficient_seeds(claims: usize, significant: f64) -> Option<usize> {
    (1..=EXACT + 1).find(|&seeds| smallest_p(seeds) * claims.max(1) as f64 <= significant)
}

/// p-values of several primary metrics, corrected by Holm's step-down procedure, in the order given.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut corrected = vec![0.0; p.len()];
    let mut largest = 0.0_f64;
    for (rank, &index) in order.iter().enumerate() {
        largest = largest.max(p[index] * (p.len() - rank) as f64).min(1.0);
        corrected[index] = largest;
    }
    corrected
}

/// What the evidence says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The interval excludes no effect, and the mean is in the band.
    Green,
    /// The direction is right, the band is missed.
    Amber,
    /// Everything else.
    Red,
    /// So few seeds that no effect could be told from chance.
    TooFew,
}

/// The verdict for an effect whose mean should lie in `band`, where `null` is no effect. If the band contains the null, the claim
/// is that there is no effect beyond it: then the whole interval has to lie in the band.
#[must_use]
pub fn verdict(effect: &PairedEffect, band: (f64, f64), null: f64) -> Verdict {
    let (low, high) = effect.interval;
    let inside = (band.0..=band.1).contains(&effect.mean);
    if (band.0..=band.1).contains(&null) {
        return match (inside, low >= band.0 && high <= band.1) {
            (true, true) => Verdict::Green,
            (true, false) => Verdict::Amber,
            _ => Verdict::Red,
        };
    }
    let excludes = if band.0 > null { low > null } else { high < null };
    match (excludes, inside) {
        (true, true) => Verdict::Green,
        (true, false) => Verdict::Amber,
        _ => Verdict::Red,
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn standard_deviation(values: &[f64]) -> f64 {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre) * (value - centre)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

/// Kendall's rank correlation (tau-a) of values with their order.
#[must_use]
pub fn kendall(values: &[f64]) -> Option<f64> {
    let mut balance = 0_i64;
    let mut pairs = 0_i64;
    for (index, first) in values.iter().enumerate() {
        for second in &values[index + 1..] {
            pairs += 1;
            balance += i64::from(second > first) - i64::from(second < first);
        }
    }
    (pairs > 0).then(|| balance as f64 / pairs as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trends_are_ranks() {
        assert_eq!(kendall(&[4.0, 3.0, 2.5, -7.0]), Some(-1.0));
        assert_eq!(kendall(&[1.0, 3.0, 2.0]), Some(1.0 / 3.0));
        assert_eq!(kendall(&[1.0]), None);
    }

    fn near(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance
    }

    /// Normal numbers with mean `mean` and deviation 1.
    fn sample(draws: &mut crate::random::Draws<'_>, count: usize, mean: f64) -> Vec<f64> {
        (0..count).map(|_| mean + f64::from(draws.normal())).collect()
    }

    #[test]
    fn the_normal_distribution_is_that_of_the_tables() {
        for (z, share) in [(0.0, 0.5), (1.0, 0.841_344_746), (1.959_963_985, 0.975), (-2.326_347_874, 0.01)] {
            assert!(near(normal_share(z), share, 1e-9), "{z}");
            assert!(near(normal_quantile(share), z, 1e-7), "{share}");
        }
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    #[test]
    fn intervals_cover_the_truth_about_as_often_as_they_say() {
        let mut stream = RandomStream::new(5, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let runs = 300;
        let covered = (0..runs)
            .filter(|_| {
                let (low, high) = bootstrap_interval(&sample(&mut draws, 20, 0.7));
                (low..=high).contains(&0.7)
            })
            .count();
        // Percentile intervals of 20 values cover 92 to 93 % (they lack Student's factor); three standard errors about it.
        assert!((264..=291).contains(&covered), "{covered} of {runs}");
    }

    #[test]
    fn a_made_up_effect_is_found_and_none_is_not() {
        let mut stream = RandomStream::new(6, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let reference = sample(&mut draws, 20, 0.0);
        let better: Vec<f64> =
            reference.iter().zip(sample(&mut draws, 20, 1.5)).map(|(value, gain)| value + gain).collect();
        let effect = PairedEffect::of(&better, &reference).expect("20 seeds");
        assert_eq!(verdict(&effect, (1.0, 2.0), 0.0), Verdict::Green, "{effect:?}");
        assert_eq!(verdict(&effect, (3.0, 4.0), 0.0), Verdict::Amber);
        assert_eq!(verdict(&effect, (-2.0, -1.0), 0.0), Verdict::Red);
        assert_eq!(verdict(&effect, (-0.1, 0.1), 0.0), Verdict::Red);
        assert!(effect.p < 0.001 && effect.cliffs_delta > 0.5);
        let same = PairedEffect::of(&sample(&mut draws, 20, 0.0), &reference).expect("20 seeds");
        assert_eq!(verdict(&same, (1.0, 2.0), 0.0), Verdict::Red, "{same:?}");
        assert_eq!(verdict(&same, (-2.0, 2.0), 0.0), Verdict::Green, "no effect is within ±2");
    }

    #[test]
    fn effect_sizes_of_a_worked_example() {
        // Differences 1, 2, 3, 4: mean 2.5, standard deviation 1.29099.
        let effect = PairedEffect::of(&[5.0, 4.0, 6.0, 9.0], &[4.0, 2.0, 3.0, 5.0]).expect("four seeds");
        assert!(near(effect.mean, 2.5, 1e-12));
        assert!(near(effect.d_z.expect("they vary"), 1.936_492, 1e-6));
        // Of 16 pairs 13 are larger and one, 4 against 5, is smaller.
        assert!(near(effect.cliffs_delta, 12.0 / 16.0, 1e-12));
        // All signs alike in 2 of 16 flips.
        assert!(near(effect.p, 0.125, 1e-12), "{}", effect.p);
    }

    #[test]
    fn so_many_seeds_as_are_sufficient_can_be_significant_and_fewer_can_not() {
        for (claims, seeds) in [(0, 6), (1, 6), (2, 7), (3, 7), (4, 8), (10, 9), (100, 12), (400, 14)] {
            assert_eq!(sufficient_seeds(claims, 0.05), Some(seeds), "{claims} claims");
            // Effects that are as clear as can be.
            let best = |seeds: usize| {
                let effect = PairedEffect::of(&vec![1.0; seeds], &vec![0.0; seeds]).expect("two seeds");
                holm(&vec![effect.p; claims.max(1)])[0]
            };
            assert!(best(seeds) <= 0.05 && best(seeds - 1) > 0.05, "{claims} claims: {}", best(seeds));
        }
        assert_eq!(sufficient_seeds(1000, 0.05), None);
    }

    #[test]
    fn holms_procedure_on_a_worked_example() {
        // 4 × 0.005, 3 × 0.01, 2 × 0.03, and the last at least the one before.
        let corrected = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (value, expected) in corrected.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!(near(*value, expected, 1e-12), "{corrected:?}");
        }
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }

    #[test]
    fn without_two_seeds_or_with_a_hole_there_is_no_effect() {
        assert_eq!(PairedEffect::of(&[1.0], &[0.0]), None);
        assert_eq!(PairedEffect::of(&[1.0, f64::NAN], &[0.0, 0.0]), None);
        let constant = PairedEffect::of(&[1.0; 5], &[0.5; 5]).expect("five seeds");
        assert_eq!((constant.interval, constant.d_z), ((0.5, 0.5), None));
    }
}
