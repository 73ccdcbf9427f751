//! Systems of a frame run in turn on the thread that draws it, not on all threads: there are hundreds of them, most last microseconds,
//! and to hand each to another thread and wait for it costs more than it does. The simulation and the renderer's thread are not touched.

use bevy::ecs::schedule::{ScheduleLabel, Schedules, SingleThreadedExecutor};
use bevy::prelude::*;
use bevy::render::{ExtractSchedule, RenderApp};

/// Runs every schedule of the window and of its renderer in turn.
pub(super) struct InTurnPlugin;

impl Plugin for InTurnPlugin {
    fn build(&self, _: &mut App) {}

    /// All plugins have added their schedules, and the renderer has not yet got its thread.
    fn finish(&self, app: &mut App) {
        run_in_turn(app.world_mut());
        // On Apple's systems some of the renderer's systems belong to the main thread, which only the other executor knows.
        if !cfg!(any(target_os = "macos", target_os = "ios"))
            && let Some(renderer) = app.get_sub_app_mut(RenderApp)
        {
            run_in_turn(renderer.world_mut());
        }
    }
}

fn run_in_turn(world: &mut World) {
    let Some(mut schedules) = world.get_resource_mut::<Schedules>() else { return };
    let extract: &dyn ScheduleLabel = &ExtractSchedule;
    for (label, schedule) in schedules.iter_mut() {
        schedule.set_executor(SingleThreadedExecutor::new());
        // What is extracted is put into the renderer's world by the renderer itself, while the next frame is being made.
        schedule.set_apply_final_deferred(label != extract);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy::app::{TaskPoolOptions, TaskPoolPlugin};
    use std::sync::{Arc, Mutex};
    use std::thread::{self, ThreadId};
    use std::time::Duration;

    /// Threads on which systems ran that have nothing to do with each other.
    fn threads(in_turn: bool) -> Vec<ThreadId> {
        let ran = Arc::new(Mutex::new(Vec::new()));
        let mut app = App::new();
        app.add_plugins(TaskPoolPlugin { task_pool_options: TaskPoolOptions::with_num_threads(6) });
        for _ in 0..8 {
            let ran = Arc::clone(&ran);
            app.add_systems(Update, move || {
                thread::sleep(Duration::from_millis(5));
                ran.lock().expect("no system panics").push(thread::current().id());
            });
        }
        if in_turn {
            app.add_plugins(InTurnPlugin);
        }
        app.finish();
        app.update();
        ran.lock().expect("no system panics").clone()
    }

    #[test]
    fn systems_of_the_window_stay_on_its_thread() {
        let here = thread::current().id();
        assert_eq!(threads(true), [here; 8]);
        assert!(threads(false).iter().any(|&thread| thread != here), "without it they do not");
    }
}
