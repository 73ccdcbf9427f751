//! Metrics of memories, as SCENES 1.3 defines them: who belongs to an engram, what a cue recalls, how far two engrams overlap,
//! who was recruited, and what sleep repeats.

use super::inference::normal_quantile;
use crate::random::{Draws, RandomStream};

/// Least rate of a neuron that answers (Hz).
const LEAST_RATE_HZ: f64 = 10.0;
/// How many standard deviations above its own baseline it has to be.
const DEVIATIONS: f64 = 3.0;

/// Which neurons answer: rate of each in the probe (Hz) at least 10 Hz and three standard deviations above its own baseline, whose
/// rates (Hz) are given bin by bin, each with one value a neuron. A neuron without baseline bins needs only the rate.
#[must_use]
pub fn engram(probe_hz: &[f64], baseline_hz: &[Vec<f64>]) -> Vec<bool> {
    let bins = baseline_hz.len() as f64;
    let answers = |(neuron, &rate): (usize, &f64)| {
        let values = || baseline_hz.iter().filter_map(|bin| bin.get(neuron).copied());
        let mean = if bins > 0.0 { values().sum::<f64>() / bins } else { 0.0 };
        let squares: f64 = values().map(|value| (value - mean) * (value - mean)).sum();
        let deviation = if bins > 1.0 { (squares / (bins - 1.0)).sqrt() } else { 0.0 };
        rate >= LEAST_RATE_HZ && rate >= mean + DEVIATIONS * deviation
    };
    probe_hz.iter().enumerate().map(answers).collect()
}

/// What a cue brought back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recall {
    /// Members that answered.
    pub hits: usize,
    /// Members that did not.
    pub misses: usize,
    /// Others that answered.
    pub false_alarms: usize,
    /// Others that did not.
    pub correct_rejections: usize,
}

impl Recall {
    /// Compare who answered with who should have.
    #[must_use]
    pub fn of(active: &[bool], members: &[bool]) -> Self {
        let count = |answer: bool, member: bool| {
            active.iter().zip(members).filter(|&(&a, &m)| a == answer && m == member).count()
        };
        Self {
            hits: count(true, true),
            misses: count(false, true),
            false_alarms: count(true, false),
            correct_rejections: count(false, false),
        }
    }

    /// Share of the members that answered; none without members.
    #[must_use]
    pub fn hit_rate(&self) -> Option<f64> {
        share(self.hits, self.hits + self.misses)
    }

    /// Share of those that answered who are members; none if nobody answered.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.hits, self.hits + self.false_alarms)
    }

    /// Something spent, such as spikes, for each member that answered; none if none did.
    #[must_use]
    pub fn per_hit(&self, spent: f64) -> Option<f64> {
        (self.hits > 0).then(|| spent / self.hits as f64)
    }

    /// d' = z(hit rate) - z(false-alarm rate), with half a neuron added on each side (Hautus 1995), so that it is finite.
    #[must_use]
    pub fn d_prime(&self) -> f64 {
        let z = |yes: usize, no: usize| normal_quantile((yes as f64 + 0.5) / ((yes + no) as f64 + 1.0));
        z(self.hits, self.misses) - z(self.false_alarms, self.correct_rejections)
    }
}

/// Recall by chance: mean hit rate and precision of the same answer when cell identity is shuffled within deciles of in-degree, over
/// `shuffles` draws (SCENES 1.3: 500). None without members, or if nobody answered.
#[must_use]
pub fn chance_recall(
    active: &[bool],
    members: &[bool],
    in_degree: &[u32],
    shuffles: u32,
    stream: &mut RandomStream,
) -> Option<(f64, f64)> {
    let (mut hit_rate, mut precision) = (0.0, 0.0);
    for shuffle in 0..shuffles {
        let place = shuffle_within_deciles(in_degree, &mut stream.sequence(u64::from(shuffle)));
        let moved: Vec<bool> = place.iter().map(|&other| members[other]).collect();
        let recall = Recall::of(active, &moved);
        hit_rate += recall.hit_rate()? / f64::from(shuffles);
        precision += recall.precision()? / f64::from(shuffles);
    }
    (shuffles > 0).then_some((hit_rate, precision))
}

/// What is left of what was learned: a score now, over that right after learning, both above the untrained score. None if nothing
/// was learned.
#[must_use]
pub fn retention(now: f64, after_learning: f64, untrained: f64) -> Option<f64> {
    (after_learning > untrained).then(|| (now - untrained) / (after_learning - untrained))
}

/// How far a value attached to one memory is called up by another: rise over rest of the mean rate (Hz) of its members when the
/// other is shown, over that when it is shown itself. None if its own pattern does not raise it.
#[must_use]
pub fn transfer(own_hz: f64, other_hz: f64, rest_hz: f64) -> Option<f64> {
    (own_hz > rest_hz).then(|| (other_hz - rest_hz) / (own_hz - rest_hz))
}

