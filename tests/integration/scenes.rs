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
        assert_eq!(again, scene, "{}", entry.name);
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
