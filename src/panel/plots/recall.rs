//! What each presentation and cue called up: the share of each memory's cells that answered.

use super::dock::Dock;
use super::frame::{Axis, following_plot, kept, mark_text, seconds, tint_course};
use super::legend::{Entry, Mark, legend_ui};
use super::luck::luck_curves;
use super::time_view::read_out_ui;
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::simulation::Recalled;
use crate::study::Readout;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, Points};

/// Least time that is shown (s of model time).
const LEAST_SPAN_S: f64 = 10.0;
/// Room at both ends, so that no mark is cut, as a share of the time that is shown.
const ROOM_SHARE: f64 = 0.02;
/// Radius of the mark of a memory whose own pattern was shown, and of another one (logical pixels).
const OWN: f32 = 4.0;
const OTHER: f32 = 3.5;
/// Radius of the hole in the latter (logical pixels).
const HOLE: f32 = 2.0;

/// The shares over the run.
pub fn recall_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    if session.info.patterns.is_empty() {
        empty_ui(ui, theme, words!("plots-no-patterns", "This scene has no patterns, so nothing can be recalled."));
        return;
    }
    let Some(first) = session.plotted_recalls().iter().next() else {
        let text = words!(
            "plots-no-presentation",
            "No pattern was presented yet. { $press } Patterns are presented and cued at the left.",
            press = Command::press_to_play()
        );
        empty_ui(ui, theme, &text);
        return;
    };
    let key = (place, PlotTab::Recall);
    let since = first.start_s;
    let kept = kept(session, since);
    let span = (session.end().time_s - since).max(LEAST_SPAN_S);
    let following = since - ROOM_SHARE * span..=since + (1.0 + ROOM_SHARE) * span;
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let no_memory = words!("plots-no-memory", "in no memory");
    let others = Entry::new(no_memory, theme.colours.text_dim, Mark::Line(LineStyle::dashed_dense()));
    let patterns = session.info.patterns.iter().enumerate();
    let named =
        patterns.map(|(index, pattern)| Entry::new(&pattern.name, theme.pattern(index), Mark::Line(LineStyle::Solid)));
    legend_ui(ui, theme, "recall", &named.chain([others]).chain(keys(theme)).collect::<Vec<_>>());
    let ticks = |share: f64| format!("{} %", mark_text(share));
    let label = Axis { label: words!("plots-recall-axis", "cells that answer"), short: "", ticks, whole: false };
    let plot = following_plot(ui, theme, "recall", Axis::time(), label);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(-3.0..=105.0);
        tint_course(plot, theme, session, &shown);
        luck_curves(plot, session, theme, PlotTab::Recall, |readout| match readout {
            Readout::Recall(pattern) => theme.pattern(pattern),
            _ => theme.colours.text_dim,
        });
        let others = points(session, |recalled| Some(recalled.others));
        plot.line(
            Line::new(no_memory, PlotPoints::Owned(others))
                .color(Color32::from(theme.colours.text_dim))
                .width(theme.spacing.line)
                .style(LineStyle::dashed_dense()),
        );
        for (index, pattern) in session.info.patterns.iter().enumerate() {
            let colour = Color32::from(theme.pattern(index));
            let share = |recalled: &Recalled| recalled.shares.get(index).copied();
            let own = points(session, |recalled| share(recalled).filter(|_| recalled.pattern == index));
            plot.line(Line::new(pattern.name.clone(), PlotPoints::Owned(own)).color(colour).width(theme.spacing.line));
            for (cue, shape) in [(false, MarkerShape::Circle), (true, MarkerShape::Diamond)] {
                for (own, radius) in [(true, OWN), (false, OTHER)] {
                    let of = |recalled: &Recalled| recalled.is_cue() == cue && (recalled.pattern == index) == own;
                    let marks = points(session, |recalled| share(recalled).filter(|_| of(recalled)));
                    let marks = Points::new(pattern.name.clone(), PlotPoints::Owned(marks));
                    plot.points(marks.shape(shape).radius(radius).color(colour));
                    if !own {
                        let holes = points(session, |recalled| share(recalled).filter(|_| of(recalled)));
                        let holes = Points::new(pattern.name.clone(), PlotPoints::Owned(holes));
                        plot.points(holes.shape(shape).radius(HOLE).color(Color32::from(theme.colours.panel)));
                    }
                }
            }
        }
    });
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        let nearest = session.plotted_recalls().iter().min_by(|a, b| {
            let apart = |recalled: &Recalled| (recalled.start_s - point.x).abs();
            apart(a).total_cmp(&apart(b))
        });
        nearest.map(|recalled| text(session, recalled))
    });
}

/// What the shapes of the marks mean.
fn keys(theme: &Theme) -> [Entry; 3] {
    let colour = theme.colours.text;
    [
        Entry::key(words!("plots-mark-presented", "presented"), colour, Mark::Dot).about(words!(
            "plots-mark-presented-text",
            "A presentation of the whole pattern; filled: of this memory's own pattern."
        )),
        Entry::key(words!("plots-mark-cue", "cued"), colour, Mark::Diamond).about(words!(
            "plots-mark-cue-text",
            "A cue: a part of the pattern; filled: of this memory's own pattern."
        )),
        Entry::key(words!("plots-mark-other", "another one was shown"), colour, Mark::Ring).about(words!(
            "plots-mark-other-text",
            "Hollow: how many cells of this memory answered while the pattern of another one was shown."
        )),
    ]
}

/// A value of each presentation (0 to 1) over its begin, in percent; those without are left out.
fn points(session: &Session, value: impl Fn(&Recalled) -> Option<f32>) -> Vec<PlotPoint> {
    let finite = |recalled: &Recalled| value(recalled).filter(|value| value.is_finite());
    let points = session.plotted_recalls().iter().filter_map(|recalled| Some((recalled.start_s, finite(recalled)?)));
    points.map(|(start_s, value)| PlotPoint::new(start_s, 100.0 * f64::from(value))).collect()
}

/// One presentation in words.
fn text(session: &Session, recalled: &Recalled) -> String {
    let name = |index: usize| session.info.patterns.get(index).map_or("?", |pattern| pattern.name.as_str());
    let percent = |share: f32| format!("{:.0}", 100.0 * share);
    let shown = if recalled.is_cue() {
        words!(
            "plots-cue",
            "{ $share } % of { $name } as a cue",
            share = percent(recalled.fraction),
            name = name(recalled.pattern)
        )
    } else {
        words!("plots-presented", "{ $name } presented", name = name(recalled.pattern))
    };
    let mut text = format!("{}: {shown}", seconds(recalled.start_s, 2));
    for (index, &share) in recalled.shares.iter().enumerate() {
        let answered =
            words!("plots-share-of", "{ $share } % of { $name }", share = percent(share), name = name(index));
        text.push_str(&format!("\n{answered}"));
    }
    if recalled.others.is_finite() {
        let others = percent(recalled.others);
        let answered = words!("plots-share-of-others", "{ $share } % of cells in no memory", share = others);
        text.push_str(&format!("\n{answered}"));
    }
    text
}
