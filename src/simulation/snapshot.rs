//! A moment of a run, kept in memory, and the way back to it within the same world.

use super::command::LoggedCommand;
use super::run::Simulation;
use super::state::{RestoreError, kept_parts};
use crate::state::{Reader, Writer};

/// The state of a run at one moment, part by part and without what its scene and seed say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Steps completed.
    pub step: u64,
    /// How many commands had been given.
    pub commands: usize,
    /// The parts, in the order of the state.
    pub parts: Vec<Vec<u8>>,
}

impl Simulation {
    /// The moment as it is now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let bytes = |part: &crate::state::Part| {
            let mut writer = Writer::saving();
            (part.write)(self.world(), &mut writer);
            writer.into_bytes()
        };
        let parts = kept_parts(self.scene()).map(bytes).collect();
        Snapshot { step: self.steps(), commands: self.log.len(), parts }
    }

    /// Take up a moment of this run, earlier or later; `log` are the commands of the whole run. Spikes that are being recorded stay.
    ///
    /// # Errors
    /// The snapshot is one of another scene. The state is of no use then.
    pub fn take_up(&mut self, snapshot: &Snapshot, log: &[LoggedCommand]) -> Result<(), RestoreError> {
        let log = log.get(..snapshot.commands).ok_or(RestoreError::OtherScene)?;
        let scene = self.scene().clone();
        let mut parts = snapshot.parts.iter();
        for part in kept_parts(&scene) {
            let bytes = parts.next().ok_or(RestoreError::OtherScene)?;
            let mut reader = Reader::new(bytes);
            (part.read)(&mut self.world, &mut reader)?;
            reader.end()?;
        }
        self.log = log.to_vec();
        Ok(())
    }
}
