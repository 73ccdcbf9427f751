//! The manual: chapters at the left, the text at the right, and a search. F1 opens it.

pub(super) mod chapter;
pub mod contents;
mod excerpt;
mod inline;
mod markdown;
mod model;
mod page;
mod panels;
pub(super) mod state;
pub mod subject;
mod table;
mod wrapped;

use super::command::Command;
use super::keys::list_keys;
use super::state::PanelState;
use super::style::{dim, name_for_readers, panel_frame};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::{
    Align, Button, Color32, ComboBox, Context, Id, Key, Layout, Modal, Modifiers, Rect, RichText, ScrollArea, Stroke,
    TextEdit, Ui, UiBuilder, pos2, vec2,
};
use chapter::Chapter;
use inline::Words;
use page::page_ui;
use state::Manual;
use subject::Subject;

/// Widest that the manual becomes: longer lines are hard to read (logical pixels).
const WIDEST: f32 = 1000.0;
/// Width of the list of chapters (logical pixels).
const LIST: f32 = 220.0;
/// Width from which the list stands beside the text (logical pixels).
const BESIDE_FROM: f32 = 580.0;
/// Width of the search field (logical pixels).
const SEARCH: f32 = 280.0;
/// Share of the view by which a key turns the page.
const PAGE: f32 = 0.85;

/// The manual, if it is open.
pub fn manual_ui(context: &Context, session: &Session, state: &mut PanelState, theme: &Theme) {
    if !state.manual.open {
        return;
    }
    let frame = panel_frame(theme)
        .fill(theme.colours.panel.into())
        .stroke(Stroke::new(1.0, Color32::from(theme.colours.outline)))
        .corner_radius(theme.spacing.rounding);
    let room = context.content_rect().shrink(theme.spacing.section).size() - frame.total_margin().sum();
    let size = vec2(room.x.min(WIDEST), room.y).max(vec2(1.0, 1.0));
    let fixed = contents::fixed();
    let scene = contents::scene(&session.info, &fixed);
    let all = contents::chapters(&scene, &fixed);
    let mut asked = None;
    let manual = &mut state.manual;
    let modal = Modal::new(Id::new("manual")).frame(frame).show(context, |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        // Before the search field, which would move its cursor.
        let (steps, _) = list_keys(ui);
        asked = header_ui(ui, manual, &all, theme);
        let words = searched(&manual.query);
        let found: Vec<&Chapter> = all.iter().copied().filter(|chapter| chapter.holds(&words)).collect();
        if steps != 0 {
            turn(manual, &found, steps);
        }
        body_ui(ui, manual, &found, &words, theme);
    });
    if asked.is_some() || modal.backdrop_response.clicked() {
        manual.open = false;
    }
    if asked == Some(Command::KeyList) && !state.open.key_list {
        state.ask(Command::KeyList);
    }
}

/// The words of a search, in small letters.
fn searched(query: &str) -> Vec<String> {
    query.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

/// Title, search and buttons; gives the command of the button that was clicked.
fn header_ui(ui: &mut Ui, manual: &mut Manual, all: &[&Chapter], theme: &Theme) -> Option<Command> {
    let mut asked = None;
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(words!("manual-title", "Manual")).size(theme.text.title).strong().color(theme.colours.text),
        );
        ui.add_space(theme.spacing.item);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let buttons = [
                (Command::Manual, words!("manual-close", "Close")),
                (Command::KeyList, words!("manual-key-list", "List of keys")),
            ];
            for (command, text) in buttons {
                let button = ui.button(text).on_hover_text(command.tooltip());
                if command == Command::KeyList {
                    // The top bar has one of that name, too.
                    let name = words!("manual-keys-instead", "Keys instead of the manual");
                    name_for_readers(&button, true, name);
                }
                if button.clicked() {
                    asked = Some(command);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut query = manual.query.clone();
                let width = ui.available_width().min(SEARCH);
                let hint = words!("manual-search", "Search: triplet, calcium, sleep …");
                let field = ui.add(TextEdit::singleline(&mut query).hint_text(hint).desired_width(width));
                if query != manual.query {
                    manual.query = query;
                    search(manual, all);
                }
                // Whatever is typed is searched for.
                if ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
            });
        });
    });
    let keys = words!("manual-keys", "Up and Down choose a chapter, PageUp and PageDown turn the page, Esc closes.");
    ui.label(dim(theme, keys).size(theme.text.small));
    ui.add_space(theme.spacing.item);
    asked
}

/// Show the chapter that fits a new search best: one with the words in its title, else the one that is read, else the first.
fn search(manual: &mut Manual, all: &[&Chapter]) {
    let words = searched(&manual.query);
    let found = |chapter: &&&Chapter| chapter.holds(&words);
    let read = all.iter().filter(found).find(|chapter| chapter.subject == manual.subject);
    let titled = all.iter().filter(found).find(|chapter| !words.is_empty() && chapter.is_titled(&words));
    let best = read.filter(|chapter| chapter.is_titled(&words)).or(titled).or(read).or_else(|| all.iter().find(found));
    manual.subject = best.map_or(manual.subject, |chapter| chapter.subject);
    manual.follow = true;
}

