//! The paint tool's controls.

use super::command::Command;
use super::mark::{mark_ui, paint_mark};
use super::state::PanelState;
use super::style::{dim, heading_ui, name_for_readers};
use crate::scene::file::{NeuronFile, NeuronKind};
use crate::session::{BRUSH_RADIUS, PaintChoice, Session};
use crate::simulation::NetworkInfo;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Align, Button, Layout, RichText, Slider, Ui, WidgetInfo};

/// Most of the excitatory neurons that a button paints, by slider (share).
const MOST_SHARE: f32 = 0.5;

/// The tool's part of the controls.
pub fn paint_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let (raised, lowered) = session.painted();
    ui.horizontal(|ui| {
        ui.vertical(|ui| heading_ui(ui, theme, words!("paint-heading", "Paint excitability")));
        ui.with_layout(Layout::right_to_left(Align::BOTTOM), |ui| {
            // Always there, so that nothing jumps with the first stroke.
            let any = raised + lowered > 0;
            let clear = ui
                .add_enabled(any, Button::new(words!("paint-clear", "clear all")))
                .on_hover_text(words!(
                    "paint-clear-text",
                    "Takes the paint off all neurons, also what the scene itself painted."
                ))
                .on_disabled_hover_text(words!("paint-none", "No neuron is painted."));
            name_for_readers(&clear, any, words!("paint-clear-name", "Clear all paint"));
            if clear.clicked() {
                session.clear_paint();
            }
        });
    });
    ui.horizontal(|ui| {
        let active = session.paint.active;
        let tool = Button::new(words!("paint-brush", "Brush")).selected(active);
        let tool = ui.add(tool).on_hover_text(Command::Paint.tooltip());
        name_for_readers(&tool, true, words!("paint-brush-name", "Paint with the brush"));
        if tool.clicked() {
            state.ask(Command::Paint);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (up, text) in [
                (false, words!("paint-lowered", "{ $count } lowered", count = lowered)),
                (true, words!("paint-raised", "{ $count } raised", count = raised)),
            ] {
                ui.label(RichText::new(text).small().color(theme.colours.text_dim));
                mark_ui(ui, theme, |painter, centre, radius| paint_mark(painter, theme, up, centre, radius));
            }
        });
    });
    let shown = ui.id().with("paint tool shown");
    let was_shown = ui.data(|data| data.get_temp(shown)).unwrap_or(false);
    if session.paint.active {
        let settings = ui.scope(|ui| {
            strength_ui(ui, session, theme);
            brush_ui(ui, session, theme);
            choices_ui(ui, session, theme);
        });
        // Taken in hand with its key, the tool shows where it is set, also where the controls do not fit the window.
        if !was_shown {
            settings.response.scroll_to_me(None);
        }
    }
    ui.data_mut(|data| data.insert_temp(shown, session.paint.active));
}

fn strength_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let explanation = words!(
        "paint-strength-text",
        "Paint value u, −1 to 1, as an experimenter sets it with light or a designer drug: above 0 the threshold falls, below 0 \
         it rises. Hold Shift while painting to turn the sign round."
    );
    let shift = -session.paint.strength * paint_threshold(&session.info);
    let mut strength = session.paint.strength;
    let value = words!(
        "paint-strength-value",
        "{ $strength }, threshold { $shift } mV",
        strength = number(&format!("{strength:+.2}")),
        shift = number(&format!("{shift:+.1}"))
    );
    name_and_value_ui(ui, theme, words!("paint-strength", "Strength"), &value, explanation);
    let response = slider_ui(ui, Slider::new(&mut strength, -1.0..=1.0).step_by(0.05)).on_hover_text(explanation);
    response.widget_info(|| {
        WidgetInfo::slider(true, f64::from(strength), words!("paint-strength-slider", "Paint strength, −1 to 1"))
    });
    session.paint.strength = strength;
}

