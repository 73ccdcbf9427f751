//! Replays of each memory in this sleep, counted, against those of shuffled memories.

use super::dock::Dock;
use super::frame::{Axis, following_plot, kept, tint_course, with_legend};
use super::time_view::read_out_ui;
use crate::measure::replay::ReplayEvent;
use crate::modulation::BrainState;
use crate::number_text::counted;
use crate::panel::command::Command;
use crate::panel::replay_text::{missing, name};
use crate::panel::style::empty_ui;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Corner, Line, LineStyle, PlotPoint, PlotPoints};
use std::sync::Arc;

/// Least time that is shown (s of model time).
const LEAST_SPAN_S: f64 = 10.0;
/// Room at the right for the legend, as a share of the time that is shown.
const LEGEND_SHARE: f64 = 0.3;
/// Least height of the counts that are shown.
const LEAST_COUNT: f64 = 4.0;

/// Opacity of what is below the line of chance.
const CHANCE_OPACITY: f32 = 0.15;
/// A memory's line is by so much wider than that of the next, so that all are seen where they coincide (logical pixels).
const WIDER: f32 = 2.0;

/// The switch of the replay lens.
pub fn lens_ui(ui: &mut Ui, session: &mut Session) {
    let mut on = session.lens.on;
    if ui.checkbox(&mut on, "Light up in 3D").on_hover_text(Command::ReplayLens.tooltip()).changed() {
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
    let span = (end - since).max(LEAST_SPAN_S);
    let following = since..=since + (1.0 + LEGEND_SHARE) * span;
    let shown = dock.time_views.shown(key, session.history.clears, following, &kept);
    let most = reading.memories.iter().map(|memory| f64::from(memory.replays).max(memory.chance_high));
    let highest = most.fold(LEAST_COUNT, f64::max);
    let label = if asleep { "replays in this sleep" } else { "replays in the last sleep" };
    let plot = following_plot(ui, theme, "replays", Axis::time(), Axis::new(label));
    let plot = with_legend(ui, plot, Corner::RightTop);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(0.0..=1.08 * highest);
        tint_course(plot, theme, session, &shown);
        let chance = Color32::from(theme.colours.text_dim);
        plot.line(
            Line::new("by chance, 95 %", chance_line(session, &events, since, end))
                .color(chance)
                .width(theme.spacing.line)
                .style(LineStyle::dashed_dense())
                .fill(0.0)
                .fill_alpha(CHANCE_OPACITY),
        );
        for (pattern, memory) in reading.memories.iter().enumerate().filter(|(_, memory)| memory.members > 0) {
            let mut points = vec![PlotPoint::new(since, 0.0)];
            let mut count = 0.0;
            for replay in events.iter().filter(|replay| replay.pattern == pattern) {
                points.push(PlotPoint::new(replay.start_s, count));
                count = f64::from(replay.number);
                points.push(PlotPoint::new(replay.start_s, count));
            }
            points.push(PlotPoint::new(end.max(since), count));
            let later = reading.memories[pattern + 1..].iter().filter(|memory| memory.members > 0).count().min(3);
            let label = format!("{} ({})", name(&session.info, pattern), counted(memory.members as u64, "cell"));
            plot.line(
                Line::new(label, PlotPoints::Owned(points))
                    .color(Color32::from(theme.pattern(pattern)))
                    .width(theme.spacing.line + WIDER * f32::from(u8::try_from(later).unwrap_or_default())),
            );
        }
    });
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        (since..=end).contains(&point.x).then(|| counts_text(session, &events, point.x))
    });
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
    let mut text = format!("{time_s:.2} s");
    // Where replays are thinned, the last one that is kept may have been followed by more.
    let least = if session.history.replays.level() > 0 { "at least " } else { "" };
    for (pattern, memory) in session.sample.replay.memories.iter().enumerate() {
        if memory.members > 0 {
            let before = |replay: &&&Arc<ReplayEvent>| replay.pattern == pattern && replay.start_s <= time_s;
            let count = events.iter().rev().find(before).map_or(0, |replay| replay.number);
            text.push_str(&format!(
                "\n{} replayed {least}{}",
                name(&session.info, pattern),
                counted(count.into(), "time")
            ));
        }
    }
    text
}
