//! Checks of what the window shows when a scene opens.

use super::Check;
use crate::scene::file::{Amount, MapKind, PlotTab, SelectedFile, Variable, ViewLayout};

/// Largest value of a range.
const LARGEST: f64 = 1e6;

impl Check<'_> {
    /// Colour of the neurons and its range, where they are put, plots, and the selected neuron.
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
        self.plots(&view.plots);
        if let Some(neuron) = &view.neuron {
            self.selected(neuron);
        }
    }

    /// The plots: few enough, each once, each with something to show.
    fn plots(&mut self, plots: &[PlotTab]) {
        if plots.len() > PlotTab::BESIDE {
            let what = format!("{} plots are named, and {} stand side by side.", plots.len(), PlotTab::BESIDE);
            self.fault("view.plots", what, "Keep those that make the scene's point.");
        }
        for (index, plot) in plots.iter().enumerate() {
            let path = format!("view.plots[{index}]");
            if plots[..index].contains(plot) {
                self.fault(&path, format!("{plot:?} stands there twice."), "Name it once.");
            } else if let Some((why, way_out)) = plot.lack(self.file) {
                self.fault(&path, format!("{plot:?} has nothing to show: {why}"), way_out);
            }
        }
    }

    /// The selected neuron.
    fn selected(&mut self, neuron: &SelectedFile) {
        self.population("view.neuron.population", &neuron.population);
        let population = self.file.populations.iter().find(|population| population.name == neuron.population);
        if let Some(population) = population
            && !(0..population.count.max(1)).contains(&neuron.index)
        {
            let what = format!("the population \"{}\" has no neuron {}.", population.name, neuron.index);
            self.fault("view.neuron.index", what, format!("Allowed: 0 to {}.", population.count - 1));
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
