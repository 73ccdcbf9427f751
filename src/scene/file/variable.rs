//! The one list of all quantities that a neuron shows. Recorders, the colour of the 3D view with its legend, plots and tooltips are made
//! from it; how a quantity is read off a run follows from the same rows, in `measure::variable` and `simulation::variable`.

use super::{InputFile, Receptor, SceneFile};
use crate::words::{Language, in_force, of_row, row_key, words};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Hand all variables to another macro, in the order in which the window lists them. A row says: its name in a scene, what it follows
/// from and the function that reads it, the title of its column in a table, name, symbol, unit, usual range, map, the end of the range
/// that stands out, which scenes have it, meaning, source.
macro_rules! for_all_variables {
    ($use:ident) => {
        $use! {
            Now {
                Potential: own potential, "potential_mv", "Membrane potential", "V", "mV", [-75.0, -45.0], Sequential, High, always,
                    "Voltage across the membrane.", "MODEL 2.2";
                Rate: watch rate, "rate_hz", "Spike rate", "ν", "spikes/s", [0.0, 20.0], Sequential, High, always,
                    "Spikes per second over about the last second, counted since this is shown.", "";
                ExcitatoryCurrent: own excitatory_current, "excitatory_current_pa", "Excitatory current", "I_E", "pA", [0.0, 500.0],
                    Sequential, High, always,
                    "Current through the excitatory synapses; positive drives the neuron towards its threshold.", "MODEL 2.2";
                InhibitoryCurrent: own inhibitory_current, "inhibitory_current_pa", "Inhibitory current", "I_I", "pA", [-500.0, 0.0],
                    Sequential, Low, inhibition,
                    "Current through the inhibitory synapses; negative holds the neuron back.", "MODEL 2.2";
                Current: own injected_current, "current_pa", "Injected current", "I", "pA", [-200.0, 200.0], Diverging(0.0), High, current,
                    "Current that the experimenter injects.", "MODEL 2.2";
                Ampa: own ampa, "ampa_ns", "Fast excitation (AMPA)", "g_A", "nS", [0.0, 10.0], Sequential, High, always,
                    "Fast excitatory conductance.", "MODEL 2.2";
                Slow: own slow, "slow_ns", "Slow excitation (NMDA-like)", "g_N", "nS", [0.0, 10.0], Sequential, High, slow_excitation,
                    "Slow excitatory conductance.", "MODEL 2.2";
                Gaba: own gaba, "gaba_ns", "Inhibition (GABA)", "g_G", "nS", [0.0, 20.0], Sequential, High, inhibition,
                    "Inhibitory conductance.", "MODEL 2.2";
                Adaptation: own adaptation, "adaptation_pa", "Adaptation current", "w", "pA", [0.0, 200.0], Sequential, High, adaptation,
                    "Adaptation current of the adaptive exponential option, which holds the neuron back; 0 without it.",
                    "Brette & Gerstner 2005";
            }
            Excitability {
                LastingThreshold: own lasting_threshold, "lasting_threshold_mv", "Threshold", "θ", "mV", [-58.0, -44.0], Sequential, Low,
                    always,
                    "Potential at which the neuron fires, without the short jump after a spike; low is easy to excite.", "MODEL 2.2";
                ThresholdShift: watch threshold_shift, "threshold_shift_mv", "Threshold shift", "Δθ", "mV", [-4.0, 4.0], Diverging(0.0),
                    Low, always,
                    "Threshold now minus threshold at the start, without the jump after a spike and not counting a resting threshold \
                     that you set; below 0 the neuron became easier to excite.", "MODEL 2.4";
                ShiftSinceMarker: watch shift_since_marker, "shift_since_marker_mv", "Threshold shift since the marker", "Δθ", "mV",
                    [-4.0, 4.0], Diverging(0.0), Low, always,
                    "Threshold now minus threshold at the last marker, or at the start without one, not counting a resting threshold that \
                     you set.", "MODEL 2.4";
                DistanceToThreshold: own distance_to_threshold, "distance_to_threshold_mv", "Distance to threshold", "θ − V", "mV",
                    [0.0, 20.0], Sequential, Low, always,
                    "How far the potential is below the threshold of this moment.", "MODEL 2.2";
                Threshold: own threshold, "threshold_mv", "Threshold of this moment", "θ + j", "mV", [-58.0, -44.0], Sequential, Low,
                    always,
                    "Threshold with its short jump after a spike.", "MODEL 2.2";
                Leak: own leak, "leak_multiplier", "Leak multiplier", "λ", "×", [0.7, 1.3], Diverging(1.0), Low, always,
                    "Factor on the leak conductance; below 1 the same current moves the potential further.", "MODEL 2.2";
                AhpMultiplier: own ahp_multiplier, "ahp_multiplier", "AHP multiplier", "α", "×", [0.4, 1.6], Diverging(1.0), Low, always,
                    "Factor on the afterhyperpolarization that each spike adds; below 1 the neuron recovers sooner.", "MODEL 2.2";
                Ahp: own ahp, "ahp_ns", "AHP conductance", "g_AHP", "nS", [0.0, 20.0], Sequential, High, always,
                    "Afterhyperpolarization: potassium conductance that follows the neuron's spikes and holds it back.", "MODEL 2.2";
                Paint: own paint, "paint", "Painted excitability", "u", "of ±1", [-1.0, 1.0], Diverging(0.0), High, always,
                    "What you or the scene painted onto it; above 0 its threshold is lower.", "MODEL 2.2";
            }
            Learning {
                Excitability: own excitability, "excitability", "Learned excitability", "e", "of ±1", [-1.0, 1.0], Diverging(0.0), High,
                    learning,
                    "What learning did to the neuron; above 0 it fires more easily.", "MODEL 2.4";
                FastExcitability: own fast_excitability, "fast_excitability", "Fast excitability", "e_f", "of ±1", [-1.0, 1.0],
                    Diverging(0.0), High, learning,
                    "Part of the learned excitability that is gone within hours.", "MODEL 2.4";
                SlowExcitability: own slow_excitability, "slow_excitability", "Slow excitability", "e_s", "of ±1", [-1.0, 1.0],
                    Diverging(0.0), High, learning,
                    "Part of the learned excitability that lasts for a day.", "MODEL 2.4";
                HomeostaticShift: own homeostatic_shift, "homeostatic_shift_mv", "Homeostatic shift", "h", "mV", [-5.0, 5.0],
                    Diverging(0.0), Low, homeostasis,
                    "Part of the threshold by which the neuron keeps its own rate; 0 without homeostasis.", "MODEL 2.5";
                Calcium: own calcium, "calcium_hz", "Calcium", "c", "Hz", [0.0, 30.0], Sequential, High, learning,
                    "Calcium proxy: the neuron's rate as its intrinsic plasticity sees it.", "MODEL 2.4";
                LearningTag: own learning_tag, "learning_tag", "Learning tag", "T", "of 1", [0.0, 1.0], Sequential, High, learning,
                    "Tag of a neuron that just took part in learning.", "MODEL 2.4";
                Eligibility: synapses eligibility, "eligibility", "Eligibility, mean", "ε", "of ±1", [-1.0, 1.0], Diverging(0.0), High,
                    eligibility,
                    "Mean over the incoming synapses of the trace that waits for a neuromodulator or a plateau.", "MODEL 2.7, 2.15";
            }
            Synapses {
                MeanIncomingWeight: synapses mean_incoming_weight, "mean_incoming_weight", "Incoming weight, mean", "w", "×", [0.0, 3.0],
                    Diverging(1.0), High, excitatory_synapses,
                    "Mean weight of the excitatory synapses onto the neuron, in units of the projection's conductance.", "MODEL 2.6";
                WeightToSelection: selection weight_to_selection, "weight_to_selection", "Weight onto the selected neuron", "w", "×",
                    [0.0, 4.0], Sequential, High, synapses,
                    "Weight of the synapse from each neuron onto the selected one; of several, their sum.", "MODEL 2.6";
                WeightFromSelection: selection weight_from_selection, "weight_from_selection", "Weight from the selected neuron", "w", "×",
                    [0.0, 4.0], Sequential, High, synapses,
                    "Weight of the synapse from the selected neuron onto each other one; of several, their sum.", "MODEL 2.6";
            }
            Memory {
                Membership: watch membership, "membership", "Memory", "", "", [0.0, 6.0], Categorical, High, patterns,
                    "The pattern that drives the neuron most, of those whose members it is among.", "MODEL 2.1";
                ReplayCount: watch replay_count, "replays", "Replays", "n", "replays", [0.0, 20.0], Sequential, High, patterns,
                    "Replays in NREM sleep in which the neuron took part, since the start of the run.", "";
            }
            Modulators {
                Dopamine: own dopamine, "dopamine", "Dopamine at the receptor", "DA", "of 1", [0.0, 1.0], Sequential, High, always,
                    "Level of dopamine times how strongly the neuron's population answers to it.", "MODEL 2.10";
                Acetylcholine: own acetylcholine, "acetylcholine", "Acetylcholine at the receptor", "ACh", "of 1", [0.0, 1.0], Sequential,
                    High, always,
                    "Level of acetylcholine times the population's muscarinic receptors.", "MODEL 2.10";
                Serotonin: own serotonin, "serotonin", "Serotonin at the receptor", "5-HT", "of 1", [0.0, 1.0], Sequential, High, always,
                    "Level of serotonin times the population's receptors of type 1A.", "MODEL 2.10";
                Noradrenaline: own noradrenaline, "noradrenaline", "Noradrenaline at the receptor", "NA", "of 1", [0.0, 1.0], Sequential,
                    High, always,
                    "Level of noradrenaline times the population's beta receptors.", "MODEL 2.10";
            }
        }
    };
}
pub(crate) use for_all_variables;

