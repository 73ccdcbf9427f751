//! What came of a sweep: a line with intervals over one parameter, a map over two. A click opens a run.

use super::state::{in_ratios, parameter_of, scene};
use crate::number_text::{estimate, significant, with_minus};
use crate::panel::parameter_slider::parameter_name;
use crate::panel::plots::{PlotAxis, axis_name, following_plot, plain_tick, read_out_ui};
use crate::session::{Session, Sweep};
use crate::study::Estimate;
use crate::theme::{SequentialMap, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{Color32, Stroke, Ui, vec2};
use egui_plot::{GridMark, Line, Plot, PlotPoint, PlotPoints, PlotResponse, Points, Polygon};
use std::ops::RangeInclusive;

/// Size of the plot (logical pixels).
const SIZE: [f32; 2] = [440.0, 230.0];
/// Radius of the mark of a run, and of a mean (logical pixels).
const RUN: f32 = 2.2;
const MEAN: f32 = 4.0;
/// Room beyond the ends, as a share of what is shown.
const ROOM: f64 = 0.06;

/// A run that was clicked: its combination of values and its seed, both by their number.
pub type Clicked = (usize, usize);

/// The plot.
pub fn results_ui(ui: &mut Ui, session: &Session, sweep: &Sweep, theme: &Theme) -> Option<Clicked> {
    let mut clicked = None;
    ui.allocate_ui(vec2(SIZE[0], SIZE[1]), |ui| {
        ui.set_min_size(vec2(SIZE[0], SIZE[1]));
        clicked = match sweep.running.study.axes.len() {
            1 => line_ui(ui, session, sweep, theme),
            2 => map_ui(ui, session, sweep, theme),
            _ => None,
        };
    });
    clicked
}

/// Name and unit of what is varied.
fn axis_text(session: &Session, sweep: &Sweep, axis: usize) -> String {
    let path = || sweep.running.study.axes.get(axis).map_or_else(String::new, |axis| axis.what.path());
    parameter_of(session, sweep, axis).map_or_else(path, |known| {
        let facts = &known.parameter.facts;
        let name = parameter_name(&known.parameter.said(known.rule).facts, known.rule);
        if facts.unit.is_empty() { name } else { format!("{name} ({})", facts.unit) }
    })
}

/// Name and unit of what is read.
fn read_text(sweep: &Sweep) -> String {
    let Some(readout) = sweep.running.study.read.first() else { return String::new() };
    let (label, unit) = (readout.label(scene(sweep)), readout.unit());
    if unit.is_empty() { label } else { format!("{label} ({unit})") }
}

/// The place of a value on an axis.
fn place(value: f64, ratios: bool) -> f64 {
    if ratios { libm::log10(value) } else { value }
}

fn power_tick(power: f64) -> String {
    plain_tick(libm::pow(10.0, power))
}

/// A plot whose axes have names that are made while it is drawn, and numbers or their powers of ten.
fn plot_of<'a>(ui: &Ui, theme: &Theme, id: &str, names: [String; 2], ratios: [bool; 2]) -> Plot<'a> {
    let ticks = ratios.map(|ratios| -> fn(f64) -> String {
        if ratios { power_tick } else { plain_tick }
    });
    let [across, up] = ticks.map(|ticks| PlotAxis { label: "", short: "", ticks, whole: false });
    let hints = |vertical: bool| {
        let ticks = ticks[usize::from(vertical)];
        let hints = axis_name(theme, &names[usize::from(vertical)], vertical);
        hints.formatter(move |mark: GridMark, _: &RangeInclusive<f64>| ticks(mark.value))
    };
    following_plot(ui, theme, id, across, up).custom_x_axes(vec![hints(false)]).custom_y_axes(vec![hints(true)])
}

fn line_ui(ui: &mut Ui, session: &Session, sweep: &Sweep, theme: &Theme) -> Option<Clicked> {
    let study = &sweep.running.study;
    let values = &study.axes[0].values;
    let ratios = in_ratios(values);
    let at: Vec<f64> = values.iter().map(|&value| place(value, ratios)).collect();
    let names = [axis_text(session, sweep, 0), read_text(sweep)];
    let plot = plot_of(ui, theme, "sweep", names, [ratios, false]);
    let [left, right] = [bounds(at.iter().copied(), 0.0), bounds(sweep.estimates.iter().flat_map(heights), 1.0)];
    let accent = Color32::from(theme.colours.accent);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(left.0..=left.1);
        plot.set_plot_bounds_y(right.0..=right.1);
        let known = || at.iter().zip(&sweep.estimates).filter(|(_, found)| found.mean.is_finite());
        let means = || known().map(|(&x, found)| PlotPoint::new(x, found.mean)).collect();
        for (&x, found) in known() {
            let runs = found.values.iter().map(|&value| PlotPoint::new(x, value)).collect();
            let dim = Color32::from(theme.colours.text_dim);
            plot.points(Points::new("runs", PlotPoints::Owned(runs)).radius(RUN).color(dim).allow_hover(false));
            if let Some((low, high)) = found.interval {
                let bar = vec![PlotPoint::new(x, low), PlotPoint::new(x, high)];
                plot.line(Line::new("interval", PlotPoints::Owned(bar)).color(accent).width(2.0 * theme.spacing.line));
            }
        }
        plot.line(Line::new("means", PlotPoints::Owned(means())).color(accent).width(theme.spacing.line));
        plot.points(Points::new("means", PlotPoints::Owned(means())).radius(MEAN).color(accent).allow_hover(false));
    });
    let near = |point: PlotPoint| {
        let apart = |index: &usize| (at[*index] - point.x).abs();
        (0..at.len()).min_by(|a, b| apart(a).total_cmp(&apart(b)))
    };
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        near(point).map(|index| told(session, sweep, index))
    });
    let point = clicked(&response)?;
    let index = near(point)?;
    Some((index, nearest_seed(sweep, index, point.y)?))
}

