//! What a view shows: a dense copy of the simulation, taken by the simulation thread and handed to the window.
//!
//! [`NetworkInfo`] is fixed for a run; a [`ViewSample`] is one moment and what happened since the sample before it.

use super::hand_watch::ByHand;
use super::happening::{ChangeReading, ChoiceReading, Presentation, Stretch};
use super::neuron_property::NeuronProperty;
use super::weight_matrix::WeightMatrix;
use crate::dynamics::NeuronProperties;
use crate::measure::replay::{ReplayEvent, ReplayReading};
use crate::measure::{Activity, GuardStop, PatternReach, SpikeCause, ThresholdParts};
use crate::modulation::{BrainState, Modulation, Modulator};
use crate::plasticity::curve::PlasticityCurves;
use crate::plasticity::{Rule, TunedParameter};
use crate::protocol::PhaseLabel;
use crate::scene::file::{Control, NeuronKind, Variable};
use crate::scene::{Branch, Scene};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What does not change while a scene runs.
#[derive(Clone, Debug, Default)]
pub struct NetworkInfo {
    /// The scene; none in tests of panels.
    pub scene: Option<Arc<Scene>>,
    /// Title of the scene.
    pub title: String,
    /// One-sentence summary of the scene.
    pub summary: String,
    /// What the scene simplifies, each a short sentence.
    pub honesty: Vec<String>,
    /// References, each a line.
    pub references: Vec<String>,
    /// Integration step (ms).
    pub dt_ms: f32,
    /// Seed of all random draws.
    pub seed: u64,
    /// Length of the timeline (s); the run goes on after it in the last state.
    pub duration_s: f64,
    /// Populations in index order; their ranges cover all neurons.
    pub populations: Vec<PopulationInfo>,
    /// Position of every neuron (µm).
    pub positions: Vec<[f32; 3]>,
    /// Threshold of every neuron at the start (mV).
    pub initial_threshold: Vec<f32>,
    /// Resting threshold of every neuron at the start (mV).
    pub initial_resting: Vec<f32>,
    /// Paint of every neuron at the start, -1 to 1.
    pub initial_paint: Vec<f32>,
    /// Potential at which every neuron rests without input (mV).
    pub rest_mv: Vec<f32>,
    /// Patterns of the scene.
    pub patterns: Vec<PatternInfo>,
    /// What the patterns bring to each cell that they can reach.
    pub reach: PatternReach,
    /// Excitatory neurons first by the pattern that drives them most, then the rest, then the other populations.
    pub display_order: Vec<u32>,
    /// Timeline, flattened, for the time bar.
    pub phases: Vec<PhaseInfo>,
    /// Neurons that can learn: a rule changes their synapses or their excitability.
    pub learning: Vec<Range<u32>>,
    /// Rules present in this scene, in a fixed order.
    pub rules: Vec<Rule>,
    /// Parameters of these rules, rule by rule, as the scene gives them.
    pub parameters: Vec<RuleParameter>,
    /// Controls that the scene's author puts in front.
    pub controls: Vec<Control>,
    /// Number of synapses.
    pub synapses: usize,
    /// Names of the projections, in index order.
    pub projections: Vec<String>,
}

/// A parameter of a rule of the scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleParameter {
    /// Rule.
    pub rule: Rule,
    /// Meaning, unit, range, default, source, and the value that the scene gives.
    pub parameter: TunedParameter,
}

/// Present value of a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ParameterReading {
    /// Value, in the parameter's unit.
    pub value: f32,
    /// Whether it differs from what the scene gives.
    pub moved: bool,
}

/// A population of the network.
#[derive(Clone, Debug)]
pub struct PopulationInfo {
    /// Name in the scene.
    pub name: String,
    /// Excitatory or inhibitory.
    pub kind: NeuronKind,
    /// Global indices of its neurons.
    pub range: Range<u32>,
}

/// A pattern of the scene.
#[derive(Clone, Debug)]
pub struct PatternInfo {
    /// Name in the scene.
    pub name: String,
    /// The 15 % of the input population that this pattern drives most.
    pub members: Vec<u32>,
}

/// One phase of the timeline.
#[derive(Clone, Debug, Default)]
pub struct PhaseInfo {
    /// Begin (s of model time).
    pub start_s: f64,
    /// End (s of model time).
    pub end_s: f64,
    /// Brain state.
    pub state: BrainState,
    /// Short label, such as "learn A" or "NREM".
    pub label: PhaseLabel,
    /// Pattern presented in it, if any.
    pub pattern: Option<usize>,
    /// Biological hours that are skipped in it, 0 in nearly all.
    pub skipped_hours: f64,
    /// Branches in which it stands, the outermost first.
    pub branches: Vec<Branch>,
    /// The choice for whose branches it stands as long as that is open.
    pub open: Option<usize>,
}

