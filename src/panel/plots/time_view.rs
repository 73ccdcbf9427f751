//! Which stretch of time a plot shows: it follows the run until the user drags it, turns the wheel or clicks a moment.

use super::arrangement::MOST_PLOTS;
use super::playhead::Playhead;
use crate::scene::file::PlotTab;
use crate::theme::Theme;
use crate::words::words;
use bevy::math::ops;
use bevy_egui::egui::{Align2, Color32, FontId, Rect, Response, Tooltip, Ui};
use egui_plot::{PlotPoint, PlotTransform};
use std::ops::RangeInclusive;

/// Change of the logarithm of the length for scrolling by one pixel.
const ZOOM_PER_PIXEL: f32 = 0.004;
/// Width from which it is said of a part of a plot that there is nothing to see (logical pixels), and its tint.
const REST_FROM: f32 = 8.0;
const REST_TINT: f32 = 0.08;
/// Shortest stretch (s of model time).
const SHORTEST_S: f64 = 0.01;

/// A stretch that the user holds (s of model time).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    start: f64,
    end: f64,
    /// Only as long as the playhead is in it: a moment in it was clicked.
    for_playhead: bool,
}

/// The stretches that the user holds, one for each place in the dock and each plot; `None` follows the run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeViews {
    held: [[Option<Held>; PlotTab::ALL.len()]; MOST_PLOTS],
    generation: u64,
    /// The moment that is shown.
    pub(super) playhead: Playhead,
}

impl TimeViews {
    /// What a plot shows (s of model time): what the user holds, as long as any of it is `kept`, else `following`. After a restart
    /// (`generation` counts them) every plot follows again.
    pub fn shown(
        &mut self,
        (place, tab): (usize, PlotTab),
        generation: u64,
        following: RangeInclusive<f64>,
        kept: &RangeInclusive<f64>,
    ) -> RangeInclusive<f64> {
        if self.generation != generation {
            *self = Self { generation, playhead: self.playhead, ..Self::default() };
        }
        let now = self.playhead.time_s;
        let held = self.slot((place, tab));
        let is_over = |held: &Held| {
            let passed = held.for_playhead && !(held.start..=held.end).contains(&now);
            passed || held.end <= *kept.start() || held.start >= *kept.end()
        };
        *held = held.filter(|held| !is_over(held));
        held.map_or(following, |held| held.start..=held.end)
    }

    /// Whether the user holds a plot.
    #[must_use]
    pub fn is_held(&self, (place, tab): (usize, PlotTab)) -> bool {
        self.held.get(place).is_some_and(|tabs| tabs[tab as usize].is_some())
    }

    /// Another plot takes this place.
    pub(super) fn forget(&mut self, place: usize) {
        self.held[place.min(MOST_PLOTS - 1)] = Default::default();
    }

    fn slot(&mut self, (place, tab): (usize, PlotTab)) -> &mut Option<Held> {
        let place = place.min(self.held.len() - 1);
        &mut self.held[place][tab as usize]
    }

    /// Drag moves, wheel or pinch zooms, a click shows its moment, a double click follows again; says so on the plot.
    pub fn steer(
        &mut self,
        ui: &Ui,
        theme: &Theme,
        key: (usize, PlotTab),
        response: &Response,
        transform: &PlotTransform,
        shown: &RangeInclusive<f64>,
        kept: &RangeInclusive<f64>,
    ) {
        let clicked = self.playhead.click(ui, response, transform);
        let playhead = self.playhead;
        let slot = self.slot(key);
        let (mut start, mut end) = (*shown.start(), *shown.end());
        let seconds_per_pixel = (end - start) / f64::from(transform.frame().width().max(1.0));
        if response.double_clicked() {
            *slot = None;
        } else if clicked {
            // What was clicked stays where it is.
            *slot = slot.or(Some(Held { start, end, for_playhead: true }));
        } else if response.dragged() && response.drag_delta().x != 0.0 {
            let moved = f64::from(response.drag_delta().x) * seconds_per_pixel;
            (start, end) = (start - moved, end - moved);
            *slot = Some(within(start, end, kept));
        } else if let Some(pointer) = response.hover_pos() {
            let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
            let factor = f64::from(ops::exp(-ZOOM_PER_PIXEL * scroll) / pinch.max(0.01));
            if (factor - 1.0).abs() > 1e-6 {
                let centre = transform.value_from_position(pointer).x.clamp(start, end);
                let longest = (kept.end() - kept.start()).max(end - start).max(SHORTEST_S);
                let span = ((end - start) * factor).clamp(SHORTEST_S, longest);
                let share = (centre - start) / (end - start).max(f64::MIN_POSITIVE);
                start = centre - share * span;
                *slot = Some(within(start, start + span, kept));
            }
        }
        rest_ui(ui, theme, transform, *shown.start(), *kept.end());
        playhead.paint(ui, theme, transform);
        if slot.is_some() {
            let place = transform.frame().right_top();
            let text = words!("plots-held", "held · double-click follows the run");
            let font = FontId::proportional(theme.text.small);
            let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::from(theme.colours.warning));
            let rect = Align2::RIGHT_TOP.anchor_size(place, galley.size());
            ui.painter().rect_filled(rect, 0.0, theme.colours.panel.to_egui_with_opacity(0.85));
            ui.painter().galley(rect.min, galley, Color32::from(theme.colours.warning));
        }
    }
}

