//! A scene as it stands in its file: raw, every field as written, nothing checked beyond its type.
//!
//! Field docs give meaning, unit, range and default; defaults that come from MODEL.md name the section.

use crate::modulation::{BrainState, ModulationEffects, Modulator, StateTable};
use crate::units::{
    Hertz, Hours, Kilohertz, Micrometers, Milliseconds, Millivolts, Nanosiemens, Picoamperes, Picofarads, Seconds,
};
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
    pub duration: Option<Seconds>,
    /// What the scene simplifies, each a short sentence, shown with the scene.
    #[serde(default)]
    pub honesty: Vec<String>,
    /// References, each a line.
    #[serde(default)]
    pub references: Vec<String>,
    /// Populations of neurons.
    pub populations: Vec<PopulationFile>,
    /// Synaptic projections between populations.
    #[serde(default)]
    pub projections: Vec<ProjectionFile>,
    /// Inputs from outside.
    #[serde(default)]
    pub inputs: Vec<InputFile>,
    /// Patterns that can be presented.
    #[serde(default)]
    pub patterns: Option<PatternsFile>,
    /// What each neuromodulator does (MODEL 2.10).
    #[serde(default)]
    pub modulation: ModulationEffects,
    /// Levels that each brain state sets (MODEL table 2.10).
    #[serde(default)]
    pub states: StateTable,
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
}

/// Excitatory or inhibitory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeuronKind {
    /// Excitatory; drawn as a ball.
    #[default]
    Excitatory,
    /// Inhibitory; drawn as a diamond.
    Inhibitory,
}

/// A population of neurons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PopulationFile {
    /// Unique name.
    pub name: String,
    /// Number of neurons, 1 to 1,000,000.
    pub count: i64,
    /// Excitatory or inhibitory; default excitatory.
    #[serde(default)]
    pub kind: NeuronKind,
    /// Neuron model parameters; default: the excitatory neuron of MODEL 2.2.
    #[serde(default)]
    pub neuron: NeuronFile,
    /// Learning-driven excitability (MODEL 2.4); absent: none.
    #[serde(default)]
    pub intrinsic_plasticity: Option<IntrinsicPlasticityFile>,
    /// Where the neurons are; default: a ball of radius 100 µm.
    #[serde(default)]
    pub layout: Layout,
}

/// Positions of a population.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Layout {
    /// Evenly spread in a ball round the origin.
    Ball {
        /// Radius.
        radius: Micrometers,
    },
    /// Evenly spread in a flat disc.
    Disc {
        /// Radius.
        radius: Micrometers,
        /// Height of the disc above the origin.
        height: Micrometers,
    },
    /// Side by side on a line through the origin.
    Line {
        /// Distance between neighbours.
        spacing: Micrometers,
    },
}

impl Default for Layout {
    fn default() -> Self {
        Self::Ball { radius: Micrometers(100.0) }
    }
}

