//! Tools that the left mouse button holds in the 3D view: one at a time, or none.

use super::Session;
use bevy::math::Rect;

/// A tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandTool {
    /// The brush that paints excitability.
    Brush,
    /// The box that selects what is in it.
    Box,
    /// The pulse of current.
    Poke,
}

/// The box: a rectangle drawn round the neurons that are to be selected.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BoxTool {
    /// Whether the next drag draws it.
    pub active: bool,
    /// What is drawn of it (logical pixels from the window's top left corner).
    pub drawn: Option<Rect>,
}

impl Session {
    /// The tool in hand.
    #[must_use]
    pub const fn in_hand(&self) -> Option<HandTool> {
        if self.paint.active {
            Some(HandTool::Brush)
        } else if self.box_tool.active {
            Some(HandTool::Box)
        } else if self.poke.active {
            Some(HandTool::Poke)
        } else {
            None
        }
    }

    /// Take a tool in hand and lay down any other, or with none all.
    pub fn take_in_hand(&mut self, tool: Option<HandTool>) {
        self.paint.set_active(tool == Some(HandTool::Brush));
        self.poke.set_active(tool == Some(HandTool::Poke));
        self.box_tool = BoxTool { active: tool == Some(HandTool::Box), drawn: None };
    }

    /// Take a tool in hand, or lay it down if it is.
    pub fn toggle_tool(&mut self, tool: HandTool) {
        let taken = self.in_hand() == Some(tool);
        self.take_in_hand((!taken).then_some(tool));
    }
}
