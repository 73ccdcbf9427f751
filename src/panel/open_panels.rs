//! Which panels are open.

use super::open_boxes::OpenBoxes;

/// Which panels are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a panel that is open or not")]
pub struct OpenPanels {
    /// The controls at the left.
    pub controls: bool,
    /// The inspector at the right.
    pub inspector: bool,
    /// The plots at the bottom.
    pub plots: bool,
    /// Whether everything but the network is hidden.
    pub hidden: bool,
    /// The list of keys.
    pub key_list: bool,
    /// The description of what is seen.
    pub description: bool,
    /// The list of marks.
    pub marks: bool,
    /// The boxes over the 3D view.
    pub boxes: OpenBoxes,
    /// What frames cost, in a corner of the 3D view.
    pub frame_rate: bool,
    /// Room in the last frame, to close panels when the window becomes small.
    room: Option<Room>,
}

/// How much room the window has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Whether both side panels fit beside a useful 3D view.
    pub wide: bool,
    /// Whether the plots fit below it.
    pub tall: bool,
}

impl Default for OpenPanels {
    fn default() -> Self {
        Self {
            controls: true,
            inspector: true,
            plots: true,
            hidden: false,
            key_list: false,
            description: false,
            marks: false,
            boxes: OpenBoxes::default(),
            frame_rate: false,
            room: None,
        }
    }
}

impl OpenPanels {
    /// Whether there was room for the side panels and for the plots in the last frame: what is closed there, the user closed.
    pub(crate) fn has_room(self) -> (bool, bool) {
        self.room.map_or((true, true), |room| (room.wide, room.tall))
    }

    /// Close what does not fit when the window becomes small, open it again when it becomes large.
    pub fn make_room(&mut self, room: Room) {
        if self.room == Some(room) {
            return;
        }
        let before = self.room.unwrap_or(Room { wide: true, tall: true });
        if room.wide != before.wide {
            self.inspector = room.wide;
        }
        if room.tall != before.tall {
            self.plots = room.tall;
        }
        self.room = Some(room);
    }
}
