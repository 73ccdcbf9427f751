//! The legend of the 3D view: what the fill of a neuron shows, with the values of now inside its bar, and what
//! light and marks mean.

use super::chooser::{Chooser, chooser_ui, label, tooltip};
use super::command::Command;
use super::inspector::paint_kind_mark;
use super::legend_bar::{BAR_HEIGHT, LegendBar};
use super::mark::{paint_mark, standing_mark};
use super::style::name_for_readers;
use crate::number_text::{counted, thousands};
use crate::scene::file::{Basis, MapKind, NeuronKind, Variable};
use crate::session::{Session, Standing};
use crate::theme::{SequentialMap, Theme};
use bevy_egui::egui::{
    Align, Align2, Area, Button, Color32, FontId, Id, Layout, Order, Painter, Rect, RichText, Sense, Stroke, Ui,
    UiBuilder, pos2, vec2,
};

/// The legend, at the bottom left of `inner`; gives its upper edge.
pub fn legend_ui(ui: &Ui, session: &mut Session, chooser: &mut Chooser, theme: &Theme, inner: Rect) -> f32 {
    let line = theme.text.body + 4.0;
    let padding = theme.spacing.margin;
    // The values are drawn while the session takes what is clicked.
    let shown = session.shown().cloned();
    let variable = shown.as_ref().map_or_else(|| session.colour(), |shown| shown.variable);
    let values = shown.as_ref().map_or(&[][..], |shown| &shown.values);
    let bar = LegendBar::new(session, variable.facts(), values);
    let notes = notes(session, variable, &bar, values);
    let rows = mark_rows(session).len() + notes.len();
    // Name and ticks besides.
    let height = BAR_HEIGHT + (2 + rows) as f32 * line + 2.0 * padding;
    let size = vec2(theme.panels.legend.min(inner.width()), height);
    let whole = Rect::from_min_size(pos2(inner.left(), inner.bottom() - size.y), size);
    let mut picked = None;
    let area = Area::new(Id::new("legend")).order(Order::Middle).fixed_pos(whole.min).fade_in(false);
    area.show(ui.ctx(), |ui| {
        let (whole, _) = ui.allocate_exact_size(size, Sense::hover());
        ui.painter().rect_filled(whole, theme.spacing.rounding, theme.colours.panel.to_egui_with_opacity(0.82));
        let content = whole.shrink(padding);
        // Notes come and go: above the bar they do not move it away under the mouse.
        let small = FontId::proportional(theme.text.small);
        let mut y = content.top();
        for note in notes {
            let dim = Color32::from(theme.colours.text_dim);
            ui.painter().text(pos2(content.left(), y), Align2::LEFT_TOP, note, small.clone(), dim);
            y += line;
        }
        let title = Rect::from_min_size(pos2(content.left(), y), vec2(content.width(), line));
        ui.scope_builder(UiBuilder::new().max_rect(title).layout(Layout::right_to_left(Align::Center)), |ui| {
            title_ui(ui, session, chooser, theme, variable);
        });
        let rect = Rect::from_min_size(title.left_bottom() + vec2(0.0, 1.0), vec2(content.width(), BAR_HEIGHT));
        picked = bar.show(ui, session, theme, rect);
        y = rect.bottom() + 1.5 * line;
        for paint_row in mark_rows(session) {
            paint_row(ui.painter(), session, theme, content, y);
            y += line;
        }
    });
    if let Some(neurons) = picked {
        session.light(neurons);
    }
    whole.top()
}

/// The name of the variable, which opens the list of all, and the map.
fn title_ui(ui: &mut Ui, session: &mut Session, chooser: &mut Chooser, theme: &Theme, variable: Variable) {
    let facts = variable.facts();
    if facts.map == MapKind::Sequential {
        let now = session.colouring.map;
        ui.menu_button(RichText::new(now.label()).size(theme.text.small), |ui| {
            for map in SequentialMap::ALL {
                if ui.selectable_label(map == now, map.label()).clicked() {
                    session.set_map(map);
                    ui.close();
                }
            }
        });
    }
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let name = RichText::new(label(facts)).color(theme.colours.text);
        let button = ui.add(Button::new(name).truncate()).on_hover_text(format!(
            "{}\nClick, or the key {}, chooses what the colour shows; {} is the next.",
            tooltip(facts),
            Command::ChooseColour.key_text(),
            Command::NextColour.key_text(),
        ));
        name_for_readers(&button, true, &format!("Colour: {}", facts.name));
        if button.clicked() {
            chooser.toggle();
        }
        chooser_ui(&button, session, chooser, theme);
    });
}

