//! The way back through the run: which moment is shown, what is known beyond it, and how to go to another.

use super::Session;
use super::course::planned;
use super::history::History;
use super::recalled::RecallLog;
use super::undo::UndoList;
use super::whole::Whole;
use crate::scene::steps_in;
use crate::simulation::{RunBranch, RunnerRequest, RunnerStatus, SimulationCommand, Until, ViewSample};

/// How long after an event one goes to the one before it, and not to this one again, while the run plays (s of watching).
const JUST_NOW_S: f64 = 0.7;

/// Where the run stands on the way between its start and what is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// At its end: what comes is new.
    Live,
    /// At its end, after it went on otherwise than it had before.
    Branch,
    /// At an earlier moment: what comes is what came.
    Past,
}

impl Session {
    /// Where the run stands.
    #[must_use]
    pub fn standpoint(&self) -> Standpoint {
        match self.status.known {
            known if known.is_before_end => Standpoint::Past,
            known if known.parted_s.is_some() => Standpoint::Branch,
            _ => Standpoint::Live,
        }
    }

    /// What happened in the whole run, also after the moment that is shown.
    #[must_use]
    pub fn whole(&self) -> &History {
        self.way_back.whole.as_ref().map_or(&self.history, |whole| &whole.history)
    }

    /// What can be taken back at the end of the whole run.
    #[must_use]
    pub fn whole_undo(&self) -> &UndoList {
        self.way_back.whole.as_ref().map_or(&self.undo, |whole| &whole.undo)
    }

    /// What plots know beyond the moment that is shown, if it is an earlier one. Beside a twin they show what both had until now.
    #[must_use]
    pub fn ahead(&self) -> Option<&History> {
        self.way_back.whole.as_ref().filter(|_| self.twin.is_none()).map(|whole| &whole.history)
    }

    /// What plots over the whole run show.
    #[must_use]
    pub fn plotted(&self) -> &History {
        self.ahead().unwrap_or(&self.history)
    }

    /// The same of what presentations called up.
    #[must_use]
    pub fn plotted_recalls(&self) -> &RecallLog {
        self.way_back.whole.as_ref().filter(|_| self.twin.is_none()).map_or(&self.recalled, |whole| &whole.recalled)
    }

    /// The last sample of the whole run.
    #[must_use]
    pub fn end(&self) -> &ViewSample {
        self.way_back.whole.as_ref().map_or(&self.sample, |whole| &whole.sample)
    }

    /// The moment that is shown, or that was asked for (s of model time).
    #[must_use]
    pub fn playhead_s(&self) -> f64 {
        let time_s = self.way_back.sought.map_or(self.sample.time_s, |(_, time_s)| time_s);
        if time_s.is_finite() { time_s } else { 0.0 }
    }

    /// Show another moment of the run (s of model time), or one shortly before it that takes the least time.
    pub fn seek(&mut self, time_s: f64, nearest: bool) {
        let time_s = time_s.clamp(0.0, self.end().time_s.max(0.0));
        self.seek_step(steps_in(time_s, self.info.dt_ms), nearest);
        self.way_back.sought = self.way_back.sought.map(|(ticket, _)| (ticket, time_s));
    }

    /// The same for a number of completed steps.
    pub fn seek_step(&mut self, step: u64, nearest: bool) {
        let ticket = self.request(RunnerRequest::Seek { step, nearest });
        self.way_back.sought = Some((ticket, step as f64 * f64::from(self.info.dt_ms) / 1000.0));
    }

    /// Back to the end of what is known of the run.
    pub fn seek_end(&mut self) {
        let time_s = self.end().time_s;
        self.seek_step(u64::MAX, false);
        self.way_back.sought = self.way_back.sought.map(|(ticket, _)| (ticket, time_s));
    }

    /// Pause, and go back by so many steps.
    pub fn step_back(&mut self, count: u64) {
        self.set_playing(false);
        self.seek_step(self.sample.step.saturating_sub(count), false);
    }

    /// Go back by so many seconds of model time, and forget what came after.
    pub fn rewind(&mut self, seconds: f64) {
        self.seek(self.sample.time_s - seconds, false);
        self.part();
    }

