//! Where each panel of the window stands, and how much room it takes.

use super::breakdown_banner::breakdown_banner_ui;
use super::command::Command;
use super::controls::controls_ui;
use super::inspector::inspector_ui;
use super::key_list::key_list_ui;
use super::layout_switch::layout_switch_ui;
use super::library::library_ui;
use super::notice::notice_ui;
use super::open_panels::Room;
use super::overlay::overlay_ui;
use super::plots::plots_ui;
use super::state::PanelState;
use super::stop_banner::stop_banner_ui;
use super::style::panel_frame;
use super::time_bar::{self, time_bar_ui};
use super::top_bar::top_bar_ui;
use crate::session::{FilmStatus, Session, ViewReport};
use crate::theme::Theme;
use bevy_egui::egui::{Align2, Area, FontId, Id, Order, Panel, Rect, ScrollArea, Ui, vec2};

/// Width from which both side panels are opened by themselves (logical pixels).
const WIDE_FROM: f32 = 960.0;
/// Height from which the plots are opened by themselves (logical pixels).
const TALL_FROM: f32 = 560.0;

/// The whole window; gives the rectangle that is free for the 3D view.
pub fn window_ui(
    ui: &mut Ui,
    session: &mut Session,
    state: &mut PanelState,
    film: &FilmStatus,
    labels: &ViewReport,
    theme: &Theme,
) -> Rect {
    let room = ui.available_size();
    state.open.make_room(Room { wide: room.x >= WIDE_FROM, tall: room.y >= TALL_FROM });
    let frame = panel_frame(theme);
    let sizes = theme.panels;
    if !state.open.hidden {
        Panel::top("top bar").exact_size(sizes.top_bar).frame(frame).show(ui, |ui| {
            top_bar_ui(ui, session, state, film, theme);
        });
        if state.open.plots {
            let most = (room.y * 0.6).max(sizes.plots_minimum);
            Panel::bottom("plots")
                .resizable(true)
                .default_size(sizes.plots)
                .size_range(sizes.plots_minimum..=most)
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
                .show(ui, |ui| scrolled(ui, |ui| inspector_ui(ui, session, &mut state.inspector, theme)));
        }
    }
    let free = ui.available_rect_before_wrap();
    overlay_ui(ui, session, state, labels, theme, free);
    let context = ui.ctx().clone();
    if !state.open.hidden {
        layout_switch_ui(&context, session, state, labels.layout, theme, free);
    }
    if state.open.frame_rate
        && let Some(text) = labels.frame.text()
    {
        // Below the badge, which may reach far to the right.
        let down = theme.text.badge + 4.0 * theme.spacing.margin;
        let place = free.right_top() + vec2(-theme.spacing.margin, down);
        let font = FontId::proportional(theme.text.small);
        ui.painter().text(place, Align2::RIGHT_TOP, text, font, theme.colours.text_dim.into());
    }
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
        return_hint_ui(&context, theme, free);
    }
    notice_ui(&context, &mut state.notice, film.into(), theme, (free, 0));
    notice_ui(&context, &mut state.refusal, (&session.refused).into(), theme, (free, 1));
    if let Some(command) = key_list_ui(&context, &mut state.open.key_list, theme) {
        state.ask(command);
    }
    library_ui(&context, session, state, theme);
    free
}

fn scrolled(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    // The bar has room of its own: it must not lie over the controls at the right edge.
    ui.spacing_mut().scroll.floating_allocated_width = ui.spacing().scroll.bar_width;
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, content);
}

/// A visible door back while everything is hidden.
fn return_hint_ui(context: &bevy_egui::egui::Context, theme: &Theme, free: Rect) {
    Area::new(Id::new("return hint"))
        .order(Order::Middle)
        .interactable(false)
        .pivot(Align2::RIGHT_TOP)
        .fixed_pos(free.right_top() + vec2(-theme.spacing.margin, theme.spacing.margin))
        .show(context, |ui| {
            ui.label(super::style::dim(theme, format!("{} brings the panels back", Command::HideAll.key_text())));
        });
}
