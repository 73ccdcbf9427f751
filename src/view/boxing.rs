//! Selecting with a box: the neurons whose centres are seen in it, at any depth.

use super::camera::WindowCamera;
use super::places::Places;
use super::pointer::{Held, Pointer};
use crate::session::Session;
use bevy::prelude::*;

/// Follow the drag that draws the box; when it is over, select what is in it. With Shift that is added, with Ctrl taken away.
pub(super) fn select_in_box(
    pointer: Res<Pointer>,
    cameras: Query<(&Camera, &GlobalTransform), With<WindowCamera>>,
    places: Res<Places>,
    mut session: ResMut<Session>,
) {
    if !session.box_tool.active {
        return;
    }
    session.box_tool.drawn = pointer.boxed.map(|drawn| drawn.intersect(pointer.rect));
    let Some(drawn) = session.box_tool.drawn.filter(|_| pointer.box_over) else { return };
    session.take_in_hand(None);
    let Ok((camera, place)) = cameras.single() else { return };
    let inside = seen_in(drawn, &places.now, |centre| camera.world_to_viewport(place, centre).ok());
    take(&mut session, inside, pointer.held);
}

/// The neurons whose places are seen in a rectangle.
fn seen_in(drawn: Rect, places: &[Vec3], on_screen: impl Fn(Vec3) -> Option<Vec2>) -> Vec<u32> {
    let neurons = (0_u32..).zip(places);
    let seen = neurons.filter(|(_, centre)| on_screen(**centre).is_some_and(|place| drawn.contains(place)));
    seen.map(|(neuron, _)| neuron).collect()
}

fn take(session: &mut Session, neurons: Vec<u32>, held: Held) {
    match held {
        Held::Nothing | Held::Alt => session.select_group(neurons),
        Held::Shift => session.add_to_selection(&neurons),
        Held::Control => session.remove_from_selection(&neurons),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn a_box_selects_adds_and_takes_away_what_is_seen_in_it() {
        let places = [(0.0, 0.0), (5.0, 5.0), (9.0, 1.0), (30.0, 5.0), (6.0, -4.0)];
        let places = places.map(|(x, y)| Vec3::new(x, y, if x > 20.0 { -1.0 } else { 1.0 }));
        let on_screen = |place: Vec3| (place.z > 0.0).then_some(place.truncate());
        let inside = |drawn| seen_in(drawn, &places, on_screen);
        let (small, wide) = (Rect::new(4.0, 0.0, 10.0, 6.0), Rect::new(-1.0, -5.0, 40.0, 6.0));
        assert_eq!(inside(small), [1, 2]);
        assert_eq!(inside(wide), [0, 1, 2, 4], "what is behind the camera is not seen");
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        take(&mut session, inside(small), Held::Nothing);
        take(&mut session, vec![0], Held::Shift);
        assert_eq!(session.selection.neurons(), [0, 1, 2]);
        take(&mut session, inside(small), Held::Control);
        assert_eq!(session.selection.neurons(), [0]);
        take(&mut session, Vec::new(), Held::Nothing);
        assert_eq!(session.selected(), None, "an empty box selects nothing");
    }
}
