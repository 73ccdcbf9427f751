//! A window in which nothing moves rests: it draws again when there is something new to see.

use super::remember::Remembered;
use crate::session::{FilmStatus, Session, ViewClock};
use crate::view::OrbitCamera;
use bevy::ecs::message::MessageReader;
use bevy::ecs::prelude::{Local, Res, ResMut};
use bevy::time::{Real, Time};
use bevy::window::WindowEvent;
use bevy::winit::{EventLoopProxyWrapper, UpdateMode, WinitSettings, WinitUserEvent};
use std::time::Duration;

/// How long the window goes on drawing after the last thing that happened (s of watching): long enough for what a click sets off.
const AWAKE_S: f64 = 1.0;
/// How often it draws all the same while it rests.
const AT_REST: Duration = Duration::from_mins(1);

/// Draw all the time while something moves, else when something happens: the mouse, a key, a new sample, what egui asks for.
pub fn rest(
    time: Res<Time<Real>>,
    session: Res<Session>,
    film: Res<FilmStatus>,
    clock: Res<ViewClock>,
    camera: Res<OrbitCamera>,
    remembered: Option<Res<Remembered>>,
    mut events: MessageReader<WindowEvent>,
    mut settings: ResMut<WinitSettings>,
    mut awake_until: Local<f64>,
) {
    let now = time.elapsed_secs_f64();
    let happened = events.read().any(|event| !matches!(event, WindowEvent::RequestRedraw(_)));
    let moves = session.is_moving()
        || film.recording.is_some()
        || clock.recording
        || camera.is_moving()
        || remembered.is_some_and(|remembered| remembered.is_unsaved());
    if happened || moves || session.fresh {
        *awake_until = now + AWAKE_S;
    }
    let resting = UpdateMode::Reactive {
        wait: AT_REST,
        react_to_device_events: false,
        react_to_user_events: true,
        react_to_window_events: true,
    };
    let wanted = if now < *awake_until {
        WinitSettings::default()
    } else {
        WinitSettings { focused_mode: resting, unfocused_mode: resting }
    };
    if settings.focused_mode != wanted.focused_mode {
        *settings = wanted;
    }
}

/// Let each new sample wake the window.
pub fn wake_with_samples(session: Res<Session>, proxy: Res<EventLoopProxyWrapper>) {
    let proxy = (**proxy).clone();
    session.wake_with(Box::new(move || {
        // The window may be gone already.
        proxy.send_event(WinitUserEvent::WakeUp).ok();
    }));
}
