//! One parameter of a rule: name, value to type, slider, mark and revert where it differs from the scene.

use super::style::{by_right_button, changed_dot_ui, dim, name_for_readers};
use crate::number_text::significant;
use crate::plasticity::{ParameterFacts, Rule, TunedParameter};
use crate::simulation::ParameterReading;
use crate::theme::Theme;
use crate::words::{from_typed, number, words};
use bevy::math::ops;
use bevy_egui::egui::{
    Align, Color32, DragValue, Label, Layout, Popup, Response, RichText, Sense, SetOpenCommand, Slider, Stroke,
    TextStyle, Ui, WidgetInfo, WidgetType, pos2,
};

/// Ratio of the ends of a range from which its slider is logarithmic: three decades.
const LOGARITHMIC_FROM: f32 = 999.0;
/// Where a range begins at 0, a logarithmic slider begins at this share of the default.
const LEAST_SHARE: f32 = 0.01;
/// Longest meaning that stands for the name (letters).
const LONGEST_NAME: usize = 20;

/// What the user did with a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterChange {
    /// Move it here.
    Set(f32),
    /// Give it the scene's value back.
    Revert,
    /// Set up a sweep of it.
    Sweep,
}

/// Name, value, revert, slider.
pub fn parameter_slider_ui(
    ui: &mut Ui,
    theme: &Theme,
    rule: Rule,
    parameter: &TunedParameter,
    reading: ParameterReading,
) -> Option<ParameterChange> {
    let mut change = None;
    let name = parameter_name(&parameter.facts, rule);
    let explanation = explanation(&parameter.said(rule));
    let mut value = if reading.value.is_finite() { reading.value } else { parameter.value };
    let colour = if reading.moved { theme.colours.warning } else { theme.colours.text };
    ui.horizontal(|ui| {
        // The value first: whatever room is left is the name's.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let before = significant(f64::from(value));
            let typed = ui.add(value_of(parameter, &mut value)).on_hover_text(&explanation);
            let shown = f64::from(value);
            typed.widget_info(|| WidgetInfo {
                label: Some(words!(
                    "parameter-field",
                    "{ $name } of { $rule }, value",
                    name = &name,
                    rule = rule.label()
                )),
                ..WidgetInfo::drag_value(true, shown)
            });
            // The field rounds what it shows: to look at it is not to change it.
            if typed.changed() && significant(shown) != before {
                change = Some(ParameterChange::Set(value.clamp(parameter.facts.low, parameter.facts.high)));
            }
            if reading.moved {
                if revert_ui(ui, rule, parameter, &name).clicked() {
                    change = Some(ParameterChange::Revert);
                }
            } else if parameter.varies {
                ui.label(dim(theme, words!("parameter-several", "several")).text_style(TextStyle::Small))
                    .on_hover_text(&explanation);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if reading.moved {
                    changed_dot_ui(ui, theme);
                }
                let label = Label::new(RichText::new(&name).color(colour)).truncate().sense(Sense::click());
                if ui.add(label).on_hover_text(&explanation).double_clicked() && reading.moved {
                    change = Some(ParameterChange::Revert);
                }
            });
        });
    });
    ui.scope(|ui| {
        ui.spacing_mut().slider_width = ui.available_width();
        let before = value;
        let response = ui.add(slider_of(parameter, &mut value)).on_hover_text(&explanation);
        let shown = f64::from(value);
        response.widget_info(|| WidgetInfo {
            typ: WidgetType::Slider,
            ..WidgetInfo::slider(
                true,
                shown,
                words!("parameter-slider", "{ $name } of { $rule }", name = &name, rule = rule.label()),
            )
        });
        scene_tick(ui, theme, parameter, &response);
        if response.changed() && value.to_bits() != before.to_bits() && !by_right_button(ui) {
            change = Some(ParameterChange::Set(rounded(value)));
        }
        let called = response.contains_pointer() && ui.input(|input| input.pointer.secondary_clicked());
        let open = called.then_some(SetOpenCommand::Bool(true));
        Popup::menu(&response).open_memory(open).at_pointer_fixed().show(|ui| {
            let hint =
                words!("parameter-sweep-text", "The run with other values of this parameter, in the background.");
            if ui.button(words!("parameter-sweep", "Sweep …")).on_hover_text(hint).clicked() {
                change = Some(ParameterChange::Sweep);
            }
        });
    });
    change
}

fn revert_ui(ui: &mut Ui, rule: Rule, parameter: &TunedParameter, name: &str) -> Response {
    let scene = value_text(parameter.value, parameter.facts.unit);
    let revert = ui.button(words!("parameter-revert", "revert")).on_hover_text(if parameter.varies {
        words!("parameter-revert-each", "Gives each projection or population back its own value of the scene.")
            .to_owned()
    } else {
        words!("parameter-revert-text", "Back to the value of the scene: { $value }.", value = scene)
    });
    let name = words!("parameter-revert-name", "Revert { $name } of { $rule }", name = name, rule = rule.label());
    name_for_readers(&revert, true, &name);
    revert
}

pub fn value_of<'a>(parameter: &TunedParameter, value: &'a mut f32) -> DragValue<'a> {
    let speed = 0.01 * f64::from(value.abs().max(parameter.facts.default.abs() * 0.1).max(f32::EPSILON));
    let suffix =
        if parameter.facts.unit.is_empty() { String::new() } else { format!(" {}", unit_text(parameter.facts.unit)) };
    DragValue::new(value)
        .range(parameter.facts.low..=parameter.facts.high)
        .clamp_existing_to_range(false)
        .speed(speed)
        .suffix(suffix)
        .custom_formatter(|value, _| number(&significant(value)))
        .custom_parser(|text| from_typed(text).replace('−', "-").trim().parse().ok())
        .update_while_editing(false)
}

