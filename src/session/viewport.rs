//! What panels, 3D view and film tell each other: where in the window the view is, its labels, choices and clock.

use bevy::ecs::message::Message;
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

/// Choices of what the 3D view shows. Keys and panels write them, the view reads them.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct ViewOptions {
    /// Which synapses are drawn.
    pub synapses: ShownSynapses,
    /// Whether all but the selected neuron and its partners are dimmed.
    pub isolate: bool,
}

/// What a user asks of the 3D view.
#[derive(Message, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewRequest {
    /// Move the camera to the selected neuron, or to the whole network.
    FrameSelection,
    /// Move the camera so that the whole network is seen.
    FrameAll,
    /// Look at the network from a side.
    LookFrom(Side),
    /// Draw the next choice of synapses.
    NextSynapses,
    /// Dim all but the selected neuron and its partners, or not.
    ToggleIsolation,
}

/// A side of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The front.
    Front,
    /// The right side.
    Right,
    /// From above.
    Top,
}

/// Which synapses are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownSynapses {
    /// None.
    None,
    /// Those of the selected neuron.
    Selection,
    /// The strongest of the network and those of the selected neuron.
    #[default]
    Strongest,
}

impl ShownSynapses {
    /// The choice after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::None => Self::Selection,
            Self::Selection => Self::Strongest,
            Self::Strongest => Self::None,
        }
    }
}

/// What drives the fading of spikes and the drift of the camera: the wall clock, or a film's frames.
#[derive(Resource, Clone, Copy, Debug, Default, PartialEq)]
pub struct ViewClock {
    /// Seconds of watching that pass with each new sample while a film is made; `None`: the wall clock runs.
    pub film_step_s: Option<f32>,
    /// Whether a picture or film is being made: what belongs to the mouse is left out of the 3D view.
    pub recording: bool,
}
