//! One run, done from its account, and what is read of it: through the sampler through which the window sees its own run.

use super::Readout;
use crate::scene::Fault;
use crate::simulation::{NetworkInfo, RateBin, Recalled, RunAccount, Sampler, Simulation, Spread, ViewSample};
use std::sync::Arc;

/// Most points of a curve that has one every so many steps.
const MOST_POINTS: f64 = 200.0;
/// Least time between two of them (s of model time).
const LEAST_INTERVAL_S: f64 = 0.1;
/// What varies from moment to moment counts as its mean over this time before the end (s of model time).
pub(super) const LAST_S: f64 = 1.0;

/// What was read of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Each read-out over time: (s of model time, value).
    pub curves: Vec<Vec<(f64, f64)>>,
    /// Each read-out in one number: of rates and levels the mean of the last second, of recall the last presentation, of all else the
    /// state at the end. None where there is none, and where the run did not come to its end.
    pub values: Vec<Option<f64>>,
    /// Time at its end (s of model time).
    pub time_s: f64,
    /// Hash of the whole state at its end.
    pub hash: u64,
    /// Why a guard stopped it, if one did.
    pub stopped: Option<String>,
}

/// Do a run and read it; none if `stop` became true.
///
/// # Errors
/// The scene cannot be made ready to step, or a command of the account is refused.
pub fn reading(account: &RunAccount, read: &[Readout], stop: &dyn Fn() -> bool) -> Result<Option<Reading>, Fault> {
    let mut simulation = Simulation::from_shared(Arc::clone(&account.scene), account.seed)?;
    let mut sampler = Sampler::new(&simulation);
    let mut reader = Reader::new(account, read);
    let every = interval_steps(account);
    let mut commands = account.log.iter().peekable();
    loop {
        while let Some(logged) = commands.next_if(|logged| logged.step <= simulation.steps()) {
            simulation.obey(logged.command.clone())?;
        }
        if simulation.steps() >= account.steps || simulation.step(1) == 0 {
            break;
        }
        sampler.observe(&simulation);
        let step = simulation.steps();
        if step.is_multiple_of(every) || step == account.steps {
            if stop() {
                return Ok(None);
            }
            reader.take(&mut sampler, &simulation);
        }
    }
    let stopped = simulation.stop().map(|stop| stop.reason.to_string());
    let values = if stopped.is_some() { vec![None; read.len()] } else { reader.values() };
    let (time_s, hash) = (simulation.time_s(), simulation.state_hash());
    Ok(Some(Reading { curves: reader.curves, values, time_s, hash, stopped }))
}

/// Steps between two points of a curve.
fn interval_steps(account: &RunAccount) -> u64 {
    let seconds = account.scene.time_s(account.steps) / MOST_POINTS;
    let seconds = (seconds / LEAST_INTERVAL_S - 1e-9).ceil().max(1.0) * LEAST_INTERVAL_S;
    account.scene.steps_in(seconds).max(1)
}

/// Points of a curve of this run.
pub(super) fn points(account: &RunAccount) -> u64 {
    account.steps.div_ceil(interval_steps(account))
}

struct Reader<'r> {
    read: &'r [Readout],
    curves: Vec<Vec<(f64, f64)>>,
    /// From when on what varies counts (s of model time), and its sum and number since.
    from_s: f64,
    last: Vec<(f64, f64)>,
}

impl<'r> Reader<'r> {
    fn new(account: &RunAccount, read: &'r [Readout]) -> Self {
        let from_s = account.scene.time_s(account.steps) - LAST_S;
        Self { read, curves: vec![Vec::new(); read.len()], from_s, last: vec![(0.0, 0.0); read.len()] }
    }

    fn take(&mut self, sampler: &mut Sampler, simulation: &Simulation) {
        if self.read.iter().any(|readout| matches!(readout, Readout::Weight(_))) {
            sampler.refresh_weights(simulation);
        }
        let info = Arc::clone(sampler.info());
        let sample = sampler.take(simulation);
        for (index, &readout) in self.read.iter().enumerate() {
            let bins = || sample.rates.iter().filter_map(move |bin| Some((bin.time_s, of_bin(readout, bin)?)));
            let curve = &mut self.curves[index];
            let (sum, count) = bins().fold((0.0, 0.0), |(sum, count), (_, value)| (sum + value, count + 1.0));
            if count > 0.0 {
                curve.push((sample.rates.last().map_or(sample.time_s, |bin| bin.time_s), sum / count));
            }
            for (_, value) in bins().filter(|(time_s, _)| *time_s > self.from_s + 1e-9) {
                self.last[index].0 += value;
                self.last[index].1 += 1.0;
            }
            curve.extend(of_moment(readout, &info, &sample).map(|value| (sample.time_s, value)));
            let answers = sample.answers.iter().filter(|answer| answer.seconds > 0.0);
            if let Readout::Recall(pattern) = readout {
                let own = answers.filter(|answer| answer.pattern == pattern).map(|answer| Recalled::of(&info, answer));
                let share = |recalled: &Recalled| recalled.shares.get(pattern).copied();
                let shares = own.filter_map(|own| Some((own.start_s, 100.0 * f64::from(share(&own)?))));
                curve.extend(shares.filter(|(_, share)| share.is_finite()));
            }
        }
    }

    fn values(&self) -> Vec<Option<f64>> {
        let value = |((readout, curve), &(sum, count)): ((&Readout, &Vec<(f64, f64)>), &(f64, f64))| match readout {
            Readout::Rate(_) | Readout::Level(_) => (count > 0.0).then(|| sum / count),
            Readout::Recall(_) | Readout::Threshold(_) | Readout::Weight(_) => curve.last().map(|(_, value)| *value),
        };
        self.read.iter().zip(&self.curves).zip(&self.last).map(value).collect()
    }
}

/// What is read from bins of 20 ms.
fn of_bin(readout: Readout, bin: &RateBin) -> Option<f64> {
    let value = match readout {
        Readout::Rate(population) => bin.rates_hz.get(population).copied(),
        Readout::Level(modulator) => bin.modulators.get(modulator as usize).copied(),
        Readout::Recall(_) | Readout::Threshold(_) | Readout::Weight(_) => None,
    };
    value.filter(|value| value.is_finite()).map(f64::from)
}

/// What is read from the state at a moment.
fn of_moment(readout: Readout, info: &NetworkInfo, sample: &ViewSample) -> Option<f64> {
    let value = match readout {
        Readout::Threshold(population) => {
            let range = &info.populations.get(population)?.range;
            let thresholds = sample.threshold_mv.get(range.start as usize..range.end as usize)?;
            Spread::of(thresholds.iter().copied()).mean
        }
        Readout::Weight(projection) => sample.weights.histograms.get(projection)?.mean,
        Readout::Rate(_) | Readout::Recall(_) | Readout::Level(_) => return None,
    };
    Some(f64::from(value)).filter(|value| value.is_finite())
}
