//! The scene library as a user meets it: opened by key, searched, left, and what it asks of the simulation.

use crate::panels::{Window, harness, info, sample, whole, window};
use bevy_egui::egui::{self, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::panel::perform_keys;
use rheobase::scene::{Scene, shipped};
use rheobase::session::{Catalogue, Selection, Session};
use rheobase::simulation::{NetworkInfo, RunnerRequest, ViewSample};
use std::sync::Arc;
use std::time::{Duration, Instant};

fn draw(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    whole(ui, window);
}

/// A window of this size whose library was opened by its key and has read all scenes.
fn opened(window: Window, size: (f32, f32)) -> Harness<'static, Window> {
    let mut harness = harness(window, size, draw);
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    harness.run_steps(2);
    assert!(harness.state().state.library.open);
    let begin = Instant::now();
    while harness.query_by_label_contains(&format!("{} scenes.", shipped().len())).is_none() {
        assert!(begin.elapsed() < Duration::from_mins(1), "the scenes were not read");
        std::thread::sleep(Duration::from_millis(10));
        harness.run_steps(1);
    }
    harness.run_steps(3);
    harness
}

fn library() -> Harness<'static, Window> {
    opened(window(info(), sample(-50.0)), (1600.0, 900.0))
}

fn type_text(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(3);
}

fn shows(harness: &Harness<'_, Window>, title: &str) -> bool {
    harness.query_by_label_contains(&format!("{title}: ")).is_some()
}

/// The scene that was asked for, if one was.
fn asked_for(harness: &Harness<'_, Window>) -> Option<Arc<Scene>> {
    harness.state().session.take_requests().into_iter().find_map(|request| match request {
        RunnerRequest::Open { scene, seed, off } => {
            assert_eq!((seed, off), (scene.seed, Vec::new()));
            Some(scene)
        }
        _ => None,
    })
}

#[test]
fn what_is_typed_is_searched_for_and_enter_opens_what_is_found() {
    let mut harness = library();
    assert!(shows(&harness, "Linking two memories") && shows(&harness, "Firing patterns"));
    type_text(&mut harness, "linking");
    assert!(shows(&harness, "Linking two memories") && !shows(&harness, "Firing patterns"));
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert_eq!(asked_for(&harness).map(|scene| scene.source().to_owned()).as_deref(), Some("linking"));
    assert!(!harness.state().state.library.open);
    assert_eq!(harness.state().session.opening.as_deref(), Some("Linking two memories"));
}

#[test]
fn a_click_opens_the_scene_as_the_window_opens_its_first() {
    let mut harness = library();
    harness.state_mut().session.selection = Selection::from(Some(3));
    harness.get_by_label_contains("Learn, sleep, remember: ").click();
    harness.run_steps(2);
    let requests = harness.state().session.take_requests();
    let [RunnerRequest::Open { scene, .. }, RunnerRequest::Step(steps), RunnerRequest::Play] = &requests[..] else {
        panic!("{requests:?}");
    };
    // The first pattern comes at 2 s; 0.75 s before it the window begins to show the run.
    assert_eq!((scene.source(), *steps), ("learn_sleep_remember", 2500));
    assert_eq!(harness.state().session.selected(), None);
    assert!(harness.state().session.status.playing);
}

#[test]
fn arrow_keys_choose() {
    let mut harness = library();
    harness.key_press(Key::ArrowRight);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(2);
    assert_eq!(asked_for(&harness).map(|scene| scene.source().to_owned()).as_deref(), Some(shipped()[1].name));
}

#[test]
fn the_card_of_the_open_scene_is_seen_and_chosen_first() {
    for size in [(1600.0, 900.0), (1280.0, 720.0), (1024.0, 700.0)] {
        for name in ["adex", "acetylcholine_dopamine", "bench/large"] {
            let scene = Arc::new(Scene::shipped(name).expect("it ships"));
            let title = format!("{}: ", scene.name);
            let open = NetworkInfo { title: scene.name.clone(), scene: Some(scene), ..info() };
            let mut harness = opened(window(open, sample(-50.0)), size);
            let rect = harness.get_by_label_contains(&title).rect();
            assert!(rect.top() > 40.0 && rect.bottom() < size.1, "{name} at {size:?}: {rect:?}");
            harness.key_press(Key::Enter);
            harness.run_steps(2);
            assert_eq!(asked_for(&harness).map(|scene| scene.source().to_owned()).as_deref(), Some(name));
        }
    }
}

