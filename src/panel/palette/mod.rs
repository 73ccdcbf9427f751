//! The palette: everything that can be done, shown or opened, in one list with a search. Ctrl+K opens it.

mod also;
mod line;
mod search;
pub(super) mod state;

use super::inspector::NeuronPage;
use super::keys::list_keys;
use super::mechanisms;
use super::network_inspector::most_active;
use super::state::PanelState;
use super::style::{dim, name_for_readers, overlay_frame};
use crate::session::{Session, ViewRequest};
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align2, Color32, Context, FontId, Id, Label, Modal, Rect, Response, ScrollArea, Sense, TextEdit, Ui, pos2, vec2,
};
use line::{Goal, Line, lines};
use search::found;
use state::Palette;

/// Widest that it becomes (logical pixels).
const WIDEST: f32 = 620.0;
/// Most height of the list (logical pixels).
const HEIGHT: f32 = 380.0;
/// Height of a line (logical pixels).
const LINE: f32 = 26.0;

/// The palette, if it is open.
pub fn palette_ui(context: &Context, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    if !state.palette.open {
        return;
    }
    state.library.update(context);
    let lines = lines(session, state);
    let Palette { query, marked, .. } = &mut state.palette;
    let room = context.content_rect().shrink(2.0 * theme.spacing.section).size();
    let size = vec2(room.x.min(WIDEST), room.y.min(HEIGHT));
    let mut chosen = None;
    let modal = Modal::new(Id::new("palette")).frame(overlay_frame(theme).fill(theme.colours.panel.into())).show(
        context,
        |ui| {
            ui.set_width(size.x);
            // Before the search field, which would move its cursor.
            let (steps, enter) = list_keys(ui);
            let hint = words!("palette-search", "Search: sleep, threshold map, calcium, restart …");
            let field = ui.add(TextEdit::singleline(query).hint_text(hint).desired_width(size.x));
            if field.changed() {
                *marked = 0;
            }
            if ui.memory(|memory| memory.focused().is_none()) {
                field.request_focus();
            }
            let found = found(&lines, query);
            let mut looked_at = None;
            *marked = marked.saturating_add_signed(steps).min(found.len().saturating_sub(1));
            if found.is_empty() {
                let nothing = words!("palette-nothing", "Nothing here is called “{ $query }”.", query = query.trim());
                ui.label(dim(theme, nothing));
            }
            ScrollArea::vertical().max_height(size.y).auto_shrink([false, true]).show(ui, |ui| {
                for (place, line) in found.iter().enumerate() {
                    let response = line_ui(ui, line, place == *marked, theme);
                    if place == *marked && steps != 0 {
                        response.scroll_to_me(None);
                    }
                    if response.hovered() {
                        looked_at = Some(place);
                    }
                    if response.clicked() {
                        chosen = Some(line.goal);
                    }
                }
            });
            if enter {
                chosen = found.get(*marked).map(|line| line.goal).or(chosen);
            }
            let explanation = found.get(looked_at.unwrap_or(*marked)).map_or("", |line| line.said.explanation.as_str());
            ui.add(Label::new(dim(theme, explanation)).truncate());
        },
    );
    if modal.backdrop_response.clicked() {
        state.palette.open = false;
    }
    if let Some(goal) = chosen {
        state.palette = Palette::default();
        go(context, goal, session, state);
    }
}

/// One line: its name, and at the right what it is.
fn line_ui(ui: &mut Ui, line: &Line, marked: bool, theme: &Theme) -> Response {
    let height = LINE - ui.spacing().item_spacing.y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    name_for_readers(&response, true, &format!("{}, {}", line.said.name, line.said.aside));
    let visuals = &ui.visuals().selection;
    if marked || response.hovered() {
        let fill = if marked { visuals.bg_fill } else { Color32::from(theme.colours.panel_raised) };
        ui.painter().rect_filled(rect, theme.spacing.rounding, fill);
    }
    let inside = rect.shrink2(vec2(theme.spacing.item, 0.0));
    let (text, pale) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let small = FontId::proportional(theme.text.small);
    let aside = ui.painter().text(inside.right_center(), Align2::RIGHT_CENTER, &line.said.aside, small, pale);
    let place = Rect::from_min_max(inside.min, pos2(aside.left() - theme.spacing.item, inside.bottom()));
    let font = FontId::proportional(theme.text.body);
    ui.painter_at(place).text(place.left_center(), Align2::LEFT_CENTER, &line.said.name, font, text);
    response
}

/// Do what a line says.
fn go(context: &Context, goal: Goal, session: &mut Session, state: &mut PanelState) {
    match goal {
        Goal::Command(command) => state.ask(command),
        Goal::Scene(place) => state.open_card(place, session),
        Goal::File(place) => state.open_recent(place, session),
        Goal::Colour(variable) => session.colour_by(variable),
        Goal::Plot(tab) => {
            (state.open.plots, state.open.hidden) = (true, false);
            state.dock.show(tab);
        }
        Goal::Rule(rule) => {
            (state.open.controls, state.open.hidden) = (true, false);
            mechanisms::unfold(context, rule);
        }
        Goal::Manual(subject) => state.manual.open_at(subject),
        Goal::Memory(pattern) => session.select_memory(pattern),
        Goal::MostActive => session.select(most_active(session)),
        Goal::Page(page) => {
            if session.selected().is_none() || session.selection.is_group() {
                session.select(session.selected().or_else(|| most_active(session)));
            }
            (state.open.inspector, state.open.hidden) = (true, false);
            state.inspector.page = page;
        }
        Goal::Slice => {
            go(context, Goal::Page(NeuronPage::Values), session, state);
            state.inspector.to_slice = true;
        }
        Goal::Theme(theme) => state.look.theme = theme,
        Goal::Language(language) => state.look.language = language,
        Goal::Map(map) => session.set_map(map),
        Goal::Layout(layout) => state.view_requests.push(ViewRequest::Layout(layout)),
        Goal::Rank(count, highest) => session.select_by_rank(count, highest),
    }
}
