//! The legend of the 3D view: what the fill of a neuron shows, with the values of now inside its bar, and what marks mean that are
//! there only now. All marks are in the list that its button opens.

use super::chooser::{Chooser, chooser_ui, label, tooltip};
use super::command::Command;
use super::kind::{kind_text, paint_kind_mark};
use super::legend_bar::{BAR_HEIGHT, LegendBar};
use super::mark::{paint_mark, standing_mark};
use super::over_box::PADDING;
use super::style::{TARGET, dim, name_for_readers};
use crate::number_text::with_minus;
use crate::scene::file::{Basis, MapKind, NeuronKind, Variable, VariableFacts, ViewLayout};
use crate::session::{Session, Standing};
use crate::theme::{SequentialMap, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{
    Align, Align2, Button, Color32, FontId, Label, Layout, Painter, Rect, RichText, Stroke, Ui, UiBuilder, Vec2, pos2,
    vec2,
};
use std::sync::Arc;

/// Height of what is always there: name and bar, and below them ticks and notes (logical pixels).
const HEIGHT: f32 = 2.0 * TARGET - 2.0 * PADDING + 4.0;
/// The same where a map can be chosen below the name.
const HEIGHT_WITH_MAP: f32 = 2.0 * TARGET + 2.0;
/// Width from which the kinds of neurons stand beside the bar (logical pixels).
const KINDS_FROM: f32 = 360.0;
/// Width of the kinds of neurons (logical pixels).
const KINDS: f32 = 92.0;

/// Least width of the legend: name, and a bar in which colours can be told apart (logical pixels).
pub const LEAST_LEGEND: f32 = 260.0;

/// Size of the legend where so much width is left.
#[must_use]
pub fn legend_size(session: &Session, theme: &Theme, layout: ViewLayout, width: f32) -> Vec2 {
    let rows = mark_rows(session, layout).len() as f32;
    let variable = shown_variable(session);
    vec2(theme.panels.legend.min(width), height(variable) + rows * row_height(theme) + 2.0 * PADDING)
}

/// The variable of which the values came, or are asked for.
fn shown_variable(session: &Session) -> Variable {
    session.shown().map_or_else(|| session.colour(), |shown| shown.variable)
}

/// What the colours are.
fn name_of(session: &Session, facts: &VariableFacts) -> String {
    let name = label(facts);
    if session.shows_difference() { words!("legend-difference", "Twin − run: { $name }", name = name) } else { name }
}

fn height(variable: Variable) -> f32 {
    if variable.facts().map == MapKind::Sequential { HEIGHT_WITH_MAP } else { HEIGHT }
}

fn row_height(theme: &Theme) -> f32 {
    theme.text.body + 4.0
}

/// What the legend holds; `marks`: whether the list of all marks is open.
pub fn legend_ui(
    ui: &mut Ui,
    session: &mut Session,
    chooser: &mut Chooser,
    marks: &mut bool,
    theme: &Theme,
    layout: ViewLayout,
    inside: Rect,
) {
    // The values are drawn while the session takes what is clicked.
    let variable = shown_variable(session);
    let fill = session.fill().map(|(scale, values)| (scale, values.into_owned()));
    let (scale, values) = fill.unwrap_or_else(|| (session.colour_scale(variable), Vec::new()));
    let bar = LegendBar::new(session, variable.facts(), scale, &values);
    let notes = notes(session, variable, &bar, &values);
    let font = FontId::proportional(theme.text.body);
    let name = ui.painter().layout_no_wrap(name_of(session, variable.facts()), font, Color32::from(theme.colours.text));
    let title =
        (name.size().x + 2.0 * ui.spacing().button_padding.x + 2.0).clamp(100.0, 0.45 * inside.width().max(230.0));
    let kinds = if inside.width() >= KINDS_FROM { KINDS } else { 0.0 };
    let left = Rect::from_min_size(inside.min, vec2(title, height(variable)));
    ui.scope_builder(UiBuilder::new().max_rect(left), |ui| title_ui(ui, session, chooser, theme, variable, &notes));
    let rect = Rect::from_min_max(
        pos2(left.right() + theme.spacing.item, inside.top() + 1.0),
        pos2(inside.right() - kinds, inside.top() + 1.0 + BAR_HEIGHT),
    );
    let picked = bar.show(ui, session, theme, rect);
    if kinds > 0.0 {
        let column = Rect::from_min_max(pos2(rect.right() + theme.spacing.item, inside.top()), inside.max);
        kinds_column(ui.painter(), session, theme, column);
    }
    let corner = pos2(inside.right() + theme.spacing.item, inside.top() - PADDING + TARGET);
    marks_button_ui(ui, marks, theme, Rect::from_min_size(corner, vec2(TARGET, TARGET)));
    let mut y = inside.top() + height(variable) + 0.5 * row_height(theme);
    for paint_row in mark_rows(session, layout) {
        paint_row(ui.painter(), session, theme, inside, y);
        y += row_height(theme);
    }
    if let Some(neurons) = picked {
        session.light(neurons);
        let lit = session.colouring.lit.clone();
        session.select_group(lit);
    }
}

/// Opens and closes the list of all marks.
fn marks_button_ui(ui: &mut Ui, marks: &mut bool, theme: &Theme, place: Rect) {
    let button = Button::new(RichText::new("?").size(theme.text.small)).selected(*marks);
    let response = ui.put(place, button).on_hover_text(Command::Marks.tooltip());
    name_for_readers(&response, true, Command::Marks.label());
    if response.clicked() {
        *marks = !*marks;
    }
}

/// The name of the variable, which opens the list of all; below it the map, and what else is to be said.
fn title_ui(
    ui: &mut Ui,
    session: &mut Session,
    chooser: &mut Chooser,
    theme: &Theme,
    variable: Variable,
    notes: &[String],
) {
    let facts = variable.facts();
    ui.spacing_mut().item_spacing.y = 1.0;
    let name = RichText::new(name_of(session, facts)).color(theme.colours.text);
    let button = ui.add(Button::new(name).truncate()).on_hover_text(words!(
        "legend-choose",
        "{ $meaning }\nClick, or the key { $key }, chooses what the colour shows; { $next } is the next.",
        meaning = tooltip(facts),
        key = Command::ChooseColour.key_text(),
        next = Command::NextColour.key_text(),
    ));
    name_for_readers(&button, true, &words!("legend-colour", "Colour: { $name }", name = facts.name));
    if button.clicked() {
        chooser.toggle();
    }
    chooser_ui(&button, session, chooser, theme);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        if facts.map == MapKind::Sequential && !session.shows_difference() {
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
        if !notes.is_empty() {
            let said = dim(theme, notes.join(" · ")).size(theme.text.small);
            ui.add(Label::new(said).truncate()).on_hover_text(notes.join("\n"));
        }
    });
}

