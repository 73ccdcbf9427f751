//! Phases that move parameters, give drugs, and lose neurons and synapses.

use super::Flattening;
use crate::scene::file::PhaseFile;
use crate::scene::phase::PhaseKind;

impl Flattening<'_> {
    /// Add such a phase, with the name of what it changes; nothing of another one.
    pub(super) fn add_intervention(&mut self, phase: &PhaseFile) {
        let file = self.file;
        let (kind, label) = match phase {
            PhaseFile::SetParameter { rule, parameter, value } => (
                PhaseKind::SetParameter { rule: rule.clone(), parameter: parameter.clone(), value: *value },
                rule.clone(),
            ),
            PhaseFile::ScaleAhp { population, factor } => {
                let index = file.populations.iter().position(|candidate| candidate.name == *population);
                let kind = PhaseKind::ScaleAhp { population: index.unwrap_or(0), factor: *factor };
                (kind, population.clone())
            }
            PhaseFile::LoseCells { population, neurons } => {
                (PhaseKind::LoseCells { neurons: self.neurons(population, neurons) }, population.clone())
            }
            PhaseFile::LoseSynapses { projection, share, strongest } => {
                let index = file.projections.iter().position(|candidate| candidate.name == *projection).unwrap_or(0);
                let kind = PhaseKind::LoseSynapses { projection: index, share: *share, strongest: *strongest };
                (kind, projection.clone())
            }
            _ => return,
        };
        self.push(kind, label, self.step);
    }
}
