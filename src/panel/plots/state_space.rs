//! The state space: two rates against each other, or the two directions in which all of them vary most.

use super::axes::Axes;
use super::dock::{Choice, Dock};
use super::frame::{Axis, axis_name, fitting, following_plot, seconds};
use super::legend::{Entry, Mark, legend_ui};
use super::rates::rate_text;
use super::state_points::{MEAN_OVER_S, Reading, StatePoint, rate_names};
use super::time_view::read_out_ui;
use crate::modulation::BrainState;
use crate::panel::command::Command;
use crate::panel::style::{combo_for_readers, empty_ui};
use crate::session::Session;
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{Color32, ComboBox, Ui};
use egui_plot::{Line, LineStyle, MarkerShape, PlotPoint, PlotPoints, Points};

/// Least number of points that are shown.
const LEAST_POINTS: usize = 5;
/// Opacity of the line: it crosses itself.
const OPACITY: f32 = 0.8;
/// How far the colour of a brain state is brought to that of text: thin lines need more contrast than what is filled.
const LIGHTER: f32 = 0.3;
/// Least height of what the components span, as a share of its width: what hardly varies shall not look as if it did.
const LEAST_HEIGHT: f64 = 0.4;
/// Share of the variance below which a component is next to nothing.
const LEAST_SHARE: f64 = 0.01;
/// How near to a point the pointer has to be to read it (logical pixels).
const REACH: f32 = 20.0;

/// Choice of the two axes.
pub fn axes_ui(ui: &mut Ui, session: &Session, choice: &mut Choice, title: &str) {
    let names = rate_names(session);
    if names.len() < 2 {
        return;
    }
    let axes = choice.axes.of(names.len());
    let width = ui.spacing().interact_size.x;
    // From the right: upwards, then to the right.
    if let Axes::Rates { x, y } = axes {
        let combo =
            ComboBox::from_id_salt("upwards").width(width).selected_text(format!("↑ {}", names[y])).show_ui(ui, |ui| {
                for (place, name) in names.iter().enumerate() {
                    if ui.selectable_label(place == y, name).clicked() {
                        choice.axes = Axes::Rates { x, y: place };
                    }
                }
            });
        let response = combo.response.on_hover_text(words!("plots-upwards-hint", "Whose rate goes upwards."));
        combo_for_readers(
            &response,
            &words!("plots-upwards", "{ $title } upwards: { $name }", title = title, name = &names[y]),
        );
    }
    let text = match axes {
        Axes::Rates { x, .. } => format!("→ {}", names[x]),
        _ => words!("plots-pca", "PCA").to_owned(),
    };
    let combo = ComboBox::from_id_salt("to the right").width(width).selected_text(&text).show_ui(ui, |ui| {
        if ui.selectable_label(axes == Axes::Components, words!("plots-pca-of-all", "PCA of all rates")).clicked() {
            choice.axes = Axes::Components;
        }
        for (place, name) in names.iter().enumerate() {
            let chosen = matches!(axes, Axes::Rates { x, .. } if x == place);
            if ui.selectable_label(chosen, name).clicked() {
                let other = usize::from(place == 0);
                let y = if let Axes::Rates { y, .. } = axes { y } else { other };
                choice.axes = Axes::Rates { x: place, y };
            }
        }
    });
    let response = combo.response.on_hover_text(words!(
        "plots-to-the-right-hint",
        "Whose rate goes to the right; or the two directions in which all rates vary most."
    ));
    combo_for_readers(
        &response,
        &words!("plots-to-the-right", "{ $title } to the right: { $name }", title = title, name = text),
    );
}