macro_rules! name_variables {
    ($($group:ident {
        $($name:ident: $basis:ident $reader:ident, $column:literal, $label:literal, $symbol:literal, $unit:literal, [$low:literal, $high:literal],
            $map:ident $(($middle:literal))?, $bright:ident, $there:ident, $meaning:literal, $source:literal;)+
    })+) => {
        /// A quantity of which each neuron has one value; written by its name, such as `Threshold`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Variable {
            $($(#[doc = $meaning] $name,)+)+
        }

        /// The table, in the order of the list.
        const TABLE: &[VariableFacts] = &[
            $($(VariableFacts {
                variable: Variable::$name,
                id: stringify!($name),
                column: $column,
                name: $label,
                symbol: $symbol,
                unit: $unit,
                range: ($low, $high),
                map: MapKind::$map $(($middle))?,
                bright: RangeEnd::$bright,
                group: VariableGroup::$group,
                basis: basis!($basis),
                meaning: $meaning,
                source: $source,
                is_in: there::$there,
            },)+)+
        ];
    };
}

macro_rules! basis {
    (own) => {
        Basis::Own
    };
    (synapses) => {
        Basis::Synapses
    };
    (selection) => {
        Basis::Selection
    };
    (watch) => {
        Basis::Watching
    };
}
for_all_variables!(name_variables);

/// What there is to say of a variable besides its values.
#[derive(Debug)]
pub struct VariableFacts {
    /// The variable.
    pub variable: Variable,
    /// Its name in a scene.
    pub id: &'static str,
    /// Title of its column in a table, with its unit.
    pub column: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Symbol in the equations.
    pub symbol: &'static str,
    /// Unit; empty for categories.
    pub unit: &'static str,
    /// Usual range of its colours.
    pub range: (f32, f32),
    /// Kind of its colours.
    pub map: MapKind,
    /// The end of the range that stands out: that of the more excitable or of the more active neuron.
    pub bright: RangeEnd,
    /// Under which heading it is listed.
    pub group: VariableGroup,
    /// What it follows from.
    pub basis: Basis,
    /// Meaning, a sentence.
    pub meaning: &'static str,
    /// Where its definition stands; empty if the meaning says all.
    pub source: &'static str,
    /// Whether it can be anything but the same for all in a scene.
    pub is_in: fn(&SceneFile) -> bool,
}

/// What the keys of the rows' texts begin with.
const WORDS: &str = "variable";

impl VariableFacts {
    /// The row in the language in force.
    fn said(&self) -> Self {
        Self {
            name: of_row(WORDS, self.id, "", self.name),
            unit: match self.unit {
                "spikes/s" => words!("variables-unit-rate", "spikes/s"),
                "of 1" => words!("variables-unit-share", "of 1"),
                "of ±1" => words!("variables-unit-both-ways", "of ±1"),
                "replays" => words!("variables-unit-replays", "replays"),
                symbol => symbol,
            },
            meaning: of_row(WORDS, self.id, "meaning", self.meaning),
            ..*self
        }
    }
}

/// Kind of colours that fit a variable.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MapKind {
    /// From less to more.
    Sequential,
    /// Both ways from a middle.
    Diverging(f32),
    /// A colour a category.
    Categorical,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeEnd {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

/// Headings of the list of variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariableGroup {
    /// What changes within milliseconds.
    Now,
    /// How easily a neuron fires.
    Excitability,
    /// What learning keeps.
    Learning,
    /// Weights.
    Synapses,
    /// Memories.
    Memory,
    /// Neuromodulators.
    Modulators,
}

impl VariableGroup {
    /// Heading.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Now => words!("variables-now", "Now"),
            Self::Excitability => words!("variables-excitability", "Excitability"),
            Self::Learning => words!("variables-learning", "Learning"),
            Self::Synapses => words!("variables-synapses", "Synapses"),
            Self::Memory => words!("variables-memory", "Memory"),
            Self::Modulators => words!("variables-modulators", "Modulators"),
        }
    }
}

