//! The list of variables by which the neurons can be coloured, with a search; the key V or the name in the legend opens it.

use super::keys::list_keys;
use super::style::dim;
use crate::scene::file::{Variable, VariableFacts};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{Popup, PopupCloseBehavior, RectAlign, Response, RichText, ScrollArea, TextEdit, Ui};

/// Width of the list (logical pixels).
const WIDTH: f32 = 300.0;
/// Most height of the list (logical pixels).
const HEIGHT: f32 = 340.0;

/// What the chooser remembers between frames.
#[derive(Default)]
pub struct Chooser {
    /// Whether it is open.
    pub open: bool,
    /// What is searched for.
    query: String,
    /// Place of the marked variable in the list; at first that of the one that is shown.
    marked: Option<usize>,
}

impl Chooser {
    /// Open it with an empty search, or close it.
    pub fn toggle(&mut self) {
        *self = Self { open: !self.open, ..Self::default() };
    }
}

/// The list, at the button that names the variable.
pub fn chooser_ui(button: &Response, session: &mut Session, chooser: &mut Chooser, theme: &Theme) {
    let Chooser { open, query, marked } = chooser;
    let mut choice = None;
    let popup = Popup::from_response(button)
        .open_bool(open)
        .align(RectAlign::TOP_START)
        .width(WIDTH)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        // Before the field, which would move its cursor.
        let (steps, enter) = list_keys(ui);
        let hint = words!("chooser-search", "Search: threshold, calcium, mV …");
        let field = ui.add(TextEdit::singleline(query).hint_text(hint).desired_width(WIDTH));
        if field.changed() {
            *marked = Some(0);
        }
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let found = found(session, query);
        let opens = marked.is_none();
        let shown = session.colour();
        let before = marked.unwrap_or_else(|| found.iter().position(|&one| one == shown).unwrap_or_default());
        let now = before.saturating_add_signed(steps).min(found.len().saturating_sub(1));
        *marked = Some(now);
        choice = list_ui(ui, session, theme, &found, now, steps != 0 || opens);
        if enter {
            choice = found.get(now).copied().or(choice);
        }
    });
    if let Some(variable) = choice {
        session.colour_by(variable);
        *chooser = Chooser::default();
    }
}

/// The variables of the scene of which every word of a search says something.
fn found(session: &Session, query: &str) -> Vec<Variable> {
    let query = query.to_lowercase();
    let fits = |facts: &VariableFacts| {
        let VariableFacts { name, symbol, unit, group, meaning, .. } = facts;
        let text = format!("{name} {symbol} {unit} {} {meaning}", group.label()).to_lowercase();
        query.split_whitespace().all(|word| text.contains(word))
    };
    Variable::all().filter(|&variable| session.has_variable(variable) && fits(variable.facts())).collect()
}

/// The rows under their headings; gives the one that was clicked.
fn list_ui(
    ui: &mut Ui,
    session: &Session,
    theme: &Theme,
    found: &[Variable],
    marked: usize,
    follow: bool,
) -> Option<Variable> {
    let mut clicked = None;
    if found.is_empty() {
        ui.label(dim(theme, words!("chooser-none", "No variable of this scene fits.")));
    }
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        ui.set_min_width(WIDTH);
        let mut group = None;
        for (place, &variable) in found.iter().enumerate() {
            let facts = variable.facts();
            if group.replace(facts.group) != Some(facts.group) {
                ui.label(RichText::new(facts.group.label()).strong().color(theme.colours.accent));
            }
            let text = RichText::new(label(facts)).color(theme.colours.text);
            let text = if variable == session.colour() { text.strong() } else { text };
            let row = ui.selectable_label(place == marked, text).on_hover_text(tooltip(facts));
            if place == marked && follow {
                row.scroll_to_me(None);
            }
            if row.clicked() {
                clicked = Some(variable);
            }
        }
    });
    clicked
}

/// Name, symbol and unit of a variable.
pub fn label(facts: &VariableFacts) -> String {
    let symbol = if facts.symbol.is_empty() { String::new() } else { format!(" {}", facts.symbol) };
    let unit = if facts.unit.is_empty() { String::new() } else { format!(" ({})", facts.unit) };
    format!("{}{symbol}{unit}", facts.name)
}

/// Meaning and source of a variable.
pub fn tooltip(facts: &VariableFacts) -> String {
    if facts.source.is_empty() { facts.meaning.to_owned() } else { format!("{}\n{}", facts.meaning, facts.source) }
}
