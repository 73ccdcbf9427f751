//! A plot of run and twin: one beside the other, or below it where that leaves them more room, each under its name.

use super::dock::{Dock, Pane};
use super::{
    evidence, modulators, neuron, plasticity_window, raster, rates, recall, replay, state_space,
    threshold_distribution, threshold_map, weight_matrix, weights,
};
use crate::panel::state::PanelState;
use crate::panel::style::dim;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Label, Rect, Ui, UiBuilder, vec2};

/// Width and height that one of them needs (logical pixels).
const LEAST: (f32, f32) = (190.0, 90.0);

/// Whether a plot shows something else of a twin: what the scene claims and what its rules do is the same for both.
const fn has_sides(tab: PlotTab) -> bool {
    !matches!(tab, PlotTab::Evidence | PlotTab::Plasticity)
}

/// Whether a plot shows what is other in the twin; of others both stand beside each other.
const fn has_difference(tab: PlotTab) -> bool {
    matches!(
        tab,
        PlotTab::Raster
            | PlotTab::Rates
            | PlotTab::Modulators
            | PlotTab::ThresholdMap
            | PlotTab::Thresholds
            | PlotTab::Weights
            | PlotTab::WeightMatrix
    )
}

/// The rooms of both; none where there is none for two.
fn rooms(whole: Rect, gap: f32) -> Option<[Rect; 2]> {
    let [beside, below] = [0.5 * (whole.width() - gap), 0.5 * (whole.height() - gap)];
    let (size, step) = if beside >= LEAST.0 {
        (vec2(beside, whole.height()), vec2(beside + gap, 0.0))
    } else if below >= LEAST.1 {
        (vec2(whole.width(), below), vec2(0.0, below + gap))
    } else {
        return None;
    };
    let first = Rect::from_min_size(whole.min, size);
    Some([first, first.translate(step)])
}

/// A plot as the twin is seen: of both, or of the one in front.
pub fn sides_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, pane: Pane) {
    let whole = ui.available_rect_before_wrap();
    if session.twin.is_none() || !has_sides(pane.tab) {
        plot_ui(ui, session, &mut state.dock, theme, pane);
        return;
    }
    if session.shows_difference() && has_difference(pane.tab) {
        under_name_ui(ui, theme, &session.twin_names().concat());
        if pane.tab == PlotTab::Raster {
            // It draws the spikes of both.
            plot_ui(ui, session, &mut state.dock, theme, pane);
        } else {
            session.with_difference(|session| plot_ui(ui, session, &mut state.dock, theme, pane));
        }
        return;
    }
    let beside = session.shows_both() || session.shows_difference();
    let both = rooms(whole, theme.spacing.section).filter(|_| beside);
    let Some([front, other]) = both else {
        named_ui(ui, session, state, theme, pane);
        return;
    };
    ui.scope_builder(UiBuilder::new().max_rect(front).id_salt("run"), |ui| named_ui(ui, session, state, theme, pane));
    ui.scope_builder(UiBuilder::new().max_rect(other).id_salt("twin"), |ui| {
        session.with_other(|session| {
            state.dock.swap_sides();
            named_ui(ui, session, state, theme, pane);
            state.dock.swap_sides();
        });
    });
    ui.advance_cursor_after_rect(whole);
}

fn under_name_ui(ui: &mut Ui, theme: &Theme, name: &str) {
    ui.spacing_mut().item_spacing.y = 1.0;
    ui.add(Label::new(dim(theme, name).size(theme.text.small)).truncate());
}

/// The plot under the name of the one in front.
fn named_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, pane: Pane) {
    let of_twin = session.twin.as_ref().is_some_and(|twin| twin.in_front);
    under_name_ui(ui, theme, &session.twin_name(of_twin));
    plot_ui(ui, session, &mut state.dock, theme, pane);
}

/// A plot of the run, or of its twin while that is in front.
fn plot_ui(ui: &mut Ui, session: &mut Session, dock: &mut Dock, theme: &Theme, Pane { tab, place }: Pane) {
    match tab {
        PlotTab::Raster => raster::raster_ui(ui, session, dock, theme, place),
        PlotTab::Rates => rates::rates_ui(ui, session, dock, theme, place),
        PlotTab::StateSpace => state_space::state_space_ui(ui, session, dock, theme, place),
        PlotTab::Weights => weights::weights_ui(ui, session, &dock.choices[place], theme),
        PlotTab::WeightMatrix => weight_matrix::weight_matrix_ui(ui, session, theme),
        PlotTab::ThresholdMap => threshold_map::threshold_map_ui(ui, session, dock, theme, place),
        PlotTab::Thresholds => threshold_distribution::thresholds_ui(ui, session, theme),
        PlotTab::Modulators => modulators::modulators_ui(ui, session, dock, theme, place),
        PlotTab::Plasticity => plasticity_window::plasticity_window_ui(ui, session, theme),
        PlotTab::Neuron => neuron::neuron_ui(ui, session, dock, theme, place),
        PlotTab::Replay => replay::replay_ui(ui, session, dock, theme, place),
        PlotTab::Recall => recall::recall_ui(ui, session, dock, theme, place),
        PlotTab::Evidence => evidence::evidence_ui(ui, session, dock, theme, place),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::pos2;

    #[test]
    fn two_plots_stand_beside_or_below_each_other_as_they_have_room() {
        let whole = |width, height| Rect::from_min_size(pos2(10.0, 20.0), vec2(width, height));
        let [left, right] = rooms(whole(500.0, 100.0), 20.0).expect("room beside");
        assert_eq!((left.size(), right.min), (vec2(240.0, 100.0), pos2(270.0, 20.0)));
        let [above, below] = rooms(whole(300.0, 300.0), 20.0).expect("room below");
        assert_eq!((above.size(), below.min), (vec2(300.0, 140.0), pos2(10.0, 180.0)));
        assert_eq!(rooms(whole(300.0, 150.0), 20.0), None);
    }
}
