//! One run as its metrics need it: spikes, the times of the marks, and what the network looked like at some of them.

use crate::dynamics::NeuronProperties;
use crate::model::{FastExcitability, LearningTag, Postsynaptic, Presynaptic, SlowExcitability, SynapseAge, Weight};
use crate::plasticity::total_excitability;
use crate::scene::file::{AnswerFile, GroupFile, Measurement, WindowFile};
use crate::scene::{PhaseKind, Scene};
use crate::simulation::{Simulation, projections};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Synapses of a projection at a mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SynapseSnapshot {
    /// Presynaptic neurons, global.
    pub from: Vec<u32>,
    /// Postsynaptic neurons, global.
    pub to: Vec<u32>,
    /// Weights.
    pub weight: Vec<f32>,
    /// Ages; empty where no projection has structural plasticity.
    pub age: Vec<SynapseAge>,
}

/// What the network looked like at a mark: only what a metric asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// Biological time since the start (h).
    pub biological_h: f64,
    /// Excitability e of every neuron; empty if nobody asks.
    pub excitability: Vec<f32>,
    /// Learning tag T of every neuron; empty if nobody asks.
    pub tags: Vec<f32>,
    /// Synapses by name of their projection.
    pub synapses: BTreeMap<String, SynapseSnapshot>,
    /// Neurons for slices, by global index.
    pub neurons: BTreeMap<u32, NeuronProperties>,
}

/// A run as its metrics need it.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The scene of the run.
    pub scene: Arc<Scene>,
    /// Spikes (step, neuron) in order of time.
    pub spikes: Vec<(u32, u32)>,
    /// Steps of each mark.
    pub marks: BTreeMap<String, Vec<u64>>,
    /// The last passage of each mark at which something was asked for.
    pub snapshots: BTreeMap<String, Snapshot>,
    /// Why the run ended too early, if it did.
    pub stopped: Option<String>,
}

impl Observation {
    /// Of a run that has not begun.
    #[must_use]
    pub fn at_the_start(scene: &Arc<Scene>) -> Self {
        let mut marks: BTreeMap<String, Vec<u64>> = BTreeMap::new();
        for phase in scene.phases() {
            if let PhaseKind::Mark { name } = &phase.kind {
                marks.entry(name.clone()).or_default().push(phase.start_step);
            }
        }
        Self { scene: Arc::clone(scene), spikes: Vec::new(), marks, snapshots: BTreeMap::new(), stopped: None }
    }

    /// What was observed so far, of a run of a scene that has begun in the same way.
    #[must_use]
    pub fn for_scene(&self, scene: &Arc<Scene>) -> Self {
        Self {
            spikes: self.spikes.clone(),
            snapshots: self.snapshots.clone(),
            stopped: self.stopped.clone(),
            ..Self::at_the_start(scene)
        }
    }

    /// Rate (Hz) of each neuron of a range between two steps.
    #[must_use]
    pub fn rates(&self, range: &std::ops::Range<u32>, from: u64, to: u64) -> Vec<f64> {
        let mut rates = vec![0.0; range.len()];
        let seconds = self.scene.time_s(to.saturating_sub(from));
        if seconds <= 0.0 {
            return rates;
        }
        let first = self.spikes.partition_point(|&(step, _)| u64::from(step) < from);
        for &(step, neuron) in &self.spikes[first..] {
            if u64::from(step) >= to {
                break;
            }
            if range.contains(&neuron) {
                rates[(neuron - range.start) as usize] += 1.0 / seconds;
            }
        }
        rates
    }

    /// First step, and first step after it, of each passage; none if the mark was not reached or the run ended before.
    #[must_use]
    pub fn windows(&self, window: &WindowFile) -> Option<Vec<(u64, u64)>> {
        if self.stopped.is_some() {
            return None;
        }
        let passages = self.marks.get(&window.mark)?;
        let (after, length) = (self.scene.steps_in(window.after.0), self.scene.steps_in(window.duration.0));
        let end = self.scene.run_steps();
        let windows = passages.iter().map(|mark| (mark + after, mark + after + length));
        let windows: Vec<_> = windows.filter(|&(_, to)| to <= end).collect();
        (windows.len() == passages.len() && !windows.is_empty()).then_some(windows)
    }
}