/// A synapse as drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fibre {
    /// Global index of the presynaptic neuron.
    pub presynaptic: u32,
    /// Global index of the postsynaptic neuron.
    pub postsynaptic: u32,
    /// Weight in units of its initial value.
    pub weight: f32,
    /// Biological hours since it grew; none if it was there from the start.
    pub age_h: Option<f32>,
    /// Time from a spike of the presynaptic neuron to its arrival (ms); 0 where it is not told.
    pub delay_ms: f32,
}

/// A synapse that was pruned, and the one that grew in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SynapseTurnover {
    /// When (s of model time).
    pub time_s: f64,
    /// The synapse that was pruned, with its last weight.
    pub pruned: Fibre,
    /// The synapse that grew, onto the same neuron.
    pub formed: Fibre,
}

/// Statistics of the weights; recomputed a few times a second.
#[derive(Clone, Debug, Default)]
pub struct WeightSummary {
    /// One histogram a projection.
    pub histograms: Vec<WeightHistogram>,
    /// Synapses to draw, strongest first: the 300 excitatory ones with the largest conductances, whether or not a rule changes them; all
    /// synapses of a network that has no more than 300; and where all were asked for, the 20,000 with the largest conductances.
    pub strongest: Vec<Fibre>,
    /// Whether all were asked for.
    pub all: bool,
    /// Means from memory to memory.
    pub matrix: WeightMatrix,
}

/// Distribution of the weights of one projection.
#[derive(Clone, Debug, Default)]
pub struct WeightHistogram {
    /// Name of the projection.
    pub projection: String,
    /// Whether a rule can change it.
    pub plastic: bool,
    /// Upper edge of the last bin; the first begins at 0. In units of the initial weight.
    pub maximum: f32,
    /// Counts, equal bins.
    pub counts: Vec<u32>,
    /// Weights above that edge.
    pub above: u32,
    /// Counts at the start of the run.
    pub initial: Vec<u32>,
    /// Mean weight.
    pub mean: f32,
}

/// One spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpikeEvent {
    /// Time (s of model time).
    pub time_s: f64,
    /// Global neuron index.
    pub neuron: u32,
}

/// Rates of all populations in one bin of 20 ms.
#[derive(Clone, Debug, Default)]
pub struct RateBin {
    /// End of the bin (s).
    pub time_s: f64,
    /// Spikes per second and neuron, one a population.
    pub rates_hz: Vec<f32>,
    /// Levels of the modulators, in the order of [`Modulator::ALL`].
    pub modulators: [f32; 4],
}

/// Threshold shift of all neurons at one moment; one column of the heatmap, every 250 ms of model time.
#[derive(Clone, Debug, Default)]
pub struct HeatColumn {
    /// Time (s).
    pub time_s: f64,
    /// Threshold minus threshold at the start, without the fast jump after a spike (mV), by neuron.
    pub threshold_shift_mv: Vec<f32>,
}

/// One point of the selected neuron's traces, every millisecond of model time (every step if dt is longer).
#[derive(Clone, Copy, Debug, Default)]
pub struct TracePoint {
    /// Time (s).
    pub time_s: f64,
    /// Membrane potential (mV).
    pub potential_mv: f32,
    /// Threshold with its fast jump (mV).
    pub threshold_mv: f32,
    /// Afterhyperpolarization conductance (nS).
    pub ahp_ns: f32,
    /// Learned excitability e, -1 to 1.
    pub excitability: f32,
    /// Whether the neuron fired since the point before.
    pub spike: bool,
}

