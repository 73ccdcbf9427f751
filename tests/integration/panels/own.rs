//! What of a neuron can be set: typed, shown with a mark, and taken back.

use super::{Window, applied, harness, info, sample, whole, window};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::scene::Scene;
use rheobase::session::Selection;
use rheobase::simulation::{NeuronProperty, SimulationCommand};
use std::sync::Arc;

/// A window in which neuron 3 has this resting threshold, drawn at −50 mV.
fn with_threshold(threshold: f32) -> Harness<'static, Window> {
    let mut info = info();
    info.scene = Some(Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships")));
    let mut sample = sample(-50.0);
    if let Some(selected) = &mut sample.selected {
        (selected.own, selected.drawn_threshold_mv) = ([threshold, 0.1, 0.2], -50.0);
    }
    let mut window = window(info, sample);
    window.session.selection = Selection::from(Some(3));
    let mut harness = harness(window, (1600.0, 2400.0), whole);
    harness.run_steps(2);
    drop(applied(&harness));
    harness
}

fn set(property: NeuronProperty, value: f32) -> SimulationCommand {
    SimulationCommand::SetNeuron { neurons: vec![3], property, value }
}

#[test]
fn a_value_that_is_typed_is_set_and_undo_takes_it_back() {
    let mut harness = with_threshold(-50.0);
    assert!(harness.query_by_label("Revert Resting threshold").is_none(), "it is as it was drawn");
    harness.get_by_label("Slow excitability e_s of this neuron").click();
    harness.run_steps(2);
    harness.event(super::egui::Event::Text("0.75".to_owned()));
    harness.run_steps(2);
    harness.key_press(super::egui::Key::Enter);
    harness.run_steps(3);
    assert_eq!(applied(&harness), [set(NeuronProperty::SlowExcitability, 0.75)]);
    harness.state_mut().session.undo();
    assert_eq!(applied(&harness), [set(NeuronProperty::SlowExcitability, 0.2)]);
}

#[test]
fn a_threshold_that_was_moved_has_a_mark_and_a_way_back() {
    let mut harness = with_threshold(-47.0);
    harness.get_by_label("Revert Resting threshold").click();
    harness.run_steps(2);
    assert_eq!(applied(&harness), [set(NeuronProperty::RestingThreshold, -50.0)]);
}
