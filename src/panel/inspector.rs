//! The inspector at the right: the selected neuron, several of them, or the whole network.

use super::command::Command;
use super::group_inspector::{group_ui, rank_ui};
use super::kind::{kind_mark_ui, kind_of, kind_text};
use super::own::own_ui;
use super::plots::neuron::potential_plot_ui;
use super::slice::{SliceBench, slice_ui};
use super::style::{dim, heading_ui, name_for_readers, reading_ui};
use super::why::why_ui;
use crate::measure::SpikeCause;
use crate::number_text::{counted, thousands, with_unit};
use crate::scene::file::{NeuronKind, Variable, VariableFacts};
use crate::session::Session;
use crate::simulation::{Fibre, SelectedNeuron, TracePoint};
use crate::theme::Theme;
use bevy_egui::egui::{Align, Button, Color32, Layout, Rect, RichText, Sense, Ui, WidgetInfo, WidgetType, vec2};
use std::sync::Arc;

/// Time of the live trace (s of model time).
const TRACE_S: f64 = 1.0;
/// Height of the live trace (logical pixels).
const TRACE_HEIGHT: f32 = 130.0;
/// Height of the inspector from which the trace stands above every page (logical pixels).
const TRACE_FROM: f32 = 480.0;
/// Synapses listed on each side.
const LISTED: usize = 30;
/// What stands where a number from −1 to 1 would have a unit.
const OF_ONE: &str = "of ±1";
/// Time over which the rates of the summary are taken (s of model time).
const RATE_WINDOW_S: f64 = 2.0;

/// What is told of the selected neuron.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NeuronPage {
    /// The values of its variables.
    #[default]
    Values,
    /// Why it fired and why its threshold moved.
    Why,
    /// Its incoming synapses.
    Inputs,
    /// Its outgoing synapses.
    Outputs,
}

/// What the inspector remembers between frames.
pub struct Inspector {
    /// What is told of the selected neuron.
    pub page: NeuronPage,
    /// The spike that is explained while others follow; none: the newest.
    pub held_spike: Option<Arc<SpikeCause>>,
    /// Slice measurements of the selected neuron.
    pub slice: Option<SliceBench>,
    /// How many neurons a choice by rank takes.
    pub rank_count: usize,
}

impl Default for Inspector {
    fn default() -> Self {
        Self { page: NeuronPage::Values, held_spike: None, slice: None, rank_count: 20 }
    }
}

/// The inspector.
pub fn inspector_ui(ui: &mut Ui, session: &mut Session, state: &mut Inspector, theme: &Theme) {
    let Some(neuron) = session.selected() else {
        network_ui(ui, session, &mut state.rank_count, theme);
        return;
    };
    if session.selection.is_group() {
        group_ui(ui, session, &mut state.rank_count, theme);
        return;
    }
    let selected = session.sample.selected.clone().filter(|selected| selected.neuron == neuron);
    neuron_title_ui(ui, session, theme, neuron);
    match selected {
        Some(selected) => neuron_ui(ui, session, state, theme, &selected),
        None => {
            ui.label(dim(theme, format!("Its values come with the next step. {}", Command::press_to_play())));
        }
    }
}

