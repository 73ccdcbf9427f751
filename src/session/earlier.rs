//! Runs of this session that another one took the place of: each can be opened again by doing it again.

use super::Session;
use super::network_picture::NetworkPicture;
use super::returned::KeptAs;
use super::undo::UndoList;
use crate::simulation::RunAccount;
use std::sync::Arc;

/// Most that are kept: beyond, the oldest without a name goes, or the oldest.
const MOST: usize = 12;

/// Such a run.
#[derive(Clone, Debug)]
pub struct EarlierRun {
    /// Its number in this session, from 1 on.
    pub number: u32,
    /// What it takes to do it again.
    pub account: RunAccount,
    /// What the user calls it.
    pub name: String,
    /// The network as it was last seen.
    pub picture: NetworkPicture,
}

/// All of them, oldest first.
#[derive(Clone, Debug, Default)]
pub struct EarlierRuns {
    runs: Vec<EarlierRun>,
    count: u32,
}

impl EarlierRuns {
    /// All, newest first.
    pub fn iter(&self) -> impl Iterator<Item = &EarlierRun> {
        self.runs.iter().rev()
    }

    /// The name of one, to change it.
    pub fn name(&mut self, number: u32) -> Option<&mut String> {
        self.runs.iter_mut().find(|run| run.number == number).map(|run| &mut run.name)
    }

    /// Forget one.
    pub fn forget(&mut self, number: u32) {
        self.runs.retain(|run| run.number != number);
    }

    fn keep(&mut self, account: RunAccount, picture: NetworkPicture) {
        if self.runs.iter().any(|run| is_begin(&account, &run.account)) {
            return;
        }
        // One that went on further is still the same.
        let known =
            self.runs.iter().position(|run| is_begin(&run.account, &account)).map(|place| self.runs.remove(place));
        let (number, name) = known.map_or_else(
            || {
                self.count += 1;
                (self.count, String::new())
            },
            |run| (run.number, run.name),
        );
        self.runs.push(EarlierRun { number, account, name, picture });
        if self.runs.len() > MOST {
            let unnamed = self.runs.iter().position(|run| run.name.is_empty());
            self.runs.remove(unnamed.unwrap_or_default());
        }
    }
}

/// Whether a run is the begin of another, or the same.
fn is_begin(begin: &RunAccount, whole: &RunAccount) -> bool {
    let common = begin.log.len();
    Arc::ptr_eq(&begin.scene, &whole.scene)
        && begin.seed == whole.seed
        && begin.steps <= whole.steps
        && whole.log.get(..common) == Some(&begin.log)
        && whole.log[common..].iter().all(|logged| logged.step >= begin.steps)
}

impl Session {
    /// Keep what the simulation thread tells of a run whose place another one takes.
    pub(super) fn remember(&mut self, accounts: Vec<RunAccount>) {
        for account in accounts {
            let is_seen = self.info.scene.as_ref().is_some_and(|scene| Arc::ptr_eq(scene, &account.scene));
            let picture = if is_seen { NetworkPicture::of(&self.info, self.end()) } else { NetworkPicture::default() };
            self.earlier.keep(account, picture);
        }
    }

    /// Open an earlier run of this session again, where it stood.
    pub fn open_earlier(&mut self, number: u32) {
        let Some(run) = self.earlier.runs.iter().find(|run| run.number == number) else { return };
        self.do_again(run.account.clone().into(), KeptAs::Export, UndoList::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Scene;
    use crate::simulation::{LoggedCommand, SimulationCommand};

    #[test]
    fn a_run_that_went_on_is_one_and_the_oldest_without_a_name_goes_first() {
        let scene = Arc::new(Scene::shipped("one_neuron").expect("it ships"));
        let stronger = |step| LoggedCommand { step, command: SimulationCommand::SetInputStrength(2.0) };
        let account = |seed, steps, log| RunAccount { scene: Arc::clone(&scene), seed, steps, log, hash: None };
        let mut runs = EarlierRuns::default();
        let steps = |runs: &EarlierRuns| runs.iter().map(|run| (run.number, run.account.steps)).collect::<Vec<_>>();
        for (length, log) in [(100, vec![]), (300, vec![stronger(200)]), (250, vec![stronger(200)])] {
            runs.keep(account(1, length, log), NetworkPicture::default());
        }
        assert_eq!(steps(&runs), [(1, 300)], "it went on, and a part of it is no other run");
        runs.keep(account(1, 300, vec![stronger(50)]), NetworkPicture::default());
        assert_eq!(steps(&runs), [(2, 300), (1, 300)]);
        "the first".clone_into(runs.name(1).expect("it is there"));
        for seed in 2..20 {
            runs.keep(account(seed, 10, vec![]), NetworkPicture::default());
        }
        assert_eq!(runs.iter().count(), MOST);
        assert!(runs.iter().any(|run| run.name == "the first") && runs.iter().all(|run| run.number != 2));
        runs.forget(1);
        assert_eq!((runs.iter().count(), runs.name(1)), (MOST - 1, None));
    }
}
