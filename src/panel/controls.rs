//! The controls at the left: modulators, input, patterns and forecast, brain state, paint and poke tools, plasticity rules.

use super::differing::differing_ui;
use super::forecast::{forecast_readout_ui, forecast_row_ui};
use super::level_slider::{LevelChange, level_slider_ui};
use super::look::state::PROJECTED_CONTROLS;
use super::mechanisms::mechanisms_ui;
use super::paint::paint_ui;
use super::poke::poke_ui;
use super::reset_menu::reset_menu_ui;
use super::state::PanelState;
use super::style::{
    PATTERNS_A_ROW, break_row, by_right_button, dim, heading_ui, name_for_readers, pattern_button, text_line,
    wide_slider,
};
use crate::modulation::{BrainState, Modulator};
use crate::scene::file::Control;
use crate::session::Session;
use crate::simulation::{LARGEST_INPUT_STRENGTH, SimulationCommand};
use crate::theme::Theme;
use crate::words::{number, words};
use bevy_egui::egui::{Align, Button, CollapsingHeader, Grid, Layout, RichText, Slider, Ui, WidgetInfo, WidgetType};

/// Controls shown if the scene's author chose none.
const USUAL_CONTROLS: [Control; 4] = [
    Control::Modulator(Modulator::Dopamine),
    Control::Modulator(Modulator::Acetylcholine),
    Control::Modulator(Modulator::Serotonin),
    Control::InputStrength,
];

/// Step of the input strength.
const STRENGTH_STEP: f32 = 0.05;

/// All controls.
pub fn controls_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let chosen = if session.info.controls.is_empty() { USUAL_CONTROLS.to_vec() } else { session.info.controls.clone() };
    ui.horizontal(|ui| {
        ui.label(
            RichText::new(words!("controls-heading", "Controls"))
                .size(theme.text.heading)
                .strong()
                .color(theme.colours.text),
        );
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            reset_menu_ui(ui, session, state, theme);
            differing_ui(ui, session, state, theme);
        });
    });
    let projector = state.look.projector;
    let front = if projector { chosen.len().min(PROJECTED_CONTROLS) } else { chosen.len() };
    for control in &chosen[..front] {
        control_ui(ui, session, theme, *control);
    }
    let others = Modulator::ALL.map(Control::Modulator).into_iter().chain([Control::InputStrength]);
    let more: Vec<Control> =
        chosen[front..].iter().copied().chain(others.filter(|control| !chosen.contains(control))).collect();
    if !more.is_empty() {
        let title = words!("controls-more", "More ({ $count })", count = more.len());
        CollapsingHeader::new(title).id_salt(format!("More ({})", more.len())).show(ui, |ui| {
            for control in more {
                control_ui(ui, session, theme, control);
            }
        });
    }
    patterns_ui(ui, session, state, theme);
    brain_state_ui(ui, session, theme);
    if !projector {
        paint_ui(ui, session, state, theme);
    }
    mechanisms_ui(ui, session, theme);
    if !projector {
        poke_ui(ui, session, state, theme);
    }
}

fn control_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, control: Control) {
    match control {
        Control::Modulator(modulator) => modulator_ui(ui, session, theme, modulator),
        Control::InputStrength => input_strength_ui(ui, session, theme),
    }
}

fn modulator_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, modulator: Modulator) {
    let reading = session.sample.modulators[modulator as usize];
    let set_by = match (reading.held.is_some(), session.sample.held_by_scene[modulator as usize]) {
        (true, true) => words!("controls-held-by-scene", "held by the scene").to_owned(),
        (true, false) => words!("controls-held-by-you", "held by you").to_owned(),
        (false, _) => words!("controls-set-by", "set by { $state }", state = session.sample.state.label()),
    };
    let colour = theme.colours.modulators[modulator as usize];
    let change = level_slider_ui(ui, theme, modulator.label(), modulator.explanation(), colour, reading, &set_by);
    match change {
        Some(LevelChange::Set(level)) => session.apply(SimulationCommand::SetModulator { modulator, level }),
        Some(LevelChange::Release) => session.apply(SimulationCommand::ReleaseModulator { modulator }),
        None => {}
    }
}

