//! One run as its metrics need it: spikes, the times of the marks, and what the network looked like at some of them.

use crate::dynamics::NeuronProperties;
use crate::model::SynapseAge;
use crate::protocol::{Made, took};
use crate::scene::file::{MarkFile, Passages, WindowFile};
use crate::scene::{PhaseKind, Scene};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// Number that stands for the last passage of a mark in [`Observation::snapshots`]; others count from 1.
pub const LAST: usize = 0;

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
    /// Lasting threshold of every neuron (mV); empty if nobody asks.
    pub thresholds: Vec<f32>,
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
    /// Steps of each mark; of those in branches, where the branch was taken.
    pub marks: BTreeMap<String, Vec<u64>>,
    /// What the timeline chose.
    pub made: Vec<Made>,
    /// What was asked for at marks, by name and number of the passage; [`LAST`] is the last one.
    pub snapshots: BTreeMap<(String, usize), Snapshot>,
    /// Why the run ended too early, if it did.
    pub stopped: Option<String>,
}

impl Observation {
    /// Of a run that has not begun.
    #[must_use]
    pub fn at_the_start(scene: &Arc<Scene>) -> Self {
        Self {
            scene: Arc::clone(scene),
            spikes: Vec::new(),
            marks: marks(scene, &[]),
            made: Vec::new(),
            snapshots: BTreeMap::new(),
            stopped: None,
        }
    }

    /// What was observed so far, of a run of a scene that has begun in the same way.
    #[must_use]
    pub fn for_scene(&self, scene: &Arc<Scene>) -> Self {
        Self {
            spikes: self.spikes.clone(),
            marks: marks(scene, &self.made),
            made: self.made.clone(),
            snapshots: self.snapshots.clone(),
            stopped: self.stopped.clone(),
            ..Self::at_the_start(scene)
        }
    }

    /// Rate (Hz) of each neuron of a range between two steps.
    #[must_use]
    pub fn rates(&self, range: &Range<u32>, from: u64, to: u64) -> Vec<f64> {
        let mut rates = vec![0.0; range.len()];
        let seconds = self.scene.time_s(to.saturating_sub(from));
        if seconds <= 0.0 {
            return rates;
        }
        for (_, neuron) in self.spikes_between(range, from, to) {
            rates[(neuron - range.start) as usize] += 1.0 / seconds;
        }
        rates
    }

    /// Spikes (step, neuron) of a range of neurons between two steps.
    pub fn spikes_between(&self, range: &Range<u32>, from: u64, to: u64) -> impl Iterator<Item = (u64, u32)> {
        let first = self.spikes.partition_point(|&(step, _)| u64::from(step) < from);
        let spikes = self.spikes[first..].iter().map(|&(step, neuron)| (u64::from(step), neuron));
        let range = range.clone();
        spikes.take_while(move |&(step, _)| step < to).filter(move |(_, neuron)| range.contains(neuron))
    }

    /// First step, and first step after it, of each passage that is meant; none if one was not reached or the run ended before.
    #[must_use]
    pub fn windows(&self, window: &WindowFile) -> Option<Vec<(u64, u64)>> {
        if self.stopped.is_some() {
            return None;
        }
        let passages = self.marks.get(&window.mark.name)?;
        let (after, length) = (self.scene.steps_in(window.after.0), self.scene.steps_in(window.duration.0));
        let chosen = window.mark.chosen(passages.len()).filter(|chosen| !chosen.is_empty())?;
        let windows: Vec<_> = chosen.iter().map(|&k| (passages[k] + after, passages[k] + after + length)).collect();
        windows.iter().all(|&(_, to)| to <= self.scene.run_steps()).then_some(windows)
    }

    /// What the network looked like at a passage of a mark.
    #[must_use]
    pub fn snapshot(&self, mark: &MarkFile) -> Option<&Snapshot> {
        let passage = match mark.passages {
            Passages::All | Passages::One(-1) => LAST,
            Passages::One(number) => usize::try_from(number).ok()?,
            Passages::Range { .. } => return None,
        };
        self.snapshots.get(&(mark.name.clone(), passage))
    }
}

/// Steps of each mark of a run in which these choices were made.
fn marks(scene: &Scene, made: &[Made]) -> BTreeMap<String, Vec<u64>> {
    let mut marks: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for phase in scene.phases().iter().filter(|phase| took(made, phase.branch)) {
        if let PhaseKind::Mark { name } = &phase.kind {
            marks.entry(name.clone()).or_default().push(phase.start_step);
        }
    }
    marks
}
