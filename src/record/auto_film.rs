//! A film without a hand on the keyboard.

use bevy::ecs::resource::Resource;
use std::path::PathBuf;

/// Make a film without a hand on the keyboard: insert this resource, and when the network is on the screen a film of so many
/// frames is recorded, after which the program exits, with success if the film is whole.
#[derive(Resource, Clone, Debug, PartialEq)]
pub struct AutoFilm {
    /// Its first moment (s of model time); none: where the window opens the scene.
    pub from_s: Option<f64>,
    /// Model seconds in a second of the film; none: as the window shows it.
    pub speed: Option<f32>,
    /// Width and height (px), both even.
    pub size: (u32, u32),
    /// Whether caption and names are written into it.
    pub words: bool,
    /// Number of frames; 30 make a second.
    pub frames: u64,
    /// File; it must not exist.
    pub path: PathBuf,
}
