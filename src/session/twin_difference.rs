//! What is other in the twin, neuron by neuron: twin minus run, of the variable that is shown.

use super::Session;
use crate::scene::file::{MapKind, Variable};
use crate::theme::ColourScale;
use std::borrow::Cow;

/// Least range of differences, as a share of that of the variable: smaller ones cannot matter.
const LEAST_SHARE: f32 = 0.01;

/// The range of the colours of a difference, which grows by round steps with the largest one and never shrinks, so that a colour
/// keeps its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DifferenceRange {
    /// Variable and largest difference that is told apart, in its unit.
    of: Option<(Variable, f32)>,
}

impl DifferenceRange {
    fn follow(&mut self, variable: Variable, differences: &[f32], span: f32) {
        let known = self.of.filter(|(of, _)| *of == variable).map_or(0.0, |(_, largest)| largest);
        let seen =
            differences.iter().filter(|value| value.is_finite()).fold(0.0_f32, |most, value| most.max(value.abs()));
        self.of = Some((variable, known.max(round_up(seen.max(LEAST_SHARE * span)))));
    }
}

/// The next of 1, 2 and 5 times a power of ten.
fn round_up(value: f32) -> f32 {
    let power = 10.0_f32.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= value * 0.999).unwrap_or(value)
}

impl Session {
    /// The values that colour the neurons, and how they become colours: those of the variable that is shown, or what is other in the
    /// twin while that is seen. None before the first sample.
    #[must_use]
    pub fn fill(&self) -> Option<(ColourScale, Cow<'_, [f32]>)> {
        let shown = self.shown()?;
        let own = || (self.colour_scale(shown.variable), Cow::Borrowed(&shown.values[..]));
        Some(if self.shows_difference() { self.difference().unwrap_or_else(own) } else { own() })
    }

    /// Twin minus run of the variable that is shown, and its colours; of a variable that only names something, 1 where it is another
    /// name. None while they do not show the same variable.
    fn difference(&self) -> Option<(ColourScale, Cow<'_, [f32]>)> {
        let twin = self.twin.as_ref()?;
        let (variable, values) = self.difference_values()?;
        let largest = twin.range.of.filter(|(of, _)| *of == variable).map_or(1.0, |(_, largest)| largest);
        Some((ColourScale::difference(largest), values.into()))
    }

    fn difference_values(&self) -> Option<(Variable, Vec<f32>)> {
        let twin = self.twin.as_ref()?;
        let (front, hidden) = (self.shown()?, twin.hidden.sample.shown.as_ref()?);
        if front.variable != hidden.variable || front.values.len() != hidden.values.len() {
            return None;
        }
        let (run, other) = if twin.in_front { (hidden, front) } else { (front, hidden) };
        let named = front.variable.facts().map == MapKind::Categorical;
        let difference = |run: f32, twin: f32| match named {
            true if run == twin || (run.is_nan() && twin.is_nan()) => 0.0,
            true => 1.0,
            false => twin - run,
        };
        let pairs = run.values.iter().zip(&other.values);
        Some((front.variable, pairs.map(|(&run, &twin)| difference(run, twin)).collect()))
    }

    /// The range of the difference takes in what came.
    pub(super) fn follow_difference(&mut self) {
        if !self.shows_difference() {
            return;
        }
        let Some((variable, values)) = self.difference_values() else { return };
        let (low, high) = self.colour_scale(variable).range;
        if let Some(twin) = &mut self.twin {
            twin.range.follow(variable, &values, high - low);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_grows_by_round_steps_and_keeps_its_meaning() {
        let mut range = DifferenceRange::default();
        let mut follow = |variable, differences: &[f32]| {
            range.follow(variable, differences, 8.0);
            range.of.map_or(0.0, |(_, largest)| largest)
        };
        assert!((follow(Variable::Threshold, &[0.0, 0.0]) - 0.1).abs() < 1e-6);
        assert!((follow(Variable::Threshold, &[-1.3, f32::NAN, 0.4]) - 2.0).abs() < 1e-6);
        assert!((follow(Variable::Threshold, &[0.1]) - 2.0).abs() < 1e-6, "it never shrinks");
        assert!((follow(Variable::Potential, &[30.0]) - 50.0).abs() < 1e-5, "another variable has its own");
    }
}
