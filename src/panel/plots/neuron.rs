//! Traces of the selected neuron and of those that are watched: potential and threshold, afterhyperpolarization, excitability.

use super::dock::Dock;
use super::frame::{Axis, decimate, following_plot, kept, last_seconds, measured, seconds};
use super::legend::{Entry, Mark, legend_ui};
use super::rates::columns;
use super::time_view::read_out_ui;
use super::watched::{lane_at, lanes, watched_plot};
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::simulation::TracePoint;
use crate::theme::{Colour, Theme};
use crate::words::words;
use bevy_egui::egui::{Color32, Rect, Ui, UiBuilder, pos2};
use egui_plot::{Line, LineStyle, PlotResponse};
use std::collections::VecDeque;
use std::ops::RangeInclusive;

/// Time shown in the dock (s of model time).
const WINDOW_S: f64 = 2.0;
/// Height to which a spike is drawn (mV): the model resets at threshold and has no upstroke of its own.
const SPIKE_TOP_MV: f64 = -25.0;
/// Range of the potential axis (mV).
const POTENTIAL_MV: RangeInclusive<f64> = -85.0..=-22.0;

/// The three plots.
pub fn neuron_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    if !session.watched.is_empty() {
        watched_ui(ui, session, dock, theme, place);
        return;
    }
    if session.selected().is_none() {
        empty_ui(
            ui,
            theme,
            words!(
                "plots-none-selected",
                "No neuron is selected. Click a neuron in the 3D view or in the raster; W keeps its trace here."
            ),
        );
        return;
    }
    if session.history.trace.is_empty() {
        let press = Command::press_to_play();
        empty_ui(ui, theme, &words!("plots-no-trace", "No trace of this neuron yet. { $press }", press = press));
        return;
    }
    let key = (place, PlotTab::Neuron);
    let kept = kept(session, session.history.trace.front().map_or(0.0, |point| point.time_s));
    let following = last_seconds(session, WINDOW_S);
    // One stretch for all three, so that they stay beside each other in time.
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let whole = ui.available_rect_before_wrap();
    let shares = [(0.0, 0.5), (0.5, 0.75), (0.75, 1.0)];
    // All begin below the legend of the first.
    let mut top = whole.top();
    for (index, (from, to)) in shares.into_iter().enumerate() {
        let rect = Rect::from_min_max(
            pos2(whole.left() + from * whole.width(), top),
            pos2(whole.left() + to * whole.width() - theme.spacing.item, whole.bottom()),
        );
        ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(index), |ui| {
            let response = match index {
                0 => {
                    traces_legend_ui(ui, theme);
                    top = ui.cursor().top();
                    potential_plot(ui, session, theme, shown.clone())
                }
                1 => {
                    let (id, label) = ("AHP (nS)", words!("plots-ahp-axis", "AHP (nS)"));
                    let colour = theme.colours.traces.ahp;
                    quantity_plot(ui, session, theme, (id, label), colour, |point| point.ahp_ns, None, shown.clone())
                }
                _ => quantity_plot(
                    ui,
                    session,
                    theme,
                    ("excitability e, ±1", words!("plots-excitability-axis", "excitability e, ±1")),
                    theme.colours.traces.excitability,
                    |point| point.excitability,
                    Some((-1.05, 1.05)),
                    shown.clone(),
                ),
            };
            dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
            read_out_ui(ui, theme, &response.response, &response.transform, |point| {
                trace_text(&session.history.trace, point.x)
            });
        });
    }
    ui.advance_cursor_after_rect(whole);
}

/// The watched neurons, each in a lane, over the whole width.
fn watched_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let lanes = lanes(session);
    let first = lanes.iter().filter_map(|(_, trace)| trace.front()).map(|point| point.time_s).fold(f64::MAX, f64::min);
    if first == f64::MAX {
        let press = Command::press_to_play();
        empty_ui(ui, theme, &words!("plots-no-traces", "No trace of these neurons yet. { $press }", press = press));
        return;
    }
    let key = (place, PlotTab::Neuron);
    let kept = kept(session, first);
    let shown = dock.time_views.shown(key, session.status.generation, last_seconds(session, WINDOW_S), &kept);
    let response = watched_plot(ui, session, theme, shown.clone(), &lanes);
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        let (neuron, trace) = lane_at(&lanes, point.y)?;
        Some(format!("#{neuron}\n{}", trace_text(trace, point.x)?))
    });
}