/// What else is to be said of the colours.
fn notes(session: &Session, variable: Variable, bar: &LegendBar<'_>, values: &[f32]) -> Vec<String> {
    let mut notes = Vec::new();
    match (variable, session.sample.marker_s) {
        (Variable::ShiftSinceMarker, Some(time_s)) => {
            let time = number(&format!("{time_s:.2}"));
            notes.push(words!("legend-since-marker", "since the marker at { $time } s", time = time));
        }
        (Variable::ShiftSinceMarker, None) => notes.push(words!(
            "legend-since-start",
            "since the start: { $key } drops a marker",
            key = Command::Mark.key_text()
        )),
        _ => {}
    }
    if variable.facts().basis == Basis::Selection && session.selected().is_none() {
        notes.push(words!("legend-click", "Click a neuron to see its synapses.").to_owned());
    } else if !values.is_empty() && values.iter().all(|value| value.is_nan()) {
        notes.push(words!("legend-no-value", "No neuron has a value of this now.").to_owned());
    }
    let (below, above) = (bar.histogram.below, bar.histogram.above);
    match (below > 0, above > 0) {
        (true, true) => notes.push(words!(
            "legend-beyond",
            "{ $below } below the range, { $above } above the range",
            below = below,
            above = above
        )),
        (true, false) => notes.push(words!("legend-below", "{ $n } below the range", n = below)),
        (false, true) => notes.push(words!("legend-above", "{ $n } above the range", n = above)),
        (false, false) => {}
    }
    let lit = session.colouring.lit.len();
    if lit > 0 {
        notes.push(words!(
            "legend-picked",
            "{ $n -> [one] 1 neuron *[other] { $n } neurons } picked and selected: { $key } lets go",
            n = lit,
            key = Command::Clear.key_text()
        ));
    }
    notes
}

