//! Distribution of the firing thresholds, now and at the start, and which moved most. Those beyond the range are counted in the bars at its ends.

use super::frame::{Axis, compared_names, following_plot, measured, outline};
use super::legend::{Entry, Mark, legend_ui};
use super::luck::luck_values;
use super::time_view::read_out_ui;
use crate::panel::command::Command;
use crate::panel::histogram::{Histogram, Sections};
use crate::panel::style::empty_ui;
use crate::scene::file::Variable;
use crate::session::Session;
use crate::study::Readout;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Arrows, Bar, BarChart, Line, LineStyle, PlotPoints, Points, VLine};

/// Bins of the distribution.
pub const BINS: usize = 56;
/// Neurons whose thresholds moved most: each has an arrow.
const MOVED: usize = 10;
/// What is less is no change (mV).
const LEAST_MOVE_MV: f32 = 0.05;

/// The distribution.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
pub fn thresholds_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    if session.sample.threshold_mv.is_empty() {
        let text = if session.info.positions.is_empty() {
            words!("plots-no-neurons", "This scene has no neurons to show.").to_owned()
        } else {
            let press = Command::press_to_play();
            words!("plots-no-threshold", "No threshold was measured yet. { $press }", press = press)
        };
        empty_ui(ui, theme, &text);
        return;
    }
    let facts = Variable::LastingThreshold.facts();
    let scale = session.colour_scale(facts.variable);
    let sections = Sections { scale: &scale, count: BINS };
    let (first, last) = (f64::from(scale.range.0), f64::from(scale.range.1));
    let width = (last - first) / BINS as f64;
    let distribution = |thresholds: &[f32]| Histogram::of(thresholds, &sections).with_ends();
    let (now, start) = (distribution(&session.sample.threshold_mv), distribution(session.compared_thresholds()));
    let highest = now.iter().chain(&start).copied().fold(1.0, f64::max);
    let selected = session.selected().and_then(|neuron| session.sample.threshold_mv.get(neuron as usize).copied());
    let selected = selected.filter(|threshold| threshold.is_finite());
    let moved = largest_moves(&session.sample.threshold_mv, session.compared_thresholds(), MOVED);
    let names = names(session);
    let [now_name, start_name, moved_name, selected_name] = names;
    let filled = Color32::from(scale.colour(theme, scale.value_at(0.4)));
    let (text, warning) = (theme.colours.text.into(), theme.colours.warning.into());
    let line = Mark::Line(LineStyle::Solid);
    let marks = [(filled, Mark::Area), (text, line), (text, Mark::Arrow), (warning, line)];
    let are_there = [true, true, !moved.is_empty(), selected.is_some()];
    let entries = names.into_iter().zip(marks).zip(are_there).filter(|(_, is_there)| *is_there);
    let entries = entries.map(|((name, (colour, mark)), _)| {
        let about = if name == moved_name { moved_text(session) } else { "" };
        Entry::new(name, colour, mark).about(about)
    });
    let entries: Vec<Entry> = entries.collect();
    legend_ui(ui, theme, "thresholds", &entries);
    let horizontal = Axis::new(words!("plots-threshold-axis", "threshold (mV)"));
    let vertical = Axis::count(words!("plots-neurons-axis", "neurons"));
    let plot = following_plot(ui, theme, "thresholds", horizontal, vertical);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(first..=last);
        plot.set_plot_bounds_y(0.0..=highest * 1.08);
        let bars = now.iter().enumerate().map(|(bin, height)| {
            let centre = first + (bin as f64 + 0.5) * width;
            #[expect(clippy::cast_possible_truncation, reason = "a threshold in mV")]
            let colour = scale.colour(theme, centre as f32);
            Bar::new(centre, *height).width(width).fill(Color32::from(colour)).stroke((0.0, Color32::TRANSPARENT))
        });
        plot.bar_chart(BarChart::new(now_name, bars.collect()).color(filled).allow_hover(false));
        luck_values(plot, session, theme, |readout| matches!(readout, Readout::Threshold(_)));
        plot.line(
            Line::new(start_name, outline(&start, first, width))
                .color(Color32::from(theme.colours.text))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
        // Below each other, from the top.
        let height = |row: usize| highest * (1.02 - 0.055 * row as f64);
        let ends = |end: fn(&Move) -> f32| -> PlotPoints<'_> {
            let place = |(row, one): (usize, &Move)| [f64::from(end(one)).clamp(first, last), height(row)];
            moved.iter().enumerate().map(place).collect()
        };
        plot.points(
            Points::new(moved_name, ends(|one| one.from))
                .radius(1.5 * theme.spacing.line)
                .color(Color32::from(theme.colours.text))
                .allow_hover(false),
        );
        plot.arrows(
            Arrows::new(moved_name, ends(|one| one.from), ends(|one| one.to))
                .color(Color32::from(theme.colours.text))
                .tip_length(5.0)
                .allow_hover(false),
        );
        if let Some(threshold) = selected {
            plot.vline(
                VLine::new(selected_name, f64::from(threshold))
                    .color(Color32::from(theme.colours.warning))
                    .width(theme.spacing.line)
                    .allow_hover(false),
            );
        }
    });
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        let bin = bin_at(point.x - first, width, BINS)?;
        #[expect(clippy::cast_possible_truncation, reason = "a threshold in mV")]
        let (from, to) = ((first + bin as f64 * width) as f32, (first + (bin + 1) as f64 * width) as f32);
        let (now, start) = (now[bin], start[bin]);
        Some(words!(
            "plots-threshold-bin",
            "threshold { $from } to { $to }\n{ $first } { $now -> [one] 1 neuron *[other] { $now } neurons }\n{ $second } { $start }",
            first = now_name,
            second = start_name,
            from = measured(from, 2, ""),
            to = measured(to, 2, facts.unit),
            now = now.round() as u64,
            start = format!("{start:.0}")
        ))
    });
}

