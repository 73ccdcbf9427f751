//! What the metrics of an experiment want to know of the network at marks, so that nothing else is kept.

use super::observation::{LAST, Snapshot, SynapseSnapshot};
use crate::model::{
    FastExcitability, LearningTag, Postsynaptic, Presynaptic, SlowExcitability, SynapseAge, Threshold, Weight,
};
use crate::plasticity::total_excitability;
use crate::scene::Scene;
use crate::scene::file::{CellProperty, GroupFile, MarkFile, Measurement, Part, Passages};
use crate::simulation::{Simulation, projections};

/// Something that is read at marks.
#[derive(Clone, Debug, PartialEq)]
enum What {
    Excitability,
    Tags,
    Thresholds,
    Synapses(String),
    /// Population and index.
    Slice(String, i64),
}

/// What the metrics want to know at marks.
#[derive(Default)]
pub(super) struct Wanted {
    all: Vec<(MarkFile, What)>,
}

impl Wanted {
    fn at(&mut self, mark: &MarkFile, what: What) {
        let wish = (mark.clone(), what);
        if !self.all.contains(&wish) {
            self.all.push(wish);
        }
    }

    /// A metric, with all that it is made of.
    pub(super) fn add(&mut self, measurement: &Measurement) {
        measurement.clone().each_part(&mut |part| {
            if let Part::Group(GroupFile::Strongest { property, mark, .. }) = part {
                self.property(mark, property);
            }
        });
        self.add_own(measurement);
    }

    fn property(&mut self, mark: &MarkFile, property: &CellProperty) {
        let what = match property {
            CellProperty::Threshold => What::Thresholds,
            CellProperty::Excitability => What::Excitability,
            CellProperty::IncomingWeight(projection) => What::Synapses(projection.clone()),
        };
        self.at(mark, what);
    }

    /// A metric and what it is made of, but for its groups.
    fn add_own(&mut self, measurement: &Measurement) {
        match measurement {
            Measurement::MeanWeight { projection, mark, .. } | Measurement::Synapses { projection, mark, .. } => {
                self.at(mark, What::Synapses(projection.clone()));
            }
            Measurement::Survival { projection, since, mark, .. }
            | Measurement::MeanLife { projection, since, mark }
            | Measurement::NewPartners { projection, since, mark, .. }
            | Measurement::WeightChange { projection, since, mark, .. } => {
                for mark in [since, mark] {
                    self.at(mark, What::Synapses(projection.clone()));
                }
            }
            Measurement::Excitability { mark, .. } | Measurement::Spotlight { mark, .. } => {
                self.at(mark, What::Excitability);
            }
            Measurement::Tag { mark, .. } => self.at(mark, What::Tags),
            Measurement::Priming { projection, mark, .. } => {
                self.at(mark, What::Excitability);
                self.at(mark, What::Synapses(projection.clone()));
            }
            Measurement::Slice { population, neuron, mark, .. } => {
                self.at(mark, What::Slice(population.clone(), *neuron));
            }
            Measurement::Auc { property, mark, .. } => self.property(mark, property),
            Measurement::TrialsToShare { score, over, .. } | Measurement::TrialsToCriterion { score, over, .. } => {
                let each = match over.passages {
                    Passages::All => Passages::Range { first: 1, last: -1, every: 1 },
                    some => some,
                };
                self.add(&score.with_passages(&over.name, each));
            }
            Measurement::Crossing(points) | Measurement::Trend(points) | Measurement::Area(points) => {
                for (_, point) in points {
                    self.add(point);
                }
            }
            Measurement::Ratio(first, second) | Measurement::Difference(first, second) => {
                self.add(first);
                self.add(second);
            }
            Measurement::Mean(all) => all.iter().for_each(|one| self.add(one)),
            Measurement::Number(_)
            | Measurement::Rate(..)
            | Measurement::Share(_)
            | Measurement::Joined(..)
            | Measurement::Recruitment { .. }
            | Measurement::HitRate { .. }
            | Measurement::Precision { .. }
            | Measurement::DPrime { .. }
            | Measurement::SpikesPerHit { .. }
            | Measurement::Overlap(..)
            | Measurement::Transfer { .. }
            | Measurement::UpStates(..)
            | Measurement::Participation(..)
            | Measurement::RateMap { .. }
            | Measurement::MapSimilarity { .. }
            | Measurement::OnsetOrder { .. }
            | Measurement::Fano(..)
            | Measurement::Passages { .. }
            | Measurement::Replay { .. }
            | Measurement::Reactivation { .. } => {}
        }
    }

