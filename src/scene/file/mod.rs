//! A scene as it stands in its file: raw, every field as written, nothing checked beyond its type.
//!
//! Field docs give meaning, unit, range and default; `MODEL 2.6` is a section of `src/MODEL.md`, where what is behind a number stands.

mod calcium_rule;
mod camera;
mod choice;
mod experiment;
mod initial;
mod input;
mod intrinsic_options;
mod intrinsic_rules;
mod library;
mod mark;
mod measurement;
mod measurement_parts;
mod neuron;
mod plot;
mod projection;
mod recorder;
mod reward;
mod rule;
mod rule_file;
mod slow_synaptic_rules;
mod synaptic_rules;
mod timeline;
mod timing_rules;
mod track;
mod trial_metrics;
mod variable;
mod view;
mod view_layout;

pub use calcium_rule::CalciumStdpFile;
pub use camera::CameraFile;
pub use choice::ReadGroup;
pub use experiment::{ArmFile, ConditionFile, ExpectationFile, ExperimentFile, Mechanism, MetricFile, Scale, Versus};
pub use initial::InitialFile;
pub use input::{
    CurrentShape, FeedforwardFile, InputFile, PatternsFile, RankBy, Selection, SequenceFile, SharedFile, SpikeEffect,
};
pub use intrinsic_options::{
    AdexFile, HomeostasisFile, InactivityFile, ReceptorsFile, TimingExcitabilityFile, WindowClosingFile,
};
pub use intrinsic_rules::IntrinsicPlasticityFile;
pub use library::{Level, LibraryFile};
pub use mark::{MarkFile, Passages};
pub use measurement::{AnswerFile, GroupFile, Measurement, ReactivationReadout, Readout, ReplayReadout, WindowFile};
pub use measurement_parts::Part;
pub use neuron::{Layout, NeuronFile, NeuronKind, PopulationFile};
pub use plot::PlotTab;
pub use projection::{Delay, Distribution, ProjectionFile, Receptor, Wiring};
pub use recorder::{Control, GuardFile, RecorderFile};
pub use reward::{BtspFile, RewardFile, ThreeFactorFile};
pub(crate) use rule::for_all_rules;
pub use rule::{RuleFacts, RuleVisitor};
pub use rule_file::{Given, ReceptorKind, RuleFile, RuleSite};
pub use slow_synaptic_rules::{
    DownSelectionFile, SLOW_DETECTOR_S, ScalingFile, ShortTermPlasticityFile, Stability, StructureFile,
};
pub use synaptic_rules::{
    ConsolidationFile, HeterosynapticPullFile, IncomingCapFile, InhibitoryPlasticityFile, ReactivationCaptureFile,
    TripletStdpFile,
};
pub use timeline::{ContestantFile, MixedFile, PhaseFile};
pub use timing_rules::{BcmFile, FullTripletChoice, FullTripletStdpFile, Interaction, PairStdpFile, VoltageStdpFile};
pub use track::{LikeFile, PlaceOrder, TrackFile};
pub use trial_metrics::{CellProperty, FieldFile, MapReadout, Onset, SilentGroup, SimilarityBasis};
pub(crate) use variable::for_all_variables;
pub use variable::{Basis, MapKind, RangeEnd, Variable, VariableFacts, VariableGroup};
pub use view::{Amount, SelectedFile, ViewFile};
pub use view_layout::ViewLayout;

use crate::modulation::{BrainState, ModulationEffects, StateTable};
use crate::units::{Milliseconds, TimeInSeconds};
use serde::{Deserialize, Serialize};

/// The newest scene format that this program reads.
pub const SCENE_VERSION: u32 = 1;

/// A whole scene.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Scene")]
pub struct SceneFile {
    /// Format version; 1.
    pub version: u32,
    /// Title.
    pub name: String,
    /// One sentence: what one sees.
    pub summary: String,
    /// Integration step, 0.05 to 1 ms.
    pub dt: Milliseconds,
    /// Seed of all random draws, unless the command line gives another.
    #[serde(default = "one_u64")]
    pub seed: u64,
    /// How long a headless run lasts; default: the length of the timeline.
    #[serde(default)]
    pub duration: Option<TimeInSeconds>,
    /// What the scene simplifies, each a short sentence, shown with the scene.
    #[serde(default)]
    pub honesty: Vec<String>,
    /// References, each a line.
    #[serde(default)]
    pub references: Vec<String>,
    /// Populations of neurons.
    pub populations: Vec<PopulationFile>,
    /// What single neurons have at the start instead of what is drawn for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub initial: Vec<InitialFile>,
    /// Synaptic projections between populations.
    #[serde(default)]
    pub projections: Vec<ProjectionFile>,
    /// Inputs from outside.
    #[serde(default)]
    pub inputs: Vec<InputFile>,
    /// Patterns that can be presented.
    #[serde(default)]
    pub patterns: Option<PatternsFile>,
    /// Tracks that laps run along.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<TrackFile>,
    /// What each neuromodulator does (MODEL 2.10).
    #[serde(default)]
    pub modulation: ModulationEffects,
    /// Levels that each brain state sets (MODEL table 2.10).
    #[serde(default)]
    pub states: StateTable,
    /// How dopamine answers to rewards (MODEL 2.7).
    #[serde(default)]
    pub reward: RewardFile,
    /// Brain state at the start and between phases; default awake.
    #[serde(default)]
    pub state: BrainState,
    /// Phases in order.
    #[serde(default)]
    pub timeline: Vec<PhaseFile>,
    /// When to stop a run that went wrong.
    #[serde(default)]
    pub guards: GuardFile,
    /// What `rheobase run --out` writes besides spikes.
    #[serde(default)]
    pub recorders: Vec<RecorderFile>,
    /// Controls shown in front, at most seven.
    #[serde(default)]
    pub controls: Vec<Control>,
    /// What the scene claims, and how it is put to the test by `rheobase experiment`.
    #[serde(default)]
    pub experiment: Option<ExperimentFile>,
    /// How the scene library presents the scene.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library: Option<LibraryFile>,
    /// From where the 3D view shows the scene when it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraFile>,
    /// What the window shows of the scene when it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<ViewFile>,
}

impl SceneFile {
    /// Expected number of synapses; where it falls off with distance, at most so many.
    #[must_use]
    pub fn expected_synapses(&self) -> f64 {
        let size = |name: &str| {
            let population = self.populations.iter().find(|population| population.name == *name);
            population.map_or(0.0, |population| population.count.max(0) as f64)
        };
        let synapses = |projection: &ProjectionFile| {
            let recurrent = projection.from == projection.to;
            projection.wiring.expected_synapses(size(&projection.from), size(&projection.to), recurrent)
        };
        self.projections.iter().map(synapses).sum()
    }
}

const fn one_u64() -> u64 {
    1
}
const fn one_f32() -> f32 {
    1.0
}
