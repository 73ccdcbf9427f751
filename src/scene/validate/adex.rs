//! Checks of the adaptive exponential neuron.

use super::Check;
use crate::scene::file::{AdexFile, NeuronFile};
use crate::words::words;

impl Check<'_> {
    /// The exponential neuron: its reset may lie above the threshold, as bursting needs, but below the end of the upstroke.
    pub fn adex(&mut self, path: &str, neuron: &NeuronFile, adex: &AdexFile) {
        self.parameters(&format!("{path}.adex"), adex);
        let peak = neuron.threshold.0 + AdexFile::PEAK * adex.slope.0;
        if neuron.reset_potential.0 >= peak {
            let what = words!(
                "fault-reset-upstroke",
                "the potential after a spike, { $reset }, is not below the end of the upstroke, { $peak } mV: the neuron would never \
                 stop firing.",
                reset = neuron.reset_potential.to_string(),
                peak = peak.to_string()
            );
            self.fault(
                &format!("{path}.reset_potential"),
                what,
                words!("fault-reset-hint", "Lower the reset potential or raise the threshold."),
            );
        }
    }
}
