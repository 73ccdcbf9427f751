//! What scrolling over the 3D view does: a wheel comes closer, two fingers on a trackpad may turn instead.

use serde::{Deserialize, Serialize};

/// What scrolling does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wheel {
    /// It comes closer or goes away.
    #[default]
    Zooms,
    /// It turns the network; with Shift it moves it sideways, with Ctrl it comes closer.
    Turns,
}

impl Wheel {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zooms => Self::Turns,
            Self::Turns => Self::Zooms,
        }
    }
}