    /// Go back to just before the newest change, and forget it and what came after.
    pub fn undo_and_rewind(&mut self) {
        let Some(time_s) = self.undo.next_undo_s() else { return };
        if self.undo.next_undo().is_some_and(|commands| commands.iter().any(SimulationCommand::resets)) {
            return self.undo();
        }
        self.seek(time_s, false);
        self.part();
    }

    fn part(&mut self) {
        self.request(RunnerRequest::Part);
        self.way_back.part(self.status.known.run);
    }

    /// Other futures of this run, in the order in which they were left.
    #[must_use]
    pub fn branches(&self) -> &[RunBranch] {
        &self.way_back.branches
    }

    /// Go on with another branch, at the time of now or at its end.
    pub fn switch_to(&mut self, run: u32) {
        self.request(RunnerRequest::Switch(run));
    }

    /// Forget a branch.
    pub fn forget_branch(&mut self, run: u32) {
        self.request(RunnerRequest::Forget(run));
        self.way_back.left.remove(&run);
    }

    /// The name that the user gave a branch; none if it has none.
    #[must_use]
    pub fn branch_name(&self, run: u32) -> Option<&str> {
        self.way_back.names.get(&run).map(String::as_str).filter(|name| !name.is_empty())
    }

    /// The same, to change it.
    pub fn name_branch(&mut self, run: u32) -> &mut String {
        self.way_back.names.entry(run).or_default()
    }

    /// What happened in a branch that was left; none if it is not known.
    #[must_use]
    pub fn branch_history(&self, run: u32) -> Option<&History> {
        self.way_back.left.get(&run).map(|whole| &whole.history)
    }

    /// The end of a branch that was left; none if it is not known.
    #[must_use]
    pub fn branch_end(&self, run: u32) -> Option<&ViewSample> {
        self.way_back.left.get(&run).map(|whole| &whole.sample)
    }

    /// Show the last event before this moment, or the start.
    pub fn seek_event_before(&mut self) {
        let speed = f64::from(self.status.speed_got);
        let just_now = if self.status.playing && speed.is_finite() { JUST_NOW_S * speed } else { 0.0 };
        let before = self.sample.time_s - just_now - self.half_step_s();
        self.seek(self.events_s().into_iter().rfind(|time_s| *time_s < before).unwrap_or_default(), false);
    }

    /// Show the next event after this moment; at the end of what is known, go on to the next that is planned. Gives whether there is one.
    pub fn seek_event_after(&mut self) -> bool {
        let after = self.sample.time_s + self.half_step_s();
        if let Some(time_s) = self.events_s().into_iter().find(|time_s| *time_s > after) {
            self.seek(time_s, false);
        } else if self.standpoint() == Standpoint::Past {
            self.seek_end();
        } else {
            let begins = planned(&self.info, &self.sample).into_iter().map(|stretch| stretch.start_s);
            let Some(time_s) = begins.into_iter().find(|time_s| *time_s > after) else { return false };
            self.run_until(Until::Seconds(time_s - self.sample.time_s));
        }
        true
    }

    fn half_step_s(&self) -> f64 {
        f64::from(self.info.dt_ms) / 2000.0
    }

    /// When something began in the whole run (s of model time): a phase or presentation, a change, a replay, the marker.
    fn events_s(&self) -> Vec<f64> {
        let whole = self.whole();
        let stretches = whole.course.past().iter().map(|stretch| stretch.start_s);
        let changes = whole.events.iter().map(|event| event.time_s);
        let replays = whole.replays.iter().map(|replay| replay.start_s);
        let made = self.end().changes.iter().map(|change| change.time_s);
        let mut events: Vec<f64> =
            stretches.chain(changes).chain(replays).chain(made).chain(self.end().marker_s).collect();
        events.sort_by(f64::total_cmp);
        events
    }