/// What the legend names: the thresholds now and at the start, those that moved most, that of the selected neuron.
fn names(session: &Session) -> [&'static str; 4] {
    let [now, start] = compared_names(session);
    let moved = words!("plots-moved-most", "largest changes");
    [now, start, moved, words!("plots-selected-neuron", "selected neuron")]
}

fn moved_text(session: &Session) -> &'static str {
    if session.shows_difference() {
        return words!(
            "plots-apart-most-text",
            "Each arrow is one of the ten neurons that differ most: from its threshold in the run (dot) to that in the twin (tip). The largest difference stands \
             on top; the height of an arrow says nothing else."
        );
    }
    words!(
        "plots-moved-most-text",
        "Each arrow is one of the ten neurons that moved most: from its threshold at the start (dot) to that of now (tip). The largest change stands on top; the height of an \
         arrow says nothing else."
    )
}

/// A threshold that moved.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Move {
    from: f32,
    to: f32,
}

/// The thresholds that moved most, the farthest first; ties go by index.
fn largest_moves(now: &[f32], before: &[f32], count: usize) -> Vec<Move> {
    let mut moves: Vec<Move> = before.iter().zip(now).map(|(&from, &to)| Move { from, to }).collect();
    let length = |one: &Move| (one.to - one.from).abs();
    moves.retain(|one| length(one) >= LEAST_MOVE_MV && length(one).is_finite());
    moves.sort_by(|a, b| length(b).total_cmp(&length(a)));
    moves.truncate(count);
    moves
}

/// The bin that holds a value, if one does.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared with the number of bins")]
pub fn bin_at(from_first: f64, width: f64, bins: usize) -> Option<usize> {
    let bin = (from_first / width).floor();
    (bin >= 0.0 && (bin as usize) < bins).then_some(bin as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_farthest_moves_come_first_and_what_stood_still_is_none() {
        let before = [-50.0, -50.0, -50.0, -50.0, f32::NAN];
        let moves = largest_moves(&[-51.0, -50.01, -47.0, -52.0, -40.0], &before, 2);
        assert_eq!(moves, [Move { from: -50.0, to: -47.0 }, Move { from: -50.0, to: -52.0 }]);
    }
}
