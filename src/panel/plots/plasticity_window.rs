//! The present plasticity: the pad of modulators, the window of spike timing and the threshold rule, as the scene's own rule
//! gives them at this point.

use super::frame::{Axis, following_plot, plain_tick};
use super::legend::{Entry, Mark, legend_ui};
use crate::panel::modulator_pad::modulator_pad_ui;
use crate::panel::style::{dim, empty_ui};
use crate::plasticity::curve::{
    Curve, FAST_PAIRS_HZ, HIGHEST_RATE_HZ, LARGEST_LAG_MS, PRESYNAPTIC_HZ, PlasticityCurves,
};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Color32, FontId, Rect, RichText, Stroke, Ui, UiBuilder, pos2};
use egui_plot::{HLine, Line, LineStyle, PlotPoint, PlotPoints, PlotTransform, PlotUi, Points, VLine};

/// Largest share of the width that the pad takes.
const PAD_SHARE: f32 = 0.36;
/// Width that a curve needs (logical pixels).
const CURVE_FROM: f32 = 130.0;
/// Highest postsynaptic rate that is shown (Hz).
const SHOWN_HZ: f32 = 30.0;

/// Pad, window, threshold rule.
pub fn plasticity_window_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let whole = ui.available_rect_before_wrap();
    let gap = theme.spacing.section;
    let pad = whole.height().min(PAD_SHARE * whole.width());
    let left = Rect::from_min_size(whole.min, bevy_egui::egui::vec2(pad + theme.text.small, whole.height()));
    ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("pad"), |ui| modulator_pad_ui(ui, session, theme));
    let rest = Rect::from_min_max(pos2(left.right() + gap, whole.top()), whole.max);
    let session = &*session;
    ui.scope_builder(UiBuilder::new().max_rect(rest).id_salt("curves"), |ui| {
        if let Some(curves) = &session.sample.curves {
            curves_ui(ui, session, theme, curves);
        } else {
            let why = words!(
                "plots-no-window",
                "No rule of this scene changes weights by pairs or triplets of spikes alone, so there is no window to show."
            );
            empty_ui(ui, theme, why);
        }
    });
    ui.advance_cursor_after_rect(whole);
}

fn curves_ui(ui: &mut Ui, session: &Session, theme: &Theme, curves: &PlasticityCurves) {
    state_line_ui(ui, session, theme, curves);
    let rest = ui.available_rect_before_wrap();
    let gap = theme.spacing.item;
    if rest.width() < 2.0 * CURVE_FROM {
        window_ui(ui, theme, curves);
        return;
    }
    let middle = rest.center().x;
    let sides = [
        Rect::from_min_max(rest.min, pos2(middle - gap, rest.bottom())),
        Rect::from_min_max(pos2(middle + gap, rest.top()), rest.max),
    ];
    // Both begin below the legend of the first.
    let mut top = rest.top();
    for (index, mut side) in sides.into_iter().enumerate() {
        side.min.y = top;
        ui.scope_builder(UiBuilder::new().max_rect(side).id_salt(index), |ui| match index {
            0 => top = window_ui(ui, theme, curves),
            _ => threshold_ui(ui, theme, curves),
        });
    }
    ui.advance_cursor_after_rect(rest);
}

/// What the curves stand for, in a line.
fn state_line_ui(ui: &mut Ui, session: &Session, theme: &Theme, curves: &PlasticityCurves) {
    let of = match curves.neuron {
        Some(neuron) => words!("plots-neuron-number", "neuron #{ $neuron }", neuron = neuron.to_string()),
        None => words!("plots-mean-of", "mean of “{ $name }”", name = &curves.projection),
    };
    let frozen = session.sample.tone.as_ref().is_some_and(|tone| tone.frozen);
    let (gate, colour) = if !curves.enabled {
        (words!("plots-rule-off", "{ $rule } is off", rule = curves.rule.label()), theme.colours.warning)
    } else if frozen {
        (words!("plots-frozen", "Frozen by a test").to_owned(), theme.colours.warning)
    } else {
        let share = format!("{:.0}", curves.gate * 100.0);
        (words!("plots-gate", "Gate { $share } %", share = share), theme.colours.text)
    };
    ui.horizontal(|ui| {
        ui.label(RichText::new(gate).small().color(colour)).on_hover_text(words!(
            "plots-gate-hint",
            "Solid curves are what happens now; thin grey ones what would happen with the gate fully open. Both are \
             computed by the scene's own rule for a synapse at its initial weight, where the heterosynaptic pull is zero."
        ));
        let text = match curves.metaplasticity {
            Some([rate, factor]) => words!(
                "plots-metaplasticity",
                "M { $factor } from ν { $rate } spikes/s, { $of }",
                factor = number(&format!("{factor:.2}")),
                rate = number(&format!("{rate:.1}")),
                of = of
            ),
            None => words!(
                "plots-rule-of",
                "{ $rule }, “{ $name }”",
                rule = curves.rule.label(),
                name = &curves.projection
            ),
        };
        ui.add(bevy_egui::egui::Label::new(dim(theme, text).small()).truncate()).on_hover_text(words!(
            "plots-metaplasticity-hint",
            "Metaplasticity: the factor M on depression follows the neuron's long-term rate ν. A neuron that was busy needs \
             more activity to strengthen its synapses. Rules without M have a fixed threshold."
        ));
    });
}

