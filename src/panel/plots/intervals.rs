//! Means of runs and how sure they are, worked out once for the same values: the resampling behind an interval takes milliseconds.

use crate::measure::inference::PairedEffect;

/// Most that are kept: more columns than stand in any plot.
const MOST: usize = 64;

/// A mean and its 95 % interval.
pub type Mean = (f64, (f64, f64));

/// Those that were worked out.
#[derive(Clone, Debug, Default)]
pub struct Intervals {
    known: Vec<(Vec<f64>, Option<Mean>)>,
}

impl Intervals {
    /// Mean and interval of values; none for fewer than two, or if one is no number.
    pub fn of(&mut self, values: &[f64]) -> Option<Mean> {
        if let Some((_, mean)) = self.known.iter().find(|(known, _)| known == values) {
            return *mean;
        }
        let mean = PairedEffect::of(values, &vec![0.0; values.len()]).map(|effect| (effect.mean, effect.interval));
        if self.known.len() >= MOST {
            self.known.remove(0);
        }
        self.known.push((values.to_vec(), mean));
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_the_same_as_what_is_worked_out() {
        let mut intervals = Intervals::default();
        for round in 0..3 {
            for number in 0..2 * MOST {
                let values = [number as f64, 1.0, 4.0];
                let effect = PairedEffect::of(&values, &[0.0; 3]).map(|effect| (effect.mean, effect.interval));
                assert_eq!(intervals.of(&values), effect, "{round}");
            }
            assert!(intervals.of(&[1.0]).is_none() && intervals.of(&[f64::NAN, 1.0]).is_none());
        }
        assert!(intervals.known.len() <= MOST);
    }
}
