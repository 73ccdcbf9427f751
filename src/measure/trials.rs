//! From scores of trials in their order to the trial at which something was learned (SCENES 1.3). A trial may have no score.

use super::maps::mean;

/// Mean of each trial and those just before it, `over` in all, as far as they have a score; none where none has.
#[must_use]
pub fn moving_mean(scores: &[Option<f64>], over: usize) -> Vec<Option<f64>> {
    let window = |end: usize| &scores[(end + 1).saturating_sub(over.max(1))..=end];
    (0..scores.len()).map(|end| mean(window(end).iter().flatten().copied())).collect()
}

/// Number, from 1, of the first trial whose moving mean reaches a share of the mean of the last `last` trials; none if that mean is
/// not above 0, or no score reaches it.
#[must_use]
pub fn trials_to_share(scores: &[Option<f64>], over: usize, share: f64, last: usize) -> Option<f64> {
    let end = mean(scores[scores.len().saturating_sub(last)..].iter().flatten().copied()).filter(|end| *end > 0.0)?;
    first(&moving_mean(scores, over), |score| score >= share * end)
}

/// Number, from 1, of the first of so many trials in a row whose moving means reach a criterion; none if there are none.
#[must_use]
pub fn trials_to_criterion(scores: &[Option<f64>], over: usize, criterion: f64, in_a_row: usize) -> Option<f64> {
    let reached: Vec<Option<f64>> = moving_mean(scores, over)
        .windows(in_a_row.max(1))
        .map(|row| row.iter().all(|score| score.is_some_and(|score| score >= criterion)).then_some(1.0))
        .collect();
    first(&reached, |_| true)
}

fn first(scores: &[Option<f64>], reached: impl Fn(f64) -> bool) -> Option<f64> {
    scores.iter().position(|score| score.is_some_and(&reached)).map(|index| (index + 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn scores<const N: usize>(values: [f64; N]) -> [Option<f64>; N] {
        let mut scores = [None; N];
        let mut index = 0;
        while index < N {
            scores[index] = Some(values[index]);
            index += 1;
        }
        scores
    }

    #[test]
    fn the_trial_at_which_a_share_of_the_end_is_reached() {
        let learning = scores([0.0, 0.25, 1.0, 0.5, 0.75, 1.0, 1.0]);
        // The end, of two trials, is 1: 0.9 of it was there by chance on the third, and in the mean of two on the seventh.
        assert_eq!(trials_to_share(&learning, 1, 0.9, 2), Some(3.0));
        assert_eq!(trials_to_share(&learning, 2, 0.9, 2), Some(7.0));
        // The end of all seven is 4.5 / 7; half of it is reached by the mean of two, (0.25 + 1) / 2.
        assert_eq!(trials_to_share(&learning, 2, 0.5, 7), Some(3.0));
        assert_eq!(trials_to_share(&scores([1.0, 0.0, -1.0]), 1, 0.9, 1), None);
        assert_eq!((trials_to_share(&[], 1, 0.9, 2), trials_to_share(&[None, None], 1, 0.9, 2)), (None, None));
        // More than all at the end are all of them.
        assert_eq!(trials_to_share(&scores([1.0, 3.0]), 1, 1.0, 50), Some(2.0));
    }

    #[test]
    fn a_criterion_must_be_met_in_a_row() {
        let learning = scores([0.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
        let of = |in_a_row: usize| trials_to_criterion(&learning, 1, 0.8, in_a_row);
        assert_eq!((of(1), of(2), of(3), of(4)), (Some(2.0), Some(4.0), Some(4.0), None));
        assert_eq!(trials_to_criterion(&learning, 3, 0.6, 1), Some(4.0));
        // A trial without a score meets no criterion.
        assert_eq!(trials_to_criterion(&[Some(1.0), None, Some(1.0), Some(1.0)], 1, 0.8, 2), Some(3.0));
        assert_eq!(trials_to_criterion(&[], 1, 0.8, 2), None);
    }

    #[test]
    fn a_moving_mean_takes_what_there_is() {
        let mean = moving_mean(&[Some(1.0), None, None, Some(3.0), Some(5.0)], 2);
        assert_eq!(mean, [Some(1.0), Some(1.0), None, Some(3.0), Some(4.0)]);
    }
}
