//! Neurons that lie at the same place: in the 3D view one hides the other.

use super::Check;
use crate::scene::file::{Layout, PopulationFile};
use std::collections::HashMap;

/// Places closer than this are the same (µm).
const SAME_UM: f32 = 0.01;
/// Most neurons of a population that are looked at: in longer rows they are alike.
const MOST: i64 = 10_000;

impl Check<'_> {
    /// Note populations whose neurons lie on those of another one, or on each other. Places that are drawn are never the same.
    pub(super) fn places(&mut self) {
        let mut taken: HashMap<[i64; 3], usize> = HashMap::new();
        for (index, population) in self.file.populations.iter().enumerate() {
            let hidden: Vec<usize> = fixed_places(population).filter_map(|place| taken.insert(place, index)).collect();
            let Some(&other) = hidden.first() else { continue };
            let path = format!("populations[{index}].layout");
            let (count, name) = (hidden.len(), &self.file.populations[other].name);
            let on = if other == index { "each other".to_owned() } else { format!("those of \"{name}\"") };
            let neurons = if count == 1 { "1 neuron lies".to_owned() } else { format!("{count} neurons lie") };
            self.note(
                &path,
                format!("{neurons} at the same places as {on}: the 3D view shows only one of them."),
                "Give one of them another height, such as Line(spacing: um(40.0), height: um(60.0)).",
            );
        }
    }
}

/// The places of a population that follow from its layout alone, in units of [`SAME_UM`].
fn fixed_places(population: &PopulationFile) -> impl Iterator<Item = [i64; 3]> + use<> {
    let count = population.count.clamp(0, MOST);
    let layout = population.layout;
    let place = move |index: i64| match layout {
        Layout::Line { spacing, height } => {
            Some([(index as f32 - (count as f32 - 1.0) / 2.0) * spacing.0, height.0, 0.0])
        }
        Layout::Disc { radius, height } if radius.0 == 0.0 => Some([0.0, height.0, 0.0]),
        Layout::Ball { radius } if radius.0 == 0.0 => Some([0.0; 3]),
        Layout::Disc { .. } | Layout::Ball { .. } => None,
    };
    (0..count).filter_map(place).map(|place| place.map(|coordinate| (coordinate / SAME_UM).round() as i64))
}
