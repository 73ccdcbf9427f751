//! A window in which nothing moves rests: it draws again when there is something new to see.

use super::remember::Remembered;
use crate::session::{FilmStatus, Session, ViewClock};
use crate::view::{OrbitCamera, Sky};
use bevy::ecs::message::MessageReader;
use bevy::ecs::prelude::{Local, Query, Res, ResMut};
use bevy::time::{Real, Time};
use bevy::window::WindowEvent;
use bevy::winit::{EventLoopProxyWrapper, UpdateMode, WinitSettings, WinitUserEvent};
use bevy_egui::EguiInput;
use bevy_egui::egui::{Event, Modifiers};
use std::sync::Arc;
use std::time::{Duration, Instant};

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
    sky: Res<Sky>,
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
        || sky.is_moving()
        || session.lens.is_sweeping()
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

/// Keep from egui that the modifier keys are as they were: bevy_egui says so in every frame, and egui draws once more after each event.
pub fn forget_unchanged_modifiers(mut inputs: Query<&mut EguiInput>, mut known: Local<Modifiers>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            Event::ModifiersChanged(modifiers) => std::mem::replace(&mut *known, *modifiers) != *modifiers,
            _ => true,
        });
    }
}

/// Tell egui what time it is. Bevy's clock says when the frame before was drawn, which is long ago when the window has rested: the
/// press that wakes it would seem to last as long as the rest did, and be no click.
pub fn tell_egui_the_time(mut inputs: Query<&mut EguiInput>, mut begin: Local<Option<Instant>>) {
    let begin = *begin.get_or_insert_with(Instant::now);
    for mut input in &mut inputs {
        input.time = Some(begin.elapsed().as_secs_f64());
    }
}

/// Let each new sample wake the window.
pub fn wake_with_samples(mut session: ResMut<Session>, proxy: Res<EventLoopProxyWrapper>) {
    let proxy = (**proxy).clone();
    session.wake_with(Arc::new(move || {
        // The window may be gone already.
        proxy.send_event(WinitUserEvent::WakeUp).ok();
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};
    use bevy::ecs::message::Messages;
    use bevy::ecs::world::World;
    use bevy::window::WindowFocused;

    #[test]
    fn a_paused_window_rests_until_something_happens() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        session.update();
        let mut world = World::new();
        world.insert_resource(session);
        world.init_resource::<Time<Real>>();
        world.init_resource::<FilmStatus>();
        world.init_resource::<ViewClock>();
        world.init_resource::<OrbitCamera>();
        world.init_resource::<Sky>();
        world.init_resource::<WinitSettings>();
        world.init_resource::<Messages<WindowEvent>>();
        let system = world.register_system(rest);
        let rests_after = |world: &mut World, seconds: f64| {
            world.resource_mut::<Time<Real>>().update_with_duration(Duration::from_secs_f64(seconds));
            world.run_system(system).expect("the system runs");
            matches!(world.resource::<WinitSettings>().focused_mode, UpdateMode::Reactive { .. })
        };
        let long = 2.0 * AWAKE_S;
        assert!(rests_after(&mut world, long), "nothing happens");
        let window = bevy::ecs::entity::Entity::PLACEHOLDER;
        world.write_message(WindowEvent::WindowFocused(WindowFocused { window, focused: true }));
        assert!(!rests_after(&mut world, 0.1), "a window event");
        assert!(!rests_after(&mut world, 0.5 * AWAKE_S) && rests_after(&mut world, long), "what it set off is over");
        world.resource_mut::<Session>().fresh = true;
        assert!(!rests_after(&mut world, 0.1), "a new sample");
        world.resource_mut::<Session>().fresh = false;
        assert!(rests_after(&mut world, long));
        world.resource_mut::<Session>().status.playing = true;
        assert!(!rests_after(&mut world, long), "the run goes on");
        world.resource_mut::<Session>().status.playing = false;
        world.resource_mut::<ViewClock>().recording = true;
        assert!(!rests_after(&mut world, long), "a film is made");
        world.resource_mut::<ViewClock>().recording = false;
        world.resource_mut::<OrbitCamera>().look_from(0.0, 0.0);
        assert!(!rests_after(&mut world, long), "the camera is on its way");
    }

    #[test]
    fn egui_hears_of_modifier_keys_only_when_they_change() {
        let mut world = World::new();
        let input = world.spawn(EguiInput::default()).id();
        let system = world.register_system(forget_unchanged_modifiers);
        let mut heard = |held: Modifiers| {
            let mut events = world.get_mut::<EguiInput>(input).expect("it was spawned");
            events.events = vec![Event::PointerGone, Event::ModifiersChanged(held)];
            world.run_system(system).expect("the system runs");
            world.get::<EguiInput>(input).expect("it was spawned").events.len()
        };
        let counts =
            [Modifiers::NONE, Modifiers::SHIFT, Modifiers::SHIFT, Modifiers::NONE, Modifiers::NONE].map(&mut heard);
        assert_eq!(counts, [1, 2, 1, 2, 1]);
    }

    #[test]
    fn egui_knows_the_time_of_the_press_that_wakes_the_window() {
        let mut world = World::new();
        let entity = world.spawn(EguiInput::default()).id();
        let system = world.register_system(tell_egui_the_time);
        let told = |world: &mut World| {
            world.run_system(system).expect("the system runs");
            world.get::<EguiInput>(entity).and_then(|input| input.time).expect("a time")
        };
        let before = told(&mut world);
        std::thread::sleep(Duration::from_millis(20));
        assert!(told(&mut world) - before >= 0.02, "though no frame was drawn in between");
    }
}
