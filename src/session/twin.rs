//! The run and its twin: one of them is shown, the other is recorded beside it.

use super::Session;
use super::history::History;
use super::recalled::RecallLog;
use super::watched::{WatchedNeuron, record_traces};
use crate::simulation::{RunnerRequest, SimulationCommand, Ticket, TwinReading, TwinSample, ViewSample};

/// Numbers of histories of twins begin here, so that no plot takes one for that of its run.
const TWIN_CLEARS: u64 = 1 << 32;

/// A twin.
pub struct TwinView {
    /// What is other in it; nothing if nothing is.
    pub change: Option<SimulationCommand>,
    /// How they differ.
    pub reading: TwinReading,
    /// Whether the twin is shown, and not the run.
    pub is_shown: bool,
    opened: Ticket,
    /// The one that is not shown.
    hidden: Box<Hidden>,
}

struct Hidden {
    sample: ViewSample,
    history: History,
    recalled: RecallLog,
    watched: Vec<WatchedNeuron>,
}

impl Session {
    /// Go on beside a twin with this difference.
    pub fn open_twin(&mut self, change: Option<SimulationCommand>) {
        self.show_twin(false);
        let opened = self.request(RunnerRequest::OpenTwin(change.clone()));
        let mut history = self.history.clone();
        history.clears += TWIN_CLEARS;
        let hidden = Box::new(Hidden {
            sample: self.sample.clone(),
            history,
            recalled: self.recalled.clone(),
            watched: self.watched.clone(),
        });
        let reading = TwinReading { begin_s: self.sample.time_s, share: f32::NAN, ..TwinReading::default() };
        self.twin = Some(TwinView { change, reading, is_shown: false, opened, hidden });
    }

    /// Go on alone.
    pub fn close_twin(&mut self) {
        self.show_twin(false);
        self.twin = None;
        self.request(RunnerRequest::CloseTwin);
    }

    /// Show the twin, or the run.
    pub fn show_twin(&mut self, shown: bool) {
        if self.twin.as_ref().is_some_and(|twin| twin.is_shown != shown) {
            self.swap_twin();
            self.lens.clear();
            self.forecast.clear();
        }
    }

    fn swap_twin(&mut self) {
        if let Some(twin) = &mut self.twin {
            std::mem::swap(&mut self.sample, &mut twin.hidden.sample);
            std::mem::swap(&mut self.history, &mut twin.hidden.history);
            std::mem::swap(&mut self.recalled, &mut twin.hidden.recalled);
            std::mem::swap(&mut self.watched, &mut twin.hidden.watched);
            twin.is_shown = !twin.is_shown;
        }
    }

    /// Take in what belongs to the run, with the run in its place, then what belongs to the twin. Without any, the twin is over.
    pub(super) fn receive_beside(&mut self, twin: Option<TwinSample>, receive: impl FnOnce(&mut Self)) {
        let shown = self.twin.as_ref().is_some_and(|twin| twin.is_shown);
        self.watch_both();
        if shown {
            self.swap_twin();
        }
        receive(self);
        let Some(TwinSample { mut sample, reading }) = twin else {
            let over = self.twin.as_ref().is_some_and(|twin| self.is_answered(twin.opened));
            if over {
                self.twin = None;
            }
            return;
        };
        let Some(view) = &mut self.twin else { return };
        view.reading = reading;
        view.hidden.history.record(&self.info, &sample);
        view.hidden.recalled.update(&self.info, &sample);
        self.unanswered.restore(&self.info, &mut sample, &mut self.status.clone());
        record_traces(&mut view.hidden.watched, &sample.watched, sample.time_s);
        view.hidden.sample = sample;
        if shown {
            self.swap_twin();
            // These are of the run.
            self.lens.end();
            self.forecast.clear();
        }
    }

    /// The same neurons are watched in both.
    fn watch_both(&mut self) {
        let Some(view) = &mut self.twin else { return };
        let hidden = &mut view.hidden.watched;
        let watch = |shown: &WatchedNeuron| {
            let known = hidden.iter_mut().find(|watched| watched.neuron == shown.neuron).map(std::mem::take);
            WatchedNeuron { neuron: shown.neuron, ..known.unwrap_or_default() }
        };
        let watched: Vec<WatchedNeuron> = self.watched.iter().map(watch).collect();
        view.hidden.watched = watched;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::{NetworkInfo, RateBin, RunnerStatus};

    fn sample(time_s: f64, rate: f32) -> ViewSample {
        let rates = vec![RateBin { time_s, rates_hz: vec![rate], modulators: [0.0; 4] }];
        ViewSample { time_s, rates, ..ViewSample::default() }
    }

    fn arrive(session: &mut Session, time_s: f64, twin: bool) {
        let opened = session.twin.as_ref().map_or(Ticket::default(), |twin| twin.opened);
        let status = RunnerStatus { answered: opened, ..RunnerStatus::default() };
        let twin = twin.then(|| TwinSample { sample: sample(time_s, 9.0), reading: TwinReading::default() });
        session.receive_beside(twin, |session| session.receive(sample(time_s, 4.0), status));
    }

    fn shown(session: &Session) -> Vec<f32> {
        session.history.rates.iter().map(|bin| bin.rates_hz[0]).collect()
    }

    #[test]
    fn either_is_shown_with_its_own_past_and_both_are_recorded() {
        let mut session = Session::detached(NetworkInfo::default(), sample(1.0, 4.0));
        let change = SimulationCommand::SetInputStrength(0.5);
        session.open_twin(Some(change.clone()));
        assert_eq!(session.take_requests(), [RunnerRequest::OpenTwin(Some(change))]);
        arrive(&mut session, 2.0, true);
        assert_eq!(shown(&session), [4.0, 4.0]);
        let clears = session.history.clears;
        session.show_twin(true);
        assert_eq!(shown(&session), [4.0, 9.0], "they have one past");
        assert_ne!(session.history.clears, clears);
        arrive(&mut session, 3.0, true);
        assert_eq!(shown(&session), [4.0, 9.0, 9.0]);
        session.show_twin(false);
        assert_eq!((shown(&session), session.history.clears), (vec![4.0; 3], clears));
        session.show_twin(true);
        arrive(&mut session, 4.0, false);
        assert!(session.twin.is_none(), "it was told that there is none any more");
        assert_eq!(shown(&session), [4.0; 4]);
    }
}
