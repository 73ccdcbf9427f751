//! The camera: turns round a point of the network. Left or middle drag turns, right drag (or shift) moves sideways, the wheel
//! or a pinch comes closer to what is under the pointer.

use super::framing::Frame;
use super::kept_views::KeptViews;
use super::layout;
use super::places::Places;
use super::pointer::Pointer;
use super::pose::{FIELD_OF_VIEW, Pose, STEEPEST};
use super::shape::NetworkShape;
use crate::scene::file::{CameraFile, ViewLayout};
use crate::session::{KeptView, Session, ViewClock, ViewOptions, Viewport3d};
use crate::simulation::NetworkInfo;
use crate::theme::Theme;
use crate::words::words;
use bevy::camera::Projection;
use bevy::math::ops;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use std::f32::consts::{PI, TAU};

/// Rate at which the camera follows where it should be (1/s).
const FOLLOW_RATE: f32 = 14.0;
/// What is left of a way that cannot be seen any more (share of the distance, radians).
const CLOSE: f32 = 1e-4;
/// Space left round the network when all of it is framed.
const FRAME_MARGIN: f32 = 1.05;
/// Sides from which a network that turns has to fit.
const TURNS: usize = 8;

/// Marks the camera that draws the network in the window.
#[derive(Component, Clone, Copy, Debug)]
pub struct WindowCamera;

/// Marks the camera that draws the twin of the network beside it, while both are seen.
#[derive(Component, Clone, Copy, Debug)]
pub struct TwinCamera;

/// What the camera of the twin sees; that of the run sees what is on no layer of its own.
pub(super) const TWIN_LAYER: usize = 1;

/// The camera of the window; a film starts from its pose.
#[derive(Resource, Clone, Debug)]
pub struct OrbitCamera {
    /// Where it is now, as if the picture were only as high as the part of the window that panels leave free.
    pub pose: Pose,
    /// Where it is going.
    pub(super) goal: Pose,
    /// Whether it turns slowly by itself; ends with the first move of the mouse.
    pub drifting: bool,
    /// Title and radius of the network that was last framed, its layout, and the places to which it was sent.
    framed: Option<(String, f32, ViewLayout, u64)>,
    /// What it frames, until someone moves it.
    pub(super) home: Option<Home>,
    /// What a drag turns it round, while it does.
    pub pivot: Option<Vec3>,
    /// Size of the room in which that was framed (logical pixels).
    room: Option<Vec2>,
    /// Views that the user kept of each scene, by its title.
    pub kept: KeptViews,
    /// The film for which it was put where the scene is seen from.
    take: u32,
}

/// What a camera that nobody moved frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// What its scene puts into the middle.
    Scene,
    /// The whole network.
    All,
}

impl Default for OrbitCamera {
    fn default() -> Self {
        let (yaw, pitch) = CameraFile::default().angles();
        let pose = Pose { focus: Vec3::ZERO, yaw, pitch, distance: 400.0 };
        Self {
            pose,
            goal: pose,
            drifting: true,
            framed: None,
            home: None,
            pivot: None,
            room: None,
            kept: KeptViews::default(),
            take: 0,
        }
    }
}

