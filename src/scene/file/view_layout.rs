//! How the window puts the neurons of a scene.

use crate::words::words;
use serde::{Deserialize, Serialize};

/// How neurons are put in the 3D view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ViewLayout {
    /// Where the scene puts them.
    #[default]
    Tissue,
    /// Gathered by the pattern of which they are members, shared ones between their patterns, all others below.
    Memories,
    /// Each a pillar from its rest to its threshold, with a bead at its potential.
    Bar,
    /// A few neurons side by side, with their names and all connections.
    Circuit,
}

impl ViewLayout {
    /// All layouts.
    pub const ALL: [Self; 4] = [Self::Tissue, Self::Memories, Self::Bar, Self::Circuit];

    /// Most neurons that are drawn as a circuit.
    pub const LARGEST_CIRCUIT: usize = 24;

    /// Identifier on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tissue => "tissue",
            Self::Memories => "memories",
            Self::Bar => "bar",
            Self::Circuit => "circuit",
        }
    }

    /// Name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Tissue => words!("layout-tissue", "Tissue"),
            Self::Memories => words!("layout-memories", "Memories"),
            Self::Bar => words!("layout-bar", "The bar"),
            Self::Circuit => words!("layout-circuit", "Circuit"),
        }
    }

    /// What it shows, in a sentence.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Tissue => words!("layout-tissue-text", "Neurons stand where the scene puts them."),
            Self::Memories => words!(
                "layout-memories-text",
                "Neurons are gathered by the pattern that drives them most; cells of two patterns stand between them, all others below."
            ),
            Self::Bar => words!(
                "layout-bar-text",
                "Each neuron is a pillar from its resting potential to its threshold, with a bead at its potential: learning lowers the \
                 bar, and where the bead reaches it the neuron fires."
            ),
            Self::Circuit => words!(
                "layout-circuit-text",
                "Neurons stand side by side, a column a population, with all their synapses."
            ),
        }
    }
}
