//! Whether spikes are to be heard, and what has to be said of that.

use super::told::Told;
use serde::{Deserialize, Serialize};

/// Whether spikes are to be heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sound {
    /// They are only seen.
    #[default]
    Off,
    /// They are heard.
    On,
}

/// The switch of the sound of spikes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoundSwitch {
    /// How it stands.
    pub sound: Sound,
    /// Why it went off by itself.
    pub told: Told,
}

impl SoundSwitch {
    /// Whether it is on.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.sound == Sound::On
    }

    /// Switch it on or off.
    pub fn toggle(&mut self) {
        self.sound = if self.is_on() { Sound::Off } else { Sound::On };
    }

    /// It cannot be heard: it is off, and says why.
    pub fn fail(&mut self, why: String) {
        self.sound = Sound::Off;
        self.told.tell(Err(why));
    }
}