    /// The samples to come show another moment of the run, the first of them this time.
    pub(super) fn follow_jump(&mut self, status: &RunnerStatus, time_s: f64) {
        let mut whole = self.way_back.whole.take().unwrap_or_else(|| self.whole_until_now());
        let (before, run) = (self.status.known.run, status.known.run);
        if let Some(other) = self.way_back.left.remove(&run).filter(|_| run != before) {
            let left = std::mem::replace(&mut whole, other);
            self.way_back.left.insert(before, left);
        }
        let (from_s, clears) = (status.known.jumped_from_s, self.history.clears + 1);
        self.history = whole.history.until(from_s);
        self.history.clears = clears;
        self.recalled = whole.recalled.clone();
        self.recalled.cut(from_s);
        self.know_changes_until(&whole, time_s);
        if status.known.is_before_end {
            self.way_back.whole = Some(whole);
        } else if status.known.run != before {
            self.way_back.left.insert(before, whole);
        }
        self.lens.clear();
        self.forecast.clear();
        self.watched.iter_mut().for_each(|watched| watched.trace.clear());
    }

    fn whole_until_now(&self) -> Box<Whole> {
        Box::new(Whole {
            history: self.history.clone(),
            recalled: self.recalled.clone(),
            undo: self.undo.clone(),
            sample: self.sample.clone(),
        })
    }

    /// A sample has arrived.
    pub(super) fn arrive(&mut self) {
        self.way_back.sought = self.way_back.sought.filter(|(ticket, _)| !self.is_answered(*ticket));
        let Some(whole) = self.way_back.whole.take() else { return };
        let before = whole.history.events.iter().filter(|event| event.time_s <= self.sample.time_s).count();
        if before != self.history.events.len() || !self.status.known.is_before_end {
            self.know_changes_until(&whole, self.sample.time_s);
        }
        self.way_back.whole = self.status.known.is_before_end.then_some(whole);
    }

