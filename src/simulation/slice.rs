//! The neurons of a run as one would find them in a slice.

use super::Simulation;
use crate::dynamics::NeuronProperties;
use crate::measure::SliceReadout;
use crate::model::{AhpMultiplier, LeakMultiplier, Population, Threshold};
use crate::modulation::Modulation;

impl Simulation {
    /// What distinguishes a neuron at this moment: enough to copy it for [`crate::measure::slice`].
    #[must_use]
    pub fn neuron_properties(&self, neuron: u32) -> Option<NeuronProperties> {
        let mut populations = self.world().try_query::<&Population>()?;
        let population =
            populations.iter(self.world()).find(|population| population.range.contains(&(neuron as usize)))?;
        Some(NeuronProperties {
            neuron: population.neuron,
            threshold: self.neuron::<Threshold>(neuron)?.0,
            ahp: self.neuron::<AhpMultiplier>(neuron)?.0,
            leak: self.neuron::<LeakMultiplier>(neuron)?.0,
            slow_ahp_factor: self.resource::<Modulation>().slow_ahp_factor(&population.receptors),
        })
    }

    /// Rheobase, input resistance, f–I curve, post-burst AHP and first-spike latency of a neuron as it is now, measured on
    /// copies of it without synaptic input (MODEL 2.2). The run is not touched. Takes some milliseconds.
    #[must_use]
    pub fn slice(&self, neuron: u32) -> Option<SliceReadout> {
        self.neuron_properties(neuron).map(|properties| SliceReadout::of(&properties))
    }
}
