//! The inspector's look at several neurons: who they are, mean and spread of each variable, and their synapses.

use super::chooser;
use super::kind::{kind_mark_ui, kind_of, kind_text, neurons_of_kind, paint_kind_mark};
use super::style::{TARGET, dim, heading_ui, long_reading_ui, name_for_readers};
use crate::number_text::{thousands, with_minus};
use crate::scene::file::{MapKind, NeuronKind, VariableFacts};
use crate::session::Session;
use crate::simulation::{GroupReading, Spread};
use crate::theme::Theme;
use crate::words::{number, scene_text, words};
use bevy_egui::egui::{
    Align, Align2, Color32, DragValue, FontId, Layout, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, WidgetType,
    vec2,
};

/// Most height of the list of members (logical pixels).
const LIST_HEIGHT: f32 = 190.0;

/// A group of selected neurons; `count`: how many a choice by rank takes.
pub fn group_ui(ui: &mut Ui, session: &mut Session, count: &mut usize, theme: &Theme) {
    title_ui(ui, session, theme);
    make_up_ui(ui, session, theme);
    rank_ui(ui, session, count, theme);
    let size = session.selection.neurons().len();
    // The summary of another selection is on its way out.
    match session.sample.group.clone().filter(|reading| reading.neurons == size) {
        Some(reading) => {
            values_ui(ui, session, theme, &reading);
            synapses_ui(ui, theme, &reading);
        }
        None => {
            ui.label(dim(theme, words!("group-next-sample", "Its values come with the next sample.")));
        }
    }
    members_ui(ui, session, theme);
}

fn title_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let count = session.selection.neurons().len();
    let neurons = words!("count-neurons", "{ $n -> [one] 1 neuron *[other] { $n } neurons }", n = count);
    ui.horizontal(|ui| {
        ui.label(RichText::new(neurons).size(theme.text.heading).strong().color(theme.colours.text));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let clear = ui.button(words!("inspector-clear", "clear"));
            let explanation = words!("group-clear-text", "Selects no neuron and shows the network.\nKey: Esc");
            if clear.on_hover_text(explanation).clicked() {
                session.select(None);
            }
        });
    });
}

/// How many of them are in each population and in each memory.
fn make_up_ui(ui: &mut Ui, session: &Session, theme: &Theme) {
    let neurons = session.selection.neurons();
    ui.horizontal_wrapped(|ui| {
        for population in &session.info.populations {
            let below = |end: u32| neurons.partition_point(|&neuron| neuron < end);
            let count = below(population.range.end).saturating_sub(below(population.range.start));
            if count > 0 {
                kind_mark_ui(ui, theme, population.kind);
                let text = format!("{} {}", scene_text(&population.name), number(&thousands(count as u64)));
                ui.label(text).on_hover_text(words!(
                    "group-of-population",
                    "Of { $neurons } of the population { $name }.",
                    neurons = neurons_of_kind(population.kind, population.range.len()),
                    name = scene_text(&population.name)
                ));
            }
        }
    });
    if session.info.patterns.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        let mut none = true;
        for (index, pattern) in session.info.patterns.iter().enumerate() {
            let count = pattern.members.iter().filter(|&&member| session.selection.contains(member)).count();
            if count > 0 {
                none = false;
                let text = words!("group-in-memory", "{ $n } in { $name }", n = count, name = &pattern.name);
                let of = words!(
                    "group-of-memory",
                    "Of { $n -> [one] 1 member *[other] { $n } members }; a neuron may be in several memories.",
                    n = pattern.members.len()
                );
                ui.label(RichText::new(text).strong().color(theme.pattern(index))).on_hover_text(of);
            }
        }
        if none {
            ui.label(dim(theme, words!("group-in-no-memory", "none of them in a memory")));
        }
    });
}

