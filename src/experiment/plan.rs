//! Which runs an experiment consists of, and the scene of each.

use crate::plasticity::Rule;
use crate::scene::fault::name_hint;
use crate::scene::file::{ExpectationFile, ExperimentFile, SceneFile, Versus};
use crate::scene::{Fault, Scene, Variation};
use crate::words::scene_text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One run: indices of its arm and condition, and its seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// Index of the condition.
    pub condition: usize,
    /// Index of the arm.
    pub arm: usize,
    /// Seed.
    pub seed: u64,
}

/// A condition and an arm, by index.
pub type Treatment = (usize, usize);

/// An experiment made ready: its scenes are changed and checked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name or file of the scene.
    pub source: String,
    /// The experiment.
    pub experiment: ExperimentFile,
    /// Seeds in order.
    pub seeds: Vec<u64>,
    /// Hash of the scene as the experiment sees it.
    pub scene_hash: String,
    /// Which parameter is not as the scene says, if one is varied.
    pub variation: Option<Variation>,
    scenes: BTreeMap<Treatment, Arc<Scene>>,
    chosen_arms: Vec<usize>,
}

impl Plan {
    /// Make the experiment of a scene ready. `seeds`, `first_seed` and `arms` replace what the scene says.
    ///
    /// # Errors
    /// The scene has no experiment, an arm does not exist, or a changed scene has faults.
    pub fn new(
        scene: &Scene,
        seeds: Option<u64>,
        first_seed: Option<u64>,
        arms: &[String],
    ) -> Result<Self, Vec<Fault>> {
        let refuse = |what: String, hint: &str| vec![Fault::of_file(scene.source(), what, hint)];
        let Some(experiment) = &scene.experiment else {
            let hint = "Give it an `experiment: (claim, metrics, expectations)`, or choose another scene.";
            return Err(refuse("the scene has no experiment.".to_owned(), hint));
        };
        let mut chosen_arms: Vec<usize> = (0..experiment.arms.len()).collect();
        if !arms.is_empty() {
            let names: Vec<&str> = experiment.arms.iter().map(|arm| arm.name.as_str()).collect();
            let mut asked = Vec::new();
            for list in arms {
                let of_list = arms_in(list, &names).map_err(|unknown| {
                    refuse(format!("there is no arm \"{unknown}\"."), &name_hint(unknown, &names, "arms"))
                })?;
                asked.extend(of_list);
            }
            chosen_arms.retain(|arm| asked.contains(arm));
        }
        let conditions = 0..experiment.conditions.len();
        let treatments = conditions.flat_map(|condition| chosen_arms.iter().map(move |&arm| (condition, arm)));
        let scenes = scenes_of(scene, experiment, treatments)?;
        let first = first_seed.unwrap_or(experiment.first_seed);
        let count = seeds.unwrap_or(u64::try_from(experiment.seeds).unwrap_or(2));
        Ok(Self {
            source: scene.source().to_owned(),
            experiment: experiment.clone(),
            seeds: (0..count).map(|offset| first.wrapping_add(offset)).collect(),
            scene_hash: scene_hash(scene),
            variation: None,
            scenes,
            chosen_arms,
        })
    }

    /// A plan for each parameter that the scene of this plan varies, once a fifth smaller and once a fifth larger: the first `seeds`
    /// seeds, and only what its decisive expectations compare. The parameter is changed first; conditions and arms then do to the
    /// scene what they do to the plain one.
    ///
    /// # Errors
    /// The scene names no parameters, one of the varied scenes has faults, or no primary expectation has all of its arms.
    pub fn variations(&self, scene: &Scene, seeds: usize) -> Result<Vec<Self>, Vec<Fault>> {
        let refuse = |what: &str, hint: &str| Err(vec![Fault::of_file(&self.source, what, hint)]);
        if self.experiment.vary.is_empty() {
            let hint = "Name them in its experiment, such as `vary: [\"projections[0].conductance\"]`.";
            return refuse("the scene names no parameters to vary.", hint);
        }
        let compared = self.decisive().filter_map(|expectation| self.compared(expectation)).flatten();
        let treatments: BTreeSet<Treatment> =
            compared.flat_map(|(own, reference)| [Some(own), reference]).flatten().collect();
        if treatments.is_empty() {
            let what = "of no primary expectation all arms are run, so there is nothing to compare.";
            return refuse(what, "Leave --arms out, or name the arms of one.");
        }
        let varied = scene.variations()?.into_iter().map(|(variation, varied)| {
            Ok(Self {
                seeds: self.seeds.iter().copied().take(seeds).collect(),
                scene_hash: scene_hash(&varied),
                variation: Some(variation),
                scenes: scenes_of(&varied, &self.experiment, treatments.iter().copied())?,
                ..self.clone()
            })
        });
        varied.collect()
    }