/// What the metrics want to know at marks.
#[derive(Default)]
pub(super) struct Wanted {
    /// Marks at which the network is looked at.
    pub(super) marks: BTreeSet<String>,
    excitability: BTreeSet<String>,
    tags: BTreeSet<String>,
    synapses: BTreeSet<(String, String)>,
    slices: BTreeSet<(String, String, i64)>,
}

impl Wanted {
    /// A metric, with all that it is made of.
    pub(super) fn add(&mut self, measurement: &Measurement) {
        match measurement {
            Measurement::MeanWeight { projection, mark, .. } | Measurement::Synapses { projection, mark, .. } => {
                self.marks.insert(mark.clone());
                self.synapses.insert((mark.clone(), projection.clone()));
            }
            Measurement::Survival { projection, since, mark, .. }
            | Measurement::MeanLife { projection, since, mark }
            | Measurement::NewPartners { projection, since, mark, .. } => {
                for mark in [since, mark] {
                    self.marks.insert(mark.clone());
                    self.synapses.insert((mark.clone(), projection.clone()));
                }
            }
            Measurement::Excitability { mark, .. } | Measurement::Spotlight { mark, .. } => {
                self.marks.insert(mark.clone());
                self.excitability.insert(mark.clone());
            }
            Measurement::Tag { mark, .. } => {
                self.marks.insert(mark.clone());
                self.tags.insert(mark.clone());
            }
            Measurement::Priming { projection, mark, .. } => {
                self.marks.insert(mark.clone());
                self.excitability.insert(mark.clone());
                self.synapses.insert((mark.clone(), projection.clone()));
            }
            Measurement::Slice { population, neuron, mark, .. } => {
                self.marks.insert(mark.clone());
                self.slices.insert((mark.clone(), population.clone(), *neuron));
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
            | Measurement::Replay { .. }
            | Measurement::Reactivation { .. } => {}
        }
    }

    /// What the network looks like now, at a mark.
    pub(super) fn snapshot(&self, simulation: &Simulation, scene: &Scene, mark: &str) -> Snapshot {
        let mut snapshot = Snapshot { biological_h: simulation.biological_hours(), ..Snapshot::default() };
        if self.excitability.contains(mark) {
            snapshot.excitability = simulation.with_column(|fast: &[FastExcitability]| {
                simulation.with_column(|slow: &[SlowExcitability]| {
                    fast.iter().zip(slow).map(|(fast, slow)| total_excitability(fast.0, slow.0)).collect()
                })
            });
        }
        if self.tags.contains(mark) {
            snapshot.tags = simulation.with_column(|tags: &[LearningTag]| tags.iter().map(|tag| tag.0).collect());
        }
        let all = projections(simulation.world());
        for (_, name) in self.synapses.iter().filter(|(at, _)| at == mark) {
            let Some(projection) = all.iter().find(|projection| projection.name == *name) else { continue };
            let rows = projection.rows.clone();
            let taken = SynapseSnapshot {
                from: simulation.with_column(|c: &[Presynaptic]| c[rows.clone()].iter().map(|c| c.0).collect()),
                to: simulation.with_column(|c: &[Postsynaptic]| c[rows.clone()].iter().map(|c| c.0).collect()),
                weight: simulation.with_column(|c: &[Weight]| c[rows.clone()].iter().map(|c| c.0).collect()),
                age: simulation.with_column(|c: &[SynapseAge]| c.get(rows.clone()).unwrap_or_default().to_vec()),
            };
            snapshot.synapses.insert(name.clone(), taken);
        }
        for (_, population, neuron) in self.slices.iter().filter(|(at, ..)| at == mark) {
            let Some(index) = scene.population_index(population) else { continue };
            let global = scene.range(index).start + u32::try_from(*neuron).unwrap_or(0);
            if let Some(properties) = simulation.neuron_properties(global) {
                snapshot.neurons.insert(global, properties);
            }
        }
        snapshot
    }
}

impl GroupFile {
    /// Name of the population: that of the first group where there are two.
    #[must_use]
    pub fn population(&self) -> &str {
        match self {
            Self::Neurons { population, .. }
            | Self::Answering(AnswerFile { population, .. })
            | Self::Silent(AnswerFile { population, .. }) => population,
            Self::Only(first, _) | Self::Either(first, _) => first.population(),
        }
    }
}
