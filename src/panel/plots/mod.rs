//! The plots at the bottom: tabs, one or two of them side by side.
//!
//! Every plot reads the session's history and follows the run by itself. An empty one says why and what to do.

mod display_order;
mod evidence;
mod frame;
mod modulators;
mod neuron;
mod plasticity_window;
mod raster;
mod rates;
mod replay;
mod threshold_distribution;
mod threshold_map;
mod time_view;
mod weights;

pub(super) use neuron::potential_plot_ui;
pub(super) use threshold_distribution::distribution;
pub use time_view::TimeViews;

use super::command::Command;
use super::perform::perform;
use super::state::PanelState;
use crate::session::Session;
use crate::theme::Theme;
use bevy_egui::egui::{Align, ComboBox, Layout, Rect, Ui, UiBuilder, pos2, vec2};

/// Width from which two plots stand side by side (logical pixels).
const TWO_FROM: f32 = 900.0;

/// Width from which all tabs stand beside each other (logical pixels).
const TABS_FROM: f32 = 690.0;

/// Width that the switch of the replay lens needs beside them (logical pixels).
const LENS: f32 = 110.0;

/// What a plot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotTab {
    /// Spikes: time × neuron.
    Raster,
    /// Rates of the populations.
    Rates,
    /// Distribution of the weights.
    Weights,
    /// Threshold shift: time × neuron.
    ThresholdMap,
    /// Distribution of the thresholds.
    Thresholds,
    /// Levels of the neuromodulators.
    Modulators,
    /// Modulators as a pad, and what the synaptic rule does at this point.
    Plasticity,
    /// Traces of the selected neuron.
    Neuron,
    /// Replays of the memories in sleep, counted.
    Replay,
    /// The scene's claim, put to the test.
    Evidence,
}

impl PlotTab {
    /// All plots, in the order of the tabs.
    pub const ALL: [Self; 10] = [
        Self::Raster,
        Self::Rates,
        Self::Weights,
        Self::ThresholdMap,
        Self::Thresholds,
        Self::Modulators,
        Self::Plasticity,
        Self::Neuron,
        Self::Replay,
        Self::Evidence,
    ];

    /// Name on the tab.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Raster => "Raster",
            Self::Rates => "Rates",
            Self::Weights => "Weights",
            Self::ThresholdMap => "Threshold map",
            Self::Thresholds => "Thresholds",
            Self::Modulators => "Modulators",
            Self::Plasticity => "Plasticity",
            Self::Neuron => "Neuron",
            Self::Replay => "Replay",
            Self::Evidence => "Evidence",
        }
    }

    /// Whether its horizontal axis is time, so that it can be dragged and zoomed.
    #[must_use]
    pub const fn is_over_time(self) -> bool {
        !matches!(self, Self::Weights | Self::Thresholds | Self::Plasticity | Self::Evidence)
    }

    /// What it shows and how to look closer, for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        let how = if self.is_over_time() {
            "\nDrag moves in time, the wheel zooms, a double click follows the run again."
        } else {
            ""
        };
        format!("{}{how}", self.explanation())
    }

    /// What it shows, in a sentence or two.
    #[must_use]
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::Raster => {
                "Every dot is a spike. Neurons are ordered by the pattern that drives them most, in its colour. \
                 Click selects the neuron."
            }
            Self::Rates => "Spikes per second and neuron of each population, mean over 100 ms.",
            Self::Weights => {
                "How many synapses have which strength, now (filled) and at the start (outline), on a logarithmic count."
            }
            Self::ThresholdMap => {
                "How far each neuron's firing threshold has moved since the start, over the whole run. Blue: lower, so \
                 easier to excite. Orange: higher. Ordered by memory. Click selects the neuron."
            }
            Self::Thresholds => {
                "How many neurons have which firing threshold, now (filled) and at the start (outline)."
            }
            Self::Modulators => "Levels of the neuromodulators over the whole run.",
            Self::Plasticity => {
                "Dopamine and acetylcholine as a pad to drag in, and what the synaptic rule does there: change against the \
                 timing of two spikes, and against the receiver's rate."
            }
            Self::Neuron => {
                "The selected neuron: membrane potential and threshold, afterhyperpolarization, excitability."
            }
            Self::Replay => {
                "How often each memory was replayed in this sleep. Dashed: 95 of 100 shuffled memories, which are as large and as \
                 busy, stay below this by chance."
            }
            Self::Evidence => {
                "What the scene claims, put to the test: every arm with every seed, what was expected, and the verdict."
            }
        }
    }
}

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
        let switch = if state.tabs[place] == PlotTab::Replay { LENS } else { 0.0 };
        if ui.max_rect().width() < TABS_FROM + switch {
            ComboBox::from_id_salt(("plot choice", place))
                .selected_text(state.tabs[place].label())
                .show_ui(ui, |ui| {
                    for tab in PlotTab::ALL {
                        ui.selectable_value(&mut state.tabs[place], tab, tab.label()).on_hover_text(tab.tooltip());
                    }
                })
                .response
                .on_hover_text(state.tabs[place].tooltip());
        } else {
            for tab in PlotTab::ALL {
                let response = ui.selectable_label(state.tabs[place] == tab, tab.label()).on_hover_text(tab.tooltip());
                if response.clicked() {
                    state.tabs[place] = tab;
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if place == 1 && close_ui(ui) {
                perform(Command::TogglePlots, session, state);
            }
            if state.tabs[place] == PlotTab::Raster {
                raster::window_ui(ui, state);
            }
            if state.tabs[place] == PlotTab::Replay {
                replay::lens_ui(ui, session);
            }
            if state.tabs[place] == PlotTab::Weights {
                weights::choice_ui(ui, session, state);
            }
        });
    });
    let size = vec2(ui.available_width(), ui.available_height().max(40.0));
    ui.allocate_ui(size, |ui| {
        ui.push_id(("plot", place), |ui| match state.tabs[place] {
            PlotTab::Raster => raster::raster_ui(ui, session, state, theme, place),
            PlotTab::Rates => rates::rates_ui(ui, session, state, theme, place),
            PlotTab::Weights => weights::weights_ui(ui, session, state, theme),
            PlotTab::ThresholdMap => threshold_map::threshold_map_ui(ui, session, state, theme, place),
            PlotTab::Thresholds => threshold_distribution::thresholds_ui(ui, session, theme),
            PlotTab::Modulators => modulators::modulators_ui(ui, session, state, theme, place),
            PlotTab::Plasticity => plasticity_window::plasticity_window_ui(ui, session, theme),
            PlotTab::Neuron => neuron::neuron_ui(ui, session, state, theme, place),
            PlotTab::Replay => replay::replay_ui(ui, session, state, theme, place),
            PlotTab::Evidence => evidence::evidence_ui(ui, session, state, theme),
        });
    });
}

fn close_ui(ui: &mut Ui) -> bool {
    ui.small_button("Close").on_hover_text(Command::TogglePlots.tooltip()).clicked()
}
