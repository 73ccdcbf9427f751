//! Who holds each neuromodulator: the user, or the scene's own timeline.

use super::command::SimulationCommand;
use super::run::Simulation;
use crate::modulation::{Modulation, Modulator};

/// Watches who holds the neuromodulators, step by step.
#[derive(Clone, Debug, Default)]
pub struct HoldWatch {
    held: [Option<f32>; Modulator::ALL.len()],
    by_scene: [bool; Modulator::ALL.len()],
    /// Commands that were looked at.
    commands: usize,
}

impl HoldWatch {
    /// Look at the simulation after a step.
    pub fn observe(&mut self, simulation: &Simulation) {
        let held = simulation.resource::<Modulation>().held;
        let new = simulation.log().get(self.commands..).unwrap_or_default();
        self.commands = simulation.log().len();
        for modulator in Modulator::ALL {
            let index = modulator as usize;
            let by_user = new.iter().any(|logged| {
                matches!(logged.command, SimulationCommand::SetModulator { modulator: set, .. } if set == modulator)
            });
            // What a user did not change, the timeline did.
            let changed = held[index] != self.held[index];
            self.by_scene[index] = held[index].is_some() && !by_user && (changed || self.by_scene[index]);
        }
        self.held = held;
    }

    /// Whether the scene's own timeline holds each modulator, in the order of [`Modulator::ALL`].
    #[must_use]
    pub const fn by_scene(&self) -> [bool; Modulator::ALL.len()] {
        self.by_scene
    }
}
