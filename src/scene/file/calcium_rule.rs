//! Calcium-based plasticity, with its published numbers.

use super::rule_file::{ReceptorKind, RuleFile, RuleSite};
use crate::scene::parameter::{Judge, parameters};
use crate::units::{Milliseconds, Quantity, Seconds};

parameters! {
    /// Calcium-based plasticity (Graupner & Brunel 2012). Defaults: the set "DP" of their figure 2, by which the receiver's spike
    /// before the sender's depresses and after it potentiates.
    pub struct CalciumStdpFile {
        /// Calcium that a presynaptic spike lets in, C_pre.
        presynaptic_calcium: f32 = 1.0 in [0.0, 20.0], "Graupner & Brunel 2012, DP; authors' code";
        /// Calcium that a postsynaptic spike lets in, C_post.
        postsynaptic_calcium: f32 = 2.0 in [0.0, 50.0], "Graupner & Brunel 2012, DP; authors' code";
        /// Calcium above which the synapse is depressed, θ_d.
        depression_threshold: f32 = 1.0 in [0.001, 100.0], "Graupner & Brunel 2012; authors' code";
        /// Calcium above which the synapse is potentiated, θ_p.
        potentiation_threshold: f32 = 1.3 in [0.001, 100.0], "Graupner & Brunel 2012; authors' code";
        /// Rate of depression γ_d, in units of 1 / τ.
        depression: f32 = 200.0 in [0.0, 50_000.0], "Graupner & Brunel 2012, DP; authors' code: 4 with τ = 3 s";
        /// Rate of potentiation γ_p, in units of 1 / τ.
        potentiation: f32 = 321.808 in [0.0, 50_000.0], "Graupner & Brunel 2012, DP; authors' code: 6.43616 with τ = 3 s";
        /// Time constant of calcium, τ_Ca.
        calcium_tau: Milliseconds = 20.0 in [1.0, 1000.0], "Graupner & Brunel 2012; authors' code";
        /// Time constant of efficacy, τ.
        tau: Seconds = 150.0 in [1.0, 100_000.0], "Graupner & Brunel 2012, DP";
        /// Efficacy ρ* above which a synapse left alone goes up, and below which it goes down.
        unstable: f32 = 0.5 in [0.0, 1.0], "Graupner & Brunel 2012; authors' code";
        /// Size σ of the noise while calcium is above a threshold.
        noise: f32 = 2.8284 in [0.0, 100.0], "Graupner & Brunel 2012, DP; authors' code: 0.4 with τ = 3 s";
        /// Weight of a synapse of efficacy 0, as a share of the largest weight.
        down_weight: f32 = 0.2 in [0.0, 0.99], "Graupner & Brunel 2012: up is five times down";
    }
    other {
        /// How long after a presynaptic spike arrives its calcium comes, 0 to 100 ms; 13.7 (Graupner & Brunel 2012, DP). Fixed once
        /// a simulation runs.
        delay: Milliseconds = Milliseconds(13.7);
    }
}

impl RuleFile for CalciumStdpFile {
    const RECEPTOR: Option<ReceptorKind> = Some(ReceptorKind::Excitatory);
    const ALONE: bool = true;

    fn check(&self, _site: &RuleSite<'_>, judge: &mut dyn Judge) {
        judge.within("delay", self.delay.0, 0.0, 100.0, Milliseconds::UNIT);
    }
}
