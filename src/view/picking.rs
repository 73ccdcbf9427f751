//! Which neuron is under the pointer, and which one a click selects.

use super::camera::WindowCamera;
use super::places::Places;
use super::pointer::{Held, Pointer};
use crate::session::{MenuCall, Session, ViewReport, ViewRequest};
use crate::theme::Theme;
use bevy::prelude::*;

/// Find the neuron under the pointer; a click selects it, unless a brush is in hand, and a right click calls its menu.
pub(super) fn pick_neurons(
    mut requests: MessageReader<ViewRequest>,
    pointer: Res<Pointer>,
    theme: Res<Theme>,
    places: Res<Places>,
    cameras: Query<(&Camera, &GlobalTransform), With<WindowCamera>>,
    time: Res<Time<Real>>,
    mut session: ResMut<Session>,
    mut report: ResMut<ViewReport>,
) {
    report.menu = None;
    let Ok((camera, place)) = cameras.single() else { return };
    let position = pointer.position.filter(|_| !pointer.is_dragging());
    let under = position.map_or_else(Vec::new, |position| {
        let on_screen = |centre| camera.world_to_viewport_with_depth(place, centre).ok();
        neurons_under(&places.now, on_screen, position, theme.view.pick_tolerance)
    });
    let hovered = under.first().copied();
    let marked = hovered.or(session.pointed);
    if session.hovered != marked {
        session.hovered = marked;
    }
    // While a tool is in hand, nobody asks who is connected.
    let resting = marked.filter(|_| session.in_hand().is_none());
    session.rest_on(resting, time.delta_secs());
    if pointer.click && !session.paint.active && !session.poke.active {
        click(&mut session, hovered, pointer.held, pointer.double_click);
    }
    if let Some(place) = position.filter(|_| pointer.right_click) {
        // What is called on one of several is meant for all of them.
        if hovered.is_some_and(|neuron| !session.selection.contains(neuron)) {
            session.select(hovered);
        }
        report.menu = Some(MenuCall { neuron: hovered, place: place + pointer.aside });
    }
    for request in requests.read() {
        if *request == ViewRequest::SelectBehind && !under.is_empty() {
            let next = behind(&under, session.selected());
            session.select(next);
        }
    }
}

/// Select what was clicked; with Shift as well, with Ctrl no longer. The second click of two on the background frames the network.
fn click(session: &mut Session, hovered: Option<u32>, held: Held, double_click: bool) {
    match (hovered, held) {
        (Some(neuron), Held::Shift) => session.add_to_selection(&[neuron]),
        (Some(neuron), Held::Control) => session.toggle_selected(neuron),
        (None, Held::Nothing | Held::Alt) if double_click => {}
        (_, Held::Nothing | Held::Alt) if session.selection.neurons() != hovered.as_slice() => session.select(hovered),
        _ => {}
    }
}

/// Of neurons under the pointer, from the front to the back, the one behind the selected one; behind the last comes the first.
fn behind(under: &[u32], selected: Option<u32>) -> Option<u32> {
    let now = under.iter().position(|&neuron| Some(neuron) == selected);
    under.get(now.map_or(0, |now| (now + 1) % under.len())).copied()
}

/// The neurons within `tolerance` pixels of a position on the screen, that nearest to the camera first; those clearly closer to
/// the position come before others. `on_screen` gives the place of a neuron there, and its depth.
fn neurons_under(
    places: &[Vec3],
    on_screen: impl Fn(Vec3) -> Option<Vec3>,
    position: Vec2,
    tolerance: f32,
) -> Vec<u32> {
    let cost = |centre: Vec3| {
        let seen = on_screen(centre)?;
        let apart = seen.truncate().distance(position);
        // Being off the centre by the whole tolerance weighs as much as being a tenth farther away.
        (apart <= tolerance).then(|| seen.z * (1.0 + 0.1 * apart / tolerance))
    };
    let neurons = (0_u32..).zip(places);
    let mut under: Vec<(f32, u32)> =
        neurons.filter_map(|(neuron, &centre)| cost(centre).map(|cost| (cost, neuron))).collect();
    under.sort_by(|a, b| a.0.total_cmp(&b.0));
    under.into_iter().map(|(_, neuron)| neuron).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_behind_each_other_are_reached_one_after_the_other() {
        // Seen from the front; what is behind the camera is not seen.
        let on_screen = |place: Vec3| (place.z > 0.0).then_some(place);
        let places = [(0.0, 30.0), (1.0, 10.0), (50.0, 5.0), (0.5, 20.0), (0.0, -1.0)];
        let places = places.map(|(x, depth)| Vec3::new(x, 0.0, depth));
        let under = neurons_under(&places, on_screen, Vec2::ZERO, 12.0);
        assert_eq!(under, [1, 3, 0]);
        let way: Vec<Option<u32>> = [None, Some(1), Some(3), Some(0), Some(2)].map(|now| behind(&under, now)).into();
        assert_eq!(way, [Some(1), Some(3), Some(0), Some(1), Some(1)]);
        assert_eq!(behind(&[], Some(1)), None);
    }

    #[test]
    fn a_click_selects_adds_or_takes_away_as_the_keys_say() {
        use crate::simulation::{NetworkInfo, ViewSample};
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        let mut seen = Vec::new();
        for (hovered, held, double_click) in [
            (Some(4), Held::Nothing, false),
            (Some(7), Held::Shift, false),
            (None, Held::Shift, false),
            (None, Held::Nothing, true),
            (Some(4), Held::Control, false),
            (Some(2), Held::Control, false),
            (Some(7), Held::Nothing, false),
            (None, Held::Nothing, false),
        ] {
            click(&mut session, hovered, held, double_click);
            seen.push(session.selection.neurons().to_vec());
        }
        let both = vec![4, 7];
        assert_eq!(seen, [vec![4], both.clone(), both.clone(), both, vec![7], vec![2, 7], vec![7], vec![]]);
    }
}
