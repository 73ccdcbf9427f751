//! Whether the system asks for less motion: the settings portal of Linux, accessibility on macOS, animation effects on Windows.

use crate::session::ViewOptions;
use bevy::ecs::prelude::{Res, ResMut, Resource};
use mundy::{Interest, Preferences, ReducedMotion, Subscription};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the system asks for, which a thread keeps up to date. Where there is nobody to ask, it asks for nothing.
#[derive(Resource, Default)]
pub struct SystemMotion {
    less: Arc<AtomicBool>,
    #[expect(dead_code, reason = "dropping it ends the thread")]
    subscription: Option<Subscription>,
}

impl SystemMotion {
    /// Begin to listen; macOS wants this on the main thread.
    #[must_use]
    pub fn listen() -> Self {
        let less = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&less);
        let subscription =
            Preferences::subscribe(Interest::ReducedMotion, move |preferences| hear(&heard, preferences));
        Self { less, subscription: Some(subscription) }
    }
}

fn hear(less: &AtomicBool, preferences: Preferences) {
    less.store(preferences.reduced_motion == ReducedMotion::Reduce, Ordering::Relaxed);
}

/// Let the picture know.
pub fn follow_system(system: Res<SystemMotion>, mut options: ResMut<ViewOptions>) {
    let asks = system.less.load(Ordering::Relaxed);
    if options.system_asks_less_motion != asks {
        options.system_asks_less_motion = asks;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Motion;
    use bevy::ecs::world::World;

    #[test]
    fn the_picture_follows_the_system_while_it_runs() {
        let mut world = World::new();
        world.init_resource::<SystemMotion>();
        world.init_resource::<ViewOptions>();
        let system = world.register_system(follow_system);
        for (asked, less) in
            [(ReducedMotion::NoPreference, false), (ReducedMotion::Reduce, true), (ReducedMotion::NoPreference, false)]
        {
            let mut preferences = Preferences::default();
            preferences.reduced_motion = asked;
            hear(&world.resource::<SystemMotion>().less, preferences);
            world.run_system(system).expect("the system runs");
            assert_eq!(world.resource::<ViewOptions>().less_motion(), less, "{asked:?}");
        }
        hear(&world.resource::<SystemMotion>().less, {
            let mut preferences = Preferences::default();
            preferences.reduced_motion = ReducedMotion::Reduce;
            preferences
        });
        world.resource_mut::<ViewOptions>().motion = Motion::All;
        world.run_system(system).expect("the system runs");
        assert!(!world.resource::<ViewOptions>().less_motion(), "the user's choice comes first");
    }
}