fn brush_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let explanation = words!(
        "paint-radius-text",
        "Radius of the brush on the screen. A drag paints every excitatory neuron that the circle passes over, at any depth; a \
         click paints one neuron. Ctrl+wheel over the network changes it too."
    );
    let mut radius = session.paint.radius;
    name_and_value_ui(ui, theme, words!("paint-brush", "Brush"), &format!("{radius:.0} px"), explanation);
    let response = slider_ui(ui, Slider::new(&mut radius, BRUSH_RADIUS)).on_hover_text(explanation);
    response.widget_info(|| {
        WidgetInfo::slider(true, f64::from(radius), words!("paint-radius-slider", "Brush radius, pixels"))
    });
    session.paint.radius = radius;
}

fn choices_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let count = |share: f32| {
        let populations = session.info.populations.iter().filter(|known| known.kind == NeuronKind::Excitatory);
        let neurons: usize = populations.map(|population| population.range.len()).sum();
        (neurons as f32 * share).round().max(neurons.min(1) as f32)
    };
    let explanation = words!("paint-share-text", "How many of the excitatory neurons the buttons below paint.");
    let mut percent = session.paint.share * 100.0;
    let value = words!(
        "paint-share-value",
        "{ $percent } % = { $neurons -> [one] 1 neuron *[other] { $neurons } neurons }",
        percent = format!("{percent:.0}"),
        neurons = count(session.paint.share) as u64
    );
    name_and_value_ui(ui, theme, words!("paint-share", "Choose"), &value, explanation);
    let range = 1.0..=100.0 * MOST_SHARE;
    let response = slider_ui(ui, Slider::new(&mut percent, range).step_by(1.0)).on_hover_text(explanation);
    response.widget_info(|| {
        WidgetInfo::slider(true, f64::from(percent), words!("paint-share-slider", "Share of neurons to paint, percent"))
    });
    session.paint.share = percent / 100.0;
    ui.horizontal_wrapped(|ui| {
        for choice in [PaintChoice::MostExcitable, PaintChoice::LeastExcitable, PaintChoice::Random] {
            let [text, name, explanation] = choice_texts(choice);
            let button = ui.add(Button::new(text)).on_hover_text(explanation);
            name_for_readers(&button, true, name);
            if button.clicked() {
                session.paint_choice(choice);
            }
        }
    });
}

/// Button, its name and its explanation.
fn choice_texts(choice: PaintChoice) -> [&'static str; 3] {
    match choice {
        PaintChoice::MostExcitable => [
            words!("paint-most", "most excitable"),
            words!("paint-most-name", "Paint most excitable"),
            words!("paint-most-text", "Paints those with the lowest thresholds now."),
        ],
        PaintChoice::LeastExcitable => [
            words!("paint-least", "least excitable"),
            words!("paint-least-name", "Paint least excitable"),
            words!("paint-least-text", "Paints those with the highest thresholds now."),
        ],
        PaintChoice::Random => [
            words!("paint-random", "random"),
            words!("paint-random-name", "Paint random"),
            words!(
                "paint-random-text",
                "Paints neurons drawn by lot, as a virus infects them. Each press draws others; the same seed draws the same."
            ),
        ],
    }
}

fn name_and_value_ui(ui: &mut Ui, theme: &Theme, name: &str, value: &str, explanation: &str) {
    ui.horizontal(|ui| {
        ui.label(dim(theme, name)).on_hover_text(explanation);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(value.replace('-', "−")).color(theme.colours.text));
        });
    });
}

fn slider_ui(ui: &mut Ui, slider: Slider<'_>) -> bevy_egui::egui::Response {
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = ui.available_width();
        ui.add(slider.show_value(false))
    })
    .inner
}

/// Threshold shift of full paint in this scene (mV).
fn paint_threshold(info: &NetworkInfo) -> f32 {
    let populations = info.scene.iter().flat_map(|scene| &scene.populations);
    let neuron = populations.filter(|population| population.kind == NeuronKind::Excitatory).map(|known| known.neuron);
    neuron.into_iter().next().unwrap_or_else(NeuronFile::default).paint_threshold.0
}
