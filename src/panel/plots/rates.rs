//! Rates of the populations over the last seconds.

use super::dock::Dock;
use super::frame::{Axis, decimate, following_plot, kept, last_seconds, measured, seconds, tint_course};
use super::legend::{Entry, Mark, legend_ui};
use super::luck::luck_curves;
use super::time_view::read_out_ui;
use crate::panel::command::Command;
use crate::panel::style::empty_ui;
use crate::scene::file::NeuronKind;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::session::history::RATE_WINDOW_S;
use crate::simulation::PopulationInfo;
use crate::study::Readout;
use crate::theme::{Colour, Theme};
use crate::words::{scene_text, words};
use bevy_egui::egui::{Color32, Ui};
use egui_plot::{Line, LineStyle};

/// Bins of 20 ms in one point: the window over which spikes are counted is 100 ms.
const BINS_A_POINT: usize = 5;

/// The rates.
pub fn rates_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let rates = &session.history.rates;
    if session.info.populations.is_empty() {
        empty_ui(ui, theme, words!("plots-no-populations", "This scene has no populations to show."));
        return;
    }
    if rates.is_empty() {
        let press = Command::press_to_play();
        empty_ui(ui, theme, &words!("plots-no-rate", "No rate was measured yet. { $press }", press = press));
        return;
    }
    let key = (place, PlotTab::Rates);
    let kept = kept(session, rates.front().map_or(0.0, |bin| bin.time_s));
    let following = last_seconds(session, RATE_WINDOW_S);
    let shown = dock.time_views.shown(key, session.status.generation, following, &kept);
    let columns = columns(ui);
    let populations = &session.info.populations;
    let kinds: Vec<NeuronKind> = populations.iter().map(|population| population.kind).collect();
    let looks: Vec<(Colour, LineStyle)> = (0..kinds.len()).map(|index| look(theme, &kinds, index)).collect();
    let named = |(population, &(colour, style)): (&PopulationInfo, &(Colour, LineStyle))| {
        Entry::new(scene_text(&population.name), colour, Mark::Line(style))
    };
    let names: Vec<Entry> = populations.iter().zip(&looks).map(named).collect();
    legend_ui(ui, theme, "rates", &names);
    let difference = words!("plots-rate-difference-axis", "difference (spikes/s)");
    let rate = words!("plots-rate-axis", "rate (spikes/s)");
    let label = Axis::new(if session.shows_difference() { difference } else { rate });
    let plot = following_plot(ui, theme, "rates", Axis::time(), label);
    let response = plot.show(ui, |plot| {
        let mut highest: f64 = if session.shows_difference() { 0.5 } else { 5.0 };
        let mut lines = Vec::new();
        for (index, population) in session.info.populations.iter().enumerate() {
            let mut points = Vec::with_capacity(rates.len() / BINS_A_POINT + 1);
            // The first bins are left out so that points keep their place while the window moves.
            let later = session.ahead().into_iter().flat_map(|ahead| ahead.rates.iter().rev());
            let later = later.take_while(|bin| rates.back().is_some_and(|last| bin.time_s > last.time_s));
            let bins: Vec<_> = later.chain(rates.iter().rev()).collect();
            for part in bins.chunks(BINS_A_POINT) {
                #[expect(clippy::cast_precision_loss, reason = "few bins")]
                let mean =
                    part.iter().filter_map(|bin| bin.rates_hz.get(index)).map(|rate| f64::from(*rate)).sum::<f64>()
                        / part.len() as f64;
                highest = highest.max(mean.abs());
                points.push([part[0].time_s, mean]);
            }
            points.reverse();
            lines.push(
                Line::new(scene_text(&population.name), decimate(&points, columns))
                    .color(Color32::from(looks[index].0))
                    .width(theme.spacing.line)
                    .style(looks[index].1),
            );
        }
        plot.set_plot_bounds_x(shown.clone());
        plot.set_plot_bounds_y(lowest(session, highest)..=highest * 1.1);
        tint_course(plot, theme, session, &shown);
        luck_curves(plot, session, theme, PlotTab::Rates, |readout| match readout {
            Readout::Rate(index) if index < looks.len() => looks[index].0,
            _ => theme.colours.text_dim,
        });
        for line in lines {
            plot.line(line);
        }
    });
    dock.time_views.steer(ui, theme, key, &response.response, &response.transform, &shown, &kept);
    read_out_ui(ui, theme, &response.response, &response.transform, |point| rates_text(session, point.x));
}

/// Lower end of an axis from 0 up to a value; as far below 0 where it shows what is other in the twin.
pub fn lowest(session: &Session, highest: f64) -> f64 {
    if session.shows_difference() { -1.1 * highest } else { 0.0 }
}

/// Colour and pattern of a population's line: those of its kind, other ones for each further population of the kind.
fn look(theme: &Theme, kinds: &[NeuronKind], index: usize) -> (Colour, LineStyle) {
    let kind = kinds[index];
    let place = kinds[..index].iter().filter(|other| **other == kind).count();
    let styles = match kind {
        NeuronKind::Excitatory => [LineStyle::Solid, LineStyle::dashed_loose(), LineStyle::Dotted { spacing: 7.0 }],
        NeuronKind::Inhibitory => {
            [LineStyle::dashed_dense(), LineStyle::dotted_dense(), LineStyle::Dashed { length: 14.0 }]
        }
    };
    (theme.population(kind, place), styles[place % styles.len()])
}

/// Rates at a time, as the lines show them: mean of the 100 ms that end there.
fn rates_text(session: &Session, time_s: f64) -> Option<String> {
    let is_later = session.history.rates.back().is_some_and(|last| time_s > last.time_s);
    let rates = &session.ahead().filter(|_| is_later).unwrap_or(&session.history).rates;
    let end = rates.partition_point(|bin| bin.time_s <= time_s);
    let bins = rates.range(end.saturating_sub(BINS_A_POINT)..end);
    if bins.len() == 0 || time_s > rates.back()?.time_s + 0.1 {
        return None;
    }
    let mut text = seconds(time_s, 2);
    for (index, population) in session.info.populations.iter().enumerate() {
        let (sum, count) = bins
            .clone()
            .filter_map(|bin| bin.rates_hz.get(index))
            .fold((0.0, 0.0), |(sum, count), rate| (sum + rate, count + 1.0));
        let rate = rate_text(sum / count);
        text.push_str(&format!("\n{} {rate}", scene_text(&population.name)));
    }
    Some(text)
}

/// A rate with its unit.
pub fn rate_text(rate_hz: f32) -> String {
    words!("plots-rate", "{ $rate } spikes/s", rate = measured(rate_hz, 1, ""))
}

/// Points that are worth drawing in this width.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width on the screen")]
pub fn columns(ui: &Ui) -> usize {
    (ui.available_width().clamp(50.0, 4000.0) / 2.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn populations_of_a_kind_are_told_apart() {
        let theme = Theme::built_in();
        let [e, i] = [NeuronKind::Excitatory, NeuronKind::Inhibitory];
        let kinds = [e, e, i, e, i];
        let looks: Vec<_> = (0..kinds.len()).map(|index| look(&theme, &kinds, index)).collect();
        for (index, one) in looks.iter().enumerate() {
            for other in &looks[..index] {
                assert!(one.0 != other.0 && one.1 != other.1, "{one:?} and {other:?}");
            }
        }
        assert_eq!(looks[0].0, theme.kind(e));
    }
}