/// What the value of a neuron follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The neuron's own state and its population: such variables can be recorded.
    Own,
    /// Its synapses.
    Synapses,
    /// Its synapses with the neuron that is selected in the window.
    Selection,
    /// What was seen of the run since its start or since a marker.
    Watching,
}

impl Variable {
    /// All variables, in the order in which the window lists them.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|facts| facts.variable)
    }

    /// Its row, in the language in force: the table has the variables in the order of their definition.
    #[must_use]
    pub fn facts(self) -> &'static VariableFacts {
        static SAID: [OnceLock<Vec<VariableFacts>>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        match in_force() {
            Language::English => self.english(),
            language @ Language::German => {
                let said = || TABLE.iter().map(VariableFacts::said).collect();
                &SAID[language as usize].get_or_init(said)[self as usize]
            }
        }
    }

    /// Its row as it stands in the table.
    pub(super) const fn english(self) -> &'static VariableFacts {
        &TABLE[self as usize]
    }

    /// Keys of the texts of all rows.
    #[must_use]
    pub fn word_keys() -> Vec<String> {
        let keys = |facts: &VariableFacts| ["", "meaning"].map(|attribute| row_key(WORDS, facts.id, attribute));
        TABLE.iter().flat_map(keys).collect()
    }

    /// Whether a scene has it.
    #[must_use]
    pub fn is_in(self, scene: &SceneFile) -> bool {
        (self.facts().is_in)(scene)
    }
}

