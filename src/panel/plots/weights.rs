//! Distribution of the weights of one projection, now and at the start.

use super::dock::Choice;
use super::frame::{Axis, compared_names, following_plot, outline, plain_tick};
use super::legend::{Entry, Mark, legend_ui};
use super::luck::luck_values;
use super::threshold_distribution::bin_at;
use super::time_view::read_out_ui;
use crate::number_text::significant;
use crate::panel::command::Command;
use crate::panel::style::{combo_for_readers, empty_ui};
use crate::session::Session;
use crate::simulation::WeightHistogram;
use crate::study::Readout;
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Color32, ComboBox, Id, Ui};
use egui_plot::{Bar, BarChart, GridMark, Line, LineStyle, VLine};

/// Choice of the projection.
pub fn choice_ui(ui: &mut Ui, session: &Session, choice: &mut Choice, title: &str) {
    let histograms = &session.sample.weights.histograms;
    let Some(shown) = shown(histograms, choice.projection) else { return };
    let combo = ComboBox::from_id_salt("projection")
        .selected_text(scene_text(&histograms[shown].projection))
        .show_ui(ui, |ui| {
            for (index, histogram) in histograms.iter().enumerate() {
                let name = if histogram.plastic {
                    scene_text(&histogram.projection).to_owned()
                } else {
                    words!(
                        "plots-does-not-learn",
                        "{ $name } (does not learn)",
                        name = scene_text(&histogram.projection)
                    )
                };
                if ui.selectable_label(index == shown, name).clicked() {
                    choice.projection = Some(index);
                }
            }
        })
        .response
        .on_hover_text(words!("plots-projection-hint", "Which synapses are shown."));
    let name = scene_text(&histograms[shown].projection);
    combo_for_readers(&combo, &words!("plots-weights-of", "{ $title } of { $name }", title = title, name = name));
    let histogram = &histograms[shown];
    if histogram.above > 0 {
        let above = words!(
            "plots-above",
            "{ $n -> [one] 1 synapse *[other] { $n } synapses } above { $largest }",
            n = histogram.above,
            largest = number(&significant(f64::from(histogram.maximum)))
        );
        ui.weak(above).on_hover_text(words!(
            "plots-above-hint",
            "They lie beyond the right edge of the plot, which is the largest weight that rules allow."
        ));
    }
}

pub fn shown(histograms: &[WeightHistogram], chosen: Option<usize>) -> Option<usize> {
    chosen
        .filter(|index| *index < histograms.len())
        .or_else(|| histograms.iter().position(|histogram| histogram.plastic))
        .or(if histograms.is_empty() { None } else { Some(0) })
}

/// The distribution.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
pub fn weights_ui(ui: &mut Ui, session: &Session, choice: &Choice, theme: &Theme) {
    let histograms = &session.sample.weights.histograms;
    let Some(index) = shown(histograms, choice.projection) else {
        let text = if session.info.synapses == 0 {
            words!("plots-no-synapses", "This scene has no synapses.").to_owned()
        } else {
            let press = Command::press_to_play();
            words!("plots-no-weights", "The weights were not looked at yet. { $press }", press = press)
        };
        empty_ui(ui, theme, &text);
        return;
    };
    let histogram = &histograms[index];
    let none = histogram.above == 0 && histogram.counts.iter().all(|count| *count == 0);
    if none || !histogram.maximum.is_finite() || histogram.maximum <= 0.0 {
        let why = words!(
            "plots-empty-projection",
            "The projection { $name } has no synapses to show.",
            name = scene_text(&histogram.projection)
        );
        empty_ui(ui, theme, &why);
        return;
    }
    let width = f64::from(histogram.maximum) / histogram.counts.len() as f64;
    let logarithm = |count: &u32| f64::from(count + 1).log10();
    let now: Vec<f64> = histogram.counts.iter().map(logarithm).collect();
    let start: Vec<f64> = histogram.initial.iter().map(logarithm).collect();
    let highest = now.iter().chain(&start).copied().fold(1.0, f64::max);
    let mean = f64::from(histogram.mean);
    let accent = Color32::from(theme.colours.accent);
    let filled = accent.gamma_multiply(0.55);
    let [now_name, start_name] = compared_names(session);
    let mean_name = words!("plots-mean-now", "mean now { $mean }", mean = number(&format!("{mean:.2}")));
    // Its name changes while one looks.
    let mean_id = Id::new("mean now");
    let line = Mark::Line(LineStyle::Solid);
    let entries = [
        Entry::new(now_name, filled, Mark::Area),
        Entry::new(start_name, theme.colours.text, line),
        Entry::new(&mean_name, theme.colours.warning, line).known_as(mean_id),
    ];
    legend_ui(ui, theme, "weights", &entries[..if mean.is_finite() { 3 } else { 2 }]);
    let label = words!("plots-synapses-axis", "synapses");
    let vertical = Axis { label, short: "", ticks: count_tick, whole: true };
    let horizontal = Axis::new(words!("plots-weight-axis", "weight (× initial)"));
    let plot = following_plot(ui, theme, "weights", horizontal, vertical).y_grid_spacer(|input| {
        let last = input.bounds.1.clamp(0.0, 10.0) as u32;
        let apart = (1.35 * input.base_step_size).clamp(1.0, 10.0).ceil();
        let powers = (0..=last).step_by(apart as usize);
        powers.map(|power| GridMark { value: f64::from(power), step_size: apart }).collect()
    });
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(0.0..=f64::from(histogram.maximum));
        plot.set_plot_bounds_y(0.0..=highest * 1.08);
        let bars = now.iter().enumerate().map(|(bin, height)| {
            Bar::new((bin as f64 + 0.5) * width, *height).width(width).fill(filled).stroke((0.0, Color32::TRANSPARENT))
        });
        plot.bar_chart(BarChart::new(now_name, bars.collect()).color(filled).allow_hover(false));
        luck_values(plot, session, theme, |readout| readout == Readout::Weight(index));
        plot.line(
            Line::new(start_name, outline(&start, 0.0, width))
                .color(Color32::from(theme.colours.text))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
        if mean.is_finite() {
            plot.vline(
                VLine::new(&mean_name, mean)
                    .id(mean_id)
                    .color(Color32::from(theme.colours.warning))
                    .width(theme.spacing.line)
                    .allow_hover(false),
            );
        }
    });
    read_out_ui(ui, theme, &response.response, &response.transform, |point| {
        let bin = bin_at(point.x, width, histogram.counts.len())?;
        let (from, to) = (bin as f64 * width, (bin + 1) as f64 * width);
        let start = histogram.initial.get(bin).copied().unwrap_or_default();
        Some(words!(
            "plots-weight-bin",
            "weight { $from } to { $to } × initial\n{ $first } { $now -> [one] 1 synapse *[other] { $now } synapses }\n{ $second } { $start }",
            from = plain_tick(from),
            to = plain_tick(to),
            first = now_name,
            second = start_name,
            now = histogram.counts[bin],
            start = start.to_string()
        ))
    });
}

fn count_tick(power: f64) -> String {
    plain_tick(10_f64.powf(power).round())
}
