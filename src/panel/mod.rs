//! Panels of the window, drawn with egui: controls, inspector, time bar, plots, and what is written over the 3D view.
//!
//! Panels read the [`Session`] and change nothing but what the user asked for. Each is a function of the session, so that
//! tests can draw it without a window or a simulation. A command is asked for with [`PanelState::ask`] and done in one place,
//! `perform`, when all panels are drawn.

mod boxes;
mod branches;
mod breakdown_banner;
mod change_text;
mod chooser;
mod clear;
pub mod command;
mod context_menu;
mod controls;
mod copied_values;
mod description;
mod differing;
mod files;
mod film_box;
mod film_plan;
mod forecast;
mod gizmo;
mod glyphs;
mod group_inspector;
mod hand;
mod hints;
mod histogram;
mod inspector;
mod key_change;
mod key_list;
mod keys;
mod kind;
mod lab_sheet;
mod labels;
mod layout;
mod legend;
mod legend_bar;
mod letters;
mod level_slider;
mod library;
mod look;
mod manual;
mod mark;
mod marks;
mod mechanisms;
mod menu;
mod modulator_pad;
mod network_inspector;
mod notes;
mod notice;
mod open_boxes;
mod open_panels;
mod over_box;
mod overlay;
mod own;
mod own_keys;
mod paint;
mod palette;
mod parameter_slider;
mod perform;
mod phase_band;
mod plots;
mod poke;
mod reading;
mod replay_legend;
mod replay_marks;
mod replay_text;
mod reset_menu;
mod run_list;
mod run_until;
mod slice;
mod speed;
mod state;
mod stop_banner;
mod style;
mod sweep;
mod time_bar;
mod top_bar;
mod twin;
mod view_tools;
mod why;

pub use breakdown_banner::breakdown_banner_ui;
pub use controls::controls_ui;
pub use hints::Hints;
pub use inspector::inspector_ui;
pub use layout::{Free, window_ui};
pub use look::state::Look;
pub use manual::contents::fixed as manual_chapters;
pub use manual::subject::Subject as ManualSubject;
pub use open_boxes::{OpenBoxes, OverBox};
pub use own_keys::OwnKeys;
pub use perform::{perform_asked, perform_keys};
pub use plots::{Arrangement, Axes, Choice, Dock, MOST_PLOTS, Side, plots_ui, table as plot_table};
pub use speed::{NOTCHES, StepUnit, speed_text};
pub use state::{PanelState, SCALE};
pub use stop_banner::stop_banner_ui;
pub use style::apply_theme;
pub use time_bar::time_bar_ui;
pub use top_bar::top_bar_ui;

use files::state::ClipboardUse;
use letters::LetterSearch;

use crate::session::{FilmRequest, FilmStatus, Session, ViewReport, ViewRequest, Viewport3d};
use crate::theme::Theme;
use crate::words::words;
use bevy::app::{App, Plugin, Update};
use bevy::clipboard::Clipboard;
use bevy::ecs::change_detection::DetectChanges;
use bevy::ecs::message::{MessageReader, MessageWriter};
use bevy::ecs::system::{Local, Res, ResMut};
use bevy::input::ButtonState;
use bevy::input::keyboard::{KeyCode, KeyboardInput};
use bevy::math::{Rect, Vec2};
use bevy::window::FileDragAndDrop;
use bevy_egui::egui::{self, LayerId, Ui, UiBuilder};
use bevy_egui::{EguiContexts, EguiPrimaryContextPass};

/// Draws the panels. Needs the [`Session`], the [`Theme`] and bevy_egui's plugin with a primary context.
pub struct PanelPlugin;

impl Plugin for PanelPlugin {
    fn build(&self, app: &mut App) {
        app.add_message::<FilmRequest>()
            .add_message::<ViewRequest>()
            .init_resource::<FilmStatus>()
            .init_resource::<Viewport3d>()
            .init_resource::<ViewReport>()
            .init_resource::<PanelState>()
            .add_systems(Update, (take_dropped_files, tell_pad, look::follow_look))
            .add_systems(EguiPrimaryContextPass, draw_panels);
    }
}

/// Files that are held over the window or dropped on it.
fn take_dropped_files(drops: Option<MessageReader<FileDragAndDrop>>, mut state: ResMut<PanelState>) {
    let Some(mut drops) = drops else { return };
    for drop in drops.read() {
        let files = &mut state.files;
        match drop {
            FileDragAndDrop::HoveredFile { path_buf, .. } => files.held = Some(path_buf.clone()),
            FileDragAndDrop::DroppedFile { path_buf, .. } => {
                files.held = None;
                files.dropped.push(path_buf.clone());
            }
            FileDragAndDrop::HoveredFileCanceled { .. } => files.held = None,
        }
    }
}