/// Δw against Δt; gives the upper edge of the plot.
fn window_ui(ui: &mut Ui, theme: &Theme, curves: &PlasticityCurves) -> f32 {
    let highest = extent([&curves.lone_pairs, &curves.fast_pairs]);
    let largest = f64::from(LARGEST_LAG_MS);
    let (lone, fast) = (Mark::Line(LineStyle::Solid), Mark::Line(LineStyle::dashed_dense()));
    let entries = [
        Entry::new(words!("plots-lone-pair", "lone pair"), theme.colours.accent, lone),
        Entry::new(
            words!("plots-fast-pairs", "{ $rate } spikes/s", rate = FAST_PAIRS_HZ.to_string()),
            theme.colours.traces.threshold,
            fast,
        ),
    ];
    legend_ui(ui, theme, "window", &entries);
    let top = ui.cursor().top();
    let horizontal = Axis::new(words!("plots-lag-axis", "Δt = post − pre (ms)")).short("Δt (ms)");
    let vertical = Axis::new(words!("plots-pair-axis", "Δw a pair"));
    let plot = following_plot(ui, theme, "window", horizontal, vertical);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(-largest..=largest);
        plot.set_plot_bounds_y(-highest..=highest);
        zero_lines(plot, theme, true);
        for curve in [&curves.lone_pairs, &curves.fast_pairs] {
            plot.line(ghost(theme, curve, LineStyle::Solid));
        }
        plot.line(now(
            theme,
            &curves.fast_pairs,
            curves.gate,
            theme.colours.traces.threshold,
            LineStyle::dashed_dense(),
        ));
        plot.line(now(theme, &curves.lone_pairs, curves.gate, theme.colours.accent, LineStyle::Solid));
    });
    response.response.on_hover_text(words!(
        "plots-window-hint",
        "Weight change by one pair of spikes. Left: the receiver fires before the sender's spike arrives; right: after it. \
         Solid: a pair on its own. Dashed: a pair among others at { $rate } spikes/s, where the triplets that neighbouring \
         pairs make count as well.",
        rate = FAST_PAIRS_HZ.to_string()
    ));
    top
}

/// Δw against the postsynaptic rate.
fn threshold_ui(ui: &mut Ui, theme: &Theme, curves: &PlasticityCurves) {
    // Depression is what decides the scale: potentiation grows without bound.
    let lowest = curves.threshold_bounds.iter().chain([&curves.threshold]).flatten().map(|point| point[1]);
    let depth = f64::from(lowest.fold(0.0, f32::min).abs()).max(1e-6);
    let horizontal = Axis::new(words!("plots-receiver-axis", "receiver's rate (spikes/s)"))
        .short(words!("plots-rate-axis", "rate (spikes/s)"));
    let vertical = Axis::new(words!("plots-second-axis", "Δw a second")).short("Δw/s");
    let plot = following_plot(ui, theme, "threshold rule", horizontal, vertical);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(0.0..=f64::from(SHOWN_HZ.min(HIGHEST_RATE_HZ)));
        plot.set_plot_bounds_y(-1.2 * depth..=2.0 * depth);
        zero_lines(plot, theme, false);
        for curve in &curves.threshold_bounds {
            plot.line(ghost(theme, curve, LineStyle::dotted_dense()));
        }
        plot.line(ghost(theme, &curves.threshold, LineStyle::Solid));
        plot.line(now(theme, &curves.threshold, curves.gate, theme.colours.accent, LineStyle::Solid));
        if let Some(crossover) = curves.crossover_hz {
            let x = f64::from(crossover);
            let warm = Color32::from(theme.colours.warning);
            plot.vline(
                VLine::new("", x)
                    .color(theme.colours.warning.to_egui_with_opacity(0.5))
                    .style(LineStyle::dashed_dense()),
            );
            plot.points(Points::new("", vec![[x, 0.0]]).radius(theme.spacing.item * 0.6).color(warm));
        }
    });
    if let Some(crossover) = curves.crossover_hz {
        crossover_ui(ui, theme, &response.transform, f64::from(crossover));
    }
    response.response.on_hover_text(threshold_text(curves));
}

