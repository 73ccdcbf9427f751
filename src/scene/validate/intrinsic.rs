//! Checks of the rules that change excitability, and of the adaptive exponential neuron.

use super::Check;
use crate::scene::file::{AdexFile, HomeostasisFile, IntrinsicPlasticityFile, NeuronFile, ProjectionFile};

impl Check<'_> {
    /// Options of intrinsic plasticity.
    pub fn excitability_options(&mut self, path: &str, rule: &IntrinsicPlasticityFile) {
        self.quantity(&format!("{path}.slow_delay"), rule.slow_delay, 0.0, 48.0);
        if let Some(closing) = &rule.closing {
            self.parameters(&format!("{path}.closing"), closing);
        }
        if let Some(inactivity) = &rule.inactivity {
            self.parameters(&format!("{path}.inactivity"), inactivity);
        }
    }

    /// Homeostasis, and its dead zone round the target.
    pub fn homeostasis(&mut self, path: &str, rule: &HomeostasisFile) {
        self.parameters(path, rule);
        let path = format!("{path}.dead_zone");
        let (low, high) = rule.dead_zone;
        if self.number(&path, low, 0.0, 1.0) {
            self.number(&path, high, 1.0, 1000.0);
        }
    }

    /// Timing-dependent excitability, which reads inputs that excite.
    pub fn timing_excitability(&mut self, path: &str, projection: &ProjectionFile, inhibitory: bool) {
        let Some(rule) = &projection.timing_excitability else { return };
        let path = format!("{path}.timing_excitability");
        self.parameters(&path, rule);
        if inhibitory {
            self.fault(
                &path,
                "the rule is only for excitatory receptors, and this projection is inhibitory.",
                "Remove it, or change the receptor.",
            );
        }
        let target = self.file.populations.iter().find(|population| population.name == projection.to);
        if let Some(target) = target.filter(|population| population.intrinsic_plasticity.is_none()) {
            let what =
                format!("the rule moves the fast excitability of \"{}\", which has none that decays.", target.name);
            self.fault(&path, what, "Add `intrinsic_plasticity: ()` to that population.");
        }
    }

    /// The exponential neuron: its reset may lie above the threshold, as bursting needs, but below the end of the upstroke.
    pub fn adex(&mut self, path: &str, neuron: &NeuronFile, adex: &AdexFile) {
        self.parameters(&format!("{path}.adex"), adex);
        let peak = neuron.threshold.0 + AdexFile::PEAK * adex.slope.0;
        if neuron.reset_potential.0 >= peak {
            let what = format!(
                "the potential after a spike, {}, is not below the end of the upstroke, {peak} mV: the neuron would never \
                 stop firing.",
                neuron.reset_potential
            );
            self.fault(&format!("{path}.reset_potential"), what, "Lower the reset potential or raise the threshold.");
        }
    }
}