/// The neuron that the user selected.
#[derive(Clone, Debug, Default)]
pub struct SelectedNeuron {
    /// Global index.
    pub neuron: u32,
    /// Points since the last sample.
    pub trace: Vec<TracePoint>,
    /// Rate over the last 20 s, or since it was selected (Hz); not a number in the first half second.
    pub rate_hz: f32,
    /// Multiplier of the afterhyperpolarization conductances.
    pub ahp_multiplier: f32,
    /// Multiplier of the leak conductance.
    pub leak_multiplier: f32,
    /// Input resistance at rest (MΩ).
    pub input_resistance_mohm: f32,
    /// Rheobase: the smallest lasting current that makes it fire without synaptic input (pA).
    pub rheobase_pa: f32,
    /// What distinguishes it now: what a slice read-out starts from.
    pub properties: Option<NeuronProperties>,
    /// What of it a user can set, in the order of [`NeuronProperty::ALL`].
    pub own: [f32; NeuronProperty::ALL.len()],
    /// Its resting threshold as it was drawn (mV).
    pub drawn_threshold_mv: f32,
    /// Why it fired: its newest spikes since it was selected, oldest first.
    pub spikes_explained: Vec<Arc<SpikeCause>>,
    /// The terms of its threshold now.
    pub threshold_parts: ThresholdParts,
    /// What they were at the last marker, or at the start without one.
    pub threshold_parts_before: ThresholdParts,
    /// Its incoming synapses, strongest first.
    pub incoming: Vec<Fibre>,
    /// Its outgoing synapses, strongest first.
    pub outgoing: Vec<Fibre>,
}

impl SelectedNeuron {
    /// How far a user moved its resting threshold (mV).
    #[must_use]
    pub fn resting_moved_mv(&self) -> f32 {
        let moved = self.own[NeuronProperty::RestingThreshold as usize] - self.drawn_threshold_mv;
        if moved.is_finite() { moved } else { 0.0 }
    }
}

/// Points of the trace of a neuron that is watched.
#[derive(Clone, Debug, Default)]
pub struct NeuronTrace {
    /// Global index.
    pub neuron: u32,
    /// Points since the last sample.
    pub points: Vec<TracePoint>,
}

/// A neuron and those with which it shares a synapse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Global index.
    pub neuron: u32,
    /// All of them with that neuron, sorted.
    pub neurons: Vec<u32>,
}

/// Mean and spread of some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: u32,
    /// Their mean; not a number where there is none.
    pub mean: f32,
    /// Their standard deviation, over all of them and not as an estimate from a sample.
    pub sd: f32,
}

impl Spread {
    /// Of those that are numbers.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f32> + Clone) -> Self {
        let finite = values.filter(|value| value.is_finite()).map(f64::from);
        let count = finite.clone().count();
        let mean = finite.clone().sum::<f64>() / count as f64;
        let variance = finite.map(|value| (value - mean) * (value - mean)).sum::<f64>() / count as f64;
        Self { count: count as u32, mean: mean as f32, sd: variance.sqrt() as f32 }
    }
}

/// A variable in the neurons of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupValue {
    /// The variable.
    pub variable: Variable,
    /// Its values, in its unit.
    pub spread: Spread,
}

/// Weights of synapses between some neurons, in units of their initial values.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupSynapses {
    /// Those that excite.
    pub excitatory: Spread,
    /// Those that inhibit.
    pub inhibitory: Spread,
}

/// The summary of a group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupReading {
    /// How many neurons are summed up.
    pub neurons: usize,
    /// The variables of the scene, except for memberships and what depends on the selected neuron.
    pub values: Vec<GroupValue>,
    /// Synapses from one of the neurons onto another.
    pub within: GroupSynapses,
    /// Synapses from others onto the group.
    pub incoming: GroupSynapses,
    /// Synapses from the group onto others.
    pub outgoing: GroupSynapses,
}

/// The variable that the colour of the neurons shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownValues {
    /// The variable.
    pub variable: Variable,
    /// Its value in every neuron, in its unit; not a number where there is none.
    pub values: Vec<f32>,
}

/// Level of a modulator and who sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ModulatorReading {
    /// Level; a reward can lift that of dopamine above 1.
    pub level: f32,
    /// Level at which the user or the scene's timeline holds it, 0 to 1, whatever the brain state says; none if neither does.
    pub held: Option<f32>,
}

/// How the network answered to a presentation that is over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PatternAnswer {
    /// Index of the pattern.
    pub pattern: usize,
    /// Share of its channels that were active.
    pub fraction: f32,
    /// When it began (s of model time).
    pub start_s: f64,
    /// How long it was (s).
    pub seconds: f64,
    /// Threshold of every neuron when it began (mV).
    pub threshold_mv: Vec<f32>,
    /// Spikes of every neuron in it.
    pub counts: Vec<u32>,
}

/// Why a guard stopped the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Time (s).
    pub time_s: f64,
    /// What happened, the number, the likely cause; as text, a whole sentence or two.
    pub reason: GuardStop,
}

