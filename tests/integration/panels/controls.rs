//! Buttons, sliders, switches and keys.

use super::*;
use rheobase::panel::command::Command;
use rheobase::simulation::{INITIAL_SPEED, ModulatorReading};

#[test]
fn present_and_cue_buttons_ask_for_their_pattern() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    harness.get_by_label("Present A").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::Present { pattern: 0 }]);
    harness.get_by_label("Cue C").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::Cue { pattern: 2, fraction: 0.4 }]);
}

#[test]
fn sleep_and_following_the_scene() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    harness.get_by_label("Sleep (NREM)").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::EnterState(BrainState::Nrem)]);
    harness.get_by_label("Follow the scene").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::FollowTimeline]);
}

#[test]
fn a_dragged_slider_holds_the_modulator_until_released() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls);
    let rect = harness.get_by_label("Dopamine, level 0 to 1").rect();
    let place = egui::pos2(rect.left() + 0.75 * rect.width(), rect.center().y);
    harness.hover_at(place);
    harness.run_steps(1);
    harness.drag_at(place);
    harness.run_steps(1);
    harness.drop_at(place);
    harness.run_steps(2);
    let commands = applied(&harness);
    let Some(SimulationCommand::SetModulator { modulator: Modulator::Dopamine, level }) = commands.last() else {
        panic!("no level was set: {commands:?}");
    };
    assert!((0.6..0.9).contains(level), "{level}");
    harness.get_by_label("Release Dopamine").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::ReleaseModulator { modulator: Modulator::Dopamine }]);
}

#[test]
fn every_rule_has_a_switch() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 1200.0), controls);
    for rule in Rule::ALL {
        harness.get_by_label(rule.label()).click();
        harness.run_steps(2);
        assert_eq!(applied(&harness), [SimulationCommand::SetRule { rule, enabled: false }]);
    }
}

#[test]
fn transport_plays_pauses_and_steps() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (1200.0, 90.0), draw);
    harness.get_by_label("Play").click();
    harness.run_steps(2);
    harness.get_by_label("Pause").click();
    harness.run_steps(2);
    harness.get_by_label("Step").click();
    harness.run_steps(2);
    let requests = harness.state().session.take_requests();
    assert_eq!(requests, [RunnerRequest::Play, RunnerRequest::Pause, RunnerRequest::Step(2)]);
}

#[test]
fn f12_asks_for_a_picture_and_with_shift_for_a_film_the_first_of_which_asks_how() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (100.0, 100.0), draw);
    harness.state_mut().state.film.choices.size = PictureSize::Square;
    harness.key_press(egui::Key::F12);
    harness.run_steps(1);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F12);
    harness.run_steps(1);
    let still = FilmRequest::Still(PictureSize::Square);
    assert_eq!(harness.state().state.film_requests, std::slice::from_ref(&still));
    assert!(harness.state().state.film.open, "how it is to be made");
    for _ in 0..2 {
        harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::F12);
        harness.run_steps(1);
    }
    let film = FilmRequest::ToggleFilm(harness.state().state.film.choices.clone());
    assert_eq!(harness.state().state.film_requests, [still, film.clone(), film]);
    assert!(!harness.state().state.film.open);
}

#[test]
fn a_new_seed_is_new_each_time() {
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window(info(), sample(-50.0)), (100.0, 100.0), draw);
    for _ in 0..4 {
        harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::R);
        harness.run_steps(1);
    }
    let seeds: Vec<u64> = harness
        .state()
        .session
        .take_requests()
        .into_iter()
        .filter_map(|request| match request {
            RunnerRequest::Restart { seed: Some(seed) } => Some(seed),
            // What it was, for undo.
            RunnerRequest::Account => None,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(seeds.len(), 4);
    // Chance that two of four draws from a million agree: six in a million.
    assert!((1..4).all(|k| !seeds[..k].contains(&seeds[k])), "{seeds:?}");
    assert!(seeds.iter().all(|seed| *seed != 7 && *seed < 1_000_000), "{seeds:?}");
}

#[test]
fn escape_closes_the_topmost_thing_only() {
    let mut window = window(info(), sample(-50.0));
    window.session.selection = Selection::from(Some(3));
    window.state.open.key_list = true;
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    };
    let mut harness = harness(window, (100.0, 100.0), draw);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert!(!harness.state().state.open.key_list);
    assert_eq!(harness.state().session.selected(), Some(3));
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert_eq!(harness.state().session.selected(), None);
}

#[test]
fn the_list_of_what_differs_gives_one_setting_or_a_group_back() {
    let mut set = sample(-50.0);
    set.input_strength = 2.0;
    set.paint[3] = 0.6;
    set.modulators[Modulator::Serotonin as usize] = ModulatorReading { level: 0.9, held: Some(0.9) };
    let mut harness = harness(window(info(), set), (700.0, 900.0), controls);
    harness.state_mut().session.set_speed(INITIAL_SPEED);
    drop(harness.state().session.take_requests());
    let chip = |count: usize| {
        let all = 4 + 1 + 3 + Rule::ALL.len() + 1;
        format!("{count} of {all} settings differ from the scene. A click lists them, with the way back.")
    };
    harness.run_steps(2);
    harness.get_by_label(&chip(3)).click();
    harness.run_steps(2);
    harness.get_by_label("2.00 × (scene: 1.00 ×)");
    harness.get_by_label("1 neuron otherwise than in the scene");
    harness.get_by_label("held at 0.90 (scene: set by the brain state)");
    harness.get_by_label("Revert: Painted excitability").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::Paint { neurons: vec![3], value: 0.0 }]);
    harness.get_by_label(&chip(2));
    harness.get_by_label("Revert: Modulators and input").click();
    harness.run_steps(2);
    let modulator = Modulator::Serotonin;
    let expected = [SimulationCommand::ReleaseModulator { modulator }, SimulationCommand::SetInputStrength(1.0)];
    assert_eq!(applied(&harness), expected);
    harness.get_by_label("Everything is as in the scene.");
}

#[test]
fn the_menu_of_resets_resets_a_group_and_says_what_each_line_does() {
    let mut set = sample(-50.0);
    set.rules_enabled[0] = false;
    set.paint[3] = 0.6;
    let mut harness = harness(window(info(), set), (900.0, 900.0), controls);
    harness.get_by_label("Reset ⏷").click();
    harness.run_steps(2);
    let ladder = [
        Command::ResetControls,
        Command::ResetActivity,
        Command::ResetPlasticity,
        Command::Restart,
        Command::RestartNewSeed,
        Command::ReloadScene,
    ];
    for command in ladder {
        harness.get_by_label_contains(command.explanation());
    }
    harness.get_by_label_contains("One group of controls").click();
    harness.run_steps(2);
    harness.get_by_label("Plasticity rules (1)").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::SetRule { rule: Rule::ALL[0], enabled: true }]);
}

#[test]
fn a_double_click_on_a_name_gives_one_control_back() {
    let mut set = sample(-50.0);
    set.modulators[Modulator::Dopamine as usize] = ModulatorReading { level: 0.9, held: Some(0.9) };
    let mut harness = harness(window(info(), set), (260.0, 900.0), controls);
    let place = harness.get_by_label("Dopamine").rect().center();
    for _ in 0..2 {
        harness.hover_at(place);
        harness.drag_at(place);
        harness.run_steps(1);
        harness.drop_at(place);
        harness.run_steps(1);
    }
    assert_eq!(applied(&harness), [SimulationCommand::ReleaseModulator { modulator: Modulator::Dopamine }]);
}
