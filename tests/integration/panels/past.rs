//! The way back in time: the band, the keys, and what says that it is the past.

use super::*;
use rheobase::session::TwinShown;
use rheobase::simulation::Known;

fn bar(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
    perform_asked(&mut window.session, &mut window.state);
}

/// A window 8 s after the start.
fn eight_seconds() -> Window {
    let at =
        |step| ViewSample { step, time_s: step as f64 / 2000.0, timeline_s: step as f64 / 2000.0, ..sample(-50.0) };
    let mut window = window(info(), at(0));
    window.session.receive(at(16_000), RunnerStatus::default());
    drop(window.session.take_requests());
    window
}

fn sought(harness: &Harness<'_, Window>) -> Vec<(u64, bool)> {
    let seek = |request| match request {
        RunnerRequest::Seek { step, nearest } => Some((step, nearest)),
        _ => None,
    };
    harness.state().session.take_requests().into_iter().filter_map(seek).collect()
}

#[test]
fn a_click_on_what_has_run_shows_that_moment_and_a_drag_passes_by_many() {
    let mut harness = harness(eight_seconds(), (1200.0, 100.0), bar);
    let band = harness.get_by_label_contains("Happened:").rect();
    // The scene takes twelve seconds, of which eight have passed.
    let at = |time_s: f32| egui::pos2(band.left() + band.width() * time_s / 12.0, band.bottom() - 4.0);
    let press = |harness: &mut Harness<'_, Window>, place, pressed| {
        harness.event(egui::Event::PointerMoved(place));
        harness.event(egui::Event::PointerButton {
            pos: place,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        harness.run_steps(2);
    };
    press(&mut harness, at(3.0), true);
    press(&mut harness, at(3.0), false);
    let [(step, false)] = sought(&harness)[..] else { panic!("one moment") };
    assert!(step.abs_diff(6000) < 10, "{step}");
    press(&mut harness, at(10.0), true);
    press(&mut harness, at(10.0), false);
    assert_eq!(sought(&harness), [], "there is nothing yet");
    press(&mut harness, at(6.0), true);
    for time_s in [5.0, 4.0, 2.0] {
        harness.event(egui::Event::PointerMoved(at(time_s)));
        harness.run_steps(2);
    }
    press(&mut harness, at(2.0), false);
    let passed = sought(&harness);
    assert!(passed.len() >= 3 && passed.iter().rev().skip(1).all(|(_, nearest)| *nearest), "{passed:?}");
    let (last, nearest) = passed[passed.len() - 1];
    assert!(last.abs_diff(4000) < 10 && !nearest, "at the end exactly there: {passed:?}");
}

#[test]
fn keys_go_back_and_the_past_says_that_it_is_the_past() {
    let mut harness = harness(eight_seconds(), (1200.0, 100.0), bar);
    let press = |harness: &mut Harness<'_, Window>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(2);
    };
    let plain = egui::Modifiers::NONE;
    press(&mut harness, plain, egui::Key::ArrowLeft);
    press(&mut harness, egui::Modifiers::SHIFT, egui::Key::ArrowLeft);
    press(&mut harness, plain, egui::Key::Home);
    // A millisecond is two steps.
    assert_eq!(sought(&harness), [(15_998, false), (15_980, false), (0, false)]);
    assert!(harness.query_by_label("REPLAY").is_none() && harness.query_by_label("To the end").is_none());
    let past = RunnerStatus {
        known: Known { is_before_end: true, jumps: 1, end_s: 8.0, ..Known::default() },
        ..RunnerStatus::default()
    };
    harness.state_mut().session.receive(ViewSample { step: 0, time_s: 0.0, ..sample(-50.0) }, past);
    harness.run_steps(2);
    harness.get_by_label("REPLAY");
    harness.get_by_label("To the end").click();
    harness.run_steps(2);
    press(&mut harness, plain, egui::Key::End);
    assert_eq!(sought(&harness), [(u64::MAX, false); 2]);
}

#[test]
fn the_twin_lacks_what_was_chosen_and_both_either_or_what_is_other_are_shown() {
    let mut harness = harness(eight_seconds(), (1400.0, 100.0), bar);
    harness.get_by_label("Twin").click();
    harness.run_steps(3);
    harness.get_by_label("without Triplet STDP").click();
    harness.run_steps(3);
    let without = Some(SimulationCommand::SetRule { rule: Rule::TripletStdp, enabled: false });
    assert_eq!(harness.state().session.take_requests(), [RunnerRequest::OpenTwin(without.clone())]);
    let shown = |harness: &Harness<'_, Window>| harness.state().session.twin_shown();
    assert_eq!(shown(&harness), Some(TwinShown::Both));
    harness.get_by_label("Twin").click();
    harness.run_steps(2);
    assert_eq!(shown(&harness), Some(TwinShown::Twin));
    for next in [TwinShown::Difference, TwinShown::Both, TwinShown::Run] {
        harness.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::X);
        harness.run_steps(2);
        assert_eq!(shown(&harness), Some(next));
    }
    harness.get_by_label("End the twin").click();
    harness.run_steps(2);
    assert_eq!(shown(&harness), None);
    harness.key_press(egui::Key::X);
    harness.run_steps(2);
    let requests = harness.state().session.take_requests();
    assert_eq!(requests, [RunnerRequest::CloseTwin, RunnerRequest::OpenTwin(without)], "the same again");
}

#[test]
fn a_single_click_in_a_plot_shows_its_moment_and_leaves_the_plot_where_it_is() {
    let mut window = eight_seconds();
    let rates =
        (1..=400).map(|k| RateBin { time_s: f64::from(k) * 0.02, rates_hz: vec![4.0, 9.0], modulators: [0.5; 4] });
    window.session.history.rates = rates.collect();
    show(&mut window, &[PlotTab::Rates]);
    let mut harness = harness(window, (600.0, 200.0), |ui, window| {
        plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
    });
    let click = |harness: &mut Harness<'_, Window>, x: f32, times: usize| {
        for _ in 0..times {
            harness.hover_at(egui::pos2(x, 110.0));
            harness.drag_at(egui::pos2(x, 110.0));
            harness.run_steps(1);
            harness.drop_at(egui::pos2(x, 110.0));
            harness.run_steps(1);
        }
        // Longer than a second click of a double click may take.
        harness.run_steps(30);
    };
    let held = |harness: &Harness<'_, Window>| harness.state().state.dock.time_views.is_held((0, PlotTab::Rates));
    // Twenty seconds are shown, of which eight have run.
    click(&mut harness, 120.0, 1);
    let [(first, false)] = sought(&harness)[..] else { panic!("one moment") };
    click(&mut harness, 200.0, 1);
    let [(second, false)] = sought(&harness)[..] else { panic!("one moment") };
    assert!(0 < first && first + 1000 < second && second < 16_000, "{first} and {second}");
    assert!(held(&harness));
    click(&mut harness, 120.0, 2);
    assert_eq!((sought(&harness), held(&harness)), (vec![], false), "a double click only lets go");
    click(&mut harness, 500.0, 1);
    assert_eq!(sought(&harness), [], "nothing has come there yet");
    let why = &harness.state().session.refused.why;
    assert!(why.contains("known up to 8.00 s"), "{why}");
}
