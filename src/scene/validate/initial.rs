//! What single neurons have at the start.

use super::Check;
use super::drawn::Lowered;
use crate::scene::file::NeuronFile;
use crate::words::words;

impl Check<'_> {
    /// The values, each within its range.
    pub fn initial(&mut self) {
        let file = self.file;
        for (index, initial) in file.initial.iter().enumerate() {
            let path = format!("initial[{index}]");
            let at = |field: &str| format!("{path}.{field}");
            let population = self.population(&at("population"), &initial.population);
            self.selection(&at("neurons"), &initial.neurons, population);
            if initial.is_empty() {
                self.fault(
                    &path,
                    words!("fault-initial-empty", "nothing is set."),
                    words!("fault-initial-empty-hint", "Give a threshold, excitability, fast_excitability or paint."),
                );
            }
            let population = population.map(|index| &file.populations[index]);
            if let (Some(threshold), Some(population)) = (initial.threshold, population) {
                let low = population.neuron.lowest_threshold_mv();
                let [low, high] = [low, NeuronFile::HIGHEST_THRESHOLD_MV].map(f64::from);
                self.quantity(&at("threshold"), threshold, low, high);
            }
            let units = population.map(|population| &population.neuron);
            for (field, value, a_unit) in [
                ("fast_excitability", initial.fast_excitability, None),
                ("excitability", initial.excitability, units.map(|neuron| neuron.excitability_threshold)),
                ("paint", initial.paint, units.map(|neuron| neuron.paint_threshold)),
            ] {
                let Some(value) = value else { continue };
                let fine = self.number(&at(field), value, -1.0, 1.0);
                if let (true, Some(population), Some(a_unit)) = (fine, population, a_unit) {
                    let lowered = Lowered { population, neurons: &initial.neurons, value, a_unit };
                    self.lowered_thresholds(&at(field), &lowered);
                }
            }
        }
    }
}
