//! What a frame costs: measured all the time, shown where the user wants it, and told for some frames by `rheobase view --bench-frames`.

use crate::processor_time::processor_time;
use crate::session::{FrameReading, Session, ViewReport};
use bevy::app::{App, AppExit, First, Last, Plugin};
use bevy::ecs::message::MessageWriter;
use bevy::ecs::prelude::{IntoScheduleConfigs, Res, ResMut, Resource};
use bevy::ecs::system::NonSendMarker;
use bevy::render::renderer::RenderAdapterInfo;
use std::collections::VecDeque;
use std::io::Write;
use std::time::{Duration, Instant};

/// Frames over which the reading in the window is a mean.
const READING_FRAMES: usize = 30;
/// Frames before those that are told: buffers and shaders are made in them.
const WARM_UP_FRAMES: u32 = 60;

/// Measures frames.
pub struct FrameCostPlugin;

impl Plugin for FrameCostPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<FrameClock>()
            .add_systems(First, begin_frame.before(super::window::UpdateSession))
            .add_systems(Last, (end_frame, tell_cost).chain());
    }
}

/// Tell what so many frames cost, and exit: insert this resource.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameBench {
    /// How many.
    pub frames: u32,
    /// As JSON, for programs.
    pub json: bool,
}

/// One frame (ms).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Cost {
    /// From the begin of the frame before to its own.
    whole: f64,
    /// What the main thread did in it: session, panels and view, without the driver and without waiting.
    main: f64,
    /// The part of it that the main thread was on a processor, where the system tells it.
    processor: Option<f64>,
}

/// Begin of the present frame, and the cost of those before.
#[derive(Resource, Default)]
pub struct FrameClock {
    began: Option<Instant>,
    /// Processor time of the main thread then, if frames are told.
    processor: Option<Duration>,
    whole_ms: f64,
    recent: VecDeque<Cost>,
    told: Vec<Cost>,
    frames: u32,
}

// Both on the main thread, whose processor time they read.
fn begin_frame(_main: NonSendMarker, mut clock: ResMut<FrameClock>, bench: Option<Res<FrameBench>>) {
    clock.processor = bench.and_then(|_| processor_time());
    let now = Instant::now();
    if let Some(began) = clock.began.replace(now) {
        clock.whole_ms = 1000.0 * now.duration_since(began).as_secs_f64();
    }
}

fn end_frame(
    _main: NonSendMarker,
    mut clock: ResMut<FrameClock>,
    mut report: ResMut<ViewReport>,
    bench: Option<Res<FrameBench>>,
) {
    let Some(began) = clock.began else { return };
    let spent = |before: Duration| processor_time().map(|now| 1000.0 * now.saturating_sub(before).as_secs_f64());
    let cost = Cost {
        whole: clock.whole_ms,
        main: 1000.0 * began.elapsed().as_secs_f64(),
        processor: clock.processor.and_then(spent),
    };
    clock.frames += 1;
    if clock.recent.len() == READING_FRAMES {
        clock.recent.pop_front();
    }
    clock.recent.push_back(cost);
    if bench.is_some() && clock.frames > WARM_UP_FRAMES {
        clock.told.push(cost);
    }
    let mean = |part: fn(&Cost) -> f64| clock.recent.iter().map(part).sum::<f64>() / clock.recent.len() as f64;
    report.frame = FrameReading { whole_ms: mean(|cost| cost.whole) as f32, main_ms: mean(|cost| cost.main) as f32 };
}

/// Print the cost once there are enough frames.
fn tell_cost(
    clock: Res<FrameClock>,
    bench: Option<Res<FrameBench>>,
    session: Res<Session>,
    adapter: Option<Res<RenderAdapterInfo>>,
    mut exit: MessageWriter<AppExit>,
) {
    let Some(bench) = bench.filter(|bench| clock.told.len() >= bench.frames as usize) else { return };
    let whole = Spread::of(&clock.told, |cost| cost.whole);
    // On a busy machine the main thread also waits for a processor, which says nothing of this program.
    let main = Spread::of(&clock.told, |cost| cost.processor.unwrap_or(cost.main));
    let adapter = adapter.map_or_else(String::new, |adapter| adapter.name.clone());
    let rate = 1000.0 / whole.mean.max(f64::MIN_POSITIVE);
    let info = &session.info;
    let text = if bench.json {
        let told = serde_json::json!({
            "scene": info.title,
            "neurons": info.positions.len(),
            "synapses": info.synapses,
            "graphics": adapter,
            "frames": clock.told.len(),
            "frames_per_second": rate,
            "frame_ms": whole.json(),
            "main_thread_ms": main.json(),
            "model_seconds_per_second": session.status.speed_got,
        });
        format!("{told:#}")
    } else {
        format!(
            "{}: {} neurons, {} synapses, on {adapter}\n{} frames, {rate:.1} a second\nframe        {}\nmain thread  {}",
            info.title,
            info.positions.len(),
            info.synapses,
            clock.told.len(),
            whole.text(),
            main.text()
        )
    };
    let said = writeln!(std::io::stdout(), "{text}");
    exit.write(if said.is_ok() { AppExit::Success } else { AppExit::error() });
}

/// Mean and quantiles of a time (ms).
struct Spread {
    mean: f64,
    median: f64,
    late: f64,
    worst: f64,
}

impl Spread {
    fn of(costs: &[Cost], part: impl Fn(&Cost) -> f64) -> Self {
        let mut times: Vec<f64> = costs.iter().map(part).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get(((times.len() as f64 - 1.0) * share).round() as usize).copied().unwrap_or(0.0);
        Self {
            mean: times.iter().sum::<f64>() / (times.len() as f64).max(1.0),
            median: at(0.5),
            late: at(0.95),
            worst: at(1.0),
        }
    }

    fn text(&self) -> String {
        let Self { mean, median, late, worst } = self;
        format!("mean {mean:.2} ms, median {median:.2}, 95 % within {late:.2}, longest {worst:.2}")
    }

    fn json(&self) -> serde_json::Value {
        serde_json::json!({"mean": self.mean, "median": self.median, "p95": self.late, "longest": self.worst})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_names_the_middle_the_late_and_the_longest() {
        let costs: Vec<Cost> =
            (1..=101_u8).map(|main| Cost { whole: 20.0, main: f64::from(main), processor: None }).collect();
        let spread = Spread::of(&costs, |cost| cost.main);
        assert_eq!((spread.mean, spread.median, spread.late, spread.worst), (51.0, 51.0, 96.0, 101.0));
        assert_eq!(Spread::of(&[], |cost| cost.main).worst, 0.0);
    }
}
