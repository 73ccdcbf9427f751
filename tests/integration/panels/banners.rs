//! The caption, where the window begins, and what is said when a run stops.

use super::*;
use rheobase::measure::GuardStop;

#[test]
fn the_caption_says_what_happens_and_stays_inside() {
    for size in [(1600.0, 900.0), (1024.0, 700.0)] {
        let mut busy = sample(-50.0);
        busy.presentation = Some(Presentation { pattern: 0, fraction: 0.4, frozen: true });
        let mut harness = harness(window(info(), busy), size, whole);
        harness.run_steps(2);
        let rect = harness.get_by_label_contains("40 % of A").rect();
        let free = harness.state().free.expect("it was drawn");
        assert!(free.whole.contains_rect(rect) && rect.height() > 10.0, "{rect:?}");
    }
}

#[test]
fn the_window_begins_shortly_before_the_first_pattern() {
    let mut early = info();
    early.phases[0].start_s = 2.0;
    let session = Session::detached(early, ViewSample::default());
    session.run_ahead();
    assert_eq!(session.take_requests(), [RunnerRequest::Step(2500)]);
    let nothing_to_wait_for = Session::detached(NetworkInfo::default(), ViewSample::default());
    nothing_to_wait_for.run_ahead();
    assert_eq!(nothing_to_wait_for.take_requests(), []);
}

#[test]
fn a_stop_offers_three_ways_on() {
    let mut stopped = sample(-50.0);
    stopped.stop = Some(Stop { time_s: 1.5, reason: GuardStop::Runaway { rate: 92.0, limit: 60.0, connected: true } });
    let draw = |ui: &mut egui::Ui, window: &mut Window| {
        stop_banner_ui(ui, &mut window.session, &mut window.state, &window.theme);
    };
    let mut harness = harness(window(info(), stopped), (600.0, 300.0), draw);
    harness.get_by_label_contains("the mean rate was 92 spikes/s");
    for label in ["Rewind 5 s", "Restart", "Continue anyway"] {
        harness.get_by_label(label).click();
        harness.run_steps(2);
    }
    let requests = harness.state().session.take_requests();
    assert!(
        matches!(
            requests.as_slice(),
            [
                RunnerRequest::Seek { nearest: false, .. },
                RunnerRequest::Part,
                RunnerRequest::Account,
                RunnerRequest::Restart { seed: None },
                RunnerRequest::Apply(SimulationCommand::Resume)
            ]
        ),
        "{requests:?}"
    );
}

#[test]
fn a_run_that_broke_down_says_what_happened_and_offers_restart_way_back_and_report() {
    let mut harness = harness(window(info(), sample(-50.0)), (1600.0, 900.0), whole);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("broke down").is_none());
    let failure = RunFailure {
        scene: "my.ron".to_owned(),
        step: 3000,
        time_s: 1.5,
        message: "index 7 is out of range".to_owned(),
        place: Some("src/model/column.rs:12:5".to_owned()),
        log: vec![LoggedCommand { step: 2, command: SimulationCommand::Resume }; 2],
        ..RunFailure::default()
    };
    harness.state_mut().session.follow_failure(Some(Arc::new(failure)));
    harness.run_steps(2);
    for text in
        ["broke down at 1.500 s", "index 7 is out of range (src/model/column.rs:12:5)", "your 2 changes", "STOPPED"]
    {
        harness.get_by_label_contains(text);
    }
    for label in ["Go back 5 s", "Restart"] {
        harness.get_by_label(label).click();
        harness.run_steps(2);
    }
    let requests = harness.state().session.take_requests();
    assert!(
        matches!(
            requests.as_slice(),
            [RunnerRequest::Seek { nearest: false, .. }, RunnerRequest::Part, RunnerRequest::Restart { seed: None }]
        ),
        "{requests:?}"
    );
    let folder = std::env::temp_dir().join(format!("rheobase-banner-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for temporary files");
    harness.state_mut().session.save_report(&folder);
    harness.run_steps(2);
    harness.get_by_label_contains("Report saved: ");
    std::fs::remove_dir_all(folder).expect("the folder was made here");
    harness.state_mut().session.follow_failure(None);
    harness.run_steps(2);
    assert!(harness.query_by_label_contains("broke down").is_none());
}