/// Draws a row of marks round a height.
type MarkRow = fn(&Painter, &Session, &Theme, Rect, f32);

/// The rows of marks that mean something now, from above.
fn mark_rows(session: &Session, layout: ViewLayout) -> Vec<MarkRow> {
    let mut rows: Vec<MarkRow> = Vec::new();
    if layout == ViewLayout::Bar {
        rows.push(bar_row);
    }
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
    if session.shows_difference() {
        rows.push(difference_row);
    }
    rows
}

/// A word behind its mark; gives its right edge.
fn word(painter: &Painter, theme: &Theme, x: f32, y: f32, word: &str) -> f32 {
    let (font, colour) = (FontId::proportional(theme.text.body), Color32::from(theme.colours.text));
    painter.text(pos2(x, y), Align2::LEFT_CENTER, word, font, colour).right()
}

/// The kinds of neurons by their shape, one below the other.
fn kinds_column(painter: &Painter, session: &Session, theme: &Theme, column: Rect) {
    let mut y = column.top() + 0.25 * HEIGHT;
    let font = FontId::proportional(theme.text.small);
    for kind in [NeuronKind::Excitatory, NeuronKind::Inhibitory] {
        if !session.info.populations.iter().any(|population| population.kind == kind) {
            continue;
        }
        let size = theme.text.small;
        let mark = Rect::from_center_size(pos2(column.left() + 0.5 * size, y), vec2(size, size));
        paint_kind_mark(painter, theme, kind, mark);
        let text = Color32::from(theme.colours.text);
        painter.text(pos2(mark.right() + 4.0, y), Align2::LEFT_CENTER, kind_text(kind), font.clone(), text);
        y += 0.5 * HEIGHT;
    }
}

/// What a pillar is, with the heights that are shown.
fn bar_row(painter: &Painter, session: &Session, theme: &Theme, content: Rect, y: f32) {
    let (font, colour) = (FontId::proportional(theme.text.small), Color32::from(theme.colours.text));
    let layout = |text: String| painter.layout_no_wrap(text, font.clone(), colour);
    let heights = heights_mv(session);
    let texts = [
        words!(
            "legend-pillar",
            "Height: rest to threshold, { $heights } mV now · cap: threshold · frame: at the start · bead: potential",
            heights = &heights
        ),
        words!(
            "legend-pillar-short",
            "Height: rest to threshold, { $heights } mV · cap: threshold · bead: potential",
            heights = &heights
        ),
        words!(
            "legend-pillar-shortest",
            "Cap: threshold over rest ({ $heights } mV) · bead: potential",
            heights = &heights
        ),
        words!("legend-pillar-least", "Cap: threshold · bead: potential").to_owned(),
    ];
    let galleys = texts.map(layout);
    let fitting = galleys.iter().find(|galley| galley.size().x <= content.width()).unwrap_or(&galleys[3]);
    painter.with_clip_rect(content.expand(4.0)).galley(
        pos2(content.left(), y - 0.5 * fitting.size().y),
        Arc::clone(fitting),
        colour,
    );
}