/// Go so many chapters on.
fn turn(manual: &mut Manual, found: &[&Chapter], steps: isize) {
    let place = found.iter().position(|chapter| chapter.subject == manual.subject).unwrap_or_default();
    let place = place.saturating_add_signed(steps).min(found.len().saturating_sub(1));
    if let Some(chapter) = found.get(place) {
        (manual.subject, manual.follow) = (chapter.subject, true);
    }
}

/// The chapters that a search leaves, and the one that is read.
fn body_ui(ui: &mut Ui, manual: &mut Manual, found: &[&Chapter], words: &[String], theme: &Theme) {
    if found.is_empty() {
        ui.add_space(theme.spacing.section);
        let query = manual.query.trim();
        let nothing = words!("manual-nothing", "The manual says nothing of “{ $query }”.", query = query);
        ui.label(dim(theme, nothing));
        if ui.button(words!("manual-show-all", "Show all chapters")).clicked() {
            manual.query.clear();
            manual.follow = true;
        }
        return;
    }
    // What it is about may have gone with the scene or the search.
    let Some(&read) = found.iter().find(|chapter| chapter.subject == manual.subject).or(found.first()) else { return };
    let follow = std::mem::take(&mut manual.follow);
    let mut wanted = None;
    let mut whole = ui.available_rect_before_wrap();
    if whole.width() < BESIDE_FROM {
        wanted = choice_ui(ui, read, found);
        whole = ui.available_rect_before_wrap();
    } else {
        let list = Rect::from_min_max(whole.min, pos2(whole.left() + LIST, whole.bottom()));
        ui.scope_builder(UiBuilder::new().max_rect(list).id_salt("chapters"), |ui| {
            wanted = list_ui(ui, read, found, follow, theme);
        });
        let line = list.right() + 0.5 * theme.spacing.section;
        ui.painter().vline(line, whole.y_range(), Stroke::new(1.0, Color32::from(theme.colours.outline)));
        whole.min.x = list.right() + theme.spacing.section;
    }
    ui.scope_builder(UiBuilder::new().max_rect(whole).id_salt("page"), |ui| {
        wanted = reading_ui(ui, read, words, follow, theme).or(wanted);
    });
    ui.advance_cursor_after_rect(whole);
    if let Some(subject) = wanted {
        if !found.iter().any(|chapter| chapter.subject == subject) {
            manual.query.clear();
        }
        (manual.subject, manual.follow) = (subject, true);
    }
}

/// The list of chapters under the headings of their parts; gives the one that was clicked.
fn list_ui(ui: &mut Ui, read: &Chapter, found: &[&Chapter], follow: bool, theme: &Theme) -> Option<Subject> {
    let mut clicked = None;
    ui.spacing_mut().scroll.floating_allocated_width = ui.spacing().scroll.bar_width;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let mut part = None;
        for chapter in found {
            if part.replace(chapter.subject.part()) != Some(chapter.subject.part()) {
                ui.add_space(0.5 * theme.spacing.item);
                ui.label(RichText::new(chapter.subject.part().label()).strong().color(theme.colours.accent));
            }
            let is_read = chapter.subject == read.subject;
            let text = RichText::new(&chapter.title).color(theme.colours.text);
            let row = ui.with_layout(Layout::top_down_justified(Align::Min), |ui| {
                ui.add(Button::selectable(is_read, text).wrap())
            });
            let name = words!("manual-chapter", "Chapter: { $title }", title = &chapter.title);
            name_for_readers(&row.inner, true, &name);
            if is_read && follow {
                row.inner.scroll_to_me(None);
            }
            if row.inner.clicked() {
                clicked = Some(chapter.subject);
            }
        }
    });
    clicked
}

/// The same where there is no room for a list.
fn choice_ui(ui: &mut Ui, read: &Chapter, found: &[&Chapter]) -> Option<Subject> {
    let mut clicked = None;
    let width = ui.available_width();
    ComboBox::from_id_salt("chapter").selected_text(&read.title).width(width).show_ui(ui, |ui| {
        for chapter in found {
            if ui.selectable_label(chapter.subject == read.subject, &chapter.title).clicked() {
                clicked = Some(chapter.subject);
            }
        }
    });
    clicked
}

/// The text; gives the chapter to which a click leads.
fn reading_ui(ui: &mut Ui, read: &Chapter, words: &[String], follow: bool, theme: &Theme) -> Option<Subject> {
    let height = ui.available_height();
    let turned = ui.input_mut(|input| {
        let pressed = |key| f32::from(u8::from(input.consume_key(Modifiers::NONE, key)));
        let [up, down] = [Key::PageUp, Key::PageDown].map(pressed);
        up - down
    });
    let look = Words { theme, searched: words, found: ui.visuals().selection.bg_fill };
    ui.spacing_mut().scroll.floating_allocated_width = ui.spacing().scroll.bar_width;
    // Each chapter stays where it was scrolled to.
    let area = ScrollArea::vertical().id_salt(format!("{:?}", read.subject)).auto_shrink(false);
    let shown = area.show(ui, |ui| {
        if turned != 0.0 {
            ui.scroll_with_delta(vec2(0.0, turned * PAGE * height));
        }
        // Room between the letters and the bar.
        ui.set_max_width(ui.available_width() - theme.spacing.item);
        page_ui(ui, &look, read, follow)
    });
    shown.inner
}
