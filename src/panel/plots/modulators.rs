//! Levels of the neuromodulators over the whole run.

use super::dock::Dock;
use super::frame::{Axis, following_plot, kept, tint_course};
use super::legend::{Entry, Mark, legend_ui};
use super::rates::lowest;
use super::time_view::read_out_ui;
use crate::modulation::Modulator;
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Line, LineStyle, PlotPoint, PlotPoints};

/// Least time that is shown (s of model time).
const LEAST_SPAN_S: f64 = 10.0;

/// The levels.
pub fn modulators_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let overview = &session.plotted().overview;
    let Some(last) = overview.last() else {
        let press = Command::press_to_play();
        empty_ui(ui, theme, &words!("plots-no-level", "No level was recorded yet. { $press }", press = press));
        return;
    };
    let first = overview.first().map_or(0.0, |column| column.time_s);
    let key = (place, PlotTab::Modulators);
    let kept = kept(session, first);
    let following = first..=last.time_s.max(first + LEAST_SPAN_S);
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let named = |modulator: Modulator| {
        Entry::new(modulator.label(), theme.colours.modulators[modulator as usize], Mark::Line(style(modulator)))
    };
    legend_ui(ui, theme, "modulators", &Modulator::ALL.map(named));
    let difference = words!("plots-level-difference-axis", "difference of level");
    let label = Axis::new(if session.shows_difference() { difference } else { words!("plots-level-axis", "level") });
    // A reward lifts dopamine above 1.
    let least: f32 = if session.shows_difference() { 0.1 } else { 1.0 };
    let levels = overview.iter().flat_map(|column| column.modulators);
    let top = 1.06 * f64::from(levels.fold(least, |highest, level| highest.max(level.abs())));
    let plot = following_plot(ui, theme, "modulators", Axis::time(), label);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(lowest(session, top) - 0.03..=top);
        tint_course(plot, theme, session, &shown);
        for modulator in Modulator::ALL {
            let index = modulator as usize;
            let points = overview
                .iter()
                .map(|column| PlotPoint::new(column.time_s, f64::from(column.modulators[index])))
                .collect();
            plot.line(
                Line::new(modulator.label(), PlotPoints::Owned(points))
                    .color(Color32::from(theme.colours.modulators[index]))
                    .width(theme.spacing.line)
                    .style(style(modulator)),
            );
        }
    });
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        let column = overview.iter().find(|column| column.time_s >= point.x)?;
        let levels = words!("plots-levels", "levels");
        let mut text = format!("{:.2} s, {levels}", column.time_s);
        for modulator in Modulator::ALL {
            text.push_str(&format!("\n{} {:.2}", modulator.label(), column.modulators[modulator as usize]));
        }
        Some(number(&text))
    });
}

/// Colour and pattern, so that nobody depends on colour alone.
fn style(modulator: Modulator) -> LineStyle {
    match modulator {
        Modulator::Dopamine => LineStyle::Solid,
        Modulator::Acetylcholine => LineStyle::dashed_loose(),
        Modulator::Serotonin => LineStyle::dashed_dense(),
        Modulator::Noradrenaline => LineStyle::dotted_dense(),
    }
}