/// From the lowest to the highest threshold over its neuron's rest (mV).
fn heights_mv(session: &Session) -> String {
    let over = session.sample.threshold_mv.iter().zip(&session.info.rest_mv).map(|(threshold, rest)| threshold - rest);
    let (low, high) = over
        .filter(|over| over.is_finite())
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), over| (low.min(over), high.max(over)));
    let [from, to] = [low, high].map(|over| number(&with_minus(&format!("{over:.1}"))));
    if !low.is_finite() {
        "?".to_owned()
    } else if from == to {
        from
    } else {
        words!("legend-pillar-range", "{ $from } to { $to }", from = from, to = to)
    }
}

fn turnover_row(painter: &Painter, session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mut x = content.left();
    for (colour, name) in [
        (theme.colours.synapse_formed, words!("legend-new", "new")),
        (theme.colours.synapse_pruned, words!("legend-pruned", "pruned")),
    ] {
        let mark = theme.text.body;
        painter.hline(x..=x + mark, y, Stroke::new(2.0 * theme.spacing.line, Color32::from(colour)));
        x = word(painter, theme, x + mark + 4.0, y, name) + theme.spacing.item + 2.0;
    }
    let count = session.sample.synapses_replaced.unwrap_or_default();
    let count = words!("legend-replaced", "{ $n } replaced", n = count);
    let (small, dim) = (FontId::proportional(theme.text.small), Color32::from(theme.colours.text_dim));
    painter.text(pos2(content.right(), y), Align2::RIGHT_CENTER, count, small, dim);
}

fn paint_row(painter: &Painter, _session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mark = 0.4 * theme.text.body;
    let mut x = content.left();
    for (up, name) in
        [(true, words!("legend-painted-up", "painted up")), (false, words!("legend-painted-down", "painted down"))]
    {
        paint_mark(painter, theme, up, pos2(x + mark + 1.0, y), mark);
        x = word(painter, theme, x + 2.0 * mark + 7.0, y, name) + theme.spacing.section;
    }
}

/// Whose spikes are light while it is seen what is other in the twin.
fn difference_row(painter: &Painter, _session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mut x = content.left();
    let ends = theme.colours.diverging;
    for (colour, name) in [
        (ends.cool, words!("legend-spikes-of-run", "fires in the run only")),
        (ends.warm, words!("legend-spikes-of-twin", "fires in the twin only")),
    ] {
        let radius = 0.4 * theme.text.body;
        painter.circle_filled(pos2(x + radius, y), radius, Color32::from(colour));
        x = word(painter, theme, x + 2.0 * radius + 5.0, y, name) + theme.spacing.section;
    }
}

fn forecast_row(painter: &Painter, session: &Session, theme: &Theme, content: Rect, y: f32) {
    let mark = 0.4 * theme.text.body;
    let pattern = session.forecast.pattern;
    let decided = session.forecast.current().is_some_and(|forecast| forecast.outcome.is_some());
    let mut x = content.left();
    let names = [
        words!("legend-forecast", "forecast to join"),
        words!("legend-hit", "hit"),
        words!("legend-miss", "miss"),
        words!("legend-unforeseen", "unforeseen"),
    ];
    for (standing, name) in Standing::ALL.into_iter().zip(names) {
        if decided != (standing == Standing::Forecast) {
            standing_mark(painter, theme, pattern, standing, pos2(x + mark + 1.0, y), mark);
            x = word(painter, theme, x + 2.0 * mark + 7.0, y, name) + theme.spacing.section;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, ViewSample};

    #[test]
    fn the_height_of_pillars_is_that_of_the_thresholds_that_are_shown() {
        let info = NetworkInfo { rest_mv: vec![-65.0, -70.0, -65.0], ..NetworkInfo::default() };
        let heights = |threshold_mv: &[f32]| {
            let sample = ViewSample { threshold_mv: threshold_mv.to_vec(), ..ViewSample::default() };
            heights_mv(&Session::detached(info.clone(), sample))
        };
        assert_eq!(heights(&[-50.0, -45.5, f32::NAN]), "15.0 to 24.5");
        assert_eq!(heights(&[-50.0, -55.0, -50.0]), "15.0");
        assert_eq!(heights(&[]), "?");
    }
}
