//! How values become colours. Ranges are fixed, so that two pictures can be compared; values beyond a range take the colour of its end.

use super::Theme;
use super::colour::Colour;
use super::palette::{SequentialMap, position};
use crate::scene::file::{MapKind, RangeEnd, Variable};

/// The colours of a variable over a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColourScale {
    /// Ends of the range.
    pub range: (f32, f32),
    kind: MapKind,
    /// The end that stands out.
    bright: RangeEnd,
    map: SequentialMap,
}

impl ColourScale {
    /// Those of a variable over a range, with a map for what goes from less to more.
    #[must_use]
    pub fn new(variable: Variable, range: (f32, f32), map: SequentialMap) -> Self {
        let facts = variable.facts();
        Self { range, kind: facts.map, bright: facts.bright, map }
    }

    /// Those of differences of a variable, from minus to plus this value; warm is the same side as of the variable itself.
    #[must_use]
    pub fn difference(variable: Variable, largest: f32) -> Self {
        let (kind, bright) = (MapKind::Diverging(0.0), variable.facts().bright);
        Self { range: (-largest, largest), kind, bright, map: SequentialMap::default() }
    }

    /// Kind of the colours.
    #[must_use]
    pub const fn kind(&self) -> MapKind {
        self.kind
    }

    /// Where a value stands between the ends of the range, 0 at the lower and 1 at the upper one; beyond them it stands at the end.
    #[must_use]
    pub fn position(&self, value: f32) -> f32 {
        position(value, &(self.range.0..=self.range.1))
    }

    /// The value at such a place.
    #[must_use]
    pub fn value_at(&self, position: f32) -> f32 {
        self.range.0 + position * (self.range.1 - self.range.0)
    }

    /// Colour of a value; what is not a number has one of its own.
    #[must_use]
    pub fn colour(&self, theme: &Theme, value: f32) -> Colour {
        if value.is_nan() {
            return theme.colours.no_value;
        }
        match self.kind {
            MapKind::Sequential => {
                let position = self.position(value);
                // On a light ground what stands out is dark.
                let turned = (self.bright == RangeEnd::Low) != theme.is_light();
                self.map.at(if turned { 1.0 - position } else { position })
            }
            MapKind::Diverging(middle) => {
                // Each side reaches its full colour at its own end.
                let (low, high) = self.range;
                let side =
                    if value < middle { (value - middle) / (middle - low) } else { (value - middle) / (high - middle) };
                theme.diverging(if self.bright == RangeEnd::Low { -side } else { side })
            }
            MapKind::Categorical => theme.pattern(value.max(0.0) as usize),
        }
    }
}

/// Entries of a table of colours: more than a screen can show.
const ENTRIES: usize = 1024;

/// The colours of a scale as linear light, looked up: for thousands of values a frame.
pub struct ColourTable {
    low: f32,
    entries_per_unit: f32,
    entries: Vec<[f32; 3]>,
    no_value: [f32; 3],
}

impl ColourTable {
    /// The colours of a scale, which goes from less to more or both ways from a middle.
    #[must_use]
    pub fn new(scale: &ColourScale, theme: &Theme) -> Self {
        let entry = |index: usize| scale.value_at((index as f32 + 0.5) / ENTRIES as f32);
        let entries_per_unit = ENTRIES as f32 / (scale.range.1 - scale.range.0);
        Self {
            low: scale.range.0,
            entries_per_unit: if entries_per_unit.is_finite() { entries_per_unit } else { 0.0 },
            entries: (0..ENTRIES).map(|index| scale.colour(theme, entry(index)).to_linear()).collect(),
            no_value: theme.colours.no_value.to_linear(),
        }
    }

    /// Colour of a value, as linear red, green and blue.
    #[must_use]
    pub fn colour(&self, value: f32) -> [f32; 3] {
        if value.is_nan() {
            return self.no_value;
        }
        // What lies below the range becomes 0.
        let entry = ((value - self.low) * self.entries_per_unit) as usize;
        self.entries[entry.min(ENTRIES - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(variable: Variable) -> ColourScale {
        ColourScale::new(variable, variable.facts().range, SequentialMap::default())
    }

    #[test]
    fn looked_up_colours_are_those_of_the_scale() {
        let theme = Theme::built_in();
        for variable in Variable::all().filter(|variable| variable.facts().map != MapKind::Categorical) {
            let (scale, table) = (scale(variable), ColourTable::new(&scale(variable), &theme));
            for place in 0..=300 {
                let value = scale.value_at(place as f32 / 200.0 - 0.25);
                let (own, looked_up) = (scale.colour(&theme, value), Colour::from_linear(table.colour(value)));
                let apart = own.0.iter().zip(looked_up.0).map(|(a, b)| a.abs_diff(b)).max();
                assert!(apart <= Some(3), "{variable:?} at {value}: {own:?}, {looked_up:?}");
            }
            assert_eq!(table.colour(f32::NAN), theme.colours.no_value.to_linear());
        }
    }

    #[test]
    fn the_excitable_end_is_bright() {
        let theme = Theme::built_in();
        for variable in [Variable::LastingThreshold, Variable::ThresholdShift, Variable::DistanceToThreshold] {
            let scale = scale(variable);
            let light = |value: f32| scale.colour(&theme, value).contrast(theme.colours.background.awake);
            let (low, high) = scale.range;
            assert!(light(low) > 4.5 && light(low) > light(high), "{variable:?}: {} and {}", light(low), light(high));
            assert_eq!(scale.colour(&theme, low - 50.0), scale.colour(&theme, low), "beyond the range");
        }
        assert_eq!(scale(Variable::LastingThreshold).colour(&theme, -58.0), SequentialMap::Viridis.at(1.0));
    }

    #[test]
    fn both_sides_of_a_signed_map_reach_their_ends() {
        let theme = Theme::built_in();
        let scale = ColourScale::new(Variable::ThresholdShift, (-4.0, 1.0), SequentialMap::default());
        let colours = &theme.colours.diverging;
        assert_eq!(
            [-4.0, 0.0, 1.0].map(|shift| scale.colour(&theme, shift)),
            [colours.warm, colours.neutral, colours.cool]
        );
        assert_eq!(scale.colour(&theme, f32::NAN), theme.colours.no_value);
        assert_eq!(scale.value_at(scale.position(-1.5)), -1.5);
    }
}
