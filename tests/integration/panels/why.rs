//! "Why?": the causes of a spike and what moved a threshold, as a user reads and follows them.

use super::{Window, harness, info, sample, spike_cause, whole, window};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::measure::SpikeCause;
use rheobase::session::Selection;
use rheobase::simulation::ViewSample;
use std::sync::Arc;

/// A window with neuron 3 selected and its "Why?" open, after a change of what is known of it.
fn asking(change: impl FnOnce(&mut ViewSample)) -> Harness<'static, Window> {
    let mut sample = sample(-50.0);
    explained(&mut sample, vec![spike_cause(1.5, 1.0), spike_cause(1.75, 0.0)]);
    change(&mut sample);
    let mut window = window(info(), sample);
    window.session.selection = Selection::from(Some(3));
    let mut harness = harness(window, (1600.0, 900.0), whole);
    harness.run_steps(2);
    harness.get_by_label("Why?").click();
    harness.run_steps(2);
    harness
}

/// Let these be its spikes.
fn explained(sample: &mut ViewSample, spikes: Vec<Arc<SpikeCause>>) {
    sample.selected.as_mut().expect("it is selected").spikes_explained = spikes;
}

#[test]
fn the_last_spike_is_told_in_words_bars_and_senders_and_the_one_before_it_can_be_seen() {
    let mut harness = asking(|_| ());
    harness.get_by_label("1.7500 s");
    harness.get_by_label(
        "8.0\u{a0}mV above rest. Raised by pattern A (60\u{a0}%), E to E (40\u{a0}%, 1 sender); held back by 2.0\u{a0}mV, mostly by voltage noise.",
    );
    harness.get_by_label("Pattern A: +6.0 mV");
    harness.get_by_label("Spike before").click();
    harness.run_steps(2);
    harness.get_by_label("1.5000 s");
    harness.get_by_label_contains("injected current (9\u{a0}%)");
    // The one that is looked at stays while others follow.
    let kept = vec![spike_cause(1.5, 1.0), spike_cause(1.75, 0.0), spike_cause(1.9, 0.0)];
    explained(&mut harness.state_mut().session.sample, kept);
    harness.run_steps(2);
    harness.get_by_label("1.5000 s");
    harness.get_by_label("2 spikes before its last.");
    harness.get_by_label("Hold").click();
    harness.run_steps(2);
    harness.get_by_label("1.9000 s");
    harness.get_by_label("Go to sender #5").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selected(), Some(5));
}

#[test]
fn a_threshold_that_moved_says_by_what_since_when() {
    let harness = asking(|_| ());
    harness.get_by_label("It fell by 2.00\u{a0}mV since the start, mostly by slow excitability: easier to excite.");
    let harness = asking(|sample| sample.marker_s = Some(1.2));
    harness.get_by_label_contains("since the marker at 1.20\u{a0}s");
}

#[test]
fn a_neuron_that_has_not_fired_says_what_to_do() {
    let harness = asking(|sample| explained(sample, Vec::new()));
    harness.get_by_label_contains("It has not fired since it was selected.");
}

#[test]
fn a_scene_that_makes_a_neuron_fire_is_named_as_the_cause() {
    let mut forced = (*spike_cause(1.9, 0.0)).clone();
    (forced.forced, forced.potential_mv, forced.limit_mv) = (true, -60.0, -50.0);
    let harness = asking(|sample| explained(sample, vec![Arc::new(forced)]));
    harness.get_by_label("The scene made it fire, 10.0\u{a0}mV below its threshold.");
}