fn input_strength_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    let explanation = words!(
        "controls-input-strength-text",
        "Factor on the rates of all pattern inputs: 0 is no input, 1 as in the scene, 3 three times as much.\n\
         Double-click the name to go back to 1."
    );
    let now = if session.sample.input_strength.is_finite() { session.sample.input_strength } else { 0.0 };
    // egui puts a value on a step within the range by itself, which is no change by the user.
    let before = (now.clamp(0.0, LARGEST_INPUT_STRENGTH) / STRENGTH_STEP).round() * STRENGTH_STEP;
    let (mut strength, mut reset) = (before, false);
    let line = |ui: &mut Ui| {
        let name = words!("controls-input-strength", "Input strength");
        let name = ui.label(RichText::new(name).color(theme.colours.text)).on_hover_text(explanation);
        if name.interact(bevy_egui::egui::Sense::click()).double_clicked() {
            reset = true;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(number(&format!("{now:.2} ×"))).color(theme.colours.text));
        });
    };
    ui.scope(|ui| {
        text_line(ui);
        ui.horizontal(line);
    });
    let slider = |ui: &mut Ui| {
        wide_slider(ui);
        ui.add(
            Slider::new(&mut strength, 0.0..=LARGEST_INPUT_STRENGTH)
                .show_value(false)
                .step_by(f64::from(STRENGTH_STEP)),
        )
    };
    let response = ui.scope(slider).inner.on_hover_text(explanation);
    response.widget_info(|| {
        let name = words!("controls-input-strength-slider", "Input strength, factor 0 to 3");
        WidgetInfo::slider(true, f64::from(now), name)
    });
    if reset && now.to_bits() != 1.0_f32.to_bits() {
        session.apply(SimulationCommand::SetInputStrength(1.0));
    } else if (strength - before).abs() > 0.5 * STRENGTH_STEP && !by_right_button(ui) {
        session.apply(SimulationCommand::SetInputStrength(strength));
    }
}

fn patterns_ui(ui: &mut Ui, session: &mut Session, state: &mut PanelState, theme: &Theme) {
    let info = session.info.clone();
    if info.patterns.is_empty() {
        heading_ui(ui, theme, words!("controls-patterns", "Patterns"));
        ui.label(dim(theme, words!("controls-no-patterns", "This scene has no patterns.")));
        return;
    }
    ui.horizontal(|ui| {
        ui.vertical(|ui| heading_ui(ui, theme, words!("controls-patterns", "Patterns")));
        ui.with_layout(Layout::right_to_left(Align::BOTTOM), |ui| {
            // Always there, so that nothing jumps when a presentation begins.
            let presenting = session.sample.presentation.is_some();
            let end = ui
                .add_enabled(presenting, Button::new(words!("controls-end", "End presentation")))
                .on_hover_text(words!("controls-end-text", "Stops the pattern that is being presented."))
                .on_disabled_hover_text(words!("controls-end-none", "No pattern is being presented."));
            if end.clicked() {
                session.apply(SimulationCommand::EndPresentation);
            }
        });
    });
    Grid::new("patterns").num_columns(info.patterns.len().min(PATTERNS_A_ROW) + 1).show(ui, |ui| {
        present_row_ui(ui, session, theme);
        cue_row_ui(ui, session, theme, state.cue_fraction);
        forecast_row_ui(ui, session, theme);
    });
    forecast_readout_ui(ui, session, theme);
}

/// A button a pattern that shows it whole.
fn present_row_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    ui.label(dim(theme, words!("controls-present", "Present"))).on_hover_text(words!(
        "controls-present-text",
        "Shows the network a pattern for the scene's presentation time, with plasticity on."
    ));
    for (pattern, facts) in session.info.clone().patterns.iter().enumerate() {
        break_row(ui, pattern);
        let presented = session.sample.presentation.is_some_and(|now| now.pattern == pattern && now.fraction >= 1.0);
        let button = pattern_button(theme, pattern, &facts.name, presented);
        let response = ui.add(button).on_hover_text(words!(
            "controls-present-pattern-text",
            "Present { $pattern }: all its input channels become active (most of all they drive { $neurons -> [one] 1 neuron \
             *[other] { $neurons } neurons }). The timeline waits meanwhile.",
            pattern = &facts.name,
            neurons = facts.members.len()
        ));
        let name = words!("controls-present-pattern", "Present { $pattern }", pattern = &facts.name);
        name_for_readers(&response, true, &name);
        if response.clicked() {
            session.apply(SimulationCommand::Present { pattern });
        }
    }
    ui.end_row();
}

