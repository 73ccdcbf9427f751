//! Replays on the time bar and in the plot.

use super::*;

#[test]
fn a_click_on_a_replay_lights_it_up_until_escape() {
    let mut window = window(info(), sample(-50.0));
    window.session.selection = Selection::from(Some(3));
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        perform_keys(ui.ctx(), &mut window.session, &mut window.state);
        time_bar_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window, (1200.0, 100.0), draw);
    let chosen = |harness: &Harness<'_, Window>| {
        harness.state().session.lens.chosen.as_ref().map(|replay| (replay.pattern, replay.start_s))
    };
    let place = harness.get_by_label_contains("A replayed at 1.20 s").rect().center();
    harness.hover_at(place);
    harness.run_steps(60);
    harness.get_by_label_contains("4.2 SD above shuffled memories, 3 of the 4 cells that answered");
    harness.get_by_label_contains("30 a minute, shuffled memories 6.0");
    harness.get_by_label("A replayed at 1.20 s for 50 ms").click();
    harness.run_steps(2);
    assert_eq!(chosen(&harness), Some((0, 1.2)));
    harness.key_press(egui::Key::Escape);
    harness.run_steps(2);
    assert_eq!((chosen(&harness), harness.state().session.selected()), (None, Some(3)));
    harness.key_press(egui::Key::L);
    harness.run_steps(2);
    assert!(!harness.state().session.lens.on);
}

#[test]
fn where_no_replay_is_the_plot_says_why() {
    let nobody = vec![MemoryReplays::default(); 3];
    let known = reading().memories;
    let cases = [
        (ReplayReading { sleeps: 1, searched_s: 4.0, memories: nobody, ..reading() }, "No memory to look for yet"),
        (ReplayReading { sleeps: 0, searched_s: 0.0, memories: known.clone(), ..reading() }, "No sleep with a memory"),
        (ReplayReading { searched_s: 0.0, memories: known, ..reading() }, "Listening: the first 2 s"),
    ];
    for (replay, reason) in cases {
        let asleep = ViewSample { state: BrainState::Nrem, replay, ..ViewSample::default() };
        let mut window = window(info(), asleep);
        show(&mut window, &[PlotTab::Replay]);
        let draw = |ui: &mut egui::Ui, window: &mut Window| {
            plots_ui(ui, &mut window.session, &mut window.state, &window.theme);
        };
        let mut harness = harness(window, (600.0, 200.0), draw);
        harness.run_steps(2);
        harness.get_by_label_contains(reason);
    }
}
