//! Checks of what the window shows when a scene opens.

use super::Check;
use crate::scene::file::{Amount, MapKind, PlotTab, SelectedFile, Variable, ViewLayout};
use crate::words::words;

/// Largest value of a range.
const LARGEST: f64 = 1e6;

impl Check<'_> {
    /// Colour of the neurons and its range, where they are put, plots, and the selected neuron.
    pub fn view(&mut self) {
        let Some(view) = &self.file.view else { return };
        let variable = self.file.colour();
        if view.colour.is_some() && !variable.is_in(self.file) {
            let what = words!(
                "fault-same-for-all",
                "{ $variable } is the same for all neurons of this scene.",
                variable = variable.facts().id
            );
            self.fault(
                "view.colour",
                what,
                words!(
                    "fault-same-for-all-hint",
                    "Name a variable that the scene has, such as Threshold or Potential."
                ),
            );
        }
        let neurons: i64 = self.file.populations.iter().map(|population| population.count.max(0)).sum();
        match view.layout {
            Some(ViewLayout::Memories) if self.file.patterns.is_none() => {
                let what =
                    words!("fault-no-gathering", "the scene has no patterns by which neurons could be gathered.");
                self.fault(
                    "view.layout",
                    what.to_owned(),
                    words!("fault-no-gathering-hint", "Write Tissue or Bar, or give the scene `patterns`."),
                );
            }
            Some(ViewLayout::Circuit) if neurons > ViewLayout::LARGEST_CIRCUIT as i64 => {
                let what = words!(
                    "fault-circuit",
                    "{ $neurons } neurons are too many for a circuit with names.",
                    neurons = neurons.to_string()
                );
                let most = ViewLayout::LARGEST_CIRCUIT;
                self.fault(
                    "view.layout",
                    what,
                    words!(
                        "fault-circuit-hint",
                        "Write Tissue or Bar; a circuit has at most { $most } neurons.",
                        most = most.to_string()
                    ),
                );
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
            let what = words!(
                "fault-plots",
                "{ $count } plots are named, and { $beside } stand side by side.",
                count = plots.len().to_string(),
                beside = (PlotTab::BESIDE).to_string()
            );
            self.fault("view.plots", what, words!("fault-plots-hint", "Keep those that make the scene's point."));
        }
        for (index, plot) in plots.iter().enumerate() {
            let path = format!("view.plots[{index}]");
            if plots[..index].contains(plot) {
                self.fault(
                    &path,
                    words!("fault-plot-twice", "{ $plot } stands there twice.", plot = format!("{plot:?}")),
                    words!("fault-name-once", "Name it once."),
                );
            } else if let Some((why, way_out)) = plot.lack(self.file) {
                self.fault(
                    &path,
                    words!(
                        "fault-plot-empty",
                        "{ $plot } has nothing to show: { $why }",
                        plot = format!("{plot:?}"),
                        why = why
                    ),
                    way_out,
                );
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
            let what = words!(
                "fault-population-neuron",
                "the population \"{ $population }\" has no neuron { $neuron }.",
                population = &population.name,
                neuron = neuron.index.to_string()
            );
            self.fault(
                "view.neuron.index",
                what,
                words!("fault-allowed-from-0", "Allowed: 0 to { $last }.", last = (population.count - 1).to_string()),
            );
        }
    }

    /// A range of colours.
    fn colour_range(&mut self, variable: Variable, (low, high): (Amount, Amount)) {
        const PATH: &str = "view.range";
        let (facts, unit) = (variable.facts(), variable.scene_unit());
        let usual = format!("{unit}({:?}), {unit}({:?})", facts.range.0, facts.range.1);
        if facts.map == MapKind::Categorical {
            self.fault(
                PATH,
                words!("fault-categories", "{ $variable } has categories and no range.", variable = facts.id),
                words!("fault-remove", "Remove it."),
            );
            return;
        }
        if let Some(other) = [low, high].into_iter().find(|amount| amount.unit() != unit) {
            let what = words!(
                "fault-unit-of-range",
                "{ $variable } is not in { $unit }.",
                variable = facts.id,
                unit = other.unit()
            );
            self.fault(
                PATH,
                what,
                words!("fault-unit-of-range-hint", "Its usual range is written ({ $usual }).", usual = usual),
            );
            return;
        }
        let finite = [low, high].map(|amount| self.within(PATH, f64::from(amount.value()), -LARGEST, LARGEST, ""));
        if finite != [true; 2] {
            return;
        }
        if low.value() >= high.value() {
            self.fault(
                PATH,
                words!("fault-colours-empty", "the range is empty."),
                words!(
                    "fault-colours-empty-hint",
                    "Write the smaller value first; usual is ({ $usual }).",
                    usual = usual
                ),
            );
        } else if let MapKind::Diverging(middle) = facts.map
            && !(low.value() < middle && middle < high.value())
        {
            let what = words!(
                "fault-colours-middle",
                "the colours of { $variable } go both ways from { $middle }, which is not within.",
                variable = facts.id,
                middle = middle.to_string()
            );
            self.fault(
                PATH,
                what,
                words!(
                    "fault-colours-middle-hint",
                    "Begin below it and end above it; usual is ({ $usual }).",
                    usual = usual
                ),
            );
        }
    }
}
