//! Neurons whose traces are pinned: they are drawn whatever is selected.

use super::Session;
use super::history::TRACE_WINDOW_S;
use crate::simulation::{NeuronTrace, RunnerRequest, TracePoint};
use std::collections::VecDeque;

/// Most neurons whose traces are pinned: more could not be told apart.
pub const MOST_WATCHED: usize = 6;

/// A neuron whose trace is pinned.
#[derive(Clone, Debug, Default)]
pub struct WatchedNeuron {
    /// Global index.
    pub neuron: u32,
    /// Its trace over the last [`TRACE_WINDOW_S`] seconds.
    pub trace: VecDeque<TracePoint>,
}

impl WatchedNeuron {
    fn record(&mut self, points: &[TracePoint], now_s: f64) {
        let finite = |point: &&TracePoint| point.potential_mv.is_finite() && point.threshold_mv.is_finite();
        self.trace.extend(points.iter().filter(finite).copied());
        while self.trace.front().is_some_and(|point| point.time_s < now_s - TRACE_WINDOW_S) {
            self.trace.pop_front();
        }
    }
}

/// Take in what a sample brings of those that are watched.
pub(super) fn record_traces(all: &mut [WatchedNeuron], traces: &[NeuronTrace], now_s: f64) {
    for watched in all {
        if let Some(trace) = traces.iter().find(|trace| trace.neuron == watched.neuron) {
            watched.record(&trace.points, now_s);
        }
    }
}

impl Session {
    /// Whether all selected neurons are watched.
    #[must_use]
    pub fn watches_selection(&self) -> bool {
        let is_watched = |&neuron: &u32| self.watched.iter().any(|watched| watched.neuron == neuron);
        let selected = self.selection.neurons();
        !selected.is_empty() && selected.iter().take(MOST_WATCHED).all(is_watched)
    }

    /// Pin the traces of the selected neurons, the newest in place of the oldest where they are too many; or let go of them if all of
    /// them are pinned.
    pub fn toggle_watch(&mut self) {
        let selected: Vec<u32> = self.selection.neurons().iter().copied().take(MOST_WATCHED).collect();
        let all = self.watches_selection();
        self.watched.retain(|watched| !all || !selected.contains(&watched.neuron));
        if !all {
            for neuron in selected {
                if self.watched.iter().all(|watched| watched.neuron != neuron) {
                    self.watched.push(WatchedNeuron { neuron, ..WatchedNeuron::default() });
                }
            }
            self.watched.drain(..self.watched.len().saturating_sub(MOST_WATCHED));
        }
        self.follow_watched();
    }

    /// Pin the traces of these neurons and no others.
    pub(super) fn watch_only(&mut self, neurons: &[u32]) {
        let watched = |&neuron: &u32| WatchedNeuron { neuron, ..WatchedNeuron::default() };
        self.watched = neurons.iter().take(MOST_WATCHED).map(watched).collect();
        self.follow_watched();
    }

    /// Let go of all pinned traces.
    pub fn unwatch_all(&mut self) {
        self.watched.clear();
        self.follow_watched();
    }

    /// Take in what a sample brings of them.
    pub(super) fn record_watched(&mut self, traces: &[NeuronTrace], now_s: f64) {
        record_traces(&mut self.watched, traces, now_s);
    }

    /// Another run has begun, of the same scene or another.
    pub(super) fn keep_watched(&mut self, same: bool) {
        if !same {
            self.watched.clear();
        }
        self.watched.iter_mut().for_each(|watched| watched.trace.clear());
        self.follow_watched();
    }

    fn follow_watched(&self) {
        self.request(RunnerRequest::Watch(self.watched.iter().map(|watched| watched.neuron).collect()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, RunnerStatus, ViewSample};

    fn watched(session: &Session) -> Vec<u32> {
        session.watched.iter().map(|watched| watched.neuron).collect()
    }

    #[test]
    fn traces_are_pinned_let_go_and_kept_for_a_while() {
        let info = NetworkInfo { positions: vec![[0.0; 3]; 12], ..NetworkInfo::default() };
        let mut session = Session::detached(info, ViewSample::default());
        session.toggle_watch();
        assert!(watched(&session).is_empty(), "nothing is selected");
        for neuron in [4, 9] {
            session.select(Some(neuron));
            session.toggle_watch();
        }
        assert_eq!(watched(&session), [4, 9]);
        assert_eq!(session.take_requests().last(), Some(&RunnerRequest::Watch(vec![4, 9])));
        let trace = |time_s: f64| {
            let points = vec![TracePoint { time_s, ..TracePoint::default() }];
            let watched = vec![NeuronTrace { neuron: 9, points }];
            ViewSample { time_s, watched, ..ViewSample::default() }
        };
        for time_s in [1.0, 5.0, 11.5] {
            session.receive(trace(time_s), RunnerStatus::default());
        }
        let lengths: Vec<usize> = session.watched.iter().map(|watched| watched.trace.len()).collect();
        assert_eq!(lengths, [0, 2], "the oldest point is gone");
        session.toggle_watch();
        assert_eq!(watched(&session), [4], "the same again lets go");
        session.select_all();
        session.toggle_watch();
        assert_eq!(watched(&session), [4, 0, 1, 2, 3, 5], "as many as can be told apart");
        session.unwatch_all();
        assert!(watched(&session).is_empty());
    }
}
