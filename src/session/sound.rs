//! Whether spikes are to be heard, and what has to be said of that.

use super::told::Told;

/// The switch of the sound of spikes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoundSwitch {
    /// Whether it is on.
    pub on: bool,
    /// Why it went off by itself.
    pub told: Told,
}

impl SoundSwitch {
    /// Switch it on or off.
    pub const fn toggle(&mut self) {
        self.on = !self.on;
    }

    /// It cannot be heard: it is off, and says why.
    pub fn fail(&mut self, why: String) {
        self.on = false;
        self.told.tell(Err(why));
    }
}