impl OrbitCamera {
    /// Whether it is on its way to where it should be.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        let apart = self.pose.focus.distance(self.goal.focus) + (self.pose.distance - self.goal.distance).abs();
        let turn = (self.pose.yaw - self.goal.yaw).abs() + (self.pose.pitch - self.goal.pitch).abs();
        apart > CLOSE * self.goal.distance || turn > CLOSE
    }

    /// Whether it turns by itself round such places. Circuits and line-ups are drawings: from their side their cells hide each other.
    fn turns(&self, places: &Places) -> bool {
        self.drifting && places.layout() != ViewLayout::Circuit && !places.is_lined_up()
    }

    /// Whether it still frames what it was told to.
    #[must_use]
    pub const fn is_home(&self) -> bool {
        self.home.is_some()
    }

    /// Go to where all neurons are in the picture.
    pub fn frame_all(&mut self, places: &Places, shape: &NetworkShape, viewport: &Viewport3d) {
        self.home = Some(Home::All);
        self.frame(places.extent(), 1.0, self.turns(places), shape, viewport);
    }

    /// Be at once where the scene wants to be seen from.
    fn open(&mut self, info: &NetworkInfo, places: &Places, shape: &NetworkShape, viewport: &Viewport3d) {
        (self.goal.yaw, self.goal.pitch) = layout::angles(places.layout(), info);
        self.frame_as_scene(info, places, shape, viewport);
        self.pose = self.goal;
    }

    /// Go to where what the scene wants is in the picture.
    fn frame_as_scene(&mut self, info: &NetworkInfo, places: &Places, shape: &NetworkShape, viewport: &Viewport3d) {
        let view = info.scene.as_ref().and_then(|scene| scene.camera.clone()).unwrap_or_default();
        let named = |name: &String| info.populations.iter().find(|population| population.name == *name);
        // Centre and zoom are meant for the places that the scene gives its neurons.
        let tissue = places.layout() == ViewLayout::Tissue;
        let centre = view.centre.as_ref().filter(|_| tissue);
        let neurons = centre.and_then(named).map(|population| population.range.clone());
        let centred = neurons.and_then(|range| places.now.get(range.start as usize..range.end as usize));
        let zoom = if tissue { view.zoom } else { 1.0 };
        self.home = Some(Home::Scene);
        self.frame(centred.unwrap_or(places.extent()), zoom, self.turns(places), shape, viewport);
    }

    /// Unless someone moved it, frame the same in the room that is left now.
    fn follow_room(&mut self, info: &NetworkInfo, places: &Places, shape: &NetworkShape, viewport: &Viewport3d) {
        match self.home {
            Some(Home::Scene) => self.frame_as_scene(info, places, shape, viewport),
            Some(Home::All) => self.frame_all(places, shape, viewport),
            None => {}
        }
        // Before the first picture there was no room.
        if self.room.is_none() {
            self.pose = self.goal;
        }
    }

    /// Go to where places fill what panels and words leave free of the picture, seen from the side from which it looks; while it turns by
    /// itself, from all sides.
    fn frame(&mut self, places: &[Vec3], zoom: f32, turning: bool, shape: &NetworkShape, viewport: &Viewport3d) {
        let (centre, ball) = shape.ball(places);
        let aspect_ratio = viewport.clear.map_or(1.0, |rect| rect.width().max(1.0) / rect.height().max(1.0));
        let turns = if turning { TURNS } else { 1 };
        let sides: Vec<Quat> = (0..turns)
            .map(|turn| {
                Pose { yaw: self.goal.yaw + TAU * turn as f32 / turns as f32, ..self.goal }.rotation().inverse()
            })
            .collect();
        let from_all_sides = sides.iter().flat_map(|&from_world| {
            places.iter().filter(|place| place.is_finite()).map(move |&place| from_world * (place - centre))
        });
        let half = ops::tan(0.5 * FIELD_OF_VIEW);
        let frame = Frame { half, aspect_ratio, edge: 1.3 * shape.neuron_radius, margin: FRAME_MARGIN };
        let (middle, farthest) = frame.fit(&from_all_sides.collect::<Vec<_>>(), turning.then_some(self.goal.pitch));
        let nearest = ball / ops::sin(0.5 * FIELD_OF_VIEW);
        let distance = if farthest > 0.0 { farthest } else { nearest };
        self.goal.focus = centre + self.goal.rotation() * middle;
        self.goal.distance = FRAME_MARGIN * distance / zoom;
    }

    /// Go near one place.
    pub fn focus_on(&mut self, place: Vec3, shape: &NetworkShape) {
        self.home = None;
        self.goal.focus = place;
        let near = 22.0 * shape.neuron_radius / ops::sin(0.5 * FIELD_OF_VIEW);
        self.goal.distance = self.goal.distance.min(near);
    }

    /// Go to where some of the neurons fill the picture.
    pub fn frame_group(&mut self, places: &[Vec3], shape: &NetworkShape, viewport: &Viewport3d) {
        self.frame(places, 1.0, false, shape, viewport);
        self.home = None;
    }

    /// Keep this place in the middle.
    pub const fn centre_on(&mut self, place: Vec3) {
        self.goal.focus = place;
    }

    /// Look from a side; angles in radians.
    pub fn look_from(&mut self, yaw: f32, pitch: f32) {
        self.drifting = false;
        self.home = None;
        self.face(yaw, pitch);
    }

    /// Keep where it is as a view of a scene; gives what is to be told.
    pub fn keep(&mut self, scene: &str, view: KeptView) -> String {
        self.kept.keep(scene, view, &self.pose);
        words!("view-kept", "View { $number } is kept; the key { $number } comes back to it.", number = view.number())
    }

    /// Go to where a view of a scene was kept.
    ///
    /// # Errors
    /// None was kept.
    pub fn recall(&mut self, scene: &str, view: KeptView) -> Result<(), String> {
        let number = view.number();
        let pose = self.kept.of(scene, view).ok_or_else(|| {
            words!(
                "view-not-kept",
                "No view { $number } of this scene was kept yet. \"Keep view { $number }\" keeps where the camera is.",
                number = number
            )
        })?;
        self.look_from(pose.yaw, pose.pitch);
        (self.goal.focus, self.goal.distance) = (pose.focus, pose.distance);
        Ok(())
    }

    /// Turn to a side (radians), the shorter way round.
    fn face(&mut self, yaw: f32, pitch: f32) {
        let turn = (yaw - self.pose.yaw).rem_euclid(TAU);
        self.goal.yaw = self.pose.yaw + if turn > PI { turn - TAU } else { turn };
        self.goal.pitch = pitch.clamp(-STEEPEST, STEEPEST);
    }
}

