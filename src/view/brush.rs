//! The brush of the paint tool: which neurons a stroke passes over. A stroke is sent when the button is let go.

use super::camera::WindowCamera;
use super::places::Places;
use super::pointer::Pointer;
use crate::session::{Session, excitatory};
use bevy::prelude::*;

/// Keys that turn raising into lowering while they are held.
const INVERT: [KeyCode; 4] = [KeyCode::ShiftLeft, KeyCode::ShiftRight, KeyCode::AltLeft, KeyCode::AltRight];

/// Follow the mouse while the paint tool is in hand: a drag paints the excitatory neurons that it passes over, at any depth; a
/// click paints the one neuron that it hits.
pub(super) fn paint_neurons(
    pointer: Res<Pointer>,
    keys: Res<ButtonInput<KeyCode>>,
    cameras: Query<(&Camera, &GlobalTransform), With<WindowCamera>>,
    places: Res<Places>,
    mut session: ResMut<Session>,
) {
    if !session.paint.active {
        return;
    }
    session.paint.brush = pointer.position;
    // A stroke keeps the sign with which it began.
    if session.paint.stroke.is_none() {
        session.paint.inverted = keys.any_pressed(INVERT);
    }
    if let Some((from, to)) = pointer.stroke
        && let Ok((camera, place)) = cameras.single()
    {
        let on_screen = |neuron: u32| {
            let centre = places.of(neuron)?;
            camera.world_to_viewport(place, centre).ok().filter(|&place| pointer.rect.contains(place))
        };
        let radius = session.paint.radius;
        let touched: Vec<u32> = excitatory(&session.info)
            .into_iter()
            .filter(|&neuron| on_screen(neuron).is_some_and(|place| distance_to_path(place, from, to) <= radius))
            .collect();
        session.paint.touch(touched);
    }
    if pointer.stroke_over {
        session.finish_stroke();
    } else if pointer.click
        && let Some(neuron) = session.hovered
    {
        let value = session.paint.value();
        session.paint(vec![neuron], value);
    }
}

/// Distance of a place from the path between two others.
fn distance_to_path(place: Vec2, from: Vec2, to: Vec2) -> f32 {
    let path = to - from;
    let along = ((place - from).dot(path) / path.length_squared().max(f32::MIN_POSITIVE)).clamp(0.0, 1.0);
    place.distance(from + along * path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_stroke_leaves_no_gaps() {
        let (from, to) = (Vec2::new(10.0, 10.0), Vec2::new(110.0, 10.0));
        assert_eq!(distance_to_path(Vec2::new(60.0, 13.0), from, to), 3.0);
        assert_eq!(distance_to_path(Vec2::new(113.0, 14.0), from, to), 5.0);
        assert_eq!(distance_to_path(Vec2::new(7.0, 14.0), from, from), 5.0);
    }
}
