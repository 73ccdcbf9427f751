//! Where each panel of the window stands, and how much room it takes.

use super::breakdown_banner::breakdown_banner_ui;
use super::clear::{Over, halves};
use super::command::Command;
use super::context_menu::context_menu_ui;
use super::controls::controls_ui;
use super::description::description_ui;
use super::files::desk::unfinished_ui;
use super::files::files_ui;
use super::film_box::film_box_ui;
use super::gizmo::gizmo_ui;
use super::inspector::inspector_ui;
use super::key_list::key_list_ui;
use super::lab_sheet::lab_sheet_ui;
use super::library::library_ui;
use super::look::click_ring_ui;
use super::manual::manual_ui;
use super::marks::marks_ui;
use super::notice::notice_ui;
use super::open_panels::Room;
use super::overlay::overlay_ui;
use super::palette::palette_ui;
use super::plots::{Dock, least_height, plots_ui};
use super::state::PanelState;
use super::stop_banner::stop_banner_ui;
use super::style::{overlay_frame, panel_frame};
use super::sweep::sweep_ui;
use super::time_bar::{self, time_bar_ui};
use super::top_bar::top_bar_ui;
use super::view_tools::view_tools_ui;
use crate::session::{FilmStatus, Session, ViewReport};
use crate::theme::{PanelSizes, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{
    Align2, Area, Color32, Context, FontId, Id, Order, Panel, Rect, RichText, ScrollArea, Ui, Vec2, pos2, vec2,
};
use std::ops::RangeInclusive;

/// Width from which both side panels are opened by themselves (logical pixels).
const WIDE_FROM: f32 = 1200.0;
/// Height from which the plots are opened by themselves (logical pixels).
const TALL_FROM: f32 = 560.0;

/// Most of the window's height that the plots take by themselves.
const PLOTS_SHARE: f32 = 0.25;
/// Most of the window's height that the plots take at all.
const PLOTS_MOST: f32 = 0.6;

/// Time in which the picture moves to the room that is left when that changes (s).
const MOVE_S: f32 = 0.25;

/// The part of the window that panels leave to the 3D view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Free {
    /// All of it.
    pub whole: Rect,
    /// What of it nothing is drawn over.
    pub clear: Rect,
    /// As much beside it for the twin, while both are seen.
    pub beside: Option<Rect>,
}