/// Say of the parts of a plot before the run and after now that there is nothing to see.
fn rest_ui(ui: &Ui, theme: &Theme, transform: &PlotTransform, from_s: f64, now_s: f64) {
    let frame = *transform.frame();
    let x = |time_s: f64| {
        let x = transform.position_from_point(&PlotPoint::new(time_s, 0.0)).x;
        x.max(frame.left()).min(frame.right())
    };
    let parts = [
        (x(from_s)..=x(0.0), words!("plots-before", "before the start")),
        (x(now_s)..=frame.right(), words!("plots-not-yet", "not run yet")),
    ];
    let colour = Color32::from(theme.colours.text_dim);
    for (part, text) in parts {
        let rest = Rect::from_x_y_ranges(part, frame.y_range());
        if rest.width() < REST_FROM {
            continue;
        }
        let painter = ui.painter_at(rest);
        painter.rect_filled(rest, 0.0, theme.colours.text_dim.to_egui_with_opacity(REST_TINT));
        let galley = painter.layout_no_wrap(text.to_owned(), FontId::proportional(theme.text.small), colour);
        if galley.size().x + theme.spacing.section < rest.width() {
            let place = Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rest);
            painter.galley(place.min, galley, colour);
        }
    }
}

/// Move a stretch so that at least half of it lies in what is kept.
fn within(start: f64, end: f64, kept: &RangeInclusive<f64>) -> Held {
    let half = 0.5 * (end - start);
    let middle = start + half;
    // What is kept may be shorter than the stretch.
    let moved = middle.clamp(*kept.start(), kept.end().max(*kept.start())) - middle;
    Held { start: start + moved, end: end + moved, for_playhead: false }
}

/// Values under the pointer, as a small text beside it, with a line at its time or value.
pub fn read_out_ui(
    ui: &Ui,
    theme: &Theme,
    response: &Response,
    transform: &PlotTransform,
    text: impl FnOnce(PlotPoint) -> Option<String>,
) {
    let Some(pointer) = response.hover_pos().filter(|pointer| transform.frame().contains(*pointer)) else { return };
    if response.dragged() {
        return;
    }
    let Some(text) = text(transform.value_from_position(pointer)) else { return };
    let frame: Rect = *transform.frame();
    let colour = theme.colours.text_dim.to_egui_with_opacity(0.5);
    ui.painter().with_clip_rect(frame).vline(pointer.x, frame.y_range(), (1.0, colour));
    Tooltip::always_open(ui.ctx().clone(), response.layer_id, response.id, bevy_egui::egui::PopupAnchor::Pointer)
        .gap(theme.spacing.section)
        .show(|ui| ui.label(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: (usize, PlotTab) = (1, PlotTab::Rates);

    const fn held(start: f64, end: f64) -> Held {
        Held { start, end, for_playhead: false }
    }

    #[test]
    fn a_plot_follows_until_it_is_held_and_again_after_a_restart() {
        let mut views = TimeViews::default();
        let kept = 0.0..=20.0;
        assert_eq!(views.shown(KEY, 0, 18.0..=20.0, &kept), 18.0..=20.0);
        *views.slot(KEY) = Some(held(3.0, 4.0));
        assert_eq!(views.shown(KEY, 0, 18.0..=20.0, &kept), 3.0..=4.0);
        assert!(views.is_held(KEY) && !views.is_held((0, PlotTab::Rates)));
        assert_eq!(views.shown(KEY, 1, 0.0..=2.0, &kept), 0.0..=2.0);
        assert!(!views.is_held(KEY));
    }

    #[test]
    fn a_plot_follows_again_when_nothing_of_what_it_held_is_kept() {
        let mut views = TimeViews::default();
        *views.slot(KEY) = Some(held(3.0, 4.0));
        assert_eq!(views.shown(KEY, 0, 28.0..=30.0, &(10.0..=30.0)), 28.0..=30.0);
    }

    #[test]
    fn a_plot_that_was_clicked_stays_until_the_playhead_leaves_it() {
        let mut views = TimeViews::default();
        let kept = 0.0..=20.0;
        *views.slot(KEY) = Some(Held { for_playhead: true, ..held(3.0, 4.0) });
        for (now, shown) in [(3.2, 3.0..=4.0), (4.0, 3.0..=4.0), (4.1, 2.1..=4.1), (3.5, 2.5..=3.5)] {
            views.playhead.time_s = now;
            assert_eq!(views.shown(KEY, 0, now - 2.0..=now, &kept).end(), shown.end(), "at {now} s");
        }
    }

    #[test]
    fn a_stretch_cannot_be_dragged_away_from_what_is_kept() {
        assert_eq!(within(-10.0, -8.0, &(0.0..=5.0)), held(-1.0, 1.0));
        assert_eq!(within(9.0, 11.0, &(0.0..=5.0)), held(4.0, 6.0));
        assert_eq!(within(1.0, 2.0, &(0.0..=5.0)), held(1.0, 2.0));
    }
}
