//! The menu of the 3D view as it is open now.

use bevy_egui::egui::Pos2;

/// What the menu remembers between frames.
#[derive(Clone, Copy, Debug, Default)]
pub struct ContextMenu {
    /// Where it was called.
    pub(super) place: Option<Pos2>,
    /// The neuron on which it was called; none: the background.
    pub(super) neuron: Option<u32>,
}
