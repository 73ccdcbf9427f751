//! What is other in the twin, neuron by neuron: twin minus run, of the variable that is shown.

use super::Session;
use super::history::History;
use crate::scene::file::{MapKind, Variable};
use crate::simulation::{SpikeEvent, ViewSample, WeightMatrix, WeightSummary};
use crate::theme::ColourScale;
use bevy::math::ops;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

/// Numbers of histories of twins begin here, so that no plot takes one for that of its run.
pub const TWIN_CLEARS: u64 = 1 << 32;

/// Least range of differences, as a share of that of the variable: smaller ones cannot matter.
const LEAST_SHARE: f32 = 0.01;

/// The range of the colours of a difference, which grows by round steps with the largest one and never shrinks, so that a colour
/// keeps its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DifferenceRange {
    /// Variable and largest difference that is told apart, in its unit.
    of: Option<(Variable, f32)>,
}

impl DifferenceRange {
    fn follow(&mut self, variable: Variable, differences: &[f32], span: f32) {
        let known = self.of.filter(|(of, _)| *of == variable).map_or(0.0, |(_, largest)| largest);
        let seen =
            differences.iter().filter(|value| value.is_finite()).fold(0.0_f32, |most, value| most.max(value.abs()));
        self.of = Some((variable, known.max(round_up(seen.max(LEAST_SHARE * span)))));
    }
}

/// The next of 1, 2 and 5 times a power of ten.
fn round_up(value: f32) -> f32 {
    let power = ops::powf(10.0, ops::log10(value).floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps.into_iter().find(|step| *step >= value * 0.999).unwrap_or(value)
}

impl Session {
    /// The values that colour the neurons, and how they become colours: those of the variable that is shown, or what is other in the
    /// twin while that is seen. None before the first sample.
    #[must_use]
    pub fn fill(&self) -> Option<(ColourScale, Cow<'_, [f32]>)> {
        let shown = self.shown()?;
        let own = || (self.colour_scale(shown.variable), Cow::Borrowed(&shown.values[..]));
        Some(if self.shows_difference() { self.difference().unwrap_or_else(own) } else { own() })
    }

    /// Twin minus run of the variable that is shown, and its colours; of a variable that only names something, 1 where it is another
    /// name. None while they do not show the same variable.
    fn difference(&self) -> Option<(ColourScale, Cow<'_, [f32]>)> {
        let twin = self.twin.as_ref()?;
        let (variable, values) = self.difference_values()?;
        let largest = twin.range.of.filter(|(of, _)| *of == variable).map_or(1.0, |(_, largest)| largest);
        Some((ColourScale::difference(variable, largest), values.into()))
    }

    fn difference_values(&self) -> Option<(Variable, Vec<f32>)> {
        let twin = self.twin.as_ref()?;
        let (front, hidden) = (self.shown()?, twin.hidden.sample.shown.as_ref()?);
        if front.variable != hidden.variable || front.values.len() != hidden.values.len() {
            return None;
        }
        let (run, other) = if twin.in_front { (hidden, front) } else { (front, hidden) };
        let named = front.variable.facts().map == MapKind::Categorical;
        let difference = |run: f32, twin: f32| match named {
            true if run == twin || (run.is_nan() && twin.is_nan()) => 0.0,
            true => 1.0,
            false => twin - run,
        };
        let pairs = run.values.iter().zip(&other.values);
        Some((front.variable, pairs.map(|(&run, &twin)| difference(run, twin)).collect()))
    }

    /// The range of the difference takes in what came.
    pub(super) fn follow_difference(&mut self) {
        if !self.shows_difference() {
            return;
        }
        let Some((variable, values)) = self.difference_values() else { return };
        let (low, high) = self.colour_scale(variable).range;
        let shift_range = self.colour_scale(Variable::ThresholdShift).range;
        let Some(twin) = &mut self.twin else { return };
        twin.range.follow(variable, &values, high - low);
        let clears = self.history.clears + 2 * TWIN_CLEARS;
        twin.apart.history = History::apart(&self.history, &twin.hidden.history, clears);
        let (low, high) = shift_range;
        for column in &twin.apart.history.map {
            twin.shift_range.follow(Variable::ThresholdShift, &column.rows, high - low);
        }
        twin.apart.sample = sample_apart(&self.sample, &twin.hidden.sample);
    }

    /// Do something with the session while what is other in the twin is in front, as if that were a run: rates, modulators and thresholds
    /// are twin minus run, and what they are compared with is that of the run. Without a difference to see it is done as things stand.
    pub fn with_difference<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let seen = self.shows_difference();
        self.swap_apart(seen);
        let done = work(self);
        self.swap_apart(seen);
        done
    }

    fn swap_apart(&mut self, seen: bool) {
        if let Some(twin) = self.twin.as_mut().filter(|_| seen) {
            std::mem::swap(&mut self.sample, &mut twin.apart.sample);
            std::mem::swap(&mut self.history, &mut twin.apart.history);
        }
    }

    /// How shifts of thresholds become colours in the threshold map.
    #[must_use]
    pub fn shift_scale(&self) -> ColourScale {
        let variable = Variable::ThresholdShift;
        let largest = self.twin.as_ref().filter(|_| self.shows_difference()).and_then(|twin| twin.shift_range.of);
        largest.map_or_else(|| self.colour_scale(variable), |(_, largest)| ColourScale::difference(variable, largest))
    }

    /// Thresholds with which those of now are compared: those at the start, or those of the run while what is other in the twin is
    /// [in front](Self::with_difference).
    #[must_use]
    pub fn compared_thresholds(&self) -> &[f32] {
        let run = self.twin.as_ref().filter(|_| self.shows_difference()).map(|twin| &twin.apart.sample.threshold_mv);
        run.unwrap_or(&self.info.initial_threshold)
    }

    /// From this time on (s of model time), the spikes that only one of run and twin has, those of the run first.
    #[must_use]
    pub fn spikes_apart(&self, from_s: f64) -> [Vec<SpikeEvent>; 2] {
        let Some(twin) = &self.twin else { return Default::default() };
        // What happened just before it began was told of the run alone.
        let from_s = from_s.max(twin.reading.begin_s);
        let since = |history: &History| -> Vec<SpikeEvent> {
            history.spikes.iter().rev().take_while(|spike| spike.time_s >= from_s).copied().collect()
        };
        let both = [since(&self.history), since(&twin.hidden.history)];
        let key = |spike: &SpikeEvent| (spike.time_s.to_bits(), spike.neuron);
        let known = both.each_ref().map(|spikes| spikes.iter().map(key).collect::<HashSet<_>>());
        let [mut run, mut other] = both;
        run.retain(|spike| !known[1].contains(&key(spike)));
        other.retain(|spike| !known[0].contains(&key(spike)));
        [run, other]
    }
}

