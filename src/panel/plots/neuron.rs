//! Traces of the selected neuron: potential and threshold, afterhyperpolarization, excitability.

use super::frame::{Axis, decimate, following_plot, last_seconds};
use super::rates::columns;
use crate::panel::style::empty_ui;
use crate::session::Session;
use crate::simulation::TracePoint;
use crate::theme::{Colour, Theme};
use bevy_egui::egui::{Color32, Rect, Ui, UiBuilder, pos2};
use egui_plot::{Corner, Legend, Line};

/// Time shown in the dock (s of model time).
const WINDOW_S: f64 = 2.0;
/// Height to which a spike is drawn (mV): the model resets at threshold and has no upstroke of its own.
const SPIKE_TOP_MV: f64 = -25.0;
/// Range of the potential axis (mV).
const POTENTIAL_MV: std::ops::RangeInclusive<f64> = -85.0..=-22.0;

/// The three plots.
pub fn neuron_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    if session.selected.is_none() {
        empty_ui(ui, theme, "No neuron is selected. Click a neuron in the 3D view or in the raster.");
        return;
    }
    if session.history.trace.is_empty() {
        empty_ui(ui, theme, "No trace of this neuron yet. Press Space to play.");
        return;
    }
    let whole = ui.available_rect_before_wrap();
    let shares = [(0.0, 0.5), (0.5, 0.75), (0.75, 1.0)];
    for (index, (from, to)) in shares.into_iter().enumerate() {
        let rect = Rect::from_min_max(
            pos2(whole.left() + from * whole.width(), whole.top()),
            pos2(whole.left() + to * whole.width() - theme.spacing.item, whole.bottom()),
        );
        ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt(index), |ui| match index {
            0 => potential_plot_ui(ui, session, theme, WINDOW_S, true),
            1 => quantity_ui(ui, session, theme, "AHP (nS)", theme.colours.traces.ahp, |point| point.ahp_ns, None),
            _ => quantity_ui(
                ui,
                session,
                theme,
                "excitability e",
                theme.colours.traces.excitability,
                |point| point.excitability,
                Some((-1.05, 1.05)),
            ),
        });
    }
    ui.advance_cursor_after_rect(whole);
}

/// Potential and threshold over the last `window_s` seconds of model time.
pub fn potential_plot_ui(ui: &mut Ui, session: &Session, theme: &Theme, window_s: f64, legend: bool) {
    let shown = last_seconds(session, window_s);
    let columns = columns(ui);
    let points = session.history.trace.iter().filter(|point| point.time_s >= *shown.start());
    let mut potential = Vec::new();
    let mut threshold = Vec::new();
    for point in points {
        if point.spike {
            potential.push([point.time_s, SPIKE_TOP_MV]);
        }
        potential.push([point.time_s, f64::from(point.potential_mv)]);
        threshold.push([point.time_s, f64::from(point.threshold_mv)]);
    }
    let mut plot = following_plot(ui, theme, "potential", Axis::new("model time (s)"), Axis::new("mV"));
    if legend {
        plot = plot.legend(Legend::default().position(Corner::LeftTop).background_alpha(0.6));
    }
    let traces = theme.colours.traces;
    plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown);
        plot.set_plot_bounds_y(POTENTIAL_MV);
        plot.line(
            Line::new("potential V (spikes drawn)", decimate(&potential, columns))
                .color(Color32::from(traces.potential))
                .width(1.0)
                .allow_hover(false),
        );
        plot.line(
            Line::new("threshold θ", decimate(&threshold, columns))
                .color(Color32::from(traces.threshold))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
    });
}

fn quantity_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    label: &'static str,
    colour: Colour,
    quantity: fn(&TracePoint) -> f32,
    bounds: Option<(f64, f64)>,
) {
    let shown = last_seconds(session, WINDOW_S);
    let points: Vec<[f64; 2]> = session
        .history
        .trace
        .iter()
        .filter(|point| point.time_s >= *shown.start() && quantity(point).is_finite())
        .map(|point| [point.time_s, f64::from(quantity(point))])
        .collect();
    let highest = points.iter().map(|point| point[1]).fold(0.1, f64::max);
    let (bottom, top) = bounds.unwrap_or((0.0, highest * 1.1));
    let columns = columns(ui);
    following_plot(ui, theme, label, Axis::new("model time (s)"), Axis::new(label)).show(ui, |plot| {
        plot.set_plot_bounds_x(shown);
        plot.set_plot_bounds_y(bottom..=top);
        plot.line(
            Line::new(label, decimate(&points, columns))
                .color(Color32::from(colour))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
    });
}
