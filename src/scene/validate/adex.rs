//! Checks of the adaptive exponential neuron.

use super::Check;
use crate::scene::file::{AdexFile, NeuronFile};

impl Check<'_> {
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
