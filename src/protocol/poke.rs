//! Pokes: short current pulses that a user gives to some neurons, at any moment of any scene.

use crate::model::InjectedCurrent;
use crate::state::{Damaged, Reader, State, Writer, state};

/// A pulse that flows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Poke {
    /// Global indices of the neurons that get it.
    pub neurons: Vec<u32>,
    /// Current (pA).
    pub current_pa: f32,
    /// Steps in which it is still to flow; none in the step that clears what it left.
    pub steps_left: u64,
}

state!(Poke { neurons, current_pa, steps_left });

/// The pulses that flow, and those that ended with the last step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pokes(Vec<Poke>);

impl Pokes {
    /// Let another one flow from the next step on.
    pub fn push(&mut self, poke: Poke) {
        self.0.push(poke);
    }

    /// Whether injected currents depend on any in this step.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Add those of a step to its currents, and forget those that were over before it.
    pub(super) fn flow(&mut self, current: &mut [InjectedCurrent]) {
        self.0.retain(|poke| poke.steps_left > 0);
        for poke in &mut self.0 {
            poke.neurons.iter().for_each(|&neuron| current[neuron as usize].0 += poke.current_pa);
            poke.steps_left -= 1;
        }
    }
}

/// None adds nothing to a hash, so that a run without pokes has the hash that it would have if there were no such thing.
impl State for Pokes {
    fn write(&self, writer: &mut Writer) {
        if !(self.is_empty() && writer.is_hashing()) {
            self.0.write(writer);
        }
    }

    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), Damaged> {
        self.0.read(reader)
    }
}
