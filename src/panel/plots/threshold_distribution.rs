//! Distribution of the firing thresholds, now and at the start.

use super::frame::{Axis, following_plot, outline};
use super::time_view::read_out_ui;
use crate::number_text::{counted, with_unit};
use crate::panel::style::empty_ui;
use crate::session::Session;
use crate::theme::{Theme, palette};
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Bar, BarChart, Corner, Legend, Line, VLine};

/// Bins of the distribution.
pub const BINS: usize = 56;

/// Counts of thresholds in equal bins over the fixed range; values beyond it are counted in the bins at its ends.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the bins"
)]
pub fn distribution(thresholds_mv: &[f32], bins: usize) -> Vec<f64> {
    let mut counts = vec![0.0; bins.max(1)];
    for threshold in thresholds_mv.iter().filter(|threshold| threshold.is_finite()) {
        let position = palette::position(*threshold, &palette::THRESHOLD_RANGE_MV);
        let bin = ((position * bins as f32) as usize).min(bins.saturating_sub(1));
        counts[bin] += 1.0;
    }
    counts
}

/// The distribution.
#[expect(clippy::cast_precision_loss, reason = "bins are few")]
pub fn thresholds_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    if session.sample.threshold_mv.is_empty() {
        let text = if session.info.positions.is_empty() {
            "This scene has no neurons to show."
        } else {
            "No threshold was measured yet. Press Space to play."
        };
        empty_ui(ui, theme, text);
        return;
    }
    let range = palette::THRESHOLD_RANGE_MV;
    let (first, last) = (f64::from(*range.start()), f64::from(*range.end()));
    let width = (last - first) / BINS as f64;
    let now = distribution(&session.sample.threshold_mv, BINS);
    let start = distribution(&session.info.initial_threshold, BINS);
    let highest = now.iter().chain(&start).copied().fold(1.0, f64::max);
    let selected = session.selected.and_then(|neuron| session.sample.threshold_mv.get(neuron as usize).copied());
    let plot = following_plot(ui, theme, "thresholds", Axis::new("threshold (mV)"), Axis::new("neurons"))
        .legend(Legend::default().position(Corner::RightTop).background_alpha(0.6));
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(first..=last);
        plot.set_plot_bounds_y(0.0..=highest * 1.08);
        let bars = now.iter().enumerate().map(|(bin, height)| {
            let centre = first + (bin as f64 + 0.5) * width;
            #[expect(clippy::cast_possible_truncation, reason = "a threshold in mV")]
            let colour = palette::threshold(centre as f32);
            Bar::new(centre, *height).width(width).fill(Color32::from(colour)).stroke((0.0, Color32::TRANSPARENT))
        });
        plot.bar_chart(
            BarChart::new("now", bars.collect()).color(Color32::from(palette::viridis(0.6))).allow_hover(false),
        );
        plot.line(
            Line::new("at the start", outline(&start, first, width))
                .color(Color32::from(theme.colours.text))
                .width(theme.spacing.line)
                .allow_hover(false),
        );
        if let Some(threshold) = selected.filter(|threshold| threshold.is_finite()) {
            plot.vline(
                VLine::new("selected neuron", f64::from(threshold))
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
        Some(format!(
            "threshold {} to {}\nnow {}\nat the start {start:.0}",
            with_unit(from, 2, "").trim_end(),
            with_unit(to, 2, "mV"),
            counted(now.round() as u64, "neuron")
        ))
    });
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
    fn every_threshold_is_counted_once() {
        let counts = distribution(&[-58.0, -44.0, -90.0, 3.0, -51.0, f32::NAN], BINS);
        assert!((counts.iter().sum::<f64>() - 5.0).abs() < 1e-12);
        assert!(counts[0] > 1.5 && counts[BINS - 1] > 1.5 && counts[BINS / 2] > 0.5);
    }
}