/// Selects the neurons with the highest or lowest values of the variable that is shown.
pub fn rank_ui(ui: &mut Ui, session: &mut Session, count: &mut usize, theme: &Theme) {
    let Some(facts) = session.shown().map(|shown| shown.variable.facts()) else { return };
    if facts.map == MapKind::Categorical {
        return;
    }
    let explanation = words!(
        "rank-text",
        "Selects so many neurons by rank of what the colour shows: { $variable }.",
        variable = chooser::label(facts)
    );
    let title = words!("rank-title", "Select by { $variable }", variable = name(facts));
    ui.label(dim(theme, title)).on_hover_text(&explanation);
    ui.horizontal(|ui| {
        ui.label(dim(theme, words!("rank-the", "the")));
        let most = session.info.positions.len().max(1);
        let field = ui.add(DragValue::new(count).range(1..=most).speed(0.3)).on_hover_text(&explanation);
        field.widget_info(|| {
            WidgetInfo::labeled(WidgetType::DragValue, true, words!("rank-count", "How many neurons by rank"))
        });
        for (highest, word, spoken) in [
            (true, words!("rank-highest", "highest"), words!("rank-select-highest", "Select the highest")),
            (false, words!("rank-lowest", "lowest"), words!("rank-select-lowest", "Select the lowest")),
        ] {
            let button = ui.button(word).on_hover_text(&explanation);
            name_for_readers(&button, true, spoken);
            if button.clicked() {
                session.select_by_rank(*count, highest);
            }
        }
    });
}

fn values_ui(ui: &mut Ui, session: &Session, theme: &Theme, reading: &GroupReading) {
    heading_ui(ui, theme, words!("group-mean-now", "Mean ± SD now"));
    for value in &reading.values {
        let facts = value.variable.facts();
        let (low, high) = session.colour_scale(value.variable).range;
        let text = spread_text(value.spread, decimals(high - low), facts.unit);
        let missing = reading.neurons - value.spread.count as usize;
        let mut explanation = chooser::tooltip(facts);
        if missing > 0 {
            explanation += "\n";
            explanation += &words!(
                "group-without-value",
                "{ $n -> [one] 1 neuron *[other] { $n } neurons } without a value.",
                n = missing
            );
        }
        long_reading_ui(ui, theme, &name(facts), &text, &explanation);
    }
}

fn synapses_ui(ui: &mut Ui, theme: &Theme, reading: &GroupReading) {
    heading_ui(ui, theme, words!("group-weights", "Weights, mean ± SD"));
    let rows = [
        (
            reading.within,
            words!("group-within", "Within"),
            words!("group-within-text", "from one of these neurons onto another, in units of the initial weight"),
        ),
        (
            reading.incoming,
            words!("group-in", "In"),
            words!("group-in-text", "from other neurons onto these, in units of the initial weight"),
        ),
        (
            reading.outgoing,
            words!("group-out", "Out"),
            words!("group-out-text", "from these neurons onto others, in units of the initial weight"),
        ),
    ];
    let mut any = false;
    for (synapses, place, meaning) in rows {
        for (kind, spread) in
            [(NeuronKind::Excitatory, synapses.excitatory), (NeuronKind::Inhibitory, synapses.inhibitory)]
        {
            if spread.count > 0 {
                any = true;
                let name = words!(
                    "group-synapses-name",
                    "{ $place }, { $n } { $kind }",
                    place = place,
                    n = spread.count,
                    kind = kind_text(kind)
                );
                let explanation = words!(
                    "group-synapses-text",
                    "{ $synapses } { $meaning }.",
                    synapses = synapses_of_kind(kind, spread.count),
                    meaning = meaning
                );
                long_reading_ui(ui, theme, &name, &spread_text(spread, 2, "×"), &explanation);
            }
        }
    }
    if !any {
        ui.label(dim(theme, words!("group-no-synapse", "No synapse begins or ends at them.")));
    }
}