/// Mean score over the range of cue fractions: the area under the degradation curve over its width, by trapezoids. `points` are
/// (cue fraction, score); none with fewer than two fractions.
#[must_use]
pub fn degradation_area(points: &[(f64, f64)]) -> Option<f64> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let width = points.last()?.0 - points.first()?.0;
    let area: f64 = points.windows(2).map(|pair| (pair[1].0 - pair[0].0) * 0.5 * (pair[0].1 + pair[1].1)).sum();
    (width > 0.0).then(|| area / width)
}

/// |A and B| / min(|A|, |B|); none if one is empty.
#[must_use]
pub fn overlap(first: &[bool], second: &[bool]) -> Option<f64> {
    let size = |engram: &[bool]| engram.iter().filter(|&&member| member).count();
    let both = first.iter().zip(second).filter(|&(&a, &b)| a && b).count();
    share(both, size(first).min(size(second)))
}

/// log2 of an overlap over that of the same seed without excitability; none if one is 0. Chance from the product of densities is
/// no substitute: it would find linking where there is none (SCENES 1.3).
#[must_use]
pub fn log2_overlap_ratio(overlap: f64, without_excitability: f64) -> Option<f64> {
    (overlap > 0.0 && without_excitability > 0.0).then(|| (overlap / without_excitability).log2())
}

/// Share of the boosted neurons that are members, over that of the others; none if nobody is boosted or no other is a member.
#[must_use]
pub fn recruitment_ratio(members: &[bool], boosted: &[bool]) -> Option<f64> {
    let joined = |group: bool| {
        let inside = members.iter().zip(boosted).filter(|&(_, &b)| b == group);
        share(inside.clone().filter(|&(&member, _)| member).count(), inside.count())
    };
    let others = joined(false).filter(|&others| others > 0.0)?;
    Some(joined(true)? / others)
}

/// Spotlight index (MODEL 2.10): sum of excitability over the neurons of a task, over the sum of its size over all that are looked
/// at. Only those that are looked at count; none if all of them are at 0.
#[must_use]
pub fn spotlight_index(excitability: &[f32], task: &[bool], among: &[bool]) -> Option<f64> {
    let (mut lit, mut all) = (0.0, 0.0);
    for ((&e, &task), _) in excitability.iter().zip(task).zip(among).filter(|(_, among)| **among) {
        all += f64::from(e).abs();
        lit += if task { f64::from(e) } else { 0.0 };
    }
    (all > 0.0).then(|| lit / all)
}

/// (preferred - other) / (preferred + other) of two rates, -1 to 1; none if both are 0.
#[must_use]
pub fn selectivity(preferred_hz: f64, other_hz: f64) -> Option<f64> {
    let sum = preferred_hz + other_hz;
    (sum > 0.0).then(|| (preferred_hz - other_hz) / sum)
}

/// Explained variance and reverse explained variance (Kudrimoti, Barnes & McNaughton 1999): how much of the pairwise correlations
/// after an experience is explained by those during it, given those before; and with before and after exchanged. Each slice has
/// one correlation a pair of neurons, in the same order. None if they are degenerate.
#[must_use]
pub fn explained_variance(before: &[f64], during: &[f64], after: &[f64]) -> Option<(f64, f64)> {
    let (run_post, run_pre, post_pre) =
        (correlation(during, after)?, correlation(during, before)?, correlation(after, before)?);
    Some((partial_variance(run_post, run_pre, post_pre)?, partial_variance(run_pre, run_post, post_pre)?))
}

/// Square of a partial correlation: what `direct` explains beyond what goes by way of a third quantity, from the correlations of
/// both with the third. None if the third explains everything.
#[must_use]
pub fn partial_variance(direct: f64, first_third: f64, second_third: f64) -> Option<f64> {
    let rest = (1.0 - first_third * first_third) * (1.0 - second_third * second_third);
    (rest > 0.0).then(|| (direct - first_third * second_third).powi(2) / rest)
}

/// Pearson's correlation; none if one does not vary.
#[must_use]
pub fn correlation(first: &[f64], second: &[f64]) -> Option<f64> {
    if first.len() != second.len() || first.is_empty() {
        return None;
    }
    let count = first.len() as f64;
    let (a, b) = (first.iter().sum::<f64>() / count, second.iter().sum::<f64>() / count);
    let (mut product, mut squares) = (0.0, (0.0, 0.0));
    for (x, y) in first.iter().zip(second) {
        product += (x - a) * (y - b);
        squares = (squares.0 + (x - a) * (x - a), squares.1 + (y - b) * (y - b));
    }
    let scale = (squares.0 * squares.1).sqrt();
    (scale > 0.0).then(|| product / scale)
}

