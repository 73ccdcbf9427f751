//! The mouse in the 3D view: clicks, drags, wheel, pinches, strokes of the brush and boxes. What egui wants is egui's.

use crate::session::{HandTool, Session, ViewOptions, Viewport3d, Wheel};
use bevy::input::gestures::PinchGesture;
use bevy::input::mouse::{AccumulatedMouseMotion, AccumulatedMouseScroll, MouseScrollUnit};
use bevy::math::ops;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiContext, PrimaryEguiContext, egui};

/// Movement between press and release below which a press is a click (logical pixels).
const CLICK_TRAVEL: f32 = 5.0;
/// Longest time between the clicks of a double click (s).
const DOUBLE_CLICK: f32 = 0.45;
/// Scrolling of a touch pad that counts as one notch of a wheel (logical pixels).
const PIXELS_PER_NOTCH: f32 = 40.0;
/// Change of the logarithm of the distance for one notch of the wheel.
pub(super) const ZOOM_PER_NOTCH: f32 = 0.16;
/// Smallest factor of one message of a pinch: a message is a part of it.
const LEAST_PINCH: f32 = 0.1;

/// What the mouse did in the 3D view in this frame.
#[derive(Resource, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent events of one frame")]
pub(super) struct Pointer {
    /// Part of the window that shows the network (logical pixels).
    pub rect: Rect,
    /// Where it is, if it is over the network (logical pixels from the window's top left corner). Over the twin beside the run it is where
    /// the same is seen of the run.
    pub position: Option<Vec2>,
    /// How far it is from there: over the twin, from the run to the twin (logical pixels).
    pub aside: Vec2,
    /// Whether it moved in this frame.
    pub moved: bool,
    /// Whether it ever moved: one that rests where the window opened points at nothing.
    alive: bool,
    /// Drag that turns the camera (logical pixels).
    pub turn: Vec2,
    /// Drag that moves the camera sideways (logical pixels).
    pub shift: Vec2,
    /// Turns of the wheel (notches; towards the screen is positive).
    pub notches: f32,
    /// Whether a click ended.
    pub click: bool,
    /// Whether a click with the right button ended.
    pub right_click: bool,
    /// Whether it was the second of two.
    pub double_click: bool,
    /// The key that was held with the click, or is held while a box is drawn.
    pub held: Held,
    /// The box that is being drawn (logical pixels).
    pub boxed: Option<Rect>,
    /// Whether it is finished.
    pub box_over: bool,
    /// Path of the paint tool's stroke in this frame (logical pixels).
    pub stroke: Option<(Vec2, Vec2)>,
    /// Whether a stroke ended.
    pub stroke_over: bool,
    /// Path of the poke tool in this frame while the button is down (logical pixels).
    pub poke: Option<(Vec2, Vec2)>,
    /// Whether it is no longer down.
    pub poke_over: bool,
    drag: Option<Drag>,
    last_click: Option<(f32, Vec2)>,
}

#[derive(Clone, Copy, Debug)]
struct Drag {
    button: MouseButton,
    travel: f32,
    /// Where it began, or where the part of a stroke begins that was not drawn yet (logical pixels).
    from: Vec2,
    does: Does,
}

/// What a drag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// It moves the camera.
    Steer,
    /// It paints.
    Paint,
    /// It draws a box.
    Box,
    /// It pokes.
    Poke,
}

/// The key that changes what a click or a box selects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Held {
    /// None: that and nothing else.
    #[default]
    Nothing,
    /// Shift: that as well.
    Shift,
    /// Ctrl: that no longer.
    Control,
    /// Alt: a double click follows it.
    Alt,
}

impl Held {
    fn now(keys: &ButtonInput<KeyCode>) -> Self {
        if keys.any_pressed(SHIFT) {
            Self::Shift
        } else if keys.any_pressed(CONTROL) {
            Self::Control
        } else if keys.any_pressed(ALT) {
            Self::Alt
        } else {
            Self::Nothing
        }
    }
}

const SHIFT: [KeyCode; 2] = [KeyCode::ShiftLeft, KeyCode::ShiftRight];
const ALT: [KeyCode; 2] = [KeyCode::AltLeft, KeyCode::AltRight];
const CONTROL: [KeyCode; 4] = [KeyCode::ControlLeft, KeyCode::ControlRight, KeyCode::SuperLeft, KeyCode::SuperRight];

const BUTTONS: [MouseButton; 3] = [MouseButton::Left, MouseButton::Middle, MouseButton::Right];

impl Pointer {
    /// Whether a drag goes on.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some_and(|drag| drag.travel >= CLICK_TRAVEL)
    }
}

