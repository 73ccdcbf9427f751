//! Which neuron is under the pointer, and which one a click selects.

use super::camera::WindowCamera;
use super::places::Places;
use super::pointer::Pointer;
use crate::session::Session;
use crate::theme::Theme;
use bevy::prelude::*;

/// Find the neuron under the pointer; a click selects it, unless it paints.
pub(super) fn pick_neurons(
    pointer: Res<Pointer>,
    theme: Res<Theme>,
    places: Res<Places>,
    cameras: Query<(&Camera, &GlobalTransform), With<WindowCamera>>,
    mut session: ResMut<Session>,
) {
    let Ok((camera, place)) = cameras.single() else { return };
    let hovered = pointer
        .position
        .filter(|_| !pointer.is_dragging())
        .and_then(|position| nearest_neuron(&places.now, camera, place, position, theme.view.pick_tolerance));
    if session.hovered != hovered {
        session.hovered = hovered;
    }
    if pointer.click
        && !session.paint.active
        && (hovered.is_some() || !pointer.double_click)
        && session.selected != hovered
    {
        session.select(hovered);
    }
}

/// Of the neurons within `tolerance` pixels of a position on the screen, the one nearest to the camera; those clearly closer to
/// the position come first.
fn nearest_neuron(
    places: &[Vec3],
    camera: &Camera,
    place: &GlobalTransform,
    position: Vec2,
    tolerance: f32,
) -> Option<u32> {
    let mut best: Option<(f32, u32)> = None;
    for (neuron, &centre) in (0_u32..).zip(places) {
        let Ok(on_screen) = camera.world_to_viewport_with_depth(place, centre) else { continue };
        let apart = on_screen.truncate().distance(position);
        if apart > tolerance {
            continue;
        }
        // Being off the centre by the whole tolerance weighs as much as being a tenth farther away.
        let cost = on_screen.z * (1.0 + 0.1 * apart / tolerance);
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, neuron));
        }
    }
    best.map(|(_, neuron)| neuron)
}
