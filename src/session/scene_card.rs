//! What the library's card of a scene says.

use super::evidence::Evidence;
use super::scene_picture::ScenePicture;
use crate::scene::Scene;
use crate::scene::file::NeuronKind;
use crate::simulation::INITIAL_SPEED;
use crate::spawn::place_neurons;
use crate::words::{Language, in_force, scene_text};
use bevy::math::{EulerRot, Quat, Vec3};
use std::sync::Arc;

/// Most neurons drawn where there is no picture.
const MOST_PLACES: usize = 400;

/// One card.
pub struct SceneCard {
    /// The scene.
    pub scene: Arc<Scene>,
    /// Whether it is a user's own and did not come with the program.
    pub own: bool,
    /// What the scene claims; its summary if it claims nothing.
    pub sentence: String,
    /// Expected number of synapses.
    pub synapses: usize,
    /// Length (s of model time); none if it goes on without end.
    pub length_s: Option<f64>,
    /// Evidence for what it claims; none if it has no experiment.
    pub evidence: Option<Evidence>,
    /// Its picture, if it has one.
    pub picture: Option<ScenePicture>,
    /// Without a picture: where its neurons are.
    pub places: Vec<Place>,
    search_text: String,
}

/// A neuron of a card without a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// To the right, -1 to 1.
    pub right: f32,
    /// Down, -1 to 1.
    pub down: f32,
    /// Its kind.
    pub kind: NeuronKind,
}

impl SceneCard {
    /// The card of a scene.
    #[must_use]
    pub fn of(scene: Arc<Scene>, own: bool) -> Self {
        let sentence = scene.experiment.as_ref().map_or(&scene.summary, |experiment| &experiment.claim).clone();
        let picture = if own { None } else { ScenePicture::of(scene.source()) };
        let ends = scene.duration.is_some() || scene.timeline_steps() > 0;
        Self {
            search_text: search_text(&scene, |text| text),
            synapses: scene.expected_synapses().round() as usize,
            length_s: ends.then(|| scene.time_s(scene.run_steps())),
            evidence: Evidence::of(&scene),
            places: if picture.is_some() { Vec::new() } else { places(&scene) },
            picture,
            sentence,
            own,
            scene,
        }
    }

    /// How long it takes to watch at the speed at which the window starts (s).
    #[must_use]
    pub fn watching_s(&self) -> Option<f64> {
        self.length_s.map(|length_s| length_s / f64::from(INITIAL_SPEED))
    }

    /// What became of its claim, in a sentence.
    #[must_use]
    pub fn verdict(&self) -> Option<String> {
        self.evidence.as_ref().and_then(Evidence::explained)
    }

    /// Whether every word of a search occurs in title, claim, summary, level, tags or name, in the scene's language or in that of the
    /// window.
    #[must_use]
    pub fn matches(&self, query: &str) -> bool {
        let said = match in_force() {
            Language::English => String::new(),
            Language::German => search_text(&self.scene, scene_text),
        };
        query.to_lowercase().split_whitespace().all(|word| self.search_text.contains(word) || said.contains(word))
    }
}

/// All that is searched, as it is said.
fn search_text(scene: &Scene, say: fn(&str) -> &str) -> String {
    let mut text = format!("{} {} {}", say(&scene.name), say(&scene.summary), scene.source());
    if let Some(experiment) = &scene.experiment {
        text.push_str(&format!(" {}", say(&experiment.claim)));
    }
    if let Some(library) = &scene.library {
        text.push_str(&format!(" {}", library.level.label()));
        for tag in &library.tags {
            text.push_str(&format!(" {}", say(tag)));
        }
    }
    text.to_lowercase()
}

/// Where the neurons are, seen from where the 3D view looks when it opens.
fn places(scene: &Scene) -> Vec<Place> {
    let positions: Vec<Vec3> = place_neurons(scene, scene.seed).into_iter().map(Vec3::from).collect();
    let (low, high) = positions
        .iter()
        .fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(low, high), &position| (low.min(position), high.max(position)));
    let centre = 0.5 * (low + high);
    let radius = positions.iter().map(|position| position.distance(centre)).fold(1.0, f32::max);
    let (azimuth, elevation) = scene.camera.clone().unwrap_or_default().angles();
    let to_view = Quat::from_euler(EulerRot::YXZ, azimuth, -elevation, 0.0).inverse();
    let kind_of = |neuron: usize| {
        let of = |index: usize| scene.range(index).contains(&(neuron as u32));
        (0..scene.populations.len()).find(|&index| of(index)).map(|index| scene.populations[index].kind)
    };
    let stride = positions.len().div_ceil(MOST_PLACES).max(1);
    positions
        .iter()
        .enumerate()
        .step_by(stride)
        .map(|(neuron, &position)| {
            let seen = to_view * (position - centre) / radius;
            Place { right: seen.x, down: -seen.y, kind: kind_of(neuron).unwrap_or_default() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::shipped;
    use crate::session::Origin;
    use crate::words::speak;

    fn card(name: &str) -> SceneCard {
        SceneCard::of(Arc::new(Scene::shipped(name).expect("it ships")), false)
    }

    #[test]
    fn every_shipped_scene_has_a_picture() {
        for entry in shipped() {
            assert!(ScenePicture::of(entry.name).is_some(), "{}: make one with `rheobase picture`", entry.name);
        }
    }

    #[test]
    fn a_card_says_what_the_scene_is() {
        let linking = card("linking");
        assert!(linking.sentence.starts_with("Two memories made within hours share"));
        assert!((linking.length_s.expect("it ends") - 47.0).abs() < 0.01);
        assert!((linking.watching_s().expect("it ends") - 188.0).abs() < 0.1);
        let evidence = card("spotlight").evidence.expect("it has an experiment");
        assert!(evidence.shown.is_some() && evidence.origin != Origin::Own);
        assert_eq!(card("pairing").synapses, 2);
        assert!(card("wake").evidence.is_none());
    }

    #[test]
    fn a_search_needs_every_word_anywhere() {
        let linking = card("linking");
        for query in ["", "  ", "LINKING", "memor bachelor", "excitability two"] {
            assert!(linking.matches(query), "{query}");
        }
        assert!(!linking.matches("linking zebra"));
    }

    #[test]
    fn german_titles_and_tags_are_found_and_english_ones_too() {
        let scene = card("learn_sleep_remember");
        speak(Language::German);
        let found = ["Schlaf", "Erregbarkeit", "sleep excitability"].map(|query| scene.matches(query));
        speak(Language::English);
        assert_eq!((found, scene.matches("Schlaf")), ([true; 3], false));
    }

    #[test]
    fn a_scene_without_a_picture_shows_its_own_layout() {
        let scene = Arc::new(Scene::shipped("wake").expect("it ships"));
        let own = SceneCard::of(scene, true);
        assert!(own.picture.is_none());
        assert!(own.places.len() > 100 && own.places.len() <= MOST_PLACES);
        assert!(own.places.iter().all(|place| place.right.abs() <= 1.0 && place.down.abs() <= 1.0));
        assert!(own.places.iter().any(|place| place.kind == NeuronKind::Inhibitory));
    }
}
