//! How the window looks: its theme, and the preset for a projector, which everybody in the room can read.

pub mod state;

use super::state::PanelState;
use crate::theme::Theme;
use crate::words::speak;
use bevy::ecs::message::MessageReader;
use bevy::ecs::prelude::{Local, Query, Res, ResMut, With};
use bevy::window::{PrimaryWindow, Window, WindowTheme, WindowThemeChanged};
use bevy_egui::egui::{Color32, Context, Id, LayerId, Order, Stroke};
use state::Look;

/// Radius of the ring round a pressed pointer (logical pixels).
const RING: f32 = 18.0;

/// Put on the theme that was chosen, and speak the language.
pub fn follow_look(
    state: Res<PanelState>,
    windows: Query<&Window, With<PrimaryWindow>>,
    changes: Option<MessageReader<WindowThemeChanged>>,
    theme: Option<ResMut<Theme>>,
    mut system: Local<Option<WindowTheme>>,
    mut worn: Local<(bool, bool)>,
) {
    speak(state.look.spoken());
    if let Some(mut changes) = changes {
        *system = changes.read().last().map(|change| change.theme).or(*system);
    }
    let window = windows.single().ok().and_then(|window| window.window_theme);
    let light = state.look.is_light(system.or(window) == Some(WindowTheme::Light));
    let wanted = (light, state.look.projector);
    if let Some(mut theme) = theme.filter(|_| *worn != wanted) {
        *theme = Theme::of(light, state.look.projector);
        *worn = wanted;
    }
}

/// For a projector: a ring round the pointer while a button is pressed, so that the room sees where.
pub fn click_ring_ui(context: &Context, look: Look, theme: &Theme) {
    let pressed = context.input(|input| input.pointer.any_down().then(|| input.pointer.latest_pos()).flatten());
    if let Some(place) = pressed.filter(|_| look.projector) {
        let painter = context.layer_painter(LayerId::new(Order::Tooltip, Id::new("click ring")));
        painter.circle_stroke(place, RING, Stroke::new(4.0, Color32::from(theme.colours.accent)));
    }
}
