//! The neurons of a run as one would find them in a slice.

use super::Simulation;
use crate::dynamics::NeuronProperties;
use crate::measure::{NeuronState, SliceReadout};

impl Simulation {
    /// What distinguishes a neuron at this moment: enough to copy it for [`crate::measure::slice`].
    #[must_use]
    pub fn neuron_properties(&self, neuron: u32) -> Option<NeuronProperties> {
        NeuronState::of(self.world()).properties(neuron as usize)
    }

    /// Rheobase, input resistance, f–I curve, post-burst AHP and first-spike latency of a neuron as it is now, measured on
    /// copies of it without synaptic input (MODEL 2.2). The run is not touched. Takes some milliseconds.
    #[must_use]
    pub fn slice(&self, neuron: u32) -> Option<SliceReadout> {
        self.neuron_properties(neuron).map(|properties| SliceReadout::of(&properties))
    }
}