fn slider_of<'a>(parameter: &TunedParameter, value: &'a mut f32) -> Slider<'a> {
    let slider = Slider::new(value, parameter.facts.low..=parameter.facts.high).show_value(false);
    match logarithmic_from(parameter) {
        Some(least) => slider.logarithmic(true).smallest_positive(f64::from(least)),
        None => slider,
    }
}

/// Where the slider begins, if it is logarithmic.
pub fn logarithmic_from(parameter: &TunedParameter) -> Option<f32> {
    least_positive(parameter).filter(|least| parameter.facts.high / least > LOGARITHMIC_FROM)
}

/// Where a logarithmic slider begins, if the range has a scale of its own.
fn least_positive(parameter: &TunedParameter) -> Option<f32> {
    match (parameter.facts.low, parameter.facts.default) {
        (low, _) if low > 0.0 => Some(low),
        (low, default) if low == 0.0 && default > 0.0 => Some(default * LEAST_SHARE),
        _ => None,
    }
}

/// A tick below the handle: this is where the scene puts it.
fn scene_tick(ui: &Ui, theme: &Theme, parameter: &TunedParameter, response: &Response) {
    let share = match logarithmic_from(parameter) {
        Some(least) => ops::ln(parameter.value / least) / ops::ln(parameter.facts.high / least),
        None => (parameter.value - parameter.facts.low) / (parameter.facts.high - parameter.facts.low),
    };
    let half = response.rect.height() * 0.5;
    let x = response.rect.left() + half + share.clamp(0.0, 1.0) * (response.rect.width() - 2.0 * half);
    let bottom = response.rect.bottom();
    ui.painter().line_segment(
        [pos2(x, bottom - theme.spacing.item * 0.5), pos2(x, bottom + theme.spacing.item * 0.5)],
        Stroke::new(theme.spacing.line, Color32::from(theme.colours.text_dim)),
    );
}

/// The name for people in the language in force.
pub fn parameter_name(facts: &ParameterFacts, rule: Rule) -> String {
    facts.short_name(rule).map_or_else(|| name_of(facts), str::to_owned)
}

/// The name in English: the meaning where that is short, else the field ("presynaptic_tau" is "Presynaptic τ").
fn name_of(facts: &ParameterFacts) -> String {
    let meaning = facts.meaning.trim().trim_end_matches('.');
    if meaning.chars().count() <= LONGEST_NAME {
        return meaning.to_owned();
    }
    let words: Vec<&str> = facts.name.split('_').map(|word| if word == "tau" { "τ" } else { word }).collect();
    let name = words.join(" ");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Meaning, range, values of scene and program, source.
fn explanation(parameter: &TunedParameter) -> String {
    let text = |value| value_text(value, parameter.facts.unit);
    let model = words!("parameter-source-model", "model description");
    let source = parameter.facts.source.replace("MODEL ", &format!("{model} "));
    let mut explanation = words!(
        "parameter-text",
        "{ $meaning }\nRange { $low } to { $high }. Scene: { $scene }. Default: { $default } ({ $source }).",
        meaning = parameter.facts.meaning.trim().replace("  ", " "),
        low = text(parameter.facts.low),
        high = text(parameter.facts.high),
        scene = text(parameter.value),
        default = text(parameter.facts.default),
        source = source
    );
    if parameter.varies {
        explanation.push('\n');
        explanation.push_str(words!(
            "parameter-varies",
            "Projections or populations of this scene have different values; that of the first is shown. \
             Moving it sets them all, revert gives each its own back."
        ));
    }
    explanation
}

/// A value with its unit.
pub fn value_text(value: f32, unit: &str) -> String {
    number(&format!("{} {}", significant(f64::from(value)), unit_text(unit))).trim_end().to_owned()
}

/// The symbol of a unit as people write it.
fn unit_text(unit: &str) -> &str {
    match unit {
        "um" => "µm",
        // Every rate of a rule is one of spikes, and has one name in the whole window.
        "Hz" => words!("unit-spikes", "spikes/s"),
        other => other,
    }
}

/// Three digits, as many as a slider can tell apart.
fn rounded(value: f32) -> f32 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_has_three_digits() {
        assert_eq!(rounded(0.123_456), 0.123);
    }

    #[test]
    fn names_are_short() {
        let facts = |name, meaning| ParameterFacts {
            name,
            meaning,
            unit: "ms",
            low: 1.0,
            high: 1000.0,
            default: 20.0,
            source: "MODEL 2.6",
        };
        let parameter =
            |name, meaning| TunedParameter { facts: facts(name, meaning), value: 25.0, varies: false, moved: false };
        assert_eq!(name_of(&parameter("rate", " Learning rate η.").facts), "Learning rate η");
        let tau = parameter("presynaptic_tau", " Time constant of the presynaptic trace.");
        assert_eq!(name_of(&tau.facts), "Presynaptic τ");
        assert_eq!(
            explanation(&tau),
            "Time constant of the presynaptic trace.\nRange 1 ms to 1000 ms. Scene: 25 ms. Default: 20 ms (model description 2.6)."
        );
    }
}