    /// What the user had changed until a time, and can take back.
    fn know_changes_until(&mut self, whole: &Whole, time_s: f64) {
        self.history.events = whole.history.events.clone();
        self.undo = whole.undo.clone();
        if time_s < whole.sample.time_s {
            self.history.events.cut(|event| event.time_s <= time_s);
            self.undo.cut(time_s);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modulation::BrainState;
    use crate::simulation::{Happening, Known, NetworkInfo, RateBin, Stretch, Ticket};

    fn info() -> NetworkInfo {
        NetworkInfo { dt_ms: 0.5, positions: vec![[0.0; 3]; 2], display_order: vec![0, 1], ..NetworkInfo::default() }
    }

    /// What arrives a second later: half of the time awake.
    fn sample(second: u32) -> ViewSample {
        let end_s = f64::from(second);
        let state = if second <= 4 { BrainState::Awake } else { BrainState::Nrem };
        ViewSample {
            step: u64::from(second) * 2000,
            time_s: end_s,
            input_strength: if second > 3 { 2.0 } else { 1.0 },
            course: vec![Stretch {
                start_s: end_s - 1.0,
                end_s,
                what: Happening { state, ..Happening::default() },
                ..Stretch::default()
            }],
            rates: vec![RateBin { time_s: end_s, rates_hz: vec![1.0], modulators: [0.0; 4] }],
            ..ViewSample::default()
        }
    }

    fn status(known: Known, answered: Ticket) -> RunnerStatus {
        RunnerStatus { known: Known { end_s: 8.0, ..known }, answered, ..RunnerStatus::default() }
    }

    /// A run of 8 s in which the input was made stronger at 3 s.
    fn session() -> Session {
        let mut session = Session::detached(info(), ViewSample { input_strength: 1.0, ..ViewSample::default() });
        for second in 1..=8 {
            session.receive(sample(second), status(Known::default(), Ticket::default()));
            if second == 3 {
                session.apply(SimulationCommand::SetInputStrength(2.0));
            }
        }
        drop(session.take_requests());
        session
    }

    /// The simulation thread went to a second, and saw what came in the second before.
    fn jump(session: &mut Session, second: u32, jumps: u64) {
        let known =
            Known { is_before_end: second < 8, jumps, jumped_from_s: f64::from(second) - 1.0, ..Known::default() };
        session.receive(sample(second), status(known, Ticket::default()));
    }

    #[test]
    fn plots_follow_the_playhead_and_the_band_knows_the_whole_run() {
        let mut session = session();
        jump(&mut session, 2, 1);
        assert_eq!(session.standpoint(), Standpoint::Past);
        assert_eq!((session.history.rates.len(), session.whole().rates.len()), (2, 8));
        assert!(session.history.events.is_empty() && session.whole().events.len() == 1);
        assert_eq!(session.undo.next_undo_s(), None, "it has not been changed yet");
        assert_eq!((session.sample.time_s, session.end().time_s), (2.0, 8.0));
        let clears = session.history.clears;
        jump(&mut session, 6, 2);
        assert!(session.history.clears > clears);
        assert_eq!((session.history.rates.len(), session.history.events.len()), (6, 1));
        assert_eq!(session.undo.next_undo_s(), Some(3.0));
        jump(&mut session, 8, 3);
        assert_eq!((session.standpoint(), session.history.rates.len()), (Standpoint::Live, 8));
    }

    #[test]
    fn a_run_that_plays_on_to_its_end_is_whole_again() {
        let mut session = session();
        jump(&mut session, 2, 1);
        for second in 3..=8 {
            let known = Known { is_before_end: second < 8, jumps: 1, ..Known::default() };
            session.receive(sample(second), status(known, Ticket::default()));
            assert_eq!(session.history.events.len(), usize::from(second >= 3), "second {second}");
        }
        assert_eq!((session.standpoint(), session.undo.next_undo_s()), (Standpoint::Live, Some(3.0)));
        assert_eq!(session.history.rates.len(), 8);
    }

    #[test]
    fn what_is_changed_in_the_past_begins_another_future() {
        let mut session = session();
        jump(&mut session, 5, 1);
        session.apply(SimulationCommand::SetInputStrength(0.5));
        assert_eq!(session.whole().rates.len(), 5, "what came after will not come");
        let known = Known { jumps: 1, parted_s: Some(5.0), ..Known::default() };
        session.receive(sample(6), status(known, Ticket::default()));
        assert_eq!(session.standpoint(), Standpoint::Branch);
        let changes: Vec<f64> = session.history.events.iter().map(|event| event.time_s).collect();
        assert_eq!(changes, [3.0, 5.0]);
        assert_eq!(session.undo.next_undo_s(), Some(5.0));
        session.undo_and_rewind();
        assert_eq!(
            session.take_requests().split_off(1),
            [RunnerRequest::Seek { step: 10_000, nearest: false }, RunnerRequest::Part]
        );
    }

    #[test]
    fn the_playhead_is_where_it_was_put_until_the_moment_is_there() {
        let mut session = session();
        session.seek(2.0, false);
        assert_eq!((session.playhead_s(), session.sample.time_s), (2.0, 8.0));
        session.receive(sample(8), status(Known::default(), Ticket::default()));
        assert_eq!(session.playhead_s(), 2.0, "this sample was on its way");
        session.receive(sample(2), status(Known { jumps: 1, ..Known::default() }, session.way_back.sought.unwrap().0));
        assert_eq!((session.playhead_s(), session.way_back.sought), (2.0, None));
        session.seek(99.0, true);
        session.seek(-1.0, true);
        let sought = |step| RunnerRequest::Seek { step, nearest: true };
        assert_eq!(
            session.take_requests().split_off(1),
            [sought(4000), sought(0)],
            "nothing is there before and after"
        );
    }

    #[test]
    fn events_are_gone_through_one_after_the_other() {
        let mut session = session();
        let sought = |session: &mut Session| match session.take_requests().as_slice() {
            [RunnerRequest::Seek { step, nearest: false }] => *step as f64 / 2000.0,
            other => panic!("{other:?}"),
        };
        session.seek_event_before();
        assert_eq!(sought(&mut session), 4.0, "it fell asleep");
        jump(&mut session, 4, 1);
        session.seek_event_before();
        assert_eq!(sought(&mut session), 3.0, "the input was changed");
        jump(&mut session, 3, 2);
        session.seek_event_before();
        assert_eq!(sought(&mut session), 0.0);
        assert!(session.seek_event_after());
        assert_eq!(sought(&mut session), 4.0);
        jump(&mut session, 5, 3);
        assert!(session.seek_event_after());
        assert_eq!(session.take_requests(), [RunnerRequest::Seek { step: u64::MAX, nearest: false }]);
        jump(&mut session, 8, 4);
        assert!(!session.seek_event_after(), "nothing is planned");
    }
}
