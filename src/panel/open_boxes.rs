//! Which boxes over the 3D view are open.

use crate::words::words;
use serde::{Deserialize, Serialize};

/// A box over the 3D view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverBox {
    /// What the colours mean.
    Legend,
    /// How often each memory was replayed.
    Replays,
    /// A sentence that says what happens.
    Caption,
    /// What the scene simplifies.
    Notes,
}

impl OverBox {
    /// Name, as the chip says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Legend => words!("box-legend", "Legend"),
            Self::Replays => words!("box-replays", "Replays"),
            Self::Caption => words!("box-caption", "Caption"),
            Self::Notes => words!("box-notes", "Simplified"),
        }
    }

    /// Least height of the 3D view in which it is open unless the user says otherwise (logical pixels).
    const fn opens_from(self) -> f32 {
        match self {
            Self::Legend | Self::Caption => 0.0,
            Self::Replays => 200.0,
            Self::Notes => 700.0,
        }
    }
}

/// What the user chose of each box; none: it is open where the view has room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenBoxes {
    legend: Option<bool>,
    replays: Option<bool>,
    caption: Option<bool>,
    notes: Option<bool>,
    /// The one that was opened last: where there is no room for all, it stays.
    #[serde(skip)]
    latest: Option<OverBox>,
}

impl OpenBoxes {
    const fn of(&mut self, what: OverBox) -> &mut Option<bool> {
        match what {
            OverBox::Legend => &mut self.legend,
            OverBox::Replays => &mut self.replays,
            OverBox::Caption => &mut self.caption,
            OverBox::Notes => &mut self.notes,
        }
    }

    /// How much a box is wanted where there is no room for all: one that the user opened more than others, the last of them most.
    #[must_use]
    pub fn rank(mut self, what: OverBox) -> u8 {
        let opened = u8::from(*self.of(what) == Some(true)) + u8::from(self.latest == Some(what));
        let usual = match what {
            OverBox::Caption => 3,
            OverBox::Legend => 2,
            OverBox::Replays => 1,
            OverBox::Notes => 0,
        };
        4 * opened + usual
    }

    /// Whether the user opened it.
    #[must_use]
    pub fn is_asked_for(mut self, what: OverBox) -> bool {
        *self.of(what) == Some(true)
    }

    /// Whether a box is open in a 3D view of this height.
    #[must_use]
    pub fn is_open(mut self, what: OverBox, height: f32) -> bool {
        self.of(what).unwrap_or(height >= what.opens_from())
    }

    /// Open or close a box.
    pub const fn set(&mut self, what: OverBox, open: bool) {
        *self.of(what) = Some(open);
        self.latest = if open { Some(what) } else { None };
    }

    /// Close all; when all are closed, let them be open again where there is room.
    pub fn toggle(&mut self) {
        let closed = Some(false);
        let none = Self { legend: closed, replays: closed, caption: closed, notes: closed, latest: None };
        *self = if *self == none { Self::default() } else { none };
    }
}