/// See a network of another scene or of another size than the one before as its scene wants, and another layout from its own side; a
/// restart keeps the view. What nobody moved goes on filling the room that is left for it.
pub(super) fn frame_new_network(
    clock: Res<ViewClock>,
    session: Res<Session>,
    places: Res<Places>,
    shape: Res<NetworkShape>,
    viewport: Res<Viewport3d>,
    mut camera: ResMut<OrbitCamera>,
) {
    if camera.take != clock.take {
        (camera.take, camera.framed) = (clock.take, None);
    }
    let title = &session.info.title;
    let layout = places.layout();
    let arrangement = places.arrangement();
    let known = camera.framed.as_ref().is_some_and(|(framed, radius, _, before)| {
        framed == title && (*before != arrangement || (shape.radius / radius - 1.0).abs() < 0.2)
    });
    if !known {
        camera.open(&session.info, &places, &shape, &viewport);
    } else if camera.framed.as_ref().is_some_and(|(_, _, before, _)| *before != layout) {
        let (yaw, pitch) = layout::angles(layout, &session.info);
        camera.look_from(yaw, pitch);
        camera.frame_all(&places, &shape, &viewport);
    } else {
        let room = viewport.clear.map(|rect| rect.size());
        let sent = camera.framed.as_ref().is_some_and(|(.., before)| *before != arrangement);
        if !sent && camera.room == room {
            return;
        }
        if sent && camera.home.is_some() && places.is_lined_up() {
            // What stands in its order is seen from its front.
            let (yaw, pitch) = layout::angles(layout, &session.info);
            camera.face(yaw, pitch);
        }
        camera.follow_room(&session.info, &places, &shape, &viewport);
        camera.room = room;
        if let Some((.., before)) = &mut camera.framed {
            *before = arrangement;
        }
        return;
    }
    camera.room = viewport.clear.map(|rect| rect.size());
    camera.framed = Some((title.clone(), shape.radius, layout, arrangement));
}

