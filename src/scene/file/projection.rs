//! Projections: who is connected to whom, and which rules change the synapses.

use super::{
    BcmFile, BtspFile, CalciumStdpFile, ConsolidationFile, DownSelectionFile, FullTripletChoice,
    HeterosynapticPullFile, IncomingCapFile, InhibitoryPlasticityFile, PairStdpFile, ReactivationCaptureFile,
    ScalingFile, ShortTermPlasticityFile, StructureFile, ThreeFactorFile, TimingExcitabilityFile, TripletStdpFile,
    VoltageStdpFile,
};
use crate::units::{Micrometers, Milliseconds, Nanosiemens};
use serde::{Deserialize, Serialize};

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
    /// Capture by reactivation (MODEL 2.6); needs `triplet_stdp` and `consolidation`.
    #[serde(default)]
    pub reactivation_capture: Option<ReactivationCaptureFile>,
    /// Inhibitory plasticity (MODEL 2.8); only for inhibitory receptors.
    #[serde(default)]
    pub inhibitory_plasticity: Option<InhibitoryPlasticityFile>,
    /// Pair-based spike-timing-dependent plasticity. A projection has at most one of `triplet_stdp`, `pair_stdp`,
    /// `full_triplet_stdp`, `voltage_stdp`, `bcm`, `calcium_stdp` and `inhibitory_plasticity`.
    #[serde(default)]
    pub pair_stdp: Option<PairStdpFile>,
    /// The triplet rule as published, by the name of a set or with numbers of one's own.
    #[serde(default)]
    pub full_triplet_stdp: Option<FullTripletChoice>,
    /// Voltage-based plasticity.
    #[serde(default)]
    pub voltage_stdp: Option<VoltageStdpFile>,
    /// Rate-based plasticity with a sliding threshold.
    #[serde(default)]
    pub bcm: Option<BcmFile>,
    /// Calcium-based plasticity (Graupner & Brunel 2012); only for excitatory receptors.
    #[serde(default)]
    pub calcium_stdp: Option<CalciumStdpFile>,
    /// Three-factor learning (MODEL 2.7); only for excitatory receptors.
    #[serde(default)]
    pub three_factor: Option<ThreeFactorFile>,
    /// Behavioural-timescale plasticity (MODEL 2.15); only for excitatory receptors.
    #[serde(default)]
    pub btsp: Option<BtspFile>,
    /// Timing-dependent excitability of the postsynaptic neurons (MODEL 2.4); only for excitatory receptors.
    #[serde(default)]
    pub timing_excitability: Option<TimingExcitabilityFile>,
    /// Short-term depression and facilitation (MODEL 2.3).
    #[serde(default)]
    pub short_term_plasticity: Option<ShortTermPlasticityFile>,
    /// Synaptic scaling (MODEL 2.9).
    #[serde(default)]
    pub scaling: Option<ScalingFile>,
    /// Down-selection in NREM sleep (MODEL 2.9).
    #[serde(default)]
    pub down_selection: Option<DownSelectionFile>,
    /// Pruning and growth (MODEL 2.9).
    #[serde(default)]
    pub structure: Option<StructureFile>,
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

impl Wiring {
    /// Expected number of synapses from so many neurons to so many others, or back to themselves; for [`Wiring::Distance`], whose
    /// number hangs on the positions, at most so many.
    #[must_use]
    pub fn expected_synapses(&self, from: f64, to: f64, recurrent: bool) -> f64 {
        let pairs = from * if recurrent { (to - 1.0).max(0.0) } else { to };
        match self {
            Self::FixedInDegree(count) => (*count).max(0) as f64 * to,
            Self::Probability(probability) | Self::Distance { peak: probability, .. } => {
                pairs * if probability.is_finite() { probability.clamp(0.0, 1.0) } else { 0.0 }
            }
            Self::AllToAll => pairs,
            Self::OneToOne => to,
            Self::List(pairs) => pairs.len() as f64,
        }
    }
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
    /// Normal, cut at 0: what is drawn below it becomes 0.
    Normal {
        /// Mean.
        mean: f32,
        /// Standard deviation.
        sd: f32,
        /// Largest weight, 0 to 1,000: what is drawn above it becomes it; default none.
        #[serde(default)]
        at_most: Option<f32>,
    },
    /// Lognormal.
    Lognormal {
        /// Mean of the distribution itself, before it is cut.
        mean: f32,
        /// Standard deviation of the logarithm.
        sigma: f32,
        /// Largest weight, 0 to 1,000: what is drawn above it becomes it; default none.
        #[serde(default)]
        at_most: Option<f32>,
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

const fn six() -> f32 {
    6.0
}

const fn unit_weight() -> Distribution {
    Distribution::Constant(1.0)
}