    /// Primary expectations all of whose runs are in this plan.
    pub fn decisive(&self) -> impl Iterator<Item = &ExpectationFile> {
        let is_run = |(own, reference): &(Treatment, Option<Treatment>)| {
            self.scenes.contains_key(own) && reference.is_none_or(|reference| self.scenes.contains_key(&reference))
        };
        self.experiment.expectations.iter().filter(move |expectation| {
            expectation.primary && self.compared(expectation).is_some_and(|compared| compared.iter().all(is_run))
        })
    }

    /// What an expectation compares, each treatment with its reference: one, or one a condition where it is about all of them. None if
    /// a name does not exist.
    #[must_use]
    pub fn compared(&self, expectation: &ExpectationFile) -> Option<Vec<(Treatment, Option<Treatment>)>> {
        let experiment = &self.experiment;
        let arm_of = |name: &str| experiment.arms.iter().position(|arm| arm.name == name);
        let condition_of = |name: &str| experiment.conditions.iter().position(|condition| condition.name == name);
        let arm = expectation.arm.as_deref().map_or(Some(0), arm_of)?;
        let conditions = if expectation.trend || expectation.along.is_some() {
            0..experiment.conditions.len()
        } else {
            let only = expectation.condition.as_deref().map_or(Some(0), condition_of)?;
            only..only + 1
        };
        let with_reference = |condition| {
            let reference = match &expectation.versus {
                Versus::Nothing => None,
                Versus::Arm(name) => Some((condition, arm_of(name)?)),
                Versus::Condition(name) => Some((condition_of(name)?, arm)),
            };
            Some(((condition, arm), reference))
        };
        conditions.map(with_reference).collect()
    }

    /// This plan with other seeds.
    #[must_use]
    pub fn with_seeds(&self, seeds: Vec<u64>) -> Self {
        Self { seeds, ..self.clone() }
    }

    /// Indices of the arms that are run.
    #[must_use]
    pub fn arms(&self) -> &[usize] {
        &self.chosen_arms
    }

    /// All runs, seed by seed, so that an interrupted experiment has whole seeds.
    #[must_use]
    pub fn runs(&self) -> Vec<Run> {
        let of = |seed: u64| self.scenes.keys().map(move |&(condition, arm)| Run { condition, arm, seed });
        self.seeds.iter().flat_map(|&seed| of(seed)).collect()
    }

    /// Runs in groups of one seed that begin in the same way, each as long as possible, in the order of their first runs. A
    /// group shares its steps up to where its scenes part.
    #[must_use]
    pub fn families(&self, runs: &[Run]) -> Vec<Vec<Run>> {
        let mut families: Vec<Vec<Run>> = Vec::new();
        // Which family an arm under a condition belongs to is the same for all seeds.
        let mut kinds: Vec<Run> = Vec::new();
        let mut kind_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut family_of: BTreeMap<(usize, u64), usize> = BTreeMap::new();
        for &run in runs {
            let kind = *kind_of.entry((run.condition, run.arm)).or_insert_with(|| {
                kinds.iter().position(|&other| self.begin_alike(other, run)).unwrap_or_else(|| {
                    kinds.push(run);
                    kinds.len() - 1
                })
            });
            let family = *family_of.entry((kind, run.seed)).or_insert_with(|| {
                families.push(Vec::new());
                families.len() - 1
            });
            families[family].push(run);
        }
        families
    }

    /// Whether the first phases of two runs are the same, with the same rules.
    fn begin_alike(&self, first: Run, second: Run) -> bool {
        let (Some(own), Some(other)) = (self.scene(first), self.scene(second)) else { return false };
        self.off(first) == self.off(second)
            && own.common_phases(other).is_some_and(|common| own.start_of_phase(common) > 0)
    }

    /// The scene of a run.
    #[must_use]
    pub fn scene(&self, run: Run) -> Option<&Arc<Scene>> {
        self.scenes.get(&(run.condition, run.arm))
    }

