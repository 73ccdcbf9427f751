//! Where neurons lie: within the space that a scene has, and not at the same place, where one hides the other in the 3D view.

use super::{COUNTS, Check, shortest};
use crate::number_text::counted;
use crate::scene::file::{Layout, PopulationFile};
use crate::words::words;
use std::collections::HashMap;

/// Places closer than this are the same (µm).
const SAME_UM: f32 = 0.01;
/// Largest distance of a place from the origin along an axis (µm).
const FARTHEST_UM: f64 = 100_000.0;
/// Most neurons of a population that are looked at: in longer rows they are alike.
const MOST: i64 = 10_000;

impl Check<'_> {
    /// The layout of a population.
    pub(super) fn layout(&mut self, path: &str, population: &PopulationFile) {
        let at = |field: &str| format!("{path}.{field}");
        match population.layout {
            Layout::Ball { radius } => {
                self.quantity(&at("radius"), radius, 0.0, FARTHEST_UM);
            }
            Layout::Disc { radius, height } => {
                self.quantity(&at("radius"), radius, 0.0, FARTHEST_UM);
                self.quantity(&at("height"), height, -FARTHEST_UM, FARTHEST_UM);
            }
            Layout::Line { spacing, height } => {
                self.quantity(&at("height"), height, -FARTHEST_UM, FARTHEST_UM);
                let half = (population.count - 1).max(0) as f64 / 2.0;
                let ends = half * shortest(spacing.0);
                if self.quantity(&at("spacing"), spacing, 0.0, FARTHEST_UM)
                    && COUNTS.contains(&population.count)
                    && ends > FARTHEST_UM
                {
                    let what = words!(
                        "fault-line-ends",
                        "the ends of the line would lie { $ends } um from its middle.",
                        ends = ends.to_string()
                    );
                    let widest = (FARTHEST_UM / half * 1e4).floor() / 1e4;
                    let hint = words!(
                        "fault-line-ends-hint",
                        "At most { $farthest } um: make the spacing at most { $widest } um for so many neurons.",
                        farthest = FARTHEST_UM.to_string(),
                        widest = widest.to_string()
                    );
                    self.fault(&at("spacing"), what, hint);
                }
            }
        }
    }

    /// Note populations whose neurons lie on those of another one, or on each other.
    pub(super) fn places(&mut self) {
        for (index, population) in self.file.populations.iter().enumerate() {
            let pairs = expected_pairs(population);
            if pairs > 0.5 && pairs.is_finite() {
                self.note(
                    &format!("populations[{index}].layout"),
                    format!(
                        "about {} of neurons {} drawn at the same place: the 3D view shows one of each.",
                        counted(pairs.round() as u64, "pair"),
                        if pairs < 1.5 { "is" } else { "are" },
                    ),
                    "Make the radius larger.",
                );
            }
        }
        let mut taken: HashMap<[i64; 3], usize> = HashMap::new();
        for (index, population) in self.file.populations.iter().enumerate() {
            let hidden: Vec<usize> = fixed_places(population).filter_map(|place| taken.insert(place, index)).collect();
            let Some(&other) = hidden.first() else { continue };
            let path = format!("populations[{index}].layout");
            let (count, name) = (hidden.len(), &self.file.populations[other].name);
            let on = if other == index { "each other".to_owned() } else { format!("those of \"{name}\"") };
            let neurons = format!("{} {}", counted(count as u64, "neuron"), if count == 1 { "lies" } else { "lie" });
            self.note(
                &path,
                format!("{neurons} at the same places as {on}: the 3D view shows only one of them."),
                "Give one of them another height, such as Line(spacing: um(40.0), height: um(60.0)).",
            );
        }
    }
}

/// How many pairs of a population are expected at the same place, if its places are drawn: of two in a ball one is within d of the
/// other with probability (d / R)³, of two on a disc with (d / R)².
fn expected_pairs(population: &PopulationFile) -> f64 {
    let count = population.count.max(0) as f64;
    let near = |radius: f32| (shortest(SAME_UM) / shortest(radius)).min(1.0);
    let probability = match population.layout {
        Layout::Ball { radius } if radius.0 > 0.0 => near(radius.0).powi(3),
        Layout::Disc { radius, .. } if radius.0 > 0.0 => near(radius.0).powi(2),
        // Places that are not drawn are looked at one by one.
        _ => 0.0,
    };
    count * (count - 1.0) / 2.0 * probability
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
