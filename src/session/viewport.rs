//! Where in the window the 3D view is: the rectangle that the panels leave free, and the labels drawn over it.

use bevy::ecs::resource::Resource;
use bevy::math::{Rect, Vec2};

/// The part of the window that the panels leave to the 3D view. Panels write it each frame, the view reads it.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Default)]
pub struct Viewport3d {
    /// Rectangle from the window's top left corner (logical pixels); `None`: the whole window.
    pub rect: Option<Rect>,
}

/// Labels that belong to places in the network. The view writes them each frame, panels draw the text.
#[derive(Resource, Clone, Debug, Default)]
pub struct ViewLabels {
    /// The labels; empty while nothing is to be named.
    pub labels: Vec<ViewLabel>,
}

/// One label.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewLabel {
    /// Text, such as "A".
    pub text: String,
    /// What it names; decides its colour.
    pub subject: LabelSubject,
    /// Anchor: bottom centre of the text, from the window's top left corner (logical pixels).
    pub position: Vec2,
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSubject {
    /// The members of a pattern, by its index in the scene.
    Pattern(usize),
    /// The selected neuron.
    Selected(u32),
    /// The neuron under the pointer.
    Hovered(u32),
}
