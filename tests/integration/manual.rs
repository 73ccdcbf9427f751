//! The manual as a user meets it: opened by key, searched, read, left.

use crate::panels::{Window, harness, info, sample, whole, window};
use bevy_egui::egui::{self, Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use rheobase::panel::{ManualSubject, manual_chapters, perform_keys};
use rheobase::plasticity::{Rule, parameter_facts};
use rheobase::scene::file::{PlotTab, Variable};
use rheobase::session::Selection;

fn draw(ui: &mut egui::Ui, window: &mut Window) {
    perform_keys(ui.ctx(), &mut window.session, &mut window.state);
    whole(ui, window);
}

/// A window of this size whose manual was opened by its key.
fn opened_in(window: Window, size: (f32, f32)) -> Harness<'static, Window> {
    let mut harness = harness(window, size, draw);
    harness.run_steps(2);
    harness.key_press(Key::F1);
    harness.run_steps(3);
    assert!(harness.state().state.manual.open);
    harness
}

fn opened() -> Harness<'static, Window> {
    opened_in(window(info(), sample(-50.0)), (1280.0, 720.0))
}

fn type_text(harness: &mut Harness<'_, Window>, text: &str) {
    harness.event(Event::Text(text.to_owned()));
    harness.run_steps(3);
}

fn read(harness: &mut Harness<'_, Window>, subject: ManualSubject) {
    harness.state_mut().state.manual.open_at(subject);
    harness.run_steps(3);
}

fn subject(harness: &Harness<'_, Window>) -> ManualSubject {
    harness.state().state.manual.subject()
}

fn says(harness: &Harness<'_, Window>, text: &str) -> bool {
    harness.query_all_by_label(text).next().is_some()
}

#[test]
fn every_rule_is_told_with_its_parameters_its_equations_and_its_papers() {
    let mut harness = opened();
    for rule in Rule::ALL {
        read(&mut harness, ManualSubject::Rule(rule));
        assert!(says(&harness, rule.explanation()), "{rule:?}");
        harness.get_by_label_contains(&format!("In a scene: {} of a ", rule.id()));
        harness.get_by_label("Equations, and where they come from");
        harness.get_by_label("Publications");
        for parameter in parameter_facts(rule) {
            assert!(says(&harness, parameter.name), "{} of {rule:?}", parameter.name);
        }
    }
}

#[test]
fn a_rule_is_told_its_own_part_of_a_section() {
    let mut harness = opened();
    read(&mut harness, ManualSubject::Rule(Rule::Bcm));
    harness.get_by_label_contains("Rate with a sliding threshold");
    assert!(harness.query_all_by_label_contains("Bienenstock, Cooper & Munro").next().is_some());
    assert!(harness.query_by_label_contains("Graupner").is_none());
}

#[test]
fn every_variable_and_every_plot_is_told() {
    let mut harness = opened();
    for variable in Variable::all() {
        let facts = variable.facts();
        read(&mut harness, ManualSubject::Variables(facts.group));
        assert!(says(&harness, facts.meaning) && says(&harness, facts.id), "{}", facts.id);
    }
    read(&mut harness, ManualSubject::Plots);
    for tab in PlotTab::ALL {
        assert!(says(&harness, tab.explanation()), "{tab:?}");
    }
}

#[test]
fn what_is_left_out_is_told_of_the_model_and_of_the_scene() {
    let mut harness = opened();
    read(&mut harness, ManualSubject::Scene);
    harness.get_by_label("Simplified here");
    assert!(says(&harness, "Everything is made up."));
    read(&mut harness, ManualSubject::Model("1.2"));
    harness.get_by_label_contains("Neurons are points");
    assert!(harness.query_by_label("Simplified here").is_none());
}

