//! How many neurons lie in each section of a colour bar, and which.

use crate::scene::file::MapKind;
use crate::theme::ColourScale;

/// A part of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Below the range.
    Below,
    /// One of the equal parts of the range, or a category.
    Inside(usize),
    /// Above the range.
    Above,
}

/// A scale in sections.
#[derive(Clone, Copy, Debug)]
pub struct Sections<'a> {
    /// The scale.
    pub scale: &'a ColourScale,
    /// Number of equal parts, or of categories.
    pub count: usize,
}

impl Sections<'_> {
    /// The section of a value, if it has one.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "clamped to the sections"
    )]
    pub fn of(&self, value: f32) -> Option<Section> {
        let (low, high) = self.scale.range;
        if value.is_nan() || self.count == 0 {
            None
        } else if self.scale.kind() == MapKind::Categorical {
            Some(Section::Inside(value.max(0.0) as usize)).filter(|_| value < self.count as f32)
        } else if value < low {
            Some(Section::Below)
        } else if value > high {
            Some(Section::Above)
        } else {
            let part = (self.scale.position(value) * self.count as f32) as usize;
            Some(Section::Inside(part.min(self.count - 1)))
        }
    }

    /// Lower and upper end of one of the equal parts.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "sections are few")]
    pub fn ends(&self, part: usize) -> (f32, f32) {
        let end = |part: usize| self.scale.value_at(part as f32 / self.count as f32);
        (end(part), end(part + 1))
    }

    /// The neurons whose values lie in a section, in index order.
    #[must_use]
    pub fn members(&self, values: &[f32], section: Section) -> Vec<u32> {
        let neurons = (0_u32..).zip(values).filter(|(_, value)| self.of(**value) == Some(section));
        neurons.map(|(neuron, _)| neuron).collect()
    }
}

/// Numbers of neurons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// In each section.
    pub counts: Vec<u32>,
    /// Below the range.
    pub below: u32,
    /// Above it.
    pub above: u32,
}

impl Histogram {
    /// Count values.
    #[must_use]
    pub fn of(values: &[f32], sections: &Sections<'_>) -> Self {
        let mut histogram = Self { counts: vec![0; sections.count], below: 0, above: 0 };
        for section in values.iter().filter_map(|&value| sections.of(value)) {
            match section {
                Section::Below => histogram.below += 1,
                Section::Above => histogram.above += 1,
                Section::Inside(part) => histogram.counts[part] += 1,
            }
        }
        histogram
    }

    /// The counts, with those beyond the range in the parts at its ends.
    #[must_use]
    pub fn with_ends(mut self) -> Vec<f64> {
        if let Some(first) = self.counts.first_mut() {
            *first += self.below;
        }
        if let Some(last) = self.counts.last_mut() {
            *last += self.above;
        }
        self.counts.into_iter().map(f64::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::file::Variable;
    use crate::theme::SequentialMap;

    #[test]
    fn every_value_is_counted_once_and_found_again() {
        let variable = Variable::LastingThreshold;
        let scale = ColourScale::new(variable, variable.facts().range, SequentialMap::default());
        let sections = Sections { scale: &scale, count: 56 };
        let values = [-58.0, -44.0, -90.0, 3.0, -51.0, f32::NAN];
        let histogram = Histogram::of(&values, &sections);
        assert_eq!((histogram.below, histogram.above, histogram.counts.iter().sum::<u32>()), (1, 1, 3));
        assert_eq!([0, 28, 55].map(|part| histogram.counts[part]), [1; 3]);
        let counts = histogram.with_ends();
        assert_eq!([0, 28, 55].map(|part| counts[part]), [2.0, 1.0, 2.0]);
        assert_eq!(sections.members(&values, Section::Inside(28)), [4]);
        assert_eq!(sections.members(&values, Section::Below), [2]);
        let (from, to) = sections.ends(28);
        assert!((from..=to).contains(&-51.0));
    }

    #[test]
    fn categories_are_sections_of_their_own() {
        let variable = Variable::Membership;
        let scale = ColourScale::new(variable, variable.facts().range, SequentialMap::default());
        let sections = Sections { scale: &scale, count: 2 };
        let values = [0.0, 1.0, f32::NAN, 1.0];
        assert_eq!(Histogram::of(&values, &sections).counts, [1, 2]);
        assert_eq!(sections.members(&values, Section::Inside(1)), [1, 3]);
    }
}
