//! Every shipped scene loads, runs, stays finite, and comes back the same from its own text.

use crate::rig::{run, shipped};
use rheobase::model::{MembranePotential, Threshold, Weight};
use rheobase::scene::file::SceneFile;
use rheobase::scene::{Scene, shipped as shipped_scenes};
use rheobase::simulation::Simulation;

#[test]
fn every_shipped_scene_runs_and_stays_finite() {
    for entry in shipped_scenes() {
        let mut simulation = Simulation::new(&shipped(entry.name), 1);
        // The scenes are small enough for this; the largest has a million synapses.
        run(&mut simulation, 200.0);
        let finite = simulation.with_column(|v: &[MembranePotential]| v.iter().all(|v| v.0.is_finite()))
            && simulation.with_column(|theta: &[Threshold]| theta.iter().all(|theta| theta.0.is_finite()))
            && simulation.with_column(|weight: &[Weight]| weight.iter().all(|weight| weight.0.is_finite()));
        assert!(finite, "{}", entry.name);
    }
}

#[test]
fn every_shipped_scene_comes_back_the_same_from_its_own_text() {
    for entry in shipped_scenes() {
        let scene = shipped(entry.name);
        let file: &SceneFile = &scene;
        let pretty = ron::ser::PrettyConfig::new().struct_names(true);
        let text = ron::ser::to_string_pretty(file, pretty).expect("a scene is plain data");
        let again = Scene::parse(&text, entry.name).unwrap_or_else(|faults| {
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}: {}", entry.name, faults.join("\n"))
        });
        // Notes say where in the text they belong, and this is another text.
        assert!(*again == *scene && again.phases() == scene.phases(), "{}", entry.name);
    }
}

#[test]
fn every_shipped_scene_says_what_it_shows_what_it_simplifies_and_on_whom_it_rests() {
    for entry in shipped_scenes() {
        let scene = shipped(entry.name);
        assert!(entry.text.starts_with("// "), "{}: the file begins with what it is about", entry.name);
        assert!(scene.summary.ends_with('.') && scene.summary.len() < 160, "{}: summary", entry.name);
        assert!(!scene.honesty.is_empty(), "{}: what it simplifies", entry.name);
        assert!(!scene.references.is_empty(), "{}: references", entry.name);
        // The file's own checks see to it that there are tags.
        assert!(scene.library.is_some(), "{}: level and tags for the scene library", entry.name);
    }
}

#[test]
fn no_shipped_scene_hides_one_neuron_behind_another() {
    let hidden = |scene: &Scene| scene.notes().iter().filter(|note| note.to_string().contains("same places")).count();
    for entry in shipped_scenes() {
        assert_eq!(hidden(&shipped(entry.name)), 0, "{}", entry.name);
    }
    let text = shipped_scenes().iter().find(|entry| entry.name == "reward_timing").map(|entry| entry.text);
    let text = text.expect("it ships").replace(", height: um(30.0)", "").replace(", height: um(-30.0)", "");
    let scene = Scene::parse(&text, "x.ron").expect("it is a scene all the same");
    assert_eq!(hidden(&scene), 1, "seven receivers on seven senders, as it was");
}

#[test]
fn names_in_letters_without_a_font_are_noted() {
    let text = shipped_scenes().iter().find(|entry| entry.name == "pairing").map(|entry| entry.text);
    let text = text.expect("it ships").replacen("name: \"", "name: \"神経 ", 1);
    let scene = Scene::parse(&text, "x.ron").expect("it is a scene all the same");
    let notes: Vec<String> = scene.notes().iter().map(ToString::to_string).collect();
    assert!(
        notes.iter().any(|note| note.contains("name: the fonts of the window lack these letters: 神経")),
        "{notes:?}"
    );
}
