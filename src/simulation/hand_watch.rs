//! What a user gave single neurons.

use super::command::{LoggedCommand, SimulationCommand};
use super::neuron_property::NeuronProperty;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a user gave a neuron last.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ByHand {
    /// Each property, in the order of [`NeuronProperty::ALL`].
    pub properties: [Option<f32>; NeuronProperty::ALL.len()],
    /// Paint, -1 to 1.
    pub paint: Option<f32>,
}

/// Follows the commands of a run.
#[derive(Clone, Debug, Default)]
pub struct HandWatch {
    given: Arc<BTreeMap<u32, ByHand>>,
    /// Commands that were looked at.
    commands: usize,
}

impl HandWatch {
    /// What was given to which neuron by the end of a log, of which the part before was looked at already.
    pub fn follow(&mut self, log: &[LoggedCommand]) -> Arc<BTreeMap<u32, ByHand>> {
        for logged in log.get(self.commands..).unwrap_or_default() {
            match &logged.command {
                SimulationCommand::Paint { neurons, value } => {
                    self.give(neurons, |own| own.paint = Some(*value));
                }
                SimulationCommand::SetNeuron { neurons, property, value } => {
                    self.give(neurons, |own| own.properties[*property as usize] = Some(*value));
                }
                SimulationCommand::ResetPlasticity => self.forget_excitability(),
                _ => {}
            }
        }
        self.commands = log.len();
        Arc::clone(&self.given)
    }

    /// What was learned is as the scene has it again.
    fn forget_excitability(&mut self) {
        for own in Arc::make_mut(&mut self.given).values_mut() {
            for property in [NeuronProperty::FastExcitability, NeuronProperty::SlowExcitability] {
                own.properties[property as usize] = None;
            }
        }
    }

    fn give(&mut self, neurons: &[u32], mut set: impl FnMut(&mut ByHand)) {
        let given = Arc::make_mut(&mut self.given);
        for &neuron in neurons {
            set(given.entry(neuron).or_default());
        }
    }
}
