//! Options of excitability: homeostasis, closing of the window, inactivity, timing; and receptors for neuromodulators.

use super::experiment::Mechanism;
use super::rule_file::{ReceptorKind, RuleFile, RuleSite};
use crate::scene::parameter::{Judge, parameters};
use crate::units::{Hertz, Hours, Milliseconds, Millivolts, Seconds};
use crate::words::words;

parameters! {
    /// Homeostatic intrinsic plasticity (MODEL 2.5): a slow threshold shift h that brings the rate back towards a target.
    pub struct HomeostasisFile {
        /// Target rate ν*.
        target_rate: Hertz = 4.0 in [0.1, 200.0], "MODEL 2.5";
        /// Threshold shift within one time constant at full error.
        strength: Millivolts = 5.0 in [0.0, 20.0], "MODEL 2.5";
        /// Time constant τ_h, biological time.
        tau: Hours = 24.0 in [0.1, 1000.0], "MODEL 2.5";
        /// Shortest τ_h in seconds of simulated spiking, whatever the time-lapse.
        least_tau: Seconds = 200.0 in [10.0, 100_000.0], "MODEL 2.5; Harnack et al. 2015: too fast destabilizes a recurrent network";
        /// Time constant of the rate detector, simulated time.
        rate_tau: Seconds = 60.0 in [1.0, 1000.0], "MODEL 2.5";
        /// Largest shift |h|.
        bound: Millivolts = 5.0 in [0.0, 20.0], "MODEL 2.5";
    }
    other {
        /// Dead zone in units of the target rate, within which nothing happens; (0.3, 3).
        dead_zone: (f32, f32) = (0.3, 3.0);
    }
}

parameters! {
    /// Closing of the excitability window (MODEL 2.4): some hours after a neuron was tagged, its slow excitability is driven
    /// below zero.
    pub struct WindowClosingFile {
        /// Begin after the tag, biological time.
        begin: Hours = 12.0 in [0.0, 1000.0], "Shen et al. 2022: CCR5 rises 12 to 24 h after learning";
        /// Length, biological time.
        length: Hours = 12.0 in [0.0, 1000.0], "MODEL 2.4";
        /// Slow excitability towards which the neuron is driven.
        depth: f32 = -0.2 in [-1.0, 0.0], "MODEL 2.4, design choice";
        /// Time constant of that drive, biological time.
        tau: Hours = 2.0 in [0.01, 100.0], "design choice";
    }
}

parameters! {
    /// Long-lasting depression of excitability by inactivity (MODEL 2.4).
    pub struct InactivityFile {
        /// Mean rate (over a minute) below which a neuron counts as inactive.
        rate: Hertz = 0.2 in [0.0, 100.0], "design choice";
        /// Slow excitability towards which an inactive neuron is driven.
        depth: f32 = -0.5 in [-1.0, 0.0], "design choice";
        /// Time constant of that drive, biological time.
        tau: Hours = 48.0 in [0.1, 1000.0], "design choice";
    }
}

parameters! {
    /// Timing-dependent intrinsic plasticity (MODEL 2.4): a spike that follows its input raises the fast excitability of the
    /// neuron, an input that follows the spike lowers it, by the same rule of signs as spike-timing-dependent plasticity.
    pub struct TimingExcitabilityFile {
        /// Change of e_f a pair of spikes.
        rate: f32 = 1e-4 in [0.0, 0.1], "MODEL 2.4";
        /// Time constant of the window, the same on both sides.
        tau: Milliseconds = 20.0 in [1.0, 1000.0], "MODEL 2.6";
    }
}

parameters! {
    /// How strongly a population answers to each neuromodulator; 1 is the full effect of MODEL 2.10, 0 none.
    pub struct ReceptorsFile {
        /// Muscarinic receptors: acetylcholine on slow AHP, leak and threshold.
        muscarinic: f32 = 1.0 in [0.0, 3.0], "MODEL 2.10";
        /// Beta-adrenergic receptors: noradrenaline on the leak.
        adrenergic: f32 = 1.0 in [0.0, 3.0], "MODEL 2.10";
        /// Serotonin 1A receptors: leak of untagged neurons.
        serotonin_1a: f32 = 1.0 in [0.0, 3.0], "MODEL 2.10; the dependence on the tag is a hypothesis";
        /// Serotonin 4 and 7 receptors: AHP of tagged neurons.
        serotonin_4_7: f32 = 1.0 in [0.0, 3.0], "MODEL 2.10; the dependence on the tag is a hypothesis";
        /// Dopamine receptors: AHP.
        dopamine: f32 = 1.0 in [0.0, 3.0], "MODEL 2.10";
        /// Neuromodulators on intrinsic plasticity: its gate, dopamine on e_s, serotonin on e_s.
        learning: f32 = 1.0 in [0.0, 3.0], "MODEL 2.4";
    }
}

parameters! {
    /// Adaptive exponential integrate-and-fire (AdEx; Brette & Gerstner 2005): an exponential upstroke at the threshold, and an
    /// adaptation current w in addition to the afterhyperpolarizations.
    ///
    /// C dV/dt = ... + g_L Δ_T exp((V - θ) / Δ_T) - w, τ_w dw/dt = a (V - E_L) - w, and w += b a spike.
    pub struct AdexFile {
        /// Slope factor Δ_T.
        slope: Millivolts = 2.0 in [0.1, 10.0], "Brette & Gerstner 2005";
        /// Subthreshold adaptation a (nS).
        coupling: f32 = 4.0 in [-100.0, 1000.0], "Brette & Gerstner 2005";
        /// Adaptation a spike b (pA).
        jump: f32 = 80.5 in [0.0, 10_000.0], "Brette & Gerstner 2005";
        /// Time constant of adaptation τ_w.
        tau: Milliseconds = 144.0 in [1.0, 10_000.0], "Brette & Gerstner 2005";
    }
}

impl AdexFile {
    /// Where the upstroke ends and counts as a spike, in slope factors above the threshold: there the exponential current is
    /// 148 times g_L Δ_T, and what is missing to any higher peak takes less than τ_m / 148.
    pub const PEAK: f32 = 5.0;
}

impl RuleFile for HomeostasisFile {
    const MECHANISM: Option<Mechanism> = Some(Mechanism::Intrinsic);

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        // A dead zone round the target.
        let (low, high) = self.dead_zone;
        if judge.within("dead_zone", low, 0.0, 1.0, "") {
            judge.within("dead_zone", high, 1.0, 1000.0, "");
        }
    }
}

impl RuleFile for TimingExcitabilityFile {
    const MECHANISM: Option<Mechanism> = Some(Mechanism::Intrinsic);
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);

    fn check(&self, site: &RuleSite<'_>, judge: &mut dyn Judge) {
        if !site.target_learns {
            let what = words!(
                "fault-no-fast",
                "the rule moves the fast excitability of \"{ $population }\", which has none that decays.",
                population = site.target
            );
            judge.fault("", what, words!("fault-no-fast-hint", "Add `intrinsic_plasticity: ()` to that population."));
        }
    }
}