/// Whether a digit of this frame comes from the numeric pad.
fn tell_pad(keys: Option<MessageReader<KeyboardInput>>, mut state: ResMut<PanelState>) {
    let Some(mut keys) = keys else { return };
    let pressed = keys.read().filter(|key| key.state == ButtonState::Pressed).last();
    let pad = pressed.is_some_and(|key| {
        matches!(
            key.key_code,
            KeyCode::Numpad0
                | KeyCode::Numpad1
                | KeyCode::Numpad2
                | KeyCode::Numpad3
                | KeyCode::Numpad4
                | KeyCode::Numpad5
                | KeyCode::Numpad6
                | KeyCode::Numpad7
                | KeyCode::Numpad8
                | KeyCode::Numpad9
        )
    });
    if state.pad != pad {
        state.pad = pad;
    }
}

#[expect(clippy::too_many_arguments, reason = "each is a resource that the panels read or write")]
fn draw_panels(
    mut contexts: EguiContexts,
    session: Option<ResMut<Session>>,
    theme: Option<Res<Theme>>,
    film: Res<FilmStatus>,
    labels: Res<ViewReport>,
    mut state: ResMut<PanelState>,
    mut viewport: ResMut<Viewport3d>,
    mut clipboard: Option<ResMut<Clipboard>>,
    mut film_requests: MessageWriter<FilmRequest>,
    mut view_requests: MessageWriter<ViewRequest>,
    mut styled: Local<bool>,
    mut glyph_scale: Local<f32>,
    mut letters: Local<LetterSearch>,
) {
    let (Some(mut session), Some(theme)) = (session, theme) else { return };
    let Ok(context) = contexts.ctx_mut() else { return };
    if !*styled || theme.is_changed() {
        apply_theme(context, &theme);
        state.dock.forget_pictures();
        *styled = true;
    }
    state.follow_scene(&mut session);
    perform_keys(context, &mut session, &mut state);
    let height = context.content_rect().height() * context.zoom_factor();
    let scale = (state.interface_scale * state.look.scale(height)).min(*SCALE.end());
    if (context.zoom_factor() - scale).abs() > f32::EPSILON {
        context.set_zoom_factor(scale);
    }
    if state.files.update(&mut session) {
        state.forget_scene();
    }
    if state.files.clipboard.take_if(|wanted| *wanted == ClipboardUse::Paste).is_some() {
        let text = clipboard.as_mut().and_then(|clipboard| clipboard.fetch_text().poll_result());
        state.open_text(text.and_then(Result::ok), &mut session);
    }
    run_until::loop_scene(&session, &mut state);
    letters.update(context, &mut session);
    if (context.pixels_per_point() - *glyph_scale).abs() > f32::EPSILON {
        glyphs::prepare_glyphs(context, &theme);
        *glyph_scale = context.pixels_per_point();
    }
    let mut root = Ui::new(
        context.clone(),
        "window".into(),
        UiBuilder::new().layer_id(LayerId::background()).max_rect(context.content_rect()),
    );
    let free = window_ui(&mut root, &mut session, &mut state, &film, &labels, &theme);
    perform_asked(&mut session, &mut state);
    if let Some(text) = state.copied.take() {
        // What was said of it before is not true where there is no clipboard.
        let copied = clipboard.as_mut().map(|clipboard| clipboard.set_text(text));
        if !matches!(copied, Some(Ok(()))) {
            state.files.message.tell(Err(words!(
                "nothing-copied",
                "Nothing was copied: this system gives no access to its clipboard."
            )
            .to_owned()));
        }
    }
    // The 3D view counts in logical pixels of the window, the panels in those times the interface scale.
    let zoom = context.zoom_factor();
    let in_window = |rect: egui::Rect| {
        Rect::from_corners(Vec2::new(rect.left(), rect.top()) * zoom, Vec2::new(rect.right(), rect.bottom()) * zoom)
    };
    viewport.rect = Some(in_window(free.whole));
    viewport.clear = Some(in_window(free.clear));
    viewport.beside = free.beside.map(in_window);
    film_requests.write_batch(state.film_requests.drain(..));
    view_requests.write_batch(state.view_requests.drain(..));
}