    /// Under which numbers a passage of a mark is kept: its own, and [`LAST`] where the last one is wanted, which it may be.
    pub(super) fn kept_as(&self, mark: &str, passage: usize) -> Vec<usize> {
        [passage, LAST].into_iter().filter(|&kept| self.at_passage(mark, kept).next().is_some()).collect()
    }

    fn at_passage<'w>(&'w self, name: &'w str, kept: usize) -> impl Iterator<Item = &'w What> {
        self.all.iter().filter(move |(mark, _)| mark.name == name && covers(mark.passages, kept)).map(|(_, what)| what)
    }

    /// What the network looks like now, at a passage of a mark.
    pub(super) fn snapshot(&self, simulation: &Simulation, scene: &Scene, mark: &str, kept: usize) -> Snapshot {
        let mut snapshot = Snapshot { biological_h: simulation.biological_hours(), ..Snapshot::default() };
        for what in self.at_passage(mark, kept) {
            match what {
                What::Excitability => {
                    snapshot.excitability = simulation.with_column(|fast: &[FastExcitability]| {
                        simulation.with_column(|slow: &[SlowExcitability]| {
                            fast.iter().zip(slow).map(|(fast, slow)| total_excitability(fast.0, slow.0)).collect()
                        })
                    });
                }
                What::Tags => {
                    snapshot.tags =
                        simulation.with_column(|tags: &[LearningTag]| tags.iter().map(|tag| tag.0).collect());
                }
                What::Thresholds => {
                    snapshot.thresholds =
                        simulation.with_column(|thresholds: &[Threshold]| thresholds.iter().map(|one| one.0).collect());
                }
                What::Synapses(name) => {
                    if let Some(synapses) = synapses(simulation, name) {
                        snapshot.synapses.insert(name.clone(), synapses);
                    }
                }
                What::Slice(population, neuron) => {
                    let Some(index) = scene.population_index(population) else { continue };
                    let global = scene.range(index).start + u32::try_from(*neuron).unwrap_or(0);
                    if let Some(properties) = simulation.neuron_properties(global) {
                        snapshot.neurons.insert(global, properties);
                    }
                }
            }
        }
        snapshot
    }
}

/// Whether passages contain one with a number, or (of [`LAST`]) ask for whichever is the last.
fn covers(passages: Passages, kept: usize) -> bool {
    match passages {
        Passages::All | Passages::One(-1) => kept == LAST,
        Passages::One(number) => kept != LAST && usize::try_from(number) == Ok(kept),
        // How many there will be is not known before the end: a number that counts from there may mean any.
        Passages::Range { first, last, every } => {
            let Ok(number) = i64::try_from(kept) else { return false };
            let from_first = first < 0 || (number >= first && (number - first) % every.max(1) == 0);
            kept != LAST && from_first && (last < 0 || number <= last)
        }
    }
}

fn synapses(simulation: &Simulation, name: &str) -> Option<SynapseSnapshot> {
    let rows = projections(simulation.world()).into_iter().find(|projection| projection.name == name)?.rows.clone();
    Some(SynapseSnapshot {
        from: simulation.with_column(|c: &[Presynaptic]| c[rows.clone()].iter().map(|c| c.0).collect()),
        to: simulation.with_column(|c: &[Postsynaptic]| c[rows.clone()].iter().map(|c| c.0).collect()),
        weight: simulation.with_column(|c: &[Weight]| c[rows.clone()].iter().map(|c| c.0).collect()),
        age: simulation.with_column(|c: &[SynapseAge]| c.get(rows.clone()).unwrap_or_default().to_vec()),
    })
}
