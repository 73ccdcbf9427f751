//! A slider from 0 to 1 that says who sets it: the brain state, or the user until it is released.

use super::style::{dim, name_for_readers, text_line, wide_slider};
use crate::simulation::ModulatorReading;
use crate::theme::{Colour, Theme};
use crate::words::{number, words};
use bevy_egui::egui::{Align, Color32, Layout, RichText, Slider, Stroke, Ui, WidgetInfo, pos2};

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
    let mut level = if reading.level.is_finite() { reading.level.clamp(0.0, 1.0) } else { 0.0 };
    let before = level;
    let line = |ui: &mut Ui| {
        ui.label(RichText::new(name).color(colour)).on_hover_text(explanation);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(number(&format!("{level:.2}"))).color(theme.colours.text));
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
        let slider = Slider::new(&mut level, 0.0..=1.0).show_value(false).step_by(0.01);
        let response = ui.add(slider).on_hover_text(words!(
            "level-text",
            "{ $explanation }\nNow { $level } of 0 to 1, { $set_by }. Drag to hold it.",
            explanation = explanation,
            level = number(&format!("{level:.2}")),
            set_by = set_by
        ));
        response.widget_info(|| {
            let name = words!("level-slider", "{ $name }, level 0 to 1", name = name);
            WidgetInfo::slider(true, f64::from(level), name)
        });
        if reading.held.is_none() {
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
    if (level - before).abs() > f32::EPSILON {
        change = Some(LevelChange::Set(level));
    }
    change
}
