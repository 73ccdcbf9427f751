//! Choosing what the colour of the neurons shows, and reading it off the legend.

use super::*;

/// The whole window with its keys.
fn whole_and_keys(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    whole(ui, window);
}

fn opened(sample: ViewSample) -> Harness<'static, Window> {
    let mut harness = harness(window(info(), sample), (1600.0, 900.0), whole_and_keys);
    harness.run_steps(3);
    harness
}

/// Variables that were asked for since the last call.
fn asked(harness: &Harness<'_, Window>) -> Vec<Variable> {
    let requests = harness.state().session.take_requests().into_iter();
    let variables = requests.filter_map(|request| match request {
        RunnerRequest::Show(variable) => Some(variable),
        _ => None,
    });
    variables.collect()
}

#[test]
fn a_variable_is_found_by_typing_and_chosen_with_enter() {
    let mut harness = opened(sample(-50.0));
    harness.key_press(egui::Key::V);
    harness.run_steps(3);
    assert!(harness.state().state.chooser.open);
    harness.get_by_role(egui::accesskit::Role::TextInput).type_text("calcium");
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(2);
    assert!(!harness.state().state.chooser.open);
    assert_eq!((asked(&harness), harness.state().session.colour()), (vec![Variable::Calcium], Variable::Calcium));
    // The name in the legend is the same door.
    harness.get_by_label("Colour: Threshold").click();
    harness.run_steps(3);
    harness.get_by_label("Membrane potential V (mV)").click();
    harness.run_steps(2);
    assert_eq!(asked(&harness), [Variable::Potential]);
    harness.get_by_label("Colour: Threshold").click();
    harness.run_steps(3);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(!harness.state().state.chooser.open && asked(&harness).is_empty());
}

#[test]
fn keys_go_through_the_variables_and_show_the_change_since_a_marker() {
    let mut harness = opened(sample(-50.0));
    harness.key_press(egui::Key::C);
    harness.key_press(egui::Key::C);
    harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::C);
    harness.key_press(egui::Key::M);
    harness.key_press(egui::Key::D);
    harness.run_steps(8);
    let requests = harness.state().session.take_requests();
    let expected = [
        RunnerRequest::Show(Variable::ThresholdShift),
        RunnerRequest::Show(Variable::ShiftSinceMarker),
        RunnerRequest::Show(Variable::ThresholdShift),
        RunnerRequest::Mark,
        RunnerRequest::Show(Variable::ShiftSinceMarker),
    ];
    assert_eq!(requests, expected);
}

#[test]
fn a_click_on_a_section_of_the_bar_picks_its_neurons() {
    let mut graded = sample(-50.0);
    let thresholds = [-57.9, -57.9, -44.1, -90.0, 0.0, 1.0];
    let shown = graded.shown.as_mut().unwrap();
    shown.values.fill(-51.2);
    shown.values[..6].copy_from_slice(&thresholds);
    let mut harness = opened(graded);
    let bar = harness.get_by_label("Colours: click picks neurons").rect();
    let click = |harness: &mut Harness<'_, Window>, share: f32| {
        let place = egui::pos2(bar.left() + share * bar.width(), bar.center().y);
        harness.hover_at(place);
        harness.run_steps(1);
        harness.drag_at(place);
        harness.run_steps(1);
        harness.drop_at(place);
        harness.run_steps(2);
        harness.state().session.colouring.lit.clone()
    };
    assert_eq!(click(&mut harness, 0.06), [0, 1], "the lowest section");
    assert!(harness.state().session.is_dimmed(2) && !harness.state().session.is_dimmed(1));
    assert_eq!(harness.state().session.selection.neurons(), [0, 1], "they are selected too");
    assert_eq!(click(&mut harness, 0.01), [3], "beyond the lower end");
    assert_eq!(click(&mut harness, 0.99), [4, 5], "beyond the upper end");
    assert_eq!(click(&mut harness, 0.3), [4, 5], "nobody is there");
    assert_eq!(click(&mut harness, 0.99), [] as [u32; 0], "the same again lets go");
    click(&mut harness, 0.06);
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert!(harness.state().session.colouring.lit.is_empty());
    assert!(harness.state().session.selection.neurons().is_empty());
}

#[test]
fn every_variable_has_a_legend_with_and_without_values() {
    for variable in Variable::all() {
        for value in [-50.0, 0.0, 1.0, f32::NAN, f32::INFINITY] {
            let mut sample = sample(-50.0);
            sample.shown = Some(ShownValues { variable, values: vec![value; NEURONS as usize] });
            let mut harness = opened(sample);
            harness.get_by_label(&format!("Colour: {}", variable.facts().name));
            harness.run_steps(1);
        }
    }
}
