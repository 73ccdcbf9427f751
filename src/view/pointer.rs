//! The mouse in the 3D view: clicks, drags, wheel and strokes of the brush. What egui wants is egui's.

use crate::session::{Session, Viewport3d};
use bevy::input::mouse::{AccumulatedMouseMotion, AccumulatedMouseScroll, MouseScrollUnit};
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiContext, PrimaryEguiContext, egui};

/// Movement between press and release below which a press is a click (logical pixels).
const CLICK_TRAVEL: f32 = 5.0;
/// Longest time between the clicks of a double click (s).
const DOUBLE_CLICK: f32 = 0.45;
/// Scrolling of a touch pad that counts as one notch of a wheel (logical pixels).
const PIXELS_PER_NOTCH: f32 = 40.0;

/// What the mouse did in the 3D view in this frame.
#[derive(Resource, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent events of one frame")]
pub(super) struct Pointer {
    /// Part of the window that shows the network (logical pixels).
    pub rect: Rect,
    /// Where it is, if it is over the network (logical pixels from the window's top left corner).
    pub position: Option<Vec2>,
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
    /// Whether it was the second of two.
    pub double_click: bool,
    /// Path of the paint tool's stroke in this frame (logical pixels).
    pub stroke: Option<(Vec2, Vec2)>,
    /// Whether a stroke ended.
    pub stroke_over: bool,
    drag: Option<Drag>,
    last_click: Option<(f32, Vec2)>,
}

#[derive(Clone, Copy, Debug)]
struct Drag {
    button: MouseButton,
    travel: f32,
    /// Where it began (logical pixels).
    from: Vec2,
    /// Whether it paints instead of turning the camera.
    paints: bool,
}

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
    viewport: Res<Viewport3d>,
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

    pointer.rect = rect;
    pointer.moved = travel != Vec2::ZERO || (cursor.is_some() && motion.delta != Vec2::ZERO);
    pointer.alive |= pointer.moved || buttons.get_just_pressed().next().is_some();
    let alive = pointer.alive;
    pointer.position = cursor.filter(|&position| alive && !taken && rect.contains(position));
    (pointer.turn, pointer.shift, pointer.notches) = (Vec2::ZERO, Vec2::ZERO, 0.0);
    (pointer.click, pointer.double_click) = (false, false);
    (pointer.stroke, pointer.stroke_over) = (None, false);

    let mut begins = false;
    if let Some(position) = pointer.position {
        pointer.notches = match scroll.unit {
            MouseScrollUnit::Line => scroll.delta.y,
            MouseScrollUnit::Pixel => scroll.delta.y / PIXELS_PER_NOTCH,
        };
        if session.paint.active && keys.any_pressed([KeyCode::ControlLeft, KeyCode::ControlRight]) {
            let notches = std::mem::take(&mut pointer.notches);
            session.paint.resize(notches);
        }
        begins = pointer.drag.is_none();
        if begins {
            let pressed = BUTTONS.into_iter().find(|&button| buttons.just_pressed(button));
            pointer.drag = pressed.map(|button| {
                let paints = session.paint.active && button == MouseButton::Left;
                Drag { button, travel: 0.0, from: position, paints }
            });
        }
    }
    let Some(mut drag) = pointer.drag else { return };
    // The way to where it was pressed is no part of it: on a slow display both are in one frame.
    drag.travel += if begins { 0.0 } else { travel.length() };
    if drag.travel >= CLICK_TRAVEL {
        let sideways = drag.button == MouseButton::Right || keys.any_pressed([KeyCode::ShiftLeft, KeyCode::ShiftRight]);
        if drag.paints {
            let to = cursor.unwrap_or(drag.from);
            pointer.stroke = Some((drag.from, to));
            drag.from = to;
        } else if sideways {
            pointer.shift = travel;
        } else {
            pointer.turn = travel;
        }
    }
    // A slow display reports press and release in the same frame.
    let over = buttons.just_released(drag.button) || !buttons.pressed(drag.button);
    pointer.drag = (!over).then_some(drag);
    pointer.stroke_over = over && drag.paints && drag.travel >= CLICK_TRAVEL;
    if over && drag.button == MouseButton::Left && drag.travel < CLICK_TRAVEL {
        pointer.click = true;
        if drag.paints {
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
