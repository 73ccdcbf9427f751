//! The paint tool, undo, and the forecast.

use super::*;

/// The controls with the keys, as in the window.
fn controls_and_keys(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    controls(ui, window);
}

#[test]
fn the_paint_tool_is_taken_up_and_laid_down_by_button_key_and_escape() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 1400.0), controls_and_keys);
    assert!(harness.query_by_label("Paint random").is_none());
    harness.get_by_label("Paint with the brush").click();
    harness.run_steps(2);
    assert!(harness.state().session.paint.active);
    harness.get_by_label("Paint random");
    harness.key_press(egui::Key::G);
    harness.run_steps(2);
    assert!(!harness.state().session.paint.active);
    harness.key_press(egui::Key::G);
    harness.run_steps(1);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(1);
    assert!(!harness.state().session.paint.active);
}

#[test]
fn painting_by_rank_is_one_command_and_is_undone_by_its_opposite() {
    let mut graded = sample(-50.0);
    for (neuron, threshold) in (0_u8..).zip(&mut graded.threshold_mv) {
        *threshold = -50.0 - f32::from(neuron);
    }
    let mut window = window(info(), graded);
    window.session.paint.set_active(true);
    let mut harness = harness(window, (260.0, 1400.0), controls_and_keys);
    harness.run_steps(2);
    // 15 % of 16 excitatory neurons are two; the inhibitory ones have lower thresholds still and are left alone.
    harness.get_by_label("Paint most excitable").click();
    harness.run_steps(2);
    let paint = |neurons: &[u32], value| SimulationCommand::Paint { neurons: neurons.to_vec(), value };
    assert_eq!(applied(&harness), [paint(&[14, 15], 0.6)]);
    harness.get_by_label("2 raised");
    harness.get_by_label("Paint least excitable").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.6)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.0)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1], 0.6)]);
    harness.get_by_label("Clear all paint").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1, 14, 15], 0.0)]);
    harness.get_by_label("0 raised");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [paint(&[0, 1, 14, 15], 0.6)]);
}

#[test]
fn a_dragged_slider_is_undone_as_a_whole() {
    let mut harness = harness(window(info(), sample(-50.0)), (260.0, 900.0), controls_and_keys);
    let rect = harness.get_by_label("Input strength, factor 0 to 3").rect();
    let place = |share: f32| egui::pos2(rect.left() + share * rect.width(), rect.center().y);
    harness.hover_at(place(0.4));
    harness.run_steps(1);
    harness.drag_at(place(0.4));
    for share in [0.5, 0.6, 0.7] {
        harness.run_steps(1);
        harness.hover_at(place(share));
    }
    harness.run_steps(1);
    harness.drop_at(place(0.7));
    harness.run_steps(2);
    assert!(applied(&harness).len() > 2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), [SimulationCommand::SetInputStrength(1.0)]);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_steps(2);
    assert_eq!(applied(&harness), []);
}

#[test]
fn the_forecast_says_who_will_join_and_then_who_did() {
    let mut live = sample(-50.0);
    live.threshold_mv[3] = -55.0;
    live.threshold_mv[9] = -54.0;
    let threshold_mv = live.threshold_mv.clone();
    let mut harness = harness(window(info(), live), (260.0, 900.0), controls);
    harness.get_by_label("Forecast B").click();
    harness.run_steps(2);
    harness.get_by_label("2 cells most likely to join B");
    let mut counts = vec![0; NEURONS as usize];
    (counts[3], counts[5], counts[7]) = (12, 15, 11);
    let answer = PatternAnswer { pattern: 1, fraction: 1.0, start_s: 2.0, seconds: 1.0, threshold_mv, counts };
    let status = harness.state().session.status;
    harness.state_mut().session.receive(ViewSample { answers: vec![answer], ..sample(-50.0) }, status);
    harness.run_steps(2);
    for line in
        ["1 forecast and joined", "1 forecast, did not join", "2 joined unforeseen", "Right 50 %, by chance 19 %"]
    {
        harness.get_by_label(line);
    }
    harness.get_by_label("Forecast B").click();
    harness.run_steps(2);
    assert!(harness.query_by_label("2 joined unforeseen").is_none());
    assert!(harness.state().session.take_requests().is_empty(), "looking asks nothing of the run");
}