/// Values of the traces at a time.
fn trace_text(trace: &VecDeque<TracePoint>, time_s: f64) -> Option<String> {
    let at = trace.partition_point(|point| point.time_s < time_s);
    let point = trace.get(at).filter(|_| at > 0)?;
    let time = seconds(point.time_s, 3);
    let time = if point.spike { words!("plots-spike-at", "{ $time }, spike", time = time) } else { time };
    let values = words!(
        "plots-trace",
        "potential V { $potential }\nthreshold θ { $threshold }\nAHP { $ahp }\nexcitability e { $excitability }",
        potential = measured(point.potential_mv, 1, "mV"),
        threshold = measured(point.threshold_mv, 1, "mV"),
        ahp = measured(point.ahp_ns, 2, "nS"),
        excitability = measured(point.excitability, 2, "")
    );
    Some(format!("{time}\n{values}"))
}

/// Potential and threshold over the last `window_s` seconds of model time, with a read-out.
pub fn potential_plot_ui(ui: &mut Ui, session: &Session, theme: &Theme, window_s: f64) {
    let response = potential_plot(ui, session, theme, last_seconds(session, window_s));
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        trace_text(&session.history.trace, point.x)
    });
}

/// Names of potential and threshold.
fn trace_names() -> [&'static str; 2] {
    [words!("plots-potential", "potential V (spikes drawn)"), words!("plots-threshold", "threshold θ")]
}

fn traces_legend_ui(ui: &mut Ui, theme: &Theme) {
    let (traces, [potential, threshold]) = (theme.colours.traces, trace_names());
    let entry = |name, colour| Entry::new(name, colour, Mark::Line(LineStyle::Solid));
    legend_ui(ui, theme, "potential", &[entry(potential, traces.potential), entry(threshold, traces.threshold)]);
}

/// The trace of the selected neuron, and what is known of it after the moment that is shown.
fn trace(session: &Session) -> impl Iterator<Item = &TracePoint> {
    let history = &session.history;
    let ahead = session.ahead().filter(|ahead| ahead.trace_of == history.trace_of);
    let now_s = history.trace.back().map_or(f64::MAX, |last| last.time_s);
    let later = ahead.into_iter().flat_map(|ahead| ahead.trace.iter()).filter(move |point| point.time_s > now_s);
    history.trace.iter().chain(later)
}

fn potential_plot(ui: &mut Ui, session: &Session, theme: &Theme, shown: RangeInclusive<f64>) -> PlotResponse<()> {
    let columns = columns(ui);
    let points = trace(session).filter(|point| shown.contains(&point.time_s));
    let mut potential = Vec::new();
    let mut threshold = Vec::new();
    for point in points {
        if point.spike {
            potential.push([point.time_s, SPIKE_TOP_MV]);
        }
        potential.push([point.time_s, f64::from(point.potential_mv)]);
        threshold.push([point.time_s, f64::from(point.threshold_mv)]);
    }
    let plot = following_plot(ui, theme, "potential", Axis::time(), Axis::new("V, θ (mV)"));
    let [potential_name, threshold_name] = trace_names();
    let traces = theme.colours.traces;
    plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown);
        plot.set_plot_bounds_y(POTENTIAL_MV);
        plot.line(
            Line::new(potential_name, decimate(&potential, columns))
                .color(Color32::from(traces.potential))
                .width(1.0)
                .allow_hover(false),
        );
        plot.line(
            Line::new(threshold_name, decimate(&threshold, columns))
                .color(Color32::from(traces.threshold))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
    })
}

fn quantity_plot(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    (id, label): (&'static str, &'static str),
    colour: Colour,
    quantity: fn(&TracePoint) -> f32,
    bounds: Option<(f64, f64)>,
    shown: RangeInclusive<f64>,
) -> PlotResponse<()> {
    let points: Vec<[f64; 2]> = trace(session)
        .filter(|point| shown.contains(&point.time_s) && quantity(point).is_finite())
        .map(|point| [point.time_s, f64::from(quantity(point))])
        .collect();
    let highest = points.iter().map(|point| point[1]).fold(0.1, f64::max);
    let (bottom, top) = bounds.unwrap_or((0.0, highest * 1.1));
    let columns = columns(ui);
    following_plot(ui, theme, id, Axis::time(), Axis::new(label)).show(ui, |plot| {
        plot.set_plot_bounds_x(shown);
        plot.set_plot_bounds_y(bottom..=top);
        plot.line(
            Line::new(label, decimate(&points, columns))
                .color(Color32::from(colour))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
    })
}