/// Sort out what the mouse did.
pub(super) fn read_pointer(
    time: Res<Time<Real>>,
    buttons: Res<ButtonInput<MouseButton>>,
    keys: Res<ButtonInput<KeyCode>>,
    motion: Res<AccumulatedMouseMotion>,
    scroll: Res<AccumulatedMouseScroll>,
    mut pinches: MessageReader<PinchGesture>,
    (viewport, options): (Res<Viewport3d>, Res<ViewOptions>),
    window: Query<&Window, With<PrimaryWindow>>,
    mut egui: Query<&mut EguiContext, With<PrimaryEguiContext>>,
    mut session: ResMut<Session>,
    mut last_position: Local<Option<Vec2>>,
    mut pointer: ResMut<Pointer>,
) {
    let Ok(window) = window.single() else { return };
    let rect = viewport.rect.unwrap_or(Rect::new(0.0, 0.0, window.width(), window.height()));
    let cursor = window.cursor_position();
    let taken = egui.iter_mut().any(|mut context| egui_wants(context.get_mut(), cursor));
    // Positions count, not raw motion: virtual and remote mice report only those.
    let travel = match (*last_position, cursor) {
        (Some(before), Some(now)) => now - before,
        _ => Vec2::ZERO,
    };
    *last_position = cursor;
    // A drag that begins over one of both goes on as if it were over that one.
    if pointer.drag.is_none() {
        let beside = viewport.beside.filter(|beside| cursor.is_some_and(|cursor| beside.contains(cursor)));
        pointer.aside = beside.map_or(Vec2::ZERO, |beside| beside.min - rect.min);
    }
    let cursor = cursor.map(|cursor| cursor - pointer.aside);

    pointer.rect = rect;
    pointer.moved = travel != Vec2::ZERO || (cursor.is_some() && motion.delta != Vec2::ZERO);
    pointer.alive |= pointer.moved || buttons.get_just_pressed().next().is_some();
    let alive = pointer.alive;
    pointer.position = cursor.filter(|&position| alive && !taken && rect.contains(position));
    (pointer.turn, pointer.shift, pointer.notches) = (Vec2::ZERO, Vec2::ZERO, 0.0);
    (pointer.click, pointer.right_click, pointer.double_click) = (false, false, false);
    (pointer.stroke, pointer.stroke_over) = (None, false);
    (pointer.boxed, pointer.box_over) = (None, false);
    (pointer.poke, pointer.poke_over) = (None, false);
    pointer.held = Held::now(&keys);

    // By how much the picture is to grow.
    let pinch: f32 = pinches.read().map(|pinch| (1.0 + pinch.0).max(LEAST_PINCH)).product();
    let mut begins = false;
    if let Some(position) = pointer.position {
        let notches = match scroll.unit {
            MouseScrollUnit::Line => scroll.delta,
            MouseScrollUnit::Pixel => scroll.delta / PIXELS_PER_NOTCH,
        };
        match (options.wheel, pointer.held) {
            (Wheel::Zooms, _) | (Wheel::Turns, Held::Control) => pointer.notches = notches.y,
            (Wheel::Turns, Held::Shift) => pointer.shift = notches * PIXELS_PER_NOTCH,
            (Wheel::Turns, _) => pointer.turn = notches * PIXELS_PER_NOTCH,
        }
        let brush = matches!(session.in_hand(), Some(HandTool::Brush | HandTool::Poke));
        if brush && pointer.held == Held::Control {
            let notches = std::mem::take(&mut pointer.notches);
            if session.paint.active {
                session.paint.resize(notches);
            } else {
                session.poke.resize(notches);
            }
        }
        pointer.notches += ops::ln(pinch) / ZOOM_PER_NOTCH;
        begins = pointer.drag.is_none();
        if begins {
            let pressed = BUTTONS.into_iter().find(|&button| buttons.just_pressed(button));
            pointer.drag = pressed.map(|button| {
                let does = match button {
                    MouseButton::Left if session.paint.active => Does::Paint,
                    MouseButton::Left if session.box_tool.active => Does::Box,
                    MouseButton::Left if session.poke.active => Does::Poke,
                    _ => Does::Steer,
                };
                Drag { button, travel: 0.0, from: position, does }
            });
        }
    }
    let Some(mut drag) = pointer.drag else { return };
    // The way to where it was pressed is no part of it: on a slow display both are in one frame.
    drag.travel += if begins { 0.0 } else { travel.length() };
    if drag.does == Does::Poke {
        // It pokes where the button goes down, too.
        let to = cursor.unwrap_or(drag.from);
        pointer.poke = Some((drag.from, to));
        drag.from = to;
    }
    if drag.travel >= CLICK_TRAVEL {
        let to = cursor.unwrap_or(drag.from);
        match drag.does {
            Does::Paint => {
                pointer.stroke = Some((drag.from, to));
                drag.from = to;
            }
            Does::Box => pointer.boxed = Some(Rect::from_corners(drag.from, to)),
            Does::Steer if drag.button == MouseButton::Right || pointer.held == Held::Shift => pointer.shift = travel,
            Does::Steer => pointer.turn = travel,
            Does::Poke => {}
        }
    }
    // A slow display reports press and release in the same frame.
    let over = buttons.just_released(drag.button) || !buttons.pressed(drag.button);
    pointer.drag = (!over).then_some(drag);
    let drawn = over && drag.travel >= CLICK_TRAVEL;
    pointer.stroke_over = drawn && drag.does == Does::Paint;
    pointer.box_over = drawn && drag.does == Does::Box;
    pointer.poke_over = over && drag.does == Does::Poke;
    pointer.right_click = over && drag.button == MouseButton::Right && drag.travel < CLICK_TRAVEL;
    if over && drag.button == MouseButton::Left && drag.travel < CLICK_TRAVEL {
        pointer.click = drag.does != Does::Poke;
        if matches!(drag.does, Does::Paint | Does::Poke) {
            return;
        }
        let now = time.elapsed_secs();
        let here = cursor.unwrap_or_default();
        pointer.double_click = pointer
            .last_click
            .is_some_and(|(then, there)| now - then < DOUBLE_CLICK && there.distance(here) < 2.0 * CLICK_TRAVEL);
        pointer.last_click = (!pointer.double_click).then_some((now, here));
    }
}