/// Drags, wheel, double clicks, drift.
pub(super) fn steer_camera(
    time: Res<Time>,
    clock: Res<ViewClock>,
    theme: Res<Theme>,
    pointer: Res<Pointer>,
    shape: Res<NetworkShape>,
    viewport: Res<Viewport3d>,
    session: Res<Session>,
    places: Res<Places>,
    options: Res<ViewOptions>,
    mut camera: ResMut<OrbitCamera>,
) {
    if pointer.moved {
        camera.drifting = false;
    }
    let rect = pointer.rect;
    if !pointer.is_dragging() {
        camera.pivot = None;
    }
    if pointer.turn != Vec2::ZERO {
        let room = viewport.clear.unwrap_or(rect);
        let round = middle_of(session.selection.neurons(), &places);
        let round = round.filter(|&place| camera.sees(place, room.width() / room.height().max(1.0)));
        camera.turn(pointer.turn, round);
    }
    if pointer.shift != Vec2::ZERO {
        camera.shift(pointer.shift, rect.height());
    }
    if pointer.notches != 0.0 {
        let from_middle = pointer.position.map_or(Vec2::ZERO, |position| position - rect.center());
        camera.zoom(pointer.notches, from_middle, rect.height(), &shape);
    }
    if pointer.double_click {
        match session.hovered.and_then(|neuron| places.of(neuron)) {
            Some(place) => camera.focus_on(place, &shape),
            None => camera.frame_all(&places, &shape, &viewport),
        }
    }
    let seconds = clock.watched_s(session.fresh, time.delta_secs()).unwrap_or(0.0);
    // A picture that is held still does not drift.
    if camera.turns(&places) && !options.less_motion() && (session.status.playing || clock.film_step_s.is_some()) {
        let turn = theme.view.drift.to_radians() * seconds;
        camera.goal.yaw += turn;
        camera.pose.yaw += turn;
    }
    let way = if clock.at_once || options.less_motion() { 1.0 } else { 1.0 - ops::exp(-FOLLOW_RATE * seconds) };
    camera.pose = camera.pose.towards(&camera.goal, way);
}

/// The middle of what is selected.
fn middle_of(neurons: &[u32], places: &Places) -> Option<Vec3> {
    let known = || neurons.iter().filter_map(|&neuron| places.of(neuron));
    let count = known().count();
    (count > 0).then(|| known().sum::<Vec3>() / count as f32)
}