fn network_ui(ui: &mut Ui, session: &mut Session, rank_count: &mut usize, theme: &Theme) {
    ui.label(RichText::new("Network").size(theme.text.heading).strong().color(theme.colours.text));
    ui.label(dim(theme, "Click a neuron to see its voltage, threshold and synapses."));
    let info = session.info.clone();
    if let Some(most_active) = most_active(session) {
        let whom = if info.learning.is_empty() { "" } else { ", among those that can learn" };
        let pick = ui
            .button("Pick the most active")
            .on_hover_text(format!("Selects the neuron that fired most in the last 2 s{whom}."));
        if pick.clicked() {
            session.select(Some(most_active));
        }
    }
    rank_ui(ui, session, rank_count, theme);
    heading_ui(ui, theme, "Populations");
    if info.populations.is_empty() {
        ui.label(dim(theme, "This scene has no neurons."));
    }
    for (index, population) in info.populations.iter().enumerate() {
        let rate = session.history.mean_rate_hz(index, RATE_WINDOW_S);
        let rate = rate.map_or_else(|| "– spikes/s".to_owned(), |rate| with_unit(rate, 1, "spikes/s"));
        let kind = kind_text(population.kind);
        let size = counted(population.range.len() as u64, &format!("{kind} neuron"));
        ui.horizontal(|ui| {
            kind_mark_ui(ui, theme, population.kind);
            ui.label(RichText::new(&population.name).color(theme.colours.text));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(rate));
        })
        .response
        .on_hover_text(format!("{size}; spikes per second and neuron, mean of the last {RATE_WINDOW_S} s."));
        ui.label(dim(theme, size));
    }
    heading_ui(ui, theme, "Facts");
    let spread = mean_and_spread(&session.sample.threshold_mv);
    let threshold =
        spread.map_or_else(|| "– mV".to_owned(), |(mean, sd)| format!("{mean:.1} ± {sd:.1} mV").replace('-', "−"));
    reading_ui(ui, theme, "Threshold, mean ± SD", &threshold, "Firing thresholds of all neurons now.");
    let mean = |values: &[f32]| mean_and_spread(values).map_or(f32::NAN, |(mean, _)| mean);
    reading_ui(
        ui,
        theme,
        "Excitability e, mean",
        &with_unit(mean(&session.sample.excitability), 2, OF_ONE),
        "Learned excitability, −1 to 1; 0 at the start.",
    );
    reading_ui(ui, theme, "Number of neurons", &thousands(info.positions.len() as u64), "All populations together.");
    reading_ui(
        ui,
        theme,
        "Number of synapses",
        &thousands(info.synapses as u64),
        "All projections together; the 3D view draws the 300 excitatory ones with the largest conductances.",
    );
    reading_ui(ui, theme, "Time step", &with_unit(info.dt_ms, 2, "ms"), "Integration step of this scene.");
    reading_ui(ui, theme, "Seed", &info.seed.to_string(), "All random draws follow from this number.");
    if !info.patterns.is_empty() {
        heading_ui(ui, theme, "Patterns");
        let mut picked = None;
        for (index, pattern) in info.patterns.iter().enumerate() {
            ui.horizontal(|ui| {
                let name = RichText::new(&pattern.name).strong().color(theme.pattern(index));
                let pick = ui.add(Button::new(name).small()).on_hover_text("Selects its members.");
                name_for_readers(&pick, true, &format!("Select the members of {}", pattern.name));
                if pick.clicked() {
                    picked = Some(index);
                }
                let members =
                    pattern.members.iter().filter_map(|neuron| session.sample.excitability.get(*neuron as usize));
                let values: Vec<f32> = members.copied().collect();
                let neurons = counted(pattern.members.len() as u64, "neuron");
                let text = format!("{neurons}, e = {}", with_unit(mean(&values), 2, "").trim_end());
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
            })
            .response
            .on_hover_text(
                "The neurons that this pattern drives most, and their mean learned excitability e (−1 to 1).",
            );
        }
        if let Some(pattern) = picked {
            session.select_memory(pattern);
        }
    }
}

fn neuron_title_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, neuron: u32) {
    let info = session.info.clone();
    let population = info.populations.iter().find(|population| population.range.contains(&neuron));
    ui.horizontal(|ui| {
        if let Some(population) = population {
            kind_mark_ui(ui, theme, population.kind);
        }
        ui.label(
            RichText::new(format!("Neuron #{neuron}")).size(theme.text.heading).strong().color(theme.colours.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let clear = ui.small_button("clear").on_hover_text(Command::Clear.tooltip());
            if clear.clicked() {
                session.select(None);
            }
        });
    });
    let kind = population.map_or("unknown kind", |population| kind_text(population.kind));
    let name = population.map_or("", |population| population.name.as_str());
    ui.horizontal_wrapped(|ui| {
        ui.label(dim(theme, format!("{kind} {name}")));
        let mut none = true;
        for (index, pattern) in info.patterns.iter().enumerate() {
            if pattern.members.contains(&neuron) {
                none = false;
                ui.label(RichText::new(format!("in {}", pattern.name)).strong().color(theme.pattern(index)));
            }
        }
        if none && !info.patterns.is_empty() {
            ui.label(dim(theme, "in no pattern"));
        }
    });
}

