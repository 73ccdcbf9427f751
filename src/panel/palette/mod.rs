//! The palette: everything that can be done, shown or opened, in one list with a search. Ctrl+K opens it.

pub(super) mod state;

use super::chooser;
use super::command::Command;
use super::files::state::name as file_name;
use super::keys::list_keys;
use super::manual::contents;
use super::manual::subject::Subject;
use super::mechanisms;
use super::state::PanelState;
use super::style::{dim, name_for_readers, overlay_frame};
use crate::plasticity::Rule;
use crate::scene::file::{MapKind, PlotTab, Variable};
use crate::session::Session;
use crate::theme::Theme;
use crate::words::{Language, in_force, scene_text, speak, words};
use bevy_egui::egui::{
    Align2, Color32, Context, FontId, Id, Label, Modal, Rect, Response, ScrollArea, Sense, TextEdit, Ui, pos2, vec2,
};
use state::Palette;
use std::cmp::Reverse;

/// Widest that it becomes (logical pixels).
const WIDEST: f32 = 620.0;
/// Most height of the list (logical pixels).
const HEIGHT: f32 = 380.0;
/// Height of a line (logical pixels).
const LINE: f32 = 26.0;

/// What a line of the palette does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Goal {
    /// Do a command.
    Command(Command),
    /// Open a scene, by the place of its card.
    Scene(usize),
    /// Open a file that was opened before, by its place.
    File(usize),
    /// Colour the neurons by a variable.
    Colour(Variable),
    /// Show a plot.
    Plot(PlotTab),
    /// Show the parameters of a rule.
    Rule(Rule),
    /// Open the manual at a chapter.
    Manual(Subject),
    /// Select the members of a pattern, by its index in the scene.
    Memory(usize),
    /// Select so many neurons with the highest values of what the colour shows, or with the lowest.
    Rank(usize, bool),
}

/// A line of the palette.
struct Line {
    goal: Goal,
    name: String,
    /// What it is, and its key.
    aside: String,
    explanation: String,
    /// All of it in English, by which it is found as well.
    english: String,
}

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
            let explanation = found.get(looked_at.unwrap_or(*marked)).map_or("", |line| line.explanation.as_str());
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

/// Everything that this scene and window offer.
fn lines(session: &Session, state: &PanelState) -> Vec<Line> {
    let mut lines = said(session, state);
    let language = in_force();
    if language != Language::English {
        speak(Language::English);
        let english = said(session, state);
        speak(language);
        for (line, english) in lines.iter_mut().zip(english) {
            line.english = english.whole();
        }
    }
    lines
}

/// The lines in the language in force.
fn said(session: &Session, state: &PanelState) -> Vec<Line> {
    let line = |goal, name: &str, aside: String, explanation: &str| Line {
        goal,
        name: name.to_owned(),
        aside,
        explanation: explanation.replace('\n', " "),
        english: String::new(),
    };
    let commands = Command::all()
        .filter(|command| *command != Command::Palette)
        .map(|command| line(Goal::Command(command), command.label(), command.key_text(), command.explanation()));
    let scenes = state.library.cards().iter().enumerate().map(|(place, card)| {
        let aside = words!("palette-scene", "scene").to_owned();
        line(Goal::Scene(place), scene_text(&card.scene.name), aside, scene_text(&card.sentence))
    });
    let files = state.files.recent.iter().enumerate().map(|(place, path)| {
        let whole = path.display().to_string();
        line(Goal::File(place), &file_name(path), words!("palette-file", "file opened before").to_owned(), &whole)
    });
    let colours = Variable::all().filter(|&variable| session.has_variable(variable)).map(|variable| {
        let facts = variable.facts();
        let aside = words!("palette-colour", "colour of the neurons").to_owned();
        line(Goal::Colour(variable), &chooser::label(facts), aside, facts.meaning)
    });
    let plots = PlotTab::ALL
        .into_iter()
        .map(|tab| line(Goal::Plot(tab), tab.label(), words!("palette-plot", "plot").to_owned(), tab.explanation()));
    let rules = session.info.rules.iter().map(|&rule| {
        line(Goal::Rule(rule), rule.label(), words!("palette-rule", "rule").to_owned(), rule.explanation())
    });
    let parameters = session.info.parameters.iter().map(|known| {
        let aside = words!("palette-parameter", "parameter of { $rule }", rule = known.rule.label());
        line(
            Goal::Rule(known.rule),
            known.parameter.facts.short_name(known.rule).unwrap_or(known.parameter.facts.name),
            aside,
            known.parameter.said(known.rule).facts.meaning,
        )
    });
    let memories = session.info.patterns.iter().enumerate().map(|(index, pattern)| {
        let name =
            words!("palette-select-members", "Select the members of { $memory }", memory = scene_text(&pattern.name));
        let explanation = words!("palette-members", "The neurons that this pattern drives most.");
        line(Goal::Memory(index), &name, words!("palette-memory", "memory").to_owned(), explanation)
    });
    let (count, shown) = (state.inspector.rank_count, session.colour().facts());
    let many = count.to_string();
    let ranks = [true, false].map(|highest| {
        let name = if highest {
            words!(
                "palette-highest",
                "Select the { $count } highest by { $variable }",
                count = &many,
                variable = shown.name
            )
        } else {
            words!(
                "palette-lowest",
                "Select the { $count } lowest by { $variable }",
                count = &many,
                variable = shown.name
            )
        };
        let explanation =
            words!("palette-ranks", "Selects neurons by rank of what the colour shows; the inspector says how many.");
        line(Goal::Rank(count, highest), &name, words!("palette-rank", "rank").to_owned(), explanation)
    });
    let ranks = ranks.into_iter().filter(|_| shown.map != MapKind::Categorical);
    let selections = memories.chain(ranks);
    let fixed = contents::fixed();
    let scene = contents::scene(&session.info, &fixed);
    let chapters: Vec<Line> = contents::chapters(&scene, &fixed)
        .into_iter()
        .map(|chapter| {
            let aside = chapter.subject.part().aside().to_owned();
            let name = words!("palette-manual", "Manual: { $chapter }", chapter = &chapter.title);
            line(Goal::Manual(chapter.subject), &name, aside, &chapter.about)
        })
        .collect();
    commands
        .chain(selections)
        .chain(scenes)
        .chain(files)
        .chain(colours)
        .chain(plots)
        .chain(rules)
        .chain(parameters)
        .chain(chapters)
        .collect()
}

