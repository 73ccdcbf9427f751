//! Reward, and learning from it.

use super::rule_file::{ReceptorKind, RuleFile};
use crate::scene::parameter::parameters;
use crate::units::{Hertz, Milliseconds, Millivolts, Seconds};

parameters! {
    /// How dopamine answers to rewards (MODEL 2.7).
    pub struct RewardFile {
        /// Dopamine a unit of prediction error.
        pulse: f32 = 1.0 in [0.0, 10.0], "MODEL 2.7";
        /// Share by which a reward moves the expectation; 0 takes every reward as unexpected.
        learning: f32 = 0.1 in [0.0, 1.0], "design choice: a running mean over about ten rewards";
        /// Time constant with which dopamine returns.
        tau: Seconds = 0.5 in [0.01, 60.0], "MODEL 2.7";
    }
}

parameters! {
    /// Three-factor learning: eligibility traces that neuromodulators turn into weight changes (MODEL 2.7).
    pub struct ThreeFactorFile {
        /// Weight change a second by dopamine above (or below) its resting level, k_DA.
        dopamine: f32 = 0.05 in [0.0, 100.0], "design choice";
        /// Time constant of the eligibility trace.
        tau: Seconds = 1.5 in [0.05, 60.0], "MODEL 2.7: 1 s in Izhikevich 2007, 2 s in Brzosko et al. 2017";
        /// Time constant with which a pair's eligibility rises, τ_r; 0 is at once. One as long as `tau` counts as a hundredth shorter.
        rise: Seconds = 0.0 in [0.0, 10.0], "design choice: at once unless a scene asks for Yagishita et al. 2014";
        /// Depression at a spike pair by acetylcholine, k_ACh.
        acetylcholine: f32 = 0.0 in [0.0, 10.0], "MODEL 2.7: off unless a scene asks for it";
        /// Weight change a second by noradrenaline above its resting level, k_NE; on positive eligibility only.
        noradrenaline: f32 = 0.05 in [0.0, 100.0], "design choice; He et al. 2015 for its sign";
        /// Weight change a second by serotonin above its resting level, k_5HT; on negative eligibility only.
        serotonin: f32 = 0.05 in [0.0, 100.0], "design choice; He et al. 2015 for its sign";
        /// Weight change at a spike pair without any neuromodulator, k_H.
        hebbian: f32 = 0.0 in [-10.0, 10.0], "design choice: no change without a third factor";
        /// Increment of eligibility when the sender fires first.
        pre_before_post: f32 = 1.0 in [-10.0, 10.0], "Brzosko et al. 2017";
        /// Increment of eligibility when the receiver fires first; 1 is a symmetric window, -1.05 that of Izhikevich 2007.
        post_before_pre: f32 = 1.0 in [-10.0, 10.0], "Brzosko et al. 2017";
        /// Time constant of the window where the sender fires first.
        presynaptic_tau: Milliseconds = 10.0 in [1.0, 1000.0], "Brzosko et al. 2017";
        /// Time constant of the window where the receiver fires first.
        postsynaptic_tau: Milliseconds = 10.0 in [1.0, 1000.0], "Brzosko et al. 2017";
    }
}

parameters! {
    /// Behavioural-timescale plasticity: a plateau potential changes all synapses that were active within seconds (MODEL 2.15).
    pub struct BtspFile {
        /// Rate of potentiation k₊ towards the projection's maximum weight, where eligibility and plateau are full.
        potentiation: Hertz = 1.0 in [0.0, 100.0], "design choice: five pairings suffice";
        /// Rate of depression k₋ towards zero, where eligibility and plateau are full.
        depression: Hertz = 0.3 in [0.0, 100.0], "design choice; below k₊ as in Milstein et al. 2021";
        /// Rate of plateau potentials of a neuron at rest and of excitability 0, p₀.
        plateau_rate: Hertz = 0.0 in [0.0, 10.0], "design choice: none unless a scene asks for them";
        /// Depolarization that excitability 1 is worth for plateaus, κ.
        plateau_excitability: Millivolts = 2.5 in [0.0, 20.0], "MODEL 2.2, its shift of the threshold";
        /// Depolarization that a threshold 1 mV below the neuron model's is worth for plateaus, λ, mV a mV; 0 is none. The threshold
        /// contains the shift by excitability, so that 1 wants κ = 0.
        plateau_threshold: f32 = 0.0 in [0.0, 4.0], "design choice: 0, plateaus read the potential alone; 1 reads the distance to threshold";
        /// Depolarization that makes plateaus e times as frequent, s.
        plateau_width: Millivolts = 2.0 in [0.1, 50.0], "design choice";
        /// Length of a plateau.
        plateau_duration: Milliseconds = 300.0 in [1.0, 5000.0], "design choice";
        /// Time constant of the eligibility that a presynaptic spike leaves.
        eligibility_tau: Seconds = 1.31 in [0.05, 20.0], "Bittner et al. 2017";
        /// Time constant of the signal that a plateau leaves.
        instructive_tau: Seconds = 0.69 in [0.05, 20.0], "Bittner et al. 2017";
        /// Share by which one presynaptic spike fills the eligibility.
        spike_share: f32 = 0.2 in [0.001, 1.0], "design choice";
        /// Overlap at half potentiation.
        potentiation_half: f32 = 0.5 in [0.0, 1.0], "design choice; no effect where the slope is 0";
        /// Slope of potentiation against the overlap of eligibility and plateau; 0 is proportional.
        potentiation_slope: f32 = 0.0 in [0.0, 100.0], "design choice: gives the window of Bittner et al. 2017";
        /// Overlap at half depression.
        depression_half: f32 = 0.1 in [0.0, 1.0], "design choice: depression reaches further than potentiation";
        /// Slope of depression against the overlap.
        depression_slope: f32 = 25.0 in [0.0, 100.0], "design choice";
    }
}

impl RuleFile for ThreeFactorFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
}

impl RuleFile for BtspFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
}