/// A shuffle of cell identities within deciles of in-degree (or another count): entry i is the neuron that takes the place of
/// neuron i. Which of several neurons with the same count falls into which decile is left to chance.
pub fn shuffle_within_deciles(in_degree: &[u32], draws: &mut Draws<'_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..in_degree.len()).collect();
    shuffle(&mut order, draws);
    order.sort_by_key(|&neuron| in_degree[neuron]);
    let mut place = vec![0; order.len()];
    for decile in order.chunks(order.len().div_ceil(10).max(1)) {
        let mut shuffled = decile.to_vec();
        shuffle(&mut shuffled, draws);
        for (&neuron, other) in decile.iter().zip(shuffled) {
            place[neuron] = other;
        }
    }
    place
}

/// Fisher and Yates' shuffle.
fn shuffle(items: &mut [usize], draws: &mut Draws<'_>) {
    for last in (1..items.len()).rev() {
        let other = draws.below(u32::try_from(last + 1).unwrap_or(u32::MAX)) as usize;
        items.swap(last, other);
    }
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    const T: bool = true;
    const F: bool = false;

    #[test]
    fn engram_members_are_fast_and_above_their_own_baseline() {
        // Baselines: silent; 8 ± 0; 8, 12 (mean 10, SD 2.83: bar 18.5); silent.
        let baseline = [vec![0.0, 8.0, 8.0, 0.0], vec![0.0, 8.0, 12.0, 0.0]];
        assert_eq!(engram(&[12.0, 10.0, 18.0, 9.0], &baseline), [T, T, F, F]);
        assert_eq!(engram(&[10.0, 9.9], &[]), [T, F]);
    }

    #[test]
    fn recall_of_a_made_up_answer() {
        // Four members of ten: three answer, and one other.
        let members = [T, T, T, T, F, F, F, F, F, F];
        let recall = Recall::of(&[T, T, T, F, T, F, F, F, F, F], &members);
        assert_eq!((recall.hit_rate(), recall.precision()), (Some(0.75), Some(0.75)));
        // z(3.5/5) - z(1.5/7) = 0.5244 + 0.7916.
        assert!((recall.d_prime() - 1.3160).abs() < 1e-3, "{}", recall.d_prime());
        let silent = Recall::of(&[F; 10], &members);
        assert_eq!((silent.hit_rate(), silent.precision()), (Some(0.0), None));
        assert!(Recall::of(&members, &members).d_prime().is_finite());
        // 120 spikes for three members that answer.
        assert_eq!((recall.per_hit(120.0), silent.per_hit(120.0)), (Some(40.0), None));
        // Who answers without regard to membership has d' 0 but for the correction.
        let half = Recall { hits: 500, misses: 500, false_alarms: 5000, correct_rejections: 5000 };
        assert!(half.d_prime().abs() < 1e-9);
    }

    #[test]
    fn the_area_is_the_mean_of_a_line_and_does_not_ask_for_order() {
        let area = degradation_area(&[(1.0, 1.0), (0.1, 0.1), (0.4, 0.4)]).expect("three fractions");
        assert!((area - 0.55).abs() < 1e-12);
        assert_eq!(degradation_area(&[(0.5, 1.0)]), None);
    }

    #[test]
    fn overlaps_and_recruitment_of_made_up_groups() {
        let (a, b) = ([T, T, T, F, F, F], [F, T, T, T, T, F]);
        assert_eq!(overlap(&a, &b), Some(2.0 / 3.0));
        assert_eq!(overlap(&a, &[F; 6]), None);
        assert_eq!(log2_overlap_ratio(0.4, 0.1), Some(2.0));
        assert_eq!(log2_overlap_ratio(0.0, 0.1), None);
        // Two of three boosted join, one of three others: twice as many.
        assert_eq!(recruitment_ratio(&[T, T, F, T, F, F], &a), Some(2.0));
        assert_eq!(recruitment_ratio(&[T, T, F, F, F, F], &a), None);
        assert_eq!(selectivity(9.0, 3.0), Some(0.5));
        assert_eq!(selectivity(0.0, 0.0), None);
    }

    #[test]
    fn what_is_left_and_what_carries_over() {
        assert_eq!(retention(0.5, 0.75, 0.25), Some(0.5));
        assert_eq!(retention(0.5, 0.25, 0.25), None);
        // Members rise by 20 Hz with their own pattern and by 5 Hz with the other.
        assert_eq!(transfer(24.0, 9.0, 4.0), Some(0.25));
        assert_eq!(transfer(4.0, 9.0, 4.0), None);
    }

    #[test]
    fn recall_by_chance_is_the_share_that_answers_within_the_same_in_degree() {
        // Of 100 neurons the 50 with many inputs all answer, and the 20 members are among them: chance already has every hit.
        let in_degree: Vec<u32> = (0..100).map(|neuron| if neuron < 50 { 200 } else { 100 }).collect();
        let active: Vec<bool> = (0..100).map(|neuron| neuron < 50).collect();
        let members: Vec<bool> = (0..100).map(|neuron| neuron < 20).collect();
        let mut stream = RandomStream::new(5, Purpose::Resampling, 9);
        let chance = chance_recall(&active, &members, &in_degree, 50, &mut stream).expect("they answer");
        assert!((chance.0 - 1.0).abs() < 1e-9 && (chance.1 - 0.4).abs() < 1e-9, "{chance:?}");
        // With equal in-degrees it is the share of all that answers; one in a hundred keeps its place.
        let active: Vec<bool> = (0..1000).map(|neuron| neuron < 500).collect();
        let members: Vec<bool> = (0..1000).map(|neuron| neuron < 200).collect();
        let chance = chance_recall(&active, &members, &[160; 1000], 500, &mut stream).expect("they answer");
        assert!((chance.0 - 0.5).abs() < 0.02 && (chance.1 - 0.2).abs() < 0.01, "{chance:?}");
        assert_eq!(chance_recall(&active, &[F; 1000], &[160; 1000], 5, &mut stream), None);
    }

    #[test]
    fn the_spotlight_is_on_those_whose_excitability_it_raised() {
        let (a, all, both) = ([T, T, F, F, F], [T; 5], [T, T, T, T, F]);
        // Alike: half. Only the task's: 1. Twice as much on the task: two thirds. Among all, what others have counts too.
        assert_eq!(spotlight_index(&[0.25, 0.25, 0.25, 0.25, 0.5], &a, &both), Some(0.5));
        assert_eq!(spotlight_index(&[0.25, 0.75, 0.0, 0.0, 0.0], &a, &both), Some(1.0));
        assert_eq!(spotlight_index(&[0.5, 0.5, 0.25, 0.25, 0.5], &a, &both), Some(2.0 / 3.0));
        assert_eq!(spotlight_index(&[0.5, 0.5, 0.25, 0.25, 0.5], &a, &all), Some(0.5));
        // A lowered neuron of the task counts against it, one elsewhere takes from the light.
        assert_eq!(spotlight_index(&[0.75, -0.25, 0.5, -0.5, 0.0], &a, &both), Some(0.25));
        assert_eq!(spotlight_index(&[0.0; 5], &a, &both), None);
    }

    #[test]
    fn explained_variance_finds_what_sleep_repeats_and_nothing_else() {
        let mut stream = RandomStream::new(3, Purpose::Resampling, 9);
        let mut draws = stream.sequence(0);
        let mut noise = || (0..4000).map(|_| f64::from(draws.normal())).collect::<Vec<f64>>();
        let (before, during, own) = (noise(), noise(), noise());
        let mixed = |share: f64| -> Vec<f64> {
            during.iter().zip(&own).map(|(run, own)| share.sqrt() * run + (1.0 - share).sqrt() * own).collect()
        };
        // A quarter of the variance after comes from the experience.
        let (explained, reverse) = explained_variance(&before, &during, &mixed(0.25)).expect("they vary");
        assert!((explained - 0.25).abs() < 0.04 && reverse < 0.01, "{explained} {reverse}");
        let (explained, _) = explained_variance(&before, &during, &own).expect("they vary");
        assert!(explained < 0.01, "{explained}");
        assert_eq!(explained_variance(&[1.0, 1.0], &[1.0, 2.0], &[2.0, 1.0]), None);
    }

    #[test]
    fn shuffles_stay_within_deciles_and_move_cells() {
        let in_degree: Vec<u32> = (0..200).map(|neuron| (neuron * 7) % 200).collect();
        let mut stream = RandomStream::new(4, Purpose::Resampling, 9);
        let place = shuffle_within_deciles(&in_degree, &mut stream.sequence(0));
        let mut seen = place.clone();
        seen.sort_unstable();
        assert_eq!(seen, (0..200).collect::<Vec<_>>());
        assert!(place.iter().enumerate().all(|(a, &b)| in_degree[a] / 20 == in_degree[b] / 20));
        assert!(place.iter().enumerate().filter(|&(a, &b)| a == b).count() < 40);
        // Neurons that are all alike change places over the whole range.
        let place = shuffle_within_deciles(&[160; 200], &mut stream.sequence(1));
        assert!(place.iter().enumerate().filter(|&(a, &b)| a / 20 == b / 20).count() < 50);
    }
}