/// Put the window's camera where the focus appears in the middle of the part that panels leave free.
pub(super) fn place_window_camera(
    orbit: Res<OrbitCamera>,
    shape: Res<NetworkShape>,
    viewport: Res<Viewport3d>,
    window: Query<&Window, With<PrimaryWindow>>,
    mut cameras: Query<(&mut Transform, &mut Projection), Or<(With<WindowCamera>, With<TwinCamera>)>>,
) {
    let Ok(window) = window.single() else { return };
    let size = Vec2::new(window.width(), window.height()).max(Vec2::ONE);
    let rect = viewport.clear.unwrap_or(Rect::from_corners(Vec2::ZERO, size));
    // The window is higher than the free part: the same picture needs a camera farther away.
    let distance = orbit.pose.distance * size.y / rect.height().max(1.0);
    let pose = Pose { distance, ..orbit.pose };
    let scale = 2.0 * distance * ops::tan(0.5 * FIELD_OF_VIEW) / size.y;
    let aside = (rect.center() - 0.5 * size) * scale;
    for (mut transform, mut projection) in &mut cameras {
        let mut place = pose.transform();
        place.translation -= place.rotation * Vec3::new(aside.x, -aside.y, 0.0);
        transform.set_if_neq(place);
        let wanted = pose.projection(&shape);
        if let (Projection::Perspective(now), Projection::Perspective(wanted)) = (&mut *projection, wanted) {
            (now.near, now.far) = (wanted.near, wanted.far);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::simulation::PopulationInfo;
    use std::f32::consts::FRAC_PI_2;
    use std::sync::Arc;

    #[test]
    fn a_view_that_was_kept_comes_back_in_its_own_scene() {
        let mut camera = OrbitCamera::default();
        camera.turn(Vec2::new(200.0, 30.0), None);
        camera.pose = camera.goal;
        let seen = camera.pose;
        assert!(camera.recall("a", KeptView::Two).is_err());
        camera.keep("a", KeptView::Two);
        camera.turn(Vec2::new(900.0, -60.0), None);
        camera.goal.distance *= 0.5;
        assert!(camera.recall("b", KeptView::Two).is_err() && camera.recall("a", KeptView::One).is_err());
        assert!(camera.recall("a", KeptView::Two).is_ok() && !camera.drifting && !camera.is_home());
        let apart = camera.goal.rotation().angle_between(seen.rotation());
        assert!(apart < 1e-3 && camera.goal.distance == seen.distance && camera.goal.focus == seen.focus, "{apart}");
    }

    #[test]
    fn a_circuit_keeps_its_front_to_who_looks_and_other_layouts_turn_until_the_mouse_moves_them() {
        let mut camera = OrbitCamera::default();
        for layout in [ViewLayout::Tissue, ViewLayout::Memories, ViewLayout::Bar, ViewLayout::Circuit] {
            let places = Places::of_layout(layout);
            assert_eq!(camera.turns(&places), layout != ViewLayout::Circuit, "{layout:?}");
        }
        camera.drifting = false;
        assert!(!camera.turns(&Places::default()));
    }

    #[test]
    fn a_scene_opens_as_its_camera_says_and_without_one_in_the_usual_way() {
        let opened = |camera: &str| {
            let text = format!(
                "Scene(version: 1, name: \"t\", summary: \"s.\", dt: ms(0.5), {camera}
                  populations: [(name: \"row\", count: 1), (name: \"pair\", count: 2)])"
            );
            let population = |name: &str, range| PopulationInfo { name: name.to_owned(), kind: default(), range };
            let info = NetworkInfo {
                scene: Some(Arc::new(Scene::parse(&text, "test").expect("no faults"))),
                // Both of the pair are equally far from the camera.
                positions: vec![[-500.0, 0.0, 0.0], [100.0, 50.0, -10.0], [100.0, 50.0, 10.0]],
                populations: vec![population("row", 0..1), population("pair", 1..3)],
                ..default()
            };
            let mut shape = NetworkShape::default();
            let places = Places::standing(info.positions.iter().map(|&place| place.into()).collect());
            (shape.centre, shape.radius) = shape.ball(&places.now);
            // What turns is framed from all of its sides.
            let mut camera = OrbitCamera { drifting: false, ..OrbitCamera::default() };
            camera.turn(Vec2::new(100.0, 50.0), None);
            camera.open(&info, &places, &shape, &Viewport3d::default());
            assert_eq!(camera.pose, camera.goal);
            camera.pose
        };
        let pose = opened("camera: (azimuth: deg(90.0), elevation: deg(-30.0), centre: \"pair\", zoom: 2.0),");
        assert!((pose.yaw - FRAC_PI_2).abs() < 1e-5 && (pose.pitch + FRAC_PI_2 / 3.0).abs() < 1e-5);
        assert!(pose.focus.distance(Vec3::new(100.0, 50.0, 0.0)) < 1e-3);
        let wide = opened("camera: (azimuth: deg(90.0), elevation: deg(-30.0), centre: \"pair\", zoom: 1.0),");
        assert!((wide.distance / pose.distance - 2.0).abs() < 1e-4);
        let usual = opened("");
        assert_eq!((usual.yaw, usual.pitch), CameraFile::default().angles());
        assert!(usual.distance > 5.0 * wide.distance);
    }

    #[test]
    fn the_network_fills_what_panels_leave_free_until_the_user_moves_the_camera() {
        let places = Places::standing((0..9_u8).map(|index| Vec3::X * f32::from(index) * 50.0).collect());
        let info = NetworkInfo { positions: places.now.iter().map(Vec3::to_array).collect(), ..default() };
        let mut shape = NetworkShape::default();
        (shape.centre, shape.radius) = shape.ball(&places.now);
        let free = |width, height| Viewport3d { clear: Some(Rect::new(0.0, 0.0, width, height)), ..default() };
        let mut camera = OrbitCamera { drifting: false, ..OrbitCamera::default() };
        camera.open(&info, &places, &shape, &Viewport3d::default());
        let unknown = camera.pose.distance;
        camera.follow_room(&info, &places, &shape, &free(900.0, 300.0));
        assert!(camera.pose == camera.goal && camera.pose.distance < 0.6 * unknown, "at once, before anything is seen");
        camera.room = Some(Vec2::new(900.0, 300.0));
        camera.follow_room(&info, &places, &shape, &free(300.0, 300.0));
        assert!(camera.pose != camera.goal && (camera.goal.distance / unknown - 1.0).abs() < 0.01, "on its way");
        camera.turn(Vec2::X, None);
        let moved = camera.goal;
        camera.follow_room(&info, &places, &shape, &free(900.0, 300.0));
        assert_eq!(camera.goal, moved);
        camera.frame_all(&places, &shape, &free(300.0, 300.0));
        camera.follow_room(&info, &places, &shape, &free(900.0, 300.0));
        assert!(camera.goal.distance < 0.6 * unknown, "home again");
    }

    #[test]
    fn whole_network_is_in_the_frame_and_fills_it_from_whatever_side() {
        let places: Vec<Vec3> = (0..60_u8)
            .map(|index| Vec3::new(f32::from(index % 12) * 30.0, 0.0, f32::from(index / 12) * 20.0))
            .collect();
        let mut shape = NetworkShape::default();
        shape.measure(&places, &[]);
        let half = ops::tan(0.5 * FIELD_OF_VIEW);
        let viewport = Viewport3d { clear: Some(Rect::new(0.0, 0.0, 800.0, 400.0)), ..default() };
        for (drifting, yaw, pitch) in [(false, 0.0, 0.4), (false, 1.0, -0.2), (true, 0.0, 0.4), (true, 2.0, 1.2)] {
            let mut camera = OrbitCamera { drifting, ..OrbitCamera::default() };
            (camera.goal.yaw, camera.goal.pitch) = (yaw, pitch);
            camera.frame(&places, 1.0, drifting, &shape, &viewport);
            let turns = if drifting { TURNS } else { 1 };
            let mut widest = 0.0_f32;
            let (mut lowest, mut highest) = (0.0_f32, 0.0_f32);
            for turn in 0..turns {
                let pose = Pose { yaw: yaw + TAU * turn as f32 / turns as f32, ..camera.goal };
                let place = pose.transform();
                for &neuron in &places {
                    let seen = place.rotation.inverse() * (neuron - place.translation);
                    let (across, up) = (seen.x / (-seen.z * half * 2.0), seen.y / (-seen.z * half));
                    assert!(seen.z < 0.0 && across.abs() < 1.0 && up.abs() < 1.0, "{pose:?}: {across} {up}");
                    widest = widest.max(across.abs()).max(up.abs());
                    (lowest, highest) = (lowest.min(up), highest.max(up));
                }
            }
            assert!((lowest + highest).abs() < 0.05, "in the middle: {lowest} to {highest}");
            assert!(widest > 0.8, "{widest}");
        }
    }
}