/// The whole window; gives what is free for the 3D view.
pub fn window_ui(
    ui: &mut Ui,
    session: &mut Session,
    state: &mut PanelState,
    film: &FilmStatus,
    labels: &ViewReport,
    theme: &Theme,
) -> Free {
    let room = ui.available_size();
    state.open.make_room(Room { wide: room.x >= WIDE_FROM, tall: room.y >= TALL_FROM });
    let frame = panel_frame(theme);
    let sizes = theme.panels;
    if !state.open.hidden {
        Panel::top("top bar").exact_size(sizes.top_bar).frame(frame).show(ui, |ui| {
            top_bar_ui(ui, session, state, film, theme);
        });
        unfinished_ui(ui, session, &mut state.files.sessions, theme, frame);
        if state.open.plots {
            let (usual, heights) = plots_heights(&state.dock, sizes, room);
            // A height that was dragged is that of the usual window or that of the projector.
            Panel::bottom(Id::new("plots").with(state.look.projector))
                .resizable(true)
                .default_size(usual)
                .size_range(heights)
                .frame(frame)
                .show(ui, |ui| plots_ui(ui, session, state, theme));
        }
        let time_bar = sizes.time_bar + time_bar::more_height(session);
        Panel::bottom("time bar").exact_size(time_bar).frame(frame).show(ui, |ui| {
            time_bar_ui(ui, session, state, theme);
        });
        let widest = room.x * 0.35;
        if state.open.controls {
            let least = sizes.controls_minimum;
            Panel::left("controls")
                .resizable(true)
                .default_size(sizes.controls)
                .size_range(least..=widest.max(least))
                .frame(frame)
                .show(ui, |ui| scrolled(ui, |ui| controls_ui(ui, session, state, theme)));
        }
        if state.open.inspector {
            let least = sizes.inspector_minimum;
            Panel::right("inspector")
                .resizable(true)
                .default_size(sizes.inspector)
                .size_range(least..=widest.max(least))
                .frame(frame)
                .show(ui, |ui| {
                    // Each page and each neuron begins at its top.
                    let salt = (state.inspector.page, session.selected());
                    ui.push_id(salt, |ui| {
                        scrolled(ui, |ui| inspector_ui(ui, session, &mut state.inspector, theme));
                    });
                });
        }
    }
    let free = ui.available_rect_before_wrap();
    let context = ui.ctx().clone();
    let now_s = context.input(|input| input.time);
    state.taken.begin(free, state.open.boxes, &session.info.title, now_s);
    let tools = if state.open.hidden { None } else { view_tools_ui(&context, session, state, labels, theme, free) };
    if let Some(tools) = tools {
        state.taken.take(Over::Tools, tools);
    }
    let sides = if state.open.hidden { None } else { gizmo_ui(&context, state, labels, theme, free) };
    if let Some(sides) = sides {
        state.taken.take(Over::Sides, sides);
    }
    overlay_ui(ui, session, state, labels, theme, (free, [tools, sides]));
    context_menu_ui(&context, session, state, labels.menu, theme);
    view_notes_ui(ui, state, labels, theme, free);
    if session.is_stopped() {
        Area::new(Id::new("stop")).order(Order::Middle).pivot(Align2::CENTER_CENTER).fixed_pos(free.center()).show(
            &context,
            |ui| {
                ui.set_max_width((free.width() - 2.0 * theme.spacing.section).max(200.0));
                if session.breakdown.is_some() {
                    breakdown_banner_ui(ui, session, state, theme);
                } else {
                    stop_banner_ui(ui, session, state, theme);
                }
            },
        );
    }
    if state.open.hidden {
        return_hint_ui(&context, theme, free, film);
    }
    notice_ui(&context, &mut state.notice, film.into(), theme, (free, 0));
    notice_ui(&context, &mut state.refusal, (&session.refused).into(), theme, (free, 1));
    notice_ui(&context, &mut state.view_notice, (&labels.told).into(), theme, (free, 1));
    notice_ui(&context, &mut state.sound_notice, (&session.sound.told).into(), theme, (free, 2));
    if let Some(command) = key_list_ui(&context, &mut state.open.key_list, &mut state.keys, theme) {
        state.ask(command);
    }
    film_box_ui(&context, state, film, theme, free);
    sweep_ui(&context, session, state, theme, free);
    lab_sheet_ui(&context, session, state, film, theme, free);
    marks_ui(&context, session, state, labels.layout, theme, free);
    library_ui(&context, session, state, theme);
    manual_ui(&context, session, state, theme);
    files_ui(&context, session, state, theme, free);
    palette_ui(&context, session, state, theme);
    description_ui(&context, session, state, theme, free);
    click_ring_ui(&context, state.look, theme);
    free_of(&context, session, state, theme, free)
}

/// What of the view nothing is drawn over, in one picture or in each of two.
fn free_of(context: &Context, session: &Session, state: &PanelState, theme: &Theme, free: Rect) -> Free {
    if session.shows_both() {
        let [run, twin] = halves(free);
        let clear = state.taken.clear_of_halves(theme.spacing.item);
        return Free { whole: run, clear: moved(context, clear), beside: Some(twin) };
    }
    let clear = state.taken.clear(theme.spacing.item);
    Free { whole: free, clear: moved(context, clear), beside: None }
}

