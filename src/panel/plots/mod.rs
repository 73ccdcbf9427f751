//! The plots at the bottom: tabs, one or two of them side by side.
//!
//! Every plot reads the session's history and follows the run by itself. An empty one says why and what to do.

mod display_order;
pub(super) mod dock;
mod evidence;
mod frame;
mod modulators;
pub(super) mod neuron;
mod picture;
mod plasticity_window;
mod raster;
mod rates;
mod replay;
mod tab;
pub mod table;
mod threshold_distribution;
mod threshold_map;
mod time_view;
mod watched;
mod weights;

pub use dock::Dock;

use super::command::Command;
use super::state::PanelState;
use crate::scene::file::PlotTab;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Align, ComboBox, Layout, Rect, Ui, UiBuilder, pos2, vec2};

/// Width from which two plots stand side by side (logical pixels).
const TWO_FROM: f32 = 900.0;

/// Width from which all tabs stand beside each other (logical pixels).
const TABS_FROM: f32 = 690.0;

/// Width that the switch of the replay lens needs beside them (logical pixels).
const LENS: f32 = 110.0;

/// The dock: one plot, or two where there is room.
pub fn plots_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let whole = ui.available_rect_before_wrap();
    if whole.width() < TWO_FROM {
        plot_with_tabs_ui(ui, session, state, theme, 0);
    } else {
        let middle = whole.center().x;
        let gap = theme.spacing.section * 0.5;
        let sides = [
            Rect::from_min_max(whole.min, pos2(middle - gap, whole.bottom())),
            Rect::from_min_max(pos2(middle + gap, whole.top()), whole.max),
        ];
        for (place, side) in sides.into_iter().enumerate() {
            let builder = UiBuilder::new().max_rect(side).id_salt(("plot place", place));
            ui.scope_builder(builder, |ui| plot_with_tabs_ui(ui, session, state, theme, place));
        }
        ui.painter().vline(middle, whole.y_range(), (1.0, bevy_egui::egui::Color32::from(theme.colours.outline)));
    }
    ui.advance_cursor_after_rect(whole);
}

fn plot_with_tabs_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme, place: usize) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let switch = if state.dock.tabs[place] == PlotTab::Replay { LENS } else { 0.0 };
        if ui.max_rect().width() < TABS_FROM + switch {
            ComboBox::from_id_salt(("plot choice", place))
                .selected_text(state.dock.tabs[place].label())
                .show_ui(ui, |ui| {
                    for tab in PlotTab::ALL {
                        ui.selectable_value(&mut state.dock.tabs[place], tab, tab.label()).on_hover_text(tab.tooltip());
                    }
                })
                .response
                .on_hover_text(state.dock.tabs[place].tooltip());
        } else {
            for tab in PlotTab::ALL {
                let response =
                    ui.selectable_label(state.dock.tabs[place] == tab, tab.label()).on_hover_text(tab.tooltip());
                if response.clicked() {
                    state.dock.tabs[place] = tab;
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if place == 1 && close_ui(ui) {
                state.ask(Command::TogglePlots);
            }
            let tab = state.dock.tabs[place];
            let why = "Saves what is kept of this plot as a table (CSV), with units and where it comes from.";
            if ui.small_button("CSV").on_hover_text(why).clicked() {
                state.files.ask_for_table(tab);
            }
            if state.dock.tabs[place] == PlotTab::Raster {
                raster::window_ui(ui, &mut state.dock);
            }
            if state.dock.tabs[place] == PlotTab::Replay {
                replay::lens_ui(ui, session);
            }
            if state.dock.tabs[place] == PlotTab::Weights {
                weights::choice_ui(ui, session, &mut state.dock);
            }
        });
    });
    let size = vec2(ui.available_width(), ui.available_height().max(40.0));
    ui.allocate_ui(size, |ui| {
        ui.push_id(("plot", place), |ui| match state.dock.tabs[place] {
            PlotTab::Raster => raster::raster_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Rates => rates::rates_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Weights => weights::weights_ui(ui, session, &state.dock, theme),
            PlotTab::ThresholdMap => threshold_map::threshold_map_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Thresholds => threshold_distribution::thresholds_ui(ui, session, theme),
            PlotTab::Modulators => modulators::modulators_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Plasticity => plasticity_window::plasticity_window_ui(ui, session, theme),
            PlotTab::Neuron => neuron::neuron_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Replay => replay::replay_ui(ui, session, &mut state.dock, theme, place),
            PlotTab::Evidence => evidence::evidence_ui(ui, session, &mut state.dock, theme),
        });
    });
}

fn close_ui(ui: &mut Ui) -> bool {
    ui.small_button("Close").on_hover_text(Command::TogglePlots.tooltip()).clicked()
}
