//! The poke tool's controls.

use super::command::Command;
use super::state::PanelState;
use super::style::{dim, heading_ui, name_for_readers};
use crate::number_text::grouped;
use crate::session::{POKE_RADIUS, Session};
use crate::simulation::{POKE_CURRENT_PA, POKE_MS, PokeRange};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Align, Button, Layout, RichText, Slider, Ui, WidgetInfo};
use std::ops::RangeInclusive;

/// The tool's part of the controls.
pub fn poke_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    heading_ui(ui, theme, words!("poke-heading", "Poke"));
    ui.horizontal(|ui| {
        let tool = Button::new(words!("poke-heading", "Poke")).selected(session.poke.active);
        let tool = ui.add(tool).on_hover_text(Command::Poke.tooltip());
        name_for_readers(&tool, true, words!("poke-name", "Poke neurons"));
        if tool.clicked() {
            state.ask(Command::Poke);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(dim(theme, session.poke.text())));
    });
    let shown = ui.id().with("poke tool shown");
    let was_shown = ui.data(|data| data.get_temp(shown)).unwrap_or(false);
    if session.poke.active {
        let settings = ui.scope(|ui| settings_ui(ui, session, theme));
        // Taken in hand with its key, the tool shows where it is set, also where the controls do not fit the window.
        if !was_shown {
            settings.response.scroll_to_me(None);
        }
    }
    ui.data_mut(|data| data.insert_temp(shown, session.poke.active));
}

fn settings_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let PokeRange { low, high, default } = POKE_CURRENT_PA;
    let explanation = words!(
        "poke-current-text",
        "Current of the pulse, { $low } to { $high } pA; { $default } pA at first, which makes a resting neuron fire once (MODEL 2.2). \
         Below 0 it keeps neurons from firing.\nDouble-click the name to go back.",
        low = number(&grouped(&low.to_string())),
        high = number(&grouped(&high.to_string())),
        default = number(&grouped(&default.to_string()))
    );
    let (name, value) = ((words!("poke-current", "Current"), "pA"), &mut session.poke.current_pa);
    slider_ui(ui, theme, name, value, (low..=high, default, 10.0), &explanation);
    let PokeRange { low, high, default } = POKE_MS;
    let explanation = words!(
        "poke-length-text",
        "Length of the pulse, { $low } to { $high } ms; { $default } ms at first.\nDouble-click the name to go back.",
        low = number(&low.to_string()),
        high = high.to_string(),
        default = default.to_string()
    );
    let (name, value) = ((words!("poke-length", "Length"), "ms"), &mut session.poke.milliseconds);
    slider_ui(ui, theme, name, value, (low..=high, default, 0.1), &explanation);
    let explanation =
        words!("poke-circle-text", "Radius of the circle on the screen. Ctrl+wheel over the network changes it too.");
    let (name, value) = ((words!("poke-circle", "Circle"), "px"), &mut session.poke.radius);
    slider_ui(ui, theme, name, value, (POKE_RADIUS, 18.0, 0.0), explanation);
}

/// Name, value and slider; `span`: range, default and step.
fn slider_ui(
    ui: &mut Ui,
    theme: &Theme,
    (name, unit): (&str, &str),
    value: &mut f32,
    (range, default, step): (RangeInclusive<f32>, f32, f64),
    explanation: &str,
) {
    ui.horizontal(|ui| {
        let name = ui.label(dim(theme, name)).on_hover_text(explanation);
        if name.interact(bevy_egui::egui::Sense::click()).double_clicked() {
            *value = default;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let digits = usize::from(step > 0.0 && step < 1.0);
            let text = number(&grouped(&format!("{:.digits$} {unit}", *value)));
            ui.label(RichText::new(text).color(theme.colours.text));
        });
    });
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = ui.available_width();
        let slider = Slider::new(value, range).show_value(false).step_by(step);
        let response = ui.add(slider).on_hover_text(explanation);
        response.widget_info(|| {
            let name = words!("poke-slider", "Poke: { $name }, { $unit }", name = name, unit = unit);
            WidgetInfo::slider(true, f64::from(*value), name)
        });
    });
}
