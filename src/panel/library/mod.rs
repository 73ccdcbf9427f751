//! The scene library: a card for every scene over the whole window, and a search. Ctrl+N or the title in the top bar opens it.

mod card;
pub(super) mod state;

use super::command::Command;
use super::files::state::name as file_name;
use super::state::PanelState;
use super::style::{dim, panel_frame};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::words;
use bevy_egui::egui::style::ScrollAnimation;
use bevy_egui::egui::{
    Align, Color32, Context, Id, Key, Layout, Modal, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, TextEdit,
    Ui, pos2, vec2,
};
use card::{Answer, Card};
use state::Library;
use std::path::PathBuf;

/// Widest that the library becomes (logical pixels).
const WIDEST: f32 = 1240.0;
/// Narrowest card (logical pixels).
const NARROWEST_CARD: f32 = 250.0;
/// Width of the search field (logical pixels).
const SEARCH: f32 = 300.0;

/// The library, if it is open.
pub fn library_ui(context: &Context, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    if !state.library.open {
        return;
    }
    let library = &mut state.library;
    library.update(context);
    let frame = panel_frame(theme)
        .fill(theme.colours.panel.into())
        .stroke(Stroke::new(1.0, Color32::from(theme.colours.outline)))
        .corner_radius(theme.spacing.rounding);
    let room = context.content_rect().shrink(theme.spacing.section).size() - frame.total_margin().sum();
    let size = vec2(room.x.min(WIDEST), room.y).max(vec2(1.0, 1.0));
    let (mut answer, mut file) = (None, None);
    let modal = Modal::new(Id::new("scene library")).frame(frame).show(context, |ui| {
        ui.set_min_size(size);
        ui.set_max_size(size);
        // Before the search field, which would move its cursor.
        let (steps, enter) = keys(ui, library.columns);
        let closed = header_ui(ui, library, &state.files.recent, theme, &mut file);
        let shown = library.shown();
        let open_now = |&place: &usize| library.card_is(place, session);
        let first = shown.iter().position(open_now).unwrap_or_default();
        let before = library.chosen.unwrap_or(first);
        let chosen = before.saturating_add_signed(steps).min(shown.len().saturating_sub(1));
        if steps != 0 {
            (library.chosen, library.follow) = (Some(chosen), true);
        }
        answer = cards_ui(ui, session, library, &shown, chosen, theme);
        if enter {
            answer = shown.get(chosen).copied().map(Answer::Open).or(answer.take());
        }
        closed
    });
    if modal.inner || modal.backdrop_response.clicked() {
        library.open = false;
    }
    match file.or(answer) {
        Some(Answer::Ask) => state.ask(Command::OpenFile),
        Some(Answer::File(place)) => state.open_recent(place, session),
        Some(Answer::Open(place)) => state.open_card(place, session),
        Some(Answer::Search(query)) => library.search(query),
        None => {}
    }
}

/// By how many cards the arrow keys move on, and whether Enter was pressed.
fn keys(ui: &Ui, columns: usize) -> (isize, bool) {
    let row = isize::try_from(columns.max(1)).unwrap_or(1);
    ui.input_mut(|input| {
        let mut steps = 0;
        for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -row), (Key::ArrowDown, row)] {
            while input.consume_key(Modifiers::NONE, key) {
                steps += by;
            }
        }
        (steps, input.consume_key(Modifiers::NONE, Key::Enter))
    })
}

