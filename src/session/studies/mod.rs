//! What the run would be with other seeds or other values: studies in the background, which the run that is seen does not notice.

mod luck;
mod running;
mod sweep;

pub use luck::{Arm, Luck, SEEDS, Span, Verdict};
pub use running::{Running, spare_cores};
pub use sweep::Sweep;

use super::Session;
use crate::experiment::{Pool, Share};
use crate::scene::Fault;
use crate::simulation::{LoggedCommand, RunAccount, RunnerRequest};
use crate::study::{Pace, Readout, Study};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long the speed of runs is measured.
const MEASURE: Duration = Duration::from_millis(300);

/// Studies of the run.
#[derive(Default)]
pub struct Studies {
    /// Is it luck?
    pub luck: Option<Luck>,
    /// A sweep.
    pub sweep: Option<Sweep>,
    /// The run that a sweep would vary; none until it was asked for.
    pub base: Option<Base>,
    /// The parameter of which a sweep is to be set up, by its place.
    pub offered: Option<usize>,
    /// Why the last one did not begin.
    pub fault: Option<String>,
    wanted: Wanted,
}

/// For what the account of the run was asked.
#[derive(Default)]
struct Wanted {
    luck: Option<(Readout, Option<LoggedCommand>)>,
    base: bool,
}

/// A run that can be varied, and how fast it is.
pub struct Base {
    /// The run as it stood.
    pub account: RunAccount,
    /// How fast runs of it are; none until that is measured.
    pub pace: Option<Pace>,
    measuring: Option<Mutex<Pool<Result<Pace, Fault>>>>,
}

impl Base {
    fn new(account: RunAccount) -> Self {
        let pool = Pool::start("pace", vec![account.clone()], 1, Share::Leftover, |account, _, send| {
            send(Pace::measure(account, MEASURE));
            true
        });
        Self { account, pace: None, measuring: Some(Mutex::new(pool)) }
    }

    fn update(&mut self) -> Option<String> {
        let next = {
            let pool = self.measuring.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
            pool.next(Duration::ZERO)?
        };
        self.measuring = None;
        match next {
            Ok(pace) => self.pace = Some(pace),
            Err(fault) => return Some(fault.to_string()),
        }
        None
    }
}

impl Studies {
    /// Whether something is computed that will be shown.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let sweeping = self.sweep.as_ref().is_some_and(|sweep| sweep.running.is_running());
        self.is_waiting() || sweeping || self.luck.as_ref().is_some_and(Luck::is_busy)
    }

    fn is_waiting(&self) -> bool {
        self.wanted.luck.is_some() || self.wanted.base || self.base.as_ref().is_some_and(|base| base.pace.is_none())
    }

    /// The run goes on otherwise than it was: what was said of it counts no more.
    pub(super) fn run_changed(&mut self) {
        self.luck = None;
        self.base = None;
        self.wanted = Wanted::default();
    }

    /// The account of the run is there.
    pub(super) fn answer(&mut self, account: &RunAccount) {
        let account = RunAccount { hash: None, ..account.clone() };
        if std::mem::take(&mut self.wanted.base) {
            self.base = Some(Base::new(account.clone()));
        }
        if let Some((readout, twin)) = self.wanted.luck.take() {
            self.luck = Luck::start(account, readout, twin);
        }
    }

    /// Take what was finished.
    pub(super) fn update(&mut self) {
        if let Some(luck) = &mut self.luck {
            luck.update();
        }
        if let Some(sweep) = &mut self.sweep {
            sweep.update();
        }
        if let Some(fault) = self.base.as_mut().and_then(Base::update) {
            self.fault = Some(fault);
        }
    }
}

impl Session {
    /// Ask whether what is read is luck: the run, or the difference that its twin makes, with other seeds in the background.
    pub fn ask_for_luck(&mut self, readout: Readout) {
        let begin = self.twin.as_ref().map(|twin| (twin.change.clone(), twin.reading.begin_s));
        let scene = self.info.scene.clone();
        let change = begin
            .and_then(|(change, begin_s)| Some(LoggedCommand { step: scene?.steps_in(begin_s), command: change? }));
        self.studies.luck = None;
        self.studies.wanted.luck = Some((readout, change));
        self.request(RunnerRequest::Account);
    }

    /// Forget what is said of luck.
    pub fn forget_luck(&mut self) {
        self.studies.luck = None;
        self.studies.wanted.luck = None;
    }

    /// Whether it was asked what is luck, and no run of that has begun.
    #[must_use]
    pub fn is_asking_for_luck(&self) -> bool {
        self.studies.wanted.luck.is_some()
    }

    /// Begin a sweep.
    pub fn start_sweep(&mut self, study: Study) {
        let accepted = Study::new(study.base, study.axes, study.seeds, study.read);
        self.studies.fault = None;
        match accepted {
            Ok(study) => self.studies.sweep = Some(Sweep::start(study)),
            Err(faults) => self.studies.fault = faults.first().map(ToString::to_string),
        }
    }