/// Parameters of the neuron model (MODEL 2.2): conductance-based leaky integrate-and-fire with explicit threshold and two
/// afterhyperpolarization (AHP) conductances. Defaults: the excitatory column of MODEL 2.2.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeuronFile {
    /// Membrane capacitance C, 1 to 10,000 pF; 200.
    pub capacitance: Picofarads,
    /// Leak conductance g_L, 0.1 to 1,000 nS; 10.
    pub leak_conductance: Nanosiemens,
    /// Resting (leak reversal) potential E_L, -120 to 0 mV; -65.
    pub resting_potential: Millivolts,
    /// Potential after a spike V_r, -120 to 0 mV; -60.
    pub reset_potential: Millivolts,
    /// Base threshold V_T0, -100 to 50 mV; -50.
    pub threshold: Millivolts,
    /// Standard deviation of the threshold between cells, 0 to 10 mV; 1.5.
    pub threshold_sd: Millivolts,
    /// Jump of the threshold at a spike, 0 to 50 mV; 5.
    pub threshold_jump: Millivolts,
    /// Time constant of that jump, 0.1 to 10,000 ms; 20.
    pub threshold_tau: Milliseconds,
    /// Absolute refractory time, 0 to 100 ms; 2.
    pub refractory: Milliseconds,
    /// Reversal potential of excitatory synapses, -100 to 100 mV; 0.
    pub excitatory_reversal: Millivolts,
    /// Reversal potential of inhibitory synapses E_I, -120 to 0 mV; -80.
    pub inhibitory_reversal: Millivolts,
    /// Reversal potential of potassium E_K, -120 to 0 mV; -90.
    pub potassium_reversal: Millivolts,
    /// Fast excitatory (AMPA) time constant, 0.1 to 100 ms; 5.
    pub ampa_tau: Milliseconds,
    /// Slow excitatory (NMDA-like) time constant, 1 to 1,000 ms; 80.
    pub slow_tau: Milliseconds,
    /// Inhibitory (GABA) time constant, 0.1 to 500 ms; 8.
    pub gaba_tau: Milliseconds,
    /// Medium AHP conductance a spike, in units of g_L, 0 to 10; 0.10.
    pub medium_ahp: f32,
    /// Medium AHP time constant, 1 to 10,000 ms; 100.
    pub medium_ahp_tau: Milliseconds,
    /// Slow AHP conductance a spike without acetylcholine, in units of g_L, 0 to 10; 0.30.
    pub slow_ahp: f32,
    /// Slow AHP time constant, 1 to 60,000 ms; 600.
    pub slow_ahp_tau: Milliseconds,
    /// Voltage noise: standard deviation of the free membrane, 0 to 50 mV; 3.
    pub noise_sd: Millivolts,
    /// Voltage noise: time constant, 0.1 to 1,000 ms; 20.
    pub noise_tau: Milliseconds,
    /// Largest distance of the initial potential below rest (uniform), 0 to 50 mV; 2.
    pub initial_spread: Millivolts,
    /// Threshold shift at excitability 1 (κ_T), 0 to 20 mV; 2.5.
    pub excitability_threshold: Millivolts,
    /// AHP reduction at excitability 1 (κ_A), 0 to 1; 0.5.
    pub excitability_ahp: f32,
    /// Leak reduction at excitability 1 (κ_L), 0 to 0.6; 0.2.
    pub excitability_leak: f32,
    /// Threshold shift of the paint tool at 1 (κ_u), 0 to 20 mV; 4.
    pub paint_threshold: Millivolts,
}

impl Default for NeuronFile {
    fn default() -> Self {
        Self {
            capacitance: Picofarads(200.0),
            leak_conductance: Nanosiemens(10.0),
            resting_potential: Millivolts(-65.0),
            reset_potential: Millivolts(-60.0),
            threshold: Millivolts(-50.0),
            threshold_sd: Millivolts(1.5),
            threshold_jump: Millivolts(5.0),
            threshold_tau: Milliseconds(20.0),
            refractory: Milliseconds(2.0),
            excitatory_reversal: Millivolts(0.0),
            inhibitory_reversal: Millivolts(-80.0),
            potassium_reversal: Millivolts(-90.0),
            ampa_tau: Milliseconds(5.0),
            slow_tau: Milliseconds(80.0),
            gaba_tau: Milliseconds(8.0),
            medium_ahp: 0.10,
            medium_ahp_tau: Milliseconds(100.0),
            slow_ahp: 0.30,
            slow_ahp_tau: Milliseconds(600.0),
            noise_sd: Millivolts(3.0),
            noise_tau: Milliseconds(20.0),
            initial_spread: Millivolts(2.0),
            excitability_threshold: Millivolts(2.5),
            excitability_ahp: 0.5,
            excitability_leak: 0.2,
            paint_threshold: Millivolts(4.0),
        }
    }
}

/// Learning-driven intrinsic plasticity (MODEL 2.4).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IntrinsicPlasticityFile {
    /// Time constant of the calcium proxy, 0.01 to 10 s; 0.5.
    pub calcium_tau: Seconds,
    /// Calcium (a rate) at half trigger, 0 to 200 Hz; 12.
    pub trigger_rate: Hertz,
    /// Width of the trigger sigmoid, 0.1 to 50 Hz; 2.
    pub trigger_width: Hertz,
    /// Rate of tagging k_T, 0 to 10 /s; 1.
    pub tag_rate: f32,
    /// Time constant of the tag, 0.1 to 60 s; 2.
    pub tag_tau: Seconds,
    /// Rate of the fast component k_f, 0 to 10 /s; 0.05.
    pub fast_rate: f32,
    /// Decay of the fast component, 0.01 to 1,000 biological hours; 1.
    pub fast_tau: Hours,
    /// Rate of the slow component k_s, 0 to 10 /s; 0.05.
    pub slow_rate: f32,
    /// Rate of the slow component by dopamine k_DA, 0 to 10 /s; 0.5.
    pub slow_rate_dopamine: f32,
    /// Loss of the slow component by serotonin k_sp, 0 to 10 /s; 0.1.
    pub slow_loss_serotonin: f32,
    /// Decay of the slow component, 0.01 to 1,000 biological hours; 12.
    pub slow_tau: Hours,
}

