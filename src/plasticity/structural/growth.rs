//! Which partner a new synapse finds (MODEL 2.9): p ∝ (a₀ + C_i C_j) exp(-d_ij / length), and more between two neurons that take
//! part in learning while the brain is in NREM sleep.
//!
//! C is the rate over the last 20 s, relative to a reference rate; d is the distance between the cell bodies.

use crate::elementary;
use crate::model::{LearningTag, Position};
use crate::scene::file::StructureFile;
use std::ops::Range;

/// What the choice of a partner depends on.
#[derive(Clone, Copy, Debug)]
pub struct PartnerKernel<'a> {
    /// Parameters of the rule.
    pub parameters: &'a StructureFile,
    /// Rate of all neurons (Hz).
    pub rate: &'a [f32],
    /// Place of all neurons.
    pub position: &'a [Position],
    /// Tags of all neurons.
    pub tag: &'a [LearningTag],
    /// Whether the brain is in NREM sleep.
    pub asleep: bool,
    /// Neurons that are lost, in order: nobody finds them.
    pub lost: &'a [u32],
}

impl PartnerKernel<'_> {
    /// Relative probability that neuron `post` finds neuron `pre`.
    #[inline]
    #[must_use]
    pub fn weight(&self, pre: usize, post: usize) -> f32 {
        if !self.lost.is_empty() && self.lost.binary_search(&(pre as u32)).is_ok() {
            return 0.0;
        }
        let parameters = self.parameters;
        let reference = parameters.reference_rate.0;
        let activity = self.rate[pre] / reference * (self.rate[post] / reference);
        let [x, y, z] = self.position[pre].0;
        let [a, b, c] = self.position[post].0;
        let distance = ((x - a) * (x - a) + (y - b) * (y - b) + (z - c) * (z - c)).sqrt();
        let together = if self.asleep { self.tag[pre].0 * self.tag[post].0 } else { 0.0 };
        (parameters.spontaneous + activity)
            * elementary::exp(-distance / parameters.length.0)
            * (1.0 + (parameters.sleep_growth - 1.0) * together)
    }
}

/// Possible partners of one neuron with their cumulative probabilities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates {
    cumulative: Vec<f64>,
}

impl Candidates {
    /// Room for this many candidates.
    #[must_use]
    pub fn new(neurons: usize) -> Self {
        Self { cumulative: Vec::with_capacity(neurons) }
    }

    /// Weigh all neurons of a range as partners of `post`, which is never its own partner.
    pub fn weigh(&mut self, kernel: &PartnerKernel, from: Range<usize>, post: usize) {
        self.cumulative.clear();
        let mut sum = 0.0;
        self.cumulative.extend(from.map(|pre| {
            if pre != post {
                sum += f64::from(kernel.weight(pre, post));
            }
            sum
        }));
    }

    /// The candidate that a random word chooses, counted from the start of the range; none if nobody is possible.
    #[must_use]
    pub fn choose(&self, word: u32) -> Option<usize> {
        let sum = *self.cumulative.last()?;
        // Half a step from 0 and 1: the ends are never reached.
        let point = (f64::from(word) + 0.5) / 4_294_967_296.0 * sum;
        (sum > 0.0).then(|| self.cumulative.partition_point(|&below| below <= point).min(self.cumulative.len() - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_are_chosen_as_often_as_the_kernel_says() {
        let parameters = StructureFile { sleep_growth: 3.0, ..StructureFile::default() };
        let position: Vec<Position> = [0.0, 0.0, 150.0, 300.0, 0.0].map(|x| Position([x, 0.0, 0.0])).to_vec();
        let rate = [4.0, 8.0, 4.0, 4.0, 0.0];
        let tag = [LearningTag(1.0), LearningTag(0.5), LearningTag(0.0), LearningTag(0.0), LearningTag(0.0)];
        let kernel = PartnerKernel {
            parameters: &parameters,
            rate: &rate,
            position: &position,
            tag: &tag,
            asleep: true,
            lost: &[],
        };
        let mut candidates = Candidates::new(5);
        candidates.weigh(&kernel, 0..5, 0);
        let e = std::f64::consts::E;
        // Neuron 1: twice the rate, half tagged; 2 and 3: one and two lengths away; 4: silent.
        let expected = [0.0, 2.1 * 2.0, 1.1 / e, 1.1 / (e * e), 0.1];
        let sum: f64 = expected.iter().sum();
        let mut counts = [0_u32; 5];
        let draws = 1 << 16;
        for k in 0..draws {
            counts[candidates.choose(k << 16).expect("there are partners")] += 1;
        }
        for (count, expected) in counts.iter().zip(expected) {
            let share = f64::from(*count) / f64::from(draws);
            assert!((share - expected / sum).abs() < 1e-4, "{share} for {}", expected / sum);
        }
        assert_eq!(candidates.choose(u32::MAX), Some(4));
    }

    #[test]
    fn nobody_is_found_where_nobody_is_possible() {
        let parameters = StructureFile { spontaneous: 0.0, ..StructureFile::default() };
        let (position, rate, tag) = ([Position([0.0; 3]); 3], [0.0; 3], [LearningTag(0.0); 3]);
        let kernel = PartnerKernel {
            parameters: &parameters,
            rate: &rate,
            position: &position,
            tag: &tag,
            asleep: false,
            lost: &[],
        };
        let mut candidates = Candidates::new(3);
        candidates.weigh(&kernel, 0..3, 1);
        assert_eq!(candidates.choose(5), None);
        candidates.weigh(&kernel, 0..0, 1);
        assert_eq!(candidates.choose(5), None);
    }
}