    /// Ask for the run that a sweep would vary, as it stands.
    pub fn ask_for_base(&mut self) {
        if self.studies.base.is_none() && !self.studies.wanted.base {
            self.studies.wanted.base = true;
            self.request(RunnerRequest::Account);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::simulation::{NetworkInfo, RunnerStatus, SimulationCommand, ViewSample};
    use crate::study::{Axis, Varied, spaced};
    use std::sync::Arc;
    use std::time::Instant;

    fn account() -> RunAccount {
        let scene = Arc::new(Scene::shipped("wake").expect("it ships"));
        RunAccount { seed: 3, steps: scene.steps_in(0.1), scene, log: Vec::new(), hash: None }
    }

    fn session(account: &RunAccount) -> Session {
        let scene = Some(Arc::clone(&account.scene));
        let info = NetworkInfo { scene, seed: account.seed, ..NetworkInfo::default() };
        Session::detached(info, ViewSample { time_s: 0.1, step: 1000, ..ViewSample::default() })
    }

    fn wait(session: &mut Session, done: impl Fn(&Studies) -> bool) {
        let start = Instant::now();
        while !done(&session.studies) {
            assert!(start.elapsed() < Duration::from_mins(2));
            std::thread::sleep(Duration::from_millis(5));
            session.studies.update();
        }
    }

    #[test]
    fn a_run_is_compared_with_twenty_others_until_it_is_changed() {
        let account = account();
        let mut session = session(&account);
        session.ask_for_luck(Readout::Rate(0));
        assert_eq!(session.take_requests(), [RunnerRequest::Account]);
        assert!(session.is_asking_for_luck() && session.studies.is_running());
        session.studies.answer(&account);
        wait(&mut session, |studies| !studies.is_running());
        let luck = session.studies.luck.as_ref().expect("it was asked");
        let verdict = luck.verdict.clone().expect("all have rates");
        let lower = luck.values(Arm::Run).filter(|value| *value < verdict.own).count();
        assert_eq!((verdict.others, verdict.agree, luck.curves(Arm::Run).len()), (SEEDS, lower, SEEDS));
        assert!(!luck.running.study.seeds[1..].contains(&3), "the own seed is none of the others");
        assert!(
            !luck.band(Arm::Run).is_empty()
                && luck.band(Arm::Run).windows(2).all(|pair| pair[0].time_s < pair[1].time_s)
        );
        let (low, high) = verdict.interval.expect("twenty values");
        assert!(low < verdict.mean && verdict.mean < high);
        session.apply(SimulationCommand::SetInputStrength(2.0));
        assert!(session.studies.luck.is_none(), "it was of another run");
    }

    #[test]
    fn the_difference_of_a_twin_is_counted_in_pairs() {
        let account = account();
        let neurons = account.scene.range(0).collect();
        let command = SimulationCommand::Poke { neurons, current_pa: 2000.0, milliseconds: 20.0 };
        let mut session = session(&account);
        session.open_twin(Some(command.clone()));
        session.ask_for_luck(Readout::Rate(0));
        session.studies.answer(&account);
        let luck = session.studies.luck.as_ref().expect("it begins");
        let change = LoggedCommand { step: account.scene.steps_in(0.1), command: command.clone() };
        assert_eq!(luck.running.study.axes[0].what, Varied::Change(change), "where the twin began");
        // One that comes at the end makes no difference: it began earlier.
        let change = LoggedCommand { step: account.scene.steps_in(0.03), command };
        session.studies.luck = Luck::start(account, Readout::Rate(0), Some(change));
        wait(&mut session, |studies| !studies.is_running());
        let luck = session.studies.luck.as_ref().expect("it was begun");
        let verdict = luck.verdict.as_ref().expect("all have rates");
        assert_eq!((verdict.agree, verdict.others), (SEEDS, SEEDS), "each poke makes cells fire");
        assert!(verdict.own > 0.0 && luck.curves(Arm::Difference).len() == SEEDS);
        session.close_twin();
        assert!(session.studies.luck.is_none());
    }

    #[test]
    fn a_sweep_outlives_the_run_and_each_of_its_points_is_a_run_that_can_be_done_again() {
        let account =
            RunAccount { scene: Arc::new(Scene::shipped("learn_sleep_remember").expect("it ships")), ..account() };
        let mut session = session(&account);
        session.ask_for_base();
        session.ask_for_base();
        assert_eq!(session.take_requests(), [RunnerRequest::Account], "once is enough");
        session.studies.answer(&account);
        wait(&mut session, |studies| studies.base.as_ref().is_some_and(|base| base.pace.is_some()));
        let axis = Axis { what: Varied::of("triplet_stdp.presynaptic_tau"), values: spaced(10.0, 30.0, 3, false) };
        let axes = vec![axis];
        let study = Study { base: account.clone(), axes, seeds: vec![3, 1], read: vec![Readout::Weight(0)] };
        session.start_sweep(study.clone());
        wait(&mut session, |studies| !studies.is_running());
        session.receive(ViewSample::default(), RunnerStatus { generation: 9, ..RunnerStatus::default() });
        assert!(session.studies.base.is_none(), "another run has begun");
        let sweep = session.studies.sweep.as_ref().expect("it stays");
        assert!(sweep.estimates.iter().all(|found| found.values.len() == 2 && found.interval.is_some()));
        let point = sweep.account(2, 1).expect("it can be done");
        assert_eq!((point.seed, point.log.len(), point.log[0].step), (1, 1, 0));
        assert_eq!(sweep.table().lines().filter(|line| line.contains("weight:")).count(), 6);
        session.start_sweep(Study { axes: vec![Axis { values: vec![-5.0], ..study.axes[0].clone() }], ..study });
        assert!(
            session.studies.fault.as_ref().is_some_and(|fault| fault.contains("outside")),
            "{:?}",
            session.studies.fault
        );
    }
}
