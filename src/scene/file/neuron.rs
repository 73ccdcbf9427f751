//! Populations and their neurons.

use super::{AdexFile, HomeostasisFile, IntrinsicPlasticityFile, ReceptorsFile};
use crate::scene::parameter::parameters;
use crate::units::{Micrometers, Milliseconds, Millivolts, Nanosiemens, Picofarads};
use serde::{Deserialize, Serialize};

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
    /// Homeostasis of excitability (MODEL 2.5); absent: none.
    #[serde(default)]
    pub homeostasis: Option<HomeostasisFile>,
    /// Receptors for neuromodulators; absent: all of an excitatory population, and of an inhibitory one only those for learning.
    #[serde(default)]
    pub receptors: Option<ReceptorsFile>,
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
    /// Side by side on a line.
    Line {
        /// Distance between neighbours.
        spacing: Micrometers,
        /// Height of the line above the origin.
        #[serde(default, skip_serializing_if = "is_zero")]
        height: Micrometers,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(height: &Micrometers) -> bool {
    height.0 == 0.0
}

impl Default for Layout {
    fn default() -> Self {
        Self::Ball { radius: Micrometers(100.0) }
    }
}

parameters! {
    /// Parameters of the neuron model (MODEL 2.2): conductance-based leaky integrate-and-fire with explicit threshold and two
    /// afterhyperpolarization (AHP) conductances. Defaults: the excitatory column of MODEL 2.2.
    pub struct NeuronFile {
        /// Membrane capacitance C.
        capacitance: Picofarads = 200.0 in [1.0, 10_000.0], "MODEL 2.2";
        /// Leak conductance g_L.
        leak_conductance: Nanosiemens = 10.0 in [0.1, 1000.0], "MODEL 2.2";
        /// Resting (leak reversal) potential E_L.
        resting_potential: Millivolts = -65.0 in [-120.0, 0.0], "MODEL 2.2";
        /// Potential after a spike V_r.
        reset_potential: Millivolts = -60.0 in [-120.0, 0.0], "MODEL 2.2";
        /// Base threshold V_T0.
        threshold: Millivolts = -50.0 in [-100.0, 50.0], "MODEL 2.2";
        /// Standard deviation of the threshold between cells.
        threshold_sd: Millivolts = 1.5 in [0.0, 10.0], "MODEL 2.2";
        /// Jump of the threshold at a spike.
        threshold_jump: Millivolts = 5.0 in [0.0, 50.0], "MODEL 2.2";
        /// Time constant of that jump.
        threshold_tau: Milliseconds = 20.0 in [0.1, 10_000.0], "MODEL 2.2";
        /// Absolute refractory time.
        refractory: Milliseconds = 2.0 in [0.0, 100.0], "MODEL 2.2";
        /// Reversal potential of excitatory synapses.
        excitatory_reversal: Millivolts = 0.0 in [-100.0, 100.0], "MODEL 2.2";
        /// Reversal potential of inhibitory synapses E_I.
        inhibitory_reversal: Millivolts = -80.0 in [-120.0, 0.0], "MODEL 2.2";
        /// Reversal potential of potassium E_K.
        potassium_reversal: Millivolts = -90.0 in [-120.0, 0.0], "MODEL 2.2";
        /// Fast excitatory (AMPA) time constant.
        ampa_tau: Milliseconds = 5.0 in [0.1, 100.0], "MODEL 2.2";
        /// Slow excitatory (NMDA-like) time constant.
        slow_tau: Milliseconds = 80.0 in [1.0, 1000.0], "MODEL 2.2";
        /// Inhibitory (GABA) time constant.
        gaba_tau: Milliseconds = 8.0 in [0.1, 500.0], "MODEL 2.2";
        /// Medium AHP conductance a spike, in units of g_L.
        medium_ahp: f32 = 0.10 in [0.0, 10.0], "MODEL 2.2";
        /// Medium AHP time constant.
        medium_ahp_tau: Milliseconds = 100.0 in [1.0, 10_000.0], "MODEL 2.2";
        /// Slow AHP conductance a spike without acetylcholine, in units of g_L.
        slow_ahp: f32 = 0.30 in [0.0, 10.0], "MODEL 2.2";
        /// Slow AHP time constant.
        slow_ahp_tau: Milliseconds = 600.0 in [1.0, 60_000.0], "MODEL 2.2";
        /// White noise current, by the standard deviation that it gives a membrane with nothing but its leak g_L; the potential
        /// then forgets with the membrane's own time constant C / g_L. Open conductances shunt both.
        noise_sd: Millivolts = 3.0 in [0.0, 50.0], "MODEL 2.2";
        /// Largest distance of the initial potential below rest (uniform).
        initial_spread: Millivolts = 2.0 in [0.0, 50.0], "MODEL 2.2";
        /// Threshold shift at excitability 1 (κ_T).
        excitability_threshold: Millivolts = 2.5 in [0.0, 20.0], "MODEL 2.2";
        /// AHP reduction at excitability 1 (κ_A).
        excitability_ahp: f32 = 0.5 in [0.0, 1.0], "MODEL 2.2";
        /// Leak reduction at excitability 1 (κ_L).
        excitability_leak: f32 = 0.2 in [0.0, 0.6], "MODEL 2.2";
        /// Threshold shift of the paint tool at 1 (κ_u).
        paint_threshold: Millivolts = 4.0 in [0.0, 20.0], "MODEL 2.2";
    }
    other {
        /// Exponential upstroke and adaptation current; absent: neither.
        adex: Option<AdexFile> = None;
    }
}
