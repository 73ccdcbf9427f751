//! The brushes: which neurons a stroke passes over. A stroke of paint is sent when the button is let go, a poke at once.

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
        let brush = Brush { from, to, radius: session.paint.radius, within: pointer.rect };
        let touched = brush.touches(excitatory(&session.info), &places, camera, place);
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

/// Follow the mouse while the poke tool is in hand: the neurons that it passes over get a pulse, at any depth; one that is under the
/// pointer also where its centre is outside of the circle.
pub(super) fn poke_neurons(
    pointer: Res<Pointer>,
    cameras: Query<(&Camera, &GlobalTransform), With<WindowCamera>>,
    places: Res<Places>,
    mut session: ResMut<Session>,
) {
    if !session.poke.active {
        return;
    }
    session.poke.brush = pointer.position;
    if let Some((from, to)) = pointer.poke
        && let Ok((camera, place)) = cameras.single()
    {
        let brush = Brush { from, to, radius: session.poke.radius, within: pointer.rect };
        let mut touched = brush.touches(0..session.info.positions.len() as u32, &places, camera, place);
        if touched.is_empty() {
            touched.extend(session.hovered);
        }
        session.poke_stroke(touched);
    }
    if pointer.poke_over {
        session.poke.stroke = None;
    }
}

/// A circle that is moved over the picture (logical pixels).
struct Brush {
    from: Vec2,
    to: Vec2,
    radius: f32,
    within: Rect,
}

impl Brush {
    /// Those of some neurons that it passes over.
    fn touches(
        &self,
        neurons: impl IntoIterator<Item = u32>,
        places: &Places,
        camera: &Camera,
        view: &GlobalTransform,
    ) -> Vec<u32> {
        let is_touched = |neuron: &u32| {
            let on_screen = places.of(*neuron).and_then(|centre| camera.world_to_viewport(view, centre).ok());
            on_screen.is_some_and(|place| {
                self.within.contains(place) && distance_to_path(place, self.from, self.to) <= self.radius
            })
        };
        neurons.into_iter().filter(is_touched).collect()
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