/// Title, search, and a line about both; whether it is to be closed.
fn header_ui(ui: &mut Ui, library: &mut Library, recent: &[PathBuf], theme: &Theme, file: &mut Option<Answer>) -> bool {
    let mut closed = false;
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(words!("library-title", "Scenes")).size(theme.text.title).strong().color(theme.colours.text),
        );
        ui.add_space(theme.spacing.item);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            closed = ui.button(words!("library-close", "Close")).on_hover_text(Command::Library.tooltip()).clicked();
            let open = ui.button(words!("library-open-file", "Open a file …"));
            if open.on_hover_text(Command::OpenFile.tooltip()).clicked() {
                (closed, *file) = (true, Some(Answer::Ask));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut query = library.query.clone();
                let width = ui.available_width().min(SEARCH);
                let hint = words!("library-search", "Search: sleep, dopamine, school …");
                let field = ui.add(TextEdit::singleline(&mut query).hint_text(hint).desired_width(width));
                if query != library.query {
                    library.search(query);
                }
                // Whatever is typed is searched for.
                if ui.memory(|memory| memory.focused().is_none()) {
                    field.request_focus();
                }
            });
        });
    });
    let (all, complete) =
        library.catalogue.as_ref().map_or((0, true), |catalogue| (catalogue.cards.len(), catalogue.is_complete()));
    let shown = library.shown().len();
    let count = match (complete, shown == all) {
        (false, _) => words!(
            "library-reading-on",
            "{ $all -> [one] 1 scene *[other] { $all } scenes } read, more to come.",
            all = all
        ),
        (true, true) => words!("library-all", "{ $all -> [one] 1 scene *[other] { $all } scenes }.", all = all),
        (true, false) => words!(
            "library-some",
            "{ $shown } of { $all -> [one] 1 scene *[other] { $all } scenes }.",
            shown = shown,
            all = all
        ),
    };
    let missing = library.catalogue.as_ref().map_or(&[][..], |catalogue| &catalogue.missing);
    if !missing.is_empty() {
        let text = words!(
            "library-missing",
            "Without a card, through a fault of Rheobase: { $scenes }",
            scenes = missing.join("; ")
        );
        ui.label(RichText::new(text).color(theme.colours.warning).size(theme.text.small));
    }
    let keys = words!("library-keys", "Arrow keys choose, Enter opens, Esc closes.");
    ui.label(dim(theme, format!("{count} {keys}")).size(theme.text.small));
    if !recent.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(dim(theme, words!("library-recent", "Files opened last")));
            for (place, path) in recent.iter().enumerate() {
                if ui.button(file_name(path)).on_hover_text(path.display().to_string()).clicked() {
                    (closed, *file) = (true, Some(Answer::File(place)));
                }
            }
        });
    }
    ui.add_space(theme.spacing.item);
    closed
}

/// The cards that the search leaves, row by row; all cards of a row are equally high.
fn cards_ui(
    ui: &mut Ui,
    session: &Session,
    library: &mut Library,
    shown: &[usize],
    chosen: usize,
    theme: &Theme,
) -> Option<Answer> {
    let Some(catalogue) = &library.catalogue else { return None };
    if shown.is_empty() {
        return if catalogue.is_complete() {
            nothing_found_ui(ui, &library.query, theme)
        } else {
            ui.label(dim(theme, words!("library-reading", "Reading the scenes …")));
            None
        };
    }
    let mut answer = None;
    // Once, when all rows are there: a scroll area that is asked in every frame goes too far.
    let follow = catalogue.is_complete() && std::mem::take(&mut library.follow);
    ui.spacing_mut().scroll.floating_allocated_width = ui.spacing().scroll.bar_width;
    let columns = ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let gap = theme.spacing.section;
        let width = ui.available_width();
        let columns = (((width + gap) / (NARROWEST_CARD + gap)).floor() as usize).max(1);
        let card_width = ((width + gap) / columns as f32 - gap).floor().max(1.0);
        for (row, places) in shown.chunks(columns).enumerate() {
            let cards: Vec<Card<'_>> = places
                .iter()
                .map(|&place| {
                    let picture = library.pictures.get(place).and_then(Option::as_ref);
                    let open_now = library.card_is(place, session);
                    Card::lay_out(ui, &catalogue.cards[place], picture, open_now, card_width, theme)
                })
                .collect();
            let height = cards.iter().map(Card::height).fold(0.0, f32::max);
            let (band, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
            for (column, (card, &place)) in cards.into_iter().zip(places).enumerate() {
                let left = band.left() + column as f32 * (card_width + gap);
                let rect = Rect::from_min_size(pos2(left, band.top()), vec2(card_width, height));
                let is_chosen = row * columns + column == chosen;
                if is_chosen && follow {
                    // A card that is higher than the view shows its head.
                    let align = (rect.height() > ui.clip_rect().height()).then_some(Align::TOP);
                    ui.scroll_to_rect_animation(rect.expand(theme.spacing.item), align, ScrollAnimation::none());
                }
                answer = card.show(ui, rect, place, is_chosen, theme).or(answer.take());
            }
            ui.add_space(gap - ui.spacing().item_spacing.y);
        }
        columns
    });
    library.columns = columns.inner;
    answer
}

/// What stands there when no scene fits the search.
fn nothing_found_ui(ui: &mut Ui, query: &str, theme: &Theme) -> Option<Answer> {
    ui.add_space(theme.spacing.section);
    let nothing = words!("library-nothing", "No scene is about “{ $query }”.", query = query.trim());
    ui.label(dim(theme, nothing));
    ui.button(words!("library-show-all", "Show all scenes")).clicked().then(|| Answer::Search(String::new()))
}
