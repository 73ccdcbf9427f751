//! Measures that rest on the order of values alone.

use super::memory::correlation;

/// Rank of each value, from 1; equal ones share the mean of their ranks.
#[must_use]
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&a, &b| values[a] == values[b]) {
        for &index in equal {
            ranks[index] = before as f64 + (equal.len() + 1) as f64 / 2.0;
        }
        before += equal.len();
    }
    ranks
}

/// Spearman's rank correlation; none if one does not vary.
#[must_use]
pub fn spearman(first: &[f64], second: &[f64]) -> Option<f64> {
    if first.len() == second.len() { correlation(&ranks(first), &ranks(second)) } else { None }
}

/// Area under the receiver operating characteristic: chance that a value of the one group is greater than one of the other, ties
/// counting half; Mann and Whitney's U over the number of pairs (Hanley & `McNeil` 1982). None if a group is empty.
#[must_use]
pub fn auc(members: &[f64], others: &[f64]) -> Option<f64> {
    let (n, m) = (members.len() as f64, others.len() as f64);
    let both: Vec<f64> = members.iter().chain(others).copied().collect();
    let sum: f64 = ranks(&both)[..members.len()].iter().sum();
    (n > 0.0 && m > 0.0).then(|| (sum - n * (n + 1.0) / 2.0) / (n * m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_their_correlation_are_those_of_scipy() {
        // scipy.stats.rankdata and scipy.stats.spearmanr.
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        let tied = spearman(&[1.0, 2.0, 3.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]).expect("they vary");
        assert!((tied - 0.820_782_681_668_123_3).abs() < 1e-12, "{tied}");
        assert_eq!(spearman(&[1.0, 2.0, 3.0], &[9.0, 4.0, 1.0]), Some(-1.0));
        assert_eq!(spearman(&[1.0, 2.0], &[3.0, 3.0]), None);
        assert_eq!((spearman(&[1.0], &[1.0]), spearman(&[1.0, 2.0], &[1.0])), (None, None));
    }

    #[test]
    fn the_area_under_the_curve_is_u_over_the_pairs() {
        // scipy.stats.mannwhitneyu([1, 4, 4, 7], [2, 4, 0]).statistic is 9.0, of 12 pairs.
        let area = auc(&[1.0, 4.0, 4.0, 7.0], &[2.0, 4.0, 0.0]).expect("both groups");
        assert!((area - 9.0 / 12.0).abs() < 1e-12, "{area}");
        assert_eq!((auc(&[2.0, 3.0], &[1.0]), auc(&[1.0], &[1.0, 1.0])), (Some(1.0), Some(0.5)));
        assert_eq!((auc(&[], &[1.0]), auc(&[1.0], &[])), (None, None));
    }
}
