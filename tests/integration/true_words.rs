//! What the window says is true: band, words, captions, counts, verdicts.

use crate::panels::{Window, applied, harness, info, sample, show, whole, window};
use bevy_egui::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::modulation::{BrainState, Modulator};
use rheobase::panel::{controls_ui, inspector_ui, plots_ui, time_bar_ui};
use rheobase::plasticity::Rule;
use rheobase::scene::Scene;
use rheobase::scene::file::PlotTab;
use rheobase::session::SceneCard;
use rheobase::simulation::{
    Happening, ModulatorReading, Presentation, RunnerStatus, SimulationCommand, SpikeEvent, Stretch, ViewSample,
};
use std::sync::Arc;

fn time_bar(ui: &mut egui::Ui, window: &mut Window) {
    time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
}

/// The text of the pointer at a time over the band of a window.
fn hovered(window: Window, time_s: f32, expected: &str) -> bool {
    let mut harness = harness(window, (1200.0, 300.0), time_bar);
    harness.run_steps(2);
    let band = harness.get_by_label_contains("Happened: ").rect();
    let x = band.left() + band.width() * (time_s / 13.0);
    harness.hover_at(egui::pos2(x, band.top() + 6.0));
    harness.run_steps(40);
    harness.query_by_label_contains(expected).is_some()
}

/// Awake for a second, then NREM sleep that the user holds until now, at 2 s; the timeline stands at 1 s.
fn held() -> ViewSample {
    let stretch = |start_s, state, by_hand, label: &str| Stretch {
        start_s,
        end_s: start_s + 1.0,
        what: Happening { state, by_hand, ..Happening::default() },
        label: label.into(),
    };
    ViewSample {
        state: BrainState::Nrem,
        state_held: true,
        timeline_s: 1.0,
        course: vec![
            stretch(0.0, BrainState::Awake, false, "learn A"),
            stretch(1.0, BrainState::Nrem, true, "held by you"),
        ],
        ..sample(-50.0)
    }
}

#[test]
fn the_band_shows_what_happened_and_then_the_plan_from_now_on() {
    let mut harness = harness(window(info(), held()), (1200.0, 110.0), time_bar);
    harness.run_steps(2);
    harness.get_by_label(
        "Happened: AWAKE learn A 0.0 to 1.0 s, NREM held by you 1.0 to 2.0 s. Planned: AWAKE learn A 2.0 to 7.0 s, NREM 7.0 to \
         13.0 s.",
    );
    harness.get_by_label("timeline waits at 1 of 12 s");
}

#[test]
fn the_pointer_over_the_band_says_what_happened_and_what_is_planned() {
    for (time_s, expected) in [
        (1.5, "NREM · held by you (1.0 to 2.0 s)"),
        (4.0, "planned, once you follow the scene: AWAKE · learn A (2.0 to 7.0 s)"),
    ] {
        assert!(hovered(window(info(), held()), time_s, expected), "{expected}");
    }
}

#[test]
fn changes_that_have_no_mark_are_said_to_be() {
    let changed = |changes: u16| {
        let mut window = window(info(), held());
        for change in 0..changes {
            let command = SimulationCommand::Present { pattern: usize::from(change % 3) };
            window.session.history.record_event(2.0 * f64::from(change) / f64::from(changes), &command);
        }
        window
    };
    let marked = "1 of 2 changes is marked.";
    assert!(!hovered(changed(500), 4.0, marked));
    assert!(hovered(changed(501), 4.0, marked));
}

#[test]
fn a_command_that_cannot_be_done_is_not_sent_and_why_is_said() {
    let mut facts = info();
    facts.scene = Some(Arc::new(Scene::shipped("wake").expect("it ships")));
    let mut harness = harness(window(facts, sample(-50.0)), (1600.0, 900.0), whole);
    harness.run_steps(2);
    harness.state_mut().session.apply(SimulationCommand::SetInputStrength(3.5));
    harness.run_steps(2);
    assert_eq!(applied(&harness), []);
    assert!(harness.state().session.history.events.is_empty());
    harness.get_by_label_contains("This cannot be done. SetInputStrength: 3.5 is outside the allowed range.");
}

