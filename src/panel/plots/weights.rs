//! Distribution of the weights of one projection, now and at the start.

use super::dock::Choice;
use super::frame::{Axis, following_plot, outline, plain_tick, with_legend};
use super::threshold_distribution::bin_at;
use super::time_view::read_out_ui;
use crate::number_text::{counted, significant};
use crate::panel::command::Command;
use crate::panel::style::{combo_for_readers, empty_ui};
use crate::session::Session;
use crate::simulation::WeightHistogram;
use crate::theme::Theme;
use bevy_egui::egui::{Color32, ComboBox, Ui};
use egui_plot::{Bar, BarChart, Corner, Line, VLine};

/// Choice of the projection.
pub fn choice_ui(ui: &mut Ui, session: &Session, choice: &mut Choice, title: &str) {
    let histograms = &session.sample.weights.histograms;
    let Some(shown) = shown(histograms, choice.projection) else { return };
    let combo = ComboBox::from_id_salt("projection")
        .selected_text(histograms[shown].projection.clone())
        .show_ui(ui, |ui| {
            for (index, histogram) in histograms.iter().enumerate() {
                let name = if histogram.plastic {
                    histogram.projection.clone()
                } else {
                    format!("{} (does not learn)", histogram.projection)
                };
                if ui.selectable_label(index == shown, name).clicked() {
                    choice.projection = Some(index);
                }
            }
        })
        .response
        .on_hover_text("Which synapses are shown.");
    combo_for_readers(&combo, &format!("{title} of {}", histograms[shown].projection));
    let histogram = &histograms[shown];
    if histogram.above > 0 {
        let above = counted(u64::from(histogram.above), "synapse");
        ui.weak(format!("{above} above {}", significant(f64::from(histogram.maximum))))
            .on_hover_text("They lie beyond the right edge of the plot, which is the largest weight that rules allow.");
    }
}

fn shown(histograms: &[WeightHistogram], chosen: Option<usize>) -> Option<usize> {
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
            "This scene has no synapses.".to_owned()
        } else {
            format!("The weights were not looked at yet. {}", Command::press_to_play())
        };
        empty_ui(ui, theme, &text);
        return;
    };
    let histogram = &histograms[index];
    let none = histogram.above == 0 && histogram.counts.iter().all(|count| *count == 0);
    if none || !histogram.maximum.is_finite() || histogram.maximum <= 0.0 {
        empty_ui(ui, theme, &format!("The projection {} has no synapses to show.", histogram.projection));
        return;
    }
    let width = f64::from(histogram.maximum) / histogram.counts.len() as f64;
    let logarithm = |count: &u32| f64::from(count + 1).log10();
    let now: Vec<f64> = histogram.counts.iter().map(logarithm).collect();
    let start: Vec<f64> = histogram.initial.iter().map(logarithm).collect();
    let highest = now.iter().chain(&start).copied().fold(1.0, f64::max);
    let mean = f64::from(histogram.mean);
    let vertical = Axis { label: "synapses", ticks: count_tick };
    let plot = following_plot(ui, theme, "weights", Axis::new("weight (× initial)"), vertical).y_grid_spacer(|input| {
        #[expect(clippy::cast_possible_truncation, reason = "powers of ten that a u32 count can have")]
        let last = input.bounds.1.clamp(0.0, 10.0) as i32;
        (0..=last).map(|power| egui_plot::GridMark { value: f64::from(power), step_size: 1.0 }).collect()
    });
    let plot = with_legend(ui, plot, Corner::RightTop);
    let accent = Color32::from(theme.colours.accent);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(0.0..=f64::from(histogram.maximum));
        plot.set_plot_bounds_y(0.0..=highest * 1.08);
        let bars = now.iter().enumerate().map(|(bin, height)| {
            Bar::new((bin as f64 + 0.5) * width, *height)
                .width(width)
                .fill(accent.gamma_multiply(0.55))
                .stroke((0.0, Color32::TRANSPARENT))
        });
        plot.bar_chart(BarChart::new("now", bars.collect()).color(accent.gamma_multiply(0.55)).allow_hover(false));
        plot.line(
            Line::new("at the start", outline(&start, 0.0, width))
                .color(Color32::from(theme.colours.text))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
        if mean.is_finite() {
            plot.vline(
                VLine::new(format!("mean now {mean:.2}"), mean)
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
        Some(format!(
            "weight {} to {} × initial\nnow {}\nat the start {start}",
            plain_tick(from),
            plain_tick(to),
            counted(histogram.counts[bin].into(), "synapse")
        ))
    });
}

fn count_tick(power: f64) -> String {
    plain_tick(10_f64.powf(power).round())
}