/// Whether a widget, a popup or an overlay of egui is at the pointer. The free part of the window lies on egui's background
/// layer, which does not count.
fn egui_wants(context: &egui::Context, cursor: Option<Vec2>) -> bool {
    // The interface's own scale comes on top of the screen's.
    let zoom = context.zoom_factor();
    let covered = cursor
        .and_then(|cursor| context.layer_id_at(egui::pos2(cursor.x / zoom, cursor.y / zoom)))
        .is_some_and(|layer| layer.order != egui::Order::Background);
    covered || context.egui_is_using_pointer() || context.any_popup_open()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};
    use bevy::ecs::system::SystemId;

    /// A window with mouse and keys.
    struct Hands {
        world: World,
        system: SystemId,
    }

    impl Hands {
        fn new(tool: Option<HandTool>) -> Self {
            let mut world = World::new();
            let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
            session.take_in_hand(tool);
            world.insert_resource(session);
            world.init_resource::<Time<Real>>();
            world.init_resource::<ButtonInput<MouseButton>>();
            world.init_resource::<ButtonInput<KeyCode>>();
            world.init_resource::<AccumulatedMouseMotion>();
            world.init_resource::<AccumulatedMouseScroll>();
            world.init_resource::<Messages<PinchGesture>>();
            world.init_resource::<Viewport3d>();
            world.init_resource::<ViewOptions>();
            world.init_resource::<Pointer>();
            world.spawn((Window::default(), PrimaryWindow));
            let system = world.register_system(read_pointer);
            Self { world, system }
        }

        /// A frame in which the mouse is here, and buttons or keys have changed before.
        fn frame(&mut self, x: f32, y: f32) -> &Pointer {
            let mut windows = self.world.query::<&mut Window>();
            let mut window = windows.single_mut(&mut self.world).expect("there is one");
            window.set_cursor_position(Some(Vec2::new(x, y)));
            self.world.run_system(self.system).expect("the system runs");
            self.world.resource_mut::<ButtonInput<MouseButton>>().clear();
            self.world.resource_mut::<ButtonInput<KeyCode>>().clear();
            self.world.resource::<Pointer>()
        }

        fn buttons(&mut self) -> Mut<'_, ButtonInput<MouseButton>> {
            self.world.resource_mut()
        }
    }

    #[test]
    fn a_right_click_is_a_click_and_a_right_drag_is_none() {
        let mut hands = Hands::new(None);
        hands.frame(100.0, 100.0);
        for (to, click) in [(101.0, true), (140.0, false)] {
            hands.buttons().press(MouseButton::Right);
            assert!(!hands.frame(100.0, 100.0).right_click);
            assert_eq!(hands.frame(to, 100.0).shift.x > 0.0, !click);
            hands.buttons().release(MouseButton::Right);
            let pointer = hands.frame(to, 100.0);
            assert_eq!((pointer.right_click, pointer.click), (click, false), "to {to}");
        }
    }

    #[test]
    fn two_fingers_turn_move_or_come_closer_where_that_is_chosen() {
        let mut hands = Hands::new(None);
        hands.frame(100.0, 100.0);
        let scroll = Vec2::new(20.0, 80.0);
        *hands.world.resource_mut() = AccumulatedMouseScroll { unit: MouseScrollUnit::Pixel, delta: scroll };
        let pointer = hands.frame(101.0, 100.0);
        assert_eq!((pointer.notches, pointer.turn, pointer.shift), (2.0, Vec2::ZERO, Vec2::ZERO));
        hands.world.resource_mut::<ViewOptions>().wheel = Wheel::Turns;
        let pointer = hands.frame(100.0, 100.0);
        assert_eq!((pointer.notches, pointer.turn, pointer.shift), (0.0, scroll, Vec2::ZERO));
        for (key, expected) in
            [(KeyCode::ShiftLeft, (0.0, Vec2::ZERO, scroll)), (KeyCode::ControlLeft, (2.0, Vec2::ZERO, Vec2::ZERO))]
        {
            hands.world.resource_mut::<ButtonInput<KeyCode>>().press(key);
            let pointer = hands.frame(100.0, 100.0);
            assert_eq!((pointer.notches, pointer.turn, pointer.shift), expected, "{key:?}");
            hands.world.resource_mut::<ButtonInput<KeyCode>>().release(key);
        }
    }

    #[test]
    fn a_pinch_comes_closer_by_as_much_as_the_fingers_part_whatever_scrolling_does() {
        let mut hands = Hands::new(None);
        hands.frame(100.0, 100.0);
        hands.world.resource_mut::<ViewOptions>().wheel = Wheel::Turns;
        for (parts, factor) in [(vec![1.0, 0.5], 3.0), (vec![-0.5], 0.5), (vec![-3.0], LEAST_PINCH), (vec![], 1.0)] {
            for part in &parts {
                hands.world.write_message(PinchGesture(*part));
            }
            let pointer = hands.frame(101.0, 100.0);
            let closer = ops::exp(ZOOM_PER_NOTCH * pointer.notches);
            assert!((closer - factor).abs() < 1e-4, "{parts:?}: {closer}");
            assert_eq!((pointer.turn, pointer.position), (Vec2::ZERO, Some(Vec2::new(101.0, 100.0))));
        }
        // Over a panel it is none of the network's.
        hands.world.resource_mut::<Viewport3d>().rect = Some(Rect::new(500.0, 0.0, 900.0, 500.0));
        hands.world.write_message(PinchGesture(1.0));
        assert_eq!(hands.frame(101.0, 100.0).notches, 0.0);
    }

    #[test]
    fn a_box_is_drawn_from_press_to_release_and_turns_nothing() {
        let mut hands = Hands::new(Some(HandTool::Box));
        hands.frame(100.0, 100.0);
        hands.world.resource_mut::<ButtonInput<KeyCode>>().press(KeyCode::ShiftLeft);
        hands.buttons().press(MouseButton::Left);
        assert_eq!(hands.frame(100.0, 100.0).boxed, None);
        let pointer = hands.frame(60.0, 150.0);
        assert_eq!((pointer.boxed, pointer.box_over), (Some(Rect::new(60.0, 100.0, 100.0, 150.0)), false));
        assert_eq!((pointer.turn, pointer.shift), (Vec2::ZERO, Vec2::ZERO));
        hands.buttons().release(MouseButton::Left);
        let pointer = hands.frame(50.0, 150.0);
        assert_eq!((pointer.boxed, pointer.box_over), (Some(Rect::new(50.0, 100.0, 100.0, 150.0)), true));
        assert_eq!((pointer.held, pointer.click), (Held::Shift, false));
        assert_eq!(hands.frame(50.0, 150.0).boxed, None);
    }

    #[test]
    fn a_poke_begins_with_the_press_and_goes_on_with_the_drag() {
        let mut hands = Hands::new(Some(HandTool::Poke));
        let at = |x: f32| Vec2::new(x, 100.0);
        assert_eq!(hands.frame(100.0, 100.0).poke, None);
        hands.buttons().press(MouseButton::Left);
        assert_eq!(hands.frame(100.0, 100.0).poke, Some((at(100.0), at(100.0))));
        assert_eq!(hands.frame(160.0, 100.0).poke, Some((at(100.0), at(160.0))));
        hands.buttons().release(MouseButton::Left);
        let pointer = hands.frame(170.0, 100.0);
        assert_eq!((pointer.poke, pointer.poke_over), (Some((at(160.0), at(170.0))), true));
        assert!(!pointer.click && pointer.turn == Vec2::ZERO && !pointer.stroke_over);
        // A slow display reports press and release in the same frame.
        hands.buttons().press(MouseButton::Left);
        hands.buttons().release(MouseButton::Left);
        let pointer = hands.frame(170.0, 100.0);
        assert!(pointer.poke.is_some() && pointer.poke_over && !pointer.click);
    }
}