fn neuron_ui(ui: &mut Ui, session: &mut Session, state: &mut Inspector, theme: &Theme, selected: &SelectedNeuron) {
    pages_ui(ui, &mut state.page, theme);
    // In a low window an answer is worth more than the trace above it.
    if state.page == NeuronPage::Values || ui.clip_rect().height() >= TRACE_FROM {
        trace_ui(ui, session, theme);
    }
    match state.page {
        NeuronPage::Values => values_ui(ui, session, state, theme, selected),
        NeuronPage::Why => why_ui(ui, session, &mut state.held_spike, theme, selected),
        NeuronPage::Inputs => {
            synapses_ui(ui, session, theme, "incoming", &selected.incoming, |fibre| fibre.presynaptic);
        }
        NeuronPage::Outputs => {
            synapses_ui(ui, session, theme, "outgoing", &selected.outgoing, |fibre| fibre.postsynaptic);
        }
    }
}

/// Potential and threshold in the last second.
fn trace_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    if session.history.trace.is_empty() {
        let text = format!("No trace yet. {}", Command::press_to_play());
        ui.label(dim(theme, text));
        return;
    }
    ui.allocate_ui(vec2(ui.available_width(), TRACE_HEIGHT), |ui| {
        ui.set_min_height(TRACE_HEIGHT);
        potential_plot_ui(ui, session, theme, TRACE_S);
    });
    ui.horizontal(|ui| {
        ui.label(RichText::new("potential V").color(theme.colours.traces.potential));
        ui.label(RichText::new("threshold θ").color(theme.colours.traces.threshold));
    });
}

/// The choice between the pages.
fn pages_ui(ui: &mut Ui, page: &mut NeuronPage, theme: &Theme) {
    ui.add_space(theme.spacing.item);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (own, label, explanation) in [
            (NeuronPage::Values, "Values", "All its variables now.".to_owned()),
            (NeuronPage::Why, "Why?", Command::Why.tooltip()),
            (NeuronPage::Inputs, "Inputs", "Its incoming synapses, strongest first.".to_owned()),
            (NeuronPage::Outputs, "Outputs", "Its outgoing synapses, strongest first.".to_owned()),
        ] {
            ui.selectable_value(page, own, label).on_hover_text(explanation);
        }
    });
}

fn values_ui(ui: &mut Ui, session: &mut Session, state: &mut Inspector, theme: &Theme, selected: &SelectedNeuron) {
    let index = selected.neuron as usize;
    // Before it has a trace its potential is known all the same, its AHP is not.
    let last = session.history.trace.back().copied().unwrap_or_else(|| TracePoint {
        potential_mv: session.sample.potential_mv.get(index).copied().unwrap_or(f32::NAN),
        ahp_ns: f32::NAN,
        ..TracePoint::default()
    });
    let threshold = session.sample.threshold_mv.get(index).copied().unwrap_or(f32::NAN);
    let initial = session.info.initial_threshold.get(index).copied().unwrap_or(f32::NAN);
    let excitability = session.sample.excitability.get(index).copied().unwrap_or(f32::NAN);
    let mut line = |name: &str, value: String, explanation: &str| reading_ui(ui, theme, name, &value, explanation);
    let mut of_table = |variable: Variable, value: f32, decimals: usize| {
        let facts = variable.facts();
        line(&name_with_symbol(facts), with_unit(value, decimals, facts.unit), facts.meaning);
    };
    of_table(Variable::Potential, last.potential_mv, 1);
    of_table(Variable::LastingThreshold, threshold, 1);
    of_table(Variable::ThresholdShift, threshold - initial, 2);
    of_table(Variable::Excitability, excitability, 2);
    let paint = session.sample.paint.get(index).copied().unwrap_or_default();
    if paint != 0.0 {
        of_table(Variable::Paint, paint, 2);
    }
    of_table(Variable::Ahp, last.ahp_ns, 2);
    of_table(Variable::AhpMultiplier, selected.ahp_multiplier, 2);
    of_table(Variable::Leak, selected.leak_multiplier, 2);
    // What the colour shows besides.
    let shown = session.shown().filter(|shown| !LISTED_VARIABLES.contains(&shown.variable));
    if let Some((shown, &value)) = shown.and_then(|shown| Some((shown, shown.values.get(index)?))) {
        of_table(shown.variable, value, 2);
    }
    line("Rheobase", with_unit(selected.rheobase_pa, 0, "pA"), RHEOBASE);
    line(
        "Rate",
        with_unit(selected.rate_hz, 1, "spikes/s"),
        "Spikes per second over the last 20 s of model time, or since it was selected.",
    );
    line(
        "Input resistance",
        with_unit(selected.input_resistance_mohm, 0, "MΩ"),
        "Millivolts that a lasting current of 1 nA would add at rest.",
    );
    own_ui(ui, session, theme, selected);
    slice_ui(ui, session, &mut state.slice, theme);
}

