//! The inspector at the right: the selected neuron, several of them, or the whole network.

use super::command::Command;
use super::group_inspector::group_ui;
use super::kind::{kind_mark_ui, kind_of, kind_text};
use super::network_inspector::network_ui;
use super::own::own_ui;
use super::plots::neuron::potential_plot_ui;
use super::reading::{read, spikes_per_second};
use super::slice::{SliceBench, slice_ui};
use super::style::{TARGET, dim, reading_ui};
use super::why::why_ui;
use crate::measure::SpikeCause;
use crate::scene::file::{NeuronKind, Variable, VariableFacts};
use crate::session::Session;
use crate::simulation::{Fibre, SelectedNeuron, TracePoint};
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{Align, Color32, Layout, Rect, RichText, Sense, Ui, WidgetInfo, WidgetType, vec2};
use std::sync::Arc;

/// Time of the live trace (s of model time).
const TRACE_S: f64 = 1.0;
/// Height of the live trace (logical pixels).
const TRACE_HEIGHT: f32 = 130.0;
/// Height of the inspector from which the trace stands above every page (logical pixels).
const TRACE_FROM: f32 = 480.0;
/// Synapses listed on each side.
const LISTED: usize = 30;

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
    /// Whether they are to be scrolled to.
    pub to_slice: bool,
    /// How many neurons a choice by rank takes.
    pub rank_count: usize,
}

impl Default for Inspector {
    fn default() -> Self {
        Self { page: NeuronPage::Values, held_spike: None, slice: None, to_slice: false, rank_count: 20 }
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
            ui.label(dim(
                theme,
                words!(
                    "inspector-next-step",
                    "Its values come with the next step. { $play }",
                    play = Command::press_to_play()
                ),
            ));
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
            RichText::new(words!("neuron-number", "Neuron #{ $number }", number = neuron.to_string()))
                .size(theme.text.heading)
                .strong()
                .color(theme.colours.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let clear = ui.button(words!("inspector-clear", "clear")).on_hover_text(Command::Clear.tooltip());
            if clear.clicked() {
                session.select(None);
            }
        });
    });
    let kind = population
        .map_or_else(|| words!("inspector-unknown-kind", "unknown kind"), |population| kind_text(population.kind));
    let name = population.map_or("", |population| scene_text(&population.name));
    ui.horizontal_wrapped(|ui| {
        ui.label(dim(theme, format!("{kind} {name}")));
        if session.sample.lost.binary_search(&neuron).is_ok() {
            let lost = RichText::new(words!("inspector-lost", "lost")).strong().color(theme.colours.warning);
            ui.label(lost).on_hover_text(words!(
                "inspector-lost-tip",
                "The scene took this neuron away: it never fires again, and no synapse grows from it."
            ));
        }
        let mut none = true;
        for (index, pattern) in info.patterns.iter().enumerate() {
            if pattern.members.contains(&neuron) {
                none = false;
                let text = words!("inspector-in-pattern", "in { $name }", name = &pattern.name);
                ui.label(RichText::new(text).strong().color(theme.pattern(index)));
            }
        }
        if none && !info.patterns.is_empty() {
            ui.label(dim(theme, words!("inspector-in-no-pattern", "in no pattern")));
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
            let count = words!(
                "inspector-incoming",
                "{ $n -> [0] 0 incoming synapses [one] 1 incoming synapse *[other] { $n } incoming synapses, strongest first }; \
                 weights against their initial value. Two cells may share several.",
                n = selected.incoming.len()
            );
            synapses_ui(ui, session, theme, count, &selected.incoming, |fibre| fibre.presynaptic);
        }
        NeuronPage::Outputs => {
            let count = words!(
                "inspector-outgoing",
                "{ $n -> [0] 0 outgoing synapses [one] 1 outgoing synapse *[other] { $n } outgoing synapses, strongest first }; \
                 weights against their initial value. Two cells may share several.",
                n = selected.outgoing.len()
            );
            synapses_ui(ui, session, theme, count, &selected.outgoing, |fibre| fibre.postsynaptic);
        }
    }
}

