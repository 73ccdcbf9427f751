//! Is it luck? What is seen, once more with twenty other seeds.

use super::running::Running;
use crate::measure::inference::mean_with_interval;
use crate::simulation::{LoggedCommand, RunAccount};
use crate::study::{Axis, Readout, Study, Varied};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One run is an example, so many are evidence.
pub const SEEDS: usize = 20;
/// Time a frame for the intervals of the curve: each is made of ten thousand resamples.
const A_FRAME: Duration = Duration::from_millis(3);

/// The answer, or as much of it as there is yet.
pub struct Luck {
    /// What is compared.
    pub readout: Readout,
    /// The runs: the seed that is seen first, then the others; with a twin, each without and with its difference.
    pub running: Running,
    /// Until when (s of model time).
    pub until_s: f64,
    /// What the other seeds say so far; none before the one that is seen and one other are there.
    pub verdict: Option<Verdict>,
    bands: [Vec<Span>; 3],
    /// Values at times for which there is no interval yet.
    waiting: Vec<(Arm, f64, Vec<f64>)>,
}

/// Of which run something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arm {
    /// The run.
    Run,
    /// Its twin.
    Twin,
    /// The twin minus the run.
    Difference,
}

/// Mean and 95 % interval of the others at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// When (s of model time).
    pub time_s: f64,
    /// Mean over seeds.
    pub mean: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
}

/// What the other seeds say.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Other seeds, or pairs, that have a value.
    pub others: usize,
    /// With a twin: pairs whose difference has the sign of the one that is seen. Else: seeds whose value is lower.
    pub agree: usize,
    /// The value that is seen, or its difference to that without the change.
    pub own: f64,
    /// Mean of the others.
    pub mean: f64,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
}

impl Luck {
    /// Begin to ask, for a run as it stands, or for the difference that a twin makes.
    pub(super) fn start(account: RunAccount, readout: Readout, twin: Option<LoggedCommand>) -> Option<Self> {
        let until_s = account.scene.time_s(account.steps);
        let own = account.seed;
        let seeds: Vec<u64> = [own].into_iter().chain((1..).filter(|seed| *seed != own).take(SEEDS)).collect();
        let axes = twin.map(|change| Axis { what: Varied::Change(change), values: vec![0.0, 1.0] });
        let study = Study::new(account, axes.into_iter().collect(), seeds, vec![readout]).ok()?;
        let running = Running::start(Arc::new(study));
        Some(Self { readout, running, until_s, verdict: None, bands: Default::default(), waiting: Vec::new() })
    }

    /// Whether it is about the difference that a twin makes.
    #[must_use]
    pub fn is_of_pairs(&self) -> bool {
        !self.running.study.axes.is_empty()
    }

    /// The curves of the other seeds.
    #[must_use]
    pub fn curves(&self, arm: Arm) -> Vec<Cow<'_, [(f64, f64)]>> {
        (1..self.seeds()).filter_map(|seed| self.curve(arm, seed)).collect()
    }

    fn curve(&self, arm: Arm, seed: usize) -> Option<Cow<'_, [(f64, f64)]>> {
        let of = |number: usize| self.running.readings.get(&number)?.curves.first().map(Vec::as_slice);
        Some(match arm {
            Arm::Run => Cow::Borrowed(of(seed)?),
            Arm::Twin => Cow::Borrowed(of(self.twin_of(seed)?)?),
            Arm::Difference => {
                // At times that one of them lacks, nothing can be said of both.
                let (run, twin) = (of(seed)?, of(self.twin_of(seed)?)?);
                let at = |time_s: f64| run.iter().find(|(own, _)| *own == time_s).map(|(_, value)| *value);
                twin.iter().filter_map(|&(time_s, value)| Some((time_s, value - at(time_s)?))).collect()
            }
        })
    }

    /// The last values of the other seeds.
    pub fn values(&self, arm: Arm) -> impl Iterator<Item = f64> {
        (1..self.seeds()).filter_map(move |seed| self.value(arm, seed))
    }

    /// Mean and interval over time, as far as they are known.
    #[must_use]
    pub fn band(&self, arm: Arm) -> &[Span] {
        &self.bands[arm as usize]
    }

    fn judge(&self) -> Option<Verdict> {
        let arm = if self.is_of_pairs() { Arm::Difference } else { Arm::Run };
        let own = self.value(arm, 0)?;
        let others: Vec<f64> = self.values(arm).collect();
        let agrees =
            |other: &&f64| if arm == Arm::Difference { own != 0.0 && **other * own > 0.0 } else { **other < own };
        let agree = others.iter().filter(agrees).count();
        let mean = others.iter().sum::<f64>() / others.len() as f64;
        let interval = mean_with_interval(&others).map(|(_, interval)| interval);
        (!others.is_empty()).then_some(Verdict { others: others.len(), agree, own, mean, interval })
    }

    fn value(&self, arm: Arm, seed: usize) -> Option<f64> {
        let of = |number: usize| self.running.readings.get(&number)?.values.first().copied().flatten();
        match arm {
            Arm::Run => of(seed),
            Arm::Twin => of(self.twin_of(seed)?),
            Arm::Difference => Some(of(self.twin_of(seed)?)? - of(seed)?),
        }
    }

    fn seeds(&self) -> usize {
        self.running.study.seeds.len()
    }

    fn twin_of(&self, seed: usize) -> Option<usize> {
        self.is_of_pairs().then(|| self.seeds() + seed)
    }

    /// Whether there is more to come.
    pub(super) fn is_busy(&self) -> bool {
        self.running.is_running() || !self.waiting.is_empty()
    }

    /// Take what was finished. The intervals are computed once all is there, a few in each frame.
    pub(super) fn update(&mut self) {
        if self.running.update() {
            self.verdict = self.judge();
            if !self.running.is_running() {
                self.waiting = self.at_times();
            }
        }
        let start = Instant::now();
        while start.elapsed() < A_FRAME
            && let Some((arm, time_s, values)) = self.waiting.pop()
        {
            if let Some((mean, interval)) = mean_with_interval(&values) {
                self.bands[arm as usize].push(Span { time_s, mean, interval });
            }
        }
    }

    /// Values at each time, the first time last.
    fn at_times(&self) -> Vec<(Arm, f64, Vec<f64>)> {
        let arms = if self.is_of_pairs() { &[Arm::Run, Arm::Twin, Arm::Difference][..] } else { &[Arm::Run] };
        let mut all = Vec::new();
        for &arm in arms {
            let mut at: BTreeMap<u64, (f64, Vec<f64>)> = BTreeMap::new();
            for &(time_s, value) in self.curves(arm).iter().flat_map(|curve| curve.iter()) {
                // Times of one scene are the same numbers in all runs.
                at.entry((time_s * 1e6) as u64).or_insert((time_s, Vec::new())).1.push(value);
            }
            all.extend(at.into_values().rev().map(|(time_s, values)| (arm, time_s, values)));
        }
        all
    }
}