/// What else is to be said of the colours.
fn notes(session: &Session, variable: Variable, bar: &LegendBar<'_>, values: &[f32]) -> Vec<String> {
    let mut notes = Vec::new();
    match (variable, session.sample.marker_s) {
        (Variable::ShiftSinceMarker, Some(time_s)) => notes.push(format!("since the marker at {time_s:.2} s")),
        (Variable::ShiftSinceMarker, None) => {
            notes.push(format!("since the start: {} drops a marker", Command::Mark.key_text()));
        }
        _ => {}
    }
    if variable.facts().basis == Basis::Selection && session.selected.is_none() {
        notes.push("Click a neuron to see its synapses.".to_owned());
    } else if !values.is_empty() && values.iter().all(|value| value.is_nan()) {
        notes.push("No neuron has a value of this now.".to_owned());
    }
    let beyond = [(bar.histogram.below, "below"), (bar.histogram.above, "above")];
    let beyond: Vec<String> = beyond
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, side)| format!("{} {side} the range", thousands(u64::from(*count))))
        .collect();
    if !beyond.is_empty() {
        notes.push(beyond.join(", "));
    }
    let lit = session.colouring.lit.len();
    if lit > 0 {
        let key = Command::Clear.key_text();
        notes.push(format!("{} picked: {key} lets go", counted(lit as u64, "neuron")));
    }
    notes
}

/// Draws a row of marks round a height.
type MarkRow = fn(&Painter, &Session, &Theme, Rect, f32);

/// The rows of marks that mean something now, from above.
fn mark_rows(session: &Session) -> Vec<MarkRow> {
    let mut rows: Vec<MarkRow> = vec![kinds_row];
    if session.sample.synapses_replaced.is_some() {
        rows.push(turnover_row);
    }
    let (raised, lowered) = session.painted();
    if raised + lowered > 0 || session.paint.stroke.is_some() {
        rows.push(paint_row);
    }
    if session.forecast.shown {
        rows.push(forecast_row);
    }
    rows
}

/// A word behind its mark; gives its right edge.
fn word(painter: &Painter, theme: &Theme, x: f32, y: f32, word: &str) -> f32 {
    let (font, colour) = (FontId::proportional(theme.text.body), Color32::from(theme.colours.text));
    painter.text(pos2(x, y), Align2::LEFT_CENTER, word, font, colour).right()
}

fn kinds_row(painter: &Painter, _session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mut x = content.left();
    for (kind, name) in [(NeuronKind::Excitatory, "excitatory"), (NeuronKind::Inhibitory, "inhibitory")] {
        let mark = Rect::from_center_size(pos2(x + 0.5 * theme.text.body, y), vec2(theme.text.body, theme.text.body));
        paint_kind_mark(painter, theme, kind, mark);
        x = word(painter, theme, mark.right() + 4.0, y, name) + theme.spacing.section;
    }
}

fn turnover_row(painter: &Painter, session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mut x = content.left();
    for (colour, name) in [(theme.colours.synapse_formed, "new"), (theme.colours.synapse_pruned, "pruned")] {
        let mark = theme.text.body;
        painter.hline(x..=x + mark, y, Stroke::new(2.0 * theme.spacing.line, Color32::from(colour)));
        x = word(painter, theme, x + mark + 4.0, y, name) + theme.spacing.item + 2.0;
    }
    let count = format!("{} replaced", thousands(session.sample.synapses_replaced.unwrap_or_default()));
    let (small, dim) = (FontId::proportional(theme.text.small), Color32::from(theme.colours.text_dim));
    painter.text(pos2(content.right(), y), Align2::RIGHT_CENTER, count, small, dim);
}

fn paint_row(painter: &Painter, _session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mark = 0.4 * theme.text.body;
    let mut x = content.left();
    for (up, name) in [(true, "painted up"), (false, "painted down")] {
        paint_mark(painter, theme, up, pos2(x + mark + 1.0, y), mark);
        x = word(painter, theme, x + 2.0 * mark + 7.0, y, name) + theme.spacing.section;
    }
}

fn forecast_row(painter: &Painter, session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mark = 0.4 * theme.text.body;
    let pattern = session.forecast.pattern;
    let decided = session.forecast.current().is_some_and(|forecast| forecast.outcome.is_some());
    let mut x = content.left();
    for (standing, name) in Standing::ALL.into_iter().zip(["forecast to join", "hit", "miss", "unforeseen"]) {
        if decided != (standing == Standing::Forecast) {
            standing_mark(painter, theme, pattern, standing, pos2(x + mark + 1.0, y), mark);
            x = word(painter, theme, x + 2.0 * mark + 7.0, y, name) + theme.spacing.section;
        }
    }
}