/// Which scenes have a variable.
mod there {
    use super::{InputFile, Receptor, SceneFile};

    pub const fn always(_scene: &SceneFile) -> bool {
        true
    }

    pub fn current(scene: &SceneFile) -> bool {
        scene.inputs.iter().any(|input| matches!(input, InputFile::Current { .. }))
    }

    pub fn inhibition(scene: &SceneFile) -> bool {
        scene.projections.iter().any(|projection| projection.receptor == Receptor::Inhibitory)
            || scene.inputs.iter().any(|input| matches!(input, InputFile::Disruption { .. }))
    }

    pub fn slow_excitation(scene: &SceneFile) -> bool {
        let slow = |receptor| matches!(receptor, Receptor::Excitatory { slow_fraction } if slow_fraction > 0.0);
        scene.projections.iter().any(|projection| slow(projection.receptor))
    }

    pub fn adaptation(scene: &SceneFile) -> bool {
        scene.populations.iter().any(|population| population.neuron.adex.is_some())
    }

    pub fn learning(scene: &SceneFile) -> bool {
        scene.populations.iter().any(|population| population.intrinsic_plasticity.is_some())
    }

    pub fn homeostasis(scene: &SceneFile) -> bool {
        scene.populations.iter().any(|population| population.homeostasis.is_some())
    }

    pub fn eligibility(scene: &SceneFile) -> bool {
        scene.projections.iter().any(|projection| projection.three_factor.is_some() || projection.btsp.is_some())
    }

    pub const fn synapses(scene: &SceneFile) -> bool {
        !scene.projections.is_empty()
    }

    pub fn excitatory_synapses(scene: &SceneFile) -> bool {
        scene.projections.iter().any(|projection| projection.receptor != Receptor::Inhibitory)
    }

    pub fn patterns(scene: &SceneFile) -> bool {
        scene.patterns.as_ref().is_some_and(|patterns| !patterns.names.is_empty())
    }
}
