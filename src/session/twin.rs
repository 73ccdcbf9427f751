//! The run and its twin: what is seen of both. One of them is in front, and all that reads the session sees it; the other is recorded beside it.

use super::Session;
use super::forecast::ForecastView;
use super::history::History;
use super::recalled::RecallLog;
use super::replay_lens::ReplayLens;
use super::twin_difference::{DifferenceRange, TWIN_CLEARS};
use super::watched::{WatchedNeuron, record_traces};
use crate::simulation::{RunBranch, RunnerRequest, SimulationCommand, Ticket, TwinReading, TwinSample, ViewSample};

/// What is seen of a run and its twin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TwinShown {
    /// Both beside each other, the run in front.
    #[default]
    Both,
    /// The run alone.
    Run,
    /// The twin alone.
    Twin,
    /// What is other in the twin: twin minus run.
    Difference,
}

impl TwinShown {
    /// All, in the order in which a key goes through them.
    pub const ALL: [Self; 4] = [Self::Both, Self::Run, Self::Twin, Self::Difference];

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// A twin.
pub struct TwinView {
    /// What is other in it; nothing if nothing is.
    pub change: Option<SimulationCommand>,
    /// The branch that it is, if it is one.
    pub branch: Option<u32>,
    /// How they differ.
    pub reading: TwinReading,
    /// What is seen of both.
    pub shown: TwinShown,
    /// Whether the twin is in front, and not the run.
    pub in_front: bool,
    pub(super) range: DifferenceRange,
    /// The range of the colours of the threshold map.
    pub(super) shift_range: DifferenceRange,
    /// What is other in it, as if that were a run.
    pub(super) apart: Box<Hidden>,
    opened: Ticket,
    /// The one that is not in front.
    pub(super) hidden: Box<Hidden>,
}

#[derive(Default)]
pub(super) struct Hidden {
    pub(super) sample: ViewSample,
    pub(super) history: History,
    recalled: RecallLog,
    watched: Vec<WatchedNeuron>,
}

impl Session {
    /// Go on beside a twin with this difference.
    pub fn open_twin(&mut self, change: Option<SimulationCommand>) {
        self.forget_luck();
        self.show_twin(TwinShown::Run);
        let opened = self.request(RunnerRequest::OpenTwin(change.clone()));
        self.begin_twin(change, None, opened, self.sample.time_s);
    }

    /// Go back to where a branch parts, and on from there to now beside it.
    pub fn open_beside(&mut self, branch: &RunBranch) {
        self.show_twin(TwinShown::Run);
        let opened = self.request(RunnerRequest::Beside(branch.run));
        self.begin_twin(None, Some(branch.run), opened, branch.parts_s.min(self.sample.time_s));
    }

    /// A twin that is the same until a time (s of model time).
    fn begin_twin(&mut self, change: Option<SimulationCommand>, branch: Option<u32>, opened: Ticket, begin_s: f64) {
        let mut history = self.history.until(begin_s);
        history.clears += TWIN_CLEARS;
        let hidden = Box::new(Hidden {
            sample: self.sample.clone(),
            history,
            recalled: self.recalled.clone(),
            watched: self.watched.clone(),
        });
        let reading = TwinReading { begin_s, share: f32::NAN, ..TwinReading::default() };
        let (shown, range) = (TwinShown::default(), DifferenceRange::default());
        let apart = Box::default();
        self.twin = Some(TwinView {
            change,
            branch,
            reading,
            shown,
            in_front: false,
            range,
            shift_range: range,
            apart,
            opened,
            hidden,
        });
    }

    /// Go on alone.
    pub fn close_twin(&mut self) {
        self.forget_luck();
        self.show_twin(TwinShown::Run);
        self.twin = None;
        self.request(RunnerRequest::CloseTwin);
    }

    /// Choose what is seen of run and twin.
    pub fn show_twin(&mut self, shown: TwinShown) {
        let Some(twin) = &mut self.twin else { return };
        let to_front = (shown == TwinShown::Twin) != twin.in_front;
        twin.shown = shown;
        if to_front {
            self.swap_twin();
            self.lens.clear();
            self.forecast.clear();
        }
        self.follow_difference();
    }

    /// What is seen of run and twin; none without a twin.
    #[must_use]
    pub fn twin_shown(&self) -> Option<TwinShown> {
        self.twin.as_ref().map(|twin| twin.shown)
    }

    /// Whether run and twin are seen beside each other.
    #[must_use]
    pub fn shows_both(&self) -> bool {
        self.twin_shown() == Some(TwinShown::Both)
    }

    /// Whether it is seen what is other in the twin.
    #[must_use]
    pub fn shows_difference(&self) -> bool {
        self.twin_shown() == Some(TwinShown::Difference)
    }

    /// Do something with the session while the other one of run and twin is in front; nothing without a twin. Replays and forecasts are
    /// of the run in front, so that there are none meanwhile.
    pub fn with_other<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> Option<R> {
        self.twin.as_ref()?;
        let none = (ReplayLens::default(), ForecastView::default());
        let own = (std::mem::replace(&mut self.lens, none.0), std::mem::replace(&mut self.forecast, none.1));
        self.swap_twin();
        let done = work(self);
        self.swap_twin();
        (self.lens, self.forecast) = own;
        Some(done)
    }

    fn swap_twin(&mut self) {
        if let Some(twin) = &mut self.twin {
            std::mem::swap(&mut self.sample, &mut twin.hidden.sample);
            std::mem::swap(&mut self.history, &mut twin.hidden.history);
            std::mem::swap(&mut self.recalled, &mut twin.hidden.recalled);
            std::mem::swap(&mut self.watched, &mut twin.hidden.watched);
            twin.in_front = !twin.in_front;
        }
    }

    /// Take in what belongs to the run, with the run in its place, then what belongs to the twin. Without any, the twin is over.
    pub(super) fn receive_beside(&mut self, twin: Option<TwinSample>, receive: impl FnOnce(&mut Self)) {
        let in_front = self.twin.as_ref().is_some_and(|twin| twin.in_front);
        self.watch_both();
        if in_front {
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
        view.hidden.history.clears = self.history.clears + TWIN_CLEARS;
        view.hidden.history.record(&self.info, &sample);
        view.hidden.recalled.update(&self.info, &sample);
        self.unanswered.restore(&self.info, &mut sample, &mut self.status.clone());
        record_traces(&mut view.hidden.watched, &sample.watched, sample.time_s);
        view.hidden.sample = sample;
        if in_front {
            self.swap_twin();
            // These are of the run.
            self.lens.end();
            self.forecast.clear();
        }
        self.follow_difference();
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
        session.show_twin(TwinShown::Twin);
        assert_eq!(shown(&session), [4.0, 9.0], "they have one past");
        assert_ne!(session.history.clears, clears);
        arrive(&mut session, 3.0, true);
        assert_eq!(shown(&session), [4.0, 9.0, 9.0]);
        session.show_twin(TwinShown::Run);
        assert_eq!((shown(&session), session.history.clears), (vec![4.0; 3], clears));
        session.show_twin(TwinShown::Twin);
        arrive(&mut session, 4.0, false);
        assert!(session.twin.is_none(), "it was told that there is none any more");
        assert_eq!(shown(&session), [4.0; 4]);
    }
}