    /// The scenes of all runs.
    pub fn scenes(&self) -> impl Iterator<Item = &Arc<Scene>> {
        self.scenes.values()
    }

    /// What a plot of a metric is headed with: its name, unit and condition.
    #[must_use]
    pub fn heading(&self, metric: usize, condition: usize) -> String {
        let mut heading = String::new();
        if let Some(metric) = self.experiment.metrics.get(metric) {
            heading.push_str(scene_text(&metric.name));
            if !metric.unit.is_empty() {
                heading.push_str(&format!(" ({})", scene_text(&metric.unit)));
            }
        }
        if let Some(condition) = self.experiment.conditions.get(condition)
            && self.experiment.conditions.len() > 1
        {
            heading.push_str(&format!(", {}", scene_text(&condition.name)));
        }
        heading
    }

    /// Rules of its scene that a run switches off.
    #[must_use]
    pub fn off(&self, run: Run) -> Vec<Rule> {
        let Some(scene) = self.scene(run) else { return Vec::new() };
        let without = self.experiment.arms.get(run.arm).map_or(&[][..], |arm| &arm.without);
        Rule::ALL
            .into_iter()
            .filter(|rule| rule.is_in(scene) && rule.mechanism().is_some_and(|mechanism| without.contains(&mechanism)))
            .collect()
    }
}

/// The scenes of treatments.
fn scenes_of(
    scene: &Scene,
    experiment: &ExperimentFile,
    treatments: impl Iterator<Item = Treatment>,
) -> Result<BTreeMap<Treatment, Arc<Scene>>, Vec<Fault>> {
    let changed = treatments.map(|(condition, arm)| {
        let changes = experiment.conditions[condition].set.iter().chain(&experiment.arms[arm].set);
        let changes: Vec<(String, String)> = changes.cloned().collect();
        Ok(((condition, arm), Arc::new(scene.changed(&changes)?)))
    });
    changed.collect()
}

/// Parameters that rules got after results had been made, at the value at which they do nothing: results of a scene that leaves them
/// there are still its own.
const ADDED: &[&str] = &["skipped_tau:(0.0),"];

/// Hash of what an experiment depends on, in hexadecimal: the scene without its comments, its texts and what only the window shows.
/// Bands are part of it, so that a result cannot be judged by bands that came later.
#[must_use]
pub fn scene_hash(scene: &Scene) -> String {
    let mut file = SceneFile::clone(scene);
    file.name.clear();
    file.summary.clear();
    file.honesty.clear();
    file.references.clear();
    file.controls.clear();
    file.recorders.clear();
    file.library = None;
    file.camera = None;
    file.view = None;
    if let Some(experiment) = &mut file.experiment {
        experiment.claim.clear();
        experiment.notes.clear();
        experiment.vary.clear();
    }
    let mut text = ron::to_string(&file).unwrap_or_default();
    for parameter in ADDED {
        text = text.replace(parameter, "");
    }
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()))
}

/// Arms in a list with commas between them, or the part of it that names none. A name may hold commas itself: of the names with which
/// the list goes on, the longest is meant.
fn arms_in<'l>(list: &'l str, names: &[&str]) -> Result<Vec<usize>, &'l str> {
    let mut arms = Vec::new();
    let mut rest = list.trim();
    while !rest.is_empty() {
        let after = |name: &str| {
            let after = rest.strip_prefix(name)?.trim_start();
            if after.is_empty() { Some(after) } else { after.strip_prefix(',').map(str::trim_start) }
        };
        let found = names.iter().enumerate().filter_map(|(arm, name)| Some((name.len(), arm, after(name)?)));
        let Some((_, arm, after)) = found.max_by_key(|(length, ..)| *length) else {
            return Err(rest.split(',').next().unwrap_or(rest).trim_end());
        };
        arms.push(arm);
        rest = after;
    }
    Ok(arms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_arms_may_hold_names_with_commas() {
        let names = ["full", "slow, pairs", "slow", "pairs"];
        assert_eq!(arms_in("full, slow, pairs", &names), Ok(vec![0, 1]));
        assert_eq!(arms_in("slow,pairs", &names), Ok(vec![2, 3]));
        assert_eq!(arms_in(" pairs ", &names), Ok(vec![3]));
        assert_eq!(arms_in("", &names), Ok(vec![]));
        assert_eq!(arms_in("full, fast, slow", &names), Err("fast"));
        assert_eq!(arms_in("fuller", &names), Err("fuller"));
    }
}