impl Default for IntrinsicPlasticityFile {
    fn default() -> Self {
        Self {
            calcium_tau: Seconds(0.5),
            trigger_rate: Hertz(12.0),
            trigger_width: Hertz(2.0),
            tag_rate: 1.0,
            tag_tau: Seconds(2.0),
            fast_rate: 0.05,
            fast_tau: Hours(1.0),
            slow_rate: 0.05,
            slow_rate_dopamine: 0.5,
            slow_loss_serotonin: 0.1,
            slow_tau: Hours(12.0),
        }
    }
}

/// A projection: the synapses from one population to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectionFile {
    /// Unique name.
    pub name: String,
    /// Presynaptic population.
    pub from: String,
    /// Postsynaptic population.
    pub to: String,
    /// Who is connected to whom.
    pub wiring: Wiring,
    /// Excitatory or inhibitory conductance.
    pub receptor: Receptor,
    /// Peak conductance of a synapse of weight 1, 0 to 1,000 nS.
    pub conductance: Nanosiemens,
    /// Initial weights, in units of `conductance`; default: all 1.
    #[serde(default = "unit_weight")]
    pub weight: Distribution,
    /// Axonal delay, drawn once a presynaptic neuron.
    pub delay: Delay,
    /// Share of the conductance that full acetylcholine takes away, 0 to 1 (γ_EE of MODEL 2.3); 0.
    #[serde(default)]
    pub acetylcholine_suppression: f32,
    /// Upper bound of plastic weights, 0 to 1,000; 6.
    #[serde(default = "six")]
    pub maximum_weight: f32,
    /// Gated triplet STDP (MODEL 2.6).
    #[serde(default)]
    pub triplet_stdp: Option<TripletStdpFile>,
    /// Heterosynaptic pull (MODEL 2.6); needs `triplet_stdp`.
    #[serde(default)]
    pub heterosynaptic_pull: Option<HeterosynapticPullFile>,
    /// Cap on the incoming sum (MODEL 2.6).
    #[serde(default)]
    pub incoming_cap: Option<IncomingCapFile>,
    /// Consolidation and forgetting (MODEL 2.6).
    #[serde(default)]
    pub consolidation: Option<ConsolidationFile>,
    /// Inhibitory plasticity (MODEL 2.8); only for inhibitory receptors.
    #[serde(default)]
    pub inhibitory_plasticity: Option<InhibitoryPlasticityFile>,
}

/// Wiring rules.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wiring {
    /// Every postsynaptic neuron gets this many presynaptic partners, drawn with replacement, never itself.
    FixedInDegree(i64),
    /// Every ordered pair (never a neuron with itself) is connected with this probability, 0 to 1.
    Probability(f64),
    /// Every pair, never a neuron with itself.
    AllToAll,
    /// Neuron k to neuron k; both populations have the same size.
    OneToOne,
    /// These pairs (presynaptic, postsynaptic), indices within their populations.
    List(Vec<(i64, i64)>),
    /// Pairs are connected with probability `peak * exp(-distance / length)`.
    Distance {
        /// Probability at distance 0, 0 to 1.
        peak: f64,
        /// Length constant.
        length: Micrometers,
    },
}

/// Receptor of a projection.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Receptor {
    /// AMPA with an NMDA-like slow part.
    Excitatory {
        /// Share of the charge that the slow part carries, 0 to 1.
        slow_fraction: f32,
    },
    /// GABA.
    Inhibitory,
}

/// Distribution of initial weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Distribution {
    /// All the same.
    Constant(f32),
    /// Normal, cut at 0.
    Normal {
        /// Mean.
        mean: f32,
        /// Standard deviation.
        sd: f32,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the distribution itself.
        mean: f32,
        /// Standard deviation of the logarithm.
        sigma: f32,
    },
    /// Uniform between two bounds.
    Uniform {
        /// Lower bound.
        low: f32,
        /// Upper bound.
        high: f32,
    },
}

/// Axonal delay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Delay {
    /// The same for all.
    Constant(Milliseconds),
    /// Uniform between two bounds, one draw a presynaptic neuron, rounded to whole steps.
    Uniform(Milliseconds, Milliseconds),
}