/// A button a pattern that shows a part of it.
fn cue_row_ui(ui: &mut Ui, session: &mut Session, theme: &Theme, fraction: f32) {
    let percent = format!("{:.0}", fraction * 100.0);
    ui.label(dim(theme, words!("controls-cue", "Cue { $percent } %", percent = &percent))).on_hover_text(words!(
        "controls-cue-text",
        "Shows a part of a pattern with plasticity frozen: does the network complete it?"
    ));
    for (pattern, facts) in session.info.clone().patterns.iter().enumerate() {
        break_row(ui, pattern);
        let cued = session.sample.presentation.is_some_and(|now| now.pattern == pattern && now.fraction < 1.0);
        let response = ui.add(pattern_button(theme, pattern, &facts.name, cued)).on_hover_text(words!(
            "controls-cue-pattern-text",
            "Cue { $pattern }: { $percent } % of its channels, plasticity frozen. The timeline waits meanwhile.",
            pattern = &facts.name,
            percent = &percent
        ));
        let name = words!("controls-cue-pattern", "Cue { $pattern }", pattern = &facts.name);
        name_for_readers(&response, true, &name);
        if response.clicked() {
            session.apply(SimulationCommand::Cue { pattern, fraction });
        }
    }
    ui.end_row();
}

fn brain_state_ui(ui: &mut Ui, session: &mut Session, theme: &Theme) {
    heading_ui(ui, theme, words!("controls-brain-state", "Brain state"));
    let held = session.sample.state_held;
    // In one row, so that sleep is in sight in a low window; readers hear the whole names.
    let choice = |ui: &mut Ui, active: bool, [name, whole, explanation]: [&str; 3]| {
        let button = ui.selectable_label(active, name);
        button.widget_info(|| WidgetInfo::selected(WidgetType::SelectableLabel, true, active, whole));
        button.on_hover_text(format!("{whole}: {explanation}")).clicked()
    };
    ui.horizontal_wrapped(|ui| {
        let follow = [
            words!("controls-follow-short", "Scene"),
            words!("controls-follow", "Follow the scene"),
            words!(
                "controls-follow-text",
                "The scene's own timeline decides when the network is awake and when it sleeps. A state that you choose holds \
                 until you come back to this, and the timeline waits."
            ),
        ];
        if choice(ui, !held, follow) && held {
            session.apply(SimulationCommand::FollowTimeline);
        }
        for state in BrainState::ALL {
            let active = held && session.sample.state == state;
            if choice(ui, active, state_texts(state)) {
                session.apply(SimulationCommand::EnterState(state));
            }
        }
    });
}

/// Short name, name and explanation of the button of a brain state.
fn state_texts(state: BrainState) -> [&'static str; 3] {
    match state {
        BrainState::Awake => [
            words!("controls-wake", "Wake"),
            words!("controls-wake", "Wake"),
            words!("controls-wake-text", "Holds the network awake: acetylcholine high, input comes in."),
        ],
        BrainState::Nrem => [
            words!("controls-nrem-short", "Sleep"),
            words!("controls-nrem", "Sleep (NREM)"),
            words!(
                "controls-nrem-text",
                "Puts the network into non-rapid-eye-movement sleep: acetylcholine low, Up and Down states, replay."
            ),
        ],
        BrainState::Rem => [
            words!("controls-rem-short", "REM"),
            words!("controls-rem", "REM sleep"),
            words!(
                "controls-rem-text",
                "Puts the network into rapid-eye-movement sleep: acetylcholine high, no input from outside."
            ),
        ],
    }
}