/// The crossover in numbers, beside its line where there is room, on a ground of its own: curves pass there.
fn crossover_ui(ui: &Ui, theme: &Theme, transform: &PlotTransform, crossover_hz: f64) {
    let frame = *transform.frame();
    let rate = plain_tick((crossover_hz * 10.0).round() / 10.0);
    let text = words!("plots-crossover", "{ $rate } spikes/s", rate = rate);
    let colour = Color32::from(theme.colours.warning);
    let galley = ui.painter().layout_no_wrap(text, FontId::proportional(theme.text.small), colour);
    let x = transform.position_from_point(&PlotPoint::new(crossover_hz, 0.0)).x;
    let gap = 0.5 * theme.spacing.item;
    let sides = [x + gap, x - gap - galley.size().x];
    let inside = |left: &f32| *left >= frame.left() && left + galley.size().x <= frame.right();
    let Some(left) = sides.into_iter().find(inside) else { return };
    let rect = Rect::from_min_size(pos2(left, frame.top()), galley.size());
    ui.painter().rect_filled(rect, 0.0, theme.colours.panel.to_egui_with_opacity(0.85));
    ui.painter().galley(rect.min, galley, colour);
}

/// What the threshold rule shows, for a tooltip.
fn threshold_text(curves: &PlasticityCurves) -> String {
    let what = words!(
        "plots-rule-hint",
        "Mean weight change while both neurons fire at random, the sender at { $rate } spikes/s.",
        rate = PRESYNAPTIC_HZ.to_string()
    );
    let crossing = match curves.crossover_hz {
        Some(crossover) => words!(
            "plots-crossing",
            "Above { $rate } spikes/s synapses strengthen, below it they weaken.",
            rate = number(&format!("{crossover:.1}"))
        ),
        None => words!(
            "plots-no-crossing",
            "There is no rate up to { $rate } spikes/s above which synapses strengthen.",
            rate = HIGHEST_RATE_HZ.to_string()
        ),
    };
    let Some([_, factor]) = curves.metaplasticity else { return format!("{what} {crossing}") };
    let threshold = words!(
        "plots-sliding",
        "With the rule's default amplitudes the crossover is 10 spikes/s × M, here M = { $factor }. Dotted: neurons that were \
         long silent (left) or long very active (right).",
        factor = number(&format!("{factor:.2}"))
    );
    format!("{what} {crossing} {threshold}")
}

fn zero_lines(plot: &mut PlotUi<'_>, theme: &Theme, vertical: bool) {
    let stroke = Stroke::new(1.0, theme.colours.text_dim.to_egui_with_opacity(0.6));
    plot.hline(HLine::new("", 0.0).stroke(stroke));
    if vertical {
        plot.vline(VLine::new("", 0.0).stroke(stroke));
    }
}

/// A curve with the gate fully open.
fn ghost<'a>(theme: &Theme, curve: &Curve, style: LineStyle) -> Line<'a> {
    Line::new("", scaled(curve, 1.0))
        .color(theme.colours.text_dim.to_egui_with_opacity(0.75))
        .width(1.0)
        .style(style)
        .allow_hover(false)
}

/// A curve as it is now.
fn now<'a>(theme: &Theme, curve: &Curve, gate: f32, colour: crate::theme::Colour, style: LineStyle) -> Line<'a> {
    Line::new("", scaled(curve, gate))
        .color(Color32::from(colour))
        .width(theme.spacing.line * 1.4)
        .style(style)
        .allow_hover(false)
}

fn scaled(curve: &Curve, gate: f32) -> PlotPoints<'static> {
    let finite = curve.iter().filter(|point| point[1].is_finite());
    PlotPoints::Owned(finite.map(|point| PlotPoint::new(f64::from(point[0]), f64::from(gate * point[1]))).collect())
}

/// Largest distance from zero, with some room.
fn extent(curves: [&Curve; 2]) -> f64 {
    let largest = curves.into_iter().flatten().map(|point| point[1].abs()).filter(|value| value.is_finite());
    f64::from(largest.fold(0.0, f32::max)).max(1e-6) * 1.1
}
