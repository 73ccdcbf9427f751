//! The scene as a text, with what the user set.

use super::Session;
use crate::plasticity::Rule;
use crate::scene::{Fault, Scene};
use crate::words::words;

/// The scene as it is set now: seed, rules that are switched off, and their parameters. Then what was set that a scene has no place for.
///
/// # Errors
/// The values cannot be put into the scene.
pub fn scene_text(session: &Session) -> Result<(String, Vec<&'static str>), Vec<Fault>> {
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
        (sample.paint.iter().any(|&paint| paint != 0.0), words!("scene-text-paint", "paint")),
    ];
    let text = scene.text(&changes)?;
    // A text that this very program refuses is not handed out.
    Scene::parse(&text, scene.source())?;
    Ok((text, left_out.into_iter().filter_map(|(set, name)| set.then_some(name)).collect()))
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