/// The state space.
pub fn state_space_ui(ui: &mut Ui, session: &Session, dock: &mut Dock, theme: &Theme, place: usize) {
    let names = rate_names(session);
    if names.len() < 2 {
        let why = words!(
            "plots-one-rate",
            "A state space needs two rates, and this scene has fewer: one population and no memories."
        );
        empty_ui(ui, theme, why);
        return;
    }
    let axes = dock.choices[place].axes.of(names.len());
    let reading = &mut dock.state_space[place];
    reading.update(session, ui.input(|input| input.time));
    if reading.points.len() < LEAST_POINTS {
        let why = words!(
            "plots-no-path",
            "Too little has run for a path through the state space yet. { $press }",
            press = Command::press_to_play()
        );
        empty_ui(ui, theme, &why);
        return;
    }
    let Some((labels, places)) = placed(axes, &names, reading) else {
        let why =
            words!("plots-no-direction", "No rate has changed yet, so there is no direction in which they vary most.");
        empty_ui(ui, theme, why);
        return;
    };
    let [horizontal, vertical] = labels;
    let now = words!("plots-now", "now");
    let seen = |state: &BrainState| reading.points.iter().any(|point| point.state == *state);
    let states = BrainState::ALL.into_iter().filter(seen);
    let named = states.map(|state| Entry::new(state.label(), state_colour(theme, state), Mark::Line(LineStyle::Solid)));
    let newest = Entry::new(now, theme.colours.text, Mark::Dot);
    legend_ui(ui, theme, "state space", &named.chain([newest]).collect::<Vec<_>>());
    // Beside the axes stand their numbers.
    let room = ui.available_size() - bevy_egui::egui::vec2(4.0, 2.5) * theme.text.small;
    let horizontal = fitting(ui, theme, horizontal.each_ref().map(String::as_str), room.x);
    let vertical = fitting(ui, theme, vertical.each_ref().map(String::as_str), room.y);
    let plot = following_plot(ui, theme, "state space", Axis::new(""), Axis::new(""))
        .custom_x_axes(vec![axis_name(theme, &horizontal, false)])
        .custom_y_axes(vec![axis_name(theme, &vertical, true)]);
    let mut ranges = [0, 1].map(|axis| extent(&places, axis));
    if axes == Axes::Components {
        let [first, second] = &mut ranges;
        *second = widened(second, LEAST_HEIGHT * (first.end() - first.start()));
    }
    let [across, upwards] = ranges;
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(across);
        plot.set_plot_bounds_y(upwards);
        for (state, run) in runs(&reading.points) {
            // Each begins where the one before ends.
            let run = &places[run.start.saturating_sub(1)..run.end];
            let points = run.iter().map(|&[x, y]| PlotPoint::new(x, y)).collect();
            plot.line(
                Line::new(state.label(), PlotPoints::Owned(points))
                    .color(state_colour(theme, state).to_egui_with_opacity(OPACITY))
                    .width(theme.spacing.line)
                    .allow_hover(false),
            );
        }
        if let Some(&newest) = places.last() {
            let colour = Color32::from(theme.colours.text);
            plot.points(
                Points::new(now, vec![newest]).radius(5.0).shape(MarkerShape::Circle).color(colour).allow_hover(false),
            );
        }
    });
    read_out_ui(ui, theme, &response.response, &response.transform, |pointer| {
        let pointer = response.transform.position_from_point(&pointer);
        let distance =
            |&[x, y]: &[f64; 2]| response.transform.position_from_point(&PlotPoint::new(x, y)).distance(pointer);
        let nearest = places.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
        let point = reading.points.get(nearest.0).filter(|_| distance(nearest.1) <= REACH)?;
        let mean = number(&MEAN_OVER_S.to_string());
        let mean = words!("plots-mean-over", "mean over { $seconds } s", seconds = mean);
        let mut text = format!("{}, {}\n{mean}", seconds(point.time_s, 1), point.state.label());
        for (name, rate) in names.iter().zip(&point.rates_hz) {
            text.push_str(&format!("\n{name} {}", rate_text(*rate as f32)));
        }
        Some(text)
    });
}

