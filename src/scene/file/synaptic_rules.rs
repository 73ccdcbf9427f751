//! Rules that change synapses.

use super::rule_file::{ReceptorKind, RuleFile, RuleSite};
use crate::scene::parameter::{Judge, parameters};
use crate::units::{Hertz, Hours, Milliseconds, Seconds};
use crate::words::words;

parameters! {
    /// Gated triplet STDP with clipped metaplasticity (MODEL 2.6; after Pfister & Gerstner 2006, Zenke et al. 2015).
    pub struct TripletStdpFile {
        /// Learning rate η.
        rate: f32 = 1.0 in [0.0, 100.0], "MODEL 2.6: ten times Zenke et al. 2015";
        /// Potentiation amplitude P+.
        potentiation: f32 = 0.1 in [0.0, 10.0], "MODEL 2.6";
        /// Depression amplitude P-.
        depression: f32 = 0.1 in [0.0, 10.0], "MODEL 2.6";
        /// Growth a presynaptic spike δ, times the gate.
        growth: f32 = 2e-4 in [0.0, 1.0], "MODEL 2.6";
        /// Time constant of the presynaptic trace.
        presynaptic_tau: Milliseconds = 20.0 in [1.0, 1000.0], "MODEL 2.6";
        /// Time constant of the fast postsynaptic trace.
        postsynaptic_tau: Milliseconds = 20.0 in [1.0, 1000.0], "MODEL 2.6";
        /// Time constant of the slow postsynaptic trace.
        triplet_tau: Milliseconds = 100.0 in [1.0, 10_000.0], "MODEL 2.6";
        /// Time constant of the rate detector.
        rate_tau: Seconds = 20.0 in [0.1, 10_000.0], "MODEL 2.6";
        /// Reference rate ν0 of metaplasticity.
        reference_rate: Hertz = 4.0 in [0.1, 100.0], "MODEL 2.6";
    }
    other {
        /// Bounds of the metaplastic factor M; (0.5, 2). Equal bounds switch metaplasticity off.
        metaplasticity: (f32, f32) = (0.5, 2.0);
    }
}

parameters! {
    /// Heterosynaptic pull-back (MODEL 2.6).
    pub struct HeterosynapticPullFile {
        /// Strength B, times the gate.
        strength: f32 = 0.04 in [0.0, 10.0], "MODEL 2.6";
    }
}

parameters! {
    /// Subtractive cap on the incoming sum (MODEL 2.6).
    pub struct IncomingCapFile {
        /// Largest mean incoming weight.
        mean: f32 = 1.0 in [0.0, 1000.0], "MODEL 2.6";
        /// How often it is applied.
        every: Milliseconds = 100.0 in [1.0, 10_000.0], "MODEL 2.6";
        /// Smallest weight that it leaves.
        floor: f32 = 0.02 in [0.0, 1.0], "MODEL 2.6";
    }
}

parameters! {
    /// Consolidation (MODEL 2.6).
    pub struct ConsolidationFile {
        /// Time constant of the reference weight, in seconds of spiking. Not sped up by a time-lapse, which must not make a slow
        /// process faster than the activity it reads (MODEL 2.11, rule ii).
        tau: Seconds = 60.0 in [1.0, 100_000.0], "MODEL 2.6";
        /// Strength of the double well that holds reference weights near 1 or 4; 0 is off, as in the prototype.
        double_well: f32 = 0.0 in [0.0, 10.0], "MODEL 2.6";
        /// Time constant of the reference weight in skipped time, where nobody fires; 0: it stands still there.
        skipped_tau: Hours = 0.0 in [0.0, 10_000.0], "design choice: it stands still";
        /// Time constant of forgetting what was not consolidated, biological time.
        forgetting_tau: Hours = 24.0 in [0.01, 10_000.0], "MODEL 2.6";
    }
}

parameters! {
    /// Capture by reactivation (MODEL 2.6; after synaptic tagging and capture, Frey & Morris 1997, Luboeinski & Tetzlaff 2021).
    pub struct ReactivationCaptureFile {
        /// Strength κ: share of the way to the weight that a reference goes at a postsynaptic spike, for each unit of the product of
        /// the presynaptic trace x and the slow postsynaptic trace z, without acetylcholine.
        strength: f32 = 0.003 in [0.0, 10.0], "MODEL 2.6, design choice: tuned in SCENES S10";
    }
}

parameters! {
    /// Inhibitory plasticity (Vogels et al. 2011; MODEL 2.8).
    pub struct InhibitoryPlasticityFile {
        /// Learning rate η_I a spike.
        rate: f32 = 5e-5 in [0.0, 10.0], "MODEL 2.8";
        /// Target rate ρ0.
        target_rate: Hertz = 4.0 in [0.0, 200.0], "MODEL 2.8; Vogels et al. 2011: 3 to 5 Hz";
        /// Time constant of both traces.
        tau: Milliseconds = 20.0 in [1.0, 1000.0], "Vogels et al. 2011";
    }
}

impl RuleFile for TripletStdpFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
    const ALONE: bool = true;

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        let (low, high) = self.metaplasticity;
        let field = "metaplasticity";
        if judge.within(field, low, 0.0, 100.0, "") && judge.within(field, high, 0.0, 100.0, "") && high < low {
            judge.fault(
                field,
                words!(
                    "fault-bounds",
                    "the upper bound { $high } is below the lower bound { $low }.",
                    high = high.to_string(),
                    low = low.to_string()
                ),
                words!("fault-swap", "Swap them."),
            );
        }
    }
}

impl RuleFile for HeterosynapticPullFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
    const TOGETHER_WITH: &'static [&'static str] = &["triplet_stdp"];
}

impl RuleFile for IncomingCapFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
}

impl RuleFile for ConsolidationFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        if self.skipped_tau.0 > 0.0 && self.double_well > 0.0 {
            judge.fault(
                "skipped_tau",
                words!(
                    "fault-skipped-well",
                    "the double well does not act in skipped time, so that a reference which goes on there would leave it."
                )
                .to_owned(),
                words!("fault-skipped-well-hint", "Leave one of them out: skipped_tau or double_well."),
            );
        }
    }
}

impl RuleFile for ReactivationCaptureFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
    // The traces of the one, and the forgetting towards the reference of the other.
    const TOGETHER_WITH: &'static [&'static str] = &["triplet_stdp", "consolidation"];
}

impl RuleFile for InhibitoryPlasticityFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Inhibitory);
    const ALONE: bool = true;
}
