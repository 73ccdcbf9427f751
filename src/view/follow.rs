//! A camera that keeps a neuron in the middle of the picture while it turns and comes closer.

use super::camera::OrbitCamera;
use super::places::Places;
use super::pointer::{Held, Pointer};
use crate::session::{Session, ViewOptions};
use bevy::prelude::*;

/// Keep the neuron in the middle, until the camera is moved sideways, frames something else, or the neuron is gone. A double click with
/// Alt follows what it hits.
pub(super) fn follow_neuron(
    pointer: Res<Pointer>,
    session: Res<Session>,
    places: Res<Places>,
    mut options: ResMut<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
) {
    if pointer.double_click && pointer.held == Held::Alt && session.hovered.is_some() {
        options.follow = session.hovered;
    }
    let Some(neuron) = options.follow else { return };
    match places.of(neuron) {
        Some(place) if pointer.shift == Vec2::ZERO && !camera.is_home() => camera.centre_on(place),
        _ => options.follow = None,
    }
}
