//! How many settings are not as in the scene, and the list of them with the way back.

use super::command::Command;
use super::parameter_slider::{parameter_name, value_text};
use super::speed::speed_text;
use super::state::PanelState;
use super::style::{dim, name_for_readers};
use crate::session::{Session, Setting, SettingGroup};
use crate::simulation::INITIAL_SPEED;
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::containers::menu::{MenuButton, MenuConfig};
use bevy_egui::egui::style::StyleModifier;
use bevy_egui::egui::{Align, Button, Label, Layout, PopupCloseBehavior, RichText, ScrollArea, Ui};

/// Width of the list (logical pixels).
const WIDTH: f32 = 330.0;
/// Height of a long list, as a share of the window.
const TALLEST: f32 = 0.6;

/// The chip with the count; it opens the list.
pub fn differing_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let (count, all) = (session.differing().len(), session.settings().count());
    let text = words!("differing-chip", "{ $count } of { $all } differ", count = count, all = all);
    let colour = if count > 0 { theme.colours.warning } else { theme.colours.text_dim };
    let chip = Button::new(RichText::new(text).size(theme.text.small).color(colour));
    // Buttons look like buttons.
    let config =
        MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside).style(StyleModifier::default());
    let (chip, _) = MenuButton::from_button(chip).config(config).ui(ui, |ui| list_ui(ui, session, state, theme));
    let name = words!(
        "differing-text",
        "{ $count } of { $all } settings differ from the scene. A click lists them, with the way back.",
        count = count,
        all = all
    );
    name_for_readers(&chip, true, &name);
    chip.on_hover_text(name);
}

/// Each setting that differs, by groups.
fn list_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    ui.set_width(WIDTH);
    let differing = session.differing();
    if differing.is_empty() {
        ui.label(dim(theme, words!("differing-none", "Everything is as in the scene.")));
        return;
    }
    let height = TALLEST * ui.ctx().content_rect().height();
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for group in SettingGroup::ALL {
            let own: Vec<Setting> = differing.iter().copied().filter(|setting| setting.group() == group).collect();
            if own.is_empty() {
                continue;
            }
            group_ui(ui, session, theme, group, own.len());
            for setting in own {
                setting_ui(ui, session, theme, setting);
            }
        }
    });
    ui.separator();
    let all = ui.button(Command::ResetControls.label()).on_hover_text(Command::ResetControls.tooltip());
    if all.clicked() {
        state.ask(Command::ResetControls);
        ui.close();
    }
}

/// Name of a group, and the way back for all of it if it is more than one.
fn group_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, group: SettingGroup, count: usize) {
    let name = group_name(group);
    ui.horizontal(|ui| {
        ui.label(RichText::new(name).strong().color(theme.colours.text));
        if count > 1 {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let revert = ui.button(words!("differing-revert-group", "revert group"));
                name_for_readers(&revert, true, &words!("differing-revert-name", "Revert: { $name }", name = name));
                if revert.clicked() {
                    session.revert_group(Some(group));
                }
            });
        }
    });
}

/// Name of a setting, what the scene has and what it is now, and the way back.
fn setting_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, setting: Setting) {
    let [name, scene, now] = texts(session, setting);
    ui.indent(&name, |ui| {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let revert = ui.button(words!("differing-revert", "revert"));
                let read = words!("differing-revert-name", "Revert: { $name }", name = &name);
                name_for_readers(&revert, true, &read);
                let undo = words!(
                    "differing-revert-text",
                    "Back to what the scene has. { $key } undoes it.",
                    key = Command::Undo.key_text()
                );
                let revert = if setting == Setting::Speed { revert } else { revert.on_hover_text(undo) };
                if revert.clicked() {
                    session.revert(setting);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(Label::new(RichText::new(&name).color(theme.colours.text)).truncate());
                });
            });
        });
        let both = if scene.is_empty() {
            now
        } else {
            words!("differing-both", "{ $now } (scene: { $scene })", now = now, scene = scene)
        };
        ui.add(Label::new(dim(theme, both)).wrap());
    });
}

/// Name of a group.
pub fn group_name(group: SettingGroup) -> &'static str {
    match group {
        SettingGroup::Inputs => words!("settings-inputs", "Modulators and input"),
        SettingGroup::BrainState => words!("settings-state", "Brain state"),
        SettingGroup::Neurons => words!("settings-neurons", "Paint and thresholds of neurons"),
        SettingGroup::Rules => words!("settings-rules", "Plasticity rules"),
        SettingGroup::Speed => words!("settings-speed", "Speed"),
    }
}

/// Name of a setting, what the scene has unless that is said with what it is now, and what it is now.
pub fn texts(session: &Session, setting: Setting) -> [String; 3] {
    let sample = &session.sample;
    let neurons = |count: usize| {
        words!(
            "settings-neurons-count",
            "{ $count -> [one] 1 neuron *[other] { $count } neurons } otherwise than in the scene",
            count = count
        )
    };
    let two = |value: f32| number(&format!("{value:.2}"));
    match setting {
        Setting::Modulator(modulator) => {
            let held = sample.modulators[modulator as usize].held.unwrap_or(f32::NAN);
            let by_state = words!("settings-by-state", "set by the brain state").to_owned();
            [modulator.label().to_owned(), by_state, words!("settings-held", "held at { $level }", level = two(held))]
        }
        Setting::InputStrength => {
            let name = words!("controls-input-strength", "Input strength").to_owned();
            [name, format!("{} ×", two(1.0)), format!("{} ×", two(sample.input_strength))]
        }
        Setting::BrainState => {
            let name = words!("controls-brain-state", "Brain state").to_owned();
            let own = words!("settings-timeline", "its timeline").to_owned();
            [name, own, words!("change-state", "{ $state } held", state = sample.state.label())]
        }
        Setting::Paint => {
            let name = words!("settings-paint", "Painted excitability").to_owned();
            [name, String::new(), neurons(session.painted_otherwise().len())]
        }
        Setting::RestingThresholds => {
            let name = words!("settings-resting", "Resting thresholds").to_owned();
            [name, String::new(), neurons(session.moved_resting().len())]
        }
        Setting::Rule(rule) => {
            [rule.label().to_owned(), words!("settings-on", "on").to_owned(), words!("settings-off", "off").to_owned()]
        }
        Setting::Parameter(place) => {
            let known = session.info.parameters[place];
            let (facts, now) = (known.parameter.facts, sample.parameters.get(place).map_or(f32::NAN, |now| now.value));
            let scene = if known.parameter.varies {
                words!("settings-several", "several values").to_owned()
            } else {
                value_text(known.parameter.value, facts.unit)
            };
            let name = words!(
                "parameter-slider",
                "{ $name } of { $rule }",
                name = parameter_name(&facts, known.rule),
                rule = known.rule.label()
            );
            [name, scene, value_text(now, facts.unit)]
        }
        Setting::Speed => {
            let name = words!("settings-speed", "Speed").to_owned();
            [name, speed_text(INITIAL_SPEED), speed_text(session.status.speed_asked)]
        }
    }
}
