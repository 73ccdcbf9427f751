//! What the view does in a frame, in order.

use bevy::ecs::schedule::SystemSet;

/// The order of what the view does in a frame; all in `Update`.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewSet {
    /// Mouse and keys.
    Input,
    /// Places of cameras and labels.
    Place,
    /// Buffers for the graphics processor.
    Upload,
}