/// The run of a combination whose value is nearest.
fn nearest_seed(sweep: &Sweep, point: usize, value: f64) -> Option<usize> {
    let seeds = sweep.running.study.seeds.len();
    let value_of = |seed: &usize| {
        let reading = sweep.running.readings.get(&(point * seeds + seed));
        reading.and_then(|reading| reading.values.first().copied().flatten())
    };
    let apart = |seed: &usize| value_of(seed).map_or(f64::INFINITY, |own| (own - value).abs());
    (0..seeds).min_by(|a, b| apart(a).total_cmp(&apart(b)))
}

fn map_ui(ui: &mut Ui, session: &Session, sweep: &Sweep, theme: &Theme) -> Option<Clicked> {
    let study = &sweep.running.study;
    let [across, up] = [0, 1].map(|axis| edges(&study.axes[axis].values));
    let rows = study.axes[1].values.len();
    let names = [0, 1].map(|axis| axis_text(session, sweep, axis));
    let ratios = [0, 1].map(|axis| in_ratios(&study.axes[axis].values));
    let means = || sweep.estimates.iter().map(|found| found.mean).filter(|mean| mean.is_finite());
    let (low, high) = (means().fold(f64::INFINITY, f64::min), means().fold(f64::NEG_INFINITY, f64::max));
    let colour = |mean: f64| {
        if !mean.is_finite() {
            return Color32::from(theme.colours.panel_raised);
        }
        let share = if high > low { (mean - low) / (high - low) } else { 0.5 };
        SequentialMap::default().at(if theme.is_light() { 1.0 - share as f32 } else { share as f32 }).into()
    };
    let plot = plot_of(ui, theme, "sweep map", names, ratios);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(across[0]..=across[across.len() - 1]);
        plot.set_plot_bounds_y(up[0]..=up[up.len() - 1]);
        for (point, found) in sweep.estimates.iter().enumerate() {
            let (x, y) = (point / rows, point % rows);
            let corners =
                [[across[x], up[y]], [across[x + 1], up[y]], [across[x + 1], up[y + 1]], [across[x], up[y + 1]]];
            let cell = Polygon::new("cell", PlotPoints::from(corners.to_vec())).fill_color(colour(found.mean));
            plot.polygon(cell.stroke(Stroke::new(1.0, Color32::from(theme.colours.panel))).allow_hover(false));
        }
    });
    let cell = |point: PlotPoint| {
        let [x, y] = [(&across, point.x), (&up, point.y)].map(|(edges, at)| edges.partition_point(|edge| *edge <= at));
        let inside = (1..across.len()).contains(&x) && (1..up.len()).contains(&y);
        inside.then(|| (x - 1) * rows + y - 1)
    };
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        cell(point).map(|index| told(session, sweep, index))
    });
    Some((cell(clicked(&response)?)?, 0))
}

/// The edges of cells about values.
fn edges(values: &[f64]) -> Vec<f64> {
    let ratios = in_ratios(values);
    let at: Vec<f64> = values.iter().map(|&value| place(value, ratios)).collect();
    let step = if at.len() > 1 { (at[at.len() - 1] - at[0]) / (at.len() - 1) as f64 } else { 1.0 };
    let step = if step == 0.0 { 1.0 } else { step };
    let first = at.first().copied().unwrap_or_default() - 0.5 * step;
    let mut edges: Vec<f64> = (0..=at.len()).map(|index| first + index as f64 * step).collect();
    edges.sort_by(f64::total_cmp);
    edges
}

fn clicked<R>(response: &PlotResponse<R>) -> Option<PlotPoint> {
    let at = response.response.clicked().then(|| response.response.interact_pointer_pos()).flatten()?;
    Some(response.transform.value_from_position(at))
}

fn heights(found: &Estimate) -> Vec<f64> {
    let ends = found.interval.map(|(low, high)| [low, high]);
    found.values.iter().copied().chain(ends.into_iter().flatten()).collect()
}

/// From the least to the most, with some room.
fn bounds(values: impl Iterator<Item = f64> + Clone, least: f64) -> (f64, f64) {
    let (low, high) = (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max));
    if low > high {
        return (0.0, 1.0);
    }
    let room = ((high - low) * ROOM).max(if high > low { 0.0 } else { least.max(0.5) });
    (low - room, high + room)
}

/// A combination of values in words.
fn told(session: &Session, sweep: &Sweep, point: usize) -> String {
    let study = &sweep.running.study;
    let points = study.points();
    let values = points.get(point).into_iter().flatten().enumerate();
    let mut lines: Vec<String> = values
        .map(|(axis, value)| {
            format!("{}: {}", axis_text(session, sweep, axis), number(&with_minus(&significant(*value))))
        })
        .collect();
    if let Some(found) = sweep.estimates.get(point).filter(|found| found.mean.is_finite()) {
        let mean = found.interval.map_or_else(|| significant(found.mean), |interval| estimate(found.mean, interval));
        lines.push(format!("{}: {}", read_text(sweep), number(&with_minus(&mean))));
        if found.interval.is_some() {
            lines.push(words!(
                "sweep-interval",
                "mean of { $n } runs, 95 % interval",
                n = found.values.len().to_string()
            ));
        }
        if found.missing > 0 {
            lines.push(words!("sweep-missing", "{ $n } without a value", n = found.missing.to_string()));
        }
        lines.push(words!("sweep-click", "A click opens this run.").to_owned());
    } else {
        lines.push(words!("sweep-no-run", "no run yet").to_owned());
    }
    lines.join("\n")
}
