//! The scene as a text, with what the user set.

use super::Session;
use crate::plasticity::Rule;
use crate::scene::file::{InitialFile, Selection};
use crate::scene::{Fault, PhaseKind, Scene};
use crate::simulation::{ByHand, NeuronProperty, ViewSample};
use crate::units::Millivolts;
use crate::words::words;
use std::collections::BTreeMap;

/// The scene as it is set now.
#[derive(Clone, Debug, PartialEq)]
pub struct SceneText {
    /// Its text: seed, rules that are switched off, their parameters, and values of single neurons.
    pub text: String,
    /// Neurons that have values of their own from the start because the user gave them some.
    pub neurons: usize,
    /// What was set that a scene has no place for.
    pub left_out: Vec<&'static str>,
}

/// The scene as it is set now.
///
/// # Errors
/// The values cannot be put into the scene.
pub fn scene_text(session: &Session) -> Result<SceneText, Vec<Fault>> {
    let Some(scene) = &session.info.scene else {
        return Err(vec![Fault::of_file("scene", words!("scene-text-none", "there is no scene yet."), "")]);
    };
    let (info, sample) = (&session.info, &session.sample);
    let mut changes = Vec::new();
    if info.seed != scene.seed {
        changes.push(("seed".to_owned(), info.seed.to_string()));
    }
    let off: Vec<Rule> =
        info.rules.iter().zip(&sample.rules_enabled).filter(|(_, on)| !**on).map(|(rule, _)| *rule).collect();
    for &rule in &off {
        changes.extend(places(scene, rule).into_iter().map(|place| (place, "None".to_owned())));
    }
    for (known, reading) in info.parameters.iter().zip(&sample.parameters) {
        if reading.moved && !off.contains(&known.rule) {
            let value = reading.value.to_string();
            changes.extend(
                places(scene, known.rule)
                    .into_iter()
                    .map(|place| (format!("{place}.{}", known.parameter.facts.name), value.clone())),
            );
        }
    }
    let held = sample.modulators.iter().zip(sample.held_by_scene).any(|(level, own)| level.held.is_some() && !own);
    let left_out = [
        (held, words!("scene-text-modulators", "modulators held by hand")),
        (sample.input_strength != 1.0, words!("scene-text-input", "the input strength")),
        (sample.state_held, words!("scene-text-state", "the brain state chosen by hand")),
        (
            is_overridden(scene, sample),
            words!("scene-text-overridden", "values that its timeline sets in the same way"),
        ),
    ];
    let initial = initial(scene, &sample.by_hand);
    let text = scene.text_with(&changes, &initial)?;
    // A text that this very program refuses is not handed out.
    Scene::parse(&text, scene.source())?;
    let left_out = left_out.into_iter().filter_map(|(set, name)| set.then_some(name)).collect();
    let listed = |given: &InitialFile| if let Selection::Neurons(neurons) = &given.neurons { neurons.len() } else { 0 };
    Ok(SceneText { text, neurons: initial.iter().map(listed).sum(), left_out })
}

/// What the user gave single neurons, as values at the start: those with the same values together.
fn initial(scene: &Scene, by_hand: &BTreeMap<u32, ByHand>) -> Vec<InitialFile> {
    let mut all: Vec<InitialFile> = Vec::new();
    for (population, range) in scene.populations.iter().zip(scene.ranges()) {
        let first = all.len();
        for (&neuron, given) in by_hand.range(range.clone()) {
            let of = |property: NeuronProperty| given.properties[property as usize];
            let mut own = InitialFile {
                population: population.name.clone(),
                neurons: Selection::Neurons(Vec::new()),
                threshold: of(NeuronProperty::RestingThreshold).map(Millivolts),
                fast_excitability: of(NeuronProperty::FastExcitability),
                excitability: of(NeuronProperty::SlowExcitability),
                // Paint that was taken off is none, unless the scene begins with some.
                paint: given.paint.filter(|&paint| paint != 0.0 || !scene.initial.is_empty()),
            };
            if own.is_empty() {
                continue;
            }
            let same = |other: &&mut InitialFile| {
                (other.threshold, other.fast_excitability, other.excitability, other.paint)
                    == (own.threshold, own.fast_excitability, own.excitability, own.paint)
            };
            let index = i64::from(neuron - range.start);
            if let Some(InitialFile { neurons: Selection::Neurons(neurons), .. }) = all[first..].iter_mut().find(same) {
                neurons.push(index);
            } else {
                own.neurons = Selection::Neurons(vec![index]);
                all.push(own);
            }
        }
    }
    all
}

/// Whether the scene's own timeline sets what the user set, and would set it again.
fn is_overridden(scene: &Scene, sample: &ViewSample) -> bool {
    let slow = NeuronProperty::SlowExcitability as usize;
    scene.phases().iter().any(|phase| match phase.kind {
        PhaseKind::Paint { .. } => sample.by_hand.values().any(|given| given.paint.is_some()),
        PhaseKind::SetExcitability { .. } => sample.by_hand.values().any(|given| given.properties[slow].is_some()),
        _ => false,
    })
}

/// Paths of a rule in a scene: wherever it is given.
fn places(scene: &Scene, rule: Rule) -> Vec<String> {
    let given = |facts: &[crate::scene::file::RuleFacts]| facts.iter().any(|facts| facts.id == rule.id());
    let populations = scene.populations.iter().enumerate().filter(|(_, population)| given(&population.rule_facts()));
    let projections = scene.projections.iter().enumerate().filter(|(_, projection)| given(&projection.rule_facts()));
    populations
        .map(|(index, _)| format!("populations[{index}].{}", rule.id()))
        .chain(projections.map(|(index, _)| format!("projections[{index}].{}", rule.id())))
        .collect()
}