/// Potential and threshold in the last second.
fn trace_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    if session.history.trace.is_empty() {
        let text = words!("inspector-no-trace", "No trace yet. { $play }", play = Command::press_to_play());
        ui.label(dim(theme, text));
        return;
    }
    ui.allocate_ui(vec2(ui.available_width(), TRACE_HEIGHT), |ui| {
        ui.set_min_height(TRACE_HEIGHT);
        potential_plot_ui(ui, session, theme, TRACE_S);
    });
    ui.horizontal(|ui| {
        ui.label(RichText::new(words!("inspector-potential", "potential V")).color(theme.colours.traces.potential));
        ui.label(RichText::new(words!("inspector-threshold", "threshold θ")).color(theme.colours.traces.threshold));
    });
}

/// The choice between the pages.
fn pages_ui(ui: &mut Ui, page: &mut NeuronPage, theme: &Theme) {
    ui.add_space(theme.spacing.item);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let why = Command::Why.tooltip();
        for (own, label, explanation) in [
            (NeuronPage::Values, words!("page-values", "Values"), words!("page-values-text", "All its variables now.")),
            (NeuronPage::Why, words!("page-why", "Why?"), &why),
            (
                NeuronPage::Inputs,
                words!("page-inputs", "Inputs"),
                words!("page-inputs-text", "Its incoming synapses, strongest first."),
            ),
            (
                NeuronPage::Outputs,
                words!("page-outputs", "Outputs"),
                words!("page-outputs-text", "Its outgoing synapses, strongest first."),
            ),
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
        line(&name_with_symbol(facts), read(value, decimals, facts.unit), facts.meaning);
    };
    of_table(Variable::Potential, last.potential_mv, 1);
    of_table(Variable::LastingThreshold, threshold, 1);
    of_table(Variable::ThresholdShift, threshold - initial - selected.resting_moved_mv(), 2);
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
    line(
        words!("reading-rheobase", "Rheobase"),
        read(selected.rheobase_pa, 0, "pA"),
        words!(
            "reading-rheobase-text",
            "Rheobase: the smallest lasting current that makes this neuron fire, without synaptic input. A lower rheobase is a \
             more excitable neuron."
        ),
    );
    line(
        words!("reading-rate", "Rate"),
        read(selected.rate_hz, 1, spikes_per_second()),
        words!("reading-rate-text", "Spikes per second over the last 20 s of model time, or since it was selected."),
    );
    line(
        words!("reading-resistance", "Input resistance"),
        read(selected.input_resistance_mohm, 0, "MΩ"),
        words!("reading-resistance-text", "Millivolts that a lasting current of 1 nA would add at rest."),
    );
    own_ui(ui, session, theme, selected);
    slice_ui(ui, session, (&mut state.slice, &mut state.to_slice), theme);
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

fn synapses_ui(
    ui: &mut Ui,
    session: &mut Session,
    theme: &Theme,
    count: String,
    fibres: &[Fibre],
    partner: fn(&Fibre) -> u32,
) {
    ui.label(dim(theme, count));
    let strongest = fibres.iter().map(|fibre| fibre.weight).filter(|weight| weight.is_finite()).fold(1.0, f32::max);
    for fibre in fibres.iter().take(LISTED) {
        let other = partner(fibre);
        let kind = kind_of(&session.info, other);
        let weight = if fibre.weight.is_finite() { fibre.weight } else { 0.0 };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET), Sense::click());
        let spoken = || words!("select-neuron", "Select neuron #{ $number }", number = other.to_string());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, spoken()));
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
        let weight = number(&format!("{weight:.2}"));
        painter.text(rect.right_center(), bevy_egui::egui::Align2::RIGHT_CENTER, format!("{weight} ×"), font, text);
        let explanation = words!(
            "inspector-synapse",
            "Weight { $weight } times its initial value. Click selects neuron #{ $number }.",
            weight = weight,
            number = other.to_string()
        );
        if response.on_hover_text(explanation).clicked() {
            session.select(Some(other));
        }
    }
    if let Some(more) = fibres.len().checked_sub(LISTED).filter(|&more| more > 0) {
        ui.label(dim(theme, words!("inspector-weaker", "… { $n } weaker ones.", n = more)));
    }
}