/// Variables that have a line of their own.
const LISTED_VARIABLES: [Variable; 9] = [
    Variable::Potential,
    Variable::LastingThreshold,
    Variable::ThresholdShift,
    Variable::Excitability,
    Variable::Paint,
    Variable::Ahp,
    Variable::AhpMultiplier,
    Variable::Leak,
    // It is a name, see the title.
    Variable::Membership,
];

fn name_with_symbol(facts: &VariableFacts) -> String {
    format!("{} {}", facts.name, facts.symbol)
}

const RHEOBASE: &str = "Rheobase: the smallest lasting current that makes this neuron fire, without synaptic input. A lower \
                        rheobase is a more excitable neuron.";

fn synapses_ui(
    ui: &mut Ui,
    session: &mut Session,
    theme: &Theme,
    direction: &str,
    fibres: &[Fibre],
    partner: fn(&Fibre) -> u32,
) {
    let count = counted(fibres.len() as u64, &format!("{direction} synapse"));
    let order = if fibres.len() > 1 { ", strongest first" } else { "" };
    ui.label(dim(theme, format!("{count}{order}; weights against their initial value. Two cells may share several.")));
    let strongest = fibres.iter().map(|fibre| fibre.weight).filter(|weight| weight.is_finite()).fold(1.0, f32::max);
    for fibre in fibres.iter().take(LISTED) {
        let other = partner(fibre);
        let kind = kind_of(&session.info, other);
        let weight = if fibre.weight.is_finite() { fibre.weight } else { 0.0 };
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), theme.text.body + 7.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, format!("Select neuron #{other}")));
        let painter = ui.painter_at(rect);
        if response.hovered() {
            session.pointed = Some(other);
            painter.rect_filled(rect, theme.spacing.rounding, Color32::from(theme.colours.panel_raised));
        }
        let number_width = theme.text.body * 4.2;
        let font = bevy_egui::egui::FontId::proportional(theme.text.body);
        let text = Color32::from(theme.colours.text);
        painter.text(
            rect.left_center(),
            bevy_egui::egui::Align2::LEFT_CENTER,
            format!("#{other} {}", if kind == NeuronKind::Excitatory { "E" } else { "I" }),
            font.clone(),
            text,
        );
        let room = rect.width() - number_width * 2.0;
        let bar = Rect::from_min_size(
            rect.left_center() + vec2(number_width, -0.2 * rect.height()),
            vec2(room * (weight / strongest).clamp(0.0, 1.0), 0.4 * rect.height()),
        );
        painter.rect_filled(bar, 1.0, Color32::from(theme.kind(kind_of(&session.info, fibre.presynaptic))));
        painter.text(rect.right_center(), bevy_egui::egui::Align2::RIGHT_CENTER, format!("{weight:.2} ×"), font, text);
        let explanation = format!("Weight {weight:.2} times its initial value. Click selects neuron #{other}.");
        if response.on_hover_text(explanation).clicked() {
            session.select(Some(other));
        }
    }
    if let Some(more) = fibres.len().checked_sub(LISTED).filter(|&more| more > 0) {
        ui.label(dim(theme, format!("… {} weaker ones.", thousands(more as u64))));
    }
}

/// The neuron that fired most in about the last two seconds; where the scene learns, among those that can.
pub(super) fn most_active(session: &Session) -> Option<u32> {
    let learning = &session.info.learning;
    let can_learn = |neuron: &u32| learning.is_empty() || learning.iter().any(|range| range.contains(neuron));
    let counts = session.history.spikes.counts();
    let fired = (0_u32..).zip(counts).filter(|(neuron, count)| *count > 0 && can_learn(neuron));
    fired.max_by_key(|(_, count)| *count).map(|(neuron, _)| neuron)
}

#[expect(clippy::cast_precision_loss, reason = "neurons are fewer than 2^23")]
fn mean_and_spread(values: &[f32]) -> Option<(f32, f32)> {
    let finite: Vec<f32> = values.iter().copied().filter(|value| value.is_finite()).collect();
    if finite.is_empty() {
        return None;
    }
    let count = finite.len() as f32;
    let mean = finite.iter().sum::<f32>() / count;
    let variance = finite.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / count;
    Some((mean, variance.sqrt()))
}