/// Gated triplet STDP with clipped metaplasticity (MODEL 2.6; after Pfister & Gerstner 2006, Zenke et al. 2015).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TripletStdpFile {
    /// Learning rate η, 0 to 100; 1.
    pub rate: f32,
    /// Potentiation amplitude P+, 0 to 10; 0.1.
    pub potentiation: f32,
    /// Depression amplitude P-, 0 to 10; 0.1.
    pub depression: f32,
    /// Growth a presynaptic spike δ (times the gate), 0 to 1; 2e-4.
    pub growth: f32,
    /// Time constant of the presynaptic trace, 1 to 1,000 ms; 20.
    pub presynaptic_tau: Milliseconds,
    /// Time constant of the fast postsynaptic trace, 1 to 1,000 ms; 20.
    pub postsynaptic_tau: Milliseconds,
    /// Time constant of the slow postsynaptic trace, 1 to 10,000 ms; 100.
    pub triplet_tau: Milliseconds,
    /// Time constant of the rate detector, 0.1 to 10,000 s; 20.
    pub rate_tau: Seconds,
    /// Reference rate ν0 of metaplasticity, 0.1 to 100 Hz; 4.
    pub reference_rate: Hertz,
    /// Bounds of the metaplastic factor M; (0.5, 2). Equal bounds switch metaplasticity off.
    pub metaplasticity: (f32, f32),
}

impl Default for TripletStdpFile {
    fn default() -> Self {
        Self {
            rate: 1.0,
            potentiation: 0.1,
            depression: 0.1,
            growth: 2e-4,
            presynaptic_tau: Milliseconds(20.0),
            postsynaptic_tau: Milliseconds(20.0),
            triplet_tau: Milliseconds(100.0),
            rate_tau: Seconds(20.0),
            reference_rate: Hertz(4.0),
            metaplasticity: (0.5, 2.0),
        }
    }
}

/// Heterosynaptic pull-back (MODEL 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeterosynapticPullFile {
    /// Strength B (times the gate), 0 to 10; 0.04.
    pub strength: f32,
}

impl Default for HeterosynapticPullFile {
    fn default() -> Self {
        Self { strength: 0.04 }
    }
}

/// Subtractive cap on the incoming sum (MODEL 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct IncomingCapFile {
    /// Largest mean incoming weight, 0 to 1,000; 1.
    pub mean: f32,
    /// How often it is applied, 1 to 10,000 ms; 100.
    pub every: Milliseconds,
    /// Smallest weight that it leaves, 0 to 1; 0.02.
    pub floor: f32,
}

impl Default for IncomingCapFile {
    fn default() -> Self {
        Self { mean: 1.0, every: Milliseconds(100.0), floor: 0.02 }
    }
}

/// Consolidation (MODEL 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsolidationFile {
    /// Time constant of the reference weight in seconds of spiking, 1 to 100,000; 60. Not sped up by a time-lapse, which
    /// must not make a slow process faster than the activity it reads (MODEL 2.11, rule ii).
    pub tau: Seconds,
    /// Strength of the double well that holds reference weights near 1 or 4, 0 to 10; 0 (off, as in the prototype).
    pub double_well: f32,
    /// Time constant of forgetting what was not consolidated, 0.01 to 10,000 biological hours; 24.
    pub forgetting_tau: Hours,
}

impl Default for ConsolidationFile {
    fn default() -> Self {
        Self { tau: Seconds(60.0), double_well: 0.0, forgetting_tau: Hours(24.0) }
    }
}

/// Inhibitory plasticity (Vogels et al. 2011; MODEL 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InhibitoryPlasticityFile {
    /// Learning rate η_I a spike, 0 to 10; 5e-5.
    pub rate: f32,
    /// Target rate ρ0, 0 to 200 Hz; 4.
    pub target_rate: Hertz,
    /// Time constant of both traces, 1 to 1,000 ms; 20.
    pub tau: Milliseconds,
}

impl Default for InhibitoryPlasticityFile {
    fn default() -> Self {
        Self { rate: 5e-5, target_rate: Hertz(4.0), tau: Milliseconds(20.0) }
    }
}

/// Some neurons of a population.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Selection {
    /// All of them.
    #[default]
    All,
    /// These, by index within the population.
    Neurons(Vec<i64>),
    /// A random share, 0 to 1, drawn from the seed.
    Fraction(f64),
}

