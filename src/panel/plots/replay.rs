//! Replays of each memory in this sleep, counted, against those of shuffled memories.

use super::dock::Dock;
use super::frame::{Axis, following_plot, kept, seconds, tint_course};
use super::legend::{Entry, Mark, legend_ui};
use super::time_view::read_out_ui;
use crate::measure::replay::ReplayEvent;
use crate::modulation::BrainState;
use crate::panel::command::Command;
use crate::panel::replay_text::{engram_explanation, missing, name};
use crate::panel::style::empty_ui;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints};
use std::sync::Arc;

/// Least time that is shown (s of model time).
const LEAST_SPAN_S: f64 = 10.0;
/// The same of a sleep that is over.
const LEAST_SLEEP_S: f64 = 1.0;
/// Least height of the counts that are shown.
const LEAST_COUNT: f64 = 4.0;

/// Opacity of what is below the line of chance.
const CHANCE_OPACITY: f32 = 0.15;
/// A memory's line is by so much wider than that of the next, so that all are seen where they coincide (logical pixels).
const WIDER: f32 = 2.0;

/// The switch of the replay lens.
pub fn lens_ui(ui: &mut Ui, session: &mut Session) {
    let mut on = session.lens.on;
    if ui
        .checkbox(&mut on, words!("plots-lens", "Light up in 3D"))
        .on_hover_text(Command::ReplayLens.tooltip())
        .changed()
    {
        session.lens.toggle();
    }
}

/// The counts.
pub fn replay_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let reading = &session.sample.replay;
    let nothing = reading.searched_s <= 0.0 || reading.memories.iter().all(|memory| memory.members == 0);
    if let Some(text) = missing(session).filter(|_| nothing) {
        empty_ui(ui, theme, text);
        return;
    }
    let since = reading.since_s;
    let events: Vec<&Arc<ReplayEvent>> =
        session.history.replays.iter().filter(|replay| replay.start_s >= since).collect();
    let last = events.last().map_or(since, |replay| replay.end_s);
    let asleep = session.sample.state != BrainState::Awake;
    let end = if asleep { session.sample.time_s } else { last.max(since + reading.searched_s) };
    let key = (place, PlotTab::Replay);
    let kept = kept(session, since);
    // A sleep that is over has nothing to come.
    let span = (end - since).max(if asleep { LEAST_SPAN_S } else { LEAST_SLEEP_S });
    let following = since..=since + span;
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let most = reading.memories.iter().map(|memory| f64::from(memory.replays).max(memory.chance_high));
    let highest = most.fold(LEAST_COUNT, f64::max);
    let label = if asleep {
        words!("plots-replays-now", "replays in this sleep")
    } else {
        words!("plots-replays-last", "replays in the last sleep")
    };
    let chance = words!("plots-chance", "by chance, 95 %");
    let grey = Color32::from(theme.colours.text_dim);
    let memories: Vec<(usize, String)> = memories(session);
    let named = memories.iter().map(|(pattern, name)| {
        Entry::new(name, theme.pattern(*pattern), Mark::Line(LineStyle::Solid)).about(engram_explanation())
    });
    let by_chance = Entry::new(chance, grey, Mark::Line(LineStyle::dashed_dense()));
    legend_ui(ui, theme, "replays", &named.chain([by_chance]).collect::<Vec<_>>());
    let plot = following_plot(ui, theme, "replays", Axis::time(), Axis::count(label));
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(0.0..=1.08 * highest);
        tint_course(plot, theme, session, &shown);
        plot.line(
            Line::new(chance, chance_line(session, &events, since, end))
                .color(grey)
                .width(theme.spacing.line)
                .style(LineStyle::dashed_dense())
                .fill(0.0)
                .fill_alpha(CHANCE_OPACITY),
        );
        for (place, (pattern, name)) in memories.iter().enumerate() {
            let mut points = vec![PlotPoint::new(since, 0.0)];
            let mut count = 0.0;
            for replay in events.iter().filter(|replay| replay.pattern == *pattern) {
                points.push(PlotPoint::new(replay.start_s, count));
                count = f64::from(replay.number);
                points.push(PlotPoint::new(replay.start_s, count));
            }
            points.push(PlotPoint::new(end.max(since), count));
            let later = (memories.len() - 1 - place).min(3);
            plot.line(
                Line::new(name, PlotPoints::Owned(points))
                    .color(Color32::from(theme.pattern(*pattern)))
                    .width(theme.spacing.line + WIDER * later as f32),
            );
        }
    });
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        (since..=end).contains(&point.x).then(|| counts_text(session, &events, point.x))
    });
}

/// The memories that have members, with what the legend says of them.
fn memories(session: &Session) -> Vec<(usize, String)> {
    let memories = session.sample.replay.memories.iter().enumerate().filter(|(_, memory)| memory.members > 0);
    let named = memories.map(|(pattern, memory)| {
        let text = words!(
            "plots-memory-cells",
            "{ $name } ({ $n -> [one] 1 cell *[other] { $n } cells } that answered)",
            name = name(&session.info, pattern),
            n = memory.members
        );
        (pattern, text)
    });
    named.collect()
}

/// The 95th percentile of the replays of shuffled memories: the highest of all memories, as known at each replay and now.
fn chance_line(session: &Session, events: &[&Arc<ReplayEvent>], since: f64, end: f64) -> PlotPoints<'static> {
    let mut points = vec![PlotPoint::new(since, 0.0)];
    let mut highest: f64 = 0.0;
    for replay in events {
        highest = highest.max(replay.chance_high);
        points.push(PlotPoint::new(replay.end_s, highest));
    }
    let now = session.sample.replay.memories.iter().map(|memory| memory.chance_high).fold(highest, f64::max);
    points.push(PlotPoint::new(end.max(since), now));
    PlotPoints::Owned(points)
}

/// Counts at a time.
fn counts_text(session: &Session, events: &[&Arc<ReplayEvent>], time_s: f64) -> String {
    let mut text = seconds(time_s, 2);
    // Where replays are thinned, the last one that is kept may have been followed by more.
    let thinned = session.history.replays.level() > 0;
    for (pattern, memory) in session.sample.replay.memories.iter().enumerate() {
        if memory.members > 0 {
            let before = |replay: &&&Arc<ReplayEvent>| replay.pattern == pattern && replay.start_s <= time_s;
            let count = events.iter().rev().find(before).map_or(0, |replay| replay.number);
            let name = name(&session.info, pattern);
            let said = if thinned {
                words!(
                    "plots-replayed-at-least",
                    "{ $name } replayed at least { $n -> [one] 1 time *[other] { $n } times }",
                    name = name,
                    n = count
                )
            } else {
                words!(
                    "plots-replayed",
                    "{ $name } replayed { $n -> [one] 1 time *[other] { $n } times }",
                    name = name,
                    n = count
                )
            };
            text.push_str(&format!("\n{said}"));
        }
    }
    text
}