#[test]
fn a_film_that_rolls_is_not_called_paused() {
    let mut window = window(info(), sample(-50.0));
    window.session.status =
        RunnerStatus { filming: true, speed_asked: 0.25, speed_got: 0.01, ..RunnerStatus::default() };
    let mut harness = harness(window, (1600.0, 900.0), whole);
    harness.run_steps(2);
    assert!(harness.query_by_label("PAUSED").is_none());
    assert!(harness.query_by_label_contains("got").is_none(), "a film is not made at the speed of watching");
    harness.get_by_label("FILMING");
    harness.get_by_label("film at 250 ms/s");
}

fn raster(window: Window) -> Harness<'static, Window> {
    let mut window = window;
    show(&mut window, &[PlotTab::Raster]);
    window.session.status.playing = true;
    harness(window, (600.0, 200.0), |ui, window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    })
}

#[test]
fn a_restart_leaves_no_dot_of_the_run_before() {
    let mut harness = raster(window(info(), sample(-50.0)));
    let mut drawn_from = |generation| {
        let status = RunnerStatus { generation, playing: true, ..RunnerStatus::default() };
        let spikes = vec![SpikeEvent { time_s: 0.01, neuron: 0 }];
        harness.state_mut().session.receive(ViewSample { time_s: 0.02, spikes, ..ViewSample::default() }, status);
        harness.run_steps(3);
        let window = harness.state();
        assert!(window.state.dock.raster[0].texture.is_some(), "it is drawn");
        (window.state.dock.raster[0].drawn_from.0, window.session.history.clears)
    };
    let (before, clears) = drawn_from(0);
    assert_eq!(before, clears);
    let (after, clears) = drawn_from(1);
    assert_eq!(after, clears);
    assert!(after > before, "the picture begins anew");
}

#[test]
fn spikes_that_are_thinned_are_said_to_be() {
    let mut thinned = sample(-50.0);
    thinned.spikes_thinned = 3;
    thinned.spikes = (0..400).map(|k| SpikeEvent { time_s: 1.0 + 0.002 * f64::from(k), neuron: k % 20 }).collect();
    let mut harness = raster(window(info(), thinned));
    harness.run_steps(3);
    harness.get_by_label("1 of 8 spikes is drawn");
    let mut harness = raster(window(info(), sample(-50.0)));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("spikes is drawn").is_none());
}

#[test]
fn reset_all_takes_back_all_that_a_user_set() {
    let mut set = held();
    set.modulators[Modulator::Dopamine as usize] = ModulatorReading { level: 0.9, held: Some(0.9) };
    set.input_strength = 2.0;
    set.rules_enabled[0] = false;
    set.paint[3] = 0.6;
    set.presentation = Some(Presentation { pattern: 0, fraction: 1.0, frozen: false });
    set.presentation_left_s = 0.4;
    let mut harness = harness(window(info(), set), (260.0, 900.0), |ui, window| {
        controls_ui(ui, &mut window.session, &mut window.state, &window.theme);
    });
    harness.get_by_label_contains("settings differ from the scene").click();
    harness.run_steps(2);
    harness.get_by_label("Reset all controls").click();
    harness.run_steps(2);
    let expected = [
        SimulationCommand::ReleaseModulator { modulator: Modulator::Dopamine },
        SimulationCommand::SetInputStrength(1.0),
        SimulationCommand::Paint { neurons: vec![3], value: 0.0 },
        SimulationCommand::SetRule { rule: Rule::ALL[0], enabled: true },
        SimulationCommand::EndPresentation,
        SimulationCommand::FollowTimeline,
    ];
    assert_eq!(applied(&harness), expected);
}

#[test]
fn the_most_active_cell_is_one_that_can_learn() {
    let mut busy = sample(-50.0);
    busy.spike_counts = (0..20).collect();
    let mut facts = info();
    facts.learning = std::iter::once(0..16).collect();
    let mut harness = harness(window(facts, busy), (270.0, 900.0), |ui, window| {
        inspector_ui(ui, &mut window.session, &mut window.state.inspector, &window.theme);
    });
    harness.get_by_label("Pick the most active").click();
    harness.run_steps(2);
    assert_eq!(harness.state().session.selected(), Some(15), "19 fired more, but only relays");
}

#[test]
fn a_verdict_is_explained_on_the_card() {
    let card = |name: &str| SceneCard::of(Arc::new(Scene::shipped(name).expect("it ships")), false);
    let verdict = card("artificial_allocation").verdict().expect("it has evidence");
    assert!(verdict.starts_with("green: measured on 20 networks, and true in this model: "), "{verdict}");
    assert_eq!(card("wake").verdict(), None);
}