/// Inputs from outside the network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InputFile {
    /// Independent Poisson spikes to every neuron, through an excitatory synapse.
    Poisson {
        /// Target population.
        to: String,
        /// Rate a neuron, 0 to 100 kHz.
        rate: Kilohertz,
        /// Conductance a spike, 0 to 1,000 nS.
        conductance: Nanosiemens,
        /// Rate in NREM sleep; default: the same.
        #[serde(default)]
        nrem_rate: Option<Kilohertz>,
        /// Rate in REM sleep; default: the same.
        #[serde(default)]
        rem_rate: Option<Kilohertz>,
    },
    /// A current into some neurons.
    Current {
        /// Target population.
        to: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Its course in time.
        shape: CurrentShape,
    },
    /// Spikes at given times.
    SpikeTimes {
        /// Target population.
        to: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Times from the start, in any order.
        times: Vec<Milliseconds>,
        /// What a spike does.
        effect: SpikeEffect,
    },
}

/// Course of an injected current.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum CurrentShape {
    /// Constant between two times.
    Step {
        /// Begin.
        start: Milliseconds,
        /// End.
        stop: Milliseconds,
        /// Amplitude, -100,000 to 100,000 pA.
        amplitude: Picoamperes,
    },
    /// Linear between two times, zero outside.
    Ramp {
        /// Begin.
        start: Milliseconds,
        /// End.
        stop: Milliseconds,
        /// Amplitude at the begin.
        from: Picoamperes,
        /// Amplitude at the end.
        to: Picoamperes,
    },
    /// Ornstein–Uhlenbeck noise between two times, independent in each neuron.
    Noise {
        /// Begin.
        start: Milliseconds,
        /// End.
        stop: Milliseconds,
        /// Mean.
        mean: Picoamperes,
        /// Standard deviation.
        sd: Picoamperes,
        /// Correlation time.
        tau: Milliseconds,
    },
}

/// What an explicit spike does to its target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SpikeEffect {
    /// The neuron fires, as under a strong brief current.
    Fire,
    /// The fast excitatory conductance grows.
    Excite(Nanosiemens),
    /// The inhibitory conductance grows.
    Inhibit(Nanosiemens),
}

/// Patterns: each a set of Poisson channels of its own that reach a random part of a population.
///
/// As in the prototype, the channels of a pattern are merged for each neuron into one Poisson process whose rate is the sum
/// over its contacts; neurons therefore do not share input spikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatternsFile {
    /// Names, one a pattern.
    pub names: Vec<String>,
    /// Target population.
    pub to: String,
    /// Channels a pattern, 1 to 10,000; 200.
    #[serde(default = "two_hundred")]
    pub channels: i64,
    /// Probability that a channel contacts a neuron, 0 to 1; 0.1.
    #[serde(default = "tenth")]
    pub contact_probability: f64,
    /// Mean rate that one contact adds, 0 to 10 kHz; 0.05.
    #[serde(default = "contact_rate")]
    pub contact_rate: Kilohertz,
    /// Standard deviation of the logarithm of that rate between contacts, 0 to 3; 1.
    #[serde(default = "one_f32")]
    pub contact_sigma: f32,
    /// Conductance a spike, 0 to 1,000 nS; 1.5.
    #[serde(default = "input_conductance")]
    pub conductance: Nanosiemens,
    /// Population that gets feed-forward inhibition's drive; default none.
    #[serde(default)]
    pub feedforward: Option<FeedforwardFile>,
    /// Length of a presentation that a user starts, 0.01 to 60 s; 1.
    #[serde(default = "one_second")]
    pub presentation: Seconds,
    /// Share of the channels in a cue that a user starts, 0 to 1; 0.4.
    #[serde(default = "cue_fraction")]
    pub cue_fraction: f32,
}

/// Extra drive to inhibitory neurons while a pattern is presented.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeedforwardFile {
    /// Target population.
    pub to: String,
    /// Rate a neuron, 0 to 100 kHz.
    pub rate: Kilohertz,
    /// Factor on it during a cue, 0 to 1; 0.5.
    #[serde(default = "half")]
    pub cue_factor: f32,
}

