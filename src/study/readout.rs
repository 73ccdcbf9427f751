//! What is read of a run: the same that the plots of the window show of it.

use crate::modulation::Modulator;
use crate::scene::fault::name_hint;
use crate::scene::{Fault, Scene};
use crate::words::words;

/// One number of a run, over time and at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readout {
    /// Spikes per second and neuron of a population, by its index.
    Rate(usize),
    /// Share of a memory's cells that answer when its own pattern is presented or cued, by its index (%).
    Recall(usize),
    /// Mean threshold of a population, by its index (mV).
    Threshold(usize),
    /// Mean weight of a projection, by its index, in units of the initial weight.
    Weight(usize),
    /// Level of a modulator.
    Level(Modulator),
}

impl Readout {
    /// All that a scene has.
    #[must_use]
    pub fn all(scene: &Scene) -> Vec<Self> {
        let patterns = scene.patterns.as_ref().map_or(0, |patterns| patterns.names.len());
        let populations = 0..scene.populations.len();
        let rates = populations.clone().map(Self::Rate);
        let others = (0..patterns).map(Self::Recall).chain(populations.map(Self::Threshold));
        let weights = (0..scene.projections.len()).map(Self::Weight);
        rates.chain(others).chain(weights).chain(Modulator::ALL.map(Self::Level)).collect()
    }

    /// The one of this name, such as `rate:E`.
    ///
    /// # Errors
    /// The scene has none of this name.
    pub fn named(name: &str, scene: &Scene) -> Result<Self, Fault> {
        let all = Self::all(scene);
        let found = all.iter().copied().find(|readout| readout.id(scene) == name);
        found.ok_or_else(|| {
            let ids: Vec<String> = all.iter().map(|readout| readout.id(scene)).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            let what = format!("{} has no read-out of this name.", scene.source());
            Fault::of_file(&format!("--read {name}"), what, name_hint(name, &ids, "read-outs").replace('"', ""))
        })
    }

    /// Its name in files and on the command line.
    #[must_use]
    pub fn id(self, scene: &Scene) -> String {
        let (kind, of) = match self {
            Self::Rate(index) => ("rate", population(scene, index)),
            Self::Recall(index) => ("recall", pattern(scene, index)),
            Self::Threshold(index) => ("threshold", population(scene, index)),
            Self::Weight(index) => ("weight", projection(scene, index)),
            Self::Level(modulator) => return format!("level:{}", modulator.english().to_lowercase()),
        };
        format!("{kind}:{of}")
    }

    /// Symbol of its unit; empty for a plain number.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Rate(_) => "spikes/s",
            Self::Recall(_) => "%",
            Self::Threshold(_) => "mV",
            Self::Weight(_) | Self::Level(_) => "",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self, scene: &Scene) -> String {
        match self {
            Self::Rate(index) => words!("readout-rate", "Rate of { $name }", name = population(scene, index)),
            Self::Recall(index) => words!("readout-recall", "Recall of { $name }", name = pattern(scene, index)),
            Self::Threshold(index) => {
                words!("readout-threshold", "Mean threshold of { $name }", name = population(scene, index))
            }
            Self::Weight(index) => {
                words!("readout-weight", "Mean weight of { $name }", name = projection(scene, index))
            }
            Self::Level(modulator) => words!("readout-level", "Level of { $name }", name = modulator.label()),
        }
    }
}

fn population(scene: &Scene, index: usize) -> &str {
    scene.populations.get(index).map_or("?", |population| &population.name)
}

fn projection(scene: &Scene, index: usize) -> &str {
    scene.projections.get(index).map_or("?", |projection| &projection.name)
}

fn pattern(scene: &Scene, index: usize) -> &str {
    scene.patterns.as_ref().and_then(|patterns| patterns.names.get(index)).map_or("?", String::as_str)
}
