//! What of the selected neuron can be set: values to type or drag, each with its unit, a mark where it is not as it was drawn, and the
//! way back.

use super::command::Command;
use super::reading::read;
use super::style::{changed_dot_ui, dim, heading_ui, name_for_readers};
use crate::number_text::with_minus;
use crate::session::Session;
use crate::simulation::{NeuronProperty, SelectedNeuron, SimulationCommand};
use crate::theme::Theme;
use crate::words::{from_typed, number, words};
use bevy_egui::egui::{Align, DragValue, Label, Layout, Ui, WidgetInfo};
use std::ops::RangeInclusive;

/// A value that can be set.
struct Own<'a> {
    name: &'a str,
    explanation: &'a str,
    unit: &'a str,
    range: RangeInclusive<f32>,
    /// To what it goes back; none: nothing is known but undo.
    back: Option<f32>,
}

/// Resting threshold, learned excitability, paint.
pub fn own_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, selected: &SelectedNeuron) {
    let Some(scene) = session.info.scene.clone() else { return };
    let neurons = vec![selected.neuron];
    heading_ui(ui, theme, words!("own-heading", "Set for this neuron")).on_hover_text(words!(
        "own-heading-text",
        "Drag or type. It is a change like all others: in the log, and { $key } takes it back.",
        key = Command::Undo.key_text()
    ));
    for property in NeuronProperty::ALL {
        let (low, high) = property.range(&scene, selected.neuron);
        let own = Own {
            name: property.label(),
            explanation: property.explanation(),
            unit: property.unit(),
            range: low..=high,
            back: (property == NeuronProperty::RestingThreshold).then_some(selected.drawn_threshold_mv),
        };
        if let Some(value) = own_value_ui(ui, theme, &own, selected.own[property as usize]) {
            session.apply(SimulationCommand::SetNeuron { neurons: neurons.clone(), property, value });
        }
    }
    let own = Own {
        name: words!("own-paint", "Paint u"),
        explanation: words!(
            "own-paint-text",
            "Excitability that is painted on, as with light or a designer drug, −1 to 1."
        ),
        unit: "",
        range: -1.0..=1.0,
        back: Some(0.0),
    };
    let paint = session.sample.paint.get(selected.neuron as usize).copied().unwrap_or_default();
    if let Some(value) = own_value_ui(ui, theme, &own, paint) {
        session.apply(SimulationCommand::Paint { neurons, value });
    }
}

/// A name and its value; gives what it was set to.
fn own_value_ui(ui: &mut Ui, theme: &Theme, own: &Own<'_>, now: f32) -> Option<f32> {
    let mut value = if now.is_finite() { now } else { 0.0 };
    let mut set = None;
    let decimals = 2;
    let moved = own.back.is_some_and(|back| back.is_finite() && (back - value).abs() > 1e-6);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let suffix = if own.unit.is_empty() { String::new() } else { format!(" {}", own.unit) };
            let speed = 0.002 * f64::from(own.range.end() - own.range.start());
            let field = DragValue::new(&mut value)
                .range(own.range.clone())
                .clamp_existing_to_range(false)
                .speed(speed)
                .custom_formatter(move |value, _| number(&with_minus(&format!("{value:.decimals$}"))))
                .custom_parser(|text| from_typed(text).replace('−', "-").trim().parse().ok())
                .suffix(suffix);
            let field = ui.add(field).on_hover_text(own.explanation);
            let shown = f64::from(value);
            field.widget_info(|| WidgetInfo {
                label: Some(words!("own-of-neuron", "{ $name } of this neuron", name = own.name)),
                ..WidgetInfo::drag_value(true, shown)
            });
            // The field rounds what it shows: to look at it is not to change it.
            if field.changed() && (value - now).abs() >= 0.005 {
                set = Some(value.clamp(*own.range.start(), *own.range.end()));
            }
            if moved && let Some(back) = own.back {
                let text = read(back, decimals, own.unit);
                let explanation = words!("own-revert-text", "Back to { $value }.", value = text.trim_end());
                let revert = ui.button(words!("own-revert", "revert")).on_hover_text(explanation);
                name_for_readers(&revert, true, &words!("own-revert-name", "Revert { $name }", name = own.name));
                if revert.clicked() {
                    set = Some(back);
                }
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if moved {
                    changed_dot_ui(ui, theme);
                }
                ui.add(Label::new(dim(theme, own.name)).truncate()).on_hover_text(own.explanation);
            });
        });
    });
    set
}
