//! A slider from 0 to 1 that says who sets it: the brain state, or the user until it is released.

use super::style::{by_right_button, dim, name_for_readers, text_line, wide_slider};
use crate::simulation::ModulatorReading;
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{Align, Color32, Layout, Rect, RichText, Sense, Shape, Slider, Stroke, Ui, WidgetInfo, pos2};

/// Step of the slider.
const STEP: f32 = 0.01;

/// What the user did with a level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LevelChange {
    /// Hold it here (0 to 1).
    Set(f32),
    /// Let the brain state set it again.
    Release,
}

/// Name, value, who sets it, slider.
pub fn level_slider_ui(
    ui: &mut Ui,
    theme: &Theme,
    name: &str,
    explanation: &str,
    colour: Colour,
    reading: ModulatorReading,
    set_by: &str,
) -> Option<LevelChange> {
    let mut change = None;
    let now = if reading.level.is_finite() { reading.level } else { 0.0 };
    // egui puts a value on a step within the range by itself, which is no change by the user.
    let before = (now.clamp(0.0, 1.0) / STEP).round() * STEP;
    let mut level = before;
    let line = |ui: &mut Ui| {
        let label = ui.label(RichText::new(name).color(colour)).on_hover_text(explanation);
        if label.interact(Sense::click()).double_clicked() && reading.held.is_some() {
            change = Some(LevelChange::Release);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(number(&format!("{now:.2}"))).color(theme.colours.text));
            if reading.held.is_some() {
                let release = ui.button(words!("level-release", "release")).on_hover_text(words!(
                    "level-release-text",
                    "Lets the brain state set { $name } again; it is { $set_by }.",
                    name = name,
                    set_by = set_by
                ));
                name_for_readers(&release, true, &words!("level-release-name", "Release { $name }", name = name));
                if release.clicked() {
                    change = Some(LevelChange::Release);
                }
            } else {
                ui.label(dim(theme, set_by).text_style(bevy_egui::egui::TextStyle::Small));
            }
        });
    };
    ui.scope(|ui| {
        if reading.held.is_none() {
            text_line(ui);
        }
        ui.horizontal(line);
    });
    ui.scope(|ui| {
        wide_slider(ui);
        ui.visuals_mut().selection.bg_fill = Color32::from(colour.mix(theme.colours.panel, 0.35));
        let slider = Slider::new(&mut level, 0.0..=1.0).show_value(false).step_by(f64::from(STEP));
        let mut text = words!(
            "level-text",
            "{ $explanation }\nNow { $level } of 0 to 1, { $set_by }. Drag to hold it.",
            explanation = explanation,
            level = number(&format!("{now:.2}")),
            set_by = set_by
        );
        if now > 1.0 {
            text.push('\n');
            text.push_str(words!("level-above", "Above the slider's end: a reward lifts it there for a while."));
        }
        let response = ui.add(slider).on_hover_text(text);
        response.widget_info(|| {
            let name = words!("level-slider", "{ $name }, level 0 to 1", name = name);
            WidgetInfo::slider(true, f64::from(now), name)
        });
        // Who takes the handle at the end wants the end.
        let moved = (level - before).abs() > 0.5 * STEP || (now > 1.0 && response.drag_started());
        if moved && !by_right_button(ui) {
            change = Some(LevelChange::Set(level));
        }
        if now > 1.0 {
            above_ui(ui, theme, colour, response.rect);
        } else if reading.held.is_none() {
            // A tick below the handle: this is where the brain state puts it.
            let half = response.rect.height() * 0.5;
            let x = response.rect.left() + half + level * (response.rect.width() - 2.0 * half);
            let bottom = response.rect.bottom();
            ui.painter().line_segment(
                [pos2(x, bottom - theme.spacing.item * 0.5), pos2(x, bottom + theme.spacing.item * 0.5)],
                Stroke::new(theme.spacing.line, Color32::from(colour)),
            );
        }
    });
    change
}

/// An arrow at the end of the slider: the level is beyond it.
fn above_ui(ui: &Ui, theme: &Theme, colour: Colour, slider: Rect) {
    let (size, tip) = (theme.spacing.item * 0.5, slider.right_center());
    let corners = vec![tip, pos2(tip.x - size, tip.y - size), pos2(tip.x - size, tip.y + size)];
    let outline = Stroke::new(theme.spacing.line, Color32::from(theme.colours.text));
    ui.painter().add(Shape::convex_polygon(corners, Color32::from(colour), outline));
}

#[cfg(test)]
mod tests {
    use super::*;
    use bevy_egui::egui::{Context, RawInput};

    #[test]
    fn a_level_that_nobody_touches_is_not_held() {
        let (context, theme) = (Context::default(), Theme::built_in());
        for level in [0.0, 0.123_4, 0.537_5, 1.0, 1.2, -0.1, f32::NAN] {
            for held in [None, Some(0.333)] {
                let reading = ModulatorReading { level, held };
                for _ in 0..3 {
                    drop(context.run_ui(RawInput::default(), |ui| {
                        let colour = theme.colours.accent;
                        let change = level_slider_ui(ui, &theme, "Dopamine", "", colour, reading, "");
                        assert_eq!(change, None, "{level}");
                    }));
                }
            }
        }
    }
}