/// A moment of the twin in which what is compared with the start is compared with the run.
fn sample_apart(run: &ViewSample, twin: &ViewSample) -> ViewSample {
    let matrix = &twin.weights.matrix;
    let initial = if run.weights.matrix.groups == matrix.groups { &run.weights.matrix.mean } else { &matrix.initial };
    let mut histograms = twin.weights.histograms.clone();
    for (twin, run) in histograms.iter_mut().zip(&run.weights.histograms) {
        twin.initial.clone_from(&run.counts);
    }
    let weights = WeightSummary {
        histograms,
        strongest: Vec::new(),
        all: false,
        matrix: WeightMatrix { initial: initial.clone(), ..matrix.clone() },
    };
    ViewSample {
        time_s: run.time_s,
        step: run.step,
        timeline_s: run.timeline_s,
        state: run.state,
        rules_enabled: run.rules_enabled.clone(),
        threshold_mv: twin.threshold_mv.clone(),
        weights: Arc::new(weights),
        ..ViewSample::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::TwinShown;
    use crate::simulation::{NetworkInfo, ShownValues, TwinReading, TwinSample};
    use bevy::utils::default;

    #[test]
    fn the_range_grows_by_round_steps_and_keeps_its_meaning() {
        let mut range = DifferenceRange::default();
        let mut follow = |variable, differences: &[f32]| {
            range.follow(variable, differences, 8.0);
            range.of.map_or(0.0, |(_, largest)| largest)
        };
        assert!((follow(Variable::Threshold, &[0.0, 0.0]) - 0.1).abs() < 1e-6);
        assert!((follow(Variable::Threshold, &[-1.3, f32::NAN, 0.4]) - 2.0).abs() < 1e-6);
        assert!((follow(Variable::Threshold, &[0.1]) - 2.0).abs() < 1e-6, "it never shrinks");
        assert!((follow(Variable::Potential, &[30.0]) - 50.0).abs() < 1e-5, "another variable has its own");
    }

    fn seen(time_s: f64, threshold: f32, shift: f32, spiked: &[u32]) -> ViewSample {
        ViewSample {
            time_s,
            threshold_mv: vec![threshold; 2],
            spikes: spiked.iter().map(|&neuron| SpikeEvent { time_s, neuron }).collect(),
            shown: Some(ShownValues { variable: Variable::ThresholdShift, values: vec![shift, 0.0] }),
            ..ViewSample::default()
        }
    }

    #[test]
    fn what_is_other_in_the_twin_is_seen_as_such_and_the_run_is_as_it_was_afterwards() {
        let info = NetworkInfo { positions: vec![[0.0; 3]; 2], initial_threshold: vec![-40.0; 2], ..default() };
        let mut session = Session::detached(info, seen(1.0, -50.0, 0.5, &[]));
        session.open_twin(None);
        let twin = TwinSample { sample: seen(2.0, -52.0, -1.0, &[1]), reading: TwinReading::default() };
        session.receive_beside(Some(twin), |session| session.receive(seen(2.0, -50.0, 0.5, &[0, 1]), default()));
        let values = |session: &Session| session.fill().map(|(scale, values)| (scale.range, values.into_owned()));
        let own = values(&session).expect("it shows something");
        assert_eq!((&own.1, session.compared_thresholds()), (&vec![0.5, 0.0], &[-40.0; 2][..]));
        assert_eq!(session.with_other(|session| values(session).map(|fill| fill.1)), Some(Some(vec![-1.0, 0.0])));
        session.show_twin(TwinShown::Difference);
        assert_eq!(values(&session), Some(((-2.0, 2.0), vec![-1.5, 0.0])));
        let only = session.spikes_apart(0.0).map(|spikes| spikes.iter().map(|spike| spike.neuron).collect::<Vec<_>>());
        assert_eq!(only, [vec![0], vec![]]);
        session.with_difference(|session| {
            assert_eq!((session.sample.threshold_mv[0], session.compared_thresholds()[0]), (-52.0, -50.0));
        });
        assert_eq!(session.sample.threshold_mv[0], -50.0);
        session.show_twin(TwinShown::Run);
        assert_eq!(values(&session), Some(own));
    }
}
