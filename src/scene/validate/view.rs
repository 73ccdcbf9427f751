//! Checks of what the window shows when a scene opens.

use super::Check;
use crate::scene::file::{Amount, MapKind, Variable, ViewLayout};

/// Largest value of a range.
const LARGEST: f64 = 1e6;

impl Check<'_> {
    /// Colour of the neurons and its range, and where they are put.
    pub fn view(&mut self) {
        let Some(view) = &self.file.view else { return };
        let variable = self.file.colour();
        if view.colour.is_some() && !variable.is_in(self.file) {
            let what = format!("{} is the same for all neurons of this scene.", variable.facts().id);
            self.fault("view.colour", what, "Name a variable that the scene has, such as Threshold or Potential.");
        }
        let neurons: i64 = self.file.populations.iter().map(|population| population.count.max(0)).sum();
        match view.layout {
            Some(ViewLayout::Memories) if self.file.patterns.is_none() => {
                let what = "the scene has no patterns by which neurons could be gathered.";
                self.fault("view.layout", what.to_owned(), "Write Tissue or Bar, or give the scene `patterns`.");
            }
            Some(ViewLayout::Circuit) if neurons > ViewLayout::LARGEST_CIRCUIT as i64 => {
                let what = format!("{neurons} neurons are too many for a circuit with names.");
                let most = ViewLayout::LARGEST_CIRCUIT;
                self.fault("view.layout", what, format!("Write Tissue or Bar; a circuit has at most {most} neurons."));
            }
            _ => {}
        }
        if let Some(range) = view.range {
            self.colour_range(variable, range);
        }
    }

    /// A range of colours.
    fn colour_range(&mut self, variable: Variable, (low, high): (Amount, Amount)) {
        const PATH: &str = "view.range";
        let (facts, unit) = (variable.facts(), variable.scene_unit());
        let usual = format!("{unit}({:?}), {unit}({:?})", facts.range.0, facts.range.1);
        if facts.map == MapKind::Categorical {
            self.fault(PATH, format!("{} has categories and no range.", facts.id), "Remove it.");
            return;
        }
        if let Some(other) = [low, high].into_iter().find(|amount| amount.unit() != unit) {
            let what = format!("{} is not in {}.", facts.id, other.unit());
            self.fault(PATH, what, format!("Its usual range is written ({usual})."));
            return;
        }
        let finite = [low, high].map(|amount| self.within(PATH, f64::from(amount.value()), -LARGEST, LARGEST, ""));
        if finite != [true; 2] {
            return;
        }
        if low.value() >= high.value() {
            self.fault(PATH, "the range is empty.", format!("Write the smaller value first; usual is ({usual})."));
        } else if let MapKind::Diverging(middle) = facts.map
            && !(low.value() < middle && middle < high.value())
        {
            let what = format!("the colours of {} go both ways from {middle}, which is not within.", facts.id);
            self.fault(PATH, what, format!("Begin below it and end above it; usual is ({usual})."));
        }
    }
}