/// Usual height of the plots, and from which to which it can be: more where some stand below each other.
fn plots_heights(dock: &Dock, sizes: PanelSizes, room: Vec2) -> (f32, RangeInclusive<f32>) {
    let most = (room.y * PLOTS_MOST).max(sizes.plots_minimum);
    let least = least_height(dock, room.x).clamp(sizes.plots_minimum, most);
    (sizes.plots.min(PLOTS_SHARE * room.y).max(least), least..=most)
}

/// A rectangle on its way to where it is wanted.
fn moved(context: &Context, wanted: Rect) -> Rect {
    let edge = |name: &str, value: f32| context.animate_value_with_time(Id::new("clear").with(name), value, MOVE_S);
    Rect::from_min_max(
        pos2(edge("left", wanted.left()), edge("top", wanted.top())),
        pos2(edge("right", wanted.right()), edge("bottom", wanted.bottom())),
    )
}

/// What has to be said of how the network is shown, and what frames cost: small words at the right, which take no room from it.
fn view_notes_ui(ui: &Ui, state: &PanelState, labels: &ViewReport, theme: &Theme, free: Rect) {
    let frame_rate = labels.frame.text().filter(|_| state.open.frame_rate);
    let text = labels.notes.iter().cloned().chain(frame_rate).collect::<Vec<_>>().join("\n");
    if !text.is_empty() {
        // Below the badge, which may reach far to the right, and the sides.
        let above = [Over::Badge, Over::Sides].into_iter().filter_map(|what| state.taken.kept(what));
        let below = above.map(|rect| rect.bottom()).fold(free.top(), f32::max);
        let place = pos2(free.right() - theme.spacing.margin, below + theme.spacing.item + 4.0);
        let font = FontId::proportional(theme.text.small);
        let colour = Color32::from(theme.colours.text);
        let galley = ui.painter().layout_no_wrap(text, font, colour);
        let words = Align2::RIGHT_TOP.anchor_size(place, galley.size());
        // On a bright sky or in front of neurons words need a ground.
        let ground = theme.colours.panel.to_egui_with_opacity(0.92);
        ui.painter().rect_filled(words.expand(4.0), theme.spacing.rounding, ground);
        ui.painter().galley(words.min, galley, colour);
    }
}

fn scrolled(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    // The bar has room of its own: it must not lie over the controls at the right edge.
    ui.spacing_mut().scroll.floating_allocated_width = ui.spacing().scroll.bar_width;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, content);
}

/// A visible door back while everything is hidden, and what must not be forgotten meanwhile: a film.
fn return_hint_ui(context: &Context, theme: &Theme, free: Rect, film: &FilmStatus) {
    Area::new(Id::new("return hint"))
        .order(Order::Middle)
        .interactable(false)
        .pivot(Align2::RIGHT_TOP)
        .fixed_pos(free.right_top() + vec2(-theme.spacing.margin, theme.spacing.margin))
        .show(context, |ui| {
            overlay_frame(theme).show(ui, |ui| {
                let hint = words!("hidden-hint", "{ $key } brings the panels back", key = Command::HideAll.key_text());
                ui.label(super::style::dim(theme, hint));
                if let Some(text) = filming_text(film) {
                    ui.label(RichText::new(text).strong().color(theme.colours.warning));
                }
            });
        });
}

/// How long the film is that is being made, and how it ends.
fn filming_text(film: &FilmStatus) -> Option<String> {
    let progress = film.recording.as_ref()?;
    Some(words!(
        "hidden-filming",
        "FILMING { $time } s, { $key } finishes it",
        time = number(&format!("{:.1}", progress.seconds)),
        key = Command::Film.key_text()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::FilmProgress;

    #[test]
    fn a_film_is_not_forgotten_while_panels_are_hidden() {
        let recording = FilmProgress { frames: 45, seconds: 1.5, ..FilmProgress::default() };
        let text = |recording| filming_text(&FilmStatus { recording, ..FilmStatus::default() });
        assert_eq!(text(Some(recording)).as_deref(), Some("FILMING 1.5 s, Shift+F12 finishes it"));
        assert_eq!(text(None), None);
    }
}