impl Line {
    /// All that it says, in small letters.
    fn whole(&self) -> String {
        format!("{} {} {} {}", self.name, self.aside, self.explanation, self.english).to_lowercase()
    }
}

/// The lines of which every word of a search says something; first those whose name begins with it, then those whose name holds it.
fn found<'a>(lines: &'a [Line], query: &str) -> Vec<&'a Line> {
    let query = query.trim().to_lowercase();
    let rank = |line: &Line| {
        let (name, whole) = (line.name.to_lowercase(), line.whole());
        let all_in = |text: &str| query.split_whitespace().all(|word| text.contains(word));
        all_in(&whole).then(|| (name.starts_with(&query), all_in(&name)))
    };
    let mut found: Vec<_> = lines.iter().filter_map(|line| rank(line).map(|rank| (Reverse(rank), line))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, line)| line).collect()
}

/// One line: its name, and at the right what it is.
fn line_ui(ui: &mut Ui, line: &Line, marked: bool, theme: &Theme) -> Response {
    let height = LINE - ui.spacing().item_spacing.y;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    name_for_readers(&response, true, &format!("{}, {}", line.name, line.aside));
    let visuals = &ui.visuals().selection;
    if marked || response.hovered() {
        let fill = if marked { visuals.bg_fill } else { Color32::from(theme.colours.panel_raised) };
        ui.painter().rect_filled(rect, theme.spacing.rounding, fill);
    }
    let inside = rect.shrink2(vec2(theme.spacing.item, 0.0));
    let (text, pale) = (Color32::from(theme.colours.text), Color32::from(theme.colours.text_dim));
    let small = FontId::proportional(theme.text.small);
    let aside = ui.painter().text(inside.right_center(), Align2::RIGHT_CENTER, &line.aside, small, pale);
    let place = Rect::from_min_max(inside.min, pos2(aside.left() - theme.spacing.item, inside.bottom()));
    let font = FontId::proportional(theme.text.body);
    ui.painter_at(place).text(place.left_center(), Align2::LEFT_CENTER, &line.name, font, text);
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
        Goal::Rank(count, highest) => session.select_by_rank(count, highest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, explanation: &str) -> Line {
        let goal = Goal::Command(Command::Restart);
        let (name, aside, explanation) = (name.to_owned(), "plot".to_owned(), explanation.to_owned());
        Line { goal, name, aside, explanation, english: "Chart".to_owned() }
    }

    #[test]
    fn what_begins_with_the_search_comes_first_then_what_holds_it_then_what_is_about_it() {
        let lines =
            [line("Restart", "Starts again."), line("Open a map", "Rate."), line("Map", ""), line("Rates", "A map.")];
        let names = |query: &str| found(&lines, query).iter().map(|line| line.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("map"), ["Map", "Open a map", "Rates"]);
        assert_eq!(names("PLOT rate"), ["Open a map", "Rates"], "every word counts, wherever it stands");
        assert_eq!(names("").len(), 4);
        assert_eq!(names("chart rates"), ["Rates"], "what it is called in English counts as well");
        assert!(names("nothing like it").is_empty());
    }
}
