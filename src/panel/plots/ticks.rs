//! Marks of an axis: as many as have room for their numbers, ten at most, at round values.

use egui_plot::{GridInput, GridMark};

/// Most marks of an axis; with so many there are always three or more, where there is room.
const MOST: f64 = 9.0;
/// Height of a number, with some room (letters).
const HEIGHT: f64 = 1.35;
/// Width of a letter, and of the room between two numbers (letters).
const WIDTH: f64 = 0.55;
const BETWEEN: f64 = 1.0;

/// What an axis needs to know of its numbers.
#[derive(Clone, Copy)]
pub struct Numbers {
    /// Text of a mark.
    pub text: fn(f64) -> String,
    /// Whether it counts something, so that there is nothing between two whole numbers.
    pub whole: bool,
    /// Whether they stand below each other.
    pub vertical: bool,
}

impl Numbers {
    /// The marks, where the grid's least spacing is the height of a letter.
    pub fn marks(self, input: &GridInput) -> Vec<GridMark> {
        let (low, high) = input.bounds;
        let letter = input.base_step_size;
        if !(letter.is_finite() && letter > 0.0 && high > low && (high - low).is_finite()) {
            return Vec::new();
        }
        let least = ((high - low) / MOST).max(HEIGHT * letter).max(if self.whole { 1.0 } else { 0.0 });
        let steps = round_steps(least);
        let fitting = steps.iter().find(|step| self.needs(&marks(low, high, **step)) * letter <= **step);
        let Some(&step) = fitting.or(steps.first()) else { return Vec::new() };
        let mut marks = marks(low, high, step);
        // A number at the right edge would be cut.
        let half = |mark: &GridMark| 0.5 * self.width(mark) * letter;
        marks.retain(|mark| self.vertical || mark.value + half(mark) <= high);
        marks
    }

    /// Width of a number (letters).
    fn width(self, mark: &GridMark) -> f64 {
        WIDTH * (self.text)(mark.value).chars().count() as f64
    }

    /// Least distance of two marks (letters).
    fn needs(self, marks: &[GridMark]) -> f64 {
        if self.vertical {
            return HEIGHT;
        }
        marks.iter().map(|mark| self.width(mark)).fold(0.0, f64::max) + BETWEEN
    }
}

/// Round steps from a least one on: 1, 2 or 5 times a power of ten.
fn round_steps(least: f64) -> Vec<f64> {
    let power = least.log10().floor() as i32;
    let steps = (power..power + 3).flat_map(|power| [1.0, 2.0, 5.0].map(|first| first * 10_f64.powi(power)));
    steps.filter(|step| *step >= 0.999 * least).collect()
}

fn marks(low: f64, high: f64, step: f64) -> Vec<GridMark> {
    let (first, last) = ((low / step - 1e-6).ceil() as i64, (high / step + 1e-6).floor() as i64);
    (first..=last).map(|place| GridMark { value: place as f64 * step, step_size: step }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::frame::mark_text;
    use super::*;

    fn values(low: f64, high: f64, letters: f64, vertical: bool, whole: bool) -> Vec<f64> {
        let numbers = Numbers { text: mark_text, whole, vertical };
        let input = GridInput { bounds: (low, high), base_step_size: (high - low) / letters };
        numbers.marks(&input).iter().map(|mark| mark.value).collect()
    }

    #[test]
    fn a_narrow_plot_with_large_letters_has_three_numbers() {
        // 260 pixels with letters of 20: thresholds from −58 to −42 mV.
        assert_eq!(values(-58.0, -42.0, 13.0, false, false), [-55.0, -50.0, -45.0]);
        // 90 pixels high.
        assert_eq!(values(0.0, 70.0, 4.5, true, true), [0.0, 50.0]);
        assert!(values(0.0, 70.0, 9.0, true, true).len() >= 3);
        // The last number would be cut.
        assert_eq!(values(0.0, 30.0, 12.0, false, false), [0.0, 10.0, 20.0]);
        for high in 1..200 {
            for letters in [12.0, 20.0, 80.0] {
                let marks = values(0.0, f64::from(high), letters, true, false);
                assert!((3..=10).contains(&marks.len()), "{high}: {marks:?}");
            }
        }
    }

    #[test]
    fn counts_have_no_fractions_and_what_has_no_extent_has_no_marks() {
        assert_eq!(values(0.0, 4.0, 30.0, true, true), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(values(0.0, 0.4, 30.0, true, true), [0.0]);
        assert!(values(1.0, 1.0, 30.0, false, false).is_empty());
        assert!(values(0.0, f64::INFINITY, 30.0, false, false).is_empty());
    }
}