#[test]
fn escape_closes_it_and_other_keys_are_left_to_the_search() {
    let mut harness = library();
    harness.state_mut().session.selection = Selection::from(Some(3));
    for key in [Key::R, Key::Space, Key::ArrowDown] {
        harness.key_press(key);
        harness.run_steps(2);
    }
    harness.key_press(Key::Escape);
    harness.run_steps(2);
    assert!(!harness.state().state.library.open);
    assert_eq!(harness.state().session.selected(), Some(3), "the selection behind it is kept");
    assert_eq!(harness.state().session.take_requests(), []);
}

#[test]
fn a_search_without_a_result_says_so_and_is_cleared() {
    let mut harness = library();
    type_text(&mut harness, "zebra");
    harness.get_by_label_contains("No scene is about");
    harness.get_by_label("Show all scenes").click();
    harness.run_steps(3);
    assert!(shows(&harness, "Linking two memories"));
}

#[test]
fn a_tag_shows_scenes_that_have_it() {
    let mut harness = library();
    type_text(&mut harness, "reward timing");
    harness.get_by_label("Search for reward").click();
    harness.run_steps(3);
    assert!(shows(&harness, "Reward timing") && !shows(&harness, "Firing patterns"));
    assert_eq!(asked_for(&harness), None, "the card below the tag was not clicked");
}

#[test]
fn cards_stay_inside_at_every_size() {
    // The last two: the smallest window at twice and at three times the usual size of text.
    for size in [(1600.0, 900.0), (1280.0, 720.0), (1024.0, 700.0), (512.0, 350.0), (342.0, 234.0)] {
        let harness = opened(window(info(), sample(-50.0)), size);
        assert!(harness.query_all_by_label("Close").any(|close| close.rect().right() <= size.0), "{size:?}");
        for entry in shipped() {
            let title = Scene::shipped(entry.name).expect("it ships").name.clone();
            // Those far below are not laid out for a screen reader; those that are must not be cut off at a side.
            if let Some(card) = harness.query_by_label_contains(&format!("{title}: ")) {
                let rect = card.rect();
                assert!(rect.left() >= 0.0 && rect.right() <= size.0, "{title} at {size:?}: {rect:?}");
                assert!(rect.width() > 150.0, "{title} at {size:?}: {rect:?}");
            }
        }
    }
}

#[test]
fn a_scene_of_ones_own_comes_first_and_a_shipped_one_is_not_shown_twice() {
    let own = Scene::shipped("wake").expect("it ships").changed(&[("dt".to_owned(), "ms(0.25)".to_owned())]);
    for (first, cards) in [(own.expect("no faults"), 1), (Scene::shipped("wake").expect("it ships"), 0)] {
        let first = Arc::new(first);
        let begin = Instant::now();
        let mut catalogue = Catalogue::read(Some(&first));
        while !catalogue.is_complete() {
            assert!(begin.elapsed() < Duration::from_mins(1), "the scenes were not read");
            std::thread::sleep(Duration::from_millis(5));
            catalogue.update();
        }
        println!("read in {:?}", begin.elapsed());
        assert_eq!(catalogue.cards.len(), shipped().len() + cards);
        assert_eq!(catalogue.cards[0].own, cards == 1);
    }
}

#[test]
fn a_scene_that_is_there_is_not_being_opened_any_more() {
    let mut session = Session::detached(info(), ViewSample::default());
    session.open(&Arc::new(Scene::shipped("wake").expect("it ships")), None);
    assert_eq!(session.opening.as_deref(), Some("Awake"));
    let status = rheobase::simulation::RunnerStatus { generation: 1, ..session.status };
    session.receive(ViewSample::default(), status);
    assert_eq!(session.opening, None);
}