#[test]
fn a_search_leaves_the_chapters_that_say_it_and_shows_the_best() {
    let mut harness = opened();
    assert_eq!(subject(&harness), ManualSubject::Panels);
    harness.get_by_label("Chapter: Homeostasis");
    type_text(&mut harness, "GRAUPNER");
    assert_eq!(subject(&harness), ManualSubject::Rule(Rule::CalciumStdp), "the first that names him");
    assert!(harness.query_by_label("Chapter: Homeostasis").is_none(), "it does not");
    type_text(&mut harness, " no such words");
    harness.get_by_label_contains("The manual says nothing of");
    harness.get_by_label("Show all chapters").click();
    harness.run_steps(3);
    harness.get_by_label("Chapter: Homeostasis");
    type_text(&mut harness, "scaling");
    assert_eq!(subject(&harness), ManualSubject::Rule(Rule::SynapticScaling), "what has it in its title");
}

#[test]
fn a_chapter_is_chosen_by_click_and_by_arrows() {
    let mut harness = opened();
    harness.key_press(Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(subject(&harness), ManualSubject::Plots);
    harness.get_by_label("Chapter: Triplet STDP").click();
    harness.run_steps(3);
    assert_eq!(subject(&harness), ManualSubject::Rule(Rule::TripletStdp));
    harness.key_press(Key::ArrowUp);
    harness.run_steps(3);
    assert_eq!(subject(&harness), ManualSubject::Plots);
}

#[test]
fn escape_and_its_key_close_it_and_letters_go_to_the_search() {
    for close in [Key::Escape, Key::F1] {
        let mut harness = opened();
        harness.state_mut().session.selection = Selection::from(Some(3));
        let hidden = harness.state().state.open.hidden;
        harness.key_press(Key::H);
        type_text(&mut harness, "h");
        assert_eq!(harness.state().state.open.hidden, hidden, "the key belongs to the search");
        harness.key_press(close);
        harness.run_steps(3);
        assert!(!harness.state().state.manual.open, "{close:?}");
        assert_eq!(harness.state().session.selected(), Some(3), "one thing is closed at a time");
    }
}

#[test]
fn the_list_of_keys_opens_from_it() {
    let mut harness = opened();
    harness.get_by_label("Keys instead of the manual").click();
    harness.run_steps(3);
    let state = &harness.state().state;
    assert!(state.open.key_list && !state.manual.open);
}

#[test]
fn the_palette_finds_its_chapters() {
    for (query, subject) in [
        ("manual synaptic scaling", ManualSubject::Rule(Rule::SynapticScaling)),
        ("manual: in this scene", ManualSubject::Scene),
        ("manual: 2.2", ManualSubject::Model("2.2")),
    ] {
        let mut harness = crate::commands::searched_in(window(info(), sample(-50.0)), query);
        harness.key_press(Key::Enter);
        harness.run_steps(3);
        let manual = &harness.state().state.manual;
        assert!(manual.open && manual.subject() == subject, "{query}");
    }
}

/// In windows of the sizes that are promised, as a projector scales them, and smaller ones.
#[test]
fn every_chapter_is_drawn_in_small_windows() {
    for size in [(1024.0, 700.0), (853.0, 480.0), (683.0, 467.0), (512.0, 350.0), (320.0, 200.0)] {
        let mut harness = opened_in(window(info(), sample(-50.0)), size);
        for chapter in manual_chapters().iter() {
            read(&mut harness, chapter.subject);
            assert!(says(&harness, &chapter.title), "{} at {size:?}", chapter.title);
        }
    }
}

#[test]
fn a_key_turns_the_page() {
    // So low that the section is longer than the page.
    let mut harness = opened_in(window(info(), sample(-50.0)), (853.0, 480.0));
    read(&mut harness, ManualSubject::Model("2.2"));
    let top = |harness: &Harness<'_, Window>| harness.get_by_label_contains("A conductance-based leaky").rect().top();
    let before = top(&harness);
    harness.key_press_modifiers(Modifiers::NONE, Key::PageDown);
    harness.run_steps(60);
    assert!(top(&harness) < before - 200.0, "{} after {before}", top(&harness));
    harness.key_press(Key::PageUp);
    harness.run_steps(60);
    assert!((top(&harness) - before).abs() < 1.0);
}