/// So many synapses that excite or inhibit.
fn synapses_of_kind(kind: NeuronKind, count: u32) -> String {
    match kind {
        NeuronKind::Excitatory => words!(
            "excitatory-synapses",
            "{ $n -> [one] 1 excitatory synapse *[other] { $n } excitatory synapses }",
            n = count
        ),
        NeuronKind::Inhibitory => words!(
            "inhibitory-synapses",
            "{ $n -> [one] 1 inhibitory synapse *[other] { $n } inhibitory synapses }",
            n = count
        ),
    }
}

/// All of them; a click selects one alone.
fn members_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    heading_ui(ui, theme, words!("group-members", "Members"));
    let count = session.selection.neurons().len();
    let mut clicked = None;
    let area = ScrollArea::vertical().id_salt("members").max_height(LIST_HEIGHT).auto_shrink([false, true]);
    area.show_rows(ui, TARGET, count, |ui, rows| {
        for row in rows {
            let Some(&neuron) = session.selection.neurons().get(row) else { continue };
            if member_ui(ui, session, theme, neuron) {
                clicked = Some(neuron);
            }
        }
    });
    if clicked.is_some() {
        session.select(clicked);
    }
}

/// One of them: kind, number, memories, and what the colour shows; gives whether it was clicked.
fn member_ui(ui: &mut Ui, session: &Session, theme: &Theme, neuron: u32) -> bool {
    let height = theme.text.body + 4.0;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), TARGET), Sense::click());
    let spoken = words!("group-select-alone", "Select neuron #{ $number } alone", number = neuron.to_string());
    name_for_readers(&response, true, &spoken);
    let painter = ui.painter_at(rect);
    if response.hovered() {
        painter.rect_filled(rect, theme.spacing.rounding, Color32::from(theme.colours.panel_raised));
    }
    let mark = Rect::from_center_size(rect.left_center() + vec2(0.5 * height, 0.0), vec2(height, height) * 0.6);
    paint_kind_mark(&painter, theme, kind_of(&session.info, neuron), mark);
    let font = FontId::proportional(theme.text.body);
    let text = Color32::from(theme.colours.text);
    let left = mark.right_center() + vec2(theme.spacing.item, 0.0);
    let mut x = painter.text(left, Align2::LEFT_CENTER, format!("#{neuron}"), font.clone(), text).right();
    for (index, pattern) in session.info.patterns.iter().enumerate() {
        if pattern.members.contains(&neuron) {
            let place = bevy_egui::egui::pos2(x + theme.spacing.item, rect.center().y);
            let colour = Color32::from(theme.pattern(index));
            x = painter.text(place, Align2::LEFT_CENTER, &pattern.name, font.clone(), colour).right();
        }
    }
    if let Some((value, facts)) = session.shown_value(neuron) {
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, value, font, text);
        let explanation = words!(
            "group-member-text",
            "{ $variable }. Click selects neuron #{ $number } alone.",
            variable = chooser::label(facts),
            number = neuron.to_string()
        );
        return response.on_hover_text(explanation).clicked();
    }
    response.clicked()
}

/// Name and symbol.
fn name(facts: &VariableFacts) -> String {
    format!("{} {}", facts.name, facts.symbol).trim_end().to_owned()
}

/// Decimals of a mean where colours go over a range of this width.
fn decimals(width: f32) -> usize {
    1 + usize::from(width <= 30.0)
}

/// Mean and spread, or a dash.
fn spread_text(spread: Spread, decimals: usize, unit: &str) -> String {
    if spread.count == 0 {
        return "–".to_owned();
    }
    number(&with_minus(&format!("{:.decimals$} ± {:.decimals$} {unit}", spread.mean, spread.sd)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_written_with_its_unit_and_none_with_a_dash() {
        let spread = Spread { count: 3, mean: -51.236, sd: 1.25 };
        assert_eq!(spread_text(spread, 1, "mV"), "−51.2 ± 1.2 mV");
        assert_eq!(spread_text(Spread { count: 0, mean: f32::NAN, sd: f32::NAN }, 1, "mV"), "–");
    }
}