/// Names of both axes, from long to short, and where each point lies; none if nothing varies.
fn placed(axes: Axes, names: &[String], reading: &Reading) -> Option<([[String; 3]; 2], Vec<[f64; 2]>)> {
    let points = reading.points.iter();
    if let Axes::Rates { x, y } = axes {
        let label = |place: usize| {
            let name = &names[place];
            [
                words!("plots-rate-of", "{ $name } (spikes/s)", name = name),
                words!("plots-rate-of-short", "{ $name }, spikes/s", name = name),
                name.clone(),
            ]
        };
        return Some(([label(x), label(y)], points.map(|point| [point.rates_hz[x], point.rates_hz[y]]).collect()));
    }
    let principal = reading.principal.as_ref()?;
    let label = |k: usize| {
        if principal.shares[k] < LEAST_SHARE {
            let k = k + 1;
            return [
                words!(
                    "plots-component-none",
                    "component { $k }: next to nothing varies beside the first (spikes/s)",
                    k = k
                ),
                words!("plots-component-none-short", "PC { $k }: next to nothing varies", k = k),
                words!("plots-component-none-shortest", "PC { $k }, < 1 %", k = k),
            ];
        }
        let (k, share) = (k + 1, format!("{:.0} %", 100.0 * principal.shares[k]));
        [
            words!(
                "plots-component",
                "component { $k }, { $share } of variance (spikes/s)",
                k = k,
                share = share.as_str()
            ),
            words!("plots-component-short", "PC { $k }, { $share } (spikes/s)", k = k, share = share.as_str()),
            words!("plots-component-shortest", "PC { $k }, { $share }", k = k, share = share.as_str()),
        ]
    };
    Some(([label(0), label(1)], points.map(|point| principal.place(&point.rates_hz)).collect()))
}

fn state_colour(theme: &Theme, state: BrainState) -> Colour {
    theme.colours.phases.of(state).mix(theme.colours.text, LIGHTER)
}

/// Stretches of one brain state, by the places of their points.
fn runs(points: &[StatePoint]) -> Vec<(BrainState, std::ops::Range<usize>)> {
    let mut runs: Vec<(BrainState, std::ops::Range<usize>)> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        match runs.last_mut() {
            Some((state, run)) if *state == point.state => run.end = place + 1,
            _ => runs.push((point.state, place..place + 1)),
        }
    }
    runs
}

/// From the lowest to the highest value, with some room.
fn extent(places: &[[f64; 2]], axis: usize) -> std::ops::RangeInclusive<f64> {
    let values = || places.iter().map(|place| place[axis]).filter(|value| value.is_finite());
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    if low > high {
        return 0.0..=1.0;
    }
    let room = (0.08 * (high - low)).max(0.1);
    low - room..=high + room
}

/// A range that is at least so long, round the same middle.
fn widened(range: &std::ops::RangeInclusive<f64>, least: f64) -> std::ops::RangeInclusive<f64> {
    let more = 0.5 * (least - (range.end() - range.start())).max(0.0);
    range.start() - more..=range.end() + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_cut_where_the_brain_state_changes() {
        let point = |state| StatePoint { time_s: 0.0, state, rates_hz: vec![1.0, 2.0] };
        let (awake, nrem) = (BrainState::Awake, BrainState::Nrem);
        let points = [awake, awake, nrem, awake].map(point);
        assert_eq!(runs(&points), [(awake, 0..2), (nrem, 2..3), (awake, 3..4)]);
        assert_eq!(extent(&[[1.0, f64::NAN], [3.0, 2.0]], 0), 1.0 - 0.16..=3.0 + 0.16);
        assert_eq!(extent(&[], 1), 0.0..=1.0);
        assert_eq!(widened(&(-0.1..=0.1), 4.0), -2.0..=2.0);
        assert_eq!(widened(&(0.0..=6.0), 4.0), 0.0..=6.0);
    }

    #[test]
    fn what_is_not_there_is_not_shown() {
        assert_eq!(Axes::Usual.of(2), Axes::Rates { x: 0, y: 1 });
        assert_eq!(Axes::Usual.of(3), Axes::Components);
        assert_eq!(Axes::Rates { x: 4, y: 0 }.of(3), Axes::Components);
    }
}
