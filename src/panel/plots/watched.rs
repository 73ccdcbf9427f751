//! Traces of the watched neurons below each other, each in a lane of its own.

use super::frame::{Axis, decimate, following_plot};
use super::rates::columns;
use crate::session::Session;
use crate::simulation::TracePoint;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align2, Color32, FontId, RichText, Ui};
use egui_plot::{HLine, Line, PlotPoint, PlotResponse, Text};
use std::collections::VecDeque;
use std::ops::RangeInclusive;

/// Potentials at the lower and upper edge of a lane (mV).
const LANE_MV: (f64, f64) = (-85.0, -22.0);
/// Potential to which a spike is drawn (mV): the model resets at threshold and has no upstroke of its own.
const SPIKE_TOP_MV: f64 = -25.0;

/// A neuron and its trace.
type Lane<'a> = (u32, &'a VecDeque<TracePoint>);

/// The neurons with a lane, from above: the selected one, then those that are watched, the oldest first.
pub fn lanes(session: &Session) -> Vec<Lane<'_>> {
    let is_watched = |neuron: &u32| session.watched.iter().any(|watched| watched.neuron == *neuron);
    let selected = session.selected().filter(|neuron| session.history.trace_of == Some(*neuron) && !is_watched(neuron));
    let selected = selected.map(|neuron| (neuron, &session.history.trace));
    selected.into_iter().chain(session.watched.iter().map(|watched| (watched.neuron, &watched.trace))).collect()
}

/// The lane at a height of the plot.
pub fn lane_at<'a>(lanes: &[Lane<'a>], y: f64) -> Option<Lane<'a>> {
    let from_below = Some(y.floor()).filter(|row| *row >= 0.0)? as usize;
    lanes.iter().rev().nth(from_below).copied()
}

/// Potential and threshold of all of them.
pub fn watched_plot(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    shown: RangeInclusive<f64>,
    lanes: &[Lane<'_>],
) -> PlotResponse<()> {
    let columns = columns(ui);
    let label = Axis::bare(words!("plots-lanes-axis", "V, θ: −85 to −22 mV"));
    let plot = following_plot(ui, theme, "watched", Axis::time(), label);
    plot.show_grid([true, false]).show(ui, |plot| {
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(0.0..=lanes.len().max(1) as f64);
        for (row, (neuron, trace)) in lanes.iter().rev().enumerate() {
            let base = row as f64;
            let height = |millivolts: f64| base + ((millivolts - LANE_MV.0) / (LANE_MV.1 - LANE_MV.0)).clamp(0.0, 1.0);
            let (mut potential, mut threshold) = (Vec::new(), Vec::new());
            for point in trace.iter().filter(|point| shown.contains(&point.time_s)) {
                if point.spike {
                    potential.push([point.time_s, height(SPIKE_TOP_MV)]);
                }
                potential.push([point.time_s, height(f64::from(point.potential_mv))]);
                threshold.push([point.time_s, height(f64::from(point.threshold_mv))]);
            }
            let traces = theme.colours.traces;
            for (points, colour, width) in [(potential, traces.potential, 1.0), (threshold, traces.threshold, 1.0)] {
                let line = Line::new("", decimate(&points, columns)).color(Color32::from(colour)).width(width);
                plot.line(line.allow_hover(false));
            }
            if row > 0 {
                plot.hline(
                    HLine::new("", base).color(Color32::from(theme.colours.outline)).width(1.0).allow_hover(false),
                );
            }
            let colour = if session.selected() == Some(*neuron) { theme.colours.selected } else { theme.colours.text };
            let name = RichText::new(format!(" #{neuron}")).font(FontId::proportional(theme.text.small));
            let corner = PlotPoint::new(*shown.start(), base + 0.98);
            plot.text(
                Text::new("", corner, name).color(Color32::from(colour)).anchor(Align2::LEFT_TOP).allow_hover(false),
            );
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::WatchedNeuron;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn the_selected_neuron_has_one_lane_above_those_that_are_watched() {
        let mut session = Session::detached(NetworkInfo::default(), ViewSample::default());
        session.watched = [4, 9].map(|neuron| WatchedNeuron { neuron, ..WatchedNeuron::default() }).to_vec();
        session.selection = Some(7).into();
        session.history.trace_of = Some(7);
        let numbers = |session: &Session| lanes(session).iter().map(|lane| lane.0).collect::<Vec<_>>();
        assert_eq!(numbers(&session), [7, 4, 9]);
        let lanes_now = lanes(&session);
        let at = |y: f64| lane_at(&lanes_now, y).map(|lane| lane.0);
        assert_eq!([at(0.2), at(1.9), at(2.5), at(3.1), at(-0.1)], [Some(9), Some(4), Some(7), None, None]);
        session.selection = Some(9).into();
        session.history.trace_of = Some(9);
        assert_eq!(numbers(&session), [4, 9]);
    }
}