/// One moment of a run.
#[derive(Clone, Debug, Default)]
pub struct ViewSample {
    /// Steps completed.
    pub step: u64,
    /// Model time (s).
    pub time_s: f64,
    /// Position in the timeline (s); stands still while the user holds a state or presents a pattern.
    pub timeline_s: f64,
    /// Biological hours since the start: model time, stretched by the time-lapse, and what was skipped.
    pub biological_hours: f64,
    /// Brain state.
    pub state: BrainState,
    /// Whether the user holds the brain state.
    pub state_held: bool,
    /// What is going on, such as "learn A".
    pub phase_label: PhaseLabel,
    /// Biological seconds that pass for the slow processes in one second of spiking.
    pub time_lapse: f32,
    /// Pattern that reaches the network.
    pub presentation: Option<Presentation>,
    /// What the timeline chose so far.
    pub choices: Arc<[ChoiceReading]>,
    /// Changes of the network that the timeline made so far.
    pub changes: Vec<ChangeReading>,
    /// Neurons that are lost, in order.
    pub lost: Vec<u32>,
    /// What is left of a presentation that a user started (s of model time); the timeline waits for its end.
    pub presentation_left_s: f64,
    /// Levels of the modulators, in the order of [`Modulator::ALL`].
    pub modulators: [ModulatorReading; Modulator::ALL.len()],
    /// Whether the scene's own timeline holds each modulator, and not the user.
    pub held_by_scene: [bool; Modulator::ALL.len()],
    /// Factor on the pattern inputs.
    pub input_strength: f32,
    /// Whether each rule of [`NetworkInfo::rules`] is on.
    pub rules_enabled: Vec<bool>,
    /// Present values of [`NetworkInfo::parameters`].
    pub parameters: Vec<ParameterReading>,
    /// Gate of the synaptic rules, 0 to 1.
    pub plasticity_gate: f32,
    /// Tone of the network, with what its levels would do.
    pub tone: Option<Modulation>,
    /// What the triplet rule does to a synapse now, in a scene that has it.
    pub curves: Option<PlasticityCurves>,
    /// Membrane potential of every neuron (mV).
    pub potential_mv: Vec<f32>,
    /// Threshold of every neuron without its fast jump (mV).
    pub threshold_mv: Vec<f32>,
    /// Learned excitability e of every neuron, -1 to 1.
    pub excitability: Vec<f32>,
    /// Excitability painted onto every neuron, -1 to 1.
    pub paint: Vec<f32>,
    /// What the user gave single neurons, last.
    pub by_hand: Arc<BTreeMap<u32, ByHand>>,
    /// Spikes of every neuron since the last sample.
    pub spike_counts: Vec<u16>,
    /// Spikes since the last sample, in order of time; where they are too many, one of 2^[`spikes_thinned`](Self::spikes_thinned).
    pub spikes: Vec<SpikeEvent>,
    /// How far `spikes` are thinned, 0 for all of them.
    pub spikes_thinned: u32,
    /// What went on since the last sample, stretch by stretch.
    pub course: Vec<Stretch>,
    /// Whether Up and Down states take turns.
    pub activity: Activity,
    /// Rate bins since the last sample.
    pub rates: Vec<RateBin>,
    /// Heatmap columns since the last sample.
    pub heat: Vec<HeatColumn>,
    /// Presentations that ended since the last sample.
    pub answers: Vec<PatternAnswer>,
    /// Synapses pruned and grown since the last sample (the newest 5,000).
    pub turnover: Vec<SynapseTurnover>,
    /// Replays that ended since the last sample, oldest first: all of them, however much time lies between.
    pub replays: Vec<Arc<ReplayEvent>>,
    /// Replays counted in this sleep or the last one, and what is known of the memories.
    pub replay: ReplayReading,
    /// Synapses replaced since the start of the run; none if the scene has no structural plasticity.
    pub synapses_replaced: Option<u64>,
    /// Weights, when they were last looked at.
    pub weights: Arc<WeightSummary>,
    /// Selected neuron.
    pub selected: Option<SelectedNeuron>,
    /// Traces of the neurons that are watched.
    pub watched: Vec<NeuronTrace>,
    /// Partners of the neuron of which they were asked for.
    pub neighbours: Option<Neighbours>,
    /// Summary of the selected neurons, if they are several.
    pub group: Option<Arc<GroupReading>>,
    /// What the colour of the neurons shows.
    pub shown: Option<ShownValues>,
    /// When a marker was last dropped (s).
    pub marker_s: Option<f64>,
    /// Set when a guard stopped the run.
    pub stop: Option<Stop>,
}