/// One phase of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PhaseFile {
    /// Present a pattern; it is new, so acetylcholine opens the plasticity gate.
    Present {
        /// Name of the pattern.
        pattern: String,
        /// How long.
        duration: Seconds,
    },
    /// Present a part of a pattern as a test: plasticity is frozen.
    Cue {
        /// Name of the pattern.
        pattern: String,
        /// Share of its channels that are active, 0 to 1.
        fraction: f32,
        /// How long.
        duration: Seconds,
    },
    /// Nothing is presented; the gate is at the state's smallest value.
    Wait {
        /// How long.
        duration: Seconds,
        /// Biological seconds a second for the slow processes, 1 to 10,000; 1.
        #[serde(default = "one_f32")]
        time_lapse: f32,
    },
    /// A brain state without input from outside patterns.
    Sleep {
        /// NREM or REM.
        stage: BrainState,
        /// How long.
        duration: Seconds,
        /// Biological seconds a second for the slow processes, 1 to 10,000; 1.
        #[serde(default = "one_f32")]
        time_lapse: f32,
    },
    /// Hold a neuromodulator at a level from now on. Takes no time.
    SetModulator {
        /// Which.
        modulator: Modulator,
        /// Level, 0 to 1.
        level: f32,
    },
    /// Let the brain state set a neuromodulator again. Takes no time.
    ReleaseModulator {
        /// Which.
        modulator: Modulator,
    },
    /// Set the slow excitability e_s of some neurons. Takes no time.
    SetExcitability {
        /// Population.
        population: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// Paint some neurons as an experimenter does with opto- or chemogenetics. Takes no time.
    Paint {
        /// Population.
        population: String,
        /// Which neurons; default all.
        #[serde(default)]
        neurons: Selection,
        /// Value, -1 to 1.
        value: f32,
    },
    /// Repeat some phases.
    Repeat {
        /// How often, 1 to 100,000.
        times: i64,
        /// What.
        phases: Vec<PhaseFile>,
    },
}

/// When to stop a run that went wrong. A number that is not finite always stops it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuardFile {
    /// Stop if the mean rate over all neurons stays above this for a second; 150 Hz.
    pub runaway: Hertz,
    /// Stop if no neuron fires for this long; default: never.
    pub silence: Option<Seconds>,
}

impl Default for GuardFile {
    fn default() -> Self {
        Self { runaway: Hertz(150.0), silence: None }
    }
}

/// What a recorder samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Variable {
    /// Membrane potential (mV).
    Potential,
    /// Threshold with its fast jump (mV).
    Threshold,
    /// Fast excitatory conductance (nS).
    Ampa,
    /// Slow excitatory conductance (nS).
    Slow,
    /// Inhibitory conductance (nS).
    Gaba,
    /// Afterhyperpolarization conductance, both parts (nS).
    Ahp,
    /// Multiplier of the leak conductance.
    Leak,
    /// Injected current (pA).
    Current,
    /// Fast component of excitability e_f.
    FastExcitability,
    /// Slow component of excitability e_s.
    SlowExcitability,
    /// Excitability e.
    Excitability,
    /// Calcium proxy (Hz).
    Calcium,
}

/// A table of values in time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecorderFile {
    /// Variables of some neurons; one column a variable and neuron.
    Neurons {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Population.
        population: String,
        /// Which neurons, by index within the population.
        neurons: Vec<i64>,
        /// Which variables.
        variables: Vec<Variable>,
        /// Interval.
        every: Milliseconds,
    },
    /// Weights of some synapses of a projection, in order (presynaptic, postsynaptic); one column a synapse.
    Weights {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Projection.
        projection: String,
        /// Which synapses, by index within the projection.
        synapses: Vec<i64>,
        /// Interval.
        every: Milliseconds,
    },
    /// Mean weight and mean incoming sum of a projection.
    MeanWeight {
        /// Name; the file is `<name>.csv`.
        name: String,
        /// Projection.
        projection: String,
        /// Interval.
        every: Milliseconds,
    },
}

impl RecorderFile {
    /// The recorder's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Neurons { name, .. } | Self::Weights { name, .. } | Self::MeanWeight { name, .. } => name,
        }
    }
}

/// A control that a scene puts in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// Slider of a neuromodulator.
    Modulator(Modulator),
    /// Slider of the strength of pattern inputs.
    InputStrength,
}

const fn one_u64() -> u64 {
    1
}
const fn one_f32() -> f32 {
    1.0
}
const fn six() -> f32 {
    6.0
}
const fn half() -> f32 {
    0.5
}
const fn tenth() -> f64 {
    0.1
}
const fn two_hundred() -> i64 {
    200
}
const fn cue_fraction() -> f32 {
    0.4
}
const fn one_second() -> Seconds {
    Seconds(1.0)
}
const fn contact_rate() -> Kilohertz {
    Kilohertz(0.05)
}
const fn input_conductance() -> Nanosiemens {
    Nanosiemens(1.5)
}
const fn unit_weight() -> Distribution {
    Distribution::Constant(1.0)
}
