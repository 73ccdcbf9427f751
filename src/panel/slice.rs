//! What one would measure of the selected neuron in a slice: f–I curve, latency, afterhyperpolarization, without its synapses.

use super::reading::{read, spikes_per_second};
use super::style::{dim, heading_ui, reading_ui};
use crate::dynamics::NeuronProperties;
use crate::measure::{CURVE_CURRENTS, SliceReadout};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Align, Color32, RichText, Ui, vec2};
use egui_plot::{Line, Plot, PlotPoints, uniform_grid_spacer};

/// Least model time between two measurements (s): each takes some milliseconds.
const INTERVAL_S: f64 = 1.0;
/// Height of the f–I curve (logical pixels).
const HEIGHT: f32 = 96.0;

/// The measurements of one neuron: when it was selected, and the newest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliceBench {
    neuron: u32,
    generation: u64,
    properties: NeuronProperties,
    at_selection: SliceReadout,
    now: SliceReadout,
    time_s: f64,
}

impl SliceBench {
    /// The measurements of a neuron as it is now: measured again if it changed, but not all the time.
    #[must_use]
    pub fn follow(earlier: Option<&Self>, session: &Session, neuron: u32, properties: NeuronProperties) -> Self {
        let generation = session.status.generation;
        let time_s = session.sample.time_s;
        match earlier.copied().filter(|bench| bench.neuron == neuron && bench.generation == generation) {
            Some(bench) if bench.properties == properties || time_s - bench.time_s < INTERVAL_S => bench,
            Some(bench) => Self { now: SliceReadout::of(&properties), properties, time_s, ..bench },
            None => {
                let now = SliceReadout::of(&properties);
                Self { neuron, generation, properties, at_selection: now, now, time_s }
            }
        }
    }
}

/// The section of the inspector; it is scrolled to once if that is `wanted`.
pub fn slice_ui(ui: &mut Ui, session: &Session, (bench, wanted): (&mut Option<SliceBench>, &mut bool), theme: &Theme) {
    let selected = session.sample.selected.as_ref().filter(|selected| Some(selected.neuron) == session.selected());
    let Some((neuron, properties)) = selected.and_then(|selected| Some((selected.neuron, selected.properties?))) else {
        return;
    };
    let measured = SliceBench::follow(bench.as_ref(), session, neuron, properties);
    *bench = Some(measured);
    let (now, then) = (measured.now, measured.at_selection);
    let heading = heading_ui(ui, theme, words!("slice-heading", "In a slice")).on_hover_text(words!(
        "slice-heading-text",
        "The protocols of an electrophysiologist, on a copy of this neuron without synapses and noise. The run is not touched."
    ));
    if std::mem::take(wanted) {
        heading.scroll_to_me(Some(Align::TOP));
    }
    curve_ui(ui, theme, &now, &then);
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words!("slice-now", "now")).color(theme.colours.traces.potential));
        ui.label(dim(theme, words!("slice-grey", "grey: when selected")));
    });
    let mut line = |name: &str, value: Option<f64>, decimals: usize, unit: &str, explanation: &str| {
        #[expect(clippy::cast_possible_truncation, reason = "a number to read")]
        let value = read(value.map_or(f32::NAN, |value| value as f32), decimals, unit);
        reading_ui(ui, theme, name, &value, explanation);
    };
    line(
        words!("slice-rheobase", "Rheobase, 1 s step"),
        now.rheobase_pa,
        0,
        "pA",
        words!(
            "slice-rheobase-text",
            "Smallest current step of one second that makes it fire; above the lasting one if it adapts."
        ),
    );
    line(
        words!("slice-gain", "Gain"),
        now.gain_hz_per_100_pa,
        1,
        words!("slice-gain-unit", "spikes/s per 100 pA"),
        words!("slice-gain-text", "Slope of the f–I curve where it fires."),
    );
    line(
        words!("slice-latency", "First spike at 200 pA"),
        now.first_spike_latency_ms,
        1,
        "ms",
        words!(
            "slice-latency-text",
            "Latency of the first spike in a step of 200 pA; – if it stays silent for a second."
        ),
    );
    line(
        words!("slice-ahp", "AHP after a burst"),
        Some(now.post_burst.peak_mv),
        1,
        "mV",
        words!("slice-ahp-text", "Largest fall below rest after five spikes, one every 10 ms."),
    );
}

fn curve_ui(ui: &mut Ui, theme: &Theme, now: &SliceReadout, then: &SliceReadout) {
    let points = |readout: &SliceReadout| -> PlotPoints<'static> {
        CURVE_CURRENTS.iter().zip(readout.rates_hz).map(|(&current, rate)| [f64::from(current), rate]).collect()
    };
    ui.allocate_ui(vec2(ui.available_width(), HEIGHT), |ui| {
        Plot::new("f-I curve")
            .height(HEIGHT)
            .allow_drag(false)
            .allow_zoom(false)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .include_y(0.0)
            .include_y(20.0)
            .x_axis_label(words!("slice-current", "current (pA)"))
            .y_axis_label(spikes_per_second())
            .x_grid_spacer(uniform_grid_spacer(|_| [1000.0, 500.0, 250.0]))
            .label_formatter(|_| None)
            .show(ui, |plot| {
                plot.line(
                    Line::new(words!("slice-then", "when selected"), points(then))
                        .color(Color32::from(theme.colours.text_dim)),
                );
                plot.line(
                    Line::new(words!("slice-now", "now"), points(now))
                        .color(Color32::from(theme.colours.traces.potential))
                        .width(theme.spacing.line),
                );
            });
    });
}
